"""One export of a month, named by its layout and perhaps its file, read by itself and as it says."""

import os
from contextlib import nullcontext, suppress
from pathlib import Path

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.near import or_known
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.causes import rejected
from dbp_analysis.reading.exports import Reading, read_exports
from dbp_analysis.reading.file_checks import unit_problems
from dbp_analysis.reading.files import read_sheets
from dbp_analysis.reading.own_rows import of_units
from dbp_analysis.reading.registers import Registers
from dbp_analysis.reading.sheet_choice import chosen_sheets
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.register_layout import RegisterLayout, load_layouts
from dbp_analysis.settings.unit_names import UnitMatcher


def layout_of(settled: MonthSettings, name: str) -> Layout | RegisterLayout:
    """The layout of this id, of whatever publication; raise ``WrongUse`` where there is none."""
    folder = settled.project.data / "layouts"
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        remedy = or_known(name, known, "ghi một trong")
        raise WrongUse(f"Không có mẫu tệp {name!r}.\n  Ở đâu: {folder}\n  Cách xử lý: {remedy}.")
    exports, registers = load_layouts(settled.project.data, (name,), settled.sources.note)
    return exports.get(name) or registers[name]


def read_export(
    settled: MonthSettings, layout: Layout, file: str = "", option: str = "--file"
) -> list[Reading]:
    """The only export by ``layout`` among a month's files, or ``file``: the sheets that count, rows of the
    month's units. No other period, no unit that lacks is a problem here.

    Raise ``WrongUse`` where there is none, or several, of which ``option`` names one; ``DataRejected`` where
    it cannot be read.
    """
    files = [given_file(settled, file)] if file else _files(settled)
    read, problems = read_exports(files, [layout], UnitMatcher(settled.everyone), settled.sources.note)
    if not read and file:
        raise rejected(problems)
    names = list(dict.fromkeys(one.file for one in read))
    if len(names) != 1:
        raise _not_one(settled, layout, names, option)
    own = [of_units(one, settled.units.index) for one in read]
    own, told = chosen_sheets(
        own, [p for p in problems if p.file in names], settled.settings.stated_period(settled.month)
    )
    twice = [p for one in own for p in unit_problems([one], settled.units) if p.row is not None]
    if errors := [problem for problem in (*told, *twice) if problem.severity == "error"]:
        raise rejected(errors)
    return own


def read_registers(
    settled: MonthSettings, layout: RegisterLayout, file: str = "", option: str = "--file"
) -> Registers:
    """The registers by ``layout`` among a month's files, or ``file``; raise as :func:`read_export` does."""
    found = Registers((layout,))
    files = [given_file(settled, file)] if file else _files(settled)
    folder = files[0].parent if file else settled.project.month_folder(settled.publication.id, settled.month)
    for path in found.taken_from(files, folder, settled.sources):
        with nullcontext() if file else suppress(DataRejected):  # of other files nothing is wanted
            found.read(path.name, read_sheets(path, settled.sources.note))
    if not found.found:
        raise _not_one(settled, layout, [], option)
    return found


def given_file(settled: MonthSettings, file: str) -> Path:
    """A file that a user names, from the current folder or from the month's."""
    folder = settled.project.month_folder(settled.publication.id, settled.month)
    paths = [Path(os.path.realpath(one)) for one in (file, folder / file)]
    if found := next((path for path in paths if path.is_file()), None):
        return found
    raise WrongUse(f"Không thấy tệp {file}.\n  Ở đâu: {folder}\n  Cách xử lý: ghi đúng đường dẫn của tệp.")


def _files(settled: MonthSettings) -> list[Path]:
    return settled.project.exports(settled.publication.id, settled.month)


def _not_one(
    settled: MonthSettings, layout: Layout | RegisterLayout, names: list[str], option: str
) -> WrongUse:
    folder = settled.project.month_folder(settled.publication.id, settled.month)
    if names:
        said, remedy = f"Nhiều tệp theo mẫu {layout.id}: {listed(names)}.", f"chọn một tệp: {option} TỆP"
    else:
        said = f"Không tệp nào của kỳ theo mẫu {layout.id} ({layout.title})."
        remedy = f"chép tệp xuất ({layout.source}) vào thư mục này, hoặc chỉ rõ: {option} TỆP"
    return WrongUse(f"{said}\n  Ở đâu: {folder}\n  Cách xử lý: {remedy}")
