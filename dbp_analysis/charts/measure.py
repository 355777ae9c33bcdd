"""How wide a text is, where its lines break, and where it stands without touching another."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

from dbp_analysis.charts.style import FONT, LEADING, REPLACEMENT
from dbp_analysis.common.measure import Font
from dbp_analysis.common.sentences import printable

# Vietnamese writes the syllables of one word apart; these come up in titles and narrow headings.
_WORDS = re.compile(
    "đơn vị|chỉ số|số điểm|tối đa|một nửa|chưa đạt|xếp loại|đồng hạng|không quá|phát sinh|trực tuyến"
    "|thanh toán|hồ sơ|số hóa|kết quả|tiếp nhận|giải quyết|tiến độ|hài lòng|đánh giá|mức độ|cung cấp"
    "|dịch vụ|đúng hạn|công khai|minh bạch",
    re.IGNORECASE,
)


def drawable(text: str) -> str:
    """``text`` as the font can draw it: on one line, ``REPLACEMENT`` for each letter that it lacks."""
    letters = _letters()
    if letters.issuperset(text):
        return text
    return "".join(letter if letter in letters else REPLACEMENT for letter in printable(text))


def missing_letters(text: str) -> frozenset[str]:
    """The letters of ``text`` that the font lacks."""
    return frozenset(printable(text)) - _letters()


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` as drawn, in points."""
    return Font(_advance).width(drawable(text), size, bold=bold)


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of the texts; 0 without any."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` points and of about one length.

    Words of two syllables stay whole where they fit; a syllable wider than a line is broken.
    """
    text = printable(text)

    def filled(limit: float) -> list[str]:
        lines = [""]
        for piece, parted in _pieces(text, limit, size, bold):
            longer = lines[-1] + (" " if lines[-1] and not parted else "") + piece
            if not lines[-1] or text_width(longer, size, bold=bold) <= limit:
                lines[-1] = longer
            else:
                lines.append(piece)
        return lines

    lines = filled(width)
    while len(lines) > 1:
        narrower = widest(lines, size, bold=bold) - 0.1
        whole = (piece for piece, _ in _pieces(text, width, size, bold))
        if narrower < widest(whole, size, bold=bold) or len(balanced := filled(narrower)) > len(lines):
            break
        lines = balanced
    return lines


def _pieces(text: str, width: float, size: float, bold: bool) -> list[tuple[str, bool]]:
    """What a line is filled with, and whether a piece continues the syllable before it."""
    pieces: list[tuple[str, bool]] = []
    for word in _WORDS.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text).split(" "):
        whole = word.replace("\N{NO-BREAK SPACE}", " ").strip()
        fits = text_width(whole, size, bold=bold) <= width
        for syllable in [whole] if fits else whole.split():
            parted = False
            while text_width(syllable, size, bold=bold) > width and len(syllable) > 1:
                cuts = range(len(syllable) - 1, 1, -1)
                cut = next((n for n in cuts if text_width(syllable[:n], size, bold=bold) <= width), 1)
                pieces.append((syllable[:cut], parted))
                syllable, parted = syllable[cut:], True
            if syllable:
                pieces.append((syllable, parted))
    return pieces


def lines_height(lines: Sequence[str], size: float) -> float:
    """What lines below each other take."""
    return len(lines) * size * LEADING


def lanes(spans: Sequence[tuple[float, float]], gap: float = 6.0) -> list[int]:
    """The first lane, from 0, in which each (left, right) span keeps clear of those placed before it."""
    placed: list[list[tuple[float, float]]] = []
    chosen: list[int] = []
    for left, right in spans:
        free = (
            number
            for number, lane in enumerate(placed)
            if all(right + gap <= other_left or other_right + gap <= left for other_left, other_right in lane)
        )
        number = next(free, len(placed))
        if number == len(placed):
            placed.append([])
        placed[number].append((left, right))
        chosen.append(number)
    return chosen


def clamped(centre: float, width: float, left: float, right: float) -> tuple[float, float]:
    """The span of a text of ``width`` centred on ``centre``, moved to lie between the two limits."""
    start = max(min(centre - width / 2, right - width), left)
    return start, start + width


@cache
def _letters() -> frozenset[str]:
    """What the font has, bold and not."""
    plain, bold = (_font(bold).get_charmap() for bold in (False, True))
    return frozenset(printable("".join(map(chr, plain.keys() & bold.keys()))))


def _font(bold: bool) -> FT2Font:
    return get_font(findfont(FontProperties(family=FONT, weight="bold" if bold else "normal")))


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    font = _font(bold)
    font.set_size(64, 72)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 64
