"""How did one unit's score and place move over the months?"""

from collections.abc import Mapping, Sequence

from dbp_analysis.asking.change.text import moved_text
from dbp_analysis.asking.comparable import not_compared
from dbp_analysis.asking.trend.past import Past, months_joined, past_results
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.marks import Point
from dbp_analysis.charts.measure import text_width, widest
from dbp_analysis.charts.months import FOOT, Months
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import INK, MARK, PAPER, RULE, SMALL, SOFT, Canvas
from dbp_analysis.common.numbers import concise, settle, vietnamese
from dbp_analysis.common.periods import kind_noun, kind_of, named_period, period_of
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "cac-thang"
PLOT, ABOVE, RANKS = 54.0, 14.0, 14.0
"""Points: the height of the line's field, the room for figures above it, the line of ranks below it."""
SIDES, NARROW_SIDES = (44.0, 90.0), (30.0, 80.0)
"""Points, on paper and on a phone: for the names of lines of figures at the left, of bands at the right."""
FIGURE = 9.0
"""Points from a dot to the middle of its figure."""
DOT = 5.0


@on_every_canvas
def history_chart(canvas: Canvas, series: Series, unit_code: str, note: str = "") -> Chart:
    """The total points of a unit as a line over the last 13 months of ``series`` at most, its rank below
    each month. The line breaks where the figures do not compare. Raise ``ValueError`` unless it was ranked
    in two months at least.
    """
    past, scheme = past_results(series, unit_code), series.card.scheme
    name = str(series.card.units["unit_name"][unit_code])
    if len(past) < 2:
        raise ValueError(f"{unit_code} was ranked in {len(past)} months; a history needs two")
    calendar = series.calendar[series.calendar.index(past[0].month) :]
    mergers = sorted({*series.mergers, *months_joined(series, unit_code)} & set(calendar[1:]))
    lacking = [
        str(one)
        for one in series.carried.incomplete
        if one.unit_code == unit_code and period_of(kind_of(calendar[0]), one.since) in mergers
    ]
    lacking += [why for month, why in not_compared(series).items() if month in calendar]
    first, last = (named_period(one.month) for one in (past[0], past[-1]))
    subtitle = say("history.subtitle", maximum=concise(scheme.maximum), unit=name, first=first, last=last)
    foot = [_merged(past, mergers), *lacking, note]
    side, bands = NARROW_SIDES if canvas.narrow else SIDES
    page = Page(_title(past, scheme), subtitle, ABOVE + PLOT + FOOT + RANKS, foot, canvas)
    months = Months(calendar, mergers, canvas.left + side, canvas.right - bands)
    _draw(page, past, months, _Heights(page.top + ABOVE, past, scheme), scheme)
    return page.chart(NAME, " ".join([_description(past, scheme), *lacking]))


def _merged(past: Sequence[Past], mergers: Sequence[str]) -> str:
    """What the dashed rules and the hollow dots mean for this unit; nothing without any."""
    if not mergers:
        return ""
    said = {"when": named_period(*mergers), "span": kind_noun(mergers[0])}
    return say("history.mergers_hollow" if any(one.merged for one in past) else "history.mergers", **said)


class _Heights:
    """Totals as heights: those of the unit, and never less than a tenth of the maximum, so that a small move
    does not look like a large one.
    """

    def __init__(self, top: float, past: Sequence[Past], scheme: Scheme) -> None:
        low, high = min(one.total for one in past), max(one.total for one in past)
        missing = max(0.0, scheme.maximum / 10 - (high - low))
        self.high = max(high, min(high + missing / 2, scheme.maximum))
        self.low = min(low, max(0.0, self.high - scheme.maximum / 10))
        self._top, self._bottom = top, top + PLOT - ABOVE

    def y(self, total: float) -> float:
        return self._bottom - (total - self.low) / (self.high - self.low) * (self._bottom - self._top)


def _draw(page: Page, past: Sequence[Past], months: Months, heights: _Heights, scheme: Scheme) -> None:
    bottom, rank = page.top + ABOVE + PLOT, page.top + ABOVE + PLOT + FOOT + RANKS / 2
    places = {one.month: (months.x(one.month), heights.y(one.total)) for one in past}
    every = -(-(widest((_total(one, scheme) for one in past), SMALL, bold=True) + 2) // months.step)
    shown = [at for at in range(len(past)) if (len(past) - 1 - at) % every == 0]
    figures = [(past[at], *_figure(past, at, places, scheme)) for at in shown]
    _draw_bands(page, months, heights, scheme)
    # The figures stay legible where they stand on the dashed rule of a band.
    halos = [
        (x - width / 2 - 1, y - SMALL / 2, width + 2, SMALL)
        for _, (x, y), text in figures
        for width in [text_width(text, SMALL, bold=True)]
    ]
    page.boxes(halos, PAPER)
    months.draw_mergers(page, page.top, bottom)
    page.strokes(_joined(past, months, places), MARK, 1.4)
    page.dots([places[one.month] for one in past[:-1] if not one.merged], DOT, MARK)
    page.rings([places[one.month] for one in past[:-1] if one.merged], DOT, MARK)
    page.dots([places[past[-1].month]], DOT + 2, INK)
    months.draw_numbers(page, bottom)
    page.note(page.canvas.left, bottom + 8, kind_noun(past[-1].month))
    page.note(page.canvas.left, rank, say("history.ranks"))
    for one, (x, y), text in figures:
        last = one is past[-1]
        colour = INK if last else SOFT
        page.text(x, y, text, SMALL, colour=colour, bold=last, align="center")
        page.text(x, rank, str(one.rank), SMALL, colour=colour, bold=last, align="center")


def _joined(past: Sequence[Past], months: Months, places: Mapping[str, Point]) -> list[tuple[Point, Point]]:
    """The pieces of the line: between months that follow each other and compare."""
    basis = {one.month: one.basis for one in past}
    return [(places[a], places[b]) for a, b in months.steps(places) if basis[a] == basis[b]]


def _figure(past: Sequence[Past], at: int, places: Mapping[str, Point], scheme: Scheme) -> tuple[Point, str]:
    """The middle of a month's figure, above or below its dot, and what it says."""
    x, y = places[past[at].month]
    middle = y + FIGURE + 1 if _is_dip(past, at) else y - FIGURE
    return (x, middle), _total(past[at], scheme)


def _total(one: Past, scheme: Scheme) -> str:
    return vietnamese(one.total, scheme.printed.total)


def _draw_bands(page: Page, months: Months, heights: _Heights, scheme: Scheme) -> None:
    """The limits within the field as dashed rules, named where names do not touch."""
    left, right = months.x(months.calendar[0]) - 8, months.x(months.calendar[-1]) + 8
    totals = {band.name: settle(band.limit * scheme.maximum / scheme.scale) for band in scheme.bands}
    limits = {name: total for name, total in totals.items() if heights.low < total <= heights.high}
    page.levels(map(heights.y, limits.values()), left, right, RULE, 0.6, (3, 2))
    free = 0.0
    for name, limit in limits.items():
        if heights.y(limit) >= free:
            page.note(right + 10, heights.y(limit), f"{name} ≥ {concise(limit)}")
            free = heights.y(limit) + SMALL * 1.2


def _is_dip(past: Sequence[Past], at: int) -> bool:
    """Whether the line runs above the point, so that its figure stands below."""
    neighbours = [*past[max(at - 1, 0) : at], *past[at + 1 : at + 2]]
    return sum(one.total for one in neighbours) / len(neighbours) > past[at].total


def _title(past: Sequence[Past], scheme: Scheme) -> str:
    """Against the month shown before the last, as far as the two compare."""
    before, last = past[-2:]
    decimals = scheme.printed.total
    if before.basis != last.basis:
        return say("history.incomparable", total=_total(last, scheme), rank=last.rank, before=before.period)
    change = settle(last.total - before.total)
    moved = moved_text(change, decimals) if change else say("history.unmoved")
    return say("history.title", moved=moved, before=before.period, rank=_rank(before, last))


def _rank(before: Past, last: Past) -> str:
    if before.rank_basis != last.rank_basis:
        return say("history.rank", rank=last.rank)
    if last.rank == before.rank:
        return say("history.rank_same", rank=last.rank)
    up = last.rank < before.rank
    return say("history.rank_up" if up else "history.rank_down", before=before.rank, rank=last.rank)


def _description(past: Sequence[Past], scheme: Scheme) -> str:
    rows = [
        say("history.row", month=named_period(one.month), total=_total(one, scheme), rank=one.rank)
        for one in past
    ]
    return say("history.description", span=kind_noun(past[-1].month), rows="; ".join(rows))
