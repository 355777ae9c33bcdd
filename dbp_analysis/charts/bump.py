"""Who climbed and who fell, month after month?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import pandas as pd

from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.marks import Point
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.months import FOOT, Months, merger_text
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import BETTER, LABEL, MANY_UNITS, MARK, RULE, WORSE, Canvas
from dbp_analysis.common.periods import named_period
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "thu-hang-qua-cac-thang"
ROW, TALL_ROW, COMPACT_ROW = 18.0, 30.0, 4.5
FIELD, TALLEST = 240.0, 640.0
"""Points: few units share a field of about this height, in rows that are neither low nor sparse; the field of
many is never higher than the second, so that its letters can be read where it fills a page of paper.
"""
WIDEST, NARROWEST = 112.0, 84.0
"""Names at the ends: on paper, and on a phone, where they stand at the right end only."""
DOT = 6.0
GAP = 8.0
MOST_MOVERS = 2
MOST_MOVERS_OF_MANY = 3
"""At most so many of those that climbed most, and of those that fell most, stand in front."""
DASHES = (None, (4.0, 1.5), (1.5, 1.5))
"""Of lines that go one way, so that two that cross differ."""


@dataclass(frozen=True, eq=False)
class Path:
    """A unit over the months: the slot it stands in (from 0, equal ranks one below the other) and its rank
    by month, the months in which it is a sum, and how many places it climbed since the months compare; None
    where it has no rank in both.
    """

    name: str
    slots: dict[str, int]
    ranks: dict[str, int]
    summed: frozenset[str]
    climbed: int | None

    @property
    def moved(self) -> int:
        """Places climbed; none where that is not known."""
        return self.climbed or 0


@on_every_canvas
def bump_chart(canvas: Canvas, trend: Trend, note: str = "") -> Chart:
    """Ranks over the months, the units that moved most in front; of many units only those are named."""
    series = trend.series
    first, last = series.months[0], series.months[-1]
    paths = _paths(trend)
    many = len(paths) > MANY_UNITS
    movers = _movers(paths, MOST_MOVERS_OF_MANY if many else MOST_MOVERS)
    named = movers if many else paths
    room, named_twice = (NARROWEST, False) if canvas.narrow else (WIDEST, True)
    before = {p: f"{p.name}  " * named_twice + str(p.ranks[first]) for p in named if first in p.ranks}
    after = {p: f"{p.ranks[last]}  {p.name}" for p in named if last in p.ranks}
    left, right = (
        {path: wrap(text, room, LABEL, bold=True) for path, text in side.items()} for side in (before, after)
    )
    slots = max((slot + 1 for path in paths for slot in path.slots.values()), default=0)
    tallest = max(
        (lines_height(lines, LABEL) + 4 for lines in (*left.values(), *right.values())), default=0.0
    )
    row = (TALLEST if many else FIELD) / max(slots, 1)
    row = min(row, COMPACT_ROW) if many else max(tallest, min(row, TALL_ROW), ROW)
    said = {"units": len(paths), "first": named_period(first), "last": named_period(last)}
    strong = say("bump.strong" if trend.all_whole else "bump.strong_since", since=named_period(trend.since))
    page = Page(
        _title(paths, movers, trend),
        say("bump.subtitle", **said) + (strong if movers else ""),
        slots * row + FOOT + 8,
        [merger_text(series), note],
        canvas,
    )
    start, end = (widest(chain(*side.values()), LABEL, bold=True) + GAP for side in (left, right))
    months = Months(series.calendar, series.mergers, canvas.left + start, canvas.right - end)
    top, bottom = page.top, page.top + slots * row
    months.draw_mergers(page, top, bottom)
    months.draw_numbers(page, bottom + 4)
    for path in sorted(paths, key=lambda path: path in movers):
        points = {month: (months.x(month), top + (slot + 0.5) * row) for month, slot in path.slots.items()}
        alike = [other for other in movers if other.moved * path.moved > 0]
        dash = DASHES[alike.index(path)] if path in movers else None
        _draw(page, path, points, months, path in movers, dash, small=many)
    for labels, month, x, align in (
        (left, first, canvas.left + start - GAP, "right"),
        (right, last, canvas.right - end + GAP, "left"),
    ):
        middles = _apart([top + (path.slots[month] + 0.5) * row for path in labels], tallest, bottom)
        for (path, lines), y in zip(labels.items(), middles, strict=True):
            page.block(x, y, lines, LABEL, bold=path in movers, align=align)
    rows = [f"{path.name}: {path.ranks.get(first, '–')} → {path.ranks.get(last, '–')}" for path in paths]
    return page.chart(NAME, say("bump.description", **said, rows="; ".join(rows)))


def _paths(trend: Trend) -> list[Path]:
    """The units that have a rank in any month, in the order of the last month's ranking."""
    ranks = trend.ranks.astype(float)
    slots = ranks.rank(method="first") - 1
    summed, climbed = trend.summed, trend.moves["climbed"]
    return [
        Path(
            name=str(name),
            slots={str(month): int(slot) for month, slot in slots.loc[name].dropna().items()},
            ranks={str(month): int(rank) for month, rank in ranks.loc[name].dropna().items()},
            summed=frozenset(summed.columns[summed.loc[name]]),
            climbed=None if pd.isna(climbed[name]) else int(climbed[name]),
        )
        for name in ranks.dropna(how="all").index
    ]


def _movers(paths: Sequence[Path], most: int) -> list[Path]:
    """Those that climbed most, then those that fell most, as the title names them: none of too many."""
    ends = (_farthest(paths, sign) for sign in (1, -1))
    return [path for end in ends if len(end) <= most for path in end]


def _farthest(paths: Sequence[Path], sign: int) -> list[Path]:
    """Those that climbed most, or with a ``sign`` below zero fell most."""
    places = max((path.moved * sign for path in paths), default=0)
    return [path for path in paths if path.moved * sign == places > 0]


def _draw(
    page: Page,
    path: Path,
    points: Mapping[str, Point],
    months: Months,
    strong: bool,
    dash: tuple[float, float] | None,
    *,
    small: bool,
) -> None:
    colour = (BETTER if path.moved > 0 else WORSE) if strong else RULE if small else MARK
    lines = [(points[a], points[b]) for a, b in months.steps(points)]
    page.strokes(lines, colour, 2.0 if strong else 0.5 if small else 1.0, dash)
    if strong or not small:
        size = DOT if strong else DOT - 1
        page.dots([point for month, point in points.items() if month not in path.summed], size, colour)
        page.rings([point for month, point in points.items() if month in path.summed], size, colour)


def _apart(middles: Sequence[float], height: float, bottom: float) -> list[float]:
    """``middles`` moved so that labels of ``height`` do not overlap and end above ``bottom``."""
    order = sorted(range(len(middles)), key=lambda n: middles[n])
    placed = list(middles)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + height)
    limit = bottom
    for number in reversed(order):
        placed[number] = min(placed[number], limit - height / 2)
        limit = placed[number] - height / 2
    return placed


def _title(paths: Sequence[Path], movers: Sequence[Path], trend: Trend) -> str:
    first, last = trend.since, trend.series.months[-1]
    months = {"first": named_period(first), "last": named_period(last), "span": trend.span}
    if not paths:
        return say("shared.none_ranked")
    if first == last:
        return say("bump.single_month", **months)
    compared = [path for path in paths if path.climbed is not None]
    moved = [path for path in compared if path.moved]
    if not compared:
        return say("bump.none_in_both", **months)
    if not moved:
        partly = len(compared) < len(paths)
        return say("bump.same_of" if partly else "bump.same", compared=len(compared), **months)
    if not movers:
        return say("bump.moved", count=len(moved), places=max(abs(path.moved) for path in moved))
    said = []
    for sign, way in ((1, "climbed"), (-1, "fell")):
        most = _farthest(moved, sign)
        if most and most[0] not in movers:
            said.append(say(f"bump.many_{way}", count=len(most), places=abs(most[0].moved)))
            continue
        for path in most:
            ranks = {"before": path.ranks[first], "after": path.ranks[last]}
            said.append(say(f"bump.one_{way}", unit=path.name, **ranks))
    return say("bump.title" if trend.all_whole else "bump.title_since", said="; ".join(said), **months)
