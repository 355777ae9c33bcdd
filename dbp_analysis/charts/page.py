"""A figure laid out like a page: in points, from the top left corner down.

The charts are tables with marks as much as plots. Placing every text and mark at a known point, rather
than letting axes and a layout engine negotiate, is what keeps texts from overlapping or being cut. What is
placed is drawn when the page becomes a chart, once.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from dbp_analysis.charts import style
from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.measure import clamped, drawable, lanes, missing_letters, text_width, wrap
from dbp_analysis.charts.style import INK, INNER, LABEL, LEADING, LINE, MARGIN, PAPER, RULE, SMALL, SOFT
from dbp_analysis.common.sentences import printable

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""
Key = tuple[str, str]
"""A shade, and what it means."""

CAP_HEIGHT = 0.73
"""Of the font's size: a line of capitals is centred on its row by half of this."""


class Page:
    """Title, subtitle, a body of ``body`` points from :attr:`top` down, and foot lines."""

    def __init__(self, title: str, subtitle: str, body: float, foot: Sequence[str] = ()) -> None:
        self.title, self.subtitle = printable(title), printable(subtitle)
        self._undrawn: set[str] = set()
        self._artists: list[Callable[[Figure, Transform], object]] = []
        titles = wrap(title, INNER, style.TITLE, bold=True)
        subtitles = wrap(subtitle, INNER, style.SUBTITLE)
        feet = [line for text in foot if text for line in wrap(text, INNER, SMALL)]
        lines = style.TITLE * LEADING * len(titles) + style.SUBTITLE * LEADING * len(subtitles)
        self.top = MARGIN + lines + 12
        self.bottom = self.top + body
        self.height = self.bottom + LINE * len(feet) + (6 if feet else 0) + MARGIN
        y = self.lines(MARGIN, MARGIN, titles, style.TITLE, bold=True)
        self.lines(MARGIN, y + 2, subtitles, style.SUBTITLE, colour=SOFT)
        self.lines(MARGIN, self.bottom + 6, feet, SMALL, colour=SOFT)

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
        rotation: float = 0,
    ) -> None:
        """One line of text, its capitals centred on ``y``; turned text starts at ``y`` and runs up."""
        if not text:
            return
        self._undrawn |= missing_letters(text)
        half = size * CAP_HEIGHT / 2
        place = (x + half, y) if rotation else (x, y + half)
        look: dict[str, Any] = {
            "fontfamily": style.FONT,
            "fontsize": size,
            "color": colour,
            "fontweight": "bold" if bold else "normal",
            "ha": "left" if rotation else align,
            "va": "baseline",
            "rotation": rotation,
            "rotation_mode": "anchor",
            "parse_math": False,
        }
        said = drawable(text)
        self._artists.append(lambda figure, down: figure.text(*place, said, transform=down, **look))

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
        """Filled rectangles, all in one artist."""
        self._path(_corners(boxes), facecolor=colour, edgecolor="none", linewidth=0)

    def cells(self, boxes: Sequence[Box], shade: str, frame: str) -> None:
        """Boxes of one shade; white ones get a frame."""
        if shade == PAPER:
            self._path(_corners(boxes), facecolor="none", edgecolor=frame, linewidth=0.5)
        else:
            self.boxes(boxes, shade)

    def swatch(self, x: float, y: float, shade: str, text: str) -> float:
        """What a shade means; return where the text ends."""
        self.cells([(x, y - 5, 14.0, 10.0)], shade, style.MARK)
        self.note(x + 18, y, text)
        return x + swatch_width(text)

    def swatches(self, y: float, keys: Iterable[Key], gap: float) -> float:
        """What several shades mean, side by side from the margin; return where another would start."""
        x = MARGIN
        for shade, text in keys:
            x = self.swatch(x, y, shade, text) + gap
        return x

    def strokes(
        self,
        segments: Iterable[tuple[Point, Point]],
        colour: str = RULE,
        width: float = 0.6,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Straight lines, all in one artist."""
        self._path(
            [list(segment) for segment in segments],
            facecolor="none",
            edgecolor=colour,
            linewidth=width,
            linestyle=(0, dash) if dash else "solid",
        )

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
        centred = [np.array(centre) for centre in centres]

        def path() -> Path:
            circle = Path.unit_circle()
            vertices = np.asarray(circle.vertices) * (diameter / 2)
            return Path.make_compound_path(*(Path(vertices + centre, circle.codes) for centre in centred))

        if centred:
            self._add(path, facecolor=face, edgecolor=edge, linewidth=width)

    def rings(self, centres: Iterable[Point], diameter: float, colour: str, width: float = 1.2) -> None:
        """Hollow dots."""
        self.dots(centres, diameter, PAPER, colour, width)

    def chart(self, name: str, description: str) -> Chart:
        """The finished page as a chart, drawn by matplotlib's defaults whatever a notebook has set."""
        with own_style():
            figure = Figure(figsize=(style.WIDTH / 72, self.height / 72), dpi=150, facecolor=PAPER)
            FigureCanvasAgg(figure)
            down = Affine2D().scale(1 / 72, -1 / 72).translate(0, self.height / 72) + figure.dpi_scale_trans
            for add in self._artists:
                add(figure, down)
        undrawn = "".join(sorted(self._undrawn))
        return Chart(name, self.title, self.subtitle, printable(description), figure, undrawn)

    def _path(self, lines: list[list[Point]], **look: object) -> None:
        if lines:
            self._add(lambda: Path.make_compound_path(*(Path(line) for line in lines)), **look)

    def _add(self, path: Callable[[], Path], **look: Any) -> None:
        look |= {"capstyle": "butt", "joinstyle": "miter"}
        self._artists.append(
            lambda figure, down: figure.add_artist(PathPatch(path(), transform=down, **look))
        )


def _corners(boxes: Iterable[Box]) -> list[list[Point]]:
    return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]


def swatch_width(text: str) -> float:
    """What :meth:`Page.swatch` takes."""
    return 18 + text_width(text, SMALL)
