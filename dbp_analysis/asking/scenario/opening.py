"""Opening a month for what-if: a named one or the newest, and what goes along from the one before."""

from dataclasses import replace
from pathlib import Path

from dbp_analysis.asking.scenario.scenario import Scenario, scenario_of
from dbp_analysis.common.errors import DbpError, WrongUse
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.settings.project import Project
from dbp_analysis.settings.sentences import Sentences

say = Sentences("scenario")


def what_if(month: str, publication: str = "", data: str | Path = "", output: str | Path = "") -> Scenario:
    """A scenario of a month (``YYYY-MM``) that changes nothing yet; its methods ``with_…`` each give another,
    and ``write`` writes into ``output`` what ``dbp run`` needs of it.

    ``publication`` may stay empty when only one has the month. Raise as
    :func:`~dbp_analysis.reading.month.load_month_inputs` does.
    """
    return scenario_of(load_month_inputs(month, publication, data, output))


def newest_opened(project: Project, publication: str = "") -> tuple[Scenario, str]:
    """The newest month of a publication, the first where none is named, that can be read; and, where newer
    ones cannot, which month that is and why, in words.

    Raise ``WrongUse`` for a publication without months, what is wrong with the newest where none can be read.
    """
    known = [one for name in project.publications() if project.months(name) for one in project.lists(name)]
    if not known or publication not in ("", *known):
        what = f"Không có báo cáo nào có số liệu mang mã {publication!r}."
        raise WrongUse(f"{what}\n  Các báo cáo có số liệu: {', '.join(known) or 'chưa có'}.")
    name = publication or known[0]
    newest, *older = reversed(project.months(name))
    try:
        return what_if(newest, name, project.data, project.output), ""
    except DbpError as error:
        for month in older:
            try:
                found = what_if(month, name, project.data, project.output)
            except DbpError:
                continue
            why = str(error).splitlines()[0]
            return found, say("month_opened", month=month, newest=newest, why=why)
        raise


def carried_over(old: Scenario, new: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """``new``, a scenario of another month, with the changed rules of ``old`` where they can be its own; and
    what is left behind, each with the reason, in words.
    """
    left = [] if old.changed_counts.empty else [say("left.counts")]
    if not old.rules_changed:
        return new, tuple(left)
    if old.inputs.scheme != new.inputs.scheme:
        return new, (*left, say("left.other_scheme"))
    maxima = zip(old.rules.indicators, new.rules.indicators, strict=True)
    changed = [after.id for before, after in maxima if before.maximum != after.maximum]
    if any(new.locked(new.rules.group_of(indicator).id) for indicator in changed):
        return new, (*left, say("left.given_points"))
    return replace(new, rules=old.rules), tuple(left)
