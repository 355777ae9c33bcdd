"""How the annex falls on its pages: no last page of a row or two, which would look like a mistake."""

from collections.abc import Iterator, Sequence
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
        if all(_ends_well(one.table, plan, first, height, space) for one, plan, first in tables):
            return space
    return CELL_SPACE


def _ends_well(
    table: AnnexTable,
    plan: TablePlan,
    first: float,
    height: float,
    space: float,
) -> bool:
    head = _head(table, plan, space)
    room, on_page, pages = first - head, 0, 1
    for row in _rows(table, plan, space):
        if row > room and on_page:
            room, on_page, pages = height - head, 0, pages + 1
        room, on_page = room - row, on_page + 1
    return pages == 1 or on_page >= FEWEST_ROWS


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
