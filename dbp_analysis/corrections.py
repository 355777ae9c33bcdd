"""Corrections (hiệu chỉnh): hand fixes of an export as records with a reason, applied before the checks."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field

from dbp_analysis.config import Config, Identifier, Text, load_toml
from dbp_analysis.errors import Problem
from dbp_analysis.exports import Reading
from dbp_analysis.numbers import vietnamese
from dbp_analysis.units import UnitMatcher

FILE_NAME = "corrections.toml"

Whole = Annotated[int, Field(ge=0)]


class Correction(Config):
    """One fix: in which ``unit`` (code or name), which ``count`` (its id in the layouts) goes ``from`` what
    the export says ``to`` what is right, with the reason, who reported it, and when.
    """

    unit: Text
    count: Identifier
    from_: Whole = Field(alias="from")
    to: Whole
    reason: Text
    reported_by: Text
    date: datetime.date


class Corrections(Config):
    """``data/<publication>/<month>/corrections.toml``: the fixes of a month, in the order applied."""

    corrections: tuple[Correction, ...] = ()


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a month, none where there is no file; raise ``DataRejected`` for a wrong one."""
    return load_toml(path, Corrections).corrections if path.exists() else ()


def apply_corrections(
    readings: Sequence[Reading], corrections: Sequence[Correction], matcher: UnitMatcher
) -> tuple[list[Reading], list[Problem]]:
    """The readings with every correction made, and a problem for each that cannot be.

    A correction is refused when no export says ``from`` for that unit and count: the source was mended,
    and the fix must go.
    """
    corrected = list(readings)
    problems: list[Problem] = []
    for number, correction in enumerate(corrections, 1):
        unit = _unit(correction, matcher)
        applied = [_corrected(reading, correction, unit) for reading in corrected]
        if all(new is old for new, old in zip(applied, corrected, strict=True)):
            problems.append(_refusal(corrected, correction, unit, number))
        corrected = applied
    return corrected, problems


def corrections_table(corrections: Sequence[Correction]) -> pd.DataFrame:
    """The corrections for a reader, one row each; empty when there are none."""
    names = ["Đơn vị", "Số liệu", "Tệp xuất ghi", "Sửa thành", "Lý do", "Người báo", "Ngày"]
    rows = [
        (c.unit, c.count, c.from_, c.to, c.reason, c.reported_by, c.date.strftime("%d/%m/%Y"))
        for c in corrections
    ]
    return pd.DataFrame(rows, columns=names, index=range(1, len(rows) + 1))


def _unit(correction: Correction, matcher: UnitMatcher) -> str | None:
    return matcher.match(code=correction.unit).unit_code or matcher.match(name=correction.unit).unit_code


def _corrected(reading: Reading, correction: Correction, unit: str | None) -> Reading:
    """The reading with the fix made, or the same reading where it does not say ``from``."""
    row = None if unit is None else reading.row_of(unit)
    count = correction.count
    if row is None or count not in reading.counts or reading.counts.at[row, count] != correction.from_:
        return reading
    counts = reading.counts.copy()
    counts.loc[row, count] = correction.to
    totals = reading.totals
    # A total row that added up with the wrong figure was made from it, and moves with it.
    if totals is not None and totals[count] == reading.counts[count].sum():
        totals = totals.copy()
        totals[count] += correction.to - correction.from_
    return replace(reading, counts=counts, totals=totals)


def _refusal(readings: Sequence[Reading], correction: Correction, unit: str | None, number: int) -> Problem:
    found = [
        (reading, row)
        for reading in readings
        if correction.count in reading.counts and unit and (row := reading.row_of(unit)) is not None
    ]
    what = f"Hiệu chỉnh thứ {number}: không tìm thấy số liệu {correction.count} của {correction.unit!r}."
    remedy = "Ghi đúng mã hoặc tên đơn vị và mã số liệu như trong mẫu tệp."
    if found:
        said = ", ".join(
            f"{reading.file} dòng {row} ghi {vietnamese(reading.counts[correction.count][row])}"
            for reading, row in found
        )
        what = (
            f"Hiệu chỉnh thứ {number} không còn đúng: cần sửa từ {vietnamese(correction.from_)} "
            f"nhưng tệp {said}."
        )
        remedy = "Nếu nguồn đã sửa thì xóa hiệu chỉnh này; nếu không thì ghi lại from cho đúng."
    return Problem("corrections", what, remedy, FILE_NAME, column=f"corrections[{number}]")
