"""What the figures of a row add up to, as far as printed figures say it."""

from fractions import Fraction
from typing import NamedTuple

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.figures import Interval, total_of
from dbp_analysis.auditing.heads import group_column
from dbp_analysis.settings.adjustment import LIMIT
from dbp_analysis.settings.scheme import Group


class Row(NamedTuple):
    """What the parts of a row add up to, and what its total and its converted score (on the scale of totals)
    stand for; None where that is not known.
    """

    parts: Interval | None
    total: Interval | None
    converted: Interval | None


def row_of(annex: Annex, row: int) -> Row:
    """The sums of a row."""
    converted = annex.interval(row, "converted")
    scale = fraction(annex.scheme.maximum) / fraction(annex.scheme.scale)
    return Row(_parts(annex, row), annex.interval(row, "total"), converted and converted.times(scale))


def indicators_sum(annex: Annex, row: int, group: Group) -> tuple[Interval, Fraction] | None:
    """What the indicators of a group add up to, and the maxima of those that are left out; None unless all
    are printed.
    """
    parts, left_out = [], Fraction(0)
    for i in group.indicators:
        part = _clipped(annex, row, i.id, i.maximum)
        if part:
            parts.append(part)
        elif i.no_cases == "leave_out" and not group.given and annex.is_blank(row, i.id):
            left_out += fraction(i.maximum)
        else:
            return None
    return (total_of(parts), left_out) if group.indicators else None


def _parts(annex: Annex, row: int) -> Interval | None:
    scheme, sums, left_out = annex.scheme, [], Fraction(0)
    for group in scheme.groups:
        own = indicators_sum(annex, row, group)
        whole = _clipped(annex, row, group_column(group.id), group.maximum)
        if not (own or whole) or (not whole and group.given and scheme.missing_figures == "no_points"):
            return None  # where some figures are missing, points that are given stand for the indicators'
        if own:
            sums.append((whole and own[0].within(whole)) or whole or own[0])
            left_out += own[1]
        elif whole:
            sums.append(whole)
    adjusted = _adjusted(annex, row)
    maximum = fraction(scheme.maximum)
    if adjusted is None or left_out >= maximum:
        return None
    total = total_of(sums).times(maximum / (maximum - left_out)).plus(adjusted)
    if LIMIT in annex.texts or not scheme.adjustments:
        return total
    highest = total.high if scheme.above_maximum else maximum
    lowest = total.low if scheme.below_zero else Fraction(0)
    return Interval(*(min(max(end, lowest), highest) for end in total))


def _adjusted(annex: Annex, row: int) -> Interval | None:
    """Bonuses and deductions; those that are not printed may be anything up to what they are at most."""
    sums = []
    for one in annex.scheme.adjustments:
        if one.id in annex.texts:
            found = annex.interval(row, one.id)
            if not found:
                return None
            signed = found.low < 0 or one.kind == "bonus"  # some print what is taken off without its sign
            sums.append(found if signed else Interval(-found.high, -found.low))
        elif one.at_most is None:
            return None
        else:
            end = one.sign * fraction(one.at_most)
            sums.append(Interval(min(end, Fraction(0)), max(end, Fraction(0))))
    if LIMIT in annex.texts and (limit := annex.interval(row, LIMIT)):
        sums.append(limit)
    return total_of(sums)


def _clipped(annex: Annex, row: int, column: str, maximum: float) -> Interval | None:
    """What points stand for: none are below zero or above the maximum, unless they are printed so."""
    found = annex.interval(row, column)
    return found and (found.within(Interval(Fraction(0), fraction(maximum))) or found)


def fraction(value: float) -> Fraction:
    """A figure of a scheme, exactly as it is written there."""
    return Fraction(str(value))
