"""The rows of a table below its header: which are units, totals or neither, and the figures in them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dbp_analysis.reading.cells import (
    cell_text,
    header_key,
    points_number,
    rate_number,
    whole_number,
    without_value,
)
from dbp_analysis.reading.files import Cell, Sheet
from dbp_analysis.reading.headers import Header
from dbp_analysis.settings.layout import Column, Layout
from dbp_analysis.settings.unit_names import UnitMatch, UnitMatcher

# Also one that is no count: "-5", "12,5" and "18%" are figures of a row, and a mistake.
_FIGURE = re.compile(r"[-–+(]?\s*\d[\d.,\s]*%?\s*\)?")

_BRACKETED = re.compile(r"\(([A-Z]|\d{1,3})\)(\s*=.*)?")

Wrong = tuple[str, str, str]
"""A count, what is wrong with its cell, and what to do."""

_RECALCULATE = "Tải lại tệp từ hệ thống nguồn; không tự gõ số vào ô này."
_EXPORT_AGAIN = "Xuất lại tệp; nếu vẫn vậy, báo đơn vị quản lý hệ thống; không tự gõ số vào tệp xuất."


def find_rows(
    sheet: Sheet, layout: Layout, header: Header, matcher: UnitMatcher
) -> tuple[list[int], Mapping[int, UnitMatch]]:
    """The 0-based total rows, and the rows that hold a unit's figures with the unit that each names.

    A row that names no unit and whose counted cells hold no number by themselves is a heading, a place and
    date of signing or a remark below the table;
    one that names a unit and is blank counts where the layout takes a blank for zero.
    """
    total_labels = {header_key(label) for label in layout.total_labels}
    beginnings = tuple(f"{label} " for label in total_labels)
    counted = set(header.columns.values())
    wanted = set(map(header_key, layout.only.values)) if layout.only else set()
    zeros = any(column.blank == "zero" for column in layout.columns)
    totals: list[int] = []
    units: dict[int, UnitMatch] = {}
    for at in range(header.last_row + 1, len(sheet.rows)):
        row = sheet.rows[at]
        blank = all(cell_text(row[column]) == "" for column in counted)
        if (blank and not zeros) or is_numbering(row):
            continue
        if layout.only and header_key(row[header.only or 0]) not in wanted:
            continue
        labels = {header_key(cell).strip(" :") for column, cell in enumerate(row) if column not in counted}
        if not labels.isdisjoint(total_labels):
            totals += [] if blank else [at]
            continue
        match = matcher.match(*unit_cells(row, header))
        if not match.unit_code and any(label.startswith(beginnings) for label in labels):
            totals += [] if blank else [at]
            continue
        if match.unit_code or _has_figures(row, header, layout):
            units[at] = match
    return totals, units


def torn_rows(sheet: Sheet, header: Header, units: Mapping[int, UnitMatch]) -> dict[int, tuple[int, int]]:
    """The 0-based rows that have fewer fields than the header, each with how many, and how many those are.

    A text of one field below a table is a remark, unless it names a unit.
    """
    header_rows = sheet.rows[header.first_row : header.last_row + 1]
    wanted = max(at + 1 for row in header_rows for at, cell in enumerate(row) if cell_text(cell))
    below = enumerate(sheet.widths[header.last_row + 1 :], header.last_row + 1)
    short = {at: (width, wanted) for at, width in below if width < wanted}
    return {at: said for at, said in short.items() if at in units or sum(map(bool, sheet.rows[at])) > 1}


def unit_cells(row: Sequence[Cell], header: Header) -> tuple[str, str]:
    """The name and the code in a row, as they are written; empty where the table has no such column."""
    name = "" if header.unit_name is None else cell_text(row[header.unit_name])
    code = "" if header.unit_code is None else cell_text(row[header.unit_code])
    return name, code


def figure_in(cell: Cell, column: Column) -> float | None:
    """The count, value or points in a cell of a column, None for a blank; raise ``ValueError`` for else."""
    if column.count:
        return whole_number(cell, column.label)
    return points_number(cell, column.label, "số" if column.value else "điểm")


def row_counts(
    row: Sequence[Cell], columns: Sequence[Column], header: Header
) -> tuple[dict[str, float | None], list[Wrong]]:
    """The figures of a row, and what is wrong with each cell that holds none."""
    values: dict[str, float | None] = {}
    wrong: list[Wrong] = []
    for column in columns:
        name = column.name
        values[name] = None
        if said := without_value(row[header.columns[name]]):
            wrong.append((name, f"Ô {said}.", _RECALCULATE))
            continue
        try:
            number = figure_in(row[header.columns[name]], column)
        except ValueError as error:
            wrong.append((name, f"Ô {error}.", _EXPORT_AGAIN))
            continue
        if number is None and column.blank == "error" and not column.published:
            wrong.append((name, "Ô để trống.", _EXPORT_AGAIN))
        else:
            values[name] = 0 if number is None and column.blank == "zero" else number
    return values, wrong


def row_rates(
    row: Sequence[Cell], columns: Sequence[Column], header: Header
) -> tuple[dict[str, Decimal], list[Wrong]]:
    """The percentages printed in a row by count, and what is wrong with each that cannot be read."""
    rates: dict[str, Decimal] = {}
    wrong: list[Wrong] = []
    for column in columns:
        if not column.rate_of:
            continue
        try:
            rate = rate_number(row[header.columns[column.name]], column.rate_label)
        except ValueError as error:
            wrong.append((column.name, f"Ô {error}.", _EXPORT_AGAIN))
        else:
            rates |= {} if rate is None else {column.name: rate}
    return rates, wrong


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: A, B, (1), (2), (3) = (4) + (5) …; a unit's figures that follow
    its code in order are larger than the table is wide. In any order where all stand in brackets.
    """
    texts = [text for text in map(cell_text, row) if text]
    if len(texts) > 1 and all(map(_BRACKETED.fullmatch, texts)):
        return True
    numbers = [re.match(r"\(?(\d+)\)?(?!\d)", text) for text in texts]
    found = [int(number[1]) for number in numbers if number]
    lettered = [text for text, number in zip(texts, numbers, strict=True) if not number]
    in_order = len(found) > 1 and found == list(range(found[0], found[0] + len(found)))
    return in_order and found[-1] <= len(row) and all(re.fullmatch(r"\(?[A-Z]\)?", text) for text in lettered)


def _has_figures(row: Sequence[Cell], header: Header, layout: Layout) -> bool:
    """Whether a counted cell holds a number by itself; a date of signing or a remark only has digits."""
    return any(_is_figure(row[header.columns[column.name]], column.label) for column in layout.columns)


def _is_figure(cell: Cell, label: str) -> bool:
    if isinstance(cell, int | float):
        return not isinstance(cell, bool)
    text = cell_text(cell)
    labelled = bool(label) and re.search(rf"{re.escape(label)}\W*\d", text, re.IGNORECASE)
    return bool(labelled or _FIGURE.fullmatch(text))
