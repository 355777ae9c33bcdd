"""A card as it is shown where hardly a case arose: the points of a group, and no count behind them."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from dbp_analysis.scoring.scorecard import Scorecard


def without_small_cells(card: Scorecard, counted: Collection[str], fewest: int) -> Scorecard:
    """The card with the indicators of a group merged for each unit of which one has some, but fewer than
    ``fewest`` cases, and is made of ``counted`` counts: of the group only the points are told then. What
    units earned, totals, bands and ranks stay. The same card where there is no such cell.
    """
    small = card.denominators.gt(0) & card.denominators.lt(fewest)
    parts = {
        group.id: [i.id for i in group.indicators if set(i.counts) & set(counted)]
        for group in card.scheme.groups
    }
    withheld = pd.DataFrame({name: small[ids].any(axis="columns") for name, ids in parts.items()})
    if not withheld.to_numpy().any():
        return card
    hidden = pd.DataFrame({i.id: withheld[card.scheme.group_of(i.id).id] for i in card.scheme.indicators})
    frames = ("numerators", "denominators", "ratios", "points")
    return replace(card, **{name: getattr(card, name).mask(hidden) for name in frames}, withheld=withheld)
