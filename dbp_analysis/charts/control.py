"""Which of the place's ratios left their usual variation?"""

from collections.abc import Sequence

from dbp_analysis.asking.trend.control import ONE_SIDE, ONE_WAY
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.control_panel import Panel, panels_of
from dbp_analysis.charts.facts import who
from dbp_analysis.charts.marks import Point
from dbp_analysis.charts.months import FOOT, Months, merger_text
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import BETTER, INK, LABEL, MARK, PAPER, SMALL, SOFT, WORSE, ZONE, Canvas
from dbp_analysis.common.numbers import percent
from dbp_analysis.common.periods import counted, named_period, short_period
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.scoring.scorecard import FEW_CASES
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "ty-le-chung-qua-cac-thang"
GUTTER = 26.0
FIELD = 62.0
SIDE, END = 36.0, 36.0
"""Points: room for the limits at the left of a field, for the last ratio at its right."""
BELOW = 16.0
DOT = 5.0
BADGE = 13.0
MOST_PANELS = 12
"""More on one printed page would have letters under 5 points."""


def control_charts(trend: Trend, note: str = "") -> tuple[Chart, ...]:
    """The indicators of :func:`control_chart`, on each chart as many as can be read on paper."""
    known = int(trend.place["ratio"].notna().groupby("indicator").any().sum())
    return tuple(control_chart(trend, note, part) for part in range(-(-known // MOST_PANELS)))


@on_every_canvas
def control_chart(canvas: Canvas, trend: Trend, note: str = "", part: int = 0) -> Chart:
    """The place's ratio by month for each indicator, its natural limits as a quiet zone; of many indicators
    those of one ``part``.
    """
    columns = 1 if canvas.narrow else 2
    width = (canvas.inner - GUTTER * (columns - 1)) / columns
    every = list(panels_of(trend, width))
    known = [panel for panel in every if panel.ratios]
    panels = known[part * MOST_PANELS : (part + 1) * MOST_PANELS]
    without = ", ".join(panel.name for panel in every if not panel.ratios)
    rows = [panels[start : start + columns] for start in range(0, len(panels), columns)]
    heads = [max(panel.head for panel in row) for row in rows]
    missing = say("control.without", items=without) if without else ""
    page = Page(
        _title(panels, trend.series.months[-1]),
        _subtitle(panels, trend),
        sum(head + FIELD + FOOT + BELOW for head in heads),
        [_key(panels, trend), missing, merger_text(trend.series, dots=False), note],
        canvas,
    )
    y = page.top
    for row, head in zip(rows, heads, strict=True):
        for number, panel in enumerate(row):
            _draw(page, panel, trend, (canvas.left + number * (width + GUTTER), width), y, y + head)
        y += head + FIELD + FOOT + BELOW
    return page.chart(f"{NAME}-{part + 1}" if part else NAME, _description(panels, trend))


def _draw(
    page: Page, panel: Panel, trend: Trend, place: tuple[float, float], top: float, field: float
) -> None:
    """One panel, left end and width in ``place``: its name from ``top``, the field from ``field`` down."""
    series, (left, width) = trend.series, place
    below = page.lines(left, top, [panel.name], LABEL, bold=True)
    for number, (sign, colour) in enumerate((panel.assurance, panel.variation)):
        if sign:
            x, y_sign = left + width - 8 - number * (BADGE + 3), top + LABEL * 0.65
            page.dots([(x, y_sign)], BADGE, colour)
            page.text(x, y_sign, sign, SMALL, colour=PAPER, bold=True, align="center")
    page.lines(left, below, panel.said, SMALL, colour=INK if panel.strong else SOFT)
    months = Months(series.calendar, series.mergers, left + SIDE, left + width - END)
    low, high = panel.span

    def y(ratio: float) -> float:
        return field + FIELD * (high - ratio) / (high - low)

    start, end = left + SIDE - 6, left + width - END + 6
    judged = start if trend.all_whole else months.x(trend.since) - min(months.step / 2, 6)
    marked = (min(panel.ratios.values()), max(panel.ratios.values()))
    if panel.limits:
        marked = (panel.limits.lower, panel.limits.upper)
        lower, upper = y(panel.limits.lower), y(panel.limits.upper)
        page.boxes([(judged, upper, end - judged, lower - upper)], ZONE)
        page.levels((upper, lower), judged, end)
    if panel.centre is not None:
        page.levels([y(panel.centre)], judged, end, MARK, 0.6, (1, 2))
    if panel.target is not None:
        page.levels([y(panel.target)], start, end, INK, 0.8, (4, 2))
        page.note(end + 2, y(panel.target), percent(panel.target))
    for value in dict.fromkeys(marked):
        page.note(start - 4, y(value), percent(value), align="right")
    months.draw_mergers(page, field, field + FIELD)
    months.draw_numbers(page, field + FIELD + 3)
    points = {month: (months.x(month), y(ratio)) for month, ratio in panel.ratios.items()}
    steps = [(points[a], points[b]) for a, b in months.steps(points) if b != trend.since]
    page.strokes(steps, MARK, 1.0)
    _draw_dots(page, panel, points)
    last = max(points)
    page.text(points[last][0] + 6, points[last][1], percent(panel.ratios[last]), SMALL, bold=True)


def _draw_dots(page: Page, panel: Panel, points: dict[str, Point]) -> None:
    signals = panel.signals
    usual = [month for month in points if month in panel.comparable and month not in signals]
    page.dots([points[month] for month in usual], DOT, MARK)
    page.rings([points[month] for month in points if month not in panel.comparable], DOT, MARK, 1.0)
    for colour in (BETTER, WORSE):
        page.dots([points[month] for month in points if signals.get(month) == colour], DOT + 2, colour)


def _key(panels: Sequence[Panel], trend: Trend) -> str:
    """What the dots mean, as far as they occur."""
    judged = [panel.limits for panel in panels if panel.limits]
    reasons = {
        say("control.outside"): any(limits.outside for limits in judged),
        say("control.one_side", months=trend.counted(ONE_SIDE)): any(limits.one_side for limits in judged),
        say("control.one_way", months=trend.counted(ONE_WAY)): any(panel.run for panel in panels),
    }
    large = say("control.or").join(reason for reason, occurs in reasons.items() if occurs)
    values = {"few": str(FEW_CASES), "span": trend.span, "since": short_period(trend.since)}
    partly = say("control.hollow_apart" if trend.breaks else "control.hollow_before", **values)
    hollow = say("control.hollow", **values) if trend.all_whole else partly
    meant = {
        say("control.large", reasons=large): bool(large),
        say("control.signs", span=trend.span): any(panel.variation[0] for panel in panels),
        say("control.target"): any(panel.target is not None for panel in panels),
        say("control.assurance"): any(panel.assurance[0] for panel in panels),
        hollow: any(set(panel.ratios) - panel.comparable for panel in panels),
    }
    said = "; ".join(text for text, occurs in meant.items() if occurs)
    return f"{capitalised(said)}." if said else ""


def _subtitle(panels: Sequence[Panel], trend: Trend) -> str:
    """What is shown: of all units, or of those that are known where some month lacks any."""
    place = trend.place[trend.place["ratio"].notna()]
    all_known = place["known"].eq(place["units"]).all()
    count = len(trend.series.card.units)
    units = say("shared.units", count=count) if all_known else say("control.known_units")
    parts = [say("control.subtitle", units=units, span=trend.span)]
    if any(panel.limits for panel in panels):
        parts.append(say("control.zone"))
    if any(panel.centre is not None for panel in panels):
        parts.append(say("control.centre"))
    return "; ".join(parts)


def _title(panels: Sequence[Panel], last: str) -> str:
    """On the last month: the ratios that can be judged in it, and no others."""
    if not panels:
        return say("shared.no_ratio")
    judged = [panel for panel in panels if panel.judged == last and panel.verdict]
    strong = [panel for panel in judged if panel.strong]
    left = [panel.name for panel in strong if panel.verdict not in ("rising", "falling")]
    said = [say("control.left", who=_who(left, judged))] if left else []
    for way in ("rising", "falling"):
        if names := [panel.name for panel in strong if panel.verdict == way]:
            said.append(say(f"control.going_{way}", who=_who(names, judged), months=counted(ONE_WAY, last)))
    if said:
        return capitalised(say("control.title", month=named_period(last), said="; ".join(said)))
    if not judged:
        return say("control.too_few")
    values = {"month": named_period(last), "judged": str(len(judged)), "all": str(len(panels))}
    return capitalised(
        say("control.usual" if len(judged) == len(panels) else "control.usual_judged", **values)
    )


def _who(names: Sequence[str], judged: Sequence[Panel]) -> str:
    return who(names, say("control.many", count=len(names), judged=len(judged)))


def _description(panels: Sequence[Panel], trend: Trend) -> str:
    rows = [
        f"{panel.name} {percent(panel.ratios[max(panel.ratios)])}: {' '.join(panel.said)}" for panel in panels
    ]
    return (
        say("control.description", span=trend.span, rows="; ".join(rows)) if rows else say("control.nothing")
    )
