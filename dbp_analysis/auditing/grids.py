"""Printed tables taken apart: heads, rows of units, tables that go on over pages or have a row a figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from dbp_analysis.auditing.document import Document, PrintedTable
from dbp_analysis.auditing.figures import number
from dbp_analysis.auditing.heads import maximum_in, one_of, words
from dbp_analysis.reading.headers import columns_by_path
from dbp_analysis.settings.scheme import Scheme

COUNTS = re.compile(r"(\d[\d.]*)\s*/\s*(\d[\d.]*)")
"""A numerator and a denominator in one cell."""


@dataclass(frozen=True)
class Grid:
    """A table's head rows, and the rows below them."""

    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    place: str

    @property
    def paths(self) -> dict[int, tuple[str, ...]]:
        """The heads above each column; a title above the table, alone in its row, is none."""
        rows = [row for row in self.heads if sum(map(bool, row)) > 1 and row is not self._maxima_row]
        if not rows:
            return {}
        return {column: path for path, at in columns_by_path(rows).items() for column in at}

    @property
    def maxima(self) -> dict[int, Decimal]:
        """The maxima in the heads of columns, or in a row of their own."""
        own = self._maxima_row
        stated = {at: number(own[at]) if own else maximum_in(path) for at, path in self.paths.items()}
        return {column: value for column, value in stated.items() if value is not None}

    @property
    def _maxima_row(self) -> tuple[str, ...] | None:
        return next((row for row in self.heads if any(one_of(cell, "maxima") for cell in row if cell)), None)


def grids(document: Document) -> Iterator[Grid]:
    """The tables of a document that have heads and rows; one that goes on over pages is one."""
    found: list[Grid] = []
    for table in document.tables:
        grid = _grid(table)
        last = found[-1] if found and document.kind in ("pdf", "docx") else None
        if last and grid.rows and len(grid.rows[0]) == len(last.rows[0]) and grid.heads in ((), last.heads):
            found[-1] = replace(last, rows=(*last.rows, *grid.rows))
        elif grid.rows and grid.heads:
            found.append(grid)
    return iter(found)


def _grid(table: PrintedTable) -> Grid:
    first = next((at for at, row in enumerate(table.rows) if _is_body(row)), len(table.rows))
    heads = (row for row in table.rows[:first] if any(letter.isalpha() for cell in row for letter in cell))
    return Grid(tuple(heads), table.rows[first:], table.place)


def _is_body(row: Sequence[str]) -> bool:
    """Whether a row holds figures beside a name, and is no row of maxima."""
    figures = sum(number(cell) is not None or bool(COUNTS.search(cell)) for cell in row)
    named = any(len(cell) > 1 and any(map(str.isalpha, cell)) for cell in row)
    return figures >= 2 and named and not any(one_of(cell, "maxima") for cell in row if cell)


def is_unit(row: Sequence[str], unit: int, figures: Sequence[int]) -> bool:
    """Whether a row is about a unit: it has a name that is no total's, and figures, or signs for none."""
    told = any(
        number(cell) is not None or COUNTS.search(cell) or cell in ("–", "-")
        for cell in (row[at] for at in figures)
    )
    return told and any(map(str.isalpha, row[unit])) and not one_of(row[unit], "not_units")


def long_form(grid: Grid, scheme: Scheme) -> Grid | None:
    """A table of one row a unit and figure as one of one row a unit, headed with the columns of an annex;
    None for any other table.
    """
    heads = {text: at for at, text in enumerate(grid.heads[-1])}
    for form in words()["long"]:
        at = {key: heads.get(name) for key, name in form.items() if key not in ("scheme", "subjects")}
        at["unit"] = at["code"] if at["unit"] is None else at["unit"]
        if form["scheme"] == scheme.id and None not in at.values():
            return _wide(grid, at, form["subjects"])
    return None


def _wide(grid: Grid, at: Mapping[str, Any], subjects: Mapping[str, str]) -> Grid:
    units: dict[str, dict[str, str]] = {}
    for row in grid.rows:
        unit = units.setdefault(row[at["code"]], {key: row[at[key]] for key in ("unit", "code")})
        if subject := subjects.get(row[at["subject"]]):
            unit |= {subject: row[at["points"]]}
            unit |= {f"{subject}.{part}": row[at[part]] for part in ("numerator", "denominator")}
    names = tuple(dict.fromkeys(name for unit in units.values() for name, text in unit.items() if text))
    return Grid(
        (names,), tuple(tuple(unit.get(name, "") for name in names) for unit in units.values()), grid.place
    )
