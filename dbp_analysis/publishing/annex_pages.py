"""How the annex falls on its pages: no last page of a row or two, which would look like a mistake."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.columns import Placed, TablePlan, header_heights
from dbp_analysis.publishing.content import Annex, ReportContent
from dbp_analysis.publishing.form import (
    BETWEEN_LINES,
    CELL_MARGIN,
    CELL_SPACE,
    LANDSCAPE,
    LINE,
    STYLES,
    with_room_for_note,
)
from dbp_analysis.publishing.metrics import MM_PER_POINT, wrapped

FEWEST_ROWS = 3
"""Of units on the last page."""
_SPACES = (CELL_SPACE, 1.4, 1.6, 1.3, 1.7, 1.2, 1.8, 1.1, 1.9, 1.0, 2.0, 2.2, 2.4, 2.7, 3.0)
"""Above and below the text of a cell, in points: tried from what is usual on."""


def cell_space(content: ReportContent, plans: Sequence[TablePlan]) -> float:
    """The space in the cells with which every annex that goes over several pages ends in at least
    :data:`FEWEST_ROWS` rows; the usual one where none does. Word keeps its last rows together itself.
    """
    page = with_room_for_note(LANDSCAPE, content.note)
    height = (page.height - page.top - page.bottom) / MM_PER_POINT
    size = min(plan.size for plan in plans)  # all are set in that of the fullest
    tables = [
        (one, replace(plan, size=size), height - _titles(one))
        for one, plan in zip(content.annexes, plans, strict=True)
    ]
    for space in _SPACES:
        heads = [_head(one.table, plan, space) for one, plan, _ in tables]
        if all(
            ends_well(list(_rows(one.table, plan, space)), first - head, height - head)
            for (one, plan, first), head in zip(tables, heads, strict=True)
        ):
            return space
    return CELL_SPACE


def page_breaks(rows: Iterable[float], first: float, room: float) -> list[int]:
    """Where a page begins, by the number of its first row, of rows so high: what the first page has for them,
    and each other.
    """
    breaks, left = list[int](), first
    for at, row in enumerate(rows):
        if row > left and at > (breaks[-1] if breaks else 0):
            breaks.append(at)
            left = room
        left -= row
    return breaks


def ends_well(rows: Sequence[float], first: float, room: float) -> bool:
    """Whether the last of several pages has at least :data:`FEWEST_ROWS` of the rows."""
    breaks = page_breaks(rows, first, room)
    return not breaks or len(rows) - breaks[-1] >= FEWEST_ROWS


def _rows(table: AnnexTable, plan: TablePlan, space: float) -> Iterator[float]:
    for texts in table.rows:
        count = max(
            len(wrapped(text, width - 2 * CELL_MARGIN, plan.size))
            for text, width in zip(texts, plan.widths, strict=True)
        )
        yield _lines(count, plan.size) + 2 * space


def _head(table: AnnexTable, plan: TablePlan, space: float) -> float:
    """The height of the header."""

    def needed(place: Placed) -> float:
        width = sum(plan.widths[place.column : place.column + place.cell.columns]) - 2 * CELL_MARGIN
        return _lines(len(wrapped(place.cell.text, width, plan.size, bold=True)), plan.size) + 2 * space

    return sum(header_heights(table, needed))


def _titles(annex: Annex) -> float:
    """What stands above the table on the first page."""
    texts = [("annex_label", annex.label), *(("annex_title", line) for line in annex.title)]
    texts.append(("annex_reference", annex.reference))
    return sum(
        _lines(len(wrapped(text, LANDSCAPE.text_width, style.size, bold=style.bold)), style.size)
        + style.before
        + style.after
        for name, text in texts
        for style in (STYLES[name],)
    )


def _lines(count: int, size: float) -> float:
    return (count * LINE + (count - 1) * BETWEEN_LINES) * size
