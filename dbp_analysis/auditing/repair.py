"""Figures that a scan damaged, restored where exactly one reading agrees with the arithmetic of the row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.figures import decimals_of, number
from dbp_analysis.auditing.heads import maxima_of
from dbp_analysis.auditing.row_sums import row_of

_MOST_READINGS = 1_024
_LETTERS = str.maketrans("OoIl", "0011")

Restored = dict[str, Decimal]


def repaired(annex: Annex) -> Annex:
    """The annex of a scan with lost decimal marks and last digits restored; any other as it is.

    A cell is restored only where one reading of the row's doubtful cells fits its sum and its conversion,
    and no other does; or where it is above its maximum as it stands.
    """
    if not annex.damaged:
        return annex
    values, cells = annex.values.copy(), set()
    for row in range(len(annex.texts)):
        alone = replace(annex, texts=annex.texts.iloc[[row]], values=annex.values.iloc[[row]])
        marked = _marks(alone)
        for name, value in (marked | _last_digits(_with(alone, marked))).items():
            values.iloc[row, list(values).index(name)] = value  # type: ignore[call-overload]
            cells.add((row, name))
    return replace(annex, values=values, repaired=frozenset(cells))


def _marks(annex: Annex) -> Restored:
    """The doubtful cells of the only row that lost their mark: the fewest that make it fit."""
    readings = {name: one for name in _figures(annex) if (one := _marked(annex, name)) is not None}
    fitting = [one for one in _choices(readings) if _fits(_with(annex, one))]
    fewest = [one for one in fitting if len(one) == min(map(len, fitting))]
    if len(fewest) == 1:
        return fewest[0]
    return {name: one for name, one in readings.items() if _above(annex, name)}


def _choices(readings: Restored) -> Iterator[Restored]:
    ways = product((False, True), repeat=len(readings))
    for way in ways if 2 ** len(readings) <= _MOST_READINGS else ():
        yield {name: one for taken, (name, one) in zip(way, readings.items(), strict=True) if taken}


def _last_digits(annex: Annex) -> Restored:
    """The cells with a decimal too few of which one more digit fits, and no other."""
    found: Restored = {}
    for name in _figures(annex):
        told = annex.figure(0, name)
        if told is not None and 0 < decimals_of(told) == annex.decimals[name] - 1:
            longer = [told + Decimal(digit).scaleb(-annex.decimals[name]) for digit in range(10)]
            fitting = [one for one in longer if _fits(_with(annex, {name: one}))]
            if len(fitting) == 1:
                found[name] = fitting[0]
    return found


def _figures(annex: Annex) -> list[str]:
    return [name for name in annex.decimals if "." not in name]


def _marked(annex: Annex, name: str) -> Decimal | None:
    """The figure that a cell with letters for digits, or without the mark that others have, may stand for."""
    text, decimals = annex.printed(0, name).translate(_LETTERS), annex.decimals[name]
    told = number(text)
    if told is None or annex.is_blank(0, name):
        return None
    long = decimals and decimals_of(told) == 0 and (told > _most(annex, name) or len(text) > decimals)
    reading = told.scaleb(-decimals) if long else told
    return reading if reading != annex.figure(0, name) and abs(reading) <= _most(annex, name) else None


def _most(annex: Annex, name: str) -> Decimal:
    """The most that a cell may print: a maximum rounded up; what bonuses and deductions are at most."""
    one = annex.scheme.adjustment(name)
    most = maxima_of(annex.scheme).get(name, Decimal(str((one and one.at_most) or annex.scheme.maximum)))
    return most + Decimal(1).scaleb(-annex.decimals[name])


def _above(annex: Annex, name: str) -> bool:
    value = annex.figure(0, name)
    return value is not None and abs(value) > _most(annex, name)


def _with(annex: Annex, chosen: Mapping[str, Decimal]) -> Annex:
    columns = {name: np.array([value], dtype=object) for name, value in chosen.items()}
    return replace(annex, values=annex.values.assign(**columns))


def _fits(annex: Annex) -> bool:
    """Whether some values of all figures of the row agree."""
    sums = row_of(annex, 0)
    both = sums.parts and sums.total and sums.parts.within(sums.total)
    within = not any(_above(annex, name) for name in _figures(annex))
    return bool(within and both and (sums.converted is None or both.within(sums.converted)))
