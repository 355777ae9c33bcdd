"""The workbook: the annex to hand on, and behind it every number that the points come from."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.annex_sheet import annex_sheet
from dbp_analysis.publishing.change_sheets import change_sheets
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.count_sheets import count_sheet, given_sheet
from dbp_analysis.publishing.driver_sheets import driver_sheets
from dbp_analysis.publishing.form import FONT
from dbp_analysis.publishing.metrics import wrapped
from dbp_analysis.publishing.notes import Note, report_notes
from dbp_analysis.publishing.score_sheets import cluster_sheet, line_sheet, point_sheet
from dbp_analysis.publishing.sheets import (
    NOTES,
    ROOM,
    RULE,
    Column,
    Sheets,
)
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.report import MonthlyReport

_CREATED = datetime(2000, 1, 1)

say = Sentences("workbook")


def annex_workbook(report: MonthlyReport, content: ReportContent) -> bytes:
    """The workbook as a file's content; the same report gives the same bytes."""
    buffer = BytesIO()
    title = " ".join(content.annex.title)
    with new_book(buffer, title, report.card.period, report.inputs.publication) as book:
        sheets = Sheets(book, report.card, content.note)
        cover = sheets.sheet(say("cover.name"))
        annex_sheet(sheets, content)
        line_sheet(sheets)
        point_sheet(sheets)
        cluster_sheet(sheets)
        count_sheet(sheets, report.inputs.readings)
        given_sheet(sheets, report.inputs)
        if report.since.change:
            change_sheets(sheets, report.since.change)
        driver_sheets(sheets)
        _notes(sheets, report_notes(report, content))
        _cover(sheets, cover, report, title)
    return buffer.getvalue()


def new_book(buffer: BytesIO, title: str, period: str, publication: Publication) -> Workbook:
    """An empty workbook in the form's font, of which no byte depends on clock or machine; texts are data."""
    text_is_data = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    font = {"font_name": FONT, "font_size": 12}
    book = Workbook(buffer, {"in_memory": True, "default_format_properties": font, **text_is_data})
    about = {"title": title, "subject": capitalised(period), "author": publication.issuer.short_name}
    book.set_properties({**about, "created": _CREATED})
    return book


def _cover(sheets: Sheets, cover: Worksheet, report: MonthlyReport, title: str) -> None:
    """What the workbook is, whose it is, how its cells are read, and a link to each of its sheets."""
    publication, card = report.inputs.publication, report.card
    period = say("cover.period", period=capitalised(card.period), units=len(card.results))
    signs = {"unknown": UNKNOWN, "no_cases": NO_CASES, "not_applicable": say("not_applicable")}
    told = [
        period, say("cover.issuer", issuer=publication.issuer.short_name), sheets.note,
        say("cover.contact", contact=publication.contact) if publication.contact else "",
        say("cover.signs", **signs),
    ]  # fmt: skip
    columns = (Column(say("cover.sheet"), 60), Column(say("cover.holds"), 180))
    room = sum(column.width for column in columns) - ROOM
    top = 0
    for text in filter(None, (title, *told)):
        for line in wrapped(text, room, 12, bold=text is title):  # no cells are merged, so each has its row
            cover.write_string(top, 0, line, sheets.format(bold=text is title, text_wrap=False))
            top += 1
    top += 1
    sheets.rows(cover, top, say("cover.contents"), columns, sheets.contents)
    for row, (name, _) in enumerate(sheets.contents, top + 1):
        sheets.link(cover, row, name, name, border=1, border_color=RULE)
    cover.repeat_rows(top)


def _notes(sheets: Sheets, notes: Sequence[Note]) -> None:
    """What a reader must know to trust or redo the figures."""
    columns = [Column("Mục", 40), Column("Nội dung", 70), Column("Chi tiết", 150)]
    rows = [(note.section, note.label, note.text) for note in notes]
    sheets.table(NOTES, "Cách tính điểm, nguồn và kiểm tra số liệu", columns, rows)
