"""Corrections (hiệu chỉnh): hand fixes of an export as records with a reason, applied before the checks."""

import datetime
from collections.abc import Mapping, Sequence
from os.path import lexists
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, Field

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import Mend, Problem
from dbp_analysis.common.near import or_known
from dbp_analysis.common.numbers import in_full
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.reading.derived import with_figure
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.table_rows import figure_in
from dbp_analysis.settings.config import Config, Identifier, Text, load_toml
from dbp_analysis.settings.unit_names import UnitMatch, UnitMatcher

FILE_NAME = "corrections.toml"


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


Figure = Annotated[float, Field(ge=0, strict=True), AfterValidator(_plain)]
"""A count or points; which, and within which bounds, is known from the layout."""


class Correction(Config):
    """One fix: in which ``unit`` (code or name), which ``count`` (its id in the layouts) goes ``from`` what
    the export says ``to`` what is right, with the reason, who reported it, and when.
    """

    unit: Text
    count: Identifier
    from_: Figure = Field(alias="from")
    to: Figure
    reason: Text
    reported_by: Text
    date: datetime.date


class Corrections(Config):
    """``data/<publication>/<month>/corrections.toml``: the fixes of a month, in the order applied."""

    corrections: tuple[Correction, ...] = ()


def load_corrections(path: Path, noted: Noted = unnoted) -> tuple[Correction, ...]:
    """The corrections of a month, none where there is no file; raise ``DataRejected`` for a wrong one."""
    return load_toml(path, Corrections, noted).corrections if lexists(path) else ()


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
        if invalid := _invalid(corrected, correction, number):
            problems.append(invalid)
            continue
        unit = unit_of(correction, matcher)
        applied = [_corrected(reading, correction, unit.unit_code) for reading in corrected]
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
    return pd.DataFrame(rows, columns=names, index=range(1, len(rows) + 1), dtype=object)


def correction_lines(mends: Sequence[Mend], labels: Mapping[str, str]) -> tuple[str, ...]:
    """A correction to paste for a figure that is wrong in one of the cells of a unit, with blanks for what
    only a person knows: until they are filled in, the file is refused. ``labels`` are names of units and
    counts.
    """
    cells = ", ".join(dict.fromkeys(f"{mend.count} ({mend.said:.15g})" for mend in mends))
    return (
        "[[corrections]]",
        f"unit = {_only([mend.unit for mend in mends], labels)}",
        f"count = {_only([mend.count for mend in mends], labels) or f'  # một trong: {cells}'}",
        f"from = {f'{mends[0].said:.15g}' if len(mends) == 1 else '  # số mà tệp đang ghi'}",
        "to =   # số đúng",
        'reason = ""  # vì sao sửa, căn cứ nào',
        'reported_by = ""  # ai báo số đúng',
        "date =   # ngày báo, dạng NĂM-THÁNG-NGÀY",
    )


def _only(names: Sequence[str], labels: Mapping[str, str]) -> str:
    """The one name as TOML, with what it is called; empty where there are several."""
    if len(set(names)) > 1:
        return ""
    return f'"{names[0]}"' + (f"  # {labels[names[0]]}" if names[0] in labels else "")


def unit_of(correction: Correction, matcher: UnitMatcher) -> UnitMatch:
    """The unit that a correction names by its code or name."""
    by_code = matcher.match(code=correction.unit)
    return by_code if by_code.unit_code else matcher.match(name=correction.unit)


def _corrected(reading: Reading, correction: Correction, unit: str | None) -> Reading:
    """The reading with the fix made, or the same reading where it does not say ``from``."""
    row = None if unit is None else reading.row_of(unit)
    count = correction.count
    if row is None or count not in reading.counts or reading.counts.at[row, count] != correction.from_:
        return reading
    return with_figure(reading, row, count, correction.to)


def _invalid(readings: Sequence[Reading], correction: Correction, number: int) -> Problem | None:
    """What no cell of the column could hold: decimals of a count, or a figure beyond the bounds."""
    columns = (c for reading in readings for c in reading.layout.columns if c.name == correction.count)
    column = next(columns, None)
    for key, value in (("from", correction.from_), ("to", correction.to)):
        try:
            figure_in(value, column) if column else None
        except ValueError as error:
            what = f"Hiệu chỉnh thứ {number}: {correction.count}, mục {key} {error}."
            remedy = "Số liệu ghi số nguyên; điểm ghi số thập phân với dấu chấm, ví dụ to = 8.5."
            return Problem("corrections", what, remedy, FILE_NAME, column=f"corrections[{number}].{key}")
    return None


def _refusal(readings: Sequence[Reading], correction: Correction, unit: UnitMatch, number: int) -> Problem:
    """Why no export could be mended: the unit or the count is not known, or none says ``from``."""
    at = f"corrections[{number}]"
    count, counts = correction.count, {str(name) for reading in readings for name in reading.counts}
    if unit.unit_code is None:
        what = f"Hiệu chỉnh thứ {number}: không rõ đơn vị nào là {correction.unit!r}."
        meant = " hoặc ".join(unit.suggestions)
        remedy = (
            f"Có phải {meant}? Ghi mã hoặc tên đơn vị." if meant else "Ghi mã hoặc tên như trong units.csv."
        )
        return Problem("corrections", what, remedy, FILE_NAME, column=f"{at}.unit")
    if count not in counts:
        what = f"Hiệu chỉnh thứ {number}: các tệp xuất của kỳ không có số liệu mang mã {count!r}."
        remedy = f"{capitalised(or_known(count, counts, 'Các mã hiện có'))}."
        return Problem("corrections", what, remedy, FILE_NAME, column=f"{at}.count")
    found = [
        (reading, row)
        for reading in readings
        if count in reading.counts and (row := reading.row_of(unit.unit_code)) is not None
    ]
    if not found:
        what = f"Hiệu chỉnh thứ {number}: không tệp nào ghi số liệu {count} của {correction.unit!r}."
        remedy = "Tệp không có dòng của đơn vị này: xuất lại tệp cho đủ, hoặc xóa hiệu chỉnh."
        return Problem("corrections", what, remedy, FILE_NAME, column=at)
    said = ", ".join(
        f"{reading.file} dòng {row} ghi {in_full(reading.counts[count][row])}" for reading, row in found
    )
    what = f"Hiệu chỉnh thứ {number} không còn đúng: cần sửa từ {in_full(correction.from_)} nhưng tệp {said}."
    remedy = (
        "Nếu nguồn đã sửa thì xóa hiệu chỉnh này; nếu không, hỏi lại người báo rồi ghi lại cả from và to."
    )
    return Problem("corrections", what, remedy, FILE_NAME, column=at)
