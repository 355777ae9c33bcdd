"""The palette and the sizes that every chart has in common."""

WIDTH = 518.0
"""Points: 7.2 in, the text width of a report. Printed 16 cm wide, 8 pt becomes 7 pt."""
MARGIN = 10.0
RIGHT, INNER = WIDTH - MARGIN, WIDTH - 2 * MARGIN

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

MANY_UNITS = 30
"""From more units than this, charts show the distribution and name the two ends."""
