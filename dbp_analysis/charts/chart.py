"""The chart as a value: a figure with the words that go with it, as SVG and as PNG."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape, unescape
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib
import typst
from matplotlib import style as matplotlib_style
from matplotlib.figure import Figure

from dbp_analysis.charts.measure import text_width
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.project import path_given

PNG_DPI = 200

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
_DROPPED = re.compile(
    r"<!--.*?-->\s*|<style.*?</style>\s*|<metadata>.*?</metadata>\s*|<defs>\s*</defs>\s*", re.S
)
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_REFERENCE = re.compile(r'(\sid="|href="#|url\(#)')


_GROUP = re.compile(r"<g id=\"[a-z]+_\d+\">\s*(<(?:path|text)\b[^<]*(?:/>|</text>))\s*</g>")
_DIGITS = re.compile(r"(?<=\.\d)\d+")
_CIRCLE = re.compile(
    r"M (?P<x>[\d.]+) (?P<y>[\d.]+)\s*(?:C[^CMLz]*){3}C[^CMLz]* (?P<end>[\d.]+)\s*(?:C[^CMLz]*){4}z"
)
_BOX = re.compile(r"M ([\d.]+) ([\d.]+)\s*L ([\d.]+) \2\s*L \3 ([\d.]+)\s*L \1 \4\s*(?:L \1 \2|z)\s*")
_TEXT = re.compile(r"<text (?P<look>[^>]*)>(?P<said>[^<]*)</text>")
_FAMILY = "'DejaVu Sans', Verdana, sans-serif"
"""Verdana is the same design: where the first is not at hand, the letters are as wide."""


@contextmanager
def own_style() -> Iterator[None]:
    """Draw by matplotlib's defaults whatever the notebook has set, and leave its settings alone."""
    with matplotlib_style.context("default"):
        yield


@dataclass(frozen=True, eq=False)
class Chart:
    """One question and its answer.

    ``name`` is the stem of its files; ``title`` says the answer, ``subtitle`` what is shown;
    ``description`` gives a reader who cannot see it the main figures; ``undrawn`` holds the letters that
    the font lacks and the figure does not show. The figure is drawn at most once, and the same figure gives
    the same bytes.
    """

    name: str
    title: str
    subtitle: str
    description: str
    figure: Figure
    undrawn: str = ""

    @cached_property
    def svg(self) -> str:
        """An ``<svg>`` element for a file or a notebook. Its ids start with the chart's name, it carries no
        style sheet, and its texts are outlines: several may stand together, on any machine.
        """
        return self._labelled(self._drawn("path"))

    @cached_property
    def inline(self) -> str:
        """An ``<svg>`` element for a page: as :attr:`svg`, but light, and its texts can be selected and
        found. Each is as wide as it is drawn, in whatever font the reader has.
        """
        drawing = self._labelled(_GROUP.sub(r"\1", self._drawn("none")))
        drawing = _DIGITS.sub("", _CIRCLE.sub(_arcs, drawing))
        drawing = _BOX.sub(r"M\1 \2H\3V\4H\1z", drawing)
        drawing = _TEXT.sub(_text, re.sub(r"\s+", " ", drawing))
        return drawing.replace("<svg ", f'<svg font-family="{_FAMILY}" ', 1)

    def _drawn(self, texts: str) -> str:
        drawn = StringIO()
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with own_style(), matplotlib.rc_context({"svg.hashsalt": self.name, "svg.fonttype": texts}):
            self.figure.savefig(drawn, format="svg", metadata=metadata)
        return drawn.getvalue()

    @cached_property
    def png(self) -> bytes:
        """The SVG as a picture at 200 dpi: its texts are outlines, so typst needs no fonts for it."""
        svg = {"svg": self.svg}
        return typst.compile(_PAGE, font_paths=_no_fonts(), sys_inputs=svg, format="png", ppi=PNG_DPI)

    def save(self, path: str | Path) -> None:
        """Write the picture to ``path``, as its ending says: ``.svg`` or ``.png``, in any case. Raise
        ``WrongUse`` for another ending, what is no path, or a folder that is not there.
        """
        file = Path(path_given(path, "path"))
        made = {".svg": lambda: self.svg.encode(), ".png": lambda: self.png}
        if (ending := file.suffix.lower()) not in made:
            raise WrongUse(
                f"Biểu đồ lưu được thành tệp .svg hoặc .png, không phải {ending or 'tệp không có đuôi'!r}.\n"
                f"  Tệp: {path}\n"
                f"  Cách sửa: viết tên tệp có đuôi .svg hoặc .png, như {self.name}.svg."
            )
        if not file.parent.is_dir():
            raise WrongUse(
                f"Không có thư mục để lưu biểu đồ.\n  Ở đâu: {file.parent}\n"
                "  Cách sửa: tạo thư mục đó trước, hoặc lưu vào thư mục khác."
            )
        file.write_bytes(made[ending]())

    def _labelled(self, document: str) -> str:
        drawing = _DROPPED.sub("", document[document.index("<svg") :])
        drawing = _STYLE.sub(lambda found: _attributes(found[1]), drawing)
        drawing = _REFERENCE.sub(rf"\g<1>{self.name}-", drawing)
        start, content = drawing.split(">", 1)
        return (
            f'{start} role="img" aria-labelledby="{self.name}-title {self.name}-desc"'
            ' stroke-linejoin="round" stroke-linecap="butt">\n'
            f'<title id="{self.name}-title">{escape(self.title)}</title>\n'
            f'<desc id="{self.name}-desc">{escape(self.subtitle)}. {escape(self.description)}</desc>\n'
            f"{content.strip()}\n"
        )

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": f"{self.title}\n{self.description}"}


def _attributes(style: str) -> str:
    """A style as attributes, which a page's security policy cannot switch off."""
    pairs = (declaration.split(":", 1) for declaration in style.split(";") if ":" in declaration)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def _arcs(circle: re.Match[str]) -> str:
    """A circle of eight curves, from its top, as two arcs."""
    x, top, end = (float(circle[part]) for part in ("x", "y", "end"))
    half = abs(end - top) / 2
    arc, down = f"a{half:.2f} {half:.2f} 0 1 1 0", 2 * half if end > top else -2 * half
    return f"M{x:g} {top:g}{arc} {down:.2f}{arc} {-down:.2f}"


def _text(found: re.Match[str]) -> str:
    """A text with what it needs: where it stands, how it looks, how wide it is."""
    look = dict(re.findall(r'([a-z-]+)="([^"]*)"', found["look"]))
    size, bold = float(look["font-size"].removesuffix("px")), look.get("font-weight") == "700"
    turned = look.get("transform", "rotate(-0").startswith("rotate(-0 ")
    kept = {
        "x": look["x"],
        "y": look["y"],
        "font-size": f"{size:g}",
        "font-weight": "700" if bold else "",
        "text-anchor": look["text-anchor"].replace("start", ""),
        "fill": look.get("fill", "#000000"),  # black is what matplotlib leaves out
        "transform": "" if turned else look.get("transform", ""),
        "textLength": f"{text_width(unescape(found['said']), size, bold=bold):.1f}",
    }
    attributes = "".join(f' {name}="{value}"' for name, value in kept.items() if value)
    return f"<text{attributes}>{found['said']}</text>"


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
