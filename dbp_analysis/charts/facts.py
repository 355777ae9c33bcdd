"""What the charts say about a scorecard of one month: names, numbers and comparisons, no drawing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, cast

import pandas as pd

from dbp_analysis.change.split import Change, rows_of
from dbp_analysis.change.text import STATUSES, Cause, causes, rank_arrow
from dbp_analysis.numbers import settle, vietnamese
from dbp_analysis.scheme import Group, Scheme
from dbp_analysis.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.wording import lower_first


@dataclass(frozen=True)
class Standing:
    """Where one unit stands. ``place`` is its rank as printed: "3", "3=" where shared, "–" without."""

    code: str
    name: str
    place: str
    rank: int | None
    total: float
    converted: float
    band: str
    no_cases: bool

    @property
    def missing(self) -> str:
        """Why a unit has no rank."""
        return NO_CASES if self.no_cases else UNKNOWN


@dataclass(frozen=True)
class Item:
    """What points are compared on: an indicator, or a group of which only the points are known.

    ``points`` by unit code in the card's order, None where left out or not known; ``no_cases`` holds
    the units with a zero denominator.
    """

    id: str
    name: str
    group: Group
    maximum: float
    points: Mapping[str, float | None]
    no_cases: frozenset[str] = frozenset()

    @cached_property
    def lost(self) -> dict[str, float]:
        """Maximum − points; nothing is lost where the item was left out."""
        return {
            code: 0.0 if points is None else max(settle(self.maximum - points), 0.0)
            for code, points in self.points.items()
        }


@dataclass(frozen=True)
class Moved:
    """How far a unit moved since the month before: points of its total, ranks gained, and what moved it most.

    ``apart`` says why it cannot be compared; it has no points then. ``ranks`` is None where they cannot be.
    """

    unit: Standing
    points: float | None
    ranks: int | None
    cause: Cause | None
    apart: str

    @property
    def arrow(self) -> str:
        """Ranks gained or lost as a sign, ``=`` for none, empty where they are not known."""
        return "=" if self.ranks == 0 else rank_arrow(self.ranks)


def moves(change: Change) -> list[Moved]:
    """Every unit of the later month in the order of its ranking."""
    behind, rows = causes(change), rows_of(change.units)
    return [_moved(unit, rows[unit.code], behind.get(unit.code)) for unit in standings(change.after)]


def _moved(unit: Standing, row: dict[str, Any], cause: Cause | None) -> Moved:
    if pd.isna(row["change"]):
        return Moved(unit, None, None, None, STATUSES[row["status"]])
    ranks = None if pd.isna(row["rank_change"]) else int(row["rank_change"])
    return Moved(unit, settle(float(row["change"])), ranks, cause, "")


def standings(card: Scorecard) -> list[Standing]:
    """Every unit of the card, best first, those without a rank last."""
    results = card.of_units(card.results)
    rows = zip(card.names("unit_short"), results.itertuples(), strict=True)
    return [_standing(" ".join(str(name).split()), row) for name, row in rows]


def _standing(name: str, row: tuple[object, ...]) -> Standing:
    values = row._asdict()  # type: ignore[attr-defined]
    rank = None if pd.isna(values["rank"]) else int(values["rank"])
    return Standing(
        code=str(values["Index"]),
        name=name,
        place="–" if rank is None else f"{rank}{'=' if values['tied'] else ''}",
        rank=rank,
        total=float(values["total"]),
        converted=float(values["converted"]),
        band=str(values["band"]),
        no_cases=bool(values["no_cases"]),
    )


def ranked(units: Sequence[Standing]) -> list[Standing]:
    """The units that have a rank."""
    return [unit for unit in units if unit.rank is not None]


def leaders(units: Sequence[Standing]) -> list[Standing]:
    """The ranked units that share the best rank."""
    return [unit for unit in ranked(units) if unit.rank == ranked(units)[0].rank]


def trailers(units: Sequence[Standing]) -> list[Standing]:
    """The ranked units that share the last rank."""
    return [unit for unit in ranked(units) if unit.rank == ranked(units)[-1].rank]


def group_items(card: Scorecard) -> list[Item]:
    """Every group of the scheme as an item."""
    points = card.of_units(card.group_points)
    return [
        Item(group.id, group.short_name, group, group.maximum, _known(points[group.id]))
        for group in card.scheme.groups
    ]


def indicator_items(card: Scorecard) -> list[Item]:
    """Every indicator; a group whose points were given for some unit stands as a whole instead."""
    points, denominators = card.of_units(card.points), card.of_units(card.denominators)
    items: list[Item] = []
    for whole in group_items(card):
        counted = [i.id for i in whole.group.indicators if i.constant is None]
        uncounted = denominators.index[denominators[counted].isna().any(axis="columns")]
        if not whole.group.indicators or any(whole.points[code] is not None for code in uncounted):
            items.append(whole)
            continue
        for i in whole.group.indicators:
            empty = frozenset(denominators.index[denominators[i.id].eq(0)])
            items.append(Item(i.id, i.short_name, whole.group, i.maximum, _known(points[i.id]), empty))
    return items


def lowest_because(card: Scorecard) -> str:
    """Why the last unit is last: the groups in which it lies furthest below the middle unit."""
    scored = ranked(standings(card))
    if not scored:
        return "Chưa có đơn vị nào được chấm điểm"
    items = group_items(card)
    if not any(item.lost[unit.code] for item in items for unit in scored):
        return f"{everyone(len(scored))} đạt điểm tối đa ở mọi nhóm"
    last = trailers(scored)
    if len(last) == len(scored) > 1:
        return f"{everyone(len(scored))} bằng tổng điểm"
    if len(last) > 1:
        return f"{listed([unit.name for unit in last])} cùng thấp nhất"
    behind = {
        item.id: settle(item.lost[last[0].code] - (_usual(item, scored) if len(scored) > 1 else 0.0))
        for item in items
    }
    most = max(behind.values())
    if most <= 0:
        return f"{last[0].name} thấp nhất"
    furthest = sorted((i for i in items if behind[i.id] >= most / 2), key=lambda i: -behind[i.id])
    groups = " và ".join(lower_first(item.name) for item in furthest[:2])
    if len(scored) == 1:
        return f"{last[0].name}: chưa đạt nhiều nhất ở {groups}"
    return f"{last[0].name} thấp nhất vì {groups}"


def band_counts(units: Collection[Standing], scheme: Scheme) -> dict[str, int]:
    """How many units each band holds, best band first, empty bands too."""
    return {band.name: sum(unit.band == band.name for unit in units) for band in scheme.bands}


def everyone(count: int) -> str:
    """All the units, as a subject: "Cả 12 đơn vị"."""
    return f"Cả {count} đơn vị" if count > 1 else "Đơn vị duy nhất"


def listed(names: Sequence[str], limit: int = 3, noun: str = "đơn vị") -> str:
    """Names in words: "A, B và C"; beyond ``limit`` "A và 7 đơn vị khác", as ``noun`` calls them."""
    if len(names) > limit:
        return f"{names[0]} và {len(names) - 1} {noun} khác"
    return " và ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def points_text(value: float, decimals: int) -> str:
    """Points as charts print them; only points that are whole stand without decimals."""
    value = settle(float(value))
    return vietnamese(value, 0 if value.is_integer() else decimals)


def _known(points: pd.Series) -> dict[str, float | None]:
    values = points.to_dict()
    return {str(code): None if pd.isna(value) else cast(float, value) for code, value in values.items()}


def _usual(item: Item, units: Sequence[Standing]) -> float:
    return median(item.lost[unit.code] for unit in units)
