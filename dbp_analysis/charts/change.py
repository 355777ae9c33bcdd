"""Whose score moved since the month before, and because of what?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dbp_analysis.asking.change.split import Change, rows_of
from dbp_analysis.asking.change.text import Cause, causes, rank_arrow, rank_move, signed, status_text
from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.crowd import GUTTER, HALF, NAMED, Crowd, Scale, draw_heading, end_of
from dbp_analysis.charts.facts import listed
from dbp_analysis.charts.items import Standing, standings
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import ACCENT, INK, LABEL, MANY_UNITS, MARGIN, MARK, RIGHT, RULE, SMALL, SOFT
from dbp_analysis.common.numbers import distance, settle

NAME = "thay-doi"
WHY, RANKS = 146.0, 34.0
HEAD, BAR, ROW = 18.0, 11.0, 26.0
END_HEAD, FOOT, TALLEST = 19.0, 18.0, 130.0


@dataclass(frozen=True)
class Moved:
    """How far a unit moved since the month before: points of its total, ranks gained, and what moved it most.

    ``apart`` says why it cannot be compared; it has no points then. ``ranks`` is None where they cannot be.
    """

    unit: Standing
    points: float | None
    ranks: int | None
    cause: Cause | None
    apart: str

    @property
    def arrow(self) -> str:
        """Ranks gained or lost as a sign, ``=`` for none, empty where they are not known."""
        return "=" if self.ranks == 0 else rank_arrow(self.ranks)


def _moves(change: Change) -> list[Moved]:
    """Every unit of the later month in the order of its ranking."""
    behind, rows = causes(change), rows_of(change.units)
    return [_moved(unit, rows[unit.code], behind.get(unit.code)) for unit in standings(change.after)]


@own_style()
def change_chart(change: Change, note: str = "") -> Chart:
    """The change of each unit's total in the order of the ranking, with ranks and what explains most."""
    units, decimals = _moves(change), change.scheme.printed.total
    title = _title(units, decimals)
    points = [moved.points for moved in units if moved.points is not None]
    which = (
        f"{len(points)}/{len(units)} đơn vị so được" if len(points) < len(units) else f"{len(units)} đơn vị"
    )
    what = f"Tổng điểm tăng, giảm của {which}, {change.after.period} so với {change.before.period}"
    if len(units) > MANY_UNITS:
        return _change_of_many(change, units, title, what, note)
    roster = Roster([moved.unit for moved in units], ROW, room=110, accents=True)
    left, right = MARGIN + roster.width + 10, RIGHT - WHY - RANKS
    page = Page(
        title,
        f"{what}, xếp theo thứ hạng; ▲▼: số bậc lên, xuống",
        HEAD + roster.height,
        [places([moved.unit for moved in units]), note],
    )
    top = page.top + HEAD
    middles = roster.draw(page, MARGIN, top, _ends(units))
    label = widest((signed(p, decimals) for p in points), LABEL, bold=True) + 8
    low, high = min(0.0, *points), max(0.0, *points)
    scale = (right - left - 2 * label) / (high - low or 1.0)
    zero = left + label - low * scale
    page.note(left, page.top + 5, "điểm tăng, giảm")
    page.note(right + 4, page.top + 5, "hạng")
    page.note(right + RANKS, page.top + 5, "thay đổi nhiều nhất ở")
    page.strokes([((zero, top), (zero, top + roster.height))], RULE, 0.8)
    for moved in units:
        y = middles[moved.unit.code]
        if moved.points is None:
            apart = wrap(moved.apart, RIGHT - zero - 6, SMALL)
            page.block(zero + 6, y, apart, colour=SOFT)
            continue
        _bar(page, moved.points, zero, y, scale, decimals)
        page.text(right + 4, y, moved.arrow, SMALL, colour=INK if moved.ranks else SOFT)
        why = wrap(moved.cause.short, WHY, SMALL) if moved.cause else []
        page.block(right + RANKS, y, why, colour=SOFT)
    return page.chart(NAME, _description(units, decimals))


def _moved(unit: Standing, row: dict[str, Any], cause: Cause | None) -> Moved:
    if pd.isna(row["change"]):
        return Moved(unit, None, None, None, status_text(row["status"]))
    ranks = None if pd.isna(row["rank_change"]) else int(row["rank_change"])
    return Moved(unit, settle(float(row["change"])), ranks, cause, "")


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


def _change_of_many(change: Change, units: Sequence[Moved], title: str, what: str, note: str) -> Chart:
    """Stacked dots over the changes, then those that rose and fell most in two columns."""
    moved = sorted((m for m in units if m.points is not None), key=lambda m: m.points or 0.0)[::-1]
    points, decimals = [m.points or 0.0 for m in moved], change.scheme.printed.total
    scale = Scale(min(0.0, *points), max(0.0, *points))
    crowd = Crowd([scale.share(value) for value in points], scale.width, TALLEST)
    rose, fell = [m for m in moved if (m.points or 0) > 0], [m for m in moved[::-1] if (m.points or 0) < 0]
    columns = [
        _Column(left, way, end_of(ordered, lambda m: m.points), decimals)
        for left, way, ordered in ((MARGIN, "tăng", rose), (MARGIN + HALF + GUTTER, "giảm", fell))
    ]
    ends = [m for column in columns for m in column.units]
    page = Page(
        title,
        f"{what}; mỗi chấm là một đơn vị, ▲▼: số bậc lên, xuống",
        crowd.height + FOOT + 6 + max(column.height for column in columns),
        [_apart(units), places([m.unit for m in ends]), note],
    )
    bottom = page.top + crowd.height
    scale.draw(page, page.top, bottom)
    named = {m.unit.code for m in ends}
    crowd.draw(page, MARGIN + 10, bottom, [m.unit.code in named for m in moved])
    for column in columns:
        column.draw(page, bottom + FOOT + 6)
    return page.chart(NAME, _description_of_many(moved, [column.units for column in columns], decimals))


class _Column:
    """One end of the changes: each unit with its change, and below it the ranks and what moved it most."""

    def __init__(self, left: float, way: str, units: Sequence[Moved], decimals: int) -> None:
        self.units, self._left, self._way = units, left, way
        self._values = [signed(m.points or 0, decimals) for m in units]
        value = widest(self._values, LABEL, bold=True)
        self._indent = widest((m.unit.place for m in units), LABEL) + 6
        self._names = [wrap(m.unit.name, HALF - self._indent - value - 6, LABEL) for m in units]
        self._whys = [wrap(_why(m), HALF - self._indent, SMALL) for m in units]
        rows = zip(self._names, self._whys, strict=True)
        self._heights = [lines_height(names, LABEL) + lines_height(whys, SMALL) + 5 for names, whys in rows]
        self.height = END_HEAD + sum(self._heights)

    def draw(self, page: Page, y: float) -> None:
        if not self.units:
            return
        right = self._left + HALF
        draw_heading(page, self._left, y, f"{len(self.units)} đơn vị {self._way} nhiều nhất")
        y += END_HEAD
        rows = zip(self.units, self._values, self._names, self._whys, self._heights, strict=True)
        for m, value, names, whys, height in rows:
            first, start = y + lines_height([m.unit.place], LABEL) / 2, self._left + self._indent
            page.text(start - 6, first, m.unit.place, LABEL, colour=SOFT, align="right")
            page.text(right, first, value, bold=True, align="right")
            below = page.lines(start, y, names, LABEL)
            page.lines(start, below, whys, colour=SOFT)
            y += height


def _why(moved: Moved) -> str:
    return " · ".join(filter(None, [moved.arrow, moved.cause.short if moved.cause else ""]))


def _apart(units: Sequence[Moved]) -> str:
    """One foot line for the units that cannot be compared, by name while they are few."""
    reasons = dict.fromkeys(m.apart for m in units if m.apart)
    said = []
    for reason in reasons:
        names = [m.unit.name for m in units if m.apart == reason]
        said.append(
            f"{reason}: {len(names)} đơn vị" + (f" ({', '.join(names)})" if len(names) <= NAMED else "")
        )
    return f"Không so sánh – {'; '.join(said)}." if said else ""


def _description_of_many(moved: Sequence[Moved], ends: Sequence[Sequence[Moved]], decimals: int) -> str:
    up, down = (
        "; ".join(f"{m.unit.name} {signed(m.points or 0, decimals)}" for m in end) or "không đơn vị nào"
        for end in ends
    )
    rose, fell = (sum((m.points or 0) * way > 0 for m in moved) for way in (1, -1))
    return f"{rose} đơn vị tăng, {fell} đơn vị giảm. Tăng nhiều nhất: {up}. Giảm nhiều nhất: {down}."
