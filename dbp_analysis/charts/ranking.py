"""Who stands where, and in which band?"""

from collections.abc import Sequence

from dbp_analysis.charts import crowd
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import (
    Standing,
    everyone,
    leaders,
    listed,
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
from dbp_analysis.numbers import half_up, settle, vietnamese
from dbp_analysis.scheme import Scheme
from dbp_analysis.scorecard import Scorecard

NAME = "xep-hang"
NEAR = 0.01
"""Of the scale: a unit this close under a band is told how little it lacks."""
DOT = 7.0


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
        f"Điểm quy đổi (thang điểm {vietnamese(scheme.scale)}) của {len(units)} đơn vị, "
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
    page.strokes([((left, y), (x, y)) for _, x, y in marks], RULE, 0.6, (1, 2))
    for strong in (False, True):
        centres = [(x, y) for unit, x, y in marks if (unit.code in accented) is strong]
        page.dots(centres, DOT, ACCENT if strong else MARK)
    for unit, x, y in marks:
        value = vietnamese(unit.converted, scheme.printed.converted)
        page.text(x + DOT, y, value, bold=unit.code in accented)
        _write_lack(page, x, y, x + DOT + text_width(value, LABEL, bold=True) + 6, _lack(unit, scheme))
    for unit in units[len(scored) :]:
        page.text(left, middles[unit.code], unit.missing, SMALL, colour=SOFT)
    return page.chart(NAME, _description(units, scheme))


def _write_lack(page: Page, x: float, y: float, after: float, lack: str) -> None:
    """Beside the score, on the side that has room."""
    if after + text_width(lack, SMALL) <= WIDTH - MARGIN:
        page.text(after, y, lack, SMALL, colour=SOFT)
    else:
        page.text(x - DOT, y, lack, SMALL, colour=SOFT, align="right")


def _title(units: Sequence[Standing]) -> str:
    scored, first, last = ranked(units), leaders(units), trailers(units)
    if not scored:
        return "Chưa có đơn vị nào được xếp hạng"
    if len(scored) == 1:
        return f"{scored[0].name} xếp loại {scored[0].band}"
    if len(first) == len(scored):
        return f"{everyone(len(scored))} bằng điểm nhau, xếp loại {scored[0].band}"
    best, worst = listed([unit.name for unit in first]), listed([unit.name for unit in last])
    return f"{best} cao nhất ({first[0].band}), {worst} thấp nhất ({last[0].band})"


def _lack(unit: Standing, scheme: Scheme) -> str:
    """What a unit just under a band lacks; nothing for the others."""
    above = [band for band in scheme.bands if settle(band.at_least - unit.converted) > 0]
    if not above or settle(above[-1].at_least - unit.converted) > NEAR * scheme.scale:
        return ""
    decimals = scheme.printed.converted
    gap = half_up(settle(above[-1].at_least - unit.converted), decimals)
    amount = vietnamese(gap, decimals) if gap else f"chưa đến {vietnamese(10.0**-decimals, decimals)}"
    return f"còn thiếu {amount} để đạt {above[-1].name}"


def _description(units: Sequence[Standing], scheme: Scheme) -> str:
    decimals = scheme.printed.converted
    rows = [
        f"{unit.name}: {unit.missing}"
        if unit.rank is None
        else f"hạng {unit.place} {unit.name} {vietnamese(unit.converted, decimals)} ({unit.band})"
        for unit in units
    ]
    return f"Điểm quy đổi theo thứ hạng: {'; '.join(rows)}."
