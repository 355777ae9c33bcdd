"""Many units on one scale: each a dot, those at the two ends by name below."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeVar

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, LABEL, MARK, SOFT, ZONE, Canvas
from dbp_analysis.charts.zones import Zones
from dbp_analysis.common.numbers import concise, settle

One = TypeVar("One")

NAMED = 10
"""So many stand at an end by name, more where a place is shared, twice as many at most."""
PITCH = 4.98
"""Points of the canvas for each column of dots."""
FOOT, GUTTER = 18.0, 24.0


def end_width(canvas: Canvas) -> float:
    """The width of the column of an end: two stand side by side, or below each other."""
    return canvas.inner if canvas.narrow else (canvas.inner - GUTTER) / 2


@dataclass(frozen=True)
class End:
    """Units at one end: what stands ``over`` them, and what draws their column, given page, left and top."""

    codes: Sequence[str]
    over: str
    height: float
    draw: Callable[[Page, float, float], None]


def crowd_chart(
    canvas: Canvas,
    name: str,
    words: tuple[str, str, str],
    axis: "Scale | Zones",
    values: Mapping[str, float],
    tallest: float,
    ends: tuple[End, End],
    foot: Sequence[str],
    colours: tuple[str, str] = (INK, INK),
) -> Chart:
    """A dot for each of the ``values`` by unit code, the highest first, on an ``axis``; none higher than
    ``tallest``. Those at the ``ends`` are in front in ``colours``, and stand below by name in two columns.

    A column of dots holds what lies close together; ``words`` are title, subtitle, description.
    """
    filled: Counter[int] = Counter()
    spots = []
    columns = round(canvas.inner / PITCH)
    for value in list(values.values())[::-1]:
        column = min(max(int(settle(axis.share(value) * columns)), 0), columns - 1)
        spots.append((column, filled[column]))
        filled[column] += 1
    most, pitch = max(filled.values(), default=1), axis.width / columns
    rise = min(pitch, tallest / most)
    height = most * rise + 14
    title, subtitle, description = words
    width, gap = end_width(canvas), GUTTER / 2
    below = sum(end.height + gap for end in ends) if canvas.narrow else max(end.height for end in ends)
    page = Page(title, subtitle, axis.head + height + FOOT + 6 + below, foot, canvas)
    top = page.top + axis.head
    bottom = top + height
    axis.draw(page, top, bottom)
    dots = [
        (axis.left + (column + 0.5) * pitch, bottom - 2 - (level + 0.5) * rise)
        for column, level in spots[::-1]
    ]
    colour_of = {code: colour for end, colour in zip(ends, colours, strict=True) for code in end.codes}
    for colour in dict.fromkeys((MARK, *colours)):
        chosen = [colour_of.get(code, MARK) == colour for code in values]
        page.dots(compress(dots, chosen), pitch * 0.88, colour, width=0.3)
    left, y = canvas.left, bottom + FOOT + 6
    for end in ends:
        if end.codes:
            page.text(left, y + 7, end.over, LABEL, bold=True)
            page.levels([y + 15], left, left + width, SOFT)
            end.draw(page, left, y)
        left, y = (left, y + end.height + gap) if canvas.narrow else (left + width + GUTTER, y)
    return page.chart(name, description)


class Scale:
    """The scale of changes of points with its zero, from edge to edge."""

    head = 0.0

    def __init__(self, low: float, high: float, canvas: Canvas) -> None:
        rough = (high - low or 1.0) / 6
        power = 10.0 ** math.floor(math.log10(rough))
        self._step = power * next(m for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
        self.low = math.floor(settle(low / self._step)) * self._step
        self.high = max(math.ceil(settle(high / self._step)) * self._step, self.low + self._step)
        self.left, self.width = canvas.left + 10, canvas.inner - 20

    def share(self, points: float) -> float:
        """How much of the scale lies below."""
        return (points - self.low) / (self.high - self.low)

    def x(self, points: float) -> float:
        """Where a change lies."""
        return self.left + self.width * self.share(points)

    def draw(self, page: Page, top: float, bottom: float) -> None:
        """The side of the falls as a quiet zone, a line and a number at each step."""
        if self.low < 0:
            page.boxes([(self.x(self.low), top, self.x(0) - self.x(self.low), bottom - top)], ZONE)
        count = round((self.high - self.low) / self._step)
        values = [settle(self.low + n * self._step) for n in range(count + 1)]
        page.uprights([self.x(v) for v in values], bottom, bottom + 3)
        page.levels([bottom], self.x(self.low), self.x(self.high))
        page.uprights([self.x(0)], top, bottom + 3, SOFT, 0.8)
        texts = [concise(v) if v <= 0 else f"+{concise(v)}" for v in values]
        page.numbers(bottom + 9, [(self.x(v), text) for v, text in zip(values, texts, strict=True)])


def end_of(ordered: Sequence[One], place: Callable[[One], Any], most: int = NAMED) -> list[One]:
    """The first ``most``. A shared place is named whole or, where it is too large, not at all."""
    if len(ordered) <= most:
        return list(ordered)
    cut = place(ordered[most - 1])
    whole = [one for number, one in enumerate(ordered) if number < most or place(one) == cut]
    return whole if len(whole) <= 2 * NAMED else [one for one in whole if place(one) != cut]
