"""Opening a month for what-if: a named one or the newest, and what goes along from the one before."""

from dataclasses import replace

from dbp_analysis.asking.scenario.scenario import Scenario, what_if
from dbp_analysis.common.errors import DbpError, WrongUse
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.settings.project import Project


def opened(project: Project, month: str, publication: str = "") -> Scenario:
    """A scenario of a month that changes nothing yet; raise as
    :func:`~dbp_analysis.reading.month.load_month_inputs` does.
    """
    return what_if(load_month_inputs(month, publication, project.data, project.output))


def newest_opened(project: Project, publication: str = "") -> tuple[Scenario, str]:
    """The newest month of a publication, the first where none is named, that can be read; and, where newer
    ones cannot, which month that is and why, in words.

    Raise ``WrongUse`` for a publication without months, what is wrong with the newest where none can be read.
    """
    known = [one for one in project.publications() if project.months(one)]
    if not known or publication not in ("", *known):
        what = f"Không có báo cáo nào có số liệu mang mã {publication!r}."
        raise WrongUse(f"{what}\n  Các báo cáo có số liệu: {', '.join(known) or 'chưa có'}.")
    name = publication or known[0]
    newest, *older = reversed(project.months(name))
    try:
        return opened(project, newest, name), ""
    except DbpError as error:
        for month in older:
            try:
                found = opened(project, month, name)
            except DbpError:
                continue
            why = str(error).splitlines()[0]
            return found, f"Mở tháng {month}, vì không dùng được số liệu tháng {newest}: {why}"
        raise


def carried_over(old: Scenario, new: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """``new``, a scenario of another month, with the changed rules of ``old`` where they can be its own; and
    what is left behind, each with the reason, in words.
    """
    left = ["các số liệu đã đổi (là số liệu của kỳ trước đó)"] * (not old.changed_counts.empty)
    if not old.rules_changed:
        return new, tuple(left)
    if old.inputs.scheme != new.inputs.scheme:
        return new, (*left, "cách chấm đã đổi (kỳ này chấm theo bộ chỉ số khác)")
    maxima = zip(old.rules.indicators, new.rules.indicators, strict=True)
    changed = [after.id for before, after in maxima if before.maximum != after.maximum]
    if any(new.locked(new.rules.group_of(indicator).id) for indicator in changed):
        return new, (*left, "cách chấm đã đổi (kỳ này có đơn vị chỉ có điểm nhóm do nguồn công bố)")
    return replace(new, rules=old.rules), tuple(left)
