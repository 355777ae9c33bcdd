"""How did one unit's score and place move over the months?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.months import FOOT, Months, merger_text, stretches
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import ACCENT, INK, MARGIN, MARK, PAPER, RULE, SMALL, SOFT, WIDTH, own_style
from dbp_analysis.month_series import Series, short_month
from dbp_analysis.numbers import concise, half_up, settle, vietnamese
from dbp_analysis.scheme import Scheme

NAME = "cac-thang"
MOST_MONTHS = 13
"""A year and the month it began with."""
PLOT, ABOVE, RANKS = 54.0, 14.0, 14.0
"""Points: the height of the line's field, the room for figures above it, the line of ranks below it."""
SIDE, BANDS = 44.0, 84.0
"""Points: at the left the names of the lines of figures, at the right those of the bands."""
FIGURE = 9.0
"""Points from a dot to the middle of its figure."""
DOT = 5.0


@dataclass(frozen=True)
class Past:
    """Where the unit stood in one month; ``merged`` when its figures are the sum of earlier units."""

    month: str
    converted: float
    rank: int
    merged: bool


def past_results(series: Series, unit_code: str) -> list[Past]:
    """The months among the last 13 of the calendar in which the unit was ranked, oldest first."""
    results = series.card.results.xs(unit_code, level="unit_code")
    ranked = results[results["rank"].notna()]
    parts = series.carried.parts.xs(unit_code, level="unit_code")
    shown = [month for month in series.calendar[-MOST_MONTHS:] if month in ranked.index]
    converted, ranks = ranked["converted"].to_dict(), ranked["rank"].to_dict()
    return [
        Past(month, float(converted[month]), int(ranks[month]), merged=len(parts[month]) > 1)
        for month in shown
    ]


@own_style()
def history_chart(series: Series, unit_code: str, note: str = "") -> Chart:
    """The converted score of a unit as a line over the last 13 months of ``series`` at most, its rank below
    each month. Raise ``ValueError`` unless it was ranked in two of them at least.
    """
    past, scheme = past_results(series, unit_code), series.card.scheme
    name = str(series.card.units["unit_name"][unit_code])
    if len(past) < 2:
        raise ValueError(f"{unit_code} was ranked in {len(past)} months; a history needs two")
    calendar = series.calendar[series.calendar.index(past[0].month) :]
    mergers = [month for month in series.mergers if month in calendar[1:]]
    page = Page(
        _title(past, scheme),
        f"Điểm quy đổi (thang điểm {vietnamese(scheme.scale)}) và thứ hạng của {name}, "
        f"từ tháng {short_month(past[0].month)} đến tháng {short_month(past[-1].month)}",
        ABOVE + PLOT + FOOT + RANKS,
        [merger_text(series) if mergers else "", note],
    )
    months = Months(calendar, mergers, MARGIN + SIDE, WIDTH - MARGIN - BANDS)
    _draw(page, past, months, _Heights(page.top + ABOVE, past, scheme), scheme)
    return page.chart(NAME, _description(past, scheme))


class _Heights:
    """Scores as heights: those of the unit, and never less than a tenth of the scale, so that a small move
    does not look like a large one.
    """

    def __init__(self, top: float, past: Sequence[Past], scheme: Scheme) -> None:
        low, high = min(one.converted for one in past), max(one.converted for one in past)
        missing = max(0.0, scheme.scale / 10 - (high - low))
        self.high = min(high + missing / 2, scheme.scale)
        self.low = max(0.0, min(low, self.high - scheme.scale / 10))
        self._top, self._bottom = top, top + PLOT - ABOVE

    def y(self, score: float) -> float:
        return self._bottom - (score - self.low) / (self.high - self.low) * (self._bottom - self._top)


def _draw(page: Page, past: Sequence[Past], months: Months, heights: _Heights, scheme: Scheme) -> None:
    bottom = page.top + ABOVE + PLOT
    _draw_bands(page, heights, scheme)
    months.draw_mergers(page, page.top, bottom)
    places = {one.month: (months.x(one.month), heights.y(one.converted)) for one in past}
    for stretch in stretches(months.calendar, places):
        page.strokes([(places[a], places[b]) for a, b in pairwise(stretch)], MARK, 1.4)
    page.dots([places[one.month] for one in past[:-1] if not one.merged], DOT, MARK)
    page.dots([places[one.month] for one in past[:-1] if one.merged], DOT, PAPER, MARK, 1.2)
    page.dots([places[past[-1].month]], DOT + 2, ACCENT)
    months.draw_numbers(page, bottom)
    page.text(MARGIN, bottom + 8, "tháng", SMALL, colour=SOFT)
    page.text(MARGIN, bottom + FOOT + RANKS / 2, "hạng", SMALL, colour=SOFT)
    for at, one in enumerate(past):
        x, y = places[one.month]
        last = one is past[-1]
        colour = INK if last else SOFT
        value = vietnamese(one.converted, scheme.printed.converted)
        figure = y + FIGURE + 1 if _is_dip(past, at) else y - FIGURE
        page.text(x, figure, value, SMALL, colour=colour, bold=last, align="center")
        rank = bottom + FOOT + RANKS / 2
        page.text(x, rank, str(one.rank), SMALL, colour=colour, bold=last, align="center")


def _draw_bands(page: Page, heights: _Heights, scheme: Scheme) -> None:
    """The limits within the field as dashed rules, named where names do not touch."""
    left, right = MARGIN + SIDE - 8, WIDTH - MARGIN - BANDS + 8
    limits = {
        band.name: band.at_least for band in scheme.bands if heights.low < band.at_least <= heights.high
    }
    rules = [((left, heights.y(limit)), (right, heights.y(limit))) for limit in limits.values()]
    page.strokes(rules, RULE, 0.6, (3, 2))
    free = 0.0
    for name, limit in limits.items():
        if heights.y(limit) >= free:
            text = f"{name} ≥ {concise(limit)}"
            page.text(right + 12, heights.y(limit), text, SMALL - 1, colour=SOFT)
            free = heights.y(limit) + SMALL


def _is_dip(past: Sequence[Past], at: int) -> bool:
    """Whether the line runs above the point, so that its figure stands below."""
    neighbours = [*past[max(at - 1, 0) : at], *past[at + 1 : at + 2]]
    return sum(one.converted for one in neighbours) / len(neighbours) > past[at].converted


def _title(past: Sequence[Past], scheme: Scheme) -> str:
    """Against the month shown before the last."""
    before, last = past[-2:]
    decimals = scheme.printed.converted
    change = settle(half_up(last.converted, decimals) - half_up(before.converted, decimals))
    points = f"{vietnamese(abs(change), decimals)} điểm"
    moved = f"Tăng {points}" if change > 0 else f"Giảm {points}" if change else "Không đổi điểm"
    way = "lên" if last.rank < before.rank else "xuống"
    rank = f"từ hạng {before.rank} {way} {last.rank}" if last.rank != before.rank else f"vẫn hạng {last.rank}"
    return f"{moved} so với tháng {short_month(before.month)}, {rank}"


def _description(past: Sequence[Past], scheme: Scheme) -> str:
    rows = [
        f"tháng {short_month(one.month)} {vietnamese(one.converted, scheme.printed.converted)} điểm, "
        f"hạng {one.rank}"
        for one in past
    ]
    return f"Điểm quy đổi và thứ hạng theo tháng: {'; '.join(rows)}."
