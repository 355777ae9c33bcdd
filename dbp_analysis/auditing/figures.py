"""What a printed figure stands for: every value that is printed so."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

_NUMBER = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?(%?)")
_COUNT = re.compile(r"\d+|\d{1,3}(?:[. ]\d{3})+")
_NOISE = 9
"""More decimals are those of binary floats."""


class Interval(NamedTuple):
    """All values from ``low`` to ``high``, both included."""

    low: Fraction
    high: Fraction

    def plus(self, other: "Interval") -> "Interval":
        """What the sum of two values may be."""
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor: Fraction) -> "Interval":
        """What a value may be times a factor from 0."""
        return Interval(self.low * factor, self.high * factor)

    def within(self, other: "Interval") -> "Interval | None":
        """The values of both; None where there is none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None


def total_of(parts: Iterable[Interval]) -> Interval:
    """What the sum of all may be."""
    low = high = Fraction(0)
    for part in parts:
        low, high = low + part.low, high + part.high
    return Interval(low, high)


def number(text: str) -> Decimal | None:
    """A printed figure, with as many decimals as are printed; a percentage as a ratio; None for any other
    text.
    """
    found = _NUMBER.fullmatch(text.replace("−", "-").replace("–", "-").strip())
    if not found:
        return None
    sign, whole, decimals, percent = found.groups()
    value = Decimal(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")
    return value.scaleb(-2) if percent else value


def count(text: str) -> Decimal | None:
    """A printed count, whose thousands a point or blank may part; None for any other text."""
    found = _COUNT.fullmatch(text.strip())
    return Decimal(re.sub(r"[. ]", "", text)) if found else None


def decimals_of(value: Decimal) -> int:
    """How many decimals it is printed with."""
    return max(0, -int(value.as_tuple().exponent))


def stands_for(value: Decimal, decimals: int, *, exact: bool = False) -> Interval:
    """The values that are printed as ``value`` with so many decimals; itself alone where it is ``exact``."""
    at, beside = Fraction(value), Fraction(0 if exact else 1, 2 * 10 ** min(decimals, _NOISE))
    noise = Fraction(1, 10**_NOISE) if decimals > _NOISE else Fraction(0)
    return Interval(at - beside - noise, at + beside + noise)
