"""Ranges of ranks, one row a unit on a scale of ranks: what the charts of robustness have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import Standing
from dbp_analysis.charts.page import Box, Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import (
    ACCENT,
    INK,
    LABEL,
    LEADING,
    MANY_UNITS,
    MARGIN,
    MARK,
    PAPER,
    RULE,
    SMALL,
    SOFT,
    TRACK,
    WIDTH,
    lanes,
    text_width,
    wrap,
)

FEW_NAMED, MANY_NAMED = 3, 10
TALL = 420.0
"""The height of the ranges of many units, together."""
BAR, DOT = 10.0, 6.0
COLUMN, GAP = 56.0, 10.0
SCALE, GUTTER = 20.0, 24.0


@dataclass(frozen=True)
class RankRow:
    """The ranks from ``low`` to ``high`` that a unit may take, and the wider range ``outer`` behind them.

    ``texts`` stand in the two columns at the right; a ``strong`` row is accented, and named among many.
    """

    unit: Standing
    low: int
    high: int
    outer: tuple[int, int]
    texts: tuple[str, str]
    strong: bool


def least_sure(widths: Mapping[str, int]) -> frozenset[str]:
    """The units with the widest ranges, few enough to be named; equally wide ones all or none."""
    named = MANY_NAMED if len(widths) > MANY_UNITS else FEW_NAMED
    beyond = sorted(widths.values(), reverse=True)[named:]
    chosen = {code for code, width in widths.items() if width > 0}
    if len(chosen) > named:
        chosen = {code for code in chosen if widths[code] > beyond[0]}
    return frozenset(chosen)


def rank_rows_chart(
    name: str,
    words: tuple[str, str, str],
    heads: tuple[str, str],
    rows: Sequence[RankRow],
    foot: Sequence[str],
) -> Chart:
    """The rows in their order; ``words`` are title, subtitle and description, ``heads`` stand over the texts.

    Of many units every range is drawn, thin, and the strong ones stand below by name.
    """
    title, subtitle, description = words
    many = len(rows) > MANY_UNITS
    listed = [row for row in rows if row.strong or not many]
    units = [row.unit for row in listed]
    roster = Roster(units, accents=True)
    lines = [wrap(head, COLUMN, SMALL) for head in heads]
    head = max(2, *map(len, lines)) * SMALL * LEADING + 5 if listed else 0.0
    above = TALL + SCALE + GUTTER if many else 0.0
    thin = "Phần trên: mỗi vạch là một đơn vị, theo thứ hạng." if many else ""
    page = Page(title, subtitle, above + head + roster.height, [thin, places(units), *foot])
    if many:
        pitch = TALL / len(rows)
        middles = {row.unit.code: page.top + SCALE + (n + 0.5) * pitch for n, row in enumerate(rows)}
        _ranges(page, rows, middles, (MARGIN + 8, WIDTH - MARGIN - 8), pitch * 0.84, len(rows))
    if listed:
        top = page.top + above
        if many:
            page.text(MARGIN, top + 6, f"{len(listed)} đơn vị có khoảng hạng rộng nhất", LABEL, bold=True)
        middles = roster.draw(page, MARGIN, top + head, {row.unit.code for row in listed if row.strong})
        left = _texts(page, listed, lines, middles, top)
        _ranges(page, listed, middles, (MARGIN + roster.width + 12, left - GAP), BAR, len(rows))
    return page.chart(name, description)


def _texts(
    page: Page, rows: Sequence[RankRow], heads: Sequence[list[str]], middles: Mapping[str, float], y: float
) -> float:
    """The two columns at the right; return where they start."""
    right = WIDTH - MARGIN
    for number in (1, 0):
        page.lines(right, y, heads[number], SMALL, colour=SOFT, align="right")
        for row in rows:
            strong = row.strong and number == 0
            page.text(right, middles[row.unit.code], row.texts[number], bold=strong, align="right")
        texts = [text_width(row.texts[number], LABEL, bold=True) for row in rows]
        right -= max(*texts, *(text_width(line, SMALL) for line in heads[number])) + GAP
    return right


def _ranges(
    page: Page,
    rows: Sequence[RankRow],
    middles: Mapping[str, float],
    sides: tuple[float, float],
    height: float,
    ranks: int,
) -> None:
    """A scale of so many ``ranks`` and the ranges on it; every rank is as wide."""
    left, right = sides
    cell = (right - left) / ranks
    top, bottom = min(middles.values()) - height, max(middles.values()) + height

    def centre(rank: int) -> float:
        return left + (rank - 0.5) * cell

    def box(row: RankRow, low: int, high: int) -> Box:
        return left + (low - 1) * cell, middles[row.unit.code] - height / 2, (high - low + 1) * cell, height

    room = text_width(str(ranks), SMALL) + 6
    step = next((n for n in (1, 5, 10, 20, 50, 100, 200, 500) if n * cell >= room), ranks)
    ticks = [1, *(rank for rank in range(step, ranks + 1, step) if rank > 1)]
    page.strokes([((centre(rank), top), (centre(rank), bottom)) for rank in ticks], RULE, 0.5)
    halves = [text_width(str(rank), SMALL) / 2 for rank in ticks]
    spans = [(centre(rank) - half, centre(rank) + half) for rank, half in zip(ticks, halves, strict=True)]
    for rank, lane in zip(ticks, lanes(spans, 2), strict=True):
        if lane == 0:
            page.text(centre(rank), top - 7, str(rank), SMALL, colour=SOFT, align="center")
    page.boxes([box(row, *row.outer) for row in rows if row.outer != (row.low, row.high)], TRACK)
    for strong, colour in ((False, MARK), (True, ACCENT)):
        page.boxes([box(row, row.low, row.high) for row in rows if row.strong is strong], colour)
    dots = [(centre(row.unit.rank), middles[row.unit.code]) for row in rows if row.unit.rank is not None]
    if height < DOT:
        page.dots(dots, height * 0.7, INK, INK, 0.3)
    else:
        page.dots(dots, DOT, PAPER, INK, 1.0)
