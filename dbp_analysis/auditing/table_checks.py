"""The figures of an annex against each other and its scheme: maxima, sums, conversion, bands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.attainable import check_attainable
from dbp_analysis.auditing.figures import Interval
from dbp_analysis.auditing.finding import Finding, cell_finding, told
from dbp_analysis.auditing.heads import group_column, maxima_of
from dbp_analysis.auditing.row_checks import check_ranks, check_units
from dbp_analysis.auditing.row_sums import Row, fraction, indicators_sum, row_of
from dbp_analysis.common.numbers import fixed, half_up, in_full
from dbp_analysis.common.sentences import listed
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")


def check_table(annex: Annex, units: pd.DataFrame | None = None) -> list[Finding]:
    """Everything in a table of scores that cannot be, whatever unrounded values stand behind its figures.

    ``units`` is the register that its units are held against. A cell that was restored by arithmetic is none.
    """
    found = [*check_units(annex, units), *check_ranks(annex)]
    for row in range(len(annex.texts)):
        found += [*_cells(annex, row), *_gap(annex, row), *_group_sums(annex, row), *_totals(annex, row)]
    return [*found, *check_attainable(annex)]


def _cells(annex: Annex, row: int) -> Iterator[Finding]:
    """Points above their maximum or below zero, and what is no figure."""
    for column, most in maxima_of(annex.scheme).items():
        value = annex.figure(row, column)
        if column not in annex.texts:
            continue
        highest = annex.scheme.above_maximum and column in ("total", "converted")
        lowest = annex.scheme.below_zero and column in ("total", "converted")
        if value is None and not annex.is_blank(row, column) and not annex.damaged:
            yield cell_finding("no_figure", annex, row, column, say("table.no_figure"), "likely")
        elif value is not None and value > _printed_most(annex, column, most) and not highest:
            yield cell_finding("maximum", annex, row, column, say("table.maximum", most=in_full(float(most))))
        elif value is not None and value < 0 and not lowest:
            yield cell_finding("maximum", annex, row, column, say("table.below_zero"))


def _gap(annex: Annex, row: int) -> Iterator[Finding]:
    """The one cell of points that says nothing, beside a total that wants some of them, and not all."""
    most = {name: one for name, one in maxima_of(annex.scheme).items() if name not in ("total", "converted")}
    blank = [name for name in most if annex.is_blank(row, name)]
    # What is left out for want of cases has the others stand for it.
    left_out = {one.id for one in annex.scheme.indicators if one.no_cases == "leave_out"}
    sums, no_points = row_of(annex, row), annex.scheme.missing_figures == "no_points"
    if annex.damaged or no_points or len(blank) != 1 or left_out & {*blank} or sums.parts or not sums.total:
        return
    ends = Decimal(0), most[blank[0]]
    none, full = (row_of(_filled(annex, row, blank[0], points), row).parts for points in ends)
    if none and full and none.high < sums.total.low and not full.within(sums.total):
        follows = say("table.gap_in_sum", total=annex.printed(row, "total"), parts=told(none))
        yield cell_finding("no_figure", annex, row, blank[0], follows, "likely")


def _filled(annex: Annex, row: int, column: str, points: Decimal) -> Annex:
    own = annex.values[column].tolist()
    own[row] = points
    return replace(annex, values=annex.values.assign(**{column: pd.Series(own, dtype=object)}))


def _printed_most(annex: Annex, column: str, most: Decimal) -> Decimal:
    """A maximum as it is printed: one that weights make may have more decimals, and is rounded up."""
    rounded = annex.scheme.rounding.indicator
    earned = (
        float(most) if rounded is None or column in ("total", "converted") else half_up(float(most), rounded)
    )
    return Decimal(fixed(earned, annex.decimals[column]))


def _group_sums(annex: Annex, row: int) -> Iterator[Finding]:
    for group in annex.scheme.groups:
        column = group_column(group.id)
        sums, printed = indicators_sum(annex, row, group), annex.interval(row, column)
        if sums and printed and not sums[1] and not sums[0].within(printed):
            yield cell_finding("group_sum", annex, row, column, say("table.group_sum", parts=told(sums[0])))


def _totals(annex: Annex, row: int) -> Iterator[Finding]:
    """The total against its parts, the converted score against both, the band against what they say."""
    sums = row_of(annex, row)
    agreed = _meet(sums.parts, sums.total)
    if sums.parts and sums.total and not agreed:
        yield cell_finding("sum", annex, row, "total", _which(sums, annex.scheme))
    elif sums.converted and (base := agreed or sums.total or sums.parts) and not base.within(sums.converted):
        total = annex.printed(row, "total") if sums.total else ""
        follows = say("table.conversion", total=total, figure=told(base.times(_down(annex.scheme))))
        yield cell_finding("conversion", annex, row, "converted", follows)
    both = _meet(agreed, sums.converted)
    yield from _band(annex, row, [both] if both else [one for one in sums if one])


def _which(sums: Row, scheme: Scheme) -> str:
    """What the parts add up to, and which of the two the converted score bears out."""
    parts = say("table.sum", parts=told(sums.parts)) if sums.parts else ""
    with_parts, with_total = _meet(sums.parts, sums.converted), _meet(sums.total, sums.converted)
    if not sums.converted or bool(with_parts) == bool(with_total):
        return parts
    own = told(sums.converted.times(_down(scheme)))
    return f"{parts} {say('table.sum_borne_out' if with_parts else 'table.total_borne_out', converted=own)}"


def _meet(one: Interval | None, other: Interval | None) -> Interval | None:
    """What both allow; one that is not known allows everything."""
    return one.within(other) if one and other else one or other


def _down(scheme: Scheme) -> Fraction:
    """From the scale of totals to that of converted scores."""
    return fraction(scheme.scale) / fraction(scheme.maximum)


def _band(annex: Annex, row: int, scores: Sequence[Interval]) -> Iterator[Finding]:
    """The band against the limits, on whichever side of them the score may lie."""
    if "band" not in annex.texts or not annex.printed(row, "band").strip("–- "):
        return
    band = annex.values["band"].iat[row]
    if band is None and annex.interval(row, "total") and not annex.damaged:
        names = listed([one.printed for one in annex.scheme.bands])
        yield cell_finding("band_name", annex, row, "band", say("table.band_name", bands=names), "likely")
    if band is None or not scores:
        return
    on_scale = [score.times(_down(annex.scheme)) for score in scores]
    allowed = {name for score in on_scale for name in _bands(annex.scheme, score)}
    if band not in allowed:
        names = listed([one.printed for one in annex.scheme.bands if one.name in allowed])
        follows = say(
            "table.band", score=told(on_scale[-1]), column=annex.scheme.score_name.lower(), bands=names
        )
        yield cell_finding("band", annex, row, "band", follows)


def _bands(scheme: Scheme, score: Interval) -> list[str]:
    """The bands that a score may have; below one that asks for more than a score, the next ones too."""
    low, high = (
        next(
            at
            for at, band in enumerate(scheme.bands)
            if band.reached(max(float(end), 0.0)) or at == len(scheme.bands) - 1
        )
        for end in score
    )
    while scheme.bands[low].requires:
        low += 1
    return [band.name for band in scheme.bands[high : low + 1]]
