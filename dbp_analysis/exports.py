"""Exports (tệp xuất) → counts by unit, each with the file, sheet, row and column it stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dbp_analysis.cells import cell_text, header_key, points_number, whole_number
from dbp_analysis.errors import DataRejected, Problem
from dbp_analysis.headers import Header, find_header
from dbp_analysis.layout import Column, Layout
from dbp_analysis.readers import Cell, Sheet, column_letter, read_sheets
from dbp_analysis.units import UnitMatch, UnitMatcher


@dataclass(frozen=True)
class Reading:
    """One table of one file, read by one layout.

    ``counts`` has one row a data row, index the 1-based row in the file, one column a count of the
    layout (whole numbers, NaN where a cell was not readable); ``units`` maps those rows to
    unit codes; ``totals`` is the table's own total row, if it has one; ``heading`` is the text above it.
    """

    layout: Layout
    file: str
    sheet: str
    heading: str
    counts: pd.DataFrame
    units: pd.Series
    columns: dict[str, str]
    totals: pd.Series | None = None
    total_row: int | None = None

    def problem(
        self, check: str, what: str, remedy: str, *, row: int | None = None, count: str = ""
    ) -> Problem:
        """A problem at a place of this reading: its row, and the column of a count."""
        column = self.columns.get(count, "")
        return Problem(check, what, remedy, self.file, self.sheet, row, column)

    def row_of(self, unit_code: str) -> int | None:
        """The 1-based row of a unit, or None where it does not stand in this table."""
        rows = self.units.index[self.units == unit_code]
        return int(rows[0]) if len(rows) else None


def read_exports(
    files: Sequence[Path], layouts: Sequence[Layout], matcher: UnitMatcher
) -> tuple[list[Reading], list[Problem]]:
    """Read every file by the layout whose header it bears; return what was read and what was wrong.

    Sheets that no layout fits are passed over as long as the file has one that does.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    for file in files:
        try:
            sheets = read_sheets(file)
        except DataRejected as error:
            problems += error.problems
            continue
        read, wrong = _read_file(file.name, sheets, layouts, matcher)
        readings += read
        problems += wrong
    return readings, problems


def merge_counts(readings: Sequence[Reading], month: str) -> pd.DataFrame:
    """All counts of a month by unit: index (``month``, ``unit_code``), one column a count.

    A count that stands in several exports is taken from the first; that they agree is a check.
    """
    tables = [r.counts.set_axis(r.units, axis="index").groupby(level=0, sort=True).first() for r in readings]
    merged = pd.concat(tables, axis="columns")
    merged = merged.loc[:, ~merged.columns.duplicated()].sort_index()
    merged.index = pd.MultiIndex.from_product([[month], merged.index], names=["month", "unit_code"])
    return merged.astype(float)


def _read_file(
    file: str, sheets: Sequence[Sheet], layouts: Sequence[Layout], matcher: UnitMatcher
) -> tuple[list[Reading], list[Problem]]:
    fits = [(sheet, layout, find_header(sheet, layout)) for sheet in sheets for layout in layouts]
    whole = [fit for fit in fits if fit[2].found]
    if not whole:
        return [], [_not_recognised(file, fits)]
    readings: list[Reading] = []
    problems: list[Problem] = []
    for sheet, layout, header in whole:
        reading, wrong = _read_table(file, sheet, layout, header, matcher)
        readings.append(reading)
        problems += wrong
    return readings, problems


def _not_recognised(file: str, fits: Sequence[tuple[Sheet, Layout, Header]]) -> Problem:
    """Why no layout fits: what the nearest one lacks, or that none is near."""
    near = [fit for fit in fits if len(fit[2].missing) <= len(fit[1].columns) / 2]
    if not near:
        known = "; ".join(dict.fromkeys(layout.title for _, layout, _ in fits))
        return Problem(
            "layout",
            "Không nhận ra mẫu của tệp này.",
            f"Chỉ để trong thư mục tháng các tệp xuất theo mẫu: {known}.",
            file,
        )
    sheet, layout, header = min(near, key=lambda fit: len(fit[2].missing) + len(fit[2].repeated))
    faults = [("thiếu cột", header.missing), ("có nhiều cột cùng tiêu đề", header.repeated)]
    said = "; ".join(f"{fault} {', '.join(map(_quoted, paths))}" for fault, paths in faults if paths)
    return Problem(
        "layout",
        f"Tệp giống mẫu {layout.title} nhưng {said}.",
        "Xuất lại tệp với đủ cột, hoặc sửa tên cột trong mẫu tệp nếu hệ thống đã đổi mẫu.",
        file,
        sheet.name,
        header.first_row + 1,
    )


def _quoted(path: Sequence[str]) -> str:
    return f"«{' › '.join(path)}»"


def _read_table(
    file: str, sheet: Sheet, layout: Layout, header: Header, matcher: UnitMatcher
) -> tuple[Reading, list[Problem]]:
    totals_at, candidates = _body(sheet, layout, header)
    matches = {at: matcher.match(*_unit_cells(sheet.rows[at], header)) for at in candidates}
    # What names no unit and holds no figure is a signature block or a remark below the table.
    body = [at for at in candidates if matches[at].unit_code or _has_figures(sheet.rows[at], header)]
    letters = {count: column_letter(column) for count, column in header.columns.items()}
    values: dict[int, dict[str, float | None]] = {}
    problems: list[Problem] = []
    for at in [*body, *([] if totals_at is None else [totals_at])]:
        values[at + 1], wrong = _row_counts(sheet.rows[at], layout.columns, header)
        problems += [
            Problem("number", what, remedy, file, sheet.name, at + 1, letters[count])
            for count, what, remedy in wrong
        ]
    problems += [
        _unknown_unit(file, sheet, header, at, matches[at]) for at in body if not matches[at].unit_code
    ]
    table = pd.DataFrame.from_dict(values, orient="index", columns=list(header.columns)).astype(float)
    known = pd.Series({at + 1: matches[at].unit_code for at in body}, dtype=object).dropna()
    return (
        Reading(
            layout=layout,
            file=file,
            sheet=sheet.name,
            heading=_heading(sheet, header),
            counts=table.loc[known.index],
            units=known,
            columns=letters,
            totals=None if totals_at is None else table.T[totals_at + 1],
            total_row=None if totals_at is None else totals_at + 1,
        ),
        problems,
    )


def _body(sheet: Sheet, layout: Layout, header: Header) -> tuple[int | None, list[int]]:
    """The 0-based total row (the last one), and the rows that hold a unit's counts."""
    total_labels = {header_key(label) for label in layout.total_labels}
    counted = set(header.columns.values())
    totals: list[int] = []
    body: list[int] = []
    for at in range(header.last_row + 1, len(sheet.rows)):
        row = sheet.rows[at]
        if all(cell_text(row[column]) == "" for column in counted) or _is_numbering(row):
            continue
        if layout.only and cell_text(row[header.only or 0]) not in layout.only.values:
            continue
        labels = {header_key(cell).strip(" :") for column, cell in enumerate(row) if column not in counted}
        (body if labels.isdisjoint(total_labels) else totals).append(at)
    return (totals[-1] if totals else None), body


def _is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: A, B, (1), (2), (3) = (4) + (5) …"""
    texts = [text for text in map(cell_text, row) if text]
    numbers = [re.match(r"\(?(\d+)\)?(?!\d)", text) for text in texts]
    found = [int(number[1]) for number in numbers if number]
    lettered = [text for text, number in zip(texts, numbers, strict=True) if not number]
    in_order = len(found) > 1 and found == list(range(found[0], found[0] + len(found)))
    return in_order and all(re.fullmatch(r"\(?[A-Z]\)?", text) for text in lettered)


def _has_figures(row: Sequence[Cell], header: Header) -> bool:
    cells = (cell_text(row[column]) for column in header.columns.values())
    return any(letter.isdigit() for text in cells for letter in text)


def _unit_cells(row: Sequence[Cell], header: Header) -> tuple[str, str]:
    name = "" if header.unit_name is None else cell_text(row[header.unit_name])
    code = "" if header.unit_code is None else cell_text(row[header.unit_code])
    return name, code


def _row_counts(
    row: Sequence[Cell], columns: Sequence[Column], header: Header
) -> tuple[dict[str, float | None], list[tuple[str, str, str]]]:
    """The counts of a row, and (count, what, remedy) for each cell that is not one."""
    values: dict[str, float | None] = {}
    wrong: list[tuple[str, str, str]] = []
    for column in columns:
        name = column.name
        values[name] = None
        try:
            number = _number(row[header.columns[name]], column)
        except ValueError as error:
            wrong.append((name, f"Ô {error}.", "Ghi số không âm, ví dụ 1234 hoặc 1.234; điểm ví dụ 8.75."))
            continue
        if number is None and column.blank == "error" and not column.published:
            wrong.append((name, "Ô để trống.", "Ghi 0 nếu không phát sinh, hoặc xuất lại tệp."))
        else:
            values[name] = 0 if number is None and column.blank == "zero" else number
    return values, wrong


def _number(cell: Cell, column: Column) -> float | None:
    return whole_number(cell, column.label) if column.count else points_number(cell, column.label)


def _unknown_unit(file: str, sheet: Sheet, header: Header, at: int, match: UnitMatch) -> Problem:
    name, code = _unit_cells(sheet.rows[at], header)
    written = f"{name} (mã {code})" if name and code else name or code
    column = header.unit_code if header.unit_name is None else header.unit_name
    hint = f" Có phải: {' hoặc '.join(match.suggestions)}?" if match.suggestions else ""
    what = (
        f"Không nhận ra đơn vị {written!r}.{hint}" if written else "Dòng có số liệu nhưng không ghi đơn vị."
    )
    return Problem(
        "unit-unknown",
        what,
        "Sửa tên (hoặc mã) đơn vị cho đúng danh mục units.csv; nếu là đơn vị mới thì bổ sung danh mục.",
        file,
        sheet.name,
        at + 1,
        column_letter(column or 0),
    )


def _heading(sheet: Sheet, header: Header) -> str:
    rows = sheet.rows[: header.first_row]
    return "\n".join(" ".join(filter(None, map(cell_text, row))) for row in rows)
