"""The axis of months, or of longer periods, that the charts over time share."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from dbp_analysis.charts.measure import clamped, text_width
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import SMALL, SOFT
from dbp_analysis.common.periods import axis_number, kind_noun, named_period
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

FOOT = 24.0
"""The height of the months' numbers and years below a field."""


class Months:
    """Calendar months at equal steps from ``left`` to ``right``, and where units were merged.

    ``mergers`` are the months that are the first after a merger; a dashed rule stands before each.
    """

    def __init__(self, calendar: Sequence[str], mergers: Sequence[str], left: float, right: float) -> None:
        self.calendar = list(calendar)
        self._left, self._right = left, right
        self.step = (right - left) / max(len(self.calendar) - 1, 1)
        self._breaks = [self.x(month) - self.step / 2 for month in mergers]

    def x(self, month: str) -> float:
        """Where a month lies; a single one lies in the middle."""
        if len(self.calendar) == 1:
            return (self._left + self._right) / 2
        return self._left + self.calendar.index(month) * self.step

    def steps(self, known: Collection[str]) -> list[tuple[str, str]]:
        """The months of ``known`` that follow each other, by two: where a line may run."""
        return [(a, b) for a, b in pairwise(self.calendar) if a in known and b in known]

    def draw_mergers(self, page: Page, top: float, bottom: float) -> None:
        """The dashed rules, from ``top`` to ``bottom``."""
        page.uprights(self._breaks, top, bottom, SOFT, 0.8, (4, 3))

    def draw_numbers(self, page: Page, y: float) -> None:
        """Below ``y``: the number of each month as far as there is room, the year under its first month."""
        numbers = [axis_number(month) for month in self.calendar]
        widest = max(text_width(number, SMALL) for number in ("12", *numbers)) + 4
        every = next((n for n in (1, 2, 3, 6) if self.step * n >= widest), 12)
        shown = self.calendar[::every]
        page.uprights([self.x(month) for month in shown], y, y + 3)
        for month in shown:
            page.note(self.x(month), y + 8, axis_number(month), align="center")
        free = 0.0
        for month, before in zip(self.calendar, ["", *self.calendar], strict=False):
            if month[:4] != before[:4]:
                span = clamped(self.x(month), text_width(month[:4], SMALL), free, page.canvas.width)
                page.note(span[0], y + 19, month[:4])
                free = span[1] + 4


def merger_text(series: Series, *, dots: bool = True) -> str:
    """What the foot says about the dashed rules, and hollow ``dots``, where there are any."""
    if not series.mergers:
        return ""
    when, span = named_period(*series.mergers), kind_noun(series.mergers[0])
    return say("months.mergers_hollow" if dots else "months.mergers", when=when, span=span)
