"""A figure laid out like a page: in points, from the top left corner down.

The charts are tables with marks as much as plots. Placing every text and mark at a known point, rather
than letting axes and a layout engine negotiate, is what keeps texts from overlapping or being cut.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from dbp_analysis.charts import style
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.marks import Box, Boxes, Dots, Point, Shape, Strokes, Text
from dbp_analysis.charts.measure import clamped, drawable, lanes, missing_letters, text_width, wrap
from dbp_analysis.charts.style import (
    INK,
    LABEL,
    LEADING,
    LINE,
    NARROW,
    PAPER,
    RULE,
    SMALL,
    SOFT,
    WIDE,
    Canvas,
)
from dbp_analysis.common.sentences import printable

Key = tuple[str, str]
"""A shade, and what it means."""

EDGE = 10.0
"""Points: what is free above and below."""
KEY_ROW = 16.0
CAP_HEIGHT = 0.73
"""Of the font's size: a line of capitals is centred on its row by half of this."""


class Page:
    """Title, subtitle, a body of ``body`` points from :attr:`top` down, and foot lines, on a ``canvas``."""

    def __init__(
        self, title: str, subtitle: str, body: float, foot: Sequence[str] = (), canvas: Canvas = WIDE
    ) -> None:
        self.title, self.subtitle, self.canvas = printable(title), printable(subtitle), canvas
        self._undrawn: set[str] = set()
        self._shapes: list[Shape] = []
        self._texts: list[Text] = []
        left, inner = canvas.left, canvas.inner
        titles = wrap(title, inner, style.TITLE, bold=True)
        subtitles = wrap(subtitle, inner, style.SUBTITLE)
        feet = [line for text in foot if text for line in wrap(text, inner, SMALL)]
        lines = style.TITLE * LEADING * len(titles) + style.SUBTITLE * LEADING * len(subtitles)
        self.top = EDGE + lines + 12
        self.bottom = self.top + body
        self.height = self.bottom + LINE * len(feet) + (6 if feet else 0) + EDGE
        self.boxes([(0, 0, canvas.width, self.height)], PAPER)
        y = self.lines(left, EDGE, titles, style.TITLE, bold=True)
        self.lines(left, y + 2, subtitles, style.SUBTITLE, colour=SOFT)
        self.lines(left, self.bottom + 6, feet, SMALL, colour=SOFT)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        turned: bool = False,
    ) -> None:
        """One line of text, its capitals centred on ``y``; turned text starts at ``y`` and runs up."""
        if text:
            self._undrawn |= missing_letters(text)
            half = size * CAP_HEIGHT / 2
            place = (x + half, y) if turned else (x, y + half)
            self._texts.append(Text(*place, drawable(text), size, colour, bold, align, turned))

    def note(self, x: float, y: float, text: str, align: str = "left") -> None:
        """One line of what need not be read first."""
        self.text(x, y, text, SMALL, colour=SOFT, align=align)

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = SMALL, **look: Any) -> float:
        """Lines below each other from the top ``y``; return where the next would start."""
        for line in lines:
            self.text(x, y + size * LEADING / 2, line, size, **look)
            y += size * LEADING
        return y

    def block(self, x: float, middle: float, lines: Sequence[str], size: float = SMALL, **look: Any) -> None:
        """Lines below each other around ``middle``."""
        self.lines(x, middle - len(lines) * size * LEADING / 2, lines, size, **look)

    def numbers(self, y: float, marks: Sequence[tuple[float, str]]) -> None:
        """The numbers below a scale by where they lie, but none that would touch one before it."""
        spans = [clamped(x, text_width(text, SMALL), 0, math.inf) for x, text in marks]
        for (_, text), (start, _), lane in zip(marks, spans, lanes(spans, 3), strict=True):
            if lane == 0:
                self.note(start, y, text)

    def boxes(self, boxes: Iterable[Box], colour: str) -> None:
        """Filled rectangles, all in one mark."""
        if placed := tuple(boxes):
            self._shapes.append(Boxes(placed, fill=colour))

    def cells(self, boxes: Sequence[Box], shade: str, frame: str) -> None:
        """Boxes of one shade; white ones get a frame."""
        if shade != PAPER:
            self.boxes(boxes, shade)
        elif boxes:
            self._shapes.append(Boxes(tuple(boxes), stroke=frame))

    def swatches(self, y: float, rows: Iterable[Sequence[Key]], gap: float) -> None:
        """What shades mean, the :func:`key_rows` below each other."""
        for row in rows:
            x = self.canvas.left
            for shade, text in row:
                if shade:
                    self.cells([(x, y - 5, 14.0, 10.0)], shade, style.MARK)
                self.note(x + 18, y, text)
                x += 18 + text_width(text, SMALL) + gap
            y += KEY_ROW

    def strokes(
        self,
        segments: Iterable[tuple[Point, Point]],
        colour: str = RULE,
        width: float = 0.6,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Straight lines, all in one mark; the parts of a ``dash`` are in widths."""
        if placed := tuple(segments):
            self._shapes.append(Strokes(placed, colour, width, dash))

    def uprights(self, xs: Iterable[float], top: float, bottom: float, *look: Any) -> None:
        """Vertical :meth:`strokes` at each of ``xs``."""
        self.strokes([((x, top), (x, bottom)) for x in xs], *look)

    def levels(self, ys: Iterable[float], left: float, right: float, *look: Any) -> None:
        """Horizontal :meth:`strokes` at each of ``ys``."""
        self.strokes([((left, y), (right, y)) for y in ys], *look)

    def dots(
        self, centres: Iterable[Point], diameter: float, face: str, edge: str = PAPER, width: float = 0.5
    ) -> None:
        """Circles of one kind, in the order given."""
        if placed := tuple(centres):
            self._shapes.append(Dots(placed, diameter, face, edge, width))

    def rings(self, centres: Iterable[Point], diameter: float, colour: str, width: float = 1.2) -> None:
        """Hollow dots."""
        self.dots(centres, diameter, PAPER, colour, width)

    def chart(self, name: str, description: str) -> Chart:
        """The finished page as a chart."""
        words = (self.title, self.subtitle, printable(description))
        drawn = (tuple(self._shapes), tuple(self._texts), "".join(sorted(self._undrawn)))
        own = f"{name}-hep" if self.canvas.narrow else name
        return Chart(own, *words, self.canvas.width, self.height, *drawn)


def key_rows(keys: Iterable[Key], canvas: Canvas, gap: float) -> list[list[Key]]:
    """The keys in rows that fit the canvas; one without a shade is what a sign means, or goes on a text."""
    rows: list[list[Key]] = [[]]
    lines = [(shade, wrap(text, canvas.inner - 18, SMALL)) for shade, text in keys]
    for key in [(shade * (n == 0), line) for shade, text in lines for n, line in enumerate(text)]:
        if (
            rows[-1]
            and sum(18 + text_width(text, SMALL) + gap for _, text in [*rows[-1], key]) > canvas.inner
        ):
            rows.append([])
        rows[-1].append(key)
    return rows


Given = ParamSpec("Given")


def on_every_canvas(draw: Callable[Concatenate[Canvas, Given], Chart]) -> Callable[Given, Chart]:
    """A chart that is drawn on the canvas it is given, as one for paper that can be drawn for a phone too."""

    @wraps(draw)
    def drawn(*given: Given.args, **named: Given.kwargs) -> Chart:
        return replace(draw(WIDE, *given, **named), redraw=lambda: draw(NARROW, *given, **named))

    return drawn
