"""The chart as a value: shapes and texts with the words that go with them, as SVG and as PNG."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from itertools import groupby
from pathlib import Path

import typst

from dbp_analysis.charts.measure import outline, placed_letters, text_width
from dbp_analysis.charts.style import FONT
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.project import path_given

PNG_DPI = 200
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
_FAMILY = f"'{FONT}', Verdana, sans-serif"
"""Verdana is the same design: where the first is not at hand, the letters are as wide."""
_ANCHORS = {"left": "", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Text:
    """A line of text from its base line, to the ``align`` of ``x``; ``turned`` runs up."""

    x: float
    y: float
    said: str
    size: float
    colour: str
    bold: bool = False
    align: str = "left"
    turned: bool = False

    @property
    def width(self) -> float:
        """As it is drawn."""
        return text_width(self.said, self.size, bold=self.bold)

    @property
    def look(self) -> str:
        """What it shares with others, as attributes."""
        return attributes(
            font_size=number(self.size),
            font_weight="700" if self.bold else "",
            fill=self.colour,
            text_anchor=_ANCHORS[self.align],
        )


@dataclass(frozen=True, eq=False)
class Chart:
    """One question and its answer.

    ``name`` is the stem of its files; ``title`` says the answer, ``subtitle`` what is shown;
    ``description`` gives a reader who cannot see it the main figures; ``undrawn`` holds the letters that
    the font lacks and the chart does not show. ``shapes`` are SVG elements; all is in points.
    The same chart gives the same bytes.
    """

    name: str
    title: str
    subtitle: str
    description: str
    width: float
    height: float
    shapes: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
    undrawn: str = ""
    redraw: Callable[[], "Chart"] | None = None

    @cached_property
    def narrow(self) -> "Chart | None":
        """The same for a phone; none where the chart has no such form."""
        return self.redraw() if self.redraw else None

    @cached_property
    def svg(self) -> str:
        """An ``<svg>`` element for a file or a notebook. Its ids start with the chart's name, it carries no
        style sheet, and its texts are outlines: several may stand together, on any machine.
        """
        used = {(letter, one.bold) for one in self.texts for letter, _ in placed_letters(one.said, 64)}
        letters = {key: n for n, key in enumerate(sorted(used))}
        drawn = (f'<path id="{self.name}-{n}" d="{outline(*key)}"/>' for key, n in letters.items())
        texts = (self._outlined(one, letters) for one in self.texts)
        return self._document(["<defs>", *drawn, "</defs>", *self.shapes, *texts])

    @cached_property
    def inline(self) -> str:
        """An ``<svg>`` element for a page: as :attr:`svg`, but light, and its texts can be selected and
        found. Each is as wide as it is drawn, in whatever font the reader has.
        """
        alike = groupby(sorted(self.texts, key=lambda one: one.look), key=lambda one: one.look)
        texts = (f"<g{look}>{''.join(map(_written, same))}</g>" for look, same in alike)
        return self._document([*self.shapes, f'<g font-family="{_FAMILY}">', *texts, "</g>"])

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

    def _document(self, content: Iterable[str]) -> str:
        title, said = f"{self.name}-title", f"{self.name}-desc"
        size = f"{number(self.width)} {number(self.height)}"
        start = attributes(
            xmlns="http://www.w3.org/2000/svg",
            width=f"{number(self.width)}pt",
            height=f"{number(self.height)}pt",
            viewBox=f"0 0 {size}",
            role="img",
            aria_labelledby=f"{title} {said}",
        )
        words = f"{escape(self.subtitle)}. {escape(self.description)}"
        head = f'<title id="{title}">{escape(self.title)}</title>\n<desc id="{said}">{words}</desc>'
        return "\n".join([f"<svg{start}>", head, *content, "</svg>\n"])

    def _outlined(self, text: Text, letters: dict[tuple[str, bool], int]) -> str:
        shift = {"left": 0.0, "center": text.width / 2, "right": text.width}[text.align]
        turn = " rotate(-90)" if text.turned else ""
        move = f"translate({number(text.x - shift)} {number(text.y)}){turn} scale({text.size / 64:g})"
        uses = (
            f'<use href="#{self.name}-{letters[letter, text.bold]}"{attributes(x=number(x))}/>'
            for letter, x in placed_letters(text.said, 64, bold=text.bold)
        )
        return f'<g fill="{text.colour}" transform="{move}">{"".join(uses)}</g>'

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": f"{self.title}\n{self.description}"}


def attributes(**values: str) -> str:
    """Those that are not empty, as an element carries them: a page's security policy lets them be."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in values.items() if value)


def number(value: float) -> str:
    """A length in points, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _written(text: Text) -> str:
    turn = f"rotate(-90 {number(text.x)} {number(text.y)})" if text.turned else ""
    place = attributes(x=number(text.x), y=number(text.y), textLength=number(text.width), transform=turn)
    return f"<text{place}>{escape(text.said, quote=False)}</text>"


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
