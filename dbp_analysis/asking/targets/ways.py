"""What takes a unit past another one or into another band, and the fewest cases that do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import numpy.typing as npt

from dbp_analysis.asking.targets.cases import Turned, UnitCases
from dbp_analysis.asking.targets.fewest import Floats, Reaches, fewest_with_parts
from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.scorecard import Scorecard


@dataclass(frozen=True)
class Way:
    """One way to a goal: which sums of points gained (or lost) are enough, over everything and, for each
    of ``groups`` (by id), within the group as well; ``turned`` are, by position among the unit's indicators,
    those of which only some numerators will do.
    """

    total: Reaches
    groups: Mapping[str, Reaches] = field(default_factory=dict)
    turned: Mapping[int, Turned] = field(default_factory=dict)


def ways_past(
    card: Scorecard, cases: UnitCases, rival_code: str, *, up: bool = True, level: bool = False
) -> tuple[Way, ...]:
    """The ways in which points gained put a unit ahead of a rival, or points lost (not ``up``) behind it;
    with ``level``, to share its place is enough.

    The totals decide; where they are equal, the first group of ``ties.decided_by`` in which the two differ.
    """
    deciders = list(dict.fromkeys(card.scheme.ties.decided_by))
    _, *own = _place(card, cases.unit_code, deciders)
    rivals_total, *other = _place(card, rival_code, deciders)
    measured = [(cases.totals, rivals_total)] + [
        (_points_from(mine), theirs) for mine, theirs in zip(own, other, strict=True)
    ]
    not_behind = [_compared(points, rival, up=up, strict=False) for points, rival in measured]
    ahead = [_compared(points, rival, up=up, strict=True) for points, rival in measured]
    if level:  # in the last that decides, nothing more is needed
        ahead[-1] = not_behind[-1]
    ways = [[*not_behind[:at], ahead[at]] for at in range(len(measured))]
    return tuple(Way(total, dict(zip(deciders, groups, strict=False))) for total, *groups in ways)


def fewest_cases(items: Sequence[tuple[str, Floats]], ways: Sequence[Way]) -> tuple[int, ...] | None:
    """How many cases of each item, a group's id and what 0, 1, 2 … cases gain, go one of the ways with as
    few cases as possible; None where there is no such way.
    """
    return next((counts for counts, _ in _shortest(items, ways)), None)


def shortest_way(
    items: Sequence[tuple[str, Floats]], ways: Sequence[Way]
) -> tuple[tuple[int, ...], Way] | None:
    """:func:`fewest_cases` with the way that they go."""
    return next(_shortest(items, ways), None)


def _shortest(
    items: Sequence[tuple[str, Floats]], ways: Sequence[Way]
) -> Iterator[tuple[tuple[int, ...], Way]]:
    found = ((_along(items, way), way) for way in ways)
    enough = [(counts, way) for counts, way in found if counts is not None]
    yield from sorted(enough, key=lambda one: (sum(one[0]), np.count_nonzero(one[0])))


def _along(items: Sequence[tuple[str, Floats]], way: Way) -> tuple[int, ...] | None:
    """The fewest cases of each item that go a way. What an item must turn at least is taken first."""
    gains = [way.turned[at].gains if at in way.turned else gain for at, (_, gain) in enumerate(items)]
    if not all(np.isfinite(gain[-1]) for gain in gains):
        return None
    least = [int(np.isfinite(gain).argmax()) for gain in gains]
    start = [float(gain[first]) for gain, first in zip(gains, least, strict=True)]
    parts = []
    for name, reaches in way.groups.items():
        own = [at for at, (group_id, _) in enumerate(items) if group_id == name]
        parts.append((own, _from(sum(start[at] for at in own), reaches)))
    rest = [gain[first:] - gain[first] for gain, first in zip(gains, least, strict=True)]
    found = fewest_with_parts(rest, _from(sum(start), way.total), parts)
    return None if found is None else tuple(first + more for first, more in zip(least, found, strict=True))


def _from(start: float, reaches: Reaches) -> Reaches:
    return lambda gained: reaches(start + gained)


def enough_alone(group_id: str, gain: Floats, ways: Sequence[Way], at: int = -1) -> npt.NDArray[np.bool_]:
    """Whether 0, 1, 2 … cases of one item alone, at that position, are enough; as long as the longest way."""
    found = [np.zeros(gain.shape, dtype=np.bool_)]
    for way in ways:
        own = way.turned[at].gains if at in way.turned else gain
        others = [np.isfinite(one.gains[0]) for place, one in way.turned.items() if place != at]
        by_group = [reaches(own if name == group_id else np.zeros(1)) for name, reaches in way.groups.items()]
        needed = [np.isfinite(own), way.total(own), *by_group, *others]
        found.append(np.logical_and.reduce(np.broadcast_arrays(*needed)))
    most = max(map(len, found))
    enough: npt.NDArray[np.bool_] = np.logical_or.reduce(
        [np.pad(one, (0, most - len(one)), mode="edge") for one in found]
    )
    return enough


def _place(card: Scorecard, unit_code: str, deciders: Sequence[str]) -> list[float]:
    """What ranks a unit: its total, then the points of the groups that decide."""
    (month,) = card.months
    at = cast(int, card.results.index.get_loc((month, unit_code)))
    return [float(card.results["total"].iloc[at]), *(float(card.group_points[g].iloc[at]) for g in deciders)]


def _points_from(points: float) -> Callable[[Floats], Floats]:
    """The settled points of a group for any points gained (lost: negative)."""
    return lambda gained: settle(points + gained)


def _compared(points: Callable[[Floats], Floats], rival: float, *, up: bool, strict: bool) -> Reaches:
    sign = 1 if up else -1
    compare = np.greater if strict else np.greater_equal
    return lambda gained: compare(sign * points(sign * gained), sign * settle(rival))
