"""A unit's counts as cases that might have gone the other way, and what any number of them is worth."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.adjustments import clipped
from dbp_analysis.scoring.score import earned
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.adjustment import LIMIT
from dbp_analysis.settings.scheme import Group, Indicator, Scheme

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Turned:
    """What up to 0, 1, 2 … cases of an indicator gain (or lose) at most, and the numerator that does it;
    ``-inf`` as long as none that is allowed can be reached.
    """

    gains: Floats
    numerators: Whole


@dataclass(frozen=True)
class CountedIndicator:
    """An indicator of a group whose counts are known and not 0/0: ``numerator`` of ``denominator`` cases.

    ``points[n]`` is what ``n`` cases would earn, from none to all of them, by the rules of the scheme. Where
    more earns more, a case that goes better is one more; where fewer is better (a falling curve), one fewer;
    where now more and now fewer is, either. What only more of the same would undo is not done: ``gains`` and
    ``losses`` never fall.
    """

    indicator: Indicator
    group_id: str
    numerator: int
    denominator: int
    points: Floats = field(compare=False, repr=False)

    @property
    def gains(self) -> Floats:
        """The most that up to 0, 1, 2 … cases that go better would gain."""
        if self.indicator.direction == "rising":
            return self._more
        if self.indicator.direction == "falling":
            return self._fewer
        return np.maximum.accumulate(np.maximum(*_of_one_length(self._more, self._fewer)))

    @property
    def losses(self) -> Floats:
        """The most that up to 0, 1, 2 … cases that go worse would lose."""
        if self.indicator.direction == "rising":
            return 0.0 - self._fewer
        if self.indicator.direction == "falling":
            return 0.0 - self._more
        return np.maximum.accumulate(np.maximum(*_of_one_length(-self._more, -self._fewer)))

    def after(self, cases: int) -> int:
        """The numerator with so many cases gone better, the fewest that gain what they gain."""
        more = self._more[cases] if cases < len(self._more) else -np.inf
        fewer = self._fewer[cases] if cases < len(self._fewer) else -np.inf
        return self.numerator + cases if more >= fewer else self.numerator - cases

    def turned(self, allowed: Bools, *, up: bool = True) -> Turned:
        """The same of numerators that are ``allowed`` (one truth value each), wherever they lie; not ``up``:
        what is lost.
        """
        change = np.where(allowed, (1 if up else -1) * (self.points - self.points[self.numerator]), -np.inf)
        more, fewer = _of_one_length(change[self.numerator :], change[self.numerator :: -1])
        cases = np.arange(len(more))
        level = np.maximum(more, fewer)
        best = np.maximum.accumulate(level)
        reached = np.maximum.accumulate(np.where(level > np.r_[-np.inf, best[:-1]], cases, 0))
        way = np.where(more >= fewer, 1, -1)[reached]
        return Turned(best, self.numerator + way * reached)

    @property
    def _more(self) -> Floats:
        """What 0, 1, 2 … cases more would change, up to the denominator."""
        more: Floats = self.points[self.numerator :] - self.points[self.numerator]
        return more

    @property
    def _fewer(self) -> Floats:
        """What 0, 1, 2 … cases fewer would change, down to none."""
        fewer: Floats = self.points[self.numerator :: -1] - self.points[self.numerator]
        return fewer


@dataclass(frozen=True)
class UnitCases:
    """What scoring added up for one unit, open to other numerators; denominators stay as they are.

    ``points`` are the points that were added up; ``rescaling`` is what they were multiplied by, more
    than 1 where indicators were left out; ``adjusted`` is what bonuses and deductions add to that, before
    the ends of the scale cut it. ``counted`` are the indicators that other numerators could
    change, in the scheme's order; ``uncounted`` the groups of which only the points are known; ``kept``
    the indicators that stay as they are, because their value is no share (days); ``given`` those whose points
    are given.
    """

    unit_code: str
    scheme: Scheme
    points: float
    rescaling: float
    counted: tuple[CountedIndicator, ...]
    uncounted: tuple[Group, ...]
    kept: tuple[Indicator, ...] = ()
    given: tuple[Indicator, ...] = ()
    adjusted: float = 0.0

    def totals(self, gained: Floats) -> Floats:
        """The settled total for any points gained (lost: negative)."""
        return settle(self._totals(gained))

    def converted(self, gained: Floats) -> Floats:
        """The settled converted score for any points gained (lost: negative): what bands go by."""
        return settle(self._totals(gained) / self.scheme.maximum * self.scheme.scale)

    def _totals(self, gained: Floats) -> Floats:
        totals: Floats = (self.points + gained) * self.rescaling
        return clipped(totals + self.adjusted, self.scheme) if self.scheme.adjustments else totals

    @property
    def only_points(self) -> bool:
        """Whether nothing but points is known, so that no number of cases can be told."""
        return bool(self.uncounted) and not self.counted

    @cached_property
    def most(self) -> float:
        """The total if every case that is counted had gone well; points of ``uncounted`` as they are."""
        return float(self.totals(np.array([sum(float(one.gains[-1]) for one in self.counted)]))[0])


def unit_cases(card: Scorecard, unit_code: str) -> UnitCases:
    """The cases of one unit on a one-month card; raise ``KeyError`` when the unit is not on it.

    Indicators whose counts are not known, whose group's points were given, or for which no case arose
    cannot change, nor can those that the whole place shares, nor bonuses and deductions: a case that is in
    both turns in the numerator only. Cases beyond the denominator (a ratio above 1)
    can only fall away.
    """
    frames = (card.numerators, card.denominators, card.points, card.from_counts)
    (month,) = card.months
    at = cast(int, card.results.index.get_loc((month, unit_code)))
    numerators, denominators, points, known = (frame.iloc[at].to_dict() for frame in frames)
    # Where missing figures earn nothing, the figures of a group that are known count, unless its points are.
    given, lenient = card.given.iloc[at].to_dict(), card.scheme.missing_figures == "no_points"
    open_groups = [g for g in card.scheme.groups if known[g.id] or (lenient and not given[g.id])]
    own = [(group, i) for group in open_groups for i in group.indicators]
    with_cases = [
        (group, i)
        for group, i in own
        if pd.notna(points[i.id]) and i.is_counted and not i.shared and denominators[i.id] > 0
    ]
    kept = tuple(i for group, i in own if i.value or ((group, i) in with_cases and not i.is_share))
    counted = tuple(
        _counted(i, group.id, int(numerators[i.id]), int(denominators[i.id]), card.scheme)
        for group, i in with_cases
        if i not in kept
    )
    uncounted = tuple(group for group in card.scheme.groups if group not in open_groups)
    added, available = (float(sum(frame.iloc[at].tolist())) for frame in (card.group_points, card.open_to))
    rescaling = card.scheme.maximum / available if available else np.nan
    stated = tuple(i for _, i in own if i.given)
    adjusted = float(sum(card.adjustments.drop(columns=LIMIT, errors="ignore").iloc[at].tolist()))
    return UnitCases(unit_code, card.scheme, added, rescaling, counted, uncounted, kept, stated, adjusted)


def _of_one_length(*changes: Floats) -> list[Floats]:
    """Each made as long as the longest, with what is never chosen."""
    most = max(map(len, changes))
    return [np.pad(one, (0, most - len(one)), constant_values=-np.inf) for one in changes]


def _counted(
    indicator: Indicator, group_id: str, numerator: int, denominator: int, scheme: Scheme
) -> CountedIndicator:
    cases = np.arange(max(numerator, denominator) + 1)
    of = np.full(cases.shape, float(denominator))
    points = earned(indicator, cases / of, of, scheme)
    return CountedIndicator(indicator, group_id, numerator, denominator, points)
