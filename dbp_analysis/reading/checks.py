"""Checks of a month's counts before they are scored, each named, each finding with its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from dbp_analysis.common.errors import Problem, Severity
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.periods import period_name
from dbp_analysis.common.sentences import listed
from dbp_analysis.common.stated_periods import stated_periods
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
from dbp_analysis.reading.given_form import CHECK as BY_PEOPLE
from dbp_analysis.reading.given_form import given_figures
from dbp_analysis.reading.known import groups_counted
from dbp_analysis.settings.by_people import FORM_NAME, stated_figures
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.scheme import Scheme

MOST_NAMED = 5
"""Of more units that lack the same figures so many are named, the rest counted."""


@dataclass(frozen=True)
class CheckResult:
    """What one check looked at and what it found; no problems means that it holds.

    ``unchecked`` says what of it could not be checked, in Vietnamese; ``checked`` is false where nothing
    could.
    """

    id: str
    title: str
    scope: str
    problems: tuple[Problem, ...]
    unchecked: str = ""
    checked: bool = True

    @property
    def result(self) -> Literal["passed", "problems", "not checkable"]:
        """Only what was looked at whole has passed."""
        if self.problems:
            return "problems"
        return "not checkable" if self.unchecked else "passed"

    @property
    def brief(self) -> str:
        """The result in a few words: ``đạt``, errors and warnings, or that nothing could be checked."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        warnings = len(self.problems) - errors
        parts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        return ", ".join(parts) or ("đạt" if self.checked else "không kiểm tra được")

    @property
    def verdict(self) -> str:
        """The result, and what could not be checked."""
        if not self.unchecked:
            return self.brief
        found = f"{self.brief}; " if self.problems or self.checked else ""
        return f"{found}không kiểm tra được: {self.unchecked}"


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
            [*earlier("file", "layout"), *_complete(readings, layouts, settled.publication.optional_layouts)],
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
            [*earlier("period"), *_periods(readings, period)],
        ),
        ("corrections", "Hiệu chỉnh còn đúng với tệp xuất", "corrections.toml", earlier("corrections")),
        (
            "units",
            "Mỗi đơn vị đúng một dòng, không thừa, không thiếu",
            f"{len(units)} đơn vị",
            [*earlier("unit-unknown"), *_units(readings, units)],
        ),
        (
            "totals",
            "Dòng tổng bằng tổng các đơn vị",
            f"{totalled} bảng có dòng tổng",
            total_problems(whole),
        ),
        (
            "identities",
            "Các đẳng thức của biểu mẫu",
            f"{len(identities)} đẳng thức",
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
    results = [_with_unstated(result, readings) if result.id == "period" else result for result in results]
    # What is missing because of an error above is not said twice.
    sound = not any(problem.severity == "error" for result in results for problem in result.problems)
    return (*results, scorable_check(table, scheme, units, sound))


def scorable_check(table: pd.DataFrame, scheme: Scheme, units: pd.DataFrame, sound: bool) -> CheckResult:
    """Whether every group can be scored; not looked at unless the figures are ``sound``."""
    return CheckResult(
        "scorable",
        "Đủ số liệu hoặc điểm cho mọi nhóm chỉ số",
        f"{len(units)} đơn vị, {len(scheme.groups)} nhóm",
        tuple(_scorable(table, scheme, units)) if sound else (),
        unchecked="" if sound else "còn lỗi ở các mục trên",
        checked=sound,
    )


def own_form(
    settled: MonthSettings, readings: Sequence[Reading], found: Sequence[Problem], own: pd.DataFrame
) -> tuple[CheckResult, ...]:
    """The checks of the form that gives the points of a period whose counts are summed of its months."""
    layouts = {one.layout.id: one.layout for one in readings}
    only = replace(settled, layouts=tuple(layouts.values()))
    table = pd.concat({settled.month: own}, names=["month"])
    checks = run_checks(only, readings, readings, found, table, None)
    own_checks = (one for one in checks if one.problems and one.id != "scorable")
    return tuple(replace(one, title=f"{one.title} (phiếu của kỳ)") for one in own_checks)


def checks_table(checks: Sequence[CheckResult]) -> ReaderTable:
    """The checks as a table for a reader: what was checked, on what, with what result."""
    rows = [(check.title, check.scope, check.verdict) for check in checks]
    table = pd.DataFrame(rows, columns=["Kiểm tra", "Phạm vi", "Kết quả"]).set_index("Kiểm tra")
    return ReaderTable(table, words=("Phạm vi", "Kết quả"))


def _complete(
    readings: Sequence[Reading], layouts: Sequence[Layout], optional: Sequence[str]
) -> Iterator[Problem]:
    for layout in layouts:
        read = [reading for reading in readings if reading.layout.id == layout.id]
        if not read and layout.id not in optional:
            what = f"Thiếu tệp xuất theo mẫu: {layout.title}."
            yield Problem("files", what, f"Tải từ {layout.source}.", layout.file_name, kind=layout.id)
        for at, extra in enumerate(read):
            # Files that hold some units each may complete one another; others are one file twice.
            for earlier in read[:at]:
                shared = set(extra.units) & set(earlier.units)
                if layout.covers == "some" and not shared:
                    continue
                what = f"Mẫu {layout.title} đã có ở tệp {earlier.file}, trang {earlier.sheet}."
                problem = extra.problem("files", what, "Chuyển tệp thừa hoặc tệp cũ ra khỏi thư mục tháng.")
                yield replace(problem, meant=(earlier.file, earlier.sheet))
                break


def _periods(readings: Sequence[Reading], period: str) -> Iterator[Problem]:
    for reading in readings:
        stated = stated_periods(reading.heading, period)
        if stated == {period} or (not stated and reading.layout.period == "none"):
            continue
        if stated:
            said = ", ".join(map(period_name, sorted(stated)))
            what = f"Tệp ghi kỳ báo cáo {said}, không phải {period_name(period)}."
            if period in stated:
                what = f"Tệp ghi nhiều kỳ báo cáo: {said}."
            yield reading.problem("period", what, f"Xuất lại tệp với kỳ báo cáo {period_name(period)}.")
        else:
            what = "Không thấy kỳ báo cáo ở phần tiêu đề của tệp."
            problem = reading.problem("period", what, "Đối chiếu để chắc chắn tệp thuộc đúng tháng.")
            yield replace(problem, severity="warning")


def _with_unstated(result: CheckResult, readings: Sequence[Reading]) -> CheckResult:
    """The check of periods, with how many files say nothing of theirs."""
    files = {reading.file for reading in readings}
    silent = {reading.file for reading in readings if reading.layout.period == "none"}
    if not silent:
        return result
    return replace(result, unchecked=f"{len(silent)} tệp không ghi kỳ", checked=silent != files)


def _units(readings: Sequence[Reading], units: pd.DataFrame) -> Iterator[Problem]:
    for reading in readings:
        for row in reading.units.index[reading.units.duplicated()]:
            code = str(reading.units[row])
            what = f"{units['unit_label'][code]} đã có ở dòng {reading.row_of(code)}."
            remedy = "Xuất lại tệp; nếu vẫn vậy, báo đơn vị quản lý hệ thống; không sửa tệp xuất."
            yield reading.problem("units", what, remedy, row=int(row))
        missing = units.index.difference(list(reading.units)) if reading.layout.covers == "all" else ()
        for code in missing:
            what = f"Thiếu {units['unit_label'][code]} (mã {code})."
            remedy = "Xuất lại tệp với đủ đơn vị; nếu vẫn thiếu, báo đơn vị quản lý hệ thống."
            label = str(units["unit_label"][code])
            yield replace(reading.problem("units", what, remedy), subject=label, meant=(str(code),))


def _scorable(table: pd.DataFrame, scheme: Scheme, units: pd.DataFrame) -> Iterator[Problem]:
    """Groups that can be scored neither from their counts nor from points that the source gave: warnings,
    unless no unit at all can be scored.
    """
    table = table.reindex(columns=table.columns.union(list(scheme.inputs))).reindex(units.index)
    known = groups_counted(table, scheme)
    for group in scheme.groups:
        if group.given:
            known[group.id] |= table[group.given].notna()
    parts = {group.id: group.name for group in scheme.groups}
    for one in scheme.adjustments:
        if one.unlisted == "unknown":
            known[one.id] = table[list(one.inputs)].notna().all(axis="columns")
            parts[one.id] = one.name
    earns = "tính 0 điểm phần thiếu" if scheme.missing_figures == "no_points" else "không chấm điểm được"
    fatal = scheme.missing_figures == "no_total" and not known.all(axis="columns").any()
    severity: Severity = "error" if fatal else "warning"
    stated = {one.name: one.title for one in stated_figures(scheme)}
    for part, name in parts.items():
        missing = table.index[~known[part]]
        lacking = [f"{units['unit_label'][code]} (mã {code})" for code in missing]
        if not lacking:
            continue
        more = f" và {len(lacking) - MOST_NAMED} đơn vị khác" * (len(lacking) > MOST_NAMED)
        what = f"{listed(lacking[:MOST_NAMED])}{more}: thiếu số liệu của {name}, {earns}."
        by_people = [
            stated[one] for one in _inputs(scheme, part) if one in stated and table[one][missing].isna().any()
        ]
        form = f", hoặc điền {FORM_NAME}: {listed(by_people)}" if by_people else ""
        yield Problem("scorable", what, f"Bổ sung tệp xuất có số liệu này{form}.", severity=severity)


def _inputs(scheme: Scheme, part: str) -> list[str]:
    """The ids of all that a group or an adjustment is made of."""
    adjusted = [name for one in scheme.adjustments if one.id == part for name in one.inputs]
    groups = [group for group in scheme.groups if group.id == part]
    return [
        *adjusted,
        *(name for g in groups for i in g.indicators for name in i.counts),
        *(g.given for g in groups if g.given),
    ]
