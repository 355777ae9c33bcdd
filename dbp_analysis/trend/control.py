"""Is a change more than the usual variation? Limits by individual values and moving ranges (XmR).

The method is that of Wheeler, "Understanding Variation" (p. 60), used by the NHS as "Making Data Count".
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dbp_analysis.numbers import settle

NATURAL, RANGE = 2.66, 3.27
"""Wheeler's factors: from the average moving range to the natural limits and to the upper range limit."""

FEWEST_RANGES = 5
"""Useful limits need five or six values (Wheeler): so many differences of neighbouring months."""

FIRM_POINTS = 12
"""With fewer points the limits are trial limits (NHS-R community, NHSRplotthedots)."""

Verdict = Literal["above", "below", "change", "usual"]


@dataclass(frozen=True)
class Limits:
    """The natural limits of a ratio, and what they say about its last month.

    ``centre``, ``lower``, ``upper`` are ratios 0–1, ``range_limit`` the largest usual difference of two
    neighbouring months; ``points`` is how many months they rest on; ``outside`` the months beyond the limits.
    ``verdict`` is on the ``value`` of the ``last`` of them: above or below the limits, within them but
    after a ``change`` beyond the range limit, or ``usual``.
    """

    centre: float
    lower: float
    upper: float
    range_limit: float
    points: int
    outside: tuple[str, ...]
    last: str
    value: float
    verdict: Verdict

    @property
    def trial(self) -> bool:
        """Whether the limits rest on few points and will still move."""
        return self.points < FIRM_POINTS


def control_limits(ratios: pd.Series) -> Limits | None:
    """The limits of a ratio, one value a calendar month in order, NaN where it cannot be compared.

    Neighbours count only where both months have a value. A ratio lies between 0 and 1, and so do its limits.
    None where fewer than :data:`FEWEST_RANGES` neighbours differ by a known amount.
    """
    known = ratios.dropna()
    ranges = ratios.diff().abs().dropna()
    if len(ranges) < FEWEST_RANGES:
        return None
    centre, mean_range = float(known.mean()), float(ranges.mean())
    lower, upper = max(centre - NATURAL * mean_range, 0.0), min(centre + NATURAL * mean_range, 1.0)
    range_limit = RANGE * mean_range
    above, below = settle(known - upper) > 0, settle(lower - known) > 0
    last = str(known.index[-1])
    jumped = settle(float(ranges.get(last, 0.0)) - range_limit) > 0
    verdict: Verdict = "above" if above[last] else "below" if below[last] else "change" if jumped else "usual"
    return Limits(
        centre,
        lower,
        upper,
        range_limit,
        len(known),
        tuple(map(str, known.index[above | below])),
        last,
        float(known.iloc[-1]),
        verdict,
    )
