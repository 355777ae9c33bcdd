"""Checks of a month's counts before they are scored, each named, each finding with its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dbp_analysis.errors import Problem
from dbp_analysis.exports import Reading
from dbp_analysis.html import ReaderTable
from dbp_analysis.layout import Identity, Layout
from dbp_analysis.numbers import vietnamese
from dbp_analysis.periods import period_name, stated_periods
from dbp_analysis.scheme import Scheme


@dataclass(frozen=True)
class CheckResult:
    """What one check looked at and what it found; no problems means that it holds."""

    id: str
    title: str
    scope: str
    problems: tuple[Problem, ...]

    @property
    def verdict(self) -> str:
        """The result in words: ``đạt``, or how many errors and warnings."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        warnings = len(self.problems) - errors
        parts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        return ", ".join(parts) or "đạt"


def run_checks(
    readings: Sequence[Reading],
    found_before: Sequence[Problem],
    counts: pd.DataFrame,
    layouts: Sequence[Layout],
    optional: Sequence[str],
    scheme: Scheme,
    units: pd.DataFrame,
    period: str,
) -> tuple[CheckResult, ...]:
    """Every check on one month: ``counts`` as from ``merge_counts``, ``found_before`` the problems of
    reading and correcting, ``optional`` the ids of layouts that a month may lack, ``units`` as from
    ``units_in_month``, ``period`` as ``stated_periods`` names it.
    """
    table = counts.reset_index("month", drop=True)
    identities = [identity for layout in layouts for identity in layout.identities]
    cells = sum(reading.counts.size for reading in readings)
    totalled = sum(reading.totals is not None for reading in readings)

    def before(*checks: str) -> list[Problem]:
        return [problem for problem in found_before if problem.check in checks]

    found: list[tuple[str, str, str, Iterable[Problem]]] = [
        (
            "files",
            "Đủ tệp, đúng mẫu, mỗi mẫu một lần",
            f"{len(layouts)} mẫu tệp",
            [*before("file", "layout"), *_complete(readings, layouts, optional)],
        ),
        ("numbers", "Ô số liệu là số nguyên không âm", f"{cells} ô", before("number")),
        ("period", "Kỳ báo cáo trong tệp đúng kỳ", period_name(period), _periods(readings, period)),
        ("corrections", "Hiệu chỉnh còn đúng với tệp xuất", "corrections.toml", before("corrections")),
        (
            "units",
            "Mỗi đơn vị đúng một dòng, không thừa, không thiếu",
            f"{len(units)} đơn vị",
            [*before("unit-unknown"), *_units(readings, units)],
        ),
        ("totals", "Dòng tổng bằng tổng các đơn vị", f"{totalled} bảng có dòng tổng", _totals(readings)),
        (
            "identities",
            "Các đẳng thức của biểu mẫu",
            f"{len(identities)} đẳng thức",
            _identities(readings, table, identities),
        ),
        ("agreement", "Cùng một số liệu ở hai tệp thì bằng nhau", "các cột trùng", _agreement(readings)),
        (
            "ratios",
            "Tử số không vượt mẫu số",
            f"{len(scheme.indicators)} chỉ số",
            _ratios(readings, table, scheme),
        ),
    ]
    results = [CheckResult(name, title, scope, tuple(problems)) for name, title, scope, problems in found]
    # What is missing because of an error above is not said twice.
    sound = not any(problem.severity == "error" for result in results for problem in result.problems)
    scorable = CheckResult(
        "scorable",
        "Đủ số liệu hoặc điểm cho mọi nhóm chỉ số",
        f"{len(units)} đơn vị, {len(scheme.groups)} nhóm",
        tuple(_scorable(table, scheme, units)) if sound else (),
    )
    return (*results, scorable)


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
            yield Problem("files", what, f"Tải từ {layout.source}.", layout.file_name)
        for extra in read[1:]:
            what = f"Mẫu {layout.title} đã có ở tệp {read[0].file}, trang {read[0].sheet}."
            yield extra.problem("files", what, "Chỉ giữ lại một tệp cho mỗi mẫu.")


def _periods(readings: Sequence[Reading], period: str) -> Iterator[Problem]:
    for reading in readings:
        stated = stated_periods(reading.heading)
        if reading.layout.period == "none" or stated == {period}:
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


def _units(readings: Sequence[Reading], units: pd.DataFrame) -> Iterator[Problem]:
    for reading in readings:
        for row in reading.units.index[reading.units.duplicated()]:
            code = str(reading.units[row])
            what = f"{units['unit_label'][code]} đã có ở dòng {reading.row_of(code)}."
            yield reading.problem("units", what, "Giữ lại một dòng cho mỗi đơn vị.", row=int(row))
        missing = units.index.difference(list(reading.units)) if reading.layout.covers == "all" else ()
        for code in missing:
            what = f"Thiếu {units['unit_label'][code]} (mã {code})."
            yield reading.problem("units", what, "Xuất lại tệp với đủ đơn vị; ghi 0 nếu không phát sinh.")


def _totals(readings: Sequence[Reading]) -> Iterator[Problem]:
    for reading in readings:
        if reading.totals is None:
            continue
        sums = reading.counts.sum(skipna=False)
        for count in sums.index[(sums != reading.totals) & sums.notna() & reading.totals.notna()]:
            what = f"Dòng tổng ghi {_n(reading.totals[count])}, các đơn vị cộng lại {_n(sums[count])}."
            remedy = "Xuất lại tệp; nếu vẫn lệch, báo đơn vị quản lý hệ thống."
            yield reading.problem("totals", what, remedy, row=reading.total_row, count=str(count))


def _identities(
    readings: Sequence[Reading], table: pd.DataFrame, identities: Sequence[Identity]
) -> Iterator[Problem]:
    for identity in identities:
        if not {*identity.left, *identity.right} <= set(table.columns):
            continue
        left = table[list(identity.left)].sum(axis="columns", skipna=False)
        right = table[list(identity.right)].sum(axis="columns", skipna=False)
        reading = _source(readings, identity.left[0])
        for code in table.index[(left != right) & left.notna() & right.notna()]:
            what = f"Không khớp {identity.name}: {_n(left[code])} so với {_n(right[code])}."
            remedy = "Đối chiếu với hệ thống và xuất lại tệp."
            yield reading.problem(
                "identities", what, remedy, row=reading.row_of(code), count=identity.left[0]
            )


def _agreement(readings: Sequence[Reading]) -> Iterator[Problem]:
    for at, reading in enumerate(readings):
        for earlier in readings[:at]:
            for count in reading.counts.columns.intersection(earlier.counts.columns):
                yield from _disagreements(earlier, reading, str(count))


def _disagreements(earlier: Reading, later: Reading, count: str) -> Iterator[Problem]:
    first, second = _by_unit(earlier, count), _by_unit(later, count)
    first, second = first.align(second, join="inner")
    for code in first.index[(first != second) & first.notna() & second.notna()]:
        there = f"tệp {earlier.file}, dòng {earlier.row_of(code)}, cột {earlier.columns[count]}"
        what = f"Số liệu ghi {_n(second[code])}, nhưng {there} ghi {_n(first[code])}."
        remedy = "Xuất lại cả hai tệp cùng một thời điểm."
        yield later.problem("agreement", what, remedy, row=later.row_of(code), count=count)


def _ratios(readings: Sequence[Reading], table: pd.DataFrame, scheme: Scheme) -> Iterator[Problem]:
    for indicator in scheme.indicators:
        parts = [*indicator.numerator, *indicator.denominator]
        if not parts or not set(parts) <= set(table.columns):
            continue
        numerator = table[list(indicator.numerator)].sum(axis="columns", skipna=False)
        denominator = table[list(indicator.denominator)].sum(axis="columns", skipna=False)
        reading = _source(readings, indicator.numerator[0])
        for code in table.index[numerator > denominator]:
            what = f"{indicator.name}: tử số {_n(numerator[code])} lớn hơn mẫu số {_n(denominator[code])}."
            remedy = "Đối chiếu hai số liệu với hệ thống và xuất lại tệp."
            row = reading.row_of(code)
            yield reading.problem("ratios", what, remedy, row=row, count=indicator.numerator[0])


def _scorable(table: pd.DataFrame, scheme: Scheme, units: pd.DataFrame) -> Iterator[Problem]:
    """Groups that can be scored neither from their counts nor from points that the source gave."""
    table = table.reindex(columns=table.columns.union(list(scheme.inputs))).reindex(units.index)
    for group in scheme.groups:
        names = [name for one in group.indicators for name in (*one.numerator, *one.denominator)]
        known = table[names].notna().all(axis="columns") & bool(group.indicators)
        if group.given:
            known |= table[group.given].notna()
        for code in table.index[~known]:
            what = f"{units['unit_label'][code]} (mã {code}): thiếu số liệu của {group.name}."
            remedy = "Bổ sung tệp xuất có số liệu này" + (" hoặc điểm của nhóm." if group.given else ".")
            yield Problem("scorable", what, remedy)


def _source(readings: Sequence[Reading], count: str) -> Reading:
    """The reading that a merged count was taken from."""
    return next(reading for reading in readings if count in reading.counts.columns)


def _by_unit(reading: Reading, count: str) -> pd.Series:
    values = reading.counts[count].set_axis(reading.units.reindex(reading.counts.index), axis="index")
    return values[~values.index.duplicated()]


def _n(number: float) -> str:
    return vietnamese(number)
