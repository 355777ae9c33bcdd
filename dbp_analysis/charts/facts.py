"""What the charts say about a scorecard of one month: names, numbers and comparisons, no drawing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Any, cast

import pandas as pd

from dbp_analysis.asking.change.split import Change, rows_of
from dbp_analysis.asking.change.text import STATUSES, Cause, causes, rank_arrow
from dbp_analysis.common.numbers import settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.scheme import Group, Scheme

MOST_NAMED = 3
"""More than these are counted in a headline, not named."""


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
    the units with a zero denominator, ``closed`` what of the maximum was left out for a unit, if not all.
    """

    id: str
    name: str
    group: Group
    maximum: float
    points: Mapping[str, float | None]
    no_cases: frozenset[str] = frozenset()
    closed: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def lost(self) -> dict[str, float]:
        """Maximum − points; nothing is lost where the item was left out."""
        return {
            code: 0.0 if points is None else max(settle(self.open_to(code) - points), 0.0)
            for code, points in self.points.items()
        }

    def open_to(self, code: str) -> float:
        """What the unit could earn at most."""
        return 0.0 if self.points[code] is None else self.maximum - self.closed.get(code, 0.0)

    def known(self, units: Sequence[Standing]) -> list[Standing]:
        """Those of the units that have points here."""
        return [unit for unit in units if self.points[unit.code] is not None]


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
    """The ranked units that share the best rank among those with cases."""
    with_cases = [unit for unit in ranked(units) if not unit.no_cases]
    return [unit for unit in with_cases if unit.rank == with_cases[0].rank]


def highest_word(units: Sequence[Standing]) -> str:
    """``cao nhất``, of the :func:`leaders`, and among whom, where units without cases are ranked before."""
    before = any(unit.no_cases and unit.rank == 1 for unit in units)
    return "cao nhất trong các đơn vị có phát sinh" if before else "cao nhất"


def trailers(units: Sequence[Standing]) -> list[Standing]:
    """The ranked units that share the last rank."""
    return [unit for unit in ranked(units) if unit.rank == ranked(units)[-1].rank]


def group_items(card: Scorecard) -> list[Item]:
    """Every group of the scheme as an item."""
    points, parts, counted = (card.of_units(f) for f in (card.group_points, card.points, card.from_counts))
    items = []
    for group in card.scheme.groups:
        maxima = pd.Series({i.id: i.maximum for i in group.indicators}, dtype=float)
        closed = parts[maxima.index].isna().mul(maxima).sum(axis="columns").where(counted[group.id], 0.0)
        known = _known(points[group.id].mask(counted[group.id] & closed.ge(group.maximum)))
        part = {str(code): float(value) for code, value in closed[closed.gt(0)].items()}
        items.append(Item(group.id, group.short_name, group, group.maximum, known, closed=part))
    return items


def indicator_items(card: Scorecard) -> list[Item]:
    """Every indicator; a group whose points were given for some unit stands as a whole instead. A unit
    without cases that is not ranked has no points, as in the annex.
    """
    points, denominators = card.of_units(card.points), card.of_units(card.denominators)
    results = card.of_units(card.results)
    points = points.mask(results["no_cases"] & results["rank"].isna())
    items: list[Item] = []
    for whole in group_items(card):
        if not whole.group.indicators or card.given[whole.group.id].any():
            items.append(whole)
            continue
        for i in whole.group.indicators:
            empty = frozenset(denominators.index[denominators[i.id].eq(0)])
            items.append(Item(i.id, i.short_name, whole.group, i.maximum, _known(points[i.id]), empty))
    return items


def foremost(units: Sequence[Standing]) -> str:
    """Who is first, as a headline: "A cao nhất", "A và B cùng cao nhất", "29 đơn vị cùng cao nhất"; "A đứng
    đầu" where another has its total too and the scheme's order of groups decided.
    """
    return _end(leaders(units), units, highest_word(units), "đứng đầu")


def hindmost(units: Sequence[Standing]) -> str:
    """Who is last, as :func:`foremost`."""
    return _end(trailers(units), units, "thấp nhất", "đứng cuối")


def _end(end: Sequence[Standing], units: Sequence[Standing], alone: str, decided: str) -> str:
    equal = sum(settle(unit.total - end[0].total) == 0 for unit in ranked(units))
    who = listed([unit.name for unit in end]) if len(end) <= MOST_NAMED else f"{len(end)} đơn vị"
    return f"{who} {'cùng ' if len(end) > 1 else ''}{alone if equal == len(end) else decided}"


def nothing_to_rank(units: Sequence[Standing]) -> str:
    """The headline where there is no ranking to speak of; empty where there is."""
    if not ranked(units):
        return "Chưa có đơn vị nào được xếp hạng"
    idle = all(unit.no_cases for unit in ranked(units))
    return f"{everyone(len(ranked(units)), len(units))} không phát sinh trường hợp nào" if idle else ""


def among(units: Sequence[Standing]) -> str:
    """Of how many units a headline speaks, where some are not known: "; 6/12 đơn vị được xếp hạng"."""
    unknown = any(unit.rank is None and not unit.no_cases for unit in units)
    return f"; {len(ranked(units))}/{len(units)} đơn vị được xếp hạng" if unknown else ""


def unranked(units: Sequence[Standing], most: int = 10) -> str:
    """One foot line for the units without a rank, by name while they are few."""
    parts = []
    for reason in (NO_CASES, UNKNOWN):
        names = [unit.name for unit in units if unit.rank is None and unit.missing == reason]
        if names:
            which = f" ({', '.join(names)})" if len(names) <= most else ""
            parts.append(f"{reason}: {len(names)} đơn vị{which}")
    return f"Không xếp hạng – {'; '.join(parts)}." if parts else ""


def lowest_because(card: Scorecard) -> str:
    """Why the last unit is last: the groups in which it lies furthest below the middle unit."""
    units = standings(card)
    scored, all_ = ranked(units), everyone(len(ranked(units)), len(units))
    if nothing := nothing_to_rank(units):
        return nothing
    items = group_items(card)
    if not any(item.lost[unit.code] for item in items for unit in scored):
        return f"{all_} đạt điểm tối đa ở mọi nhóm"
    last = trailers(scored)
    if len(last) == len(scored) > 1:
        return f"{all_} bằng tổng điểm"
    if len(last) > 1:
        return f"{hindmost(units)}{among(units)}"
    behind = {
        item.id: settle(item.lost[last[0].code] - (_usual(item, scored) if len(scored) > 1 else 0.0))
        for item in items
    }
    furthest = _furthest(items, behind)
    groups = listed([lower_first(item.name) for item in furthest])
    if len(scored) == 1:
        return f"{last[0].name}: chưa đạt nhiều nhất ở {groups}{among(units)}"
    because = f" vì {groups}" if 0 < len(furthest) <= MOST_NAMED else ""
    return f"{hindmost(units)}{because}{among(units)}"


def _furthest(items: Sequence[Item], behind: Mapping[str, float]) -> list[Item]:
    """The items that explain more than half of what a unit lies behind, and all that are half as large as the
    largest; equal ones all or none.
    """
    ordered = sorted((item for item in items if behind[item.id] > 0), key=lambda item: -behind[item.id])
    sizes = [behind[item.id] for item in ordered]
    number = sum(size >= sizes[0] / 2 for size in sizes)
    while number < len(sizes) and (
        sum(sizes[:number]) <= sum(sizes) / 2 or sizes[number] == sizes[number - 1]
    ):
        number += 1
    return ordered[:number]


def band_counts(units: Collection[Standing], scheme: Scheme) -> dict[str, int]:
    """How many units each band holds, best band first, empty bands too."""
    return {band.name: sum(unit.band == band.name for unit in units) for band in scheme.bands}


def everyone(count: int, of: int = 0) -> str:
    """All the units, as a subject: "Cả 12 đơn vị"; of more units, "Cả 6 đơn vị được xếp hạng"."""
    which = " được xếp hạng" if count < of else ""
    return f"Cả {count} đơn vị{which}" if count > 1 else f"Đơn vị duy nhất{which}"


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
