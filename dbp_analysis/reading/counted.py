"""Registers of a month, counted by a rule for its period → one reading of counts, like another export's."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.numbers import in_full, vietnamese
from dbp_analysis.common.periods import first_day
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.exports import CountedReading, Reading
from dbp_analysis.reading.registers import Registers, counting
from dbp_analysis.settings.layout import Column, Layout
from dbp_analysis.settings.month_file import OpenMonth
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.unit_names import UnitMatcher

if TYPE_CHECKING:
    from dbp_analysis.counting.calendar import Calendar
    from dbp_analysis.counting.counts import Span
    from dbp_analysis.counting.register import Register
    from dbp_analysis.counting.rules import CountingRule
    from dbp_analysis.counting.tally import Tally

CHECK = "register"
_MOST_COMPARED = 20
_YEARS = 15
"""A due day is moved over pauses within so many years of the period."""
_LEFT = {"withdrawn": "rút", "stopped": "dừng xử lý", "returned": "trả lại", "waiting": "chờ bổ sung"}


def count_registers(
    settled: MonthSettings,
    registers: Registers,
    rule_id: str,
    matcher: UnitMatcher,
    exported: Sequence[Reading],
) -> tuple[CountedReading, CheckResult]:
    """The counts of a month by its registers, all of them together, and what is wrong with these; compared
    with those that are ``exported`` as well. ``matcher`` finds the units of all lists.
    """
    with opened_tally(settled, registers, rule_id) as tally:
        codes = unit_codes(tally.counts.index, matcher)
        problems = register_problems(settled, registers, tally, codes)
        reading = counted_reading(registers.found, tally, codes)
        problems += _differences(registers.found, tally, reading, codes, exported)
    left = [f"{vietnamese(n)} {_LEFT[name]}" for name, n in tally.left_out.items() if n]
    again = [f"{vietnamese(tally.again)} dòng lặp"] if tally.again else []
    aside = f"; để riêng {listed(left)}" if left else ""
    scope = f"{listed([f'{vietnamese(tally.rows - tally.again)} hồ sơ', *again])}{aside}"
    title = f"Sổ hồ sơ, đếm theo quy tắc {tally.rule.title}"
    return reading, CheckResult(CHECK, title, scope, tuple(problems))


def opened_tally(
    settled: MonthSettings, registers: Registers, rule_id: str
) -> "AbstractContextManager[Tally]":
    """A context in which the registers are counted by a rule, a ``Tally`` that can be asked further."""

    @contextmanager
    def opened() -> Iterator["Tally"]:
        with opened_dossiers(settled, registers, rule_id) as found:
            yield counting().tally.tally(*found)

    return opened()


@contextmanager
def opened_dossiers(settled: MonthSettings, registers: Registers, rule_id: str) -> Iterator[Any]:
    """A context with all that a tally is made of: a connection, the dossiers, the rule, the period, the
    calendar where pauses move due days; of an open month what is seen at its moment.
    """
    modules = counting()
    rule = modules.rules.load_rule(settled.project.data, rule_id, settled.sources.note)
    span = period_span(settled)
    calendar = _calendar(settled, registers, rule, span)
    with modules.engine.engine() as connection:
        dossiers = modules.register.together(registers.found, connection)
        if isinstance(settled.settings, OpenMonth):
            if not registers.seen:
                over = settled.settings.is_over(settled.month)
                known = dossiers if over else modules.moments.seen(dossiers, span.end)
                registers.seen.append(modules.engine.held(connection, known))
            dossiers = registers.seen[0]
        yield connection, dossiers, rule, span, calendar


def counted_by(settled: MonthSettings, registers: Registers, tally: "Tally", rule_id: str) -> "Tally":
    """The same dossiers by another rule."""
    rule = counting().rules.load_rule(settled.project.data, rule_id, settled.sources.note)
    calendar = _calendar(settled, registers, rule, tally.span)
    again: Tally = counting().tally.tally(tally.connection, tally.dossiers, rule, tally.span, calendar)
    return again


def _calendar(
    settled: MonthSettings, registers: Registers, rule: "CountingRule", span: "Span"
) -> "Calendar | None":
    """The working days around a period, where a due day is moved over them."""
    if rule.pauses != "working_days" or not any(one.layout.paused for one in registers.found):
        return None
    years = range(span.first.year - _YEARS, span.end.year + _YEARS)
    found: Calendar = counting().calendar.load_calendar(settled.project.data, years, settled.sources.note)
    return found


def register_problems(
    settled: MonthSettings, registers: Registers, tally: "Tally", codes: Mapping[str, str | None]
) -> list[Problem]:
    """What is wrong with registers, as files and dossier by dossier."""
    checks = counting().checks
    problems = [*registers.problems, *_committed(settled, registers.found)]
    for one in registers.found:
        dossiers = one.standard(tally.connection)
        problems += checks.register_problems(tally.connection, one, dossiers, tally.rule)
        problems += checks.agency_problems(tally.connection, one, dossiers)
    return [*problems, *_unknown_units(tally, registers.found, [u for u, code in codes.items() if not code])]


def period_span(settled: MonthSettings) -> "Span":
    """The days that a month counts: from its first day, or the first of January, to its last."""
    settings, month = settled.settings, settled.month
    first = date(settings.year_to_date.year, 1, 1) if settings.year_to_date else first_day(month)
    end = datetime.combine(settings.last_day(month) + timedelta(days=1), time())
    end = settings.until if isinstance(settings, OpenMonth) else end
    span: Span = counting().counts.Span(first, end)
    return span


def unit_codes(units: Iterable[object], matcher: UnitMatcher) -> dict[str, str | None]:
    """The code of each unit that registers write, by name or code; None where it is not known."""
    return {
        unit: matcher.match(code=unit).unit_code or matcher.match(name=unit).unit_code
        for unit in map(str, units)
    }


def _committed(settled: MonthSettings, registers: Sequence["Register"]) -> Iterator[Problem]:
    """Registers that git would take into a commit, or has: whoever has a copy then has the people's data."""
    folder = settled.project.month_folder(settled.publication.id, settled.month)
    for file in dict.fromkeys(one.file for one in registers):
        try:
            asked = subprocess.run(
                ["git", "-C", str(folder), "check-ignore", "-q", "--", file],
                capture_output=True,
                timeout=30,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return
        if asked.returncode == 1:
            what = "Sổ hồ sơ có dữ liệu cá nhân nằm trong kho git và sẽ bị đưa vào lần commit sau."
            remedy = (
                "Đổi tên tệp bắt đầu bằng so-ho-so hoặc dong-bo, thêm so-ho-so* và dong-bo* vào .gitignore; "
                f'nếu đã đưa vào git thì chạy: git rm --cached "{file}".'
            )
            yield Problem(CHECK, what, remedy, file)


def _unknown_units(
    tally: "Tally", registers: Sequence["Register"], units: Sequence[str]
) -> Iterator[Problem]:
    if units:
        own = tally.dossiers.filter(tally.dossiers["unit"].isin(units)).select("code", "row")
        rows = counting().engine.fetched(tally.connection, own).sort_values(["row", "code"])
        what = f"{vietnamese(len(rows))} hồ sơ ghi cơ quan giải quyết không có trong danh mục"
        remedy = (
            "Nếu là tên khác của một đơn vị đã có thì ghi vào cột aliases của đơn vị đó trong units.csv; "
            "nếu là cơ quan ngoài báo cáo thì xuất lại sổ chỉ gồm các đơn vị của báo cáo."
        )
        yield counting().checks.told(registers[0], rows, what, remedy, "unit")


def counted_reading(
    registers: Sequence["Register"], tally: "Tally", codes: Mapping[str, str | None]
) -> CountedReading:
    """The counts by unit of which every register has the columns."""
    layouts = list({one.layout.id: one.layout for one in registers}.values())
    needs = counting().counts.NEEDS
    names = [
        name
        for name in map(str, tally.counts)
        if all(set(needs.get(name, ())) <= set(one.coded) for one in layouts)
    ]
    by_code = tally.counts[names].groupby(pd.Series(codes, dtype=object).reindex(tally.counts.index)).sum()
    layout, first = layouts[0], registers[0]
    return CountedReading(
        layout=Layout(
            id=layout.id,
            title=listed([one.title for one in layouts]),
            file_name=layout.file_name,
            source=layout.source,
            period="none",
            covers=layout.covers,
            unit_name=layout.unit_name or layout.unit_code,
            columns=tuple(Column(count=name, header=("Đếm từ sổ hồ sơ", name)) for name in names),
        ),
        file=listed(list(dict.fromkeys(one.file for one in registers))),
        sheet=first.sheet,
        heading="",
        counts=by_code.reset_index(drop=True).astype(float),
        units=pd.Series(by_code.index.astype(object)),
        columns=dict.fromkeys(names, ""),
        totals=pd.DataFrame(columns=names, dtype=float),
    )


def _differences(
    registers: Sequence["Register"],
    tally: "Tally",
    reading: CountedReading,
    codes: Mapping[str, str | None],
    exported: Sequence[Reading],
) -> Iterator[Problem]:
    """Counts that an export states otherwise than the register, each with the dossiers that it may be about:
    those counted where the export has fewer, those left out where it has more.
    """
    counted = reading.counts.set_axis(reading.units, axis="index")
    found = [
        (one, str(name), str(code), float(value), float(counted[name][code]))
        for one in exported
        for name in one.counts.columns.intersection(counted.columns)
        for code, value in zip(one.units, one.counts[name].astype(float), strict=True)
        if code in counted.index and not pd.isna(value) and value != counted[name][code]
    ]
    units = {code: [unit for unit, known in codes.items() if known == code] for _, _, code, _, _ in found}
    compared = found[:_MOST_COMPARED]
    fewer: dict[str, list[str]] = {}
    for _, name, code, stated, own in compared:
        if stated < own:
            fewer.setdefault(name, []).extend(units[code])
    more = [unit for _, _, code, stated, own in compared if stated > own for unit in units[code]]
    inside = tally.behind(fewer) if fewer else pd.DataFrame()
    aside = tally.beside(more) if more else pd.DataFrame()
    pattern, listed_codes = registers[0].layout.code_pattern, counting().checks.listed_codes
    for at, (one, name, code, stated, own) in enumerate(found):
        what = f"Biểu ghi {in_full(stated)}, đếm từ sổ được {in_full(own)} (theo quy tắc {tally.rule.title})"
        if at < _MOST_COMPARED:
            rows = inside[inside["count"] == name] if stated < own else aside
            told = listed_codes(rows.loc[rows["unit"].isin(units[code]), "code"], pattern)
            where = "trong số đếm được" if stated < own else "trong số để riêng"
            what += f"; xem các hồ sơ {where}: {told}" if told else ""
        remedy = "Đối chiếu các hồ sơ với biểu; dùng quy tắc khác để so: dbp rules THÁNG --against QUY_TẮC."
        problem = one.problem(CHECK, f"{what}.", remedy, row=one.row_of(code), count=name)
        yield Problem(**{**vars(problem), "severity": "warning", "kind": name})
