"""Widths and type size of the annex table: no figure and no name wraps, headers wrap between words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from dbp_analysis.publishing.annex import AnnexTable, HeaderCell
from dbp_analysis.publishing.form import CELL_MARGIN
from dbp_analysis.publishing.metrics import narrowest, text_width, widest_width

SIZES = (12.0, 11.0, 10.0, 9.0)
"""Tried from the largest; the decree leaves the size of a table to the office."""
HEADER_LINES = (2, 3, 4, 5)
SLACK = 0.7
"""Room for fonts a little wider than Times."""
NOTHING = "–"
"""Stands where there is no figure."""
_FIGURES = {"points", "adjusted", "total", "converted", "change"}
_STRONG = {"total", "converted"}
_WRAPPED = {"name", "band"}
_HIGH = {"points", "adjusted", "change", "rank_before"}
"""The columns whose header may take as many lines as there are."""


@dataclass(frozen=True)
class Placed:
    """A header cell at the row and column where it starts."""

    row: int
    column: int
    cell: HeaderCell


@dataclass(frozen=True)
class TablePlan:
    """The type size in points and the column widths in millimetres."""

    size: float
    widths: tuple[float, ...]


def placed_header(table: AnnexTable) -> tuple[Placed, ...]:
    """Every header cell with its place: the first free column of its row, from left to right."""
    taken: set[tuple[int, int]] = set()
    places = []
    for row, cells in enumerate(table.header):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            places.append(Placed(row, column, cell))
            taken |= set(product(range(row, row + cell.rows), range(column, column + cell.columns)))
    return tuple(places)


def header_heights(table: AnnexTable, needed: Callable[[Placed], float]) -> list[float]:
    """The height of each header row, of cells that are ``needed`` so high: one over several rows makes the
    last of them as high as it needs.
    """
    heights = [0.0] * len(table.header)
    for place in sorted(placed_header(table), key=lambda place: place.cell.rows):
        last = place.row + place.cell.rows - 1
        heights[last] += max(0.0, needed(place) - sum(heights[place.row : last + 1]))
    return heights


@lru_cache(maxsize=4)
def plan_table(table: AnnexTable, available: float) -> TablePlan:
    """The largest size, with the flattest header, whose columns fit in ``available`` millimetres. A table
    that fits at no size keeps the smallest and lets its names wrap.
    """
    for size in SIZES:
        needed = [_needed(table, size, lines) for lines in HEADER_LINES]
        fitting = [(widths, _wished(table, size, widths)) for widths in needed if sum(widths) <= available]
        if fitting:
            widths, wished = next((both for both in fitting if sum(both[1]) <= available), fitting[0])
            return TablePlan(size, tuple(_spread(widths, wished, available)))
    return TablePlan(SIZES[-1], tuple(_squeezed(table, needed[-1], available)))


def right_indents(table: AnnexTable, plan: TablePlan) -> tuple[tuple[float | None, ...], ...]:
    """By row, how far each figure stands from the right of its cell in millimetres, so that a column in the
    middle of its cells has its decimal marks below each other; None for what stands in the middle itself.
    """
    if not table.rows:
        return ()
    columns = zip(*table.rows, strict=True)
    aligned = [
        _right_indents(texts, width - 2 * CELL_MARGIN, plan.size, bold=kind in _STRONG)
        if kind in _FIGURES
        else [None] * len(texts)
        for texts, kind, width in zip(columns, table.kinds, plan.widths, strict=True)
    ]
    return tuple(zip(*aligned, strict=True))


def _right_indents(texts: Sequence[str], room: float, size: float, *, bold: bool) -> list[float | None]:
    numbers = [text for text in texts if text != NOTHING]
    if len({len(text) for text in numbers}) <= 1:
        return [None] * len(texts)

    def ends(text: str) -> tuple[float, float]:
        decimals = text[len(text.replace(",", ".").partition(".")[0]) :]
        tail = text_width(decimals, size, bold=bold)
        return text_width(text, size, bold=bold) - tail, tail

    before, behind = (max(sides) for sides in zip(*map(ends, numbers), strict=True))
    beside = max(0.0, room - before - behind) / 2
    return [None if text == NOTHING else beside + behind - ends(text)[1] for text in texts]


def _needed(table: AnnexTable, size: float, lines: int) -> list[float]:
    room = 2 * CELL_MARGIN + SLACK
    widths = [_widest(table, column, size) + room for column in range(len(table.kinds))]
    by_span = sorted(placed_header(table), key=lambda placed: placed.cell.columns)
    for placed in by_span:
        columns = range(placed.column, placed.column + placed.cell.columns)
        most = lines if table.kinds[placed.column] in _HIGH else 2
        needed = narrowest(placed.cell.text, most, size, bold=True) + room
        missing = needed - sum(widths[column] for column in columns)
        for column in columns:
            widths[column] += max(0.0, missing) / len(columns)
    return _even_points(table, widths)


def _wished(table: AnnexTable, size: float, widths: Sequence[float]) -> list[float]:
    """The widths at which no figure, and no word of a header, breaks in a wider font than Times; names wrap
    at their spaces.
    """
    heads = {one.column: one.cell.text.split(" ") for one in placed_header(table) if one.cell.columns == 1}
    wished = []
    for column, (kind, width) in enumerate(zip(table.kinds, widths, strict=True)):
        figures = [row[column] for row in table.rows if kind not in _WRAPPED]
        wide = [widest_width(text, size, bold=kind in _STRONG) for text in figures]
        wide += [widest_width(word, size, bold=True) for word in heads[column]]
        wished.append(max(width, *(one + 2 * CELL_MARGIN for one in wide)))
    return _even_points(table, wished)


def _spread(widths: Sequence[float], wished: Sequence[float], available: float) -> list[float]:
    """The columns over the whole page: what is to spare, and the slack of those that wish for nothing, goes
    to those that wish, then to all.
    """
    more = [wish - width for wish, width in zip(wished, widths, strict=True)]
    over = max(0.0, sum(wished) - available)
    less = min(SLACK, over / max(more.count(0.0), 1))
    room = available - sum(widths) + less * more.count(0.0)
    share = min(1.0, room / (sum(more) or 1.0))
    grown = [width + one * share if one else width - less for width, one in zip(widths, more, strict=True)]
    return [width + (available - sum(grown)) / len(grown) for width in grown]


def _widest(table: AnnexTable, column: int, size: float) -> float:
    bold = table.kinds[column] in _STRONG
    return max((text_width(row[column], size, bold=bold) for row in table.rows), default=0)


def _even_points(table: AnnexTable, widths: list[float]) -> list[float]:
    """All columns of points as wide as the widest of them."""
    columns = list(zip(widths, table.kinds, strict=True))
    points = max((width for width, kind in columns if kind == "points"), default=0)
    return [points if kind == "points" else width for width, kind in columns]


def _squeezed(table: AnnexTable, widths: list[float], available: float) -> list[float]:
    columns = list(zip(widths, table.kinds, strict=True))
    others = sum(width for width, kind in columns if kind != "name")
    own = max((width for width, kind in columns if kind == "name"), default=0)
    names = max(available - others, min(available / 5, own))
    factor = min(1.0, (available - names) / others)
    return [
        names if kind == "name" else width * factor for width, kind in zip(widths, table.kinds, strict=True)
    ]
