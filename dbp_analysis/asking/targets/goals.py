"""What would lift a unit: the next band, the unit above, and the fewest extra cases that get there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from dbp_analysis.asking.targets.cases import CountedIndicator, UnitCases
from dbp_analysis.asking.targets.conditions import conditions_of, ways_into
from dbp_analysis.asking.targets.ways import Way, enough_alone, shortest_way, ways_past
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import Scorecard

Kind = Literal["band", "unit"]


@dataclass(frozen=True)
class Step:
    """``extra`` cases of one indicator that go better, which takes its numerator, as it is now, to ``after``:
    upwards, or downwards where fewer is better. Part of a mix, or all of it.
    """

    indicator_id: str
    extra: int
    numerator: int
    denominator: int
    after: int

    @property
    def change(self) -> int:
        """What is added to the numerator; below 0 where fewer is better."""
        return self.after - self.numerator


@dataclass(frozen=True)
class Option:
    """One indicator alone: ``extra`` cases reach the goal (None: no number does), ``reached`` is the total
    with them, or with all its cases; ``numerator`` and ``denominator`` are the counts as they are, ``after``
    is the numerator with them.
    """

    indicator_id: str
    numerator: int
    denominator: int
    extra: int | None
    reached: float
    after: int | None

    @property
    def step(self) -> Step | None:
        """The option as the only step to the goal."""
        if self.extra is None or self.after is None:
            return None
        return Step(self.indicator_id, self.extra, self.numerator, self.denominator, self.after)


@dataclass(frozen=True)
class Goal:
    """A band to reach or a unit to pass, ``gap`` points away from the total.

    A band is reached from the total ``needed`` on; a unit is passed by more than its total, or by the same
    total where ``ties.decided_by`` then puts the other one behind. ``options`` are the indicators that can
    still gain points; ``mix`` the fewest extra cases over all of them (of several such mixes one of few
    steps), None where even every case would not do. ``missed`` are the conditions of the band, in words, that
    the unit does not meet; ``blocked`` those of them that no turned case can change, ``open`` those of which
    that is not known.
    """

    kind: Kind
    name: str
    needed: float
    gap: float
    options: tuple[Option, ...]
    mix: tuple[Step, ...] | None
    missed: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def extra(self) -> int | None:
        """The number of cases of the mix."""
        return None if self.mix is None else sum(step.extra for step in self.mix)


def find_goals(card: Scorecard, cases: UnitCases) -> tuple[Goal, ...]:
    """The band above that of the unit and the unit ranked just above it, on a one-month card.

    None for the best band, the first rank, and a unit without a score. Units that share the rank just
    above are named together.
    """
    results = card.of_units(card.results)
    return (*_next_band(card, results, cases), *_unit_above(card, results, cases))


def _next_band(card: Scorecard, results: pd.DataFrame, cases: UnitCases) -> Iterator[Goal]:
    band, scheme = results["band"][cases.unit_code], cases.scheme
    names = [one.name for one in scheme.bands]
    if band in names[1:]:
        goals = (_band(card, cases, at) for at in reversed(range(names.index(band))))
        nearest = next(goals)
        # Where cases reach a better band, but not this one, that one is the goal.
        passed = nearest.blocked and nearest.mix is not None
        yield next(goal for goal in goals if not goal.blocked) if passed else nearest


def _band(card: Scorecard, cases: UnitCases, at: int) -> Goal:
    band, scheme = cases.scheme.bands[at], cases.scheme
    needed = band.limit / scheme.scale * scheme.maximum
    goal = _goal("band", band.name, needed, cases, ways_into(card, cases, at))
    missed = [one for one in conditions_of(card, cases, band) if not one.met]
    said = tuple(dict.fromkeys(one.text for one in missed))
    blocked = tuple(dict.fromkeys(one.text for one in missed if one.fixed))
    unsure = tuple(dict.fromkeys(one.text for one in missed if one.open))
    return replace(goal, gap=max(goal.gap, 0.0), missed=said, blocked=blocked, open=unsure)


def _unit_above(card: Scorecard, results: pd.DataFrame, cases: UnitCases) -> Iterator[Goal]:
    ahead = results[results["rank"].lt(results["rank"][cases.unit_code]).fillna(False)]
    if len(ahead):
        next_up = ahead[ahead["rank"] == ahead["rank"].max()]
        name = listed([str(card.units["unit_short"][code]) for code in next_up.index])
        needed = float(next_up["total"].iloc[0])
        yield _goal("unit", name, needed, cases, ways_past(card, cases, str(next_up.index[0])))


def _goal(kind: Kind, name: str, needed: float, cases: UnitCases, ways: Sequence[Way]) -> Goal:
    must = {at for way in ways for at, one in way.turned.items() if not np.isfinite(one.gains[0])}
    open_to = [at for at, one in enumerate(cases.counted) if settle(float(one.gains[-1])) > 0 or at in must]
    found = shortest_way([(one.group_id, one.gains) for one in cases.counted], ways)
    mix = None if found is None else tuple(_steps(cases.counted, *found))
    gap = float(settle(needed - float(cases.totals(np.zeros(1))[0])))
    return Goal(kind, name, needed, gap, tuple(_option(at, cases, ways) for at in open_to), mix)


def _steps(counted: Sequence[CountedIndicator], counts: tuple[int, ...], way: Way) -> Iterator[Step]:
    for at, (one, extra) in enumerate(zip(counted, counts, strict=True)):
        if extra:
            after = _after(one, at, extra, way)
            yield Step(one.indicator.id, extra, one.numerator, one.denominator, after)


def _after(one: CountedIndicator, at: int, extra: int, way: Way) -> int:
    return int(way.turned[at].numerators[extra]) if at in way.turned else one.after(extra)


def _option(at: int, cases: UnitCases, ways: Sequence[Way]) -> Option:
    one = cases.counted[at]
    enough = enough_alone(one.group_id, one.gains, ways, at)
    extra, after, reached = None, None, float(cases.totals(one.gains)[-1])
    if enough[-1]:
        extra = int(enough.argmax())
        alone = [enough_alone(one.group_id, one.gains, [way], at) for way in ways]
        goes = next(way for way, own in zip(ways, alone, strict=True) if own[min(extra, len(own) - 1)])
        after = _after(one, at, extra, goes)
        reached = float(cases.totals(one.points[[after]] - one.points[one.numerator])[0])
    return Option(one.indicator.id, one.numerator, one.denominator, extra, reached, after)
