"""Published reports to audit, made by the project itself, with errors planted into their words."""

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from html import escape

import pandas as pd
import xlsxwriter

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.document import Document, Paragraph
from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.text_checks import check_text
from dbp_analysis.lab.cards import MonthCard
from dbp_analysis.lab.verbs import score_month
from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.columns import placed_header
from dbp_analysis.publishing.content import BLANK, ReportContent, report_content
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.form import running_text
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.report import write_report

from ..made import PROJECT

Change = tuple[str, str]
"""A text of a report, and what stands there in its place."""


@cache
def month(period: str = "2023-12", publication: str = "dien-bien-phu") -> MonthCard:
    return score_month(period, publication, PROJECT / "data")


@cache
def own_content(period: str = "2023-12", publication: str = "dien-bien-phu") -> ReportContent:
    """The report that the project makes of a month, numbered and dated."""
    card = month(period, publication)
    since = since_previous(card.inputs, card.scorecard)
    told = write_report(card.inputs, card.scorecard, since)
    made = report_content(
        card.inputs.publication, card.inputs.settings, card.scorecard, told.commentary, since
    )
    annex = replace(made.annex, reference=_signed(made.annex.reference))
    signed = {"number": _signed(made.number), "place_and_date": _signed(made.place_and_date)}
    return replace(
        made, **signed, annex=annex, note="Số liệu thử để soát, không phải số liệu gốc của thành phố."
    )


def _signed(text: str) -> str:
    return text.replace(f"ngày{BLANK}", "ngày 05 ").replace(f"{BLANK}/", " 08/")


def changed(content: ReportContent, *changes: Change) -> ReportContent:
    """The content with texts of it changed, each of which must stand in it."""

    def put(text: str) -> str:
        for old, new in changes:
            text = text.replace(old, new)
        return text

    for old, _ in changes:
        assert old in "\n".join(lines(content)), old
    annex = replace(
        content.annex, title=tuple(map(put, content.annex.title)), reference=put(content.annex.reference)
    )
    return replace(
        content,
        number=put(content.number),
        place_and_date=put(content.place_and_date),
        subject=tuple(map(put, content.subject)),
        opening=put(content.opening),
        body=tuple(replace(one, text=put(one.text)) for one in content.body),
        closing=put(content.closing),
        annex=annex,
    )


def lines(content: ReportContent) -> list[str]:
    """The paragraphs of a report, in their order."""
    head = [*content.issuer, content.number, content.place_and_date, content.kind, *content.subject]
    body = [text for _, text in running_text(content)]
    return [*head, *body, content.annex.label, *content.annex.title, content.annex.reference]


def document(content: ReportContent, *, damaged: bool = False) -> Document:
    """The text of a report as read from its file."""
    texts = lines(content)
    paragraphs = tuple(Paragraph(text, f"đoạn {at}") for at, text in enumerate(texts, start=1))
    return Document("bao-cao.docx", "text" if damaged else "docx", damaged, paragraphs, ())


def annex(card: Scorecard, table: AnnexTable) -> Annex:
    """The table of a report as it would be found in its file."""
    scheme = card.scheme
    parts = [
        name
        for group in scheme.groups
        for name in (
            [f"group:{group.id}"]
            if scheme.printed.columns == "groups" or not group.indicators
            else [indicator.id for indicator in group.indicators]
        )
    ]
    points = iter(parts)
    names = [next(points) if kind == "points" else {"name": "unit"}.get(kind, kind) for kind in table.kinds]
    texts = pd.DataFrame(list(table.rows), columns=names, dtype=object)
    bands = {band.printed: band.name for band in scheme.bands}
    codes = list(card.of_units(card.results).index)
    values = texts.map(_figure).assign(unit=codes, band=texts["band"].map(bands))
    decimals = {name: 2 if name in ("total", "converted") else scheme.printed.points for name in names}
    return Annex(scheme, texts, values, {name: name for name in names}, decimals, "phụ lục")


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ".").removesuffix(" ="))
    except InvalidOperation:
        return None


def found(*changes: Change, damaged: bool = False) -> tuple[Finding, ...]:
    """What the audit finds in the text of the report of December 2023 when texts of it are changed."""
    card, content = month().scorecard, own_content()
    said = document(changed(content, *changes), damaged=damaged)
    return check_text(said, annex(card, content.annex.table), None, card.units)


def kinds(findings: Sequence[Finding]) -> set[str]:
    return {one.kind for one in findings}


def written(content: ReportContent, ending: str) -> bytes:
    """A report as a file of a kind."""
    if ending == "docx":
        return report_docx(content)
    if ending == "pdf":
        return report_pdf(content).data
    if ending == "xlsx":
        return _workbook(content)
    said, grid = lines(content), _grid(content.annex.table)
    if ending == "html":
        texts = "".join(f"<p>{escape(text)}</p>" for text in said)
        return f"<html><body>{texts}{content.annex.table._repr_html_()}</body></html>".encode()
    if ending == "md":
        rows = [f"| {' | '.join(row)} |" for row in grid]
        rows.insert(len(content.annex.table.header), f"|{'---|' * len(grid[0])}")
        return "\n\n".join([*said, "\n".join(rows)]).encode()
    return "\n\n".join([*said, "\n".join("  ".join(filter(None, row)) for row in grid)]).encode()


def _grid(table: AnnexTable) -> list[tuple[str, ...]]:
    """The cells of a table, what a merged cell says in the first of its own."""
    head = [[""] * len(table.kinds) for _ in table.header]
    for placed in placed_header(table):
        head[placed.row][placed.column] = placed.cell.text
    return [*map(tuple, head), *table.rows]


def _workbook(content: ReportContent) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Báo cáo")
        for at, text in enumerate(lines(content)):
            sheet.write_string(at, 0, text)
        table = book.add_worksheet("Phụ lục")
        for at, row in enumerate(_grid(content.annex.table)):
            table.write_row(at, 0, row)
    return made.getvalue()
