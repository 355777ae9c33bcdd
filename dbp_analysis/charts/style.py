"""The palette and the sizes that every chart has in common."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Canvas:
    """How wide a chart is drawn, and the free edge at either side, in points. Letters are equally large."""

    width: float
    left: float

    @property
    def right(self) -> float:
        """Where the free edge at the right starts."""
        return self.width - self.left

    @property
    def inner(self) -> float:
        """The width between the edges."""
        return self.width - 2 * self.left

    @property
    def narrow(self) -> bool:
        """Whether names and marks have to stand below each other."""
        return self.width < WIDE.width


WIDE = Canvas(518.0, 10.0)
"""7.2 in, the text width of a report. Printed 16 cm wide, 8 pt becomes 7 pt."""
NARROW = Canvas(288.0, 2.0)
"""A phone of 360 to 390 pixels, on which 8 pt becomes 9 to 10 pixels."""

TITLE, SUBTITLE, LABEL, SMALL = 13.0, 9.0, 9.0, 8.0
LEADING = 1.3
LINE = SMALL * LEADING
FONT = "DejaVu Sans"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Is drawn for a letter that the font lacks: another font of the machine would give other bytes elsewhere."""

# Dark on light in one order of luminance: what is lost stays darkest on a photocopy too.
INK, SOFT = "#1f2933", "#52606d"
MARK, TRACK, RULE, ZONE, PAPER = "#8a96a3", "#dde2e7", "#c3cad2", "#f2f4f6", "#ffffff"
ACCENT = "#b4370b"
"""What is lost, and nothing else; what is spoken of stands in INK."""
BETTER, WORSE = "#2b8cbe", "#6b2d00"
"""A light blue and a dark brown, told apart in grey too."""
RAMP = (PAPER, "#fae3d7", "#efb292", "#d9784b", ACCENT)
"""Nothing lost, under a quarter, under a half, under three quarters, more."""
DARK = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    MARK: "var(--mark)",
    TRACK: "var(--track)",
    RULE: "var(--rule)",
    ZONE: "var(--zone)",
    PAPER: "var(--page)",
    ACCENT: "var(--accent)",
    BETTER: "#3d9fd4",
    WORSE: "#f2b880",
    **dict(zip(RAMP[1:4], ("#3d2a22", "#6e4330", "#9c5230"), strict=True)),
}
"""What stands for a colour on a dark page. One that people chose is written in capitals, and stays."""

MANY_UNITS = 30
"""From more units than this, charts show the distribution and name the two ends."""
