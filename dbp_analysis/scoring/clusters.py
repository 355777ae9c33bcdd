"""Clusters of units (cụm): the mean of their totals, ranked only where every total is known."""

import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard


def cluster_means(card: Scorecard) -> pd.DataFrame:
    """One row a cluster of a one-month card, best first, then those without a mean; empty without clusters.

    ``units``, how many it has; ``scored``, how many of them the mean is of, without those of which no case
    arose; ``total`` and ``converted``, means of unrounded figures, NaN where the total of some unit is not
    known, or none was scored; ``rank``, shared where means are equal; ``why`` there is no mean.
    """
    if "unit_cluster" not in card.units:
        return pd.DataFrame(columns=["units", "scored", "total", "converted", "rank", "why"])
    results = card.results.reset_index("month", drop=True)
    table = results[["total", "converted"]].assign(
        name=card.units["unit_cluster"].reindex(results.index),
        idle=card.left_out.reset_index("month", drop=True),
    )
    by_name = table[table["name"].ne("")].groupby("name")
    means = by_name[["total", "converted"]].mean()
    means.insert(0, "scored", by_name["total"].count())
    means.insert(0, "units", by_name.size())
    means["why"] = means["scored"].eq(0).map({True: NO_CASES, False: ""})
    unknown = means["scored"] + by_name["idle"].sum() < means["units"]
    means["why"] = means["why"].mask(unknown, UNKNOWN)
    means.loc[unknown, ["total", "converted"]] = float("nan")
    settled = pd.Series(settle(means["total"].to_numpy()), index=means.index)
    means["rank"] = settled.rank(method="min", ascending=False).astype("Int64")
    order = ["units", "scored", "total", "converted", "rank", "why"]
    return means.sort_values(["rank", "name"], na_position="last")[order]
