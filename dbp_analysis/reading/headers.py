"""Finding a layout's columns in a sheet by their headers, wherever they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dbp_analysis.reading.cells import header_key
from dbp_analysis.reading.files import Cell, Sheet
from dbp_analysis.settings.layout import HeaderPath, Layout

_NUMBER_OR_MARK = re.compile(r"\s*(\(\d{1,2}\)|\(\*+\)|\*+|:)$")
_HEADER_WITHIN = 200
"""A header is looked for in this many rows; titles and notes above tables are far shorter."""


@dataclass(frozen=True)
class Header:
    """Where a layout's header stands in a sheet, or how near the sheet came.

    ``columns`` maps each count to its 0-based column; ``unit_name``, ``unit_code`` and ``only`` likewise.
    ``first_row`` and ``last_row`` are 0-based; ``missing`` and ``repeated`` are the header paths that
    stand nowhere or more than once.
    """

    columns: dict[str, int]
    unit_name: int | None
    unit_code: int | None
    only: int | None
    first_row: int
    last_row: int
    missing: tuple[HeaderPath, ...]
    repeated: tuple[HeaderPath, ...]

    @property
    def found(self) -> bool:
        """Whether every column of the layout stands exactly once."""
        return not (self.missing or self.repeated)


HeaderRows = Sequence[tuple[str, ...]]
"""The first rows of a sheet as headers are compared: the same for every layout."""


def header_rows(sheet: Sheet) -> HeaderRows:
    """The rows of a sheet in which a header is looked for."""
    return [tuple(map(_column_key, row)) for row in sheet.rows[:_HEADER_WITHIN]]


def _column_key(cell: Cell) -> str:
    """A header without the number of its column and the mark of a footnote, which some print in its cell."""
    key = header_key(cell)
    return _NUMBER_OR_MARK.sub("", key) or key


def find_header(rows: HeaderRows, layout: Layout) -> Header:
    """The header of ``layout`` in ``rows``: the first that is whole, else the most nearly whole."""
    depth = layout.header_depth
    wanted = {key for path in _paths(layout).values() for key in map(_column_key, path)}
    starts = [start for start in range(len(rows)) if not wanted.isdisjoint(rows[start])]
    best = _match({}, layout, 0)
    for start in starts:
        candidate = _match(columns_by_path(rows[start : start + depth]), layout, start)
        if candidate.found:
            return candidate
        if len(candidate.missing) < len(best.missing):
            best = candidate
    return best


def _paths(layout: Layout) -> dict[str, HeaderPath]:
    """Every header path that the layout names, by its role."""
    units = {"unit_name": layout.unit_name, "unit_code": layout.unit_code}
    units |= {"only": layout.only.header} if layout.only else {}
    return {role: path for role, path in units.items() if path} | {
        f"count:{column.name}": column.header for column in layout.columns
    }


def _match(columns: dict[HeaderPath, list[int]], layout: Layout, start: int) -> Header:
    paths = _paths(layout)
    found = {role: columns.get(tuple(map(_column_key, path)), []) for role, path in paths.items()}
    return Header(
        columns={role[6:]: at[0] for role, at in found.items() if role.startswith("count:") and at},
        unit_name=next(iter(found.get("unit_name", [])), None),
        unit_code=next(iter(found.get("unit_code", [])), None),
        only=next(iter(found.get("only", [])), None),
        first_row=start,
        last_row=start + layout.header_depth - 1,
        missing=tuple(paths[role] for role, at in found.items() if not at),
        repeated=tuple(paths[role] for role, at in found.items() if len(at) > 1),
    )


def columns_by_path(rows: HeaderRows) -> dict[HeaderPath, list[int]]:
    """Header path → 0-based columns. A blank cell belongs to the header on its left as long as the
    rows above agree: that is how merged cells arrive, and how they look where nothing is merged.
    The same text below itself is one: so programs fill what was merged.
    A column without any text of its own is beside the table, or the rest of a merged cell: no column.
    """
    filled: list[list[str]] = []
    for level, row in enumerate(rows):
        line: list[str] = []
        for column, text in enumerate(row):
            inherits = column and level < len(rows) - 1 and all(up[column] == up[column - 1] for up in filled)
            line.append(line[column - 1] if not text and inherits else text)
        filled.append(line)
    paths: dict[HeaderPath, list[int]] = {}
    for column in range(len(rows[0])):
        if not any(row[column] for row in rows):
            continue
        path = tuple(text for text, _ in groupby(line[column] for line in filled if line[column]))
        paths.setdefault(path, []).append(column)
    return paths
