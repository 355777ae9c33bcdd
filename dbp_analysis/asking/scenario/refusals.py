"""Why a scenario cannot have an id, a maximum or a band, in the words of its reader; empty where it can."""

from collections.abc import Container
from numbers import Real
from typing import Any

from dbp_analysis.asking.scenario.changes import exact
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.numbers import is_number
from dbp_analysis.reading.overlay_files import can_name
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.config import validate
from dbp_analysis.settings.scheme import Group, Indicator, Scheme


def id_refused(name: str, real: Container[str]) -> str:
    """Why a scenario cannot have this id; ``real`` are those of the project's schemes."""
    if not can_name(name):
        return (
            f"Mã kịch bản {name!r} không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu - _ .\n"
            "  Cách xử lý: chọn mã khác, ví dụ truc-tuyen-2."
        )
    if name in real:
        what = f"Mã kịch bản {name} là mã của một bộ chỉ số thật."
        return f"{what}\n  Cách xử lý: chọn mã khác cho kịch bản."
    return ""


def group_locked(group: Group, card: Scorecard) -> str:
    """Why no maximum in a group can change: units of the card have only points given for it."""
    given = int(card.given[group.id].sum())
    what = f"Không đổi được điểm tối đa trong nhóm {group.short_name}"
    return f"{what}: {given} đơn vị chỉ có điểm nhóm do nguồn công bố." if given else ""


def maximum_refused(indicator: Indicator, maximum: float) -> str:
    """Why an indicator cannot have this maximum."""
    if not (is_number(maximum) and maximum > 0):
        return f"Điểm tối đa {indicator.short_name}: phải là một số lớn hơn 0."
    if indicator.constant is not None and maximum < indicator.constant:
        given = exact(indicator.constant)
        return f"Điểm tối đa {indicator.short_name}: phải từ {given} trở lên, số điểm mọi đơn vị được chấm."
    return ""


def band_refused(scheme: Scheme, band: str, at_least: float) -> str:
    """Why a band, by its name, cannot begin at ``at_least``: it stays between its neighbours, the first
    within the scale, and the last begins at 0.
    """
    if not isinstance(at_least, Real):
        return f"Mức {band}: phải bắt đầu từ một số, không thể là {at_least!r}."
    names = [one.name for one in scheme.bands]
    at = names.index(band)
    if at == len(names) - 1:
        return "" if at_least == 0 else f"Mức {band}: là mức thấp nhất, luôn bắt đầu từ 0."
    below = scheme.bands[at + 1]
    if at == 0:
        fits, limit = at_least <= scheme.scale, f"không quá thang điểm {exact(scheme.scale)}"
    else:
        above = scheme.bands[at - 1]
        fits, limit = at_least < above.at_least, f"thấp hơn mức {above.name} ({exact(above.at_least)})"
    if fits and at_least > below.at_least:
        return ""
    return f"Mức {band}: phải cao hơn mức {below.name} ({exact(below.at_least)}) và {limit}."


def validated(content: dict[str, Any]) -> Scheme:
    """The scheme with this content; raise ``WrongUse`` for whatever else it cannot be."""
    try:
        return validate(content, Scheme, f"{content['id']}.toml")
    except DataRejected as error:
        said = "\n  ".join(": ".join(filter(None, (one.column, one.what))) for one in error.problems)
        raise WrongUse(f"Bộ chỉ số của kịch bản không dùng được.\n  {said}") from None
