"""Whose score moved since the month before, and because of what?"""

from collections.abc import Sequence

from dbp_analysis.asking.change.split import Change
from dbp_analysis.asking.change.text import rank_move, signed
from dbp_analysis.charts import change_crowd
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import Moved, listed, moves
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import (
    ACCENT,
    INK,
    LABEL,
    LEADING,
    MANY_UNITS,
    MARGIN,
    MARK,
    RULE,
    SMALL,
    SOFT,
    WIDTH,
    own_style,
    text_width,
    wrap,
)
from dbp_analysis.common.numbers import distance

NAME = "thay-doi"
WHY, RANKS = 146.0, 34.0
HEAD, BAR, ROW = 18.0, 11.0, 26.0
LINE = SMALL * LEADING


@own_style()
def change_chart(change: Change, note: str = "") -> Chart:
    """The change of each unit's total in the order of the ranking, with ranks and what explains most."""
    units, decimals = moves(change), change.scheme.printed.total
    title = _title(units, decimals)
    points = [moved.points for moved in units if moved.points is not None]
    which = (
        f"{len(points)}/{len(units)} đơn vị so được" if len(points) < len(units) else f"{len(units)} đơn vị"
    )
    what = f"Tổng điểm tăng, giảm của {which}, {change.after.period} so với {change.before.period}"
    if len(units) > MANY_UNITS:
        return change_crowd.change_of_many(change, units, NAME, title, what, note)
    roster = Roster([moved.unit for moved in units], ROW, widest=110, accents=True)
    left, right = MARGIN + roster.width + 10, WIDTH - MARGIN - WHY - RANKS
    page = Page(
        title,
        f"{what}, xếp theo thứ hạng; ▲▼: số bậc lên, xuống",
        HEAD + roster.height,
        [places([moved.unit for moved in units]), note],
    )
    top = page.top + HEAD
    middles = roster.draw(page, MARGIN, top, _ends(units))
    label = max(text_width(signed(p, decimals), LABEL, bold=True) for p in points) + 8
    low, high = min(0.0, *points), max(0.0, *points)
    scale = (right - left - 2 * label) / (high - low or 1.0)
    zero = left + label - low * scale
    page.text(left, page.top + 5, "điểm tăng, giảm", SMALL, colour=SOFT)
    page.text(right + 4, page.top + 5, "hạng", SMALL, colour=SOFT)
    page.text(right + RANKS, page.top + 5, "thay đổi nhiều nhất ở", SMALL, colour=SOFT)
    page.strokes([((zero, top), (zero, top + roster.height))], RULE, 0.8)
    for moved in units:
        y = middles[moved.unit.code]
        if moved.points is None:
            apart = wrap(moved.apart, WIDTH - MARGIN - zero - 6, SMALL)
            page.lines(zero + 6, y - len(apart) * LINE / 2, apart, SMALL, colour=SOFT)
            continue
        _bar(page, moved.points, zero, y, scale, decimals)
        page.text(right + 4, y, moved.arrow, SMALL, colour=INK if moved.ranks else SOFT)
        why = wrap(moved.cause.short, WHY, SMALL) if moved.cause else []
        page.lines(right + RANKS, y - len(why) * LINE / 2, why, SMALL, colour=SOFT)
    return page.chart(NAME, _description(units, decimals))


def _bar(page: Page, points: float, zero: float, y: float, scale: float, decimals: int) -> None:
    width = abs(points) * scale
    start = zero if points > 0 else zero - width
    page.boxes([(start, y - BAR / 2, width, BAR)] if points else [], ACCENT if points < 0 else MARK)
    end, align = (start - 4, "right") if points < 0 else (zero + width + 4, "left")
    page.text(end, y, signed(points, decimals), bold=points < 0, align=align)


def _most(units: Sequence[Moved]) -> list[tuple[str, list[Moved], list[Moved]]]:
    """(way, all that moved this way, those of them that moved most), rises first."""
    rose = [moved for moved in units if moved.points is not None and moved.points > 0]
    fell = [moved for moved in units if moved.points is not None and moved.points < 0]
    return [
        (way, all_, [moved for moved in all_ if moved.points == most])
        for way, all_, most in (
            ("tăng", rose, max((moved.points or 0.0 for moved in rose), default=0.0)),
            ("giảm", fell, min((moved.points or 0.0 for moved in fell), default=0.0)),
        )
    ]


def _ends(units: Sequence[Moved]) -> set[str]:
    return {moved.unit.code for _, _, most in _most(units) for moved in most}


def _title(units: Sequence[Moved], decimals: int) -> str:
    said = []
    for way, all_, most in _most(units):
        if len(all_) == 1:
            said.append(f"{all_[0].unit.name} {way} {distance(all_[0].points or 0, decimals)} điểm")
        elif all_:
            names = listed([moved.unit.name for moved in most], 2)
            points = signed(most[0].points or 0, decimals)
            said.append(f"{len(all_)}\N{NO-BREAK SPACE}đơn vị {way} điểm, nhiều nhất {names} ({points})")
    compared = sum(moved.points is not None for moved in units)
    which = f" trong {compared} đơn vị so được" if compared < len(units) else ""
    return "; ".join(said) or f"Không đơn vị nào{which} tăng, giảm điểm"


def _description(units: Sequence[Moved], decimals: int) -> str:
    rows = [
        f"{moved.unit.name} {moved.apart}"
        if moved.points is None
        else f"{moved.unit.name} {signed(moved.points, decimals)}"
        + (f", {rank_move(moved.ranks)}" if moved.ranks is not None else "")
        + (f", do {moved.cause.text}" if moved.cause else "")
        for moved in units
    ]
    return f"Tổng điểm tăng, giảm theo thứ hạng: {'; '.join(rows)}."
