"""What is lowest on a scorecard, for schemes whose rules say nothing of it: figures alone, no judgement."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.common.numbers import concise, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import fill
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.wording import Wording

FEW = 3
"""So many parts are named, and those that are as low as the last of them."""


@dataclass(frozen=True)
class Part:
    """An indicator, or a group of which some unit's indicators are not known, and its mean points."""

    name: str
    points: float
    maximum: float

    @property
    def share(self) -> float:
        """The mean points as a share of the maximum."""
        return float(settle(self.points / self.maximum))


def lowest_band(card: Scorecard) -> tuple[str, tuple[str, ...]]:
    """The lowest band that any unit is in, and its units, the last first; nothing where it is the best."""
    others = [band.name for band in card.scheme.bands[1:]]
    bands = card.of_units(card.results)["band"][::-1]
    name = next((band for band in reversed(others) if bands.eq(band).any()), "")
    return name, tuple(map(str, bands.index[bands.eq(name)]))


def lowest_parts(card: Scorecard) -> tuple[Part, ...]:
    """The parts of the scheme that earn least of their maximum, lowest first; none that earn all of it."""
    parts = sorted((one for one in _parts(card) if one.share < 1), key=lambda one: one.share)
    return tuple(one for one in parts if one.share <= parts[min(FEW, len(parts)) - 1].share)


def _parts(card: Scorecard) -> Iterator[Part]:
    """Every part with the mean of the units that have its figures and cases of it."""
    scored = card.results["total"].notna()
    for group in card.scheme.groups:
        if not card.from_counts.loc[scored, group.id].all():
            points = card.group_points.loc[scored, group.id]
            yield from _part(group.name, points, group.maximum)
            continue
        for one in group.indicators:
            known = card.points[one.id].notna() & (one.constant is None)
            arose = scored & (card.denominators[one.id].gt(0) if one.is_counted else known)
            yield from _part(one.name, card.points.loc[arose, one.id], one.maximum)


def _part(name: str, points: pd.Series, maximum: float) -> Iterator[Part]:
    if points.notna().any():
        yield Part(name, float(points.mean()), maximum)


def lowest_sentences(card: Scorecard, wording: Wording) -> tuple[str, ...]:
    """The units of the lowest band, and what earns least of its maximum; none where all is at its best."""
    band, codes = lowest_band(card)
    said = []
    if codes:
        labels = card.units["unit_label"]
        units = wording.all_or_first([str(labels[code]) for code in codes], wording.many_alike)
        said.append(fill(wording.lowest_band, count=two_digits(len(codes)), band=band.lower(), units=units))
    parts = [
        fill(wording.lowest_part, name=p.name, points=vietnamese(p.points, 2), maximum=concise(p.maximum))
        for p in lowest_parts(card)
    ]
    if parts:
        said.append(fill(wording.lowest_parts, parts=wording.first_and_more(parts)))
    return tuple(said)
