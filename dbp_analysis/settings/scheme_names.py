"""Whether the names in a scheme mean one thing each, and what they refer to is there."""

from collections.abc import Iterable

from dbp_analysis.common.near import or_known
from dbp_analysis.settings.adjustment import LIMIT, Adjustment
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.sums import repeated

_TAKEN = {
    LIMIT,
    "total",
    "converted",
    "band",
    "rank",
    "tied",
    "no_cases",
    "held_back",
    "unit_code",
    "unit_name",
}
"""The columns that stand beside points in a scorecard's tables."""


def check_unique(kind: str, names: list[str]) -> None:
    """Raise ``ValueError`` for a name that stands twice."""
    if twice := repeated(names):
        raise ValueError(f"{kind} trùng mã: {', '.join(twice)}")


def check_apart(ids: list[str]) -> None:
    """Raise ``ValueError`` for the name of a column that stands beside points."""
    if taken := sorted({*ids} & _TAKEN):
        raise ValueError(f"mã đã dùng cho cột của bảng điểm, đặt mã khác: {', '.join(taken)}")


def check_kinds(
    indicators: Iterable[Indicator], adjustments: Iterable[Adjustment], given: Iterable[tuple[str, float]]
) -> None:
    """Refuse a figure that is a count here and points there, or points on two scales; ``given`` are the
    points of whole groups, each with its maximum.
    """
    kinds: dict[str, set[str]] = {}
    for name, maximum in given:
        kinds.setdefault(name, set()).add(f"điểm trên {maximum:g}")
    for i in indicators:
        scale = f"điểm trên {i.given_of or i.maximum:g}" if i.given else "giá trị" if i.value else "số đếm"
        for name in i.counts:
            kinds.setdefault(name, set()).add(scale)
    for one in adjustments:
        for name in one.inputs:
            kinds.setdefault(name, set()).add("điểm thưởng, trừ" if one.given else "số đếm")
    for name, own in kinds.items():
        if len(own) > 1:
            raise ValueError(f"{name} vừa là {' vừa là '.join(sorted(own))}; đặt tên riêng cho từng số")


def check_known(
    kind: str, names: "tuple[str, ...] | list[str]", defined: "dict[str, str] | list[str]"
) -> None:
    """Raise ``ValueError`` for a name that is not defined."""
    unknown = sorted(set(names) - set(defined))
    if unknown:
        told = "; ".join(f"{name} ({or_known(name, defined, 'đã khai báo')})" for name in unknown)
        raise ValueError(f"{kind} chưa được khai báo: {told}")
