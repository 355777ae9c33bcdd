"""``dbp demo``: an invented place, written whole or not at all."""

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.new_folder import new_folder
from dbp_analysis.common.typed_periods import checked_month
from dbp_analysis.demo.counts import month_names, monthly_counts
from dbp_analysis.demo.exports import month_exports
from dbp_analysis.demo.profiles import draw_profiles
from dbp_analysis.demo.registers import month_registers
from dbp_analysis.demo.settings import (
    LABEL,
    demo_publication,
    invented_units,
    month_toml,
    publication_toml,
    shared_files,
    units_csv,
)
from dbp_analysis.settings.project import project_root
from dbp_analysis.settings.shipped import shipped

__all__ = ["LABEL", "DemoPlace", "write_demo"]

MOST_UNITS, MOST_MONTHS = 10_000, 120
FIRST_YEAR, LAST_YEAR = 2000, 2199

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoPlace:
    """What was written: the data folder, for ``--data``, the publication's id and its months."""

    data: Path
    publication: str
    months: tuple[str, ...]


def write_demo(
    folder: Path,
    units: int = 12,
    months: int = 12,
    seed: int = 0,
    first_month: str = "2023-01",
    progress: Progress = lambda done, of: None,
    *,
    dossiers: bool = False,
) -> DemoPlace:
    """Write ``folder/data``: an invented publication with the exports of ``months`` months;
    with ``dossiers`` also registers of single ones, in both vocabularies, of which the forms are the counts.

    The same arguments give the same bytes; a month's exports do not depend on how many months follow it.
    ``progress`` is told of each month that is ready. Raise ``WrongUse`` for sizes out of bounds and for a
    ``folder`` that holds anything, ``RunFailed`` where it cannot be written; then nothing is written.
    """
    first_month = checked_month(first_month)
    _refuse_sizes(units, months, seed, first_month)
    folder = folder.resolve()
    publication = demo_publication().id
    with new_folder(folder, "số liệu thử không được để lẫn với tệp khác") as workshop:
        data = workshop / "data"
        own = data / publication
        register = invented_units(units)
        _write(data, _shared_files())
        _write_text(data / "units.csv", units_csv(register))
        _write_text(own / "publication.toml", publication_toml())
        profiles = draw_profiles(seed, units)
        for done, (month, counts) in enumerate(monthly_counts(profiles, seed, first_month, months), start=1):
            _write(own / month, month_exports(month, register, counts))
            if dossiers:
                _write(own / month, month_registers(month, register, counts, seed, data))
            _write_text(own / month / "month.toml", month_toml(seed, units, first_month))
            progress(done, months)
    return DemoPlace(folder / "data", publication, tuple(month_names(first_month, months)))


def place_to_try(month: str = "2026-11") -> str:
    """The data folder of an invented place of twelve units with registers of a month, publication ``demo``;
    it goes when this process ends.
    """
    folder = TemporaryDirectory(prefix="dbp-demo-")
    atexit.register(folder.cleanup)
    return str(write_demo(Path(folder.name) / "demo", months=1, first_month=month, dossiers=True).data)


def _refuse_sizes(units: int, months: int, seed: int, first_month: str) -> None:
    bounds = (("Số đơn vị", units, MOST_UNITS), ("Số tháng", months, MOST_MONTHS))
    for name, value, most in bounds:
        if not 1 <= value <= most:
            raise WrongUse(f"{name} {value} không hợp lệ.\n  Chọn một số từ 1 đến {most}.")
    if seed < 0:
        raise WrongUse(f"Hạt giống {seed} không hợp lệ.\n  Chọn một số nguyên từ 0 trở lên.")
    year = int(first_month[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongUse(
            f"Tháng đầu {first_month} không hợp lệ.\n"
            f"  Chọn một tháng từ năm {FIRST_YEAR} đến năm {LAST_YEAR}."
        )


def _shared_files() -> dict[str, bytes]:
    """The project's own scheme, layouts, counting rules and wording, byte for byte; outside of one, those of
    the package, as are the schemas that editors check them by.
    """
    root = project_root()
    source = root / "data" if root else shipped("data")
    try:
        whole = (*shipped("data", "json-schemas").glob("*.json"), *(source / "rules").glob("*.toml"))
        files = {f"{one.parent.name}/{one.name}": one.read_bytes() for one in whole}
        return files | {name: (source / name).read_bytes() for name in shared_files()}
    except OSError as error:
        raise WrongUse(
            f"Không đọc được {error.filename}, là tệp mà số liệu thử cần.\n"
            "  Chạy lệnh trong thư mục dự án có đủ bộ chỉ số và mẫu tệp."
        ) from error


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write_text(path: Path, text: str) -> None:
    _write(path.parent, {path.name: text.encode()})
