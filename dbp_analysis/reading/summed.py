"""A period longer than a month, scored on what its months say: sums of counts, points by the scheme's way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from dbp_analysis.common.digests import Sources, register_digest, together
from dbp_analysis.common.errors import Problem, WrongUse
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import first_day, last_day, months_within, period_text, short_period
from dbp_analysis.common.sentences import capitalised, listed
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.corrections import Correction
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.known import none_where_unlisted
from dbp_analysis.reading.scorable import scorable_check
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.month_file import load_month
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.successors import CarriedCounts, carry_counts
from dbp_analysis.settings.summed_month import SummedMonth

if TYPE_CHECKING:
    from dbp_analysis.reading.inputs import MonthInputs

_PROVENANCES = ("official", "reconstructed", "synthetic", "scenario")


@dataclass(frozen=True, eq=False)
class Sum:
    """What the months of a period say together; ``counts`` as in ``MonthInputs``, file names with their
    month in front.
    """

    settled: MonthSettings
    readings: tuple[Reading, ...]
    counts: pd.DataFrame
    corrections: tuple[Correction, ...]
    checks: tuple[CheckResult, ...]


def months_read(settled: MonthSettings, parts: Sequence[str]) -> list[str]:
    """The months that are to be read: all with exports, or the last alone where figures run from the first of
    January. Raise ``WrongUse`` where those cannot say what the period's are.
    """
    project, publication, period = settled.project, settled.publication, settled.month
    paths = {month: project.month_folder(publication.id, month) / "month.toml" for month in parts}
    to_date = [month for month, path in paths.items() if load_month(path).year_to_date]
    if not (to_date or publication.year_to_date):
        return list(parts)
    if first_day(period).month == 1 and (parts[-1] in to_date or publication.year_to_date):
        return [parts[-1]]
    raise WrongUse(
        f"Không tính được số liệu {period_text(period)} từ các tháng: số liệu lũy kế từ đầu năm không cộng "
        "được.\n  Cách xử lý: dùng quý I, 6 tháng đầu năm hoặc cả năm (bằng số lũy kế của tháng cuối), hoặc "
        f"chép tệp xuất riêng của kỳ vào thư mục của kỳ: dbp new {period} --publication {publication.id}"
    )


def sum_of(settled: MonthSettings, months: Sequence["MonthInputs"], own: pd.DataFrame, rules: bool) -> Sum:
    """The sum of ``months`` by the units of the last day of the period; ``own`` are the points of its own
    form, indexed by ``unit_code``. Without ``rules`` of a scenario or scheme of its own, the period is scored
    by the scheme of the last month.
    """
    period, last = settled.month, months[-1]
    if not (rules or settled.settings.scheme):
        settled = replace(settled, scheme=last.scheme)
    stated = {c.points or c.value for one in settled.layouts for c in one.columns}
    points = sorted({*settled.scheme.stated, *filter(None, stated)})
    counts = pd.concat([one.counts for one in months])
    counts = counts[[name for name in counts if not str(name).startswith(PUBLISHED)]]
    counts = none_where_unlisted(counts, settled.scheme)
    within = months_within(period)
    carried = carry_counts(counts, settled.register, settled.publication.place, within[-1], points)
    by_unit = carried.counts.groupby(level="unit_code")
    table = by_unit.sum().mask(carried.counts.isna().groupby(level="unit_code").any())
    to_date = last.settings.year_to_date
    kept = to_date or settled.scheme.given_over_months == "mean"
    for name in (one for one in points if one in table):
        table[name] = table[name] / by_unit.size() if kept else float("nan")
    table = own.combine_first(table).reindex(sorted(settled.units.index))
    table.index = pd.MultiIndex.from_product([[period], table.index], names=["month", "unit_code"])
    covered = [m for m in within if m <= last.month] if to_date else [one.month for one in months]
    noted = tuple(_notes(settled, months, carried, covered))
    settled = replace(
        settled,
        settings=_settings(settled, months, covered, noted),
        sources=_sources(settled, months),
    )
    missing = [] if to_date else [month for month in within if month not in covered]
    return Sum(
        settled,
        tuple(replace(r, file=f"{one.month}/{r.file}") for one in months for r in one.readings),
        table,
        tuple(
            made.model_copy(update={"unit": f"{made.unit} ({period_text(one.month)})"})
            for one in months
            for made in one.corrections
        ),
        _checks(settled, months, missing, table),
    )


def _settings(
    settled: MonthSettings, months: Sequence["MonthInputs"], covered: Sequence[str], noted: Sequence[str]
) -> SummedMonth:
    own, within = settled.settings, months_within(settled.month)
    to_date = months[-1].settings.year_to_date
    until = to_date or last_day(covered[-1])
    said = ""
    if len(covered) < len(within) and not to_date:
        said = f"mới có {two_digits(len(covered))}/{two_digits(len(within))} tháng"
    elif until < last_day(settled.month):
        said = f"mới đến ngày {until:%d/%m/%Y}"
    kinds = (own.provenance, *(one.settings.provenance for one in months))
    worst = max(kinds, key=_PROVENANCES.index)
    update = {"provenance": worst, "note": " ".join(noted), "year_to_date": None}
    return SummedMonth(**(own.model_dump() | update), covered=said, until=until)


def _notes(
    settled: MonthSettings,
    months: Sequence["MonthInputs"],
    carried: CarriedCounts,
    covered: Sequence[str],
) -> Iterator[str]:
    within = months_within(settled.month)
    notes = (settled.settings.note, *(one.settings.note for one in months))
    yield from dict.fromkeys(note for note in notes if note)
    period = capitalised(period_text(settled.month))
    if missing := [short_period(month) for month in within if month not in covered]:
        yield f"{period} chưa đủ số liệu: chưa có tháng {listed(missing)}."
    summed = carried.parts[carried.parts.map(len) > 1].index.unique("unit_code")
    if len(summed):
        names = [str(name) for name in settled.units["unit_label"].reindex(summed).dropna()]
        told = settled.wording.all_or_first(names, settled.wording.many_since)
        count = two_digits(len(summed))
        yield f"Số liệu của {count} đơn vị được cộng từ các đơn vị trước khi sáp nhập ({told})."
    yield from map(str, carried.incomplete)
    others = [short_period(one.month) for one in months if one.scheme.id != settled.scheme.id]
    if others:
        yield f"Số liệu tháng {listed(others)} được chấm theo bộ chỉ số của kỳ ({settled.scheme.title})."


def _sources(settled: MonthSettings, months: Sequence["MonthInputs"]) -> Sources:
    every = (settled.sources, *(one.sources for one in months))
    used = {path: seen for one in every for path, seen in one.used.items()}
    path = settled.project.data / "units.csv"
    used[path] = register_digest(settled.register, settled.publication.place, settled.month)
    return Sources(together(one.digests for one in every), used)


def _checks(
    settled: MonthSettings, months: Sequence["MonthInputs"], missing: Sequence[str], table: pd.DataFrame
) -> tuple[CheckResult, ...]:
    """The checks of the months, each once for all of them, then those of the period."""
    found: dict[str, list[tuple[str, CheckResult]]] = {}
    for one in months:
        for check in one.checks:
            if check.id != "scorable":
                found.setdefault(check.id, []).append((one.month, check))
    results = [_together(of_months) for of_months in found.values()]
    remedy = "Chép tệp xuất của tháng vào thư mục của tháng (dbp new {}), rồi chạy lại."
    lacking = [
        Problem("months", f"Chưa có số liệu {period_text(m)}.", remedy.format(m), m, severity="warning")
        for m in missing
    ]
    scope = f"{two_digits(len(months_within(settled.month)))} tháng"
    results.append(CheckResult("months", "Đủ các tháng trong kỳ", scope, tuple(lacking)))
    sound = not any(p.severity == "error" for one in results for p in one.problems)
    units = settled.units
    plain = table.reset_index("month", drop=True)
    return (*results, scorable_check(plain, settled.scheme, units, sound))


def _together(of_months: Sequence[tuple[str, CheckResult]]) -> CheckResult:
    _, first = of_months[0]
    scopes = {check.scope for _, check in of_months}
    problems = tuple(
        problem
        if problem.file == "units.csv"
        else replace(problem, file=f"{month}/{problem.file}".rstrip("/"))
        for month, check in of_months
        for problem in check.problems
    )
    told = dict.fromkeys(check.unchecked for _, check in of_months if check.unchecked)
    return CheckResult(
        first.id,
        first.title,
        f"mỗi tháng {scopes.pop()}" if len(scopes) == 1 else f"{two_digits(len(of_months))} tháng",
        problems,
        "; ".join(told),
        all(check.checked for _, check in of_months),
    )
