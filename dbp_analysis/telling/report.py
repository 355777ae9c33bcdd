"""A month's report: inputs, scorecard, findings and commentary, together."""

from dataclasses import dataclass

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.common.html import below_heading
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.commentary import write
from dbp_analysis.telling.comparison import write_comparison
from dbp_analysis.telling.findings import Finding, find
from dbp_analysis.telling.paragraphs import Paragraph, commentary_markdown


@dataclass(frozen=True, eq=False)
class MonthlyReport:
    """Everything that is known and said about one month, and what changed ``since`` the one before."""

    inputs: MonthInputs
    card: Scorecard
    since: SincePrevious
    findings: tuple[Finding, ...]
    commentary: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        """What the report is on, and its month."""
        return f"{self.inputs.publication.title}, {self.card.period}"

    @property
    def text(self) -> str:
        """The commentary as a text with headings and lists (Markdown)."""
        return commentary_markdown(self.title, self.commentary, self.inputs.settings.note)

    def _repr_markdown_(self) -> str:
        return below_heading(self.text)

    def __repr__(self) -> str:
        return f"MonthlyReport({self.inputs.publication.id}, {self.inputs.month})"


def write_report(inputs: MonthInputs, card: Scorecard, since: SincePrevious) -> MonthlyReport:
    """Find what is worth saying about a scorecard and what changed in it, and say it."""
    findings, wording = find(card), inputs.wording
    told = since.change if inputs.publication.comparison.text else None
    comparison = write_comparison(told, since.notes, wording) if told else ()
    body = write(card, findings, inputs.publication, wording, comparison)
    return MonthlyReport(inputs, card, since, findings, body)
