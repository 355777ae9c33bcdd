"""Whose score moved since the month before, and because of what?"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.change.split import Change, rows_of
from dbp_analysis.asking.change.text import Cause, causes, rank_arrow, rank_move, signed, status_text
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.crowd import NAMED, End, Scale, crowd_chart, end_of, end_width
from dbp_analysis.charts.facts import listed, reasons_text
from dbp_analysis.charts.items import Standing, standings
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import BETTER, INK, LABEL, MANY_UNITS, RULE, SMALL, SOFT, WIDE, WORSE, Canvas
from dbp_analysis.common.numbers import distance, settle
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "thay-doi"
WHY, RANKS = 146.0, 34.0
HEAD, BAR, ROW = 18.0, 11.0, 26.0
END_HEAD, TALLEST = 19.0, 130.0


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


@on_every_canvas
def change_chart(canvas: Canvas, change: Change, note: str = "") -> Chart:
    """The change of each unit's total in the order of the ranking, with ranks and what explains most; of many
    units, and where there is no room, stacked dots over the changes, then those that rose and fell most.
    """
    units, decimals = _moves(change), change.scheme.printed.total
    compared = [moved for moved in units if moved.points is not None]
    counts = {"compared": len(compared), "count": len(units)}
    which = say("change.compared" if len(compared) < len(units) else "shared.units", **counts)
    said = {"units": which, "period": change.after.period, "before": change.before.period}
    title = _title(units, decimals)
    if len(units) <= MANY_UNITS and not canvas.narrow:
        return _rows(units, (title, say("change.subtitle", **said)), decimals, note)
    moved = sorted(compared, key=lambda one: one.points or 0.0)[::-1]
    points = {one.unit.code: one.points or 0.0 for one in moved}
    rose, fell = (
        end_of([one for one in ordered if (one.points or 0.0) * sign > 0], lambda one: one.points)
        for ordered, sign in ((moved, 1), (moved[::-1], -1))
    )
    up, down = (
        "; ".join(f"{one.unit.name} {signed(one.points or 0, decimals)}" for one in end)
        or say("change.nobody")
        for end in (rose, fell)
    )
    rising, falling = (sum(value * sign > 0 for value in points.values()) for sign in (1, -1))
    words = (
        title,
        say("change.subtitle_many", **said),
        say("change.description_many", rising=rising, falling=falling, up=up, down=down),
    )
    ends = (
        _end(rose, say("change.rose", count=len(rose)), decimals, canvas),
        _end(fell, say("change.fell", count=len(fell)), decimals, canvas),
    )
    foot = [_apart(units), places([one.unit for one in (*rose, *fell)]), note]
    scale = Scale(min(0.0, *points.values()), max(0.0, *points.values()), canvas)
    return crowd_chart(canvas, NAME, words, scale, points, TALLEST, ends, foot, (BETTER, WORSE))


def _moves(change: Change) -> list[Moved]:
    """Every unit of the later month in the order of its ranking."""
    behind, rows, moves = causes(change), rows_of(change.units), []
    for unit in standings(change.after):
        row = rows[unit.code]
        if pd.isna(row["change"]):
            moves.append(Moved(unit, None, None, None, status_text(row["status"])))
        else:
            ranks = None if pd.isna(row["rank_change"]) else int(row["rank_change"])
            moves.append(Moved(unit, settle(float(row["change"])), ranks, behind.get(unit.code), ""))
    return moves


def _rows(units: Sequence[Moved], words: tuple[str, str], decimals: int, note: str) -> Chart:
    """A bar a unit, with title and subtitle as given."""
    standing = [moved.unit for moved in units]
    points = [moved.points for moved in units if moved.points is not None]
    roster = Roster(standing, ROW, room=110, accents=True)
    left, right = WIDE.left + roster.width + 10, WIDE.right - WHY - RANKS
    page = Page(*words, HEAD + roster.height, [places(standing), note])
    top = page.top + HEAD
    ends = {moved.unit.code for _, _, most in _most(units) for moved in most}
    middles = roster.draw(page, WIDE.left, top, ends)
    label = widest((signed(p, decimals) for p in points), LABEL, bold=True) + 8
    low, high = min(0.0, *points), max(0.0, *points)
    scale = (right - left - 2 * label) / (high - low or 1.0)
    zero = left + label - low * scale
    page.note(left, page.top + 5, say("change.head_points"))
    page.note(right + 4, page.top + 5, say("change.head_rank"))
    page.note(right + RANKS, page.top + 5, say("change.head_cause"))
    page.uprights([zero], top, top + roster.height, RULE, 0.8)
    for moved in units:
        y = middles[moved.unit.code]
        if moved.points is None:
            apart = wrap(moved.apart, WIDE.right - zero - 6, SMALL)
            page.block(zero + 6, y, apart, colour=SOFT)
            continue
        _bar(page, moved.points, zero, y, scale, decimals)
        page.text(right + 4, y, moved.arrow, SMALL, colour=INK if moved.ranks else SOFT)
        why = wrap(moved.cause.short, WHY, SMALL) if moved.cause else []
        page.block(right + RANKS, y, why, colour=SOFT)
    return page.chart(NAME, _description(units, decimals))


def _bar(page: Page, points: float, zero: float, y: float, scale: float, decimals: int) -> None:
    width = abs(points) * scale
    start = zero if points > 0 else zero - width
    page.boxes([(start, y - BAR / 2, width, BAR)] if points else [], WORSE if points < 0 else BETTER)
    end, align = (start - 4, "right") if points < 0 else (zero + width + 4, "left")
    page.text(end, y, signed(points, decimals), bold=points < 0, align=align)


def _most(units: Sequence[Moved]) -> list[tuple[str, list[Moved], list[Moved]]]:
    """(way, all that moved this way, those of them that moved most), rises first."""
    found = []
    for way, sign in (("rose", 1), ("fell", -1)):
        all_ = [moved for moved in units if (moved.points or 0.0) * sign > 0]
        most = max(((moved.points or 0.0) * sign for moved in all_), default=0.0)
        found.append((way, all_, [moved for moved in all_ if (moved.points or 0.0) * sign == most]))
    return found


def _title(units: Sequence[Moved], decimals: int) -> str:
    said = []
    for way, all_, most in _most(units):
        if len(all_) == 1:
            points = distance(all_[0].points or 0, decimals)
            said.append(say(f"change.one_{way}", unit=all_[0].unit.name, points=points))
        elif all_:
            names = listed([moved.unit.name for moved in most], 2)
            points = signed(most[0].points or 0, decimals)
            said.append(say(f"change.many_{way}", count=len(all_), units=names, points=points))
    compared = sum(moved.points is not None for moved in units)
    if not said and compared < len(units):
        return say("change.title_nobody_of", compared=compared)
    return "; ".join(said) or say("change.title_nobody")


def _description(units: Sequence[Moved], decimals: int) -> str:
    rows = []
    for moved in units:
        said = moved.apart if moved.points is None else signed(moved.points, decimals)
        ranks = f", {rank_move(moved.ranks)}" if moved.ranks is not None else ""
        cause = say("change.cause", cause=moved.cause.text) if moved.cause else ""
        rows.append(f"{moved.unit.name} {said}{ranks}{cause}")
    return say("change.description", rows="; ".join(rows))


def _end(units: Sequence[Moved], over: str, decimals: int, canvas: Canvas) -> End:
    """Those that rose or fell most: each with its change, and below it the ranks and what moved it most."""
    values = [signed(moved.points or 0, decimals) for moved in units]
    width, indent = end_width(canvas), widest((moved.unit.place for moved in units), LABEL) + 6
    room = width - indent - widest(values, LABEL, bold=True) - 6
    names = [wrap(moved.unit.name, room, LABEL) for moved in units]
    whys = [wrap(_why(moved), width - indent, SMALL) for moved in units]

    def draw(page: Page, left: float, top: float) -> None:
        y, start = top + END_HEAD, left + indent
        for moved, value, name, why in zip(units, values, names, whys, strict=True):
            first = y + lines_height([value], LABEL) / 2
            page.text(start - 6, first, moved.unit.place, LABEL, colour=SOFT, align="right")
            page.text(left + width, first, value, bold=True, align="right")
            y = page.lines(start, page.lines(start, y, name, LABEL), why, colour=SOFT) + 5

    height = sum(
        lines_height(name, LABEL) + lines_height(why, SMALL) + 5
        for name, why in zip(names, whys, strict=True)
    )
    return End([moved.unit.code for moved in units], over, END_HEAD + height, draw)


def _why(moved: Moved) -> str:
    return " · ".join(filter(None, [moved.arrow, moved.cause.short if moved.cause else ""]))


def _apart(units: Sequence[Moved]) -> str:
    """One foot line for the units that cannot be compared, by name while they are few."""
    reasons = dict.fromkeys(moved.apart for moved in units if moved.apart)
    named = {reason: [moved.unit.name for moved in units if moved.apart == reason] for reason in reasons}
    return say("change.apart", reasons=reasons_text(named, NAMED)) if named else ""
