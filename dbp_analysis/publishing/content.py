"""The official report as content: every text and table once, for the docx and the PDF alike."""

import datetime
from dataclasses import dataclass

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import before_text, following, last_day, month_number
from dbp_analysis.common.sentences import fill
from dbp_analysis.publishing.annex import AnnexTable, annex_table
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.paragraphs import Paragraph, period_words
from dbp_analysis.telling.ranking import TIED

say = Sentences("report")

BLANK = "\u00a0" * 6
"""Room to write a number or a day by hand."""
_TO_REPORT = "(b/c)"
"""Behind a recipient that is reported to."""


@dataclass(frozen=True)
class Annex:
    """The annex's own page: its titles, the line that ties it to the report, the table, and what must be
    known about its comparison with the month before, if it has one.
    """

    label: str
    title: tuple[str, ...]
    reference: str
    table: AnnexTable
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart within the text: its file's stem, what it says to those who cannot see it, its height as a
    share of its width, and itself for print and for Word.
    """

    name: str
    alt: str
    height: float
    svg: str
    png: bytes


@dataclass(frozen=True)
class ReportContent:
    """What an official report says, in the order of its form (Decree 30/2020/NĐ-CP, Appendix I)."""

    superior: str
    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    kind: str
    subject: tuple[str, ...]
    addressees: tuple[str, ...]
    legal_basis: tuple[str, ...]
    opening: str
    body: tuple[Paragraph, ...]
    closing: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    annex: Annex
    note: str
    day: datetime.date
    """Stands in the files' properties: the day of signing, or the last day of the figures."""
    more_annexes: tuple[Annex, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annex of every list that the report ranks, in order."""
        return (self.annex, *self.more_annexes)


def report_content(
    publication: Publication,
    settings: Month,
    card: Scorecard,
    commentary: tuple[Paragraph, ...],
    since: SincePrevious | None = None,
) -> ReportContent:
    """The content of the report on a one-month card. The number is left blank to be filled in, and so
    is the day unless ``settings.signed_on`` gives it; the month is then the one after, or that of the last
    day counted where the figures end within a month. The annex shows what changed ``since`` the month before
    unless the publication leaves that out.
    """
    shown = since if since and since.change and publication.comparison.annex else None
    texts, month = publication.report, card.months[0]
    names = period_words(card)
    date = _date(settings, month)
    table = annex_table(card, shown.change if shown else None, point=publication.decimal_point)
    tied = (say("tied"),) if any(row[0].endswith(TIED) for row in table.rows) else ()
    hypothetical = settings.provenance == "scenario"
    return ReportContent(
        superior=publication.issuer.superior,
        issuer=publication.issuer.name,
        number=say("number", blank=BLANK, symbol=texts.symbol),
        place_and_date=say("place_and_date", place=texts.place, date=date),
        kind=say("scenario" if hypothetical else "kind"),
        subject=tuple(fill(line, **names) for line in texts.subject),
        addressees=texts.addressees or (),
        legal_basis=tuple(fill(line, **names) for line in texts.legal_basis)
        or tuple(_cited(line) for line in card.scheme.legal_basis),
        opening=fill(texts.opening, **names),
        body=commentary,
        closing=fill(texts.closing, **names),
        recipients=texts.recipients,
        authority=texts.signature.authority,
        signer=texts.signature.name,
        annex=Annex(
            label=say("annex_scenario", annex=publication.annex_label, scenario=say("scenario"))
            if hypothetical
            else publication.annex_label,
            title=tuple(fill(line, **names) for line in texts.annex_title),
            reference=say(
                "annex_reference",
                blank=BLANK,
                symbol=texts.symbol,
                date=date,
                issuer=publication.issuer.short_name,
            ),
            table=table,
            note=" ".join((*tied, *(_comparison_notes(shown) if shown else ()))),
        ),
        note=settings.note,
        day=settings.signed_on or settings.year_to_date or last_day(month),
    )


def _cited(text: str) -> str:
    """A legal text of a scheme as a report begins with it."""
    cites = say("cites")
    return text if text.startswith(cites) else f"{cites} {text}"


def _comparison_notes(since: SincePrevious) -> tuple[str, ...]:
    apart = since.change and len(since.change.compared) < len(since.change.units)
    dash = (say("not_compared", before=before_text(since.month)),) if apart else ()
    return (*since.notes, *dash)


def _date(settings: Month, month: str) -> str:
    if settings.signed_on:
        day = settings.signed_on
        return say("date", day=two_digits(day.day), month=month_number(day.month), year=day.year)
    until = settings.last_day(month)
    ended = until.isoformat()[:7]
    year, number = (following(ended) if until == last_day(ended) else ended).split("-")
    return say("date_blank", blank=BLANK, month=month_number(int(number)), year=year)


def addressee_warnings(publication: Publication) -> tuple[str, ...]:
    """That the report goes to a higher authority, and its settings say nothing of whom it addresses."""
    above = [name for name in publication.report.recipients if _TO_REPORT in name]
    if not above or publication.report.addressees is not None:
        return ()
    first = above[0].replace(_TO_REPORT, "").strip()
    return (say("addressee_missing", above="; ".join(above), first=first),)
