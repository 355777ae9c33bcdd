"""Who stands where, and in which band?"""

from collections.abc import Sequence
from typing import NamedTuple

from dbp_analysis.charts import crowd
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import (
    Standing,
    among,
    everyone,
    foremost,
    hindmost,
    leaders,
    nothing_to_rank,
    ranked,
    standings,
    trailers,
)
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import (
    ACCENT,
    LABEL,
    MANY_UNITS,
    MARGIN,
    MARK,
    RULE,
    SMALL,
    SOFT,
    WIDTH,
    own_style,
    text_width,
)
from dbp_analysis.charts.zones import FOOT, Zones
from dbp_analysis.common.numbers import distance, vietnamese
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

NAME = "xep-hang"
NEAR = 0.01
"""Of the scale: a unit this close under a band is told how little it lacks."""
DOT = 7.0


class Lack(NamedTuple):
    """What is said about a band nearly reached, and where its text starts."""

    text: str
    start: float


@own_style()
def ranking_chart(card: Scorecard, note: str = "") -> Chart:
    """The converted scores in the order of the ranking, the bands as zones behind them."""
    units = standings(card)
    if len(units) > MANY_UNITS:
        return crowd.ranking_of_many(card, units, NAME, note)
    scored, scheme = ranked(units), card.scheme
    roster = Roster(units, accents=True)
    left = MARGIN + roster.width + 12
    widest = text_width(vietnamese(scheme.scale, scheme.printed.converted), LABEL, bold=True)
    zones = Zones(scheme, scored, left, WIDTH - MARGIN - widest - DOT)
    head, below = (zones.head, FOOT) if scored else (0.0, 0.0)
    page = Page(
        _title(units),
        f"{scheme.score_name} (thang điểm {vietnamese(scheme.scale)}) của {len(units)} đơn vị, "
        f"{card.period}; vạch dọc là mức điểm xếp loại",
        head + roster.height + below,
        [places(units), note],
    )
    top = page.top + head
    if scored:
        zones.draw(page, top, top + roster.ranked_height)
    ends = {unit.code for unit in (*leaders(units), *trailers(units))}
    accented = ends if len(ends) < len(scored) else set()
    # Units without a rank stand below the numbers of the scale.
    middles = roster.draw(page, MARGIN, top, accented, below)
    marks = [(unit, zones.x(unit.converted), middles[unit.code]) for unit in scored]
    lacks = [_lack(unit, scheme, zones) for unit in scored]
    leads = [
        ((left, y), (min(x, lack.start - 3) if lack else x, y))
        for (_, x, y), lack in zip(marks, lacks, strict=True)
    ]
    page.strokes(leads, RULE, 0.6, (1, 2))
    for strong in (False, True):
        centres = [(x, y) for unit, x, y in marks if (unit.code in accented) is strong]
        page.dots(centres, DOT, ACCENT if strong else MARK)
    for (unit, x, y), lack in zip(marks, lacks, strict=True):
        page.text(x + DOT, y, _score(unit, scheme), bold=unit.code in accented)
        if lack:
            page.text(lack.start, y, lack.text, SMALL, colour=SOFT)
    for unit in units[len(scored) :]:
        page.text(left, middles[unit.code], unit.missing, SMALL, colour=SOFT)
    return page.chart(NAME, _description(units, scheme))


def _title(units: Sequence[Standing]) -> str:
    scored, first, last = ranked(units), leaders(units), trailers(units)
    if nothing := nothing_to_rank(units):
        return nothing
    if len(scored) == 1:
        return f"{scored[0].name} xếp loại {scored[0].band}{among(units)}"
    if len(last) == len(scored):
        return f"{everyone(len(scored), len(units))} bằng điểm nhau, xếp loại {scored[0].band}"
    lowest = f"{hindmost(units)} ({last[0].band}){among(units)}"
    return lowest if first == last else f"{foremost(units)} ({first[0].band}), {lowest}"


def _lack(unit: Standing, scheme: Scheme, zones: Zones) -> Lack | None:
    """What a unit just under a band lacks, or which band it is, where that fits; nothing for the others.

    It stands beside the score or before the dot, and never runs into a zone that is neither the unit's own
    nor the one it nearly reached.
    """
    short = scheme.shortfall(unit.converted)
    if not short or short.converted > NEAR * scheme.scale:
        return None
    near = scheme.bands.index(short.band)
    lowest = zones.x(max(scheme.bands[near + 1].at_least, zones.low)) + 3
    highest = zones.x(scheme.bands[near - 1].at_least if near else scheme.scale) - 3
    x = zones.x(unit.converted)
    after = x + DOT + text_width(_score(unit, scheme), LABEL, bold=True) + 6
    amount = f"{distance(short.converted, scheme.printed.converted)} {scheme.score_unit}"
    for text in (f"còn thiếu {amount} để đạt {short.band.name}", f"sát mức {short.band.name}"):
        before = x - DOT - text_width(text, SMALL)
        if after + text_width(text, SMALL) <= highest:
            return Lack(text, after)
        if before >= lowest:
            return Lack(text, before)
    return None


def _score(unit: Standing, scheme: Scheme) -> str:
    return vietnamese(unit.converted, scheme.printed.converted)


def _description(units: Sequence[Standing], scheme: Scheme) -> str:
    rows = [
        f"{unit.name}: {unit.missing}"
        if unit.rank is None
        else f"hạng {unit.place} {unit.name} {_score(unit, scheme)} ({unit.band})"
        for unit in units
    ]
    return f"{scheme.score_name} theo thứ hạng: {'; '.join(rows)}."
