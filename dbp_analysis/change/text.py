"""How a change is written: signed points, places, and the indicator behind it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dbp_analysis.change.split import Change, rows_of
from dbp_analysis.numbers import settle, vietnamese
from dbp_analysis.scheme import Indicator, Scheme
from dbp_analysis.scorecard import NO_CASES

STATUSES = {
    "new": "chưa có điểm kỳ trước",
    "missing": "không có điểm kỳ này",
    "incomplete": "kỳ trước thiếu số liệu của phần mới nhập vào",
}
"""Why a unit cannot be compared."""


@dataclass(frozen=True)
class Cause:
    """The indicator, or the group of given points, that moved a unit's total most.

    ``name`` is its short name; ``before`` and ``after`` are its counts ("56/143"), "không phát sinh", or the
    points where those were given; ``change`` in points of the total.
    """

    name: str
    before: str
    after: str
    change: float

    @property
    def text(self) -> str:
        """``Nộp trực tuyến +3,20 (56/143 → 120/150)``."""
        return f"{self.name} {signed(self.change, 2)} ({self.before} → {self.after})"


def signed(value: float, decimals: int) -> str:
    """A change in Vietnamese writing, with its sign however small it is: ``+1,25``, ``−0,50``, ``0,00``."""
    way = settle(float(value))
    return f"{'+' if way > 0 else '−' if way < 0 else ''}{vietnamese(abs(value), decimals)}"


def causes(change: Change) -> dict[str, Cause]:
    """Of each unit that moved, what moved it most, by unit code."""
    return {
        code: Cause(
            subject_name(change.scheme, part["subject"]),
            figure_text(part, "before"),
            figure_text(part, "after"),
            part["change"],
        )
        for code, part in rows_of(change.main_parts).items()
    }


def indicator_of(scheme: Scheme, subject: str) -> Indicator | None:
    """The indicator that a subject is, or None for a group of given points."""
    return next((one for one in scheme.indicators if one.id == subject), None)


def subject_name(scheme: Scheme, subject: str) -> str:
    """The short name of an indicator or group."""
    indicator = indicator_of(scheme, subject)
    return indicator.short_name if indicator else scheme.group(subject).short_name


def figure_text(part: dict[str, Any], when: str) -> str:
    """What stands behind the points of a part ``before`` or ``after``."""
    numerator, denominator = part[f"numerator_{when}"], part[f"denominator_{when}"]
    if pd.isna(denominator):
        return vietnamese(part[f"points_{when}"], 2)
    return f"{vietnamese(numerator)}/{vietnamese(denominator)}" if denominator else NO_CASES


def rank_move(places: int) -> str:
    """Places gained or lost, in words."""
    if not places:
        return "giữ hạng"
    return f"{'lên' if places > 0 else 'xuống'} {abs(places)} bậc"


def unit_texts(change: Change) -> dict[str, str]:
    """The change of each unit in a sentence, by unit code."""
    behind = causes(change)
    return {code: _unit_text(change, unit, behind.get(code)) for code, unit in rows_of(change.units).items()}


def _unit_text(change: Change, unit: dict[str, Any], cause: Cause | None) -> str:
    since = f"So với {change.before.period}:"
    if pd.isna(unit["change"]):
        return f"{since} không so sánh được ({STATUSES[unit['status']]})."
    decimals = change.scheme.printed.total
    way = settle(unit["change"])
    points, before = (vietnamese(value, decimals) for value in (abs(way), unit["total_before"]))
    parts = [f"{'tăng' if way > 0 else 'giảm'} {points} điểm (từ {before})" if way else "giữ nguyên điểm"]
    ranks = f" (từ hạng {unit['rank_before']})" if unit["rank_change"] else ""
    parts.append(f"{rank_move(unit['rank_change'])}{ranks}")
    if unit["band_change"]:
        parts.append(f"xếp loại từ {unit['band_before']} thành {unit['band_after']}")
    parts += [f"nhiều nhất ở {cause.text}"] if cause else []
    return f"{since} {'; '.join(parts)}."


def rank_arrow(places: int) -> str:
    """Places gained or lost as a sign that a photocopier keeps: ``▲ 2``, ``▼ 1``; nothing where none."""
    return f"{'▲' if places > 0 else '▼'} {abs(places)}" if places else ""


def change_table(change: Change) -> pd.DataFrame:
    """The comparison for a reader, one row a unit: rank, total before and after, places, bands, and why."""
    decimals = change.scheme.printed.total
    behind = causes(change)
    names = change.after.units["unit_short"]
    rows = [
        {
            "Hạng": _or_dash(unit["rank_after"]),
            "Đơn vị": names[code],
            "Điểm trước": _points(unit["total_before"], decimals),
            "Điểm nay": _points(unit["total_after"], decimals),
            "Tăng, giảm": "–" if pd.isna(unit["change"]) else signed(unit["change"], decimals),
            "Hạng trước → nay": f"{_or_dash(unit['rank_before'])} → {_or_dash(unit['rank_after'])}",
            "Xếp loại": _bands(unit),
            "Do đâu": _why(unit, behind.get(code)),
        }
        for code, unit in rows_of(change.units).items()
    ]
    return pd.DataFrame(rows)


def _points(value: float, decimals: int) -> str:
    return "–" if pd.isna(value) else vietnamese(value, decimals)


def _or_dash(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)


def _bands(unit: dict[str, Any]) -> str:
    before, after = unit["band_before"], unit["band_after"]
    known = pd.notna(before) and before != after
    return f"{before} → {_or_dash(after)}" if known else _or_dash(after)


def _why(unit: dict[str, Any], cause: Cause | None) -> str:
    if cause:
        return cause.text
    return STATUSES.get(str(unit["status"]), "")
