"""An open month up to a moment: its registers as they were, its forms for what registers do not count."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.moments import Moment, moment_at
from dbp_analysis.common.periods import first_day, following, period_text
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.registers import Registers, counting
from dbp_analysis.settings.month_file import OpenMonth
from dbp_analysis.settings.month_settings import MonthSettings

NEWEST = "newest"
"""In place of a moment: the newest of the month's registers."""
_DAYS_AHEAD = pd.Timedelta(days=7)
"""As in ``counting.checks``: a day so much later than the other newest one is a slip of the pen."""


def opened_at(settled: MonthSettings, registers: Registers, as_of: Moment | str) -> MonthSettings:
    """The settings of the month while it was open, until ``as_of``; raise ``WrongUse`` where it has no
    register, or that nothing of the month until then.
    """
    folder = settled.project.month_folder(settled.publication.id, settled.month)
    if not registers.found:
        raise WrongUse(
            f"Thư mục {settled.month} chưa có sổ hồ sơ để tính đến một thời điểm.\n  Ở đâu: {folder}\n"
            "  Cách xử lý: chép sổ hồ sơ (tên bắt đầu bằng so-ho-so hoặc dong-bo) vào thư mục này; "
            "optional_layouts trong publication.toml phải có mẫu của sổ."
        )
    newest = _newest(registers, settled.month, as_of)
    moment = newest if isinstance(as_of, str) else as_of
    month = settled.settings.model_dump() | {"until": moment.end, "newest": newest.end}
    if settled.publication.year_to_date and not settled.settings.year_to_date:
        month |= {"year_to_date": moment.day}
    return replace(settled, settings=OpenMonth(**month))


def not_counted(readings: Sequence[Reading], counted: Reading) -> list[Reading]:
    """The readings without what is counted from registers: a form counts until another moment."""
    kept = []
    for one in readings:
        own = [name for name in one.counts if name not in counted.counts]
        rates = tuple(rate for rate in one.rates if {rate.count, rate.of} <= set(own))
        kept.append(replace(one, counts=one.counts[own], totals=one.totals[own], rates=rates))
    return [one for one in kept if len(one.counts.columns)]


def some_units(counted: Reading) -> Reading:
    """The reading of registers as one that need not hold all units: of one that had no dossier yet, nothing
    is known.
    """
    return replace(counted, layout=counted.layout.model_copy(update={"covers": "some"}))


def only_read(settled: MonthSettings, readings: Sequence[Reading]) -> MonthSettings:
    """The settings with the layouts of these readings alone: what an open month lacks is no mistake."""
    read = {one.layout.id for one in readings}
    return replace(settled, layouts=tuple(one for one in settled.layouts if one.id in read))


def forgiving(checks: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """The checks of an open month: it need not be scorable yet."""
    return tuple(
        replace(one, problems=tuple(replace(problem, severity="warning") for problem in one.problems))
        if one.id == "scorable"
        else one
        for one in checks
    )


def _newest(registers: Registers, month: str, as_of: Moment | str) -> Moment:
    modules = counting()
    start, end = (
        datetime.datetime.combine(first_day(one), datetime.time()) for one in (month, following(month))
    )
    with modules.engine.engine() as connection:
        table = modules.register.together(registers.found, connection)

        def newest(**where: Any) -> Any:
            last = {name: table[name].max(where=where.get(name)) for name in ("received", "finished")}
            return modules.engine.fetched(connection, table.aggregate(**last)).iloc[0].dropna()

        known = newest()
        limit = min([pd.Timestamp(end), *([known.min() + _DAYS_AHEAD] if len(known) else [])])
        found = newest(**{name: table[name] < limit.to_pydatetime() for name in ("received", "finished")})
    last = found.max() if len(found) else None
    if last is None or last < start:
        until = f" chỉ có đến {moment_at(last.to_pydatetime()).text}," if last is not None else ""
        raise WrongUse(
            f"Sổ hồ sơ trong thư mục {month}{until} không có gì của {period_text(month)}.\n"
            "  Cách xử lý: chép vào đó sổ xuất trong tháng, hoặc chuyển sổ này sang thư mục đúng tháng."
        )
    return moment_at(last.to_pydatetime())
