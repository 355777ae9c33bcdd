"""Which pairs of units keep their order whatever the weights."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.asking.robustness.weights import Weighed, checked_noise, weigh
from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.scorecard import Scorecard

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dominance:
    """What is beyond dispute about a ranking: for every choice of weights that was allowed, or by chance.

    - ``above``: index and columns ``unit_code`` in rank order; whether the unit of the row has more points
      than the unit of the column, certainly
    - ``units``: index ``unit_code``; how many units are certainly ``above`` it, certainly ``below`` it,
      certainly ``equal`` to it, and ``undecided``; ``best`` and ``worst``, the ranks that this leaves it by
      the scheme's rule for ties
    """

    above: pd.DataFrame
    units: pd.DataFrame

    @property
    def pairs(self) -> int:
        """How many pairs of units there are."""
        return len(self.units) * (len(self.units) - 1) // 2

    @property
    def certain(self) -> int:
        """How many pairs keep their order, or stay equal."""
        return self.pairs - int(self.units["undecided"].sum()) // 2


def dominance(card: Scorecard, noise: float | None = None) -> Dominance:
    """Compare every two ranked units of a one-month card under all positive weights, or under all weights
    that differ by at most ``noise`` of themselves from the scheme's (0.25: ±25 %).

    A unit is certainly above another when all allowed weights give it more points: without ``noise``,
    when it has no lower share of a maximum and one that is higher; with it, when the sum of its gains and
    losses is positive even for the weights worst for it. Where a part was left out for one of the two, only
    what is certain all the same counts as certain, as between two that the same end of the scale may cut.
    Bonuses and deductions count in full whatever the weights. Raise ``WrongUse`` unless 0 ≤ noise < 1.
    """
    checked_noise(noise or 0.0)
    up, down = 1 - (noise or 0.0), 1 + (noise or 0.0)
    units = weigh(card)
    shape = (len(units.points), len(units.points))
    least, lower, higher = np.zeros(shape), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for gain in _gains(units):
        least += gain * np.where(gain > 0, up, down)
        lower |= settle(gain) < 0
        higher |= settle(gain) > 0
    above = higher & ~lower if noise is None else settle(least) > 0
    equal = ~(lower | higher) & ~np.eye(len(least), dtype=bool)
    for over, at in _may_be_cut(units, noise, up, down):
        above &= ~(over[:, None] & at | at[:, None] & over)
    # Never less, though not certainly equal the other way round: what was filled in makes it more.
    above |= equal & ~equal.T
    equal &= equal.T
    if card.scheme.ties.decided_by:  # equal totals with points in other parts may be told apart
        points = settle(units.points.to_numpy())
        equal &= (points[:, None] == points).all(axis=2)
    return counted_order(above, equal, units.points.index, dense=card.scheme.ties.rule == "dense")


def _gains(units: Weighed) -> Iterator[Floats]:
    """For each part, how many points more the unit of the row has there than the unit of the column.

    Both are measured against what was open to either: what was left out for one of them is filled with its
    lowest share if it is the row, with its highest if it is the column. An average falls when something at
    its minimum joins it and rises with something at its maximum, so what holds then holds in truth.
    """
    points, possible = units.points.to_numpy(), units.open_to.to_numpy()
    shares = np.divide(points, possible, out=np.full(points.shape, np.nan), where=possible > 0)
    low, high = np.nanmin(shares, axis=1)[:, None], np.nanmax(shares, axis=1)
    # What is added whatever the weights: the same as so many points more of every point that is open.
    adjusted = units.adjusted.to_numpy() / units.card.scheme.maximum
    ahead = adjusted[:, None] - adjusted
    for earned, mine in zip(points.T, possible.T, strict=True):
        either = np.maximum(mine[:, None], mine)
        row = earned[:, None] + (either - mine[:, None]) * low
        yield row - (earned + (either - mine) * high) + ahead * either


def _may_be_cut(units: Weighed, noise: float | None, up: float, down: float) -> Iterator[tuple[Bools, Bools]]:
    """Which totals some allowed weights would lift above the maximum, and which press below zero, where the
    scheme cuts them; each with those that may be at that end, cut or not.
    """
    scheme = units.card.scheme
    adjusted = (units.adjusted.to_numpy() / scheme.maximum)[:, None]
    points, possible = units.points.to_numpy(), units.open_to.to_numpy()
    beyond = [(points + (adjusted - 1) * possible, scheme.above_maximum)]
    beyond += [(-points - adjusted * possible, scheme.below_zero)]
    for gain, kept in beyond if scheme.adjustments else []:
        if not kept:
            most = gain.max(axis=1) if noise is None else (gain * np.where(gain > 0, up, down)).sum(axis=1)
            over = settle(most) > 0
            yield over, over | ((settle(gain) == 0).all(axis=1) if noise is None else settle(most) == 0)


def counted_order(above: Bools, equal: Bools, codes: pd.Index, *, dense: bool) -> Dominance:
    """What is certain of the order of units in rank order, of which pairs are certainly above or equal."""
    over, under, same = above.sum(axis=0), above.sum(axis=1), equal.sum(axis=1)
    undecided = len(codes) - 1 - over - under - same
    counts = {"above": over, "below": under, "equal": same, "undecided": undecided}
    best, worst = _dense_ranks(above, equal) if dense else (over + 1, over + undecided + 1)
    ranks = {"best": best, "worst": worst}
    return Dominance(
        pd.DataFrame(above, index=codes, columns=codes), pd.DataFrame(counts | ranks, index=codes)
    )


def _dense_ranks(above: Bools, equal: Bools) -> tuple[Ranks, Ranks]:
    """The best and worst rank of each unit where equal units leave no gap behind them.

    Units above it that are above each other take a rank each: the longest such chain. Those that may be
    above it take no more ranks than there are of them, certainly equal ones counted once.
    """
    best = np.ones(len(above), dtype=np.int64)
    for unit in range(len(above)):  # in rank order: who is certainly above stands before
        best[unit] += best[above[:, unit]].max(initial=0)
    may_be_above = ~(above.T | equal | np.eye(len(above), dtype=bool))
    counted_before = np.tril(equal, -1).astype(np.int64) @ may_be_above > 0
    return best, 1 + (may_be_above & ~counted_before).sum(axis=0)
