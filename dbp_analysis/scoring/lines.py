"""A scorecard line by line: one unit and one indicator, with the counts behind the points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dbp_analysis.common.numbers import half_up, settle, vietnamese
from dbp_analysis.scoring.adjustments import adjusted_cases
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.adjustment import LIMIT
from dbp_analysis.settings.scheme import Group, Indicator, Scheme
from dbp_analysis.settings.sums import written

GIVEN = "Điểm của nhóm theo nguồn công bố"
"""Stands where a group's points were given, not computed from counts."""
SCORED = "Điểm do người chấm hoặc nguồn cung cấp"
STATED = "Giá trị do nguồn cung cấp"
FIXED = "Điểm cố định"
"""Stand where an indicator's points are as given, its value is as stated, its points are fixed."""


@dataclass(frozen=True)
class Line:
    """What one unit earned in one indicator, or (``indicator`` None) in a group that is not counted.

    ``ratio`` is NaN for 0/0, ``points`` where left out or not known.
    """

    unit_code: str
    group: Group
    indicator: Indicator | None
    maximum: float
    points: float
    numerator: float = float("nan")
    denominator: float = float("nan")
    ratio: float = float("nan")

    @property
    def is_stated(self) -> bool:
        """Whether an indicator has a figure or points as stated, no numerator and denominator."""
        return self.indicator is not None and not self.indicator.is_counted

    @property
    def lost(self) -> float:
        """The points that were not earned, none above the maximum; 0 where they are not known."""
        return 0.0 if pd.isna(self.points) else max(0.0, float(settle(self.maximum - self.points)))

    @property
    def lost_text(self) -> str:
        """``lost`` as printed: it adds up with the printed points, and is never 0 where some was lost."""
        if pd.isna(self.points):
            return "–"
        shown = max(0.0, settle(self.maximum - half_up(self.points, 2)))
        return "dưới 0,01" if self.lost and not shown else vietnamese(shown, 2)


def score_lines(card: Scorecard) -> Iterator[Line]:
    """Every unit × indicator of a one-month card, units in rank order, indicators in the scheme's."""
    frames = (card.points, card.numerators, card.denominators, card.ratios)
    tables = [card.of_units(frame).to_dict("index") for frame in frames]
    given = card.of_units(card.given).to_dict("index")
    for code, of_group in card.of_units(card.group_points).to_dict("index").items():
        for group in card.scheme.groups:
            if given[code][group.id] or not group.indicators:
                yield Line(str(code), group, None, group.maximum, of_group[group.id])
                continue
            for one in group.indicators:
                yield Line(str(code), group, one, one.maximum, *(table[code][one.id] for table in tables))


def scored_lines(card: Scorecard) -> Iterator[Line]:
    """As :func:`score_lines`; a unit that is left out because no case arose has no points."""
    left_out = card.of_units(card.left_out.to_frame("left_out"))["left_out"].to_dict()
    lines = score_lines(card)
    return (replace(one, points=float("nan")) if left_out[one.unit_code] else one for one in lines)


@dataclass(frozen=True)
class Adjusted:
    """What one unit was given (positive) or had taken off beside the groups: an adjustment, or what the ends
    of the scale changed (``limit``). ``cases`` is NaN where points were given, not counted.
    """

    unit_code: str
    column: str
    points: float
    cases: float

    @property
    def lost(self) -> float:
        """What it cost the unit."""
        return 0.0 if pd.isna(self.points) else max(0.0, float(settle(-self.points)))

    @property
    def gained(self) -> float:
        """What it gave the unit."""
        return 0.0 if pd.isna(self.points) else max(0.0, float(settle(self.points)))


def adjusted_lines(card: Scorecard) -> dict[str, tuple[Adjusted, ...]]:
    """Every adjustment of each unit of a one-month card by code, in the scheme's order; ``limit`` last, where
    it changed anything. None for a unit without a total because no case arose.
    """
    names = [one.id for one in card.scheme.adjustments]
    cases = card.of_units(adjusted_cases(card.counts, card.scheme)).to_dict("index")
    left_out = card.of_units(card.left_out.to_frame("left_out"))["left_out"].to_dict()
    nothing = float("nan")
    return {
        str(code): ()
        if left_out[code]
        else tuple(
            Adjusted(str(code), name, points[name], cases[code].get(name, nothing))
            for name in (*names, LIMIT)
            if name != LIMIT or settle(points.get(LIMIT, 0.0)) not in (0.0, -0.0) and pd.notna(points[LIMIT])
        )
        for code, points in card.of_units(card.adjustments).to_dict("index").items()
    }


def names_of(counts: Sequence[str], scheme: Scheme) -> str:
    """Counts by their Vietnamese names, as they are added up and taken away."""
    return written(counts, scheme.counts.__getitem__)
