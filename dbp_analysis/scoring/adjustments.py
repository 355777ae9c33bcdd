"""Bonuses and deductions of each row, and what the ends of the scale take off."""

from typing import Any

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.adjustment import LIMIT, Adjustment
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sums import summed


def adjustments_of(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """The signed points of every adjustment, one column each; NaN where what it needs is not known."""
    columns = {one.id: _signed(one, counts) for one in scheme.adjustments}
    return pd.DataFrame(columns, index=counts.index, dtype=float)


def adjusted_cases(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """How many cases each adjustment that counts them counted, one column each."""
    columns = {one.id: _cases(one, counts) for one in scheme.adjustments if one.counts}
    return pd.DataFrame(columns, index=counts.index, dtype=float)


def within_scale(total: pd.Series, adjusted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """``adjusted`` with a column ``limit``: what must be added so that ``total`` and all columns add up to a
    total that the scheme allows. No column without adjustments.
    """
    if not scheme.adjustments:
        return adjusted
    with_them = total + adjusted.sum(axis="columns", skipna=False)
    return adjusted.assign(**{LIMIT: settle(clipped(with_them, scheme) - with_them)})


def clipped(totals: Any, scheme: Scheme) -> Any:
    """Totals, an array or a series, cut at those ends of the scale that the scheme keeps."""
    lowest = -np.inf if scheme.below_zero else 0.0
    return totals.clip(lowest, np.inf if scheme.above_maximum else scheme.maximum)


def _cases(one: Adjustment, counts: pd.DataFrame) -> pd.Series:
    """What it counts or was given, never below zero: more taken away than there is turns no deduction into a
    bonus. Where nothing listed means none, that holds for each of its counts.
    """
    table = counts[list(one.inputs)]
    table = table.fillna(0.0) if one.unlisted == "none" else table
    cases: pd.Series = summed((one.given,) if one.given else one.counts, table.__getitem__)
    return cases.clip(lower=0.0)


def _signed(one: Adjustment, counts: pd.DataFrame) -> pd.Series:
    points = _cases(one, counts) * (one.points_each or 1.0)
    return one.sign * points.clip(upper=one.at_most)
