"""How wide a text is in Times New Roman, so that rules and columns fit without a word processor."""

import unicodedata
from functools import cache

from dbp_analysis.common.measure import Font

MM_PER_POINT = 25.4 / 72

# Advance widths in thousandths of the type size; Liberation Serif and Times New Roman share them.
_REGULAR = {
    180: "'", 200: "|", 250: " ,.\u00a0", 278: "/:;\\ijlt", 333: "!()-I[]`fr’", 389: "Js", 408: '"',
    444: "?acez“”", 469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–", 541: "~", 556: "FPS",
    564: "+−<=>×", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐ", 778: "&m", 833: "%", 889: "M",
    921: "@", 944: "W", 1000: "—…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.\u00a0", 278: "'/\\il", 333: "!()-:;[]`fjt’", 389: "Is", 394: "{}", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 520: "~", 555: '"', 556: "Sbdhknpquđ", 570: "+−<=>×", 581: "^",
    611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQ", 833: "&m", 930: "@", 944: "M", 1000: "%W—…",
}  # fmt: skip
_HORN = "\u031b"
_HORN_WIDTH = 40
_UNKNOWN_WIDTH = 1000
WIDER = (1.28, 1.4)
"""Of a text in Times, not bold and bold: what it comes out as in the widest font that takes its place, DejaVu
Serif, which LibreOffice sets where nothing of those widths is installed.
"""


def _by_character(widths: dict[int, str]) -> dict[str, int]:
    return {character: width for width, characters in widths.items() for character in characters}


_WIDTHS = {False: _by_character(_REGULAR), True: _by_character(_BOLD)}


@cache
def _advance(letter: str, bold: bool) -> int:
    """A letter is as wide as its base letter whatever its tone mark; one that is not in Times counts as a
    full square.
    """
    total = 0
    for part in unicodedata.normalize("NFD", letter):
        if unicodedata.combining(part):
            total += _HORN_WIDTH * (part == _HORN)
        else:
            total += _WIDTHS[bold].get(part, _UNKNOWN_WIDTH)
    return total


TIMES = Font(_advance, per_size=1000)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` on one line in millimetres, at ``size`` points."""
    return TIMES.width(text, size, bold=bold) * MM_PER_POINT


def widest_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` in the widest font that takes the place of Times."""
    return text_width(text, size, bold=bold) * WIDER[bold]


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """``text`` as it breaks into lines at its spaces in ``width`` millimetres."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def breaks_well(text: str, width: float, size: float, *, bold: bool = False) -> bool:
    """Whether no bracket opens on one line and closes on another, as in ``Chỉ số 1 (10 | điểm)``."""
    lines = wrapped(text, width, size, bold=bold)
    return all(line.count("(") == line.count(")") for line in lines)


def good_width(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """The most of ``width`` millimetres in which ``text`` breaks well, in a font a little wider or
    narrower too; all of it where nothing less helps.
    """
    for tenths in range(int(width * 10), int(width * 5), -1):
        room = tenths / 10
        if all(breaks_well(text, room + off, size, bold=bold) for off in (-0.3, 0, 0.3)):
            return room
    return width


def narrowest(text: str, lines: int, size: float, *, bold: bool = False) -> float:
    """The smallest width in millimetres at which ``text`` takes at most ``lines`` lines and, where that
    is possible, breaks well.
    """
    words = text.split(" ")
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    widths = sorted({text_width(run, size, bold=bold) + 1e-6 for run in runs})
    longest = max(text_width(word, size, bold=bold) for word in words)
    fitting = [
        width for width in widths if width >= longest and len(wrapped(text, width, size, bold=bold)) <= lines
    ]
    return next((width for width in fitting if breaks_well(text, width, size, bold=bold)), fitting[0])


def balanced(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """The width that spreads ``text`` evenly over the lines it needs in ``width`` millimetres: no title
    with one lost word on its last line, in a wider font as well. A title of one line keeps the whole width.
    """
    lines = len(wrapped(text, width, size, bold=bold))
    if lines == 1 or len(text) > 400:
        return width
    return min(width, narrowest(text, lines, size, bold=bold) * 1.06)
