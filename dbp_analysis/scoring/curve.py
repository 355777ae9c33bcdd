"""Values → points by the curve or the steps of an indicator; exact at every value that these name."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.curve import Curve, PointStep

Floats = npt.NDArray[np.float64]


def on_curve(curve: Curve, values: Floats) -> Floats:
    """The points of values (any shape, NaN for none): on straight lines between those of the curve, level
    outside; at a jump the higher ones.
    """
    places, points = np.array(curve).T
    settled, known = settle(values), settle(places)
    after = np.searchsorted(known, settled, side="right")
    left, right = np.clip(after - 1, 0, None), np.clip(after, None, len(curve) - 1)
    width = places[right] - places[left]
    rise = points[right] - points[left]
    inside = (after > 0) & (after < len(curve)) & ~np.isnan(values)
    along = np.divide((values - places[left]) * rise, width, out=np.zeros(values.shape), where=inside)
    earned = np.where(after > 0, points[left], points[0]) + along
    for place in np.unique(known):
        earned = np.where(settled == place, points[known == place].max(), earned)
    return np.where(np.isnan(values), np.nan, earned)


def in_steps(steps: Sequence[PointStep], values: Floats) -> Floats:
    """The points of the first step whose bounds each value keeps (any shape, NaN for none); 0 for no step."""
    settled, earned = settle(values), np.zeros(values.shape)
    for step in reversed(steps):
        earned = np.where(step.holds(settled), step.points, earned)
    return np.where(np.isnan(values), np.nan, earned)
