"""Several sheets of a file in one layout: the one whose period fits, or one sentence about them all."""

from collections.abc import Sequence
from functools import partial
from itertools import combinations

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.periods import period_name
from dbp_analysis.common.sentences import listed
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.reading.exports import Reading

_MOST_NAMED = 5


def chosen_sheets(
    readings: Sequence[Reading], problems: Sequence[Problem], period: str
) -> tuple[list[Reading], list[Problem]]:
    """The readings that count in ``period`` (as ``stated_periods`` names it), and the problems of their
    sheets.

    Of several sheets of a file in one layout the one is taken that alone states the period, or that holds
    all figures of the others that do, with a warning that names the others; else none is, with one error. An
    empty form beside a filled one is passed over; sheets that hold some units each, where a layout expects
    that, all count. A single sheet that is hidden gets a warning.
    """
    groups: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        groups.setdefault((reading.file, reading.layout.id), []).append(reading)
    kept: list[Reading] = []
    told: list[Problem] = []
    for group in groups.values():
        taken, problem = _chosen(group, period)
        kept += taken
        told += [problem] if problem else []
    dropped = {(one.file, one.sheet) for one in readings} - {(one.file, one.sheet) for one in kept}
    return kept, [*(one for one in problems if (one.file, one.sheet) not in dropped), *told]


def _chosen(group: list[Reading], period: str) -> tuple[list[Reading], Problem | None]:
    filled = [one for one in group if len(one.counts)] or group[:1]
    first = filled[0]
    if len(filled) == 1:
        return filled, _taken_hidden(first) if first.hidden else None
    shared = any(set(one.units) & set(other.units) for one, other in combinations(filled, 2))
    if first.layout.covers == "some" and not shared:
        return filled, None
    fitting = [one for one in filled if _periods(one) == {period}]
    names = _named(filled)
    wholes = [one for one in fitting if all(map(partial(_holds, one), fitting))]
    if taken := min(wholes, key=lambda one: one.hidden, default=None):
        others = _named([one for one in filled if one is not taken])
        why = "vì ghi đúng" if len(fitting) == 1 else "vì có đủ số liệu của mọi trang ghi"
        what = (
            f"Tệp có {len(filled)} trang cùng mẫu; chỉ dùng trang {_named([taken])} {why} "
            f"{period_name(period)}, không dùng trang {others}."
        )
        remedy = f"Kiểm tra đúng là trang của {period_name(period)}; nếu không, tải lại tệp của riêng kỳ này."
        return [taken], _warning(taken, what, remedy)
    how_many = f"{len(fitting)} trang cùng" if fitting else "không trang nào"
    why = f"{how_many} ghi {period_name(period)}"
    remedy = f"Tải lại từ hệ thống nguồn bảng của riêng {period_name(period)}."
    if not shared:
        why = (
            "mỗi trang một đơn vị"
            if all(len(one.units) == 1 for one in filled)
            else "mỗi trang một số đơn vị"
        )
        remedy = "Tải lại từ hệ thống nguồn bảng tổng hợp, mọi đơn vị trên một trang."
    what = f"Tệp có {len(filled)} trang cùng mẫu {first.layout.title}, {why}: {names}."
    return [], Problem("layout", what, remedy, first.file)


def _holds(whole: Reading, part: Reading) -> bool:
    """Whether every figure of ``part`` stands in ``whole``, for the same unit."""
    figures, wanted = (one.counts.set_axis(one.units, axis="index") for one in (whole, part))
    if not (figures.index.is_unique and set(wanted.index) <= set(figures.index)):
        return False
    return figures.loc[wanted.index].equals(wanted)


def _periods(reading: Reading) -> set[str]:
    return stated_periods(reading.heading) or stated_periods(reading.sheet)


def _named(readings: Sequence[Reading]) -> str:
    names = [f"«{one.sheet}»{' (ẩn)' * one.hidden}" for one in readings]
    more = [f"{len(names) - _MOST_NAMED} trang khác"] * (len(names) > _MOST_NAMED)
    return listed([*names[:_MOST_NAMED], *more])


def _taken_hidden(reading: Reading) -> Problem:
    what = f"Số liệu lấy từ trang ẩn «{reading.sheet}», Excel không hiện trang này."
    return _warning(reading, what, "Bỏ ẩn trang để kiểm tra, hoặc tải lại tệp từ hệ thống nguồn.")


def _warning(reading: Reading, what: str, remedy: str) -> Problem:
    return Problem("layout", what, remedy, reading.file, reading.sheet, severity="warning")
