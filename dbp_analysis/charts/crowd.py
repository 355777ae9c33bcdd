"""Many units on one scale: each a dot, those at the two ends by name below."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import ACCENT, INNER, LABEL, MARK, PAPER, SOFT
from dbp_analysis.common.numbers import settle

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
            page.dots(centres, self._pitch * 0.88, ACCENT if strong else MARK, PAPER, 0.3)


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
