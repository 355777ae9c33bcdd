"""A scorecard line by line: one unit and one indicator, with the counts behind the points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dbp_analysis.common.numbers import half_up, in_full, settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.adjustments import adjusted_cases
from dbp_analysis.scoring.scorecard import UNKNOWN, Scorecard
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

    ``ratio`` is NaN for 0/0, ``points`` where left out or not known; ``stated`` is what was given or stated
    in place of a ratio, as it came in; ``withheld`` says of a group that its indicators are not told.
    """

    unit_code: str
    group: Group
    indicator: Indicator | None
    maximum: float
    points: float
    numerator: float = float("nan")
    denominator: float = float("nan")
    ratio: float = float("nan")
    stated: float = float("nan")
    withheld: bool = False

    @property
    def given_of(self) -> tuple[float, float] | None:
        """The points that people or a source gave its indicator, out of how many; None where it has others,
        or none are known.
        """
        one = self.indicator
        if one is None or not one.given or pd.isna(self.stated):
            return None
        return self.stated, one.given_of or one.maximum

    @property
    def basis(self) -> str:
        """What points rest on where they are not counted, else empty."""
        one = self.indicator
        if one is None:
            return GIVEN if pd.notna(self.points) else ""
        return SCORED if one.given else STATED if one.value else FIXED if one.constant is not None else ""

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
    none = card.given.mask(card.given, False) if card.withheld is None else card.withheld
    withheld = card.of_units(none).to_dict("index")
    stated = {i.id: i.given or i.value for i in card.scheme.indicators if i.given or i.value}
    came_in = card.of_units(card.counts[list(dict.fromkeys(stated.values()))]).to_dict("index")
    for code, of_group in card.of_units(card.group_points).to_dict("index").items():
        for group in card.scheme.groups:
            if given[code][group.id] or not group.indicators:
                told = Line(str(code), group, None, group.maximum, of_group[group.id])
                yield replace(told, withheld=bool(group.indicators) and withheld[code][group.id])
                continue
            for one in group.indicators:
                as_given = came_in[code].get(stated.get(one.id), float("nan"))
                figures = (*(table[code][one.id] for table in tables), as_given)
                yield Line(str(code), group, one, one.maximum, *figures)


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
            if name != LIMIT or abs(settle(points.get(LIMIT, 0.0))) > 0
        )
        for code, points in card.of_units(card.adjustments).to_dict("index").items()
    }


def adjusted_text(one: Adjusted, scheme: Scheme) -> str:
    """What an adjustment was counted on: "4 hồ sơ × 0,5 điểm"; who gave it; of the scale's ends, nothing."""
    found = scheme.adjustment(one.column)
    if found is None:
        return ""
    if found.given:
        return lower_first(SCORED) if pd.notna(one.points) else UNKNOWN
    if pd.isna(one.cases):
        return UNKNOWN
    most = f", tối đa {in_full(found.at_most)} điểm" if found.at_most else ""
    return f"{in_full(one.cases)} {found.cases} × {in_full(found.points_each or 0.0)} điểm{most}"


def names_of(counts: Sequence[str], scheme: Scheme) -> str:
    """Counts by their Vietnamese names, as they are added up and taken away."""
    return written(counts, scheme.counts.__getitem__)
