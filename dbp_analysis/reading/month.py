"""A month read and checked, from its files to its inputs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from dbp_analysis.common.errors import DataRejected, Problem, WrongUse
from dbp_analysis.common.moments import Moment
from dbp_analysis.common.once import once
from dbp_analysis.common.periods import preceding
from dbp_analysis.reading.causes import rejected
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.checks import own_form, run_checks
from dbp_analysis.reading.corrections import (
    FILE_NAME,
    apply_corrections,
    load_corrections,
)
from dbp_analysis.reading.counted import count_registers
from dbp_analysis.reading.exports import Reading, merge_counts, read_exports
from dbp_analysis.reading.files import Sheet
from dbp_analysis.reading.given_form import read_form
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.open_month import forgiving, not_counted, only_read, opened_at, some_units
from dbp_analysis.reading.overlay import apply_count_changes, hypothetical, without_published
from dbp_analysis.reading.overlay_files import CountChange, read_count_changes, scenario_files
from dbp_analysis.reading.own_rows import chosen_readings, of_units, own_corrections
from dbp_analysis.reading.registers import Registers
from dbp_analysis.reading.stale import stale_problems
from dbp_analysis.reading.summed import months_read, sum_of
from dbp_analysis.settings.month_file import period_problems, scheme_problems
from dbp_analysis.settings.month_settings import MonthSettings, load_month_settings
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.unit_names import UnitMatcher


def read_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    scheme: str | Path = "",
    counts: str | Path = "",
    others: bool = True,
    rule: str = "",
    as_of: Moment | str = "",
) -> MonthInputs:
    """Read a month and run every check, whatever they find.

    ``publication`` may stay empty when only one has the month. ``scheme`` (or its id) and ``counts`` are the
    files of a scenario: a scheme in place of the publication's, and counts in place of exported ones, made
    after the corrections and before the checks. Without ``others`` the month is not compared with the other
    months of its publication. With a ``rule`` (an id) dossiers in registers are counted by it; their counts
    come before those of exports. ``as_of`` a moment, or :data:`~dbp_analysis.reading.open_month.NEWEST`, the
    month is still open: its registers count until then, and its exports what these do not. Raise ``WrongUse``
    for a request that cannot be met, ``DataRejected`` when settings are wrong or nothing could be read.
    """
    project = find_project(data, output)
    publication, month = project.choose(month, publication)
    laid_over = scenario_files(project.data, scheme, counts)
    settled = load_month_settings(project, publication, month, laid_over.get("scheme"))
    noted, matcher = settled.sources.note, UnitMatcher(settled.everyone)
    period, own = settled.settings.stated_period(month), settled.units.index
    registers, folder = Registers(settled.registers), project.month_folder(publication, month)
    files = registers.taken_from(project.exports(publication, month), folder, settled.sources)
    form = partial(read_form, scheme=settled.scheme, matcher=matcher, own=own)

    def beside(file: str, sheets: Sequence[Sheet]) -> tuple[list[Reading], list[Problem]] | None:
        return ([], []) if registers.read(file, sheets) else form(file, sheets)

    read = read_exports(files, settled.readable, matcher, noted, beside)
    exported, by_people = ([one for one in read[0] if bool(one.reasons) is told] for told in (False, True))
    whole, problems = chosen_readings(exported, read[1], settled.layouts, own, period)
    whole += by_people
    if as_of:
        settled, others = opened_at(settled, registers, as_of), False
    assumed: list[CheckResult] = []
    counted: Reading | None = None
    if registers.found:
        own_rule = rule or settled.publication.counting_rule
        counted, check = count_registers(settled, registers, own_rule, matcher, [] if as_of else whole)
        if as_of:
            counted, whole = some_units(counted), not_counted(whole, counted)
            settled = only_read(settled, whole)
        whole = [counted, *whole] if rule or as_of else [*whole, counted]
        assumed.append(check)
    parts = project.parts(publication, month)
    if any(column.count for one in whole for column in one.layout.columns):
        parts = []
    if not (whole or parts):
        raise rejected(problems)
    if parts and "counts" in laid_over:
        raise WrongUse(
            f"Số liệu {settled.period} cộng từ các tháng, không thay trực tiếp được.\n"
            "  Cách xử lý: lập kịch bản số liệu cho một tháng, hoặc chỉ thay cách chấm (--scheme)."
        )
    corrections = load_corrections(project.month_folder(publication, month) / FILE_NAME, noted)
    if as_of and counted:
        corrections = tuple(one for one in corrections if one.count not in counted.counts)
    corrections, elsewhere = own_corrections(corrections, matcher, own)
    whole, refused = apply_corrections(whole, corrections, matcher)
    whole, _ = apply_corrections(whole, elsewhere, matcher)
    changes: tuple[CountChange, ...] = ()
    if "counts" in laid_over:
        changes = read_count_changes(laid_over["counts"], settled.matcher, noted)
        whole, made = apply_count_changes(whole, changes, laid_over["counts"].name)
        assumed.append(made)
    readings = [of_units(one, own) for one in whole]
    if parts:
        found = [*problems, *refused]
        inputs = _summed(settled, parts, readings, found, rules="scheme" in laid_over)
        scenario = "-".join(path.stem for path in laid_over.values())
        return replace(inputs, corrections=(*inputs.corrections, *corrections), scenario=scenario)
    # A unit of which no export says anything stands on the card too: its figures are not known.
    units = sorted(settled.units.index)
    everyone = pd.MultiIndex.from_product([[month], units], names=["month", "unit_code"])
    table = merge_counts(readings, month).reindex(everyone)
    if laid_over:
        table = without_published(table, settled.scheme)
        changed = [change.count for change in changes if change.before != change.after]
        supposed = hypothetical(settled.settings, settled.scheme, changed, rules="scheme" in laid_over)
        settled = replace(settled, settings=supposed)
    found = [*problems, *refused, *period_problems(settled.publication, settled.settings, month)]
    found += [] if "scheme" in laid_over else scheme_problems(settled.scheme, month)
    before = _readings_before(settled) if others else []
    found += stale_problems(settled, readings, before) if others else []
    held = merge_counts(before, month).reset_index("month", drop=True) if before else None
    checks = run_checks(settled, readings, whole, found, table, held)
    return MonthInputs(
        **vars(settled),
        readings=tuple(readings),
        counts=table,
        corrections=corrections,
        checks=(*(forgiving(checks) if as_of else checks), *assumed),
        dossiers=registers if as_of else None,
        scenario="-".join(dict.fromkeys(path.stem for path in laid_over.values())),
    )


def _summed(
    settled: MonthSettings,
    parts: Sequence[str],
    readings: Sequence[Reading],
    found: Sequence[Problem],
    *,
    rules: bool,
) -> MonthInputs:
    """The inputs of a period as the sum of its months, ``parts``, and of the ``readings`` of its own form,
    with what was ``found`` wrong with these; with the ``rules`` of a scenario, it is labelled as one.
    """
    project, publication = settled.project, settled.publication.id
    months = [
        read_month(one, publication, project.data, project.output, others=False)
        for one in months_read(settled, parts)
    ]
    own = merge_counts(readings, settled.month).droplevel("month") if readings else pd.DataFrame()
    sums = sum_of(settled, months, own, rules=rules)
    settled = sums.settled
    if rules:
        settled = replace(settled, settings=hypothetical(settled.settings, settled.scheme, (), rules=True))
    form = own_form(settled, readings, found, own) if readings or found else ()
    return MonthInputs(
        **vars(settled),
        readings=(*sums.readings, *readings),
        counts=sums.counts,
        corrections=sums.corrections,
        checks=(*sums.checks, *form),
    )


def _readings_before(settled: MonthSettings) -> list[Reading]:
    """The exports of the month before, none where there are none; what is wrong with them is told in that
    month's own checks.
    """
    project, publication, before = settled.project, settled.publication, preceding(settled.month)
    if before not in project.own_periods(publication.id):
        return []
    try:
        everyone, units = units_of(settled.register, publication, before)
    except DataRejected:
        return []
    exports, noted = project.exports(publication.id, before), settled.sources.note
    read = read_exports(exports, settled.readable, UnitMatcher(everyone), noted)
    whole, _ = chosen_readings(*read, settled.layouts, units.index, before)
    return [of_units(one, units.index) for one in whole]


@once
def load_month_inputs(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    scheme: str | Path = "",
    counts: str | Path = "",
    others: bool = True,
    rule: str = "",
    as_of: Moment | str = "",
) -> MonthInputs:
    """Like :func:`read_month`, but raise ``DataRejected`` with every error that the checks found."""
    inputs = read_month(
        month,
        publication,
        data,
        output,
        scheme=scheme,
        counts=counts,
        others=others,
        rule=rule,
        as_of=as_of,
    )
    if inputs.errors:
        raise inputs.rejection
    return inputs
