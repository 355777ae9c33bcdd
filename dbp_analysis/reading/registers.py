"""Registers of single dossiers among a month's files → one reading of counts, as from any other export.

Of a register only the mapped columns are kept, and no message says more of it than rows, columns and codes.
Nothing that counts is imported before a register is found.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from dbp_analysis.common.digests import Sources, file_hash
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.counting.extra import missing
from dbp_analysis.reading.cells import header_key
from dbp_analysis.reading.export_problems import torn
from dbp_analysis.reading.files import Sheet, column_letter, read_sheets
from dbp_analysis.reading.files.bounds import FILE_BYTES
from dbp_analysis.reading.headers import find_header, header_rows
from dbp_analysis.reading.table_rows import is_numbering
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.register_layout import RegisterLayout, unnamed

if TYPE_CHECKING:
    from dbp_analysis.counting.register import Register


@dataclass(frozen=True, eq=False)
class Registers:
    """The registers of a month, found file by file, and what is wrong with them as files; of one that is
    still open, the dossiers as they are ``seen`` at its moment, once they have been counted.
    """

    layouts: Sequence[RegisterLayout]
    found: list["Register"] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: list[Any] = field(default_factory=list)

    @property
    def code_pattern(self) -> str:
        """What the codes of the registers look like, as a regular expression without names."""
        return "|".join(f"(?:{unnamed(one.layout.code_pattern)})" for one in self.found)

    def taken_from(self, files: Sequence[Path], folder: Path, sources: Sources) -> list[Path]:
        """``files`` without those that are registers too large to be read as a sheet, which are taken: CSV,
        Parquet, all Parquet of a folder below the month's.
        """
        groups: dict[Path, list[Path]] = {}
        for path in files if self.layouts else ():
            parquet = path.suffix.lower() == ".parquet"
            if parquet or (path.suffix.lower() == ".csv" and path.stat().st_size > FILE_BYTES):
                below = folder / path.relative_to(folder).parts[0]
                groups.setdefault(below, []).append(path)
        taken = {path for paths in groups.values() if self._take(paths, sources) for path in paths}
        return [path for path in files if path not in taken]

    def read(self, file: str, sheets: Sequence[Sheet]) -> bool:
        """Take the sheets that bear the header of a register; whether there are any."""
        before = len(self.found)
        for sheet in sheets:
            for layout in self.layouts:
                header = find_header(header_rows(sheet), layout.as_table)
                if header.found:
                    unit = header.unit_code if header.unit_name is None else header.unit_name
                    columns = {**header.columns, "unit": unit or 0}
                    first = header.last_row + 1
                    first += first < len(sheet.rows) and is_numbering(sheet.rows[first])
                    self.problems.extend(_torn(file, sheet, header.first_row, first))
                    self.found.append(_of_sheet(file, sheet, layout, columns, first))
                    break
        return len(self.found) > before

    def _take(self, paths: Sequence[Path], sources: Sources) -> bool:
        keys = {header_key(name): name for name in _column_names(paths[0])}
        for layout in self.layouts:
            wanted = {name: header_key(path[-1]) for name, path in layout.headers.items()}
            if set(wanted.values()) <= set(keys):
                name = paths[0].name if len(paths) == 1 else paths[0].parent.name
                names = {field: keys[key] for field, key in wanted.items()}
                one = counting().register.Register(
                    name, paths[0].stem, layout, paths=tuple(paths), names=names
                )
                self.found.append(one)
                sources.digests.update({path: file_hash(path) for path in paths})
                return True
        return False


def registers_of(settled: MonthSettings) -> Registers:
    """The registers among the files of a month; what is wrong with other files is told elsewhere."""
    project, publication, month = settled.project, settled.publication.id, settled.month
    registers = Registers(settled.registers)
    files = project.exports(publication, month)
    for path in registers.taken_from(files, project.month_folder(publication, month), settled.sources):
        with suppress(DataRejected):
            registers.read(path.name, read_sheets(path))
    return registers


def counting() -> Any:
    """The modules that count, imported when a register is there; raise ``WrongUse`` where a package lacks."""
    try:
        from dbp_analysis.counting import calendar, checks, counts, engine, moments, register, rules, tally
    except ImportError as error:
        if (error.name or "").startswith("dbp_analysis"):
            raise
        raise missing("dossiers") from None
    return SimpleNamespace(
        calendar=calendar,
        checks=checks,
        counts=counts,
        engine=engine,
        moments=moments,
        register=register,
        rules=rules,
        tally=tally,
    )


def _of_sheet(
    file: str, sheet: Sheet, layout: RegisterLayout, columns: Mapping[str, int], first: int
) -> "Register":
    module = counting().register
    cells = {name: [row[at] for row in sheet.rows[first:]] for name, at in columns.items()}
    letters = {name: column_letter(at) for name, at in columns.items()}
    table = module.cells_of(cells, layout, first + 1)
    found: Register = module.Register(file, sheet.name, layout, table, columns=letters)
    return found


def _torn(file: str, sheet: Sheet, head: int, first: int) -> Iterator[Problem]:
    """Rows of a text file with fewer or more fields than its header: their cells stand in other columns."""
    if not sheet.widths:
        return
    wanted = sheet.widths[head]
    for at, width in enumerate(sheet.widths[first:], first):
        if width != wanted and any(sheet.rows[at]):
            yield torn(file, sheet, at, width, wanted)


def _column_names(path: Path) -> list[str]:
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return next(csv.reader(file), [])
    counting()
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return list(pq.read_schema(path).names)
    except (OSError, pa.ArrowException):
        return []
