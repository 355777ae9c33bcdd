"""The chart as a value: a figure with the words that go with it, as SVG and as PNG."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib
import typst
from matplotlib import style as matplotlib_style
from matplotlib.figure import Figure

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


@contextmanager
def own_style() -> Iterator[None]:
    """Draw by matplotlib's defaults whatever the notebook has set, and leave its settings alone."""
    with matplotlib_style.context("default"), matplotlib.rc_context({"svg.fonttype": "path"}):
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
        """An ``<svg>`` element for a page or a file. Its ids start with the chart's name, it carries no
        style sheet, and its texts are outlines: several may stand in one page, on any machine.
        """
        drawn = StringIO()
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with own_style(), matplotlib.rc_context({"svg.hashsalt": self.name}):
            self.figure.savefig(drawn, format="svg", metadata=metadata)
        return self._labelled(drawn.getvalue())

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


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
