"""Many units on one scale: each a dot, those at the two ends by name below."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import ACCENT, INNER, LABEL, MARGIN, MARK, RULE, SOFT, ZONE
from dbp_analysis.common.numbers import concise, settle

One = TypeVar("One")

NAMED = 10
"""So many stand at an end by name, more where a place is shared, twice as many at most."""
BINS = 100
GUTTER = 24.0
HALF = (INNER - GUTTER) / 2


class Crowd:
    """A dot for each of the ``shares`` of a scale, the highest first; one column holds what is a hundredth of
    the ``width`` apart, and none is higher than ``tallest``. ``height`` is what they take.
    """

    def __init__(self, shares: Sequence[float], width: float, tallest: float) -> None:
        filled: Counter[int] = Counter()
        spots = []
        for share in reversed(shares):
            column = min(max(int(settle(share * BINS)), 0), BINS - 1)
            spots.append((column, filled[column]))
            filled[column] += 1
        self._spots, most = spots[::-1], max(filled.values(), default=1)
        self._pitch = width / BINS
        self._rise = min(self._pitch, tallest / most)
        self.height = most * self._rise + 14

    def draw(self, page: Page, left: float, bottom: float, named: Sequence[bool]) -> None:
        """The dots from ``left`` on and from ``bottom`` up, those that are named accented and in front."""
        for strong in (False, True):
            centres = [
                (left + (column + 0.5) * self._pitch, bottom - 2 - (level + 0.5) * self._rise)
                for (column, level), one in zip(self._spots, named, strict=True)
                if one is strong
            ]
            page.dots(centres, self._pitch * 0.88, ACCENT if strong else MARK, width=0.3)


class Scale:
    """The scale of changes of points with its zero, between the margins."""

    def __init__(self, low: float, high: float) -> None:
        rough = (high - low or 1.0) / 6
        power = 10.0 ** math.floor(math.log10(rough))
        self._step = power * next(m for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
        self.low = math.floor(settle(low / self._step)) * self._step
        self.high = max(math.ceil(settle(high / self._step)) * self._step, self.low + self._step)
        self._left, self.width = MARGIN + 10, INNER - 20

    def share(self, points: float) -> float:
        """How much of the scale lies below."""
        return (points - self.low) / (self.high - self.low)

    def x(self, points: float) -> float:
        """Where a change lies."""
        return self._left + self.width * self.share(points)

    def draw(self, page: Page, top: float, bottom: float) -> None:
        """The side of the falls as a quiet zone, a line and a number at each step."""
        if self.low < 0:
            page.boxes([(self.x(self.low), top, self.x(0) - self.x(self.low), bottom - top)], ZONE)
        count = round((self.high - self.low) / self._step)
        values = [settle(self.low + n * self._step) for n in range(count + 1)]
        page.strokes([((self.x(v), bottom), (self.x(v), bottom + 3)) for v in values], RULE, 0.6)
        page.strokes([((self.x(self.low), bottom), (self.x(self.high), bottom))], RULE, 0.6)
        page.strokes([((self.x(0), top), (self.x(0), bottom + 3))], SOFT, 0.8)
        texts = [concise(v).replace("-", "−") if v <= 0 else f"+{concise(v)}" for v in values]
        page.numbers(bottom + 9, [(self.x(v), text) for v, text in zip(values, texts, strict=True)])


def end_of(ordered: Sequence[One], place: Callable[[One], Any], most: int = NAMED) -> list[One]:
    """The first ``most``. A shared place is named whole or, where it is too large, not at all."""
    if len(ordered) <= most:
        return list(ordered)
    cut = place(ordered[most - 1])
    whole = [one for number, one in enumerate(ordered) if number < most or place(one) == cut]
    return whole if len(whole) <= 2 * NAMED else [one for one in whole if place(one) != cut]


def draw_heading(page: Page, left: float, y: float, text: str) -> None:
    """What stands over an end's names."""
    page.text(left, y + 7, text, LABEL, bold=True)
    page.strokes([((left, y + 15), (left + HALF, y + 15))], SOFT, 0.6)
