"""What bands require of a unit, and the ways into a band or out of it that turning cases can go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import cast

import numpy as np
import pandas as pd

from dbp_analysis.asking.targets.cases import Bools, Floats, UnitCases
from dbp_analysis.asking.targets.fewest import Reaches
from dbp_analysis.asking.targets.followed import slopes
from dbp_analysis.asking.targets.ways import Way
from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.bands import UNKNOWN_CONDITION
from dbp_analysis.scoring.measures import measured
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.bands import Band
from dbp_analysis.settings.rules import Requirement


@dataclass(frozen=True)
class Condition:
    """One measure that a band requires of a unit, and ``text``, what is said where it is not ``met`` now.

    Turned cases move it where it is about the numerators of the indicator at the position ``at``, or counts
    that follow from them, of which some are ``allowed``, or about the points of a ``group``: ``holds`` says
    of what is gained in it (lost: negative) whether that is enough. All others stay as they are; ``open`` are
    those about counts of which it is not known what they follow.
    """

    text: str
    met: bool
    at: int | None = None
    allowed: Bools | None = None
    group: str = ""
    holds: Callable[[Floats], Bools] | None = None
    open: bool = False

    @property
    def fixed(self) -> bool:
        """Whether no case can change it."""
        return self.at is None and not self.group


def conditions_of(card: Scorecard, cases: UnitCases, band: Band) -> tuple[Condition, ...]:
    """All that a band requires, measured of one unit of a one-month card."""
    return tuple(_conditions(card, cases, band))


def ways_into(card: Scorecard, cases: UnitCases, at: int) -> tuple[Way, ...]:
    """The ways to the band at that position, or to a better one."""
    ways = []
    for band in cases.scheme.bands[: at + 1]:
        required = conditions_of(card, cases, band)
        if all(one.met for one in required if one.fixed):
            total = _enough(band, cases)
            ways.append(_way(cases, [total], [one for one in required if not one.fixed], up=True))
    return tuple(ways)


def ways_out(card: Scorecard, cases: UnitCases, at: int) -> tuple[Way, ...]:
    """The ways from the band at that position to a worse one: no band up to it is reached, or else one of its
    conditions is missed.
    """
    choices: list[list[Band | Condition]] = []
    for band in cases.scheme.bands[: at + 1]:
        required = conditions_of(card, cases, band)
        if all(one.met for one in required if one.fixed):
            choices.append([band, *(one for one in required if not one.fixed)])
    return tuple(
        _way(
            cases,
            [_short_of(one, cases) for one in chosen if isinstance(one, Band)],
            [one for one in chosen if isinstance(one, Condition)],
            up=False,
        )
        for chosen in product(*choices)
    )


def _conditions(card: Scorecard, cases: UnitCases, band: Band) -> Iterator[Condition]:
    (month,) = card.months
    row = cast(int, card.results.index.get_loc((month, cases.unit_code)))
    for required in band.requires:
        for subject, measure, table in measured(required, card.measures):
            value, points, of = (float(number) for number in table.iloc[row].tolist())
            nothing = of == 0 and measure != "count"
            unknown = bool(pd.isna(value)) and not nothing
            met = nothing or (not unknown and bool(required.holds(settle(value))))
            text = f"{UNKNOWN_CONDITION}: {required.missed}" if unknown else required.missed
            places = [at for at, one in enumerate(cases.counted) if one.indicator.id == subject]
            if measure == "ratio" and places:
                one = cases.counted[places[0]]
                ratios = settle(np.arange(len(one.points)) / one.denominator)
                yield Condition(text, met, places[0], cast(Bools, required.holds(ratios)))
            elif measure == "share" and any(one.group_id == subject for one in cases.counted):
                yield Condition(text, met, group=subject, holds=_share_holds(required, points, of))
            elif measure == "count":
                yield _of_counts(card, cases, required, Condition(text, met), value)
            else:
                yield Condition(text, met)


def _of_counts(
    card: Scorecard, cases: UnitCases, required: Requirement, stays: Condition, value: float
) -> Condition:
    counts = [name for name in required.counts if name not in cases.scheme.stated]
    moved, whole = slopes(counts, [one.indicator for one in cases.counted], card.identities)
    stays = replace(stays, open=not whole)
    if len(moved) != 1 or pd.isna(value):
        return replace(stays, open=stays.open or len(moved) > 1)
    ((at, by),) = moved.items()
    one = cases.counted[at]
    turned = np.arange(len(one.points), dtype=np.float64) - one.numerator
    values = settle(value + by * turned)
    return replace(stays, at=at, allowed=cast(Bools, required.holds(values)))


def _share_holds(required: Requirement, points: float, maximum: float) -> Callable[[Floats], Bools]:
    return lambda gained: cast(Bools, required.holds(settle((points + gained) / maximum)))


def _way(cases: UnitCases, totals: Sequence[Reaches], moved: Sequence[Condition], *, up: bool) -> Way:
    """All of ``totals`` and, upwards, all conditions held; downwards, all of them missed."""
    groups = {
        one.group: _all([_in_group(c, up) for c in moved if c.group == one.group])
        for one in moved
        if one.group
    }
    turned = {}
    for at in dict.fromkeys(one.at for one in moved if one.at is not None):
        masks = [
            one.allowed if up else ~one.allowed for one in moved if one.at == at and one.allowed is not None
        ]
        turned[at] = cases.counted[at].turned(np.logical_and.reduce(masks), up=up)
    return Way(_all(totals), groups, turned)


def _all(reaches: Sequence[Reaches]) -> Reaches:
    return lambda gained: np.logical_and.reduce(
        [np.ones(gained.shape, dtype=np.bool_), *(one(gained) for one in reaches)]
    )


def _in_group(one: Condition, up: bool) -> Reaches:
    holds = cast(Callable[[Floats], Bools], one.holds)
    return holds if up else lambda lost: ~holds(-lost)


def _enough(band: Band, cases: UnitCases) -> Reaches:
    return lambda gained: cast(Bools, band.reached(cases.converted(gained)))


def _short_of(band: Band, cases: UnitCases) -> Reaches:
    return lambda lost: ~cast(Bools, band.reached(cases.converted(-lost)))
