"""Points that the source published, recomputed from its counts and compared."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import half_up, settle
from dbp_analysis.common.once import once
from dbp_analysis.scoring.score import earned
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sums import summed

TOTAL = "total"


@once
def compare_published(card: Scorecard) -> pd.DataFrame:
    """Every published value that could be recomputed, one row each, and the points of groups that are given
    and that no whole number of the one count that is not known explains (the nearest ``recomputed``).

    Index (``month``, ``unit_code``); columns ``subject`` (the id of an indicator or group, or ``total``),
    ``published``, ``recomputed`` (as many decimals as the scheme rounds or prints), ``agrees``.
    """
    computed = _computed(card)
    published = _published(card)
    pairs = [
        pd.DataFrame({"subject": name, "published": values, "recomputed": computed[name]})
        for name, values in published.items()
        if name in computed
    ]
    pairs += _unexplained(card)
    columns = ["subject", "published", "recomputed", "agrees"]
    if not pairs:
        return pd.DataFrame(columns=columns, index=card.results.index[:0])
    table = pd.concat(pairs).dropna()
    agrees = np.equal(settle(table["published"]), settle(table["recomputed"]))
    return table.assign(agrees=agrees)[columns]


def _published(card: Scorecard) -> dict[str, pd.Series]:
    """What the source says: columns of published points, and the points given for whole groups."""
    stated = {
        str(name).removeprefix(PUBLISHED): card.counts[name]
        for name in card.counts
        if str(name).startswith(PUBLISHED)
    }
    given = {group.id: card.counts[group.given] for group in card.scheme.groups if group.given}
    return given | stated


def _computed(card: Scorecard) -> dict[str, pd.Series]:
    """What the counts say, rounded as the source prints it; NaN where the counts are not known."""
    scheme, decimals = card.scheme, _decimals(card.scheme)
    indicators = {i.id: card.points[i.id] for i in scheme.indicators}
    groups = {
        group.id: card.points[[i.id for i in group.indicators]].sum(axis="columns", skipna=False)
        for group in scheme.groups
        if group.indicators
    }
    rounded = {name: half_up(values, decimals) for name, values in (indicators | groups).items()}
    return rounded | {TOTAL: half_up(card.results["total"], scheme.printed.total)}


def _unexplained(card: Scorecard) -> Iterator[pd.DataFrame]:
    """Points given for a group that no numerator of its only indicator without counts can explain."""
    decimals = _decimals(card.scheme)
    stated = {group.id: f"{PUBLISHED}{group.id}" for group in card.scheme.groups if group.given}
    groups = [group for group in card.scheme.groups if stated.get(group.id) in card.counts]
    linear = (
        (one, i) for one in groups for i in one.indicators if i.denominator and not (i.curve or i.steps)
    )
    for group, missing in linear:
        others = card.points[[i.id for i in group.indicators if i is not missing]]
        rows = card.points[missing.id].isna() & others.notna().all(axis="columns")
        of = summed(missing.denominator, card.counts.loc[rows].__getitem__)
        # From some denominator on, a numerator gives any points that can be printed.
        of = of[missing.maximum / (missing.full_at or 1.0) / of > 10.0**-decimals]
        if of.empty:
            continue
        given, rest = card.counts.loc[of.index, stated[group.id]], others.loc[of.index].sum(axis="columns")
        numerators, denominators = np.arange(of.max() + 1), of.to_numpy()[:, np.newaxis]
        ratios = np.where(numerators <= denominators, numerators / denominators, np.nan)
        points = earned(missing, ratios, denominators, card.scheme) + rest.to_numpy()[:, np.newaxis]
        away = np.abs(half_up(points, decimals) - given.to_numpy()[:, np.newaxis])
        nearest = half_up(points, decimals)[np.arange(len(of)), np.nanargmin(away, axis=1)]
        table = pd.DataFrame({"subject": group.id, "published": given, "recomputed": nearest})
        yield table[settle(np.nanmin(away, axis=1)) > 0]


def _decimals(scheme: Scheme) -> int:
    rounded = scheme.rounding.indicator
    return scheme.printed.points if rounded is None else rounded
