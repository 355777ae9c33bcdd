"""A published report as its checks see it: running text, lists, table, names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dbp_analysis.auditing.claims import Claim, read_claims
from dbp_analysis.auditing.finding import Finding, Sure
from dbp_analysis.auditing.named_units import NamedUnits
from dbp_analysis.auditing.printed_figures import PrintedFigures
from dbp_analysis.auditing.running_text import Block
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")


@dataclass(frozen=True, eq=False)
class Report:
    """The text in ``blocks``; ``table`` and ``scheme`` where they are known."""

    blocks: Sequence[Block]
    units: NamedUnits
    table: PrintedFigures | None
    scheme: Scheme | None

    @property
    def damaged(self) -> bool:
        """Whether its letters come from a scan."""
        return self.units.damaged

    @property
    def sure(self) -> Sure:
        """How sure at most anything is that follows from its letters."""
        return "likely" if self.damaged else "certain"

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The lists of units that it counts or names."""
        return tuple(read_claims(self.blocks, self.units, self.scheme))

    def column(self, claim: Claim) -> str:
        """The column of the table that a list is about; empty where there is none."""
        if claim.kind == "band":
            return "band"
        return self.table.column(claim.about[0]) if self.table and claim.about else ""

    def with_figure(self, code: str, column: str) -> str:
        """A unit and what the table prints of it, under the head of a column."""
        if not self.table or not column:
            return self.units.label(code)
        head, text = self.table.annex.heads[column], self.table.text(code, column)
        return say("told.unit", unit=self.units.label(code), head=head, text=text)

    def found(
        self,
        kind: str,
        claim: Claim,
        *,
        code: str = "",
        sure: Sure | None = None,
        said: str = "",
        **words: object,
    ) -> Finding:
        """A finding about a list, or what is ``said`` in it; ``words`` fill what follows, the unit with its
        figure.
        """
        column = self.column(claim)
        if code:
            words = {"unit": self.with_figure(code, column)} | words
        follows = say(f"follows.{kind}", **words)
        return Finding(kind, claim.block.place, said or claim.said, follows, sure or self.sure, code, column)
