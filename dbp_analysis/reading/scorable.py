"""The last check of a month: whether every unit has what its groups are scored from."""

from collections.abc import Iterator

import pandas as pd

from dbp_analysis.common.errors import Problem, Severity
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.known import groups_counted
from dbp_analysis.settings.by_people import FORM_NAME, stated_figures
from dbp_analysis.settings.scheme import Scheme

MOST_NAMED = 5
"""Of more units that lack the same figures so many are named, the rest counted."""


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
