"""Which ranks a unit may truly have: simultaneous confidence sets, counts as binomial.

After Mogstad, Romano, Shaikh and Wilhelm, "Inference for Ranks" (csranks in R): units are told apart where
their totals differ by more standard errors than the largest of all differences would by chance. Of few cases
two things are allowed for, as in any comparison of two shares: totals move by whole cases (Yates), and the
errors of two units that chance drove apart are smaller than those of units that are alike (Pearson).
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.asking.robustness.dominance import Dominance, counted_order
from dbp_analysis.asking.robustness.intervals import LEVEL
from dbp_analysis.asking.robustness.summary import MOST_NAMED, span
from dbp_analysis.common.numbers import percent, vietnamese
from dbp_analysis.common.sentences import capitalised, listed
from dbp_analysis.scoring.score import earned
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences

Floats = npt.NDArray[np.float64]

Bools = npt.NDArray[np.bool_]

_NORMAL = NormalDist()
_QUANTILES = np.array([_NORMAL.inv_cdf((n + 0.5) / 101) for n in range(101)])
_QUANTILES /= _QUANTILES.std()
_GRID = np.linspace(-8, 8, 3201)
_BELOW, _DENSITY = (np.array([of(float(at)) for at in _GRID]) for of in (_NORMAL.cdf, _NORMAL.pdf))

say = Sentences("drivers")


class Chance(NamedTuple):
    """How far chance moves each total: its standard ``error`` in points; how many ``cases`` of one share
    would be as sure (of several indicators by Welch and Satterthwaite, infinite without any); the points of
    the smallest ``step``, one case.
    """

    error: Floats
    cases: Floats
    step: Floats


@dataclass(frozen=True, eq=False)
class RankConfidence:
    """The ranks that are left to the ranked units of a one-month card once chance is allowed for.

    - ``errors``: index ``unit_code`` in rank order; the standard error of each total in points, NaN where
      nothing is known of it
    - ``order``: which unit is above which with the confidence ``LEVEL`` for all of them together, and so
      between which ranks each lies (``order.units``: ``best``, ``worst``)
    - ``exact``: the groups and indicators of which no error is known, so that none is counted, by name
    """

    card: Scorecard
    errors: pd.Series
    order: Dominance
    exact: tuple[str, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row a ranked unit: ``rank``, ``total``, its ``error``, and ``best`` and ``worst`` rank."""
        results = self.card.of_units(self.card.results).loc[self.errors.index, ["rank", "total"]]
        return results.assign(error=self.errors).join(self.order.units[["best", "worst"]])

    @property
    def alike(self) -> list[tuple[int, int]]:
        """The longest runs of ranks, from and to, no two units of which are told apart; they may overlap."""
        rank, above = self.table["rank"].tolist(), self.order.above.to_numpy()
        apart, runs, last = above | above.T, list[tuple[int, int]](), 0
        for first in range(len(rank)):
            end = max(first, last)
            while end + 1 < len(rank) and not apart[end + 1, first : end + 1].any():
                end += 1
            if rank[first] < rank[end] and end > last:
                runs.append((rank[first], rank[end]))
            last = end
        return runs

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a reader must know of the ranking's confidence; nothing where there is no pair to compare."""
        if not self.order.pairs:
            return ()
        return (say("ranks.unknown"),) if self.errors.isna().all() else tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        pairs = {"certain": vietnamese(self.order.certain), "all": vietnamese(self.order.pairs)}
        every = self.order.certain == self.order.pairs
        yield say("ranks.every_pair" if every else "ranks.pairs", level=percent(LEVEL), **pairs)
        if runs := [say("ranks.run", ranks=span(*run)) for run in self.alike]:
            named = say.listed("ranks.more_runs", runs, MOST_NAMED)
            yield capitalised(say("ranks.alike" if len(runs) == 1 else "ranks.alike_each", runs=named))
        if (first := int(self.order.units["best"].eq(1).sum())) > 1:
            yield say("ranks.first", count=first)
        if self.exact:
            yield say("ranks.exact", names=listed(self.exact))


def rank_confidence(card: Scorecard) -> RankConfidence:
    """The confidence sets of all ranks of a one-month card; units without a total are left out.

    All sets hold together with the confidence ``LEVEL``: each counted case is taken as a trial at the level
    of service that the unit truly has, indicators as independent. What the whole place shares moves every
    unit alike and tells nobody apart.
    """
    results = card.of_units(card.results).dropna(subset="total")
    totals, ranks = (results[name].to_numpy(dtype=float) for name in ("total", "rank"))
    moved = card.of_units(moved_by_chance(card)).loc[results.index]
    above, equal = told_apart(totals, ranks, Chance(*moved.to_numpy().T))
    dense = card.scheme.ties.rule == "dense"
    order = counted_order(above, equal, results.index, dense=dense)
    given = card.of_units(card.given).loc[results.index].any()
    exact = [group.name for group in card.scheme.groups if given[group.id]]
    exact += [i.name for i in card.scheme.indicators if _without_error(i)]
    exact += [one.name for one in card.scheme.adjustments]
    return RankConfidence(card, moved["error"], order, tuple(exact))


def moved_by_chance(card: Scorecard) -> pd.DataFrame:
    """How far chance moves every total (months and units as on the card): the columns of :class:`Chance`.

    An error is NaN without a total, and where all of it is points that were given or values that are no
    share.
    """
    found = pd.DataFrame({"variance": 0.0, "by_cases": 0.0, "step": np.inf}, card.results.index)
    measured, unknown = pd.Series(False, card.results.index), card.given.any(axis="columns")
    for group in card.scheme.groups:
        for one in group.indicators:
            over, under = card.numerators[one.id], card.denominators[one.id]
            moves = ~card.given[group.id] & (not one.shared) & (under.gt(0) | _without_error(one))
            trials = moves & over.between(0, under) & (not _without_error(one))
            pairs = np.column_stack([over[trials], under[trials]])
            once, at = np.unique(pairs, axis=0, return_inverse=True)
            of, (variance, step) = pairs[:, 1], _variance(card, one, *once.T)[:, at.ravel()]
            found.loc[trials, "variance"] += variance
            found.loc[trials, "by_cases"] += variance**2 / of
            found.loc[trials, "step"] = found["step"][trials].clip(upper=np.where(step > 0, step, np.inf))
            measured, unknown = measured | trials, unknown | (moves & ~trials)
    available = card.open_to.sum(axis="columns")
    factor = card.scheme.maximum / available.where(available > 0)
    known = card.results["total"].notna() & (measured | ~unknown)
    cases = (found["variance"] ** 2 / found["by_cases"]).fillna(np.inf)
    errors = (found["variance"].pow(0.5) * factor).where(known)
    return pd.DataFrame({"error": errors, "cases": cases, "step": found["step"] * factor})


def _without_error(one: Indicator) -> bool:
    """Whether nothing is known of how far its points are chance: given by people, or of no share (days)."""
    return one.constant is None and not (one.is_counted and one.is_share)


def told_apart(totals: Floats, ranks: Floats, chance: Chance) -> tuple[Bools, Bools]:
    """Whether the unit of the row is above that of the column, and whether both are equal, with confidence.

    Totals without any error are compared as they are, and by what the scheme lets decide between equal ones;
    they count as one total among those that chance moves.
    """
    errors, (squared, weighed) = chance.error, (chance.error**2, chance.error**4 / chance.cases)
    both, sure = squared[:, None] + squared, np.hypot(errors[:, None], errors) == 0
    limit = _critical(int((errors > 0).sum()) + int((errors == 0).any())) ** 2
    # The variance if both were one: what drove them apart is taken from each by its share in the difference.
    few = (weighed[:, None] + weighed) / np.where(sure, 1.0, both) ** 2
    beyond = totals[:, None] - totals - np.minimum(chance.step[:, None], chance.step) / 2
    apart = (beyond > 0) & (beyond**2 * (1 - limit * few) > limit * both)
    above = np.where(sure, ranks[:, None] < ranks, apart)
    return above, sure & (ranks[:, None] == ranks) & ~np.eye(len(ranks), dtype=bool)


def _variance(card: Scorecard, one: Indicator, over: Floats, under: Floats) -> Floats:
    """How far the points of an indicator vary by chance: those of a binomial number of cases around the
    adjusted ratio of Agresti and Coull, which is never 0 or 1, by the rule of the scheme; and, in the
    second row, what a case is worth there on average.

    Where points jump, the most that they vary for any ratio near by: a unit that truly stands at the jump,
    and was seen beside it, would else pass for sure.
    """
    wide = _NORMAL.inv_cdf((1 + LEVEL) / 2) ** 2
    ratio = (over + wide / 2) / (under + wide)
    near = ratio[:, None] + np.sqrt(ratio * (1 - ratio) / under)[:, None] * _near(one, card.scheme)
    near, of = np.clip(near, 0, 1)[..., None], under[:, None, None]
    # Whole cases at the quantiles of the normal distribution: no draws, the same for every order of units.
    cases = np.clip(np.rint(of * near + np.sqrt(of * near * (1 - near)) * _QUANTILES), 0, of)
    points = earned(one, cases / of, np.broadcast_to(of, cases.shape), card.scheme)
    step = np.ptp(points, axis=2) / np.maximum(np.ptp(cases, axis=2), 1)
    return np.stack([points.var(axis=2).max(axis=1), step.max(axis=1)])


def _near(one: Indicator, scheme: Scheme) -> Floats:
    """How many standard errors from the ratio it is looked at what an indicator earns."""
    decimals = scheme.rounding.indicator
    coarse = decimals is not None and decimals < 2
    jumps = coarse or bool(one.steps) or any(left[0] == right[0] for left, right in pairwise(one.curve))
    return np.linspace(-4, 4, 9) if jumps else np.zeros(1)


@cache
def _critical(number: int) -> float:
    """How many standard errors the largest difference of so many equal totals reaches by chance: from the
    distribution of the range (Tukey, Kramer), never too short for errors that differ (Hayter 1984).
    """
    if number < 2:
        return 0.0
    step = _GRID[1] - _GRID[0]

    def within(shift: int) -> float:
        """The share of draws in which all values lie within so many steps."""
        between = _BELOW - np.r_[np.zeros(shift), _BELOW[: len(_BELOW) - shift]]
        return float((number * _DENSITY * between ** (number - 1)).sum() * step)

    wide = bisect_left(range(len(_GRID)), LEVEL, key=within)
    return float(wide * step / np.sqrt(2))
