"""What the ranking owes to the weights: ranks when each weight moves a little, or one falls away."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import is_number, is_whole, settle
from dbp_analysis.scoring.adjustments import clipped
from dbp_analysis.scoring.bands import missed
from dbp_analysis.scoring.score import rank_within
from dbp_analysis.scoring.scorecard import Scorecard, open_maxima
from dbp_analysis.settings.adjustment import LIMIT

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]

NOISE = 0.25
DRAWS = 10_000
SEED = 766
OFTEN = 0.9
"""The share of draws from which on something is said to happen often."""
LOW, HIGH = 0.05, 0.95
"""The quantiles between which a unit's rank lies as often."""

_AT_ONCE = 100_000
"""Totals held at a time, few enough for a processor's cache: memory does not grow with the draws."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """What the ranked units of a one-month card earned, by the parts that carry a weight.

    A part is an indicator, or a whole group where its points were given for some ranked unit; its weight
    is its maximum. ``points`` and ``open_to`` (what the unit could earn there; 0 where it was left out)
    have one row a unit in rank order and one column a part; ``parts`` has the index ``subject`` (the id of
    the indicator or group) and ``name``, ``group``, ``maximum``. ``adjusted``, bonuses and deductions, carry
    no weight: they stay as they are.
    """

    card: Scorecard
    points: pd.DataFrame
    open_to: pd.DataFrame
    parts: pd.DataFrame
    adjusted: pd.Series

    @property
    def published(self) -> pd.Series:
        """The rank of each unit on the card."""
        return self.card.of_units(self.card.results)["rank"].dropna().astype("int64")

    def totals(self, factors: Floats) -> Floats:
        """Totals, one row a draw and one column a unit, with the weights times ``factors`` (draws × parts).

        Weights are scaled to add up to the scheme's maximum again, so that bands keep their meaning; points
        count as the share of the maximum that the unit was credited with. NaN where nothing is left.
        """
        earned, possible = factors @ self.points.to_numpy().T, factors @ self.open_to.to_numpy().T
        empty = np.full(earned.shape, np.nan)
        averages: Floats = np.divide(earned, possible, out=empty, where=possible > 0)
        scheme = self.card.scheme
        totals: Floats = scheme.maximum * averages
        return clipped(totals + self.adjusted.to_numpy(), scheme) if scheme.adjustments else totals

    def ranks(self, factors: Floats) -> Ranks:
        """Ranks by :meth:`totals` and the scheme's rule for ties, of the same shape."""
        ties, points, totals = self.card.scheme.ties, self.points.to_numpy(), self.totals(factors)
        deciders = [
            factors[:, inside] @ points[:, inside].T
            for inside in (self.parts["group"].eq(group).to_numpy() for group in ties.decided_by)
        ]
        draws = np.repeat(np.arange(len(factors)), len(self.points))
        keys = [settle(key).ravel() for key in (totals, *deciders)]
        return rank_within(draws, keys, dense=ties.rule == "dense")[0].reshape(totals.shape)


def weigh(card: Scorecard) -> Weighed:
    """The parts of a one-month card that carry a weight; units without a total are left out."""
    scheme = card.scheme
    ranked = card.of_units(card.results)["total"].dropna().index
    known = card.of_units(card.from_counts).loc[ranked].all()

    def by_part(of_indicators: pd.DataFrame, of_groups: pd.DataFrame) -> pd.DataFrame:
        columns = [
            of_indicators[[i.id for i in group.indicators]]
            if group.indicators and known[group.id]
            else of_groups[[group.id]]
            for group in scheme.groups
        ]
        return card.of_units(pd.concat(columns, axis="columns")).loc[ranked]

    points = by_part(card.points, card.group_points).fillna(0.0)
    indicators = {i.id: i for i in scheme.indicators}
    parts = {str(subject): indicators.get(str(subject)) or scheme.group(str(subject)) for subject in points}
    named = pd.DataFrame(
        {
            "name": [part.short_name for part in parts.values()],
            "group": [scheme.group_of(subject).id for subject in parts],
            "maximum": [part.maximum for part in parts.values()],
        },
        index=pd.Index(list(parts), name="subject"),
    )
    adjusted = card.of_units(card.adjustments).drop(columns=LIMIT, errors="ignore").loc[ranked].sum(axis=1)
    return Weighed(card, points, by_part(open_maxima(card.points, scheme), card.open_to), named, adjusted)


def weight_ranks(card: Scorecard, noise: float = NOISE, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """How far ranks move when every weight moves by chance: each times its own factor, uniform between
    1 − ``noise`` and 1 + ``noise``, in each of ``draws`` draws.

    Index ``unit_code`` in rank order; ``rank`` as on the card; ``low``, ``median``, ``high``, the ranks at
    5 %, 50 % and 95 % of the draws (whole); ``share_same``, ``share_near``, ``share_first``,
    ``share_same_band``, the shares of draws (0–1) in which the unit keeps its rank, is at most one place from
    it, is first, keeps its band. The same seed gives the same figures. Raise ``WrongUse`` unless
    0 ≤ noise < 1 and draws ≥ 1.
    """
    checked_noise(noise)
    checked_draws(draws, seed)
    units = weigh(card)
    published, bands = units.published, _limits(card)
    number = len(published)
    met = np.zeros((number, number), dtype=np.int64)
    kept = np.zeros(number, dtype=np.int64)
    for factors in _drawn(noise, draws, seed, len(units.parts), number):
        places = np.arange(number) * number + units.ranks(factors) - 1
        met += np.bincount(places.ravel(), minlength=number**2).reshape(met.shape)
        converted = settle(units.totals(factors) / card.scheme.maximum * card.scheme.scale)
        kept += ((converted >= bands[0]) & (converted < bands[1])).sum(axis=0)
    shifts = np.abs(np.arange(1, number + 1) - published.to_numpy()[:, None])
    reached = np.cumsum(met, axis=1)
    low, median, high = ((reached < settle(share * draws)).sum(axis=1) + 1 for share in (LOW, 0.5, HIGH))
    return pd.DataFrame(
        {
            "rank": published,
            "low": low,
            "median": median,
            "high": high,
            "share_same": met.sum(axis=1, where=shifts == 0) / draws,
            "share_near": met.sum(axis=1, where=shifts <= 1) / draws,
            "share_first": met[:, :1].sum(axis=1) / draws,
            "share_same_band": kept / draws,
        }
    )


def leave_one_out(card: Scorecard) -> pd.DataFrame:
    """How ranks shift when one indicator, or one group of which points were given, is left out.

    Index ``subject`` in the scheme's order; ``name``; ``mean_shift`` and ``largest_shift`` in places, up or
    down; ``unit``, the short name of the best-ranked unit with the largest shift, empty when none moves;
    ``first_changes``, whether other units are first then. What nothing else would be left of is not listed.
    """
    units = weigh(card)
    factors = 1.0 - np.eye(len(units.parts))
    published, names = units.published, card.units["unit_short"]
    shifts = pd.DataFrame(
        units.ranks(factors) - published.to_numpy(), index=units.parts.index, columns=published.index
    )
    shifts = shifts.where(~np.isnan(units.totals(factors))).dropna(how="all")
    moved = shifts.abs()
    largest = moved.max(axis="columns")
    return pd.DataFrame(
        {
            "name": units.parts["name"].loc[moved.index],
            "mean_shift": moved.mean(axis="columns"),
            "largest_shift": largest.astype("int64"),
            "unit": names.loc[moved.idxmax(axis="columns")].where(largest.gt(0).to_numpy(), "").to_numpy(),
            "first_changes": (shifts.add(published).eq(1) != published.eq(1)).any(axis="columns"),
        }
    )


def checked_noise(noise: float) -> None:
    """Raise ``WrongUse`` unless weights that move by this share of themselves stay above zero."""
    if not (is_number(noise) and 0 <= noise < 1):
        raise WrongUse(
            f"Mức xê dịch trọng số không hợp lệ: {noise!r}.\n"
            "  Cách xử lý: cho số từ 0 đến dưới 1; 0.25 nghĩa là mỗi trọng số xê dịch trong khoảng ±25%."
        )


def checked_draws(draws: int, seed: int) -> None:
    """Raise ``WrongUse`` unless there is a draw, and a seed for it."""
    if not (is_whole(draws) and draws >= 1):
        raise WrongUse(f"Số lần thử không hợp lệ: {draws!r}.\n  Cách xử lý: cho số nguyên từ 1 trở lên.")
    if not (is_whole(seed) and seed >= 0):
        raise WrongUse(f"Hạt giống (seed) không hợp lệ: {seed!r}.\n  Cách xử lý: cho số nguyên từ 0 trở lên.")


def _limits(card: Scorecard) -> tuple[Floats, Floats]:
    """The converted score from which and below which each ranked unit keeps its band. Conditions stay met or
    missed as they are, and a band that is closed to a unit ends nothing for it.
    """
    bands = card.scheme.bands
    ranked = card.of_units(card.results)["band"].dropna()
    names = [band.name for band in bands]
    asking = {band.name: missed(band, card.measures) for band in bands if band.requires}
    closed = card.of_units(pd.DataFrame(asking, index=card.results.index)).ne("")  # type: ignore[arg-type]
    least, most = [], []
    for code, at in zip(ranked.index, map(names.index, ranked), strict=True):
        # The last begins at 0, which no total that is below it falls out of.
        least.append(bands[at].least if at < len(bands) - 1 else -np.inf)
        better = (b.least for b in reversed(bands[:at]) if not b.requires or not closed[b.name][code])
        most.append(next(better, np.inf))
    return np.array(least), np.array(most)


def _drawn(noise: float, draws: int, seed: int, parts: int, units: int) -> Iterator[Floats]:
    """Factors (draws × parts) in portions; how they are cut does not change them."""
    random = np.random.Generator(np.random.PCG64(seed))
    portion = max(1, _AT_ONCE // max(units, 1))
    for start in range(0, draws, portion):
        yield random.uniform(1 - noise, 1 + noise, (min(portion, draws - start), parts))
