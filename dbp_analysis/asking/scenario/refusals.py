"""Ids, maxima and bands that a scenario cannot have: ``WrongUse`` in the words of its reader."""

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


def checked_id(name: str, real: Container[str]) -> str:
    """A scenario's id if it can be; ``real`` are those of the project's schemes."""
    if not can_name(name):
        raise WrongUse(
            f"Mã kịch bản {name!r} không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu - _ .\n"
            "  Cách xử lý: chọn mã khác, ví dụ truc-tuyen-2."
        )
    if name in real:
        what = f"Mã kịch bản {name} là mã của một bộ chỉ số thật."
        raise WrongUse(f"{what}\n  Cách xử lý: chọn mã khác cho kịch bản.")
    return name


def group_locked(group: Group, card: Scorecard) -> str:
    """Why no maximum in a group can change: units of the card have only points given for it."""
    given = int(card.given[group.id].sum())
    what = f"Không đổi được điểm tối đa trong nhóm {group.short_name}"
    return f"{what}: {given} đơn vị chỉ có điểm nhóm do nguồn công bố." if given else ""


def check_maximum(indicator: Indicator, maximum: float) -> None:
    """Raise unless an indicator can have this maximum."""
    what, least = f"Điểm tối đa {indicator.short_name}", indicator.constant or 0.0
    if not (is_number(maximum) and maximum > 0):
        raise WrongUse(f"{what}: phải là một số lớn hơn 0.")
    if maximum < least:
        raise WrongUse(f"{what}: phải từ {exact(least)} trở lên, số điểm mọi đơn vị được chấm.")


def check_band(scheme: Scheme, band: str, at_least: float) -> None:
    """Raise unless a band, by its name, can begin at ``at_least``: it stays between its neighbours, the first
    within the scale, and the last begins at 0.
    """
    if not isinstance(at_least, Real):
        raise WrongUse(f"Mức {band}: phải bắt đầu từ một số, không thể là {at_least!r}.")
    at = [one.name for one in scheme.bands].index(band)
    if at == len(scheme.bands) - 1:
        if at_least != 0:
            raise WrongUse(f"Mức {band}: là mức thấp nhất, luôn bắt đầu từ 0.")
        return
    below = scheme.bands[at + 1]
    if at == 0:
        fits, limit = at_least <= scheme.scale, f"không quá thang điểm {exact(scheme.scale)}"
    else:
        above = scheme.bands[at - 1]
        fits, limit = at_least < above.at_least, f"thấp hơn mức {above.name} ({exact(above.at_least)})"
    if not (fits and at_least > below.at_least):
        raise WrongUse(f"Mức {band}: phải cao hơn mức {below.name} ({exact(below.at_least)}) và {limit}.")


def validated(content: dict[str, Any]) -> Scheme:
    """The scheme with this content; raise ``WrongUse`` for whatever else it cannot be."""
    try:
        return validate(content, Scheme, f"{content['id']}.toml")
    except DataRejected as error:
        said = "\n  ".join(": ".join(filter(None, (one.column, one.what))) for one in error.problems)
        raise WrongUse(f"Bộ chỉ số của kịch bản không dùng được.\n  {said}") from None
