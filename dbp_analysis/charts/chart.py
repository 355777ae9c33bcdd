"""The chart as a value: shapes and texts with the words that go with them, as SVG and as PNG."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from itertools import groupby
from pathlib import Path

import typst
from matplotlib.figure import Figure

from dbp_analysis.charts.drawn import figure_of, svg_of
from dbp_analysis.charts.marks import Shape, Text, attributes, number
from dbp_analysis.charts.style import FONT
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.project import path_given

PNG_DPI = 200
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
_FAMILY = f"'{FONT}', Verdana, sans-serif"
"""Verdana is the same design: where the first is not at hand, the letters are as wide."""


@dataclass(frozen=True, eq=False)
class Chart:
    """One question and its answer.

    ``name`` is the stem of its files; ``title`` says the answer, ``subtitle`` what is shown;
    ``description`` gives a reader who cannot see it the main figures; ``undrawn`` holds the letters that
    the font lacks and the chart does not show. All is in points. The same chart gives the same bytes.
    """

    name: str
    title: str
    subtitle: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...] = ()
    texts: tuple[Text, ...] = ()
    undrawn: str = ""
    redraw: Callable[[], "Chart"] | None = None

    @cached_property
    def narrow(self) -> "Chart | None":
        """The same for a phone; none where the chart has no such form."""
        return self.redraw() if self.redraw else None

    @cached_property
    def figure(self) -> Figure:
        """The chart as matplotlib draws it: a figure to look into, or to draw on."""
        return figure_of(self.width, self.height, self.shapes, self.texts)

    @cached_property
    def svg(self) -> str:
        """An ``<svg>`` element for a file or a notebook. Its ids start with the chart's name, it carries no
        style sheet, and its texts are outlines: several may stand together, on any machine.
        """
        start, content = svg_of(self.figure, self.name)
        return self._labelled(f'{start} stroke-linejoin="round" stroke-linecap="butt"', [content])

    @cached_property
    def inline(self) -> str:
        """An ``<svg>`` element for a page: as :attr:`svg`, but light, and its texts can be selected and
        found. Each is as wide as it is drawn, in whatever font the reader has.
        """
        alike = groupby(sorted(self.texts, key=lambda one: one.look), key=lambda one: one.look)
        texts = (f"<g{look}>{''.join(one.element for one in same)}</g>" for look, same in alike)
        size = {"width": f"{number(self.width)}pt", "height": f"{number(self.height)}pt"}
        start = attributes(
            xmlns="http://www.w3.org/2000/svg",
            **size,
            viewBox=f"0 0 {number(self.width)} {number(self.height)}",
        )
        shapes = (shape.element for shape in self.shapes)
        return self._labelled(start, [*shapes, f'<g font-family="{_FAMILY}">', *texts, "</g>"])

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

    def _labelled(self, start: str, content: Iterable[str]) -> str:
        title, said = f"{self.name}-title", f"{self.name}-desc"
        words = f"{escape(self.subtitle)}. {escape(self.description)}"
        head = f'<title id="{title}">{escape(self.title)}</title>\n<desc id="{said}">{words}</desc>'
        label = attributes(role="img", aria_labelledby=f"{title} {said}")
        return "\n".join([f"<svg{start}{label}>", head, *content, "</svg>\n"])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": f"{self.title}\n{self.description}"}


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
