"""What each indicator, or group of given points, did to the totals between two months: an exact split."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbp_analysis.scoring.adjustments import adjusted_cases
from dbp_analysis.scoring.score import Floats, earned
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Group, Indicator, Scheme


@dataclass(frozen=True, eq=False)
class Counted:
    """One month by ``unit_code``: what its indicators and groups count in the total.

    ``adjustments`` are the signed points beside the groups; ``known`` says, a column a group, whether its
    points come from counts; ``factor`` is what points are multiplied by to make up for the indicators that
    were left out.
    """

    counts: pd.DataFrame
    numerators: pd.DataFrame
    denominators: pd.DataFrame
    points: pd.DataFrame
    group_points: pd.DataFrame
    adjustments: pd.DataFrame
    known: pd.DataFrame
    factor: pd.Series

    @classmethod
    def of(cls, card: Scorecard, codes: pd.Index) -> "Counted":
        """The units of a one-month card with these codes."""
        frames = (card.numerators, card.denominators, card.points, card.group_points, card.adjustments)
        numerators, denominators, points, groups, added = (card.of_units(one).loc[codes] for one in frames)
        known = card.of_units(card.from_counts).loc[codes]
        factor = card.scheme.maximum / card.of_units(card.open_to).loc[codes].sum(axis="columns")
        counts = card.of_units(card.counts).loc[codes]
        return cls(counts, numerators, denominators, points.fillna(0.0), groups, added, known, factor)


def parts_of(old: Counted, new: Counted, scheme: Scheme) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every subject in the scheme's order with the units that it stands for; then what is added beside."""
    for group in scheme.groups:
        # Without given points, what is not known earned nothing.
        split = (old.known[group.id] & new.known[group.id]) | (not group.given)
        for indicator in group.indicators:
            yield indicator.id, _by_counts(indicator, old, new, scheme)[split]
        if group.given:
            yield group.id, _as_given(group, old, new)[~split]
    cases = [adjusted_cases(month.counts, scheme) for month in (old, new)]
    for name in map(str, new.adjustments):
        beside = _uncounted(old.points.index, old.adjustments[name], new.adjustments[name])
        yield name, _with_cases(beside, *(one[name] for one in cases)) if name in cases[0] else beside


def _as_given(group: Group, old: Counted, new: Counted) -> pd.DataFrame:
    return _uncounted(old.points.index, *(m.group_points[group.id] * m.factor for m in (old, new)))


def _uncounted(index: pd.Index, *points: pd.Series) -> pd.DataFrame:
    """A part of which only the points are told, before and after."""
    before, after = (of_month.to_numpy(dtype=float) for of_month in points)
    nothing, unknown = np.zeros(len(before)), np.full(len(before), np.nan)
    return _frame(index, [unknown] * 4, before, after, nothing, nothing, after - before)


def _with_cases(table: pd.DataFrame, before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """A bonus or deduction by its cases: they are its numerator, and it has no denominator."""
    moved = table["change"].where(before.notna() & after.notna(), 0.0)
    return table.assign(
        numerator_before=before,
        numerator_after=after,
        by_numerator=moved,
        by_other=table["change"] - moved,
    )


def _by_counts(indicator: Indicator, old: Counted, new: Counted, scheme: Scheme) -> pd.DataFrame:
    over_0, over_1 = (month.numerators[indicator.id].to_numpy(dtype=float) for month in (old, new))
    under_0, under_1 = (month.denominators[indicator.id].to_numpy(dtype=float) for month in (old, new))
    points_0, points_1 = (month.points[indicator.id].to_numpy() for month in (old, new))
    factor_0, factor_1 = (month.factor.to_numpy() for month in (old, new))

    def points(over: Floats, under: Floats) -> Floats:
        ratio = np.divide(over, under, out=np.full(over.shape, np.nan), where=under > 0)
        return earned(indicator, ratio, under, scheme)

    swapped, kept = points(over_1, under_0), points(over_0, under_1)
    both = (under_0 > 0) & (under_1 > 0) & ~np.isnan(over_0) & ~np.isnan(over_1)
    # A product's change, p1·f1 − p0·f0, is split like a ratio's: each by its change times the other's mean.
    factor = (factor_0 + factor_1) / 2
    before, after = points_0 * factor_0, points_1 * factor_1
    by_over = np.where(both, factor * ((swapped - points_0) + (points_1 - kept)) / 2, 0.0)
    by_under = np.where(both, factor * ((kept - points_0) + (points_1 - swapped)) / 2, 0.0)
    rescaled = (points_0 + points_1) / 2 * (factor_1 - factor_0)
    by_other = np.where(both, rescaled, after - before)
    counts = [over_0, over_1, under_0, under_1]
    return _frame(old.points.index, counts, before, after, by_over, by_under, by_other)


def _frame(
    index: pd.Index, counts: list[Floats], before: Floats, after: Floats, *split: Floats
) -> pd.DataFrame:
    names = ("numerator_before", "numerator_after", "denominator_before", "denominator_after")
    columns = dict(zip(names, counts, strict=True))
    columns |= {"points_before": before, "points_after": after, "change": after - before}
    columns |= dict(zip(("by_numerator", "by_denominator", "by_other"), split, strict=True))
    return pd.DataFrame(columns, index=index)
