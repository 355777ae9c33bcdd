"""Checks of figures against each other: identities, the same figure in two exports, ratios, maxima."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dbp_analysis.common.errors import Mend, Problem
from dbp_analysis.common.numbers import in_full, settle
from dbp_analysis.reading.derived import mend_cell
from dbp_analysis.reading.exports import CountedReading, Reading, source
from dbp_analysis.settings.by_people import stated_figures
from dbp_analysis.settings.layout import PUBLISHED, Identity
from dbp_analysis.settings.scheme import Group, Indicator, Scheme
from dbp_analysis.settings.sums import count_of, summed, written


def identity_problems(
    readings: Sequence[Reading], table: pd.DataFrame, identities: Sequence[Identity]
) -> Iterator[Problem]:
    """Sums of counts that a form or two exports say are equal, and that are not; ``table`` by unit code."""
    for identity in identities:
        if not {*identity.left, *identity.right} <= set(table.columns):
            continue
        left = table[list(identity.left)].sum(axis="columns", skipna=False)
        right = table[list(identity.right)].sum(axis="columns", skipna=False)
        for code in table.index[(left != right) & left.notna() & right.notna()]:
            what = f"Không khớp {identity.name}: {in_full(left[code])} so với {in_full(right[code])}."
            remedy = "Đối chiếu với hệ thống và xuất lại tệp."
            reading = source(readings, identity.left[0], str(code))
            problem = reading.problem(
                "identities", what, remedy, row=reading.row_of(code), count=identity.left[0]
            )
            off = float(left[code] - right[code])
            yield replace(
                problem,
                kind=identity.name,
                mends=(
                    *_mends(readings, table, identity.left, str(code), -off),
                    *_mends(readings, table, identity.right, str(code), off),
                ),
            )


def agreement_problems(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Cells of two exports, counts and points alike, that say different things of one unit. What is counted
    from a register is compared where the dossiers are known.
    """
    readings = [one for one in readings if not isinstance(one, CountedReading)]
    for at, reading in enumerate(readings):
        for earlier in readings[:at]:
            for count in reading.counts.columns.intersection(earlier.counts.columns):
                yield from _disagreements(earlier, reading, str(count))


def _disagreements(earlier: Reading, later: Reading, count: str) -> Iterator[Problem]:
    first, second = _by_unit(earlier, count), _by_unit(later, count)
    first, second = first.align(second, join="inner")
    for code in first.index[(settle(first) != settle(second)) & first.notna() & second.notna()]:
        there = f"tệp {earlier.file}, dòng {earlier.row_of(code)}, cột {earlier.columns[count]}"
        what = f"Số liệu ghi {in_full(second[code])}, nhưng {there} ghi {in_full(first[code])}."
        remedy = "Xuất lại cả hai tệp cùng một thời điểm."
        sides = ((earlier, second[code]), (later, first[code]))
        mends = [
            mend
            for reading, right in sides
            for mend in mend_cell(reading, reading.row_of(code), count, right, right)
        ]
        problem = later.problem("agreement", what, remedy, row=later.row_of(code), count=count)
        yield replace(problem, mends=tuple(mends))


def ratio_problems(readings: Sequence[Reading], table: pd.DataFrame, scheme: Scheme) -> Iterator[Problem]:
    """Numerators of shares above their denominators, any numerator above a denominator of 0, and sums of
    either that come out below zero.
    """
    for indicator in scheme.indicators:
        if not indicator.is_counted or not set(indicator.counts) <= set(table.columns):
            continue
        numerator = summed(indicator.numerator, table.__getitem__)
        denominator = summed(indicator.denominator, table.__getitem__)
        limit = denominator if indicator.is_share else denominator.mask(denominator > 0)
        for code in table.index[(numerator > limit) & (denominator >= 0)]:
            part, whole = in_full(numerator[code]), in_full(denominator[code])
            what = f"{indicator.name}: tử số {part} lớn hơn mẫu số {whole}."
            remedy = "Đối chiếu hai số liệu với hệ thống và xuất lại tệp."
            problem = _of_sum(readings, indicator.numerator, str(code), what, remedy)
            off = float(numerator[code] - denominator[code])
            mends = _ratio_mends(readings, table, indicator, str(code), off)
            yield replace(problem, kind=indicator.name, mends=mends)
        for name, parts, sums in (
            ("tử số", indicator.numerator, numerator),
            ("mẫu số", indicator.denominator, denominator),
        ):
            for code in table.index[sums < 0]:
                own = {
                    count: f"{scheme.counts[count]} {in_full(table[count][code])}"
                    for count in indicator.counts
                }
                told = written(parts, own.__getitem__)
                what = f"{indicator.name}: {name} nhỏ hơn 0: {told} = {in_full(sums[code])}."
                remedy = "Đối chiếu các số liệu này với hệ thống và xuất lại tệp."
                yield _of_sum(readings, parts, str(code), what, remedy)


def _ratio_mends(
    readings: Sequence[Reading], table: pd.DataFrame, indicator: Indicator, code: str, off: float
) -> tuple[Mend, ...]:
    """The cells that would bring a numerator, ``off`` by so much, down to its denominator; none of sums that
    take away.
    """
    numerator, denominator = indicator.numerator, indicator.denominator
    if set(indicator.counts) != {*numerator, *denominator}:
        return ()
    return (
        *_mends(readings, table, numerator, code, -off, least=0),
        *_mends(readings, table, denominator, code, off, most=np.inf),
    )


def _of_sum(readings: Sequence[Reading], parts: Sequence[str], code: str, what: str, remedy: str) -> Problem:
    """A problem of a unit's sum, at the cell of its first count."""
    count = count_of(parts[0])
    reading = source(readings, count, code)
    return reading.problem("ratios", what, remedy, row=reading.row_of(code), count=count)


def point_maxima(scheme: Scheme) -> dict[str, tuple[str, float]]:
    """Points that a source may state, by their column: what they are of, and the most they can be."""
    parts: tuple[Indicator | Group, ...] = (*scheme.indicators, *scheme.groups)
    published = {f"{PUBLISHED}{part.id}": (part.name, part.maximum) for part in parts}
    given = {one.name: (one.title, one.most) for one in stated_figures(scheme) if one.most is not None}
    given |= {group.given: (group.name, group.maximum) for group in scheme.groups if group.given}
    return {f"{PUBLISHED}total": ("Tổng điểm", scheme.maximum)} | published | given


def maximum_problems(readings: Sequence[Reading], table: pd.DataFrame, scheme: Scheme) -> Iterator[Problem]:
    """Points above the maximum of what they are stated for."""
    for name, (subject, maximum) in point_maxima(scheme).items():
        if name not in table:
            continue
        for code in table.index[settle(table[name]) > maximum]:
            what = (
                f"{subject}: tệp ghi {in_full(table[name][code])} điểm, vượt mức tối đa {in_full(maximum)}."
            )
            remedy = "Đối chiếu với trang công bố."
            reading = source(readings, name, str(code))
            row = reading.row_of(code)
            problem = reading.problem("points", what, remedy, row=row, count=name)
            yield replace(problem, kind=name, mends=tuple(mend_cell(reading, row, name, 0, maximum)))


def _mends(
    readings: Sequence[Reading],
    table: pd.DataFrame,
    counts: Sequence[str],
    code: str,
    by: float,
    *,
    least: float | None = None,
    most: float | None = None,
) -> Iterator[Mend]:
    """The cells of a unit that would end a contradiction if they were changed ``by`` so much, or more."""
    for count in counts:
        reading, right = source(readings, count, code), float(table[count][code]) + by
        row = reading.row_of(code)
        yield from mend_cell(
            reading, row, count, right if least is None else least, right if most is None else most
        )


def _by_unit(reading: Reading, count: str) -> pd.Series:
    values = reading.counts[count].set_axis(reading.units.reindex(reading.counts.index), axis="index")
    return values[~values.index.duplicated()]
