"""What the charts show of a scorecard of one month: its units, and what their points are compared on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, cast

import pandas as pd

from dbp_analysis.common.numbers import settle, vietnamese
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS
from dbp_analysis.settings.scheme import Scheme


@dataclass(frozen=True)
class Standing:
    """Where one unit stands. ``place`` is its rank as printed: "3", "3=" where shared, "–" without;
    ``held_back`` why it is not in the band that its score reaches.
    """

    code: str
    name: str
    place: str
    rank: int | None
    total: float
    converted: float
    band: str
    no_cases: bool
    held_back: str

    @property
    def missing(self) -> str:
        """Why a unit has no rank."""
        return NO_CASES if self.no_cases else UNKNOWN


@dataclass(frozen=True)
class Item:
    """What points are compared on: an indicator, a group of which only the points are known, or what is added
    ``beside`` the groups, whose points are signed and of which the maximum is the largest.

    ``points`` by unit code in the card's order, None where left out or not known; ``no_cases`` holds
    the units with a zero denominator, ``closed`` what of the maximum was left out for a unit, if not all.
    """

    id: str
    name: str
    group: str
    group_name: str
    maximum: float
    points: Mapping[str, float | None]
    no_cases: frozenset[str] = frozenset()
    closed: Mapping[str, float] = field(default_factory=dict)
    beside: Literal["", "deduction", "bonus", "limit"] = ""

    @property
    def is_group(self) -> bool:
        """Whether it is a whole group."""
        return self.id == self.group

    @cached_property
    def lost(self) -> dict[str, float]:
        """Maximum − points, or what a deduction took; nothing is lost where the item was left out,
        by a bonus, or by what the ends of the scale cut.
        """
        if self.beside:
            taken = {code: max(-(points or 0.0), 0.0) for code, points in self.points.items()}
            return taken if self.beside == "deduction" else dict.fromkeys(taken, 0.0)
        return {
            code: 0.0 if points is None else max(settle(self.open_to(code) - points), 0.0)
            for code, points in self.points.items()
        }

    def open_to(self, code: str) -> float:
        """What the unit could earn at most of the maximum of the groups."""
        return 0.0 if self.beside or self.points[code] is None else self.maximum - self.closed.get(code, 0.0)

    def known(self, units: Sequence[Standing]) -> list[Standing]:
        """Those of the units that have points here."""
        return [unit for unit in units if self.points[unit.code] is not None]


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
        held_back=str(values["held_back"]),
    )


def ranked(units: Sequence[Standing]) -> list[Standing]:
    """The units that have a rank."""
    return [unit for unit in units if unit.rank is not None]


def leaders(units: Sequence[Standing]) -> list[Standing]:
    """The ranked units that share the best rank among those with cases."""
    with_cases = [unit for unit in ranked(units) if not unit.no_cases]
    return [unit for unit in with_cases if unit.rank == with_cases[0].rank]


def trailers(units: Sequence[Standing]) -> list[Standing]:
    """The ranked units that share the last rank."""
    return [unit for unit in ranked(units) if unit.rank == ranked(units)[-1].rank]


def group_items(card: Scorecard) -> list[Item]:
    """Every group of the scheme as an item."""
    points, parts, counted = (card.of_units(f) for f in (card.group_points, card.points, card.by_indicators))
    items = []
    for group in card.scheme.groups:
        maxima = pd.Series({i.id: i.maximum for i in group.indicators}, dtype=float)
        closed = parts[maxima.index].isna().mul(maxima).sum(axis="columns").where(counted[group.id], 0.0)
        known = _known(points[group.id].mask(counted[group.id] & closed.ge(group.maximum)))
        part = {str(code): float(value) for code, value in closed[closed.gt(0)].items()}
        own = (group.id, group.short_name)
        items.append(Item(*own, *own, group.maximum, known, closed=part))
    return items


def indicator_items(card: Scorecard) -> list[Item]:
    """Every indicator; a group whose points were given for some unit stands as a whole instead. A unit
    without cases that is not ranked has no points, as in the annex.
    """
    points, denominators = card.of_units(card.points), card.of_units(card.denominators)
    results = card.of_units(card.results)
    points = points.mask(results["no_cases"] & results["rank"].isna())
    items: list[Item] = []
    for whole, group in zip(group_items(card), card.scheme.groups, strict=True):
        if not group.indicators or card.given[group.id].any():
            items.append(whole)
            continue
        for i in group.indicators:
            empty = frozenset(denominators.index[denominators[i.id].eq(0)])
            own = (i.id, i.short_name, group.id, group.short_name)
            items.append(Item(*own, i.maximum, _known(points[i.id]), empty))
    return items


def beside_items(card: Scorecard) -> list[Item]:
    """Every bonus and deduction that moved a total, and what the ends of the scale cut."""
    items = []
    for name, values in settle(card.of_units(card.adjustments)).items():
        one, largest = card.scheme.adjustment(str(name)), float(values.abs().max())
        if largest > 0:
            own = (str(name), card.scheme.adjustment_name(str(name)), "", ADJUSTMENTS)
            items.append(Item(*own, largest, _known(values), beside=one.kind if one else "limit"))
    return items


def band_counts(units: Collection[Standing], scheme: Scheme) -> dict[str, int]:
    """How many units each band holds, best band first, empty bands too."""
    return {band.name: sum(unit.band == band.name for unit in units) for band in scheme.bands}


def points_text(value: float, decimals: int) -> str:
    """Points as charts print them; only points that are whole stand without decimals."""
    value = settle(float(value))
    return vietnamese(value, 0 if value.is_integer() else decimals)


def _known(points: pd.Series) -> dict[str, float | None]:
    values = points.to_dict()
    return {str(code): None if pd.isna(value) else cast(float, value) for code, value in values.items()}
