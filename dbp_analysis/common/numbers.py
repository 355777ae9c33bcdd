"""Rounding half up and the Vietnamese writing of numbers, in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

EXACT_DECIMALS = 9
"""Values that agree to this many decimals are the same value.

Points are sums of a few ratios of whole numbers. Binary floats carry them to about 14 decimals, so
two totals that are equal on paper may differ in the last bits; a comparison settles them first.
"""

_TENTHS, _WHOLE = re.compile(r"\d,\d+%"), re.compile(r"(?<![\d,.])(\d+)%")

Values = TypeVar("Values", npt.NDArray[np.float64], "pd.Series", "pd.DataFrame")


def by_column(frame: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """The columns of a frame of one type as arrays: to add up a few of them, no rows need be aligned."""
    return dict(zip(map(str, frame), frame.to_numpy().T, strict=True))


def is_number(value: object) -> bool:
    """Whether a value that was typed is a finite number: no text, no truth value, no NaN."""
    return isinstance(value, Real) and not isinstance(value, bool) and bool(np.isfinite(float(value)))


def is_whole(value: object) -> bool:
    """Whether it is a whole number."""
    return is_number(value) and float(value).is_integer()  # type: ignore[arg-type]


@overload
def settle(values: float) -> float: ...
@overload
def settle(values: Values) -> Values: ...
def settle(values):  # type: ignore[no-untyped-def]
    """``values`` without the noise of binary arithmetic, ready to be compared."""
    return np.round(values, EXACT_DECIMALS)


@overload
def half_up(values: float, decimals: int) -> float: ...
@overload
def half_up(values: Values, decimals: int) -> Values: ...
def half_up(values, decimals):  # type: ignore[no-untyped-def]
    """Round half away from zero, as offices do: 8.625 → 8.63, where binary rounding gives 8.62."""
    scale = 10.0**decimals
    return np.copysign(np.floor(settle(np.abs(values) * scale) + 0.5) / scale, values)


def fixed(value: float, decimals: int) -> str:
    """``value`` with a decimal point and exactly ``decimals`` decimals, as the annex prints it."""
    return f"{half_up(float(value), decimals) + 0.0:.{decimals}f}"


def trimmed(value: float, decimals: int) -> str:
    """Like :func:`fixed`, but a whole number stands without decimals: ``30``, ``27.7``."""
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if float(text).is_integer() else text


def vietnamese(value: float, decimals: int = 0) -> str:
    """``-1234.5`` → ``−1.234,5``: the writing of numbers in running Vietnamese text."""
    english = f"{half_up(float(value), decimals) + 0.0:,.{decimals}f}"
    return english.translate(str.maketrans(",.-", ".,−"))


def concise(value: float) -> str:
    """A maximum or a limit in Vietnamese text, without needless decimals: ``80``, ``7,5``."""
    return vietnamese(value, 2).rstrip("0").rstrip(",")


def in_full(value: float) -> str:
    """A figure as its source states it, with the decimals it has: ``1.430``, ``8,75``."""
    return vietnamese(value) if float(value).is_integer() else vietnamese(value, 6).rstrip("0")


def vanishes(value: float, decimals: int) -> bool:
    """Whether ``value`` is not nothing, but would be written as nothing."""
    return settle(float(value)) != 0 == half_up(float(value), decimals)


def distance(value: float, decimals: int) -> str:
    """How far a value moved, without its sign: ``1,25``, ``chưa đến 0,01``."""
    if vanishes(value, decimals):
        return f"chưa đến {vietnamese(10.0**-decimals, decimals)}"
    return vietnamese(abs(value), decimals)


def percent(ratio: float) -> str:
    """A ratio 0–1 as a Vietnamese percentage, without needless zeros: ``39,2%``, ``50%``.

    What is not nothing or all is never rounded to it: 1999 of 2000 is ``trên 99,9%``.
    """
    text = vietnamese(ratio * 100, 1).removesuffix(",0")
    if text == "100" and settle(ratio) < 1:
        return "trên 99,9%"
    return "dưới 0,1%" if text == "0" and ratio > 0 else f"{text}%"


def same_decimals(shares: Sequence[str]) -> list[str]:
    """Shares of one list written alike: ``20%`` beside ``18,1%`` is ``20,0%``."""
    if not any(_TENTHS.search(text) for text in shares):
        return list(shares)
    return [_WHOLE.sub(r"\1,0%", text) for text in shares]


def counted(count: float) -> str:
    """A count that stands by itself, as reports write it: ``03 hồ sơ``, ``1.430 hồ sơ``."""
    return two_digits(round(count)) if 0 < count < 10 and float(count).is_integer() else in_full(count)


def two_digits(count: int) -> str:
    """A count as reports write it: ``01 đơn vị``, ``12 đơn vị``."""
    return f"{count:02d}"
