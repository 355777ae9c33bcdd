"""A month's inputs: everything that scoring and reporting start from."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.html import ReaderTable, table_html
from dbp_analysis.common.numbers import in_full
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.reading.causes import rejected
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.corrections import Correction, corrections_table
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.given_form import GivenFigure, given_figures
from dbp_analysis.reading.registers import Registers
from dbp_analysis.settings.layout import Identity
from dbp_analysis.settings.month_settings import MonthSettings

MOST_ROWS = 40
"""Of a longer table of counts a notebook shows the first and the last rows."""


@dataclass(frozen=True, eq=False)
class MonthInputs(MonthSettings):
    """One month of one publication, read but not yet scored.

    ``counts`` has the index (``month``, ``unit_code``), one column a count; ``checks`` hold what every check
    found, errors included (see :func:`load_month_inputs`); ``sources`` are all files that went in;
    ``scenario`` names what was laid over the month, empty for the month as it is;
    ``dossiers`` are the registers of a month that is still open.
    """

    readings: tuple[Reading, ...]
    counts: pd.DataFrame
    corrections: tuple[Correction, ...]
    checks: tuple[CheckResult, ...]
    scenario: str = ""
    dossiers: Registers | None = None

    @property
    def table(self) -> ReaderTable:
        """The counts that the scheme reads, under their Vietnamese names, for a reader: whichever of
        counts and units is more stands in the rows.
        """
        named = {name: text for name, text in self.scheme.counts.items() if name in self.counts}
        counts = self.counts.reset_index("month", drop=True)[list(named)].rename(columns=named)
        labels = self.units["unit_short"].reindex(counts.index)
        shown = counts.astype(object).map(in_full, na_action="ignore").fillna("–")
        table = shown.set_axis(labels.rename("Đơn vị"), axis="index")
        by_count = len(table.columns) > len(table)
        return ReaderTable(table.T.rename_axis("Số liệu") if by_count else table, most=MOST_ROWS)

    def _repr_html_(self) -> str:
        facts = [
            ("Báo cáo", self.publication.title),
            ("Kỳ", capitalised(self.period)),
            ("Bộ chỉ số", self.scheme.title),
            *((("Ghi chú", self.settings.note),) if self.settings.note else ()),
            *((r.layout.title, f"{r.file}, trang {r.sheet}, {len(r.units)} đơn vị") for r in self.readings),
        ]
        left = 'style="text-align: left"'
        rows = "".join(f"<tr><th {left}>{escape(k)}</th><td {left}>{escape(v)}</td></tr>" for k, v in facts)
        if not self.corrections:
            return f"<table>{rows}</table>"
        made = corrections_table(self.corrections)
        return f"<table>{rows}</table><p>Hiệu chỉnh đã áp dụng:</p>{table_html(made, list(map(str, made)))}"

    def __repr__(self) -> str:
        return f"MonthInputs({self.publication.id}, {self.month}, {len(self.units)} units)"

    @property
    def identities(self) -> tuple[Identity, ...]:
        """The sums of counts that the forms of the month hold equal."""
        return tuple(identity for layout in self.layouts for identity in layout.identities)

    @property
    def given(self) -> tuple[GivenFigure, ...]:
        """What people gave in a form of the month, with their reasons."""
        return given_figures(self.readings)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the checks found that does not stop the run."""
        return tuple(p for check in self.checks for p in check.problems if p.severity == "warning")

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What the checks found that stops the run."""
        return tuple(p for check in self.checks for p in check.problems if p.severity == "error")

    @property
    def rejection(self) -> DataRejected:
        """What a month with errors is refused with, told by their causes."""
        return rejected(
            self.errors,
            {
                **self.scheme.counts,
                **{str(code): str(label) for code, label in self.units["unit_label"].items()},
            },
        )
