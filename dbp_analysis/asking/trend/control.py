"""Is a change more than the usual variation? Limits by individual values and moving ranges (XmR).

The method is that of Wheeler, "Understanding Variation" (p. 60), used by the NHS as "Making Data Count".
A row of months on one side of the average is the fourth rule of the Western Electric "Statistical Quality
Control Handbook" and of Wheeler and Chambers, "Understanding Statistical Process Control": eight of them (the
NHS counts seven). Six of them that only rise or only fall are a signal too (NHS), with limits or without.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import settle

NATURAL, RANGE = 2.66, 3.27
"""Wheeler's factors: from the average moving range to the natural limits and to the upper range limit."""

FEWEST_RANGES = 5
"""So many differences of neighbouring months, whatever lies between the others (Wheeler)."""

FEWEST_POINTS = 12
"""Limits from fewer points still move (NHS-R community, NHSRplotthedots): nothing is said by them."""

ONE_SIDE = 8
"""So many months in a row on one side of the average are a signal, though each is within the limits."""

ONE_WAY = 6
"""So many months in a row, each above (or each below) the one before, are a signal."""

Verdict = Literal["above", "below", "high", "low", "change", "rising", "falling", "usual"]


@dataclass(frozen=True)
class Limits:
    """The natural limits of a ratio, and what they say about its last month.

    ``centre``, ``lower``, ``upper`` are ratios 0–1, ``range_limit`` the largest usual difference of two
    neighbouring months; ``points`` is how many months they rest on; ``outside`` the months beyond the limits,
    ``one_side`` those that follow each other up to the last on one side of ``centre``, if :data:`ONE_SIDE`
    or more. ``verdict`` is on the ``value`` of the ``last`` month: above or below the limits, within them but
    at the end of a row on the ``high`` or ``low`` side or of a ``change`` beyond the range limit, or
    ``usual``. ``moved`` is ``up`` where months below the limits came before months above them, ``down``
    the other way round, else empty: then the level moved, and not in the last month alone.
    """

    centre: float
    lower: float
    upper: float
    range_limit: float
    points: int
    outside: tuple[str, ...]
    one_side: tuple[str, ...]
    moved: Literal["", "up", "down"]
    last: str
    value: float
    verdict: Verdict


def control_limits(ratios: pd.Series, fewest: int = FEWEST_POINTS) -> Limits | None:
    """The limits of a ratio, one value a calendar month in order, NaN where it cannot be compared.

    Neighbours count only where both months have a value. A ratio lies between 0 and 1, and so do its limits.
    None from fewer than ``fewest`` values, or where fewer than :data:`FEWEST_RANGES` neighbours differ by a
    known amount.
    """
    known = ratios.dropna()
    ranges = ratios.diff().abs().dropna()
    if len(known) < fewest or len(ranges) < FEWEST_RANGES:
        return None
    centre, mean_range = float(known.mean()), float(ranges.mean())
    lower, upper = max(centre - NATURAL * mean_range, 0.0), min(centre + NATURAL * mean_range, 1.0)
    range_limit = RANGE * mean_range
    above, below = settle(known - upper) > 0, settle(lower - known) > 0
    last = str(known.index[-1])
    row = _last_row(ratios - centre)
    signals: dict[Verdict, bool] = {
        "above": above[last],
        "below": below[last],
        "high": len(row) > 0 and known[last] > centre,
        "low": len(row) > 0,
        "change": settle(float(ranges.get(last, 0.0)) - range_limit) > 0,
    }
    return Limits(
        centre,
        lower,
        upper,
        range_limit,
        len(known),
        tuple(map(str, known.index[above | below])),
        row,
        _moved(above, below),
        last,
        float(known.iloc[-1]),
        next((signal for signal, given in signals.items() if given), "usual"),
    )


def _last_row(deviations: pd.Series) -> tuple[str, ...]:
    """The calendar months up to the last known one that lie on its side, if there are :data:`ONE_SIDE`."""
    side = np.sign(settle(deviations[: deviations.last_valid_index()]))
    other = side.index[side.ne(side.iloc[-1]) | side.eq(0)]
    row = side if other.empty else side[other[-1] :].iloc[1:]
    return tuple(map(str, row.index)) if len(row) >= ONE_SIDE else ()


def _moved(above: pd.Series, below: pd.Series) -> Literal["", "up", "down"]:
    """Where the level moved to, by the months above and below the limits (boolean, the same months)."""
    highs, lows = np.flatnonzero(above), np.flatnonzero(below)
    if not len(highs) or not len(lows):
        return ""
    return "up" if lows[-1] < highs[0] else "down" if highs[-1] < lows[0] else ""
