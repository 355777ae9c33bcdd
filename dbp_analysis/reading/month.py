"""A month's inputs, read and checked: everything that scoring and reporting start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Noted, Sources, register_digest
from dbp_analysis.common.errors import DataRejected, Problem, WrongUse
from dbp_analysis.common.html import table_html
from dbp_analysis.common.once import once
from dbp_analysis.common.periods import preceding_month
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.reading.checks import CheckResult, run_checks
from dbp_analysis.reading.corrections import (
    FILE_NAME,
    Correction,
    apply_corrections,
    corrections_table,
    load_corrections,
)
from dbp_analysis.reading.exports import Reading, merge_counts, read_exports
from dbp_analysis.reading.overlay import apply_count_changes, hypothetical, without_published
from dbp_analysis.reading.overlay_files import CountChange, read_count_changes, scenario_files
from dbp_analysis.reading.sheet_choice import chosen_sheets
from dbp_analysis.reading.stale import stale_problems
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.layout import Layout, load_layout
from dbp_analysis.settings.project import Project, find_project
from dbp_analysis.settings.publication import (
    Month,
    Publication,
    load_month,
    load_publication,
    period_problems,
)
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.units import UnitMatcher, read_register, units_in_month
from dbp_analysis.settings.wording import Wording


@dataclass(frozen=True, eq=False)
class MonthInputs:
    """One month of one publication, read but not yet scored.

    ``sources`` are all files that went in, by what was read of them; ``register`` is as from
    ``read_register``, ``units`` as in :class:`~dbp_analysis.scoring.scorecard.Scorecard`;
    ``counts`` has the index (``month``, ``unit_code``), one column a count; ``checks`` what every
    check found, errors included (see :func:`load_month_inputs`). ``scenario`` names what was laid over the
    month, empty for the month as it is.
    """

    project: Project
    publication: Publication
    month: str
    settings: Month
    scheme: Scheme
    layouts: tuple[Layout, ...]
    wording: Wording
    register: pd.DataFrame
    units: pd.DataFrame
    readings: tuple[Reading, ...]
    counts: pd.DataFrame
    corrections: tuple[Correction, ...]
    checks: tuple[CheckResult, ...]
    sources: Sources
    scenario: str = ""

    @property
    def period(self) -> str:
        """The period of the figures in words ("tháng 12 năm 2023")."""
        return self.settings.period(self.month)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that went in."""
        return tuple(self.sources.digests)

    @property
    def table(self) -> pd.DataFrame:
        """The counts that the scheme reads, under their Vietnamese names, for a reader: whichever of
        counts and units is more stands in the rows.
        """
        named = {name: text for name, text in self.scheme.counts.items() if name in self.counts}
        counts = self.counts.reset_index("month", drop=True)[list(named)].rename(columns=named)
        labels = self.units["unit_short"].reindex(counts.index)
        table = counts.convert_dtypes().set_axis(labels.rename("Đơn vị"), axis="index")
        return table.T if len(table.columns) > len(table) else table

    def _repr_html_(self) -> str:
        facts = [
            ("Báo cáo", self.publication.title),
            ("Kỳ", capitalised(self.period)),
            ("Bộ chỉ số", self.scheme.title),
            *((("Ghi chú", self.settings.note),) if self.settings.note else ()),
            *((r.layout.title, f"{r.file}, trang {r.sheet}, {len(r.units)} đơn vị") for r in self.readings),
        ]
        rows = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in facts)
        if not self.corrections:
            return f"<table>{rows}</table>"
        made = corrections_table(self.corrections)
        return f"<table>{rows}</table><p>Hiệu chỉnh đã áp dụng:</p>{table_html(made, list(map(str, made)))}"

    def __repr__(self) -> str:
        return f"MonthInputs({self.publication.id}, {self.month}, {len(self.units)} units)"

    def unit_code(self, unit: str) -> str:
        """The code of the unit that a code, or a name however written, certainly means.

        Raise ``WrongUse`` naming those that it may mean.
        """
        if not isinstance(unit, str):
            raise WrongUse(
                f"Đơn vị phải là tên hoặc mã, không phải {type(unit).__name__}.\n"
                '  Cách xử lý: ghi trong dấu nháy, như "Nà Tấu" hoặc "03316".'
            )
        if unit in self.units.index:  # a code comes before a name
            return unit
        matcher = UnitMatcher(self.units)
        by_name = matcher.match(name=unit)
        code = matcher.match(code=unit).unit_code or by_name.unit_code
        if code is None:
            meant = " hoặc ".join(by_name.suggestions)
            remedy = f"có phải: {meant}?" if meant else "ghi tên hoặc mã như trong data/units.csv."
            raise WrongUse(
                f"Không rõ đơn vị nào là {unit!r} trong số liệu {self.period}.\n  Cách xử lý: {remedy}"
            )
        return code

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the checks found that does not stop the run."""
        return tuple(p for check in self.checks for p in check.problems if p.severity == "warning")

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What the checks found that stops the run."""
        return tuple(p for check in self.checks for p in check.problems if p.severity == "error")


def read_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    scheme: str | Path = "",
    counts: str | Path = "",
    others: bool = True,
) -> MonthInputs:
    """Read a month and run every check, whatever they find.

    ``publication`` may stay empty when only one has the month. ``scheme`` (or its id) and ``counts`` are the
    files of a scenario: a scheme in place of the publication's, and counts in place of exported ones, made
    after the corrections and before the checks. Without ``others`` the month is not compared with the other
    months of its publication. Raise ``WrongUse`` for a request that cannot be met, ``DataRejected`` when
    settings are wrong or nothing at all could be read.
    """
    project = find_project(data, output)
    publication, month = project.choose(month, publication)
    files = {"publication": project.data / publication / "publication.toml"}
    sources = Sources()
    settled = load_publication(files["publication"], sources.note)
    folder = project.month_folder(publication, month)
    settings = load_month(folder / "month.toml", sources.note)
    laid_over = scenario_files(project.data, scheme, counts)
    own_scheme = project.data / "schemes" / f"{settings.scheme or settled.scheme}.toml"
    method = load_scheme(laid_over.get("scheme", own_scheme), sources.note)
    names = (*settled.layouts, *settled.optional_layouts)
    files |= {name: project.data / "layouts" / f"{name}.toml" for name in names}
    files |= {"units": project.data / "units.csv", "wording": project.data / "wording.toml"}
    layouts = tuple(load_layout(files[name], sources.note) for name in names)
    register = read_register(files["units"], sources.note)
    sources.used[files["units"]] = register_digest(register, settled.place, month)
    units = units_in_month(register, settled.place, month, settled.unit_label)
    matcher = UnitMatcher(units)
    read = read_exports(project.exports(publication, month), layouts, matcher, sources.note)
    readings, problems = chosen_sheets(*read, settings.stated_period(month))
    if not readings:
        raise DataRejected(problems)
    corrections = load_corrections(folder / FILE_NAME, sources.note)
    readings, refused = apply_corrections(readings, corrections, matcher)
    changes: tuple[CountChange, ...] = ()
    assumed: list[CheckResult] = []
    if "counts" in laid_over:
        changes = read_count_changes(laid_over["counts"], matcher, sources.note)
        readings, made = apply_count_changes(readings, changes, laid_over["counts"].name)
        assumed.append(made)
    # A unit of which no export says anything stands on the card too: its figures are not known.
    everyone = pd.MultiIndex.from_product([[month], sorted(units.index)], names=["month", "unit_code"])
    table = merge_counts(readings, month).reindex(everyone)
    if laid_over:
        table = without_published(table, method)
        changed = [change.count for change in changes if change.before != change.after]
        settings = hypothetical(settings, method, changed, rules="scheme" in laid_over)
    before: list[Reading] = []
    found = [*problems, *refused, *period_problems(settled, settings, month)]
    if others:
        before = _readings_before(project, settled, month, layouts, register, sources.note)
        found += stale_problems(
            project,
            publication,
            month,
            readings,
            before,
            sources,
            year_to_date=settings.year_to_date is not None,
        )
    return MonthInputs(
        project=project,
        publication=settled,
        month=month,
        settings=settings,
        scheme=method,
        layouts=layouts,
        wording=load_toml(files["wording"], Wording, sources.note),
        register=register,
        units=units,
        readings=tuple(readings),
        counts=table,
        corrections=corrections,
        checks=(
            *run_checks(
                readings,
                found,
                table,
                layouts,
                settled.optional_layouts,
                method,
                units,
                settings.stated_period(month),
                settings.units_covered,
                merge_counts(before, month).reset_index("month", drop=True) if before else None,
            ),
            *assumed,
        ),
        sources=sources,
        scenario="-".join(dict.fromkeys(path.stem for path in laid_over.values())),
    )


def _readings_before(
    project: Project,
    publication: Publication,
    month: str,
    layouts: Sequence[Layout],
    register: pd.DataFrame,
    noted: Noted,
) -> list[Reading]:
    """The exports of the month before, none where there are none; what is wrong with them is told in that
    month's own checks.
    """
    before = preceding_month(month)
    if before not in project.months(publication.id):
        return []
    try:
        units = units_in_month(register, publication.place, before, publication.unit_label)
    except DataRejected:
        return []
    read = read_exports(project.exports(publication.id, before), layouts, UnitMatcher(units), noted)
    return chosen_sheets(*read, before)[0]


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
) -> MonthInputs:
    """Like :func:`read_month`, but raise ``DataRejected`` with every error that the checks found."""
    inputs = read_month(month, publication, data, output, scheme=scheme, counts=counts, others=others)
    if inputs.errors:
        raise DataRejected(inputs.errors)
    return inputs
