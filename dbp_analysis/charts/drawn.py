"""The marks of a chart, drawn by matplotlib: a figure, and its SVG that can stand among others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import singledispatch
from io import StringIO
from typing import Any

import matplotlib
import numpy as np
from matplotlib import style as matplotlib_style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from dbp_analysis.charts.marks import Boxes, Dots, Shape, Strokes, Text
from dbp_analysis.charts.style import FONT

_DROPPED = re.compile(
    r"<!--.*?-->\s*|<style.*?</style>\s*|<metadata>.*?</metadata>\s*|<defs>\s*</defs>\s*", re.S
)
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_REFERENCE = re.compile(r'(\sid="|href="#|url\(#)')


@contextmanager
def own_style() -> Iterator[None]:
    """Draw by matplotlib's defaults whatever the notebook has set, and leave its settings alone."""
    with matplotlib_style.context("default"):
        yield


def figure_of(width: float, height: float, shapes: Iterable[Shape], texts: Iterable[Text]) -> Figure:
    """Shapes and, above them, texts on a figure of so many points; nothing of it is arranged by axes."""
    with own_style():
        figure = Figure(figsize=(width / 72, height / 72), dpi=150, facecolor="none")
        FigureCanvasAgg(figure)
        down = Affine2D().scale(1 / 72, -1 / 72).translate(0, height / 72) + figure.dpi_scale_trans
        for shape in shapes:
            path, look = _drawn(shape)
            figure.add_artist(PathPatch(path, transform=down, capstyle="butt", joinstyle="miter", **look))
        for text in texts:
            figure.text(
                text.x,
                text.y,
                text.said,
                transform=down,
                fontfamily=FONT,
                fontsize=text.size,
                fontweight="bold" if text.bold else "normal",
                color=text.colour,
                ha="left" if text.turned else text.align,
                va="baseline",
                rotation=90 if text.turned else 0,
                rotation_mode="anchor",
                parse_math=False,
            )
    return figure


def svg_of(figure: Figure, name: str) -> tuple[str, str]:
    """The attributes and the content of the figure's ``<svg>`` element: ids start with ``name``, there is no
    style sheet, and texts are outlines. The same figure gives the same bytes.
    """
    written = StringIO()
    metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with own_style(), matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        figure.savefig(written, format="svg", metadata=metadata)
    document = written.getvalue()
    drawing = _DROPPED.sub("", document[document.index("<svg") :])
    drawing = _STYLE.sub(lambda found: _attributes(found[1]), drawing)
    start, content = _REFERENCE.sub(rf"\g<1>{name}-", drawing).split(">", 1)
    return start.removeprefix("<svg"), content.strip().removesuffix("</svg>")


@singledispatch
def _drawn(shape: Any) -> tuple[Path, dict[str, Any]]:
    raise TypeError(type(shape))


@_drawn.register
def _(shape: Boxes) -> tuple[Path, dict[str, Any]]:
    corners = ([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in shape.boxes)
    width = 0.0 if shape.stroke == "none" else 0.5
    return _lines(corners), {"facecolor": shape.fill, "edgecolor": shape.stroke, "linewidth": width}


@_drawn.register
def _(shape: Strokes) -> tuple[Path, dict[str, Any]]:
    dash = (0, shape.dash) if shape.dash else "solid"
    look = {"facecolor": "none", "edgecolor": shape.colour, "linewidth": shape.width, "linestyle": dash}
    return _lines(shape.segments), look


@_drawn.register
def _(shape: Dots) -> tuple[Path, dict[str, Any]]:
    circle = Path.unit_circle()
    vertices = np.asarray(circle.vertices) * (shape.diameter / 2)
    paths = (Path(vertices + np.array(centre), circle.codes) for centre in shape.centres)
    look = {"facecolor": shape.face, "edgecolor": shape.edge, "linewidth": shape.width}
    return Path.make_compound_path(*paths), look


def _lines(runs: Iterable[Sequence[tuple[float, float]]]) -> Path:
    return Path.make_compound_path(*map(Path, runs))


def _attributes(style: str) -> str:
    """A style as attributes, which a page's security policy cannot switch off."""
    pairs = (declaration.split(":", 1) for declaration in style.split(";") if ":" in declaration)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
