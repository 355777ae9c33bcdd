"""The Word file to sign: the official report and its annex, in the form of Decree 30/2020/NĐ-CP."""

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.publishing import form
from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.annex_pages import FEWEST_ROWS
from dbp_analysis.publishing.columns import TablePlan, placed_header, plan_table, right_indents
from dbp_analysis.publishing.content import Annex, ReportContent
from dbp_analysis.publishing.docx_styles import (
    append,
    document_bytes,
    new_document,
    note_pages,
    number_pages,
    picture,
    set_page,
)
from dbp_analysis.publishing.docx_xml import cell, element, indent, paragraph, row, rule, table
from dbp_analysis.publishing.form import CELL_MARGIN, LANDSCAPE, PORTRAIT, STYLES
from dbp_analysis.publishing.metrics import WIDER, balanced, good_width, text_width, wrapped
from dbp_analysis.settings.sentences import Sentences

say = Sentences("report")
LINE_HEIGHT = 1.17
"""Of the size, in the fonts that take the place of Times."""


def report_docx(content: ReportContent) -> bytes:
    """The report as a Word file: every element in a style of its own, each annex in a landscape section.

    A pure function: the same content gives the same bytes.
    """
    plans = [plan_table(annex.table, LANDSCAPE.text_width) for annex in content.annexes]
    styles = form.styles_of_tables(min(plan.size for plan in plans))
    document = new_document(styles, " ".join(content.subject), PORTRAIT)
    report = document.sections[0]
    number_pages(report)
    if content.note:
        note_pages(report, paragraph("note", content.note))
    append(document, _report(document, content))
    for annex, plan in zip(content.annexes, plans, strict=True):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        document.paragraphs[-1].style = document.styles["Ngắt phần"]
        set_page(section, LANDSCAPE)
        append(document, _annex(annex, plan))
    return document_bytes(document)


def _report(document: Document, content: ReportContent) -> Iterator[BaseOxmlElement]:
    yield _head(content)
    yield paragraph("kind", content.kind)
    yield from _title("subject", content.subject, form.PORTRAIT.text_width)
    last = text_width(content.subject[-1], STYLES["subject"].size, bold=True)
    yield rule(form.RULE_SHARE * min(last, PORTRAIT.text_width), PORTRAIT.text_width)
    yield paragraph("space", "")
    drawn = {one.name: one for one in content.pictures}
    for style, text in form.running_text(content):
        if style == "picture":
            one = drawn[text]
            yield picture(document, STYLES[style].name, one.png, form.picture_width(one.height), one.alt)
        else:
            # What a list follows is no last line of a page.
            yield paragraph(style, text, look=[element("w:keepNext")] if text.endswith(":") else [])
    yield _foot(content)


def _head(content: ReportContent) -> BaseOxmlElement:
    """Part II.1-4: issuer and national title side by side; below them the number and the date."""
    left, right = form.LEFT_COLUMN, form.RIGHT_COLUMN
    issuer = [paragraph("superior", content.superior)] if content.superior else []
    issuer += [paragraph("issuer", line) for line in content.issuer]
    last = min(text_width(content.issuer[-1], STYLES["issuer"].size, bold=True), left)
    nation = [paragraph("national_title", say("nation")), paragraph("motto", say("motto"))]
    motto = text_width(say("motto"), STYLES["motto"].size, bold=True)
    return _columns(
        (left, right),
        ([*issuer, rule(form.RULE_SHARE * last, left)], [*nation, rule(motto, right)]),
        ([paragraph("number", content.number)], [paragraph("place_and_date", content.place_and_date)]),
    )


def _foot(content: ReportContent) -> BaseOxmlElement:
    """Part II.7 and II.9: recipients on the left, signature on the right, never on two pages."""
    recipients = [paragraph("recipients_label", say("recipients"))]
    recipients += [paragraph("recipients", line) for line in form.recipient_lines(content)]
    signature = [paragraph("authority", line) for line in content.authority]
    signature.append(paragraph("signer", content.signer))
    return _columns((form.RECIPIENTS_COLUMN, form.SIGNATURE_COLUMN), (recipients, signature))


def _columns(widths: tuple[float, ...], *rows: tuple[list[BaseOxmlElement], ...]) -> BaseOxmlElement:
    """Texts side by side, without lines."""
    cells = ((cell(w, one, centred=False) for w, one in zip(widths, each, strict=True)) for each in rows)
    return table(widths, map(row, cells))


def _title(style: str, lines: tuple[str, ...], room: float) -> Iterator[BaseOxmlElement]:
    for line in lines:
        width = balanced(line, room, STYLES[style].size, bold=True)
        yield _narrowed(style, line, (room - width) / 2)


def _narrowed(style: str, text: str, margin: float) -> BaseOxmlElement:
    return paragraph(style, text, look=[indent(left=margin, right=margin)] if margin else [])


def _annex(annex: Annex, plan: TablePlan) -> Iterator[BaseOxmlElement]:
    yield paragraph("annex_label", annex.label)
    yield from _title("annex_title", annex.title, LANDSCAPE.text_width)
    yield paragraph("annex_reference", annex.reference)
    yield _table(annex.table, plan, " ".join(annex.title))
    if clusters := annex.table.clusters:
        yield paragraph("note", say("clusters"))
        yield _table(clusters, plan_table(clusters, LANDSCAPE.text_width), say("clusters"))
    yield paragraph("note", annex.note) if annex.note else paragraph("gap", "")


def _table(source: AnnexTable, plan: TablePlan, title: str) -> BaseOxmlElement:
    rows = [*_header_rows(source, plan), *_rows(source, plan)]
    told = say("table.described", rows=len(source.rows), columns=len(source.kinds), heads=len(source.header))
    return table(plan.widths, rows, ruled=True, margin=CELL_MARGIN, title=title, description=told)


def _header_rows(source: AnnexTable, plan: TablePlan) -> Iterator[BaseOxmlElement]:
    """The header of merged cells; a cell that spans rows is continued in each of them."""
    placed = placed_header(source)
    for number in range(len(source.header)):
        cells = []
        for place in sorted(placed, key=lambda place: place.column):
            span, top = place.cell, place.row == number
            if not place.row <= number < place.row + span.rows:
                continue
            width = sum(plan.widths[place.column : place.column + span.columns])
            merge = "" if span.rows == 1 else "restart" if top else "continue"
            text = _header_text(span.text, width, plan.size) if top else paragraph("header_cell", "")
            cells.append(cell(width, [text], columns=span.columns, merge=merge))
        last = number == len(source.header) - 1
        yield row(cells, header=True, at_least=_room_below(source, plan) if last else 0)


def _room_below(source: AnnexTable, plan: TablePlan) -> float:
    """The height in points of the head's last row, in which the cells that span rows end: LibreOffice, which
    stretches it on the first page, cuts them off where the head comes again. A wider font counts.
    """
    lines: dict[tuple[int, int], int] = {}
    for place in placed_header(source):
        width = sum(plan.widths[place.column : place.column + place.cell.columns]) - 2 * CELL_MARGIN
        found = len(wrapped(place.cell.text, width / WIDER[True], plan.size, bold=True))
        rows = place.row, place.row + place.cell.rows
        lines[rows] = max(found, lines.get(rows, 0))
    depth = len(source.header)
    above = [max(1, lines.get((at, at + 1), 1)) for at in range(depth - 1)]
    left = [found - sum(above[top:]) for (top, end), found in lines.items() if end == depth and end - top > 1]
    own = lines.get((depth - 1, depth), 0)
    return max(left, default=0) * plan.size * LINE_HEIGHT if max(left, default=0) > own else 0


def _header_text(text: str, width: float, size: float) -> BaseOxmlElement:
    """Narrowed where needed, so that a maximum such as "(10 điểm)" stays on one line."""
    room = width - 2 * CELL_MARGIN
    good = good_width(text, room, size, bold=True)
    return _narrowed("header_cell", text, (room - good) / 2 if room - good > 0.2 else 0)


def _rows(source: AnnexTable, plan: TablePlan) -> Iterator[BaseOxmlElement]:
    """A row a unit; the last ones are kept together on one page."""
    styles = [form.cell_style(kind) for kind in source.kinds]
    kept = len(source.rows) - FEWEST_ROWS
    for at, (texts, indents) in enumerate(zip(source.rows, right_indents(source, plan), strict=True)):
        keep = [element("w:keepNext")] if kept <= at < len(source.rows) - 1 else []
        columns = zip(plan.widths, styles, texts, indents, strict=True)
        yield row(
            cell(width, [paragraph(style, text, look=[*(deepcopy(one) for one in keep), *_set_right(right)])])
            for width, style, text, right in columns
        )


def _set_right(millimetres: float | None) -> list[BaseOxmlElement]:
    if millimetres is None:
        return []
    return [indent(right=millimetres), element("w:jc", val="right")]
