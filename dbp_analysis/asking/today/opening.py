"""Which month is open, and its inputs until a moment."""

from datetime import datetime, time

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.moments import Moment, typed_moment
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.reading.open_month import NEWEST
from dbp_analysis.settings.month_file import OpenMonth
from dbp_analysis.settings.project import Project, find_project


def open_month(project: Project, publication: str = "", as_of: str = "") -> tuple[str, str, Moment | str]:
    """The publication and its month that ``as_of`` (``2026-11-28``, ``2026-11-28 10:30``) is a moment of, and
    that moment; without one, the newest month that has exports, and ``NEWEST``. Raise ``WrongUse`` for what
    is no moment, and where there are no data.
    """
    if as_of:
        moment = typed_moment(as_of, "--as-of")
        return *project.choose(moment.month, publication), moment
    publication, months = project.choose_months("", "", publication)
    return publication, months[-1], NEWEST


def open_inputs(publication: str = "", as_of: str = "", data: str = "") -> MonthInputs:
    """The inputs of an :func:`open_month` until its moment, by default the newest of its registers.

    Raise ``WrongUse`` as that does, and where the month has no register; ``DataRejected`` with every error
    that the checks found.
    """
    publication, month, moment = open_month(find_project(data), publication, as_of)
    return load_month_inputs(month, publication, data, as_of=moment)


def state_before(inputs: MonthInputs, since: str, first: Moment) -> Moment | None:
    """The earlier moment to compare with, ``since`` or the end of the day before; None where that is no
    moment of the period, which begins at the end of ``first``. Raise ``WrongUse`` for another that is none.
    """
    now = moment_of(inputs)
    then = typed_moment(since, "--since") if since else Moment(datetime.combine(now.day, time()))
    if first.end < then.end < now.end:
        return then
    if since:
        raise WrongUse(
            f"--since {since!r} không ở trong kỳ và trước {now.text}.\n"
            f"  Cách xử lý: ghi một thời điểm sau {first.text}, hoặc bỏ trống để so với cuối ngày hôm trước."
        )
    return None


def moment_of(inputs: MonthInputs) -> Moment:
    """Until when an open month is seen; raise ``TypeError`` for a closed one."""
    settings = inputs.settings
    if not isinstance(settings, OpenMonth):
        raise TypeError(f"{inputs.month} was not opened at a moment")
    return Moment(settings.until)
