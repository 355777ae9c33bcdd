"""A month's report: inputs, scorecard, findings and commentary, together."""

from dataclasses import dataclass

from dbp_analysis.commentary import Paragraph, commentary_markdown, write
from dbp_analysis.findings import Finding, find
from dbp_analysis.inputs import MonthInputs
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.scoring import score


@dataclass(frozen=True)
class MonthlyReport:
    """Everything that is known and said about one month."""

    inputs: MonthInputs
    card: Scorecard
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
        return self.text

    def __repr__(self) -> str:
        return f"MonthlyReport({self.inputs.publication.id}, {self.inputs.month})"


def score_inputs(inputs: MonthInputs) -> Scorecard:
    """The scorecard of a month's inputs."""
    return score(inputs.counts, inputs.scheme, inputs.units, {inputs.month: inputs.period})


def write_report(inputs: MonthInputs, card: Scorecard) -> MonthlyReport:
    """Find what is worth saying about a scorecard, and say it."""
    findings = find(card)
    return MonthlyReport(inputs, card, findings, write(card, findings, inputs.publication, inputs.wording))
