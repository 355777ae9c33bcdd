"""Points that the source published, recomputed from its counts and compared."""

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import half_up, settle
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.layout import PUBLISHED

TOTAL = "total"


def compare_published(card: Scorecard) -> pd.DataFrame:
    """Every published value that could be recomputed, one row each.

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
    scheme = card.scheme
    decimals = scheme.rounding.indicator if scheme.rounding.indicator is not None else scheme.printed.points
    indicators = {i.id: card.points[i.id] for i in scheme.indicators}
    groups = {
        group.id: card.points[[i.id for i in group.indicators]].sum(axis="columns", skipna=False)
        for group in scheme.groups
        if group.indicators
    }
    rounded = {name: half_up(values, decimals) for name, values in (indicators | groups).items()}
    return rounded | {TOTAL: half_up(card.results["total"], scheme.printed.total)}
