"""The sheet on a report's figures that can be sent to its authors, as a Word file."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.auditing.audit import COLUMNS, Audit
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.publishing.docx_styles import append, document_bytes, new_document, number_pages
from dbp_analysis.publishing.docx_xml import cell, paragraph, row, rule, table
from dbp_analysis.publishing.form import CELL_MARGIN, PORTRAIT, RULE_SHARE, SIGNATURE_COLUMN, styles_of_tables
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

SIZE = 11.0
"""Of the text of the table, in points."""
MOST_ROWS = 12
"""Of more findings the sheet, which is to fit two pages, names so many and says where others are."""
_WIDTHS = (12.0, 28.0, 48.0, 52.0, 20.0)


def audit_docx(audit: Audit) -> bytes:
    """The sheet: what was audited, what does not hold, how sure, what was read otherwise than it stands.

    A pure function: the same audit gives the same bytes.
    """
    wanted = (
        "kind",
        "subject",
        "addressees",
        "text",
        "closing",
        "header_cell",
        "name_cell",
        "figure_cell",
        "note",
        "page_number",
        "place_and_date",
        "authority",
    )
    styles = styles_of_tables(SIZE)
    document = new_document({name: styles[name] for name in wanted}, say("page.title"), PORTRAIT)
    number_pages(document.sections[0])
    append(document, _sheet(audit))
    return document_bytes(document)


def _sheet(audit: Audit) -> Iterator[BaseOxmlElement]:
    publication = audit.taken_for.publication
    to = publication.issuer.short_name if publication else say("sheet.authors")
    yield paragraph("kind", say("sheet.kind"))
    yield paragraph("subject", say("sheet.subject"))
    yield rule(RULE_SHARE * PORTRAIT.text_width / 2, PORTRAIT.text_width)
    yield paragraph("space", "")
    yield paragraph("addressees", say("sheet.to", who=to))
    told = "; ".join(f"{lower_first(label)}: {text}" for label, text in audit.identified)
    yield paragraph("text", say("sheet.taken_for", facts=told))
    yield paragraph("text", audit.verdict)
    if audit.rows:
        yield _table(audit)
    more = len(audit.rows) - MOST_ROWS
    notes = [say("sheet.more", count=more)] if more > 0 else []
    levels = "; ".join(f"{name}: {text}" for name, text in audit.levels)
    notes += [say("sheet.levels", levels=levels)] if audit.rows else []
    notes += [say("sheet.repaired", cells="; ".join(audit.repaired))] if audit.repaired else []
    yield from (paragraph("note", text) for text in notes)
    yield paragraph("space", "")
    yield paragraph("closing", say("sheet.asked" if audit.rows else "sheet.thanks"))
    texts = [paragraph("place_and_date", say("sheet.day")), paragraph("authority", say("sheet.signed"))]
    sides = (PORTRAIT.text_width - SIGNATURE_COLUMN, SIGNATURE_COLUMN)
    empty = cell(sides[0], [paragraph("authority", "")], centred=False)
    yield table(sides, [row([empty, cell(sides[1], texts, centred=False)])])
    yield paragraph("gap", "")


def _table(audit: Audit) -> BaseOxmlElement:
    heads = ["number", *COLUMNS]
    header = [
        cell(w, [paragraph("header_cell", say(f"head.{h}"))]) for w, h in zip(_WIDTHS, heads, strict=True)
    ]
    rows = [row(header, header=True)]
    for number, texts in enumerate(audit.rows[:MOST_ROWS], start=1):
        cells = [(str(number), "figure_cell"), *((text, "name_cell") for text in texts)]
        pairs = zip(_WIDTHS, cells, strict=True)
        rows.append(row(cell(w, [paragraph(style, text)], centred=False) for w, (text, style) in pairs))
    return table(
        _WIDTHS, rows, ruled=True, margin=CELL_MARGIN, title=say("page.title"), description=audit.verdict
    )
