"""Checks of a month's files as they are: all there and once, of the month, each unit once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.periods import period_name
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.exports import CountedReading, Reading
from dbp_analysis.settings.month_settings import MonthSettings


def file_problems(readings: Sequence[Reading], settled: MonthSettings) -> Iterator[Problem]:
    """Layouts without a file that are not optional, nor is what is scored of them counted from registers; and
    files that are there twice.
    """
    counted = {name for one in readings if isinstance(one, CountedReading) for name in one.counts}
    inputs, optional = set(settled.scheme.inputs), settled.publication.optional_layouts
    for layout in settled.layouts:
        read = [reading for reading in readings if reading.layout.id == layout.id]
        needed = {column.name for column in layout.columns} & inputs
        if not read and layout.id not in optional and not (counted and needed <= counted):
            what = f"Thiếu tệp xuất theo mẫu: {layout.title}."
            yield Problem("files", what, f"Tải từ {layout.source}.", layout.file_name, kind=layout.id)
        for at, extra in enumerate(read):
            # Files that hold some units each may complete one another; others are one file twice.
            for earlier in read[:at]:
                shared = set(extra.units) & set(earlier.units)
                if layout.covers == "some" and not shared:
                    continue
                what = f"Mẫu {layout.title} đã có ở tệp {earlier.file}, trang {earlier.sheet}."
                problem = extra.problem("files", what, "Chuyển tệp thừa hoặc tệp cũ ra khỏi thư mục của kỳ.")
                yield replace(problem, meant=(earlier.file, earlier.sheet))
                break


def stated_period_problems(readings: Sequence[Reading], period: str) -> Iterator[Problem]:
    """Files that state another period than ``period``, or none although their layout has one."""
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
            problem = reading.problem("period", what, "Đối chiếu để chắc chắn tệp thuộc đúng kỳ.")
            yield replace(problem, severity="warning")


def with_unstated(result: CheckResult, readings: Sequence[Reading]) -> CheckResult:
    """The check of periods, with how many files say nothing of theirs."""
    files = {reading.file for reading in readings}
    silent = {reading.file for reading in readings if reading.layout.period == "none"}
    if not silent:
        return result
    return replace(result, unchecked=f"{len(silent)} tệp không ghi kỳ", checked=silent != files)


def unit_problems(readings: Sequence[Reading], units: pd.DataFrame) -> Iterator[Problem]:
    """Units with two rows in one file, and those that a file of all ``units`` lacks."""
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
