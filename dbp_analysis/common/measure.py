"""How wide a text is, by the widths that its font states."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Font:
    """``advance`` of a letter, bold or not, in parts of which ``per_size`` make the type size."""

    advance: Callable[[str, bool], float]
    per_size: float = 1

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of ``text`` on one line, in the unit of ``size``; kerning, which only narrows, is left
        out.
        """
        return _total(self, text, bold) / self.per_size * size


@lru_cache(maxsize=20_000)
def _total(font: Font, text: str, bold: bool) -> float:
    return sum(font.advance(letter, bold) for letter in text)
