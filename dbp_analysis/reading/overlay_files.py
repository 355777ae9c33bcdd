"""The two files of a scenario (kịch bản giả định): a scheme, and counts in place of the exported ones."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import tomli_w
from pydantic import TypeAdapter, ValidationError

from dbp_analysis.common.csv_out import csv_text
from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem, RunFailed, WrongUse
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.reading.cells import cell_text, header_key, whole_number
from dbp_analysis.reading.files import Cell, read_sheets
from dbp_analysis.settings.config import Config, Identifier
from dbp_analysis.settings.project import path_given
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.scheme_file import scheme_file
from dbp_analysis.settings.unit_names import UnitMatcher

COLUMNS = ("unit_code", "unit_name", "count", "from", "to")
SUFFIXES = (".toml", ".csv")


class CountChange(Config):
    """A row of a counts file: a ``count`` of a unit goes from ``before``, what exports say, to ``after``."""

    row: int
    unit_code: str
    unit_name: str
    count: str
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.count} {vietnamese(self.before)} → {vietnamese(self.after)}"


def scheme_toml(scheme: Scheme) -> str:
    """A complete scheme file, which :func:`~dbp_analysis.settings.scheme.load_scheme` reads back the same."""
    return tomli_w.dumps(scheme.model_dump(mode="json", exclude_defaults=True))


def counts_csv(changes: pd.DataFrame) -> str:
    """A counts file from a frame with the columns :data:`COLUMNS`."""
    return csv_text(changes[list(COLUMNS)])


def scenario_files(data: Path, scheme: str | Path = "", counts: str | Path = "") -> dict[str, Path]:
    """The files of a scenario by ``scheme`` and ``counts``, those that are asked for, in full. A scheme may
    go by the id of one in the ``data`` folder; a file that bears the same name comes first.

    Raise ``WrongUse`` unless each is there and can name outputs.
    """
    given = {"scheme": path_given(scheme, "scheme"), "counts": path_given(counts, "counts")}
    if given["scheme"]:
        given["scheme"] = str(scheme_file(given["scheme"], data))
    return {kind: _scenario_file(path) for kind, path in given.items() if path}


def _scenario_file(path: str) -> Path:
    file = Path(path).resolve()
    if not file.is_file():
        raise WrongUse(f"Không có tệp kịch bản {path}.\n  Cách xử lý: kiểm tra lại đường dẫn của tệp.")
    if not can_name(file.stem):
        raise WrongUse(
            f"Tên tệp kịch bản {file.name!r} không đặt tên cho thư mục kết quả được.\n"
            "  Cách xử lý: đặt tên chỉ gồm chữ thường không dấu, chữ số và dấu - _ ."
        )
    return file


def can_name(text: str) -> bool:
    """Whether a text may be the id of a scenario, and so the name of its files and folders."""
    try:
        TypeAdapter(Identifier).validate_python(text)
    except ValidationError:
        return False
    return True


def write_new(folder: Path, name: str, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files of a scenario, ``contents`` by their suffixes, and return them.

    A name is one scenario: raise ``WrongUse``, before anything is written, where one of :data:`SUFFIXES` is
    there under it with another content; ``RunFailed`` where nothing can be written.
    """
    files = {folder / f"{name}{suffix}": content for suffix, content in contents.items()}
    try:
        there = [file for suffix in SUFFIXES if (file := folder / f"{name}{suffix}").exists()]
        others = [file.name for file in there if file.read_bytes() != files.get(file)]
        if others:
            raise WrongUse(
                f"Mã kịch bản {name} đã dùng: {folder} có {', '.join(others)} với nội dung khác.\n"
                "  Cách xử lý: chọn mã khác, hoặc tự xóa tệp cũ nếu không cần nữa."
            )
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            file.write_bytes(content)
    except OSError as error:
        what = f"Không ghi được vào {folder}: {error.strerror or error}."
        raise RunFailed(f"{what}\n  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa.") from error
    return tuple(files)


def read_count_changes(path: Path, matcher: UnitMatcher, noted: Noted = unnoted) -> tuple[CountChange, ...]:
    """The rows of a counts file: CSV, or a workbook with the same columns.

    A unit is known by its code, its name, or both where they agree. Raise ``DataRejected`` with every row
    that is not certain.
    """
    sheets = read_sheets(path, noted)
    rows = sheets[0].rows
    header = [header_key(cell) for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in header and name != "unit_name"]
    if missing:
        what = f"Tệp số liệu giả định thiếu cột {', '.join(missing)}."
        remedy = f"Ghi tên các cột ở dòng đầu: {', '.join(COLUMNS)}."
        raise DataRejected([Problem("scenario", what, remedy, path.name)])
    repeated = [name for name in COLUMNS if header.count(name) > 1]
    if repeated:
        what = f"Tệp số liệu giả định có hai cột {', '.join(repeated)}."
        raise DataRejected([Problem("scenario", what, "Bỏ cột thừa.", path.name)])
    changes: dict[tuple[str, str], CountChange] = {}
    problems: list[Problem] = []
    for at, cells in enumerate(rows[1:], 2):
        if not any(map(cell_text, cells)):
            continue
        try:
            if any(cell_text(cell) for name, cell in zip(header, cells, strict=True) if not name):
                raise ValueError("có ô nằm ngoài các cột đã đặt tên (số ghi có dấu phẩy?)")
            change = _change(at, dict(zip(header, cells, strict=True)), matcher)
            if (change.unit_code, change.count) in changes:
                raise ValueError("số liệu này đã có ở dòng trên")
        except ValueError as error:
            what = f"Không dùng được dòng này: {error}."
            problems.append(Problem("scenario", what, "Sửa hoặc xóa dòng này.", path.name, row=at))
        else:
            changes[change.unit_code, change.count] = change
    if problems:
        raise DataRejected(problems)
    return tuple(changes.values())


def _change(at: int, row: dict[str, Cell], matcher: UnitMatcher) -> CountChange:
    """The change that a row states; raise ``ValueError`` (in Vietnamese) where it is not certain."""
    code, name = cell_text(row["unit_code"]), cell_text(row.get("unit_name"))
    unit = matcher.match(name, code)
    if unit.unit_code is None:
        hint = f" (có phải: {' hoặc '.join(unit.suggestions)}?)" if unit.suggestions else ""
        raise ValueError(f"không nhận ra đơn vị {' '.join((code, name)).strip()!r}{hint}")
    before, after = whole_number(row["from"]), whole_number(row["to"])
    if before is None or after is None:
        raise ValueError("cột from hoặc to để trống")
    return CountChange(
        row=at,
        unit_code=unit.unit_code,
        unit_name=str(matcher.units.at[unit.unit_code, "unit_short"]),
        count=cell_text(row["count"]),
        before=before,
        after=after,
    )
