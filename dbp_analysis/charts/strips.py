"""Shares from 0 to 100 %, one strip a question: where the units lie, and the ones worth naming."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import not_

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.measure import clamped, lanes, lines_height, text_width, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, LABEL, MANY_UNITS, MARK, RULE, SMALL, SOFT, WIDE, Canvas
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

SIDE = 138.0
"""Points: the width of names at the left, which stand above on a narrow canvas."""
STACK = 28.0
LANE = 11.4
DOT = 5.4


@dataclass(frozen=True)
class Mark:
    """A text at a share; ``strong`` for what the strip is about."""

    share: float
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Strip:
    """``shares`` by unit, hollow where ``hollow``; ``name`` and ``details`` stand at the left.

    ``full_at`` is the share that already earns all points (None: there is none),
    ``empty`` what is said without any share.
    """

    name: str
    details: Sequence[str]
    shares: Sequence[float]
    marks: Sequence[Mark]
    hollow: Sequence[bool] = ()
    strong: bool = False
    full_at: float | None = 1.0
    empty: str = ""
    canvas: Canvas = WIDE

    @property
    def top(self) -> float:
        """The highest share on the axis; counts that contradict each other can exceed 100 %."""
        return max([1.0, *self.shares])

    @property
    def in_columns(self) -> bool:
        """Whether so many units have a share that columns show how many, instead of a dot for each."""
        return len(self.shares) > MANY_UNITS

    @property
    def is_constant(self) -> bool:
        """Whether it would only show that so many units have one share."""
        return self.in_columns and len(set(self.shares)) == 1 and bool(self.marks)

    @property
    def height(self) -> float:
        """What the strip takes, with its texts and the space to the next one."""
        texts = max(self._lanes, default=-1) + 1
        marks = self._stack + 6 + texts * LANE
        return (self._side + 4 + marks if self.canvas.narrow else max(marks, self._side)) + 10

    @property
    def _side(self) -> float:
        """The height of name and details."""
        return lines_height(self._name, LABEL) + lines_height(self._details, SMALL)

    @property
    def _ends(self) -> tuple[float, float]:
        """Where the axis starts and ends."""
        return self.canvas.left + (12 if self.canvas.narrow else SIDE + 14), self.canvas.right - 12

    @cached_property
    def _name(self) -> list[str]:
        return wrap(self.name, self._side_room, LABEL, bold=self.strong)

    @cached_property
    def _details(self) -> list[str]:
        details = [" · ".join(self.details)] if self.canvas.narrow else self.details
        return [line for detail in details if detail for line in wrap(detail, self._side_room, SMALL)]

    @property
    def _side_room(self) -> float:
        return self.canvas.inner if self.canvas.narrow else SIDE

    @cached_property
    def _texts(self) -> list[tuple[Mark, str, tuple[float, float]]]:
        """Each line below the axis, with the mark it belongs to and the span it takes."""
        room, right = text_room(self.canvas), self.canvas.right
        return [
            (
                mark,
                line,
                clamped(self.x(mark.share), text_width(line, SMALL, bold=mark.strong), right - room, right),
            )
            for mark in self.marks
            for line in wrap(mark.text, room, SMALL, bold=mark.strong)
        ]

    @cached_property
    def _lanes(self) -> list[int]:
        return lanes([span for _, _, span in self._texts])

    @property
    def _stack(self) -> float:
        """The height of the marks: less where few units share a place."""
        if self.in_columns:
            return STACK
        return min(STACK, (max(self._levels, default=0) + 1) * DOT + 8)

    @cached_property
    def _levels(self) -> list[int]:
        """How high each dot stands: on the lowest level where it hides no other."""
        levels = [0] * len(self.shares)
        ends: list[float] = []
        for number in sorted(range(len(self.shares)), key=lambda n: (self.shares[n], n)):
            x = self.x(self.shares[number])
            level = next((n for n, end in enumerate(ends) if x - end >= DOT - 0.4), len(ends))
            ends[level : level + 1] = [x]
            levels[number] = level
        return levels

    def x(self, share: float) -> float:
        """Where a share lies."""
        start, end = self._ends
        return start + (end - start) * share / self.top

    def draw(self, page: Page, y: float) -> None:
        """Draw with the top at ``y``."""
        start, end = self._ends
        below = page.lines(self.canvas.left, y, self._name, LABEL, bold=self.strong)
        page.lines(self.canvas.left, below, self._details, colour=SOFT)
        axis = y + self._stack + (self._side + 4 if self.canvas.narrow else 0)
        page.levels([axis], start, end, RULE, 0.8)
        page.uprights([self.x(share) for share in (0, 0.25, 0.5, 0.75, 1)], axis, axis + 3, RULE, 0.8)
        if self.full_at is not None and self.full_at != 1 and self.full_at <= self.top:
            page.uprights([self.x(self.full_at)], axis - self._stack - 3, axis + 5, SOFT, 0.8, (2, 1.5))
        if not self.shares:
            page.note(start, axis - 8, self.empty)
        elif self.in_columns:
            self._bars(page, axis)
        else:
            self._dots(page, axis)
        page.uprights([self.x(mark.share) for mark in self.marks], axis, axis + 5, INK, 1.0)
        for (mark, line, (left, _)), lane in zip(self._texts, self._lanes, strict=True):
            middle = axis + 6 + LANE * (lane + 0.5)
            page.text(left, middle, line, SMALL, bold=mark.strong, colour=INK if mark.strong else SOFT)

    def _dots(self, page: Page, axis: float) -> None:
        rise = min(DOT, (STACK - DOT - 2) / max(*self._levels, 1))
        centres = [
            (self.x(share), axis - DOT / 2 - 1 - level * rise)
            for share, level in zip(self.shares, self._levels, strict=True)
        ]
        hollow = self.hollow or [False] * len(centres)
        colour = INK if self.strong else MARK
        page.dots(compress(centres, map(not_, hollow)), DOT, colour, width=0.4)
        page.rings(compress(centres, hollow), DOT - 0.8, colour, 1.1)

    def _bars(self, page: Page, axis: float) -> None:
        start, end = self._ends
        bins = 50
        counts = Counter(min(int(round(share / self.top * bins, 9)), bins - 1) for share in self.shares)
        tallest = max(counts.values())
        room, step = STACK - SMALL - 4, (end - start) / bins
        heights = {column: max(room * number / tallest, 1.2) for column, number in sorted(counts.items())}
        boxes = [(start + n * step + 0.4, axis - high, step - 0.8, high) for n, high in heights.items()]
        page.boxes(boxes, INK if self.strong else MARK)
        column = min(column for column, number in counts.items() if number == tallest)
        left, _ = clamped(start + (column + 0.5) * step, text_width(str(tallest), SMALL), start, end)
        page.note(left, axis - room - 6, str(tallest))


def marks_text(strips: Sequence[Strip]) -> str:
    """What stands for a unit on the strips."""
    if all(strip.in_columns for strip in strips if strip.shares):
        return say("shared.columns")
    return say("shared.dots_and_columns" if any(strip.in_columns for strip in strips) else "shared.dots")


def text_room(canvas: Canvas) -> float:
    """The widest line of text below a strip."""
    return canvas.inner if canvas.narrow else canvas.inner - SIDE - 6


def strips_chart(
    canvas: Canvas, name: str, words: tuple[str, str, str], strips: Sequence[Strip], foot: Sequence[str]
) -> Chart:
    """All strips below each other; percentages stand above when every axis ends at 100 %. What is the same
    for all of many units is a sentence at the foot.

    ``words`` are title, subtitle and description.
    """
    title, subtitle, description = words
    same = [strip for strip in strips if strip.is_constant]
    strips = [strip for strip in strips if not strip.is_constant]
    said = "; ".join(f"{strip.name} ({strip.marks[0].text})" for strip in same)
    foot = [say("shared.alike", items=said) if same else "", *foot]
    page = Page(title, subtitle, 18 + sum(strip.height for strip in strips) if strips else 0.0, foot, canvas)
    y = page.top + 6
    if strips and all(strip.top == 1 for strip in strips):
        for share in (0.0, 0.5, 1.0):
            page.note(strips[0].x(share), y, f"{share:.0%}", align="center")
    y += 12
    for strip in strips:
        strip.draw(page, y)
        y += strip.height
    return page.chart(name, description)
