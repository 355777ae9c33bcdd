"""Checks of a month's counts before they are scored, each named, each finding with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.periods import period_name
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.coverage import coverage_problems, coverage_scope, coverages, misstated
from dbp_analysis.reading.derived import rate_problems, total_problems
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.figure_checks import (
    agreement_problems,
    identity_problems,
    maximum_problems,
    point_maxima,
    ratio_problems,
)
from dbp_analysis.reading.file_checks import (
    file_problems,
    stated_period_problems,
    unit_problems,
    with_unstated,
)
from dbp_analysis.reading.given_form import CHECK as BY_PEOPLE
from dbp_analysis.reading.given_form import given_figures
from dbp_analysis.reading.scorable import scorable_check
from dbp_analysis.settings.month_settings import MonthSettings


def run_checks(
    settled: MonthSettings,
    readings: Sequence[Reading],
    whole: Sequence[Reading],
    found_before: Sequence[Problem],
    counts: pd.DataFrame,
    before: pd.DataFrame | None,
) -> tuple[CheckResult, ...]:
    """Every check on one month: ``whole`` are the readings with the rows of other lists too, as totals sum
    them, ``counts`` as from ``merge_counts``, ``found_before`` the problems of
    reading and correcting, ``before`` the counts of the month before where it has any.
    """
    layouts, scheme, units = settled.layouts, settled.scheme, settled.units
    period, covered = settled.settings.stated_period(settled.month), settled.settings.units_covered
    table = counts.reset_index("month", drop=True)
    identities = [identity for layout in layouts for identity in layout.identities]
    cells = sum(reading.counts.size for reading in readings)
    totalled = sum(not reading.totals.empty for reading in whole)
    rates = sum(len(reading.rates) for reading in readings)
    points = table.columns.intersection(list(point_maxima(scheme)))
    given = len(given_figures(readings))
    partial = coverages(readings, layouts, table, units, covered, before)

    def earlier(*checks: str) -> list[Problem]:
        return [problem for problem in found_before if problem.check in checks]

    # A check whose scope is empty has nothing to look at in these exports, and is left out.
    found: list[tuple[str, str, str, Iterable[Problem]]] = [
        (
            "files",
            "Đủ tệp, đúng mẫu, mỗi mẫu một lần",
            f"{len(layouts)} mẫu tệp",
            [*earlier("file", "layout"), *file_problems(readings, settled)],
        ),
        ("numbers", "Ô số liệu là số nguyên không âm", f"{cells} ô", earlier("number")),
        (
            BY_PEOPLE,
            "Điểm chấm tay đủ đơn vị, chỉ tiêu và lý do",
            f"{given} điểm" if given else "",
            earlier(BY_PEOPLE),
        ),
        (
            "period",
            "Kỳ báo cáo trong tệp đúng kỳ",
            period_name(period),
            [*earlier("period"), *stated_period_problems(readings, period)],
        ),
        ("corrections", "Hiệu chỉnh còn đúng với tệp xuất", "corrections.toml", earlier("corrections")),
        (
            "units",
            "Mỗi đơn vị đúng một dòng, không thừa, không thiếu",
            f"{len(units)} đơn vị",
            [*earlier("unit-unknown"), *unit_problems(readings, units)],
        ),
        (
            "totals",
            "Dòng tổng bằng tổng các đơn vị",
            f"{totalled} bảng có dòng tổng" if totalled else "",
            total_problems(whole),
        ),
        (
            "identities",
            "Các đẳng thức của biểu mẫu",
            f"{len(identities)} đẳng thức" if identities else "",
            identity_problems(readings, table, identities),
        ),
        (
            "agreement",
            "Cùng một số liệu ở hai tệp thì bằng nhau",
            "các cột trùng",
            agreement_problems(readings),
        ),
        (
            "ratios",
            "Tử số không vượt mẫu số",
            f"{len(scheme.indicators)} chỉ số",
            ratio_problems(readings, table, scheme),
        ),
        (
            "rates",
            "Tỷ lệ ghi trong ô khớp với số liệu",
            f"{rates} ô" if rates else "",
            rate_problems(readings),
        ),
        (
            "points",
            "Điểm không vượt mức tối đa",
            f"{len(points)} cột điểm" if len(points) else "",
            maximum_problems(readings, table, scheme),
        ),
        (
            "coverage",
            "Số đơn vị có số liệu không ít đi",
            coverage_scope(partial, units),
            [*misstated(layouts, covered), *coverage_problems(partial, readings, units)],
        ),
    ]
    results = [
        result
        for name, title, scope, problems in found
        if (result := CheckResult(name, title, scope, tuple(problems))).problems or scope
    ]
    results = [with_unstated(result, readings) if result.id == "period" else result for result in results]
    # What is missing because of an error above is not said twice.
    sound = not any(problem.severity == "error" for result in results for problem in result.problems)
    return (*results, scorable_check(table, scheme, units, sound))


def own_form(
    settled: MonthSettings, readings: Sequence[Reading], found: Sequence[Problem], own: pd.DataFrame
) -> tuple[CheckResult, ...]:
    """The checks of the form that gives the points of a period whose counts are summed of its months."""
    layouts = {one.layout.id: one.layout for one in readings if not one.reasons}  # a form is no export
    only = replace(settled, layouts=tuple(layouts.values()))
    table = pd.concat({settled.month: own}, names=["month"])
    checks = run_checks(only, readings, readings, found, table, None)
    own_checks = (one for one in checks if one.problems and one.id != "scorable")
    return tuple(replace(one, title=f"{one.title} (phiếu của kỳ)") for one in own_checks)
