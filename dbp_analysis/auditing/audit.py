"""The audit of a published report: what it was taken for, and everything in it that does not hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.annexes import find_annexes
from dbp_analysis.auditing.count_checks import check_counts
from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.documents import read_document
from dbp_analysis.auditing.finding import Finding, Sure
from dbp_analysis.auditing.phrases import phrases_of
from dbp_analysis.auditing.table_checks import check_table
from dbp_analysis.auditing.taken_for import TakenFor, find_report, take_for
from dbp_analysis.auditing.text_checks import check_text
from dbp_analysis.common.digests import file_hash
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.html import ReaderTable, table_html
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.once import once
from dbp_analysis.common.periods import Kind, period_name
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.project import Project, find_project
from dbp_analysis.settings.register_layout import load_layouts
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

COLUMNS = ("place", "said", "follows", "sure")


@dataclass(frozen=True, eq=False)
class Audit:
    """What was read, what it was taken for, and the ``findings`` in the order of their places. ``counted``:
    the table was held against the counts of its month. ``digest`` is the SHA-256 of the file.
    """

    path: Path
    digest: str
    project: Project
    document: Document
    annexes: tuple[Annex, ...]
    taken_for: TakenFor
    findings: tuple[Finding, ...]
    counted: bool

    @property
    def identified(self) -> tuple[tuple[str, str], ...]:
        """Of the facts those that say which report it is, as far as that is known."""
        return tuple(fact for fact in self.facts[:4] if fact[1] != say("fact.unknown"))

    @cached_property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the file was taken for, (subject, words)."""
        taken, unknown = self.taken_for, say("fact.unknown")
        tables = [say("fact.table", place=one.place, units=len(one.texts)) for one in self.annexes]
        return (
            (
                say("fact_label.file"),
                say(f"read.{'damaged' if self.document.damaged else 'whole'}", file=self.document.file),
            ),
            (say("fact_label.publication"), taken.publication.place_name if taken.publication else unknown),
            (say("fact_label.period"), period_name(taken.period) if taken.period else unknown),
            (
                say("fact_label.scheme"),
                "; ".join(dict.fromkeys(one.scheme.title for one in self.annexes)) or unknown,
            ),
            (say("fact_label.tables"), "; ".join(tables) or say("fact.no_table")),
            (say("fact_label.counts"), say("fact.counted" if self.counted else "fact.not_counted")),
            *((say("fact_label.pictures"), page) for page in self.document.pictures),
        )

    @property
    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Each finding as it is shown: where, what is said, what follows, how sure."""
        return tuple((f.place, f.said, f.follows, say(f"sure.{f.sure}")) for f in self.findings)

    @property
    def repaired(self) -> tuple[str, ...]:
        """The cells of a scan that were read otherwise than they stand, because the arithmetic says so."""
        units = self.taken_for.units
        labels = {} if units is None else units["unit_label"].to_dict()
        return tuple(
            say(
                "repaired",
                unit=labels.get(annex.unit(row), annex.texts["unit"].iat[row]),
                column=annex.heads[column],
                said=annex.texts[column].iat[row],
                meant=annex.values[column].iat[row],
            )
            for annex in self.annexes
            for row, column in sorted(annex.repaired)
        )

    @property
    def verdict(self) -> str:
        """What was found, in a sentence."""
        others = say(f"others.{'counts' if self.counted else 'own'}")
        if not self.rows:
            return say("verdict.nothing", others=others)
        return say("verdict.found", count=two_digits(len(self.rows)), others=others)

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """How sure a finding may be, and what that means."""
        return tuple((say(f"sure.{one}"), say(f"level.{one}")) for one in get_args(Sure))

    @property
    def table(self) -> ReaderTable:
        """The findings for a reader, numbered."""
        heads = [say(f"head.{name}") for name in COLUMNS]
        frame = pd.DataFrame(self.rows, columns=heads, index=range(1, len(self.rows) + 1))
        return ReaderTable(frame.rename_axis(say("head.number")), tuple(heads))

    def _repr_html_(self) -> str:
        told = [*self.facts, *((say("head.repaired"), text) for text in self.repaired)]
        frame = pd.DataFrame(told, columns=[say("head.subject"), say("head.words")])
        return table_html(frame, [*frame])

    def __repr__(self) -> str:
        return f"Audit({self.document.file}, {len(self.findings)} findings)"


@once
def audit(
    file: str | Path, publication: str = "", scheme: str = "", month: str = "", data: str | Path = ""
) -> Audit:
    """Read a published report and hold it against itself; with a ``publication`` and a ``month`` (or one that
    the report states) that has counts, against these too.

    A file that is not there may be one of the data folder, whose ``phrases.toml`` is used where there is one.
    Raise ``DataRejected`` for a file that cannot be read, ``WrongUse`` for what is told and is not there.
    """
    project = find_project(data)
    with phrases_of(project.data):
        return _audited(find_report(file, project), project, publication, scheme, month)


def _audited(path: Path, project: Project, publication: str, scheme: str, month: str) -> Audit:
    document = read_document(path)
    taken = take_for(document, project, publication, scheme, month)
    forms = _forms(document, project)
    annexes = find_annexes(document, taken.schemes, taken.units, forms)
    if not annexes and (scheme or publication):
        _check_told(document, project, taken, forms)
    # A text on several lists is not that of one table.
    main = annexes[0] if annexes and len(taken.lists) < 2 else None
    own = main.scheme if main else taken.schemes[0] if len(taken.schemes) == 1 else None
    found = [*_other_period(document, taken), *check_text(document, main, own, taken.units)]
    for annex in annexes:
        found += check_table(annex, taken.units_among(annex.values["unit"].tolist()))
    card = None
    if publication and taken.month in _counted_periods(project, publication):
        card = score_inputs(load_month_inputs(taken.month, publication, project.data))
        found += (finding for annex in annexes for finding in check_counts(annex, card))
    order = {one.place: at for at, one in reversed([*enumerate(document.paragraphs)])}
    found = sorted(dict.fromkeys(found), key=lambda one: order.get(one.place, len(document.paragraphs)))
    return Audit(
        path, file_hash(path), project, document, tuple(annexes), taken, tuple(found), card is not None
    )


def _other_period(document: Document, taken: TakenFor) -> Iterator[Finding]:
    """The period that a report states, where it was told to be of another."""
    if taken.stated:
        follows = say("follows.told_period", period=period_name(taken.period))
        yield Finding("period", document.file, f"“{period_name(taken.stated)}”", follows, "likely")


def _check_told(document: Document, project: Project, taken: TakenFor, forms: Sequence[Layout]) -> None:
    """Raise ``WrongUse`` where a table of scores follows another scheme than the one told."""
    others = find_annexes(document, take_for(document, project, "", "", "").schemes, None, forms)
    if others:
        told = "; ".join(one.title for one in taken.schemes)
        raise WrongUse(
            f"Bảng điểm trong tệp {document.file} không theo {told}; có thể theo {others[0].scheme.title}.\n"
            f"  Cách xử lý: bỏ --scheme, --publication để tự tìm, hoặc ghi --scheme {others[0].scheme.id}"
        )


def _forms(document: Document, project: Project) -> Sequence[Layout]:
    """The forms of tables that sources publish, which only sheets and pages have."""
    if document.kind not in ("sheet", "html"):
        return ()
    names = sorted(path.stem for path in (project.data / "layouts").glob("*.toml"))
    return tuple(load_layouts(project.data, tuple(names))[0].values())


def _counted_periods(project: Project, publication: str) -> Sequence[str]:
    """Every period that there are counts for: those of its own and sums of its months."""
    return [period for kind in get_args(Kind) for period in project.periods(publication, kind)]
