"""What findings and conditions of bands look at: ratios, shares of a maximum, sums of counts; row by row."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import pandas as pd

from dbp_analysis.settings.rules import Measured
from dbp_analysis.settings.scheme import Scheme

Measure = Literal["count", "ratio", "share", "points"]


class Parts(NamedTuple):
    """The frames of a scorecard that measures are made of, under its own names; ``counted`` as
    ``from_counts``, ``no_cases`` as the column of its results.
    """

    scheme: Scheme
    counts: pd.DataFrame
    numerators: pd.DataFrame
    denominators: pd.DataFrame
    ratios: pd.DataFrame
    points: pd.DataFrame
    group_points: pd.DataFrame
    counted: pd.DataFrame
    no_cases: pd.Series


def measured(rule: Measured, parts: Parts) -> Iterator[tuple[str, Measure, pd.DataFrame]]:
    """What a rule looks at: (subject, measure, a frame of value, numerator and denominator). The denominator
    is 0 where nothing arose.
    """
    for name in rule.indicators:
        yield name, "ratio", _frame(parts.ratios[name], parts.numerators[name], parts.denominators[name])
    for name in rule.groups:
        group = parts.scheme.group(name)
        none_left = parts.counted[name] & parts.points[[i.id for i in group.indicators]].isna().all(axis=1)
        nothing = none_left | parts.no_cases
        points = parts.group_points[name].mask(nothing)
        maximum = pd.Series(group.maximum, index=points.index).mask(nothing, 0.0)
        yield name, "share", _frame(points / maximum, points, maximum)
    if rule.counts:
        total = parts.counts[list(rule.counts)].sum(axis="columns", skipna=False)
        yield "", "count", _frame(total, total, total)


def _frame(value: pd.Series, numerator: pd.Series, denominator: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"value": value, "numerator": numerator, "denominator": denominator})
