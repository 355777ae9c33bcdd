"""What a chart is made of, in points from the top left corner: boxes, strokes, dots and lines of text.

Each is data: :mod:`~dbp_analysis.charts.drawn` has matplotlib draw it for files, and a page shows its
``element``, which is light, takes the page's colours in the dark, and lets its text be selected.
"""

from dataclasses import dataclass
from html import escape

from dbp_analysis.charts.measure import text_width

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""

_ANCHORS = {"left": "", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Boxes:
    """Rectangles of one ``fill``, or frames of one ``stroke``."""

    boxes: tuple[Box, ...]
    fill: str = "none"
    stroke: str = "none"

    @property
    def element(self) -> str:
        """As SVG."""
        corners = ((number(x), number(y), number(x + w), number(y + h)) for x, y, w, h in self.boxes)
        path = "".join(f"M{left} {top}H{right}V{bottom}H{left}z" for left, top, right, bottom in corners)
        framed = {} if self.stroke == "none" else {"stroke": self.stroke, "stroke_width": "0.5"}
        return f"<path{attributes(d=path, fill=self.fill, **framed)}/>"


@dataclass(frozen=True)
class Strokes:
    """Straight lines of one look; the parts of a ``dash`` are in widths."""

    segments: tuple[tuple[Point, Point], ...]
    colour: str
    width: float
    dash: tuple[float, float] | None = None

    @property
    def element(self) -> str:
        """As SVG."""
        ends = (map(number, (*start, *end)) for start, end in self.segments)
        path = "".join("M{} {}L{} {}".format(*four) for four in ends)
        dashes = " ".join(f"{part * self.width:.2f}" for part in self.dash or ())
        look = attributes(stroke=self.colour, stroke_width=f"{self.width:g}", stroke_dasharray=dashes)
        return f'<path d="{path}" fill="none"{look}/>'


@dataclass(frozen=True)
class Dots:
    """Circles of one look, in the order given."""

    centres: tuple[Point, ...]
    diameter: float
    face: str
    edge: str
    width: float

    @property
    def element(self) -> str:
        """As SVG."""
        radius = number(self.diameter / 2)
        drawn = (f"<circle{attributes(cx=number(x), cy=number(y), r=radius)}/>" for x, y in self.centres)
        look = attributes(fill=self.face, stroke=self.edge, stroke_width=f"{self.width:g}")
        return f"<g{look}>{''.join(drawn)}</g>"


Shape = Boxes | Strokes | Dots


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

    @property
    def element(self) -> str:
        """As SVG, in a group of its :attr:`look`: as wide as it is drawn, in whatever font a reader has."""
        turn = f"rotate(-90 {number(self.x)} {number(self.y)})" if self.turned else ""
        place = attributes(x=number(self.x), y=number(self.y), textLength=number(self.width), transform=turn)
        return f"<text{place}>{escape(self.said, quote=False)}</text>"


def attributes(**values: str) -> str:
    """Those that are not empty, as an element carries them: a page's security policy lets them be."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in values.items() if value)


def number(value: float) -> str:
    """A length in points, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
