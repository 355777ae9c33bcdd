"""The change since the month before in the workbook: by unit, and down to numerators and denominators."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dbp_analysis.asking.change.split import Change, rows_of
from dbp_analysis.asking.change.text import causes, indicator_of, status_text
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.periods import before_text
from dbp_analysis.publishing.sheets import POINTS, SIGNED, UNIT_COLUMNS, WHOLE, Column, Sheets, Value
from dbp_analysis.settings.adjustment import ADJUSTMENTS


def change_sheets(sheets: Sheets, change: Change, of: tuple[str, str] = ("trước", "nay")) -> None:
    """One sheet by unit, one by unit and indicator; every figure unrounded. ``of`` says what the two are."""
    title = f"So với kết quả {change.before.period}"
    name = f"So với {before_text(change.after.months[0])}" if of == ("trước", "nay") else f"So với {of[0]}"
    units, parts = ([replace(c, header=_named(c.header, of)) for c in some] for some in (_UNITS, _PARTS))
    sheets.table(name, f"{title}: từng đơn vị", units, list(_units(sheets, change)))
    sheets.table("Phân tích thay đổi", f"{title}: từng chỉ số", parts, list(_parts(sheets, change)))


def _named(header: str, of: tuple[str, str]) -> str:
    first, last = of
    return re.sub(" trước$", f" {first}", re.sub(" nay$", f" {last}", header))


_UNITS = (
    *UNIT_COLUMNS, Column("Điểm trước", 22, POINTS), Column("Điểm nay", 22, POINTS),
    Column("Tăng, giảm", 22, SIGNED), Column("Hạng trước", 18, "0"), Column("Số bậc", 18, "+0;-0;0"),
    Column("Xếp loại trước", 26), Column("Xếp loại nay", 26), Column("Thay đổi nhiều nhất", 80),
    Column("So sánh", 56),
)  # fmt: skip

_PARTS = (
    *UNIT_COLUMNS, Column("Nhóm", 40), Column("Chỉ số", 62), Column("Tử số trước", 18, WHOLE),
    Column("Tử số nay", 18, WHOLE), Column("Mẫu số trước", 18, WHOLE), Column("Mẫu số nay", 18, WHOLE),
    Column("Điểm trước", 20, POINTS), Column("Điểm nay", 20, POINTS), Column("Thay đổi", 22, SIGNED),
    Column("Do tử số", 22, SIGNED), Column("Do mẫu số", 22, SIGNED), Column("Do yếu tố khác", 22, SIGNED),
)  # fmt: skip


def _units(sheets: Sheets, change: Change) -> Iterator[tuple[Value, ...]]:
    heads, behind = {head[1]: head for head in sheets.heads()}, causes(change)
    units = change.units.assign(change=settle(change.units["change"])).astype(object)
    units = units.mask(units.isna().mul(units["status"].eq("new"), axis="index"), "")
    for code, unit in rows_of(units).items():
        cause = behind.get(code)
        yield (
            *heads[code],
            *(unit[name] for name in ("total_before", "total_after", "change")),
            *(unit[name] for name in ("rank_before", "rank_change", "band_before", "band_after")),
            cause.text if cause else "",
            status_text(unit["status"]),
        )


def _parts(sheets: Sheets, change: Change) -> Iterator[tuple[Value, ...]]:
    heads, scheme = {head[1]: head for head in sheets.heads()}, change.scheme
    values = change.parts.astype(float)
    moved = ["change", "by_numerator", "by_denominator", "by_other"]
    values[moved] = settle(values[moved])
    for (code, subject), *figures in values.itertuples(name=None):
        indicator = indicator_of(scheme, subject)
        beside = subject in change.after.adjustments
        group = ADJUSTMENTS if beside else scheme.group_of(subject).name
        name = indicator.name if indicator else scheme.adjustment_name(subject) if beside else ""
        uncounted = 0 if indicator and indicator.is_counted else 4  # it has no numerator, no denominator
        shown = [None if at < uncounted and pd.isna(one) else one for at, one in enumerate(figures)]
        yield *heads[code], group, name, *shown
