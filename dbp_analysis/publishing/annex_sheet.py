"""The annex on a sheet of the workbook, as it is printed."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.columns import Placed, header_heights, placed_header, plan_table
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.form import LANDSCAPE
from dbp_analysis.publishing.metrics import wrapped
from dbp_analysis.publishing.sheets import (
    PIXELS_PER_MM,
    ROOM,
    Sheets,
)
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.ranking import TIED

say = Sentences("workbook")


def annex_sheet(sheets: Sheets, content: ReportContent) -> None:
    """The annex as it is printed. A cell holds the printed figure, so that no program's rounding can
    show another; the unrounded one stands on the sheet ``Bảng điểm``.
    """
    annex = content.annex
    sheet = sheets.sheet("Phụ lục", say("cover.annex"))
    table, plan = annex.table, plan_table(annex.table, LANDSCAPE.text_width)
    for column, width in enumerate(plan.widths):
        sheet.set_column_pixels(column, column, round(width * PIXELS_PER_MM))
    titles = [(annex.label, "annex_label"), *((line, "annex_title") for line in annex.title)]
    titles.append((annex.reference, "annex_reference"))
    titles += [(text, "note") for text in (content.note, annex.note) if text]
    for row, (text, style) in enumerate(titles):
        sheets.title(sheet, row, len(plan.widths), text, style)
    top = len(titles) + 1
    body = top + len(table.header)
    _header(sheets, sheet, top, table, plan.size, plan.widths)
    for row, texts in enumerate(table.rows, body):
        for column, (text, kind) in enumerate(zip(texts, table.kinds, strict=True)):
            _printed(sheets, sheet, row, column, text, kind, plan.size)
    sheet.freeze_panes(body, 2)
    sheet.repeat_rows(top, body - 1)
    sheet.print_area(0, 0, body + len(table.rows) - 1, len(plan.widths) - 1)
    sheet.center_horizontally()


def _header(
    sheets: Sheets, sheet: Worksheet, top: int, table: AnnexTable, size: float, widths: Sequence[float]
) -> None:
    """The merged header, its rows as high as their texts need."""
    format_ = sheets.format(font_size=size, bold=True, align="center", border=1)

    def text_of(place: Placed) -> str:
        return place.cell.text.replace(" điểm)", "\u00a0điểm)")

    def needed(place: Placed) -> float:
        width = sum(widths[place.column : place.column + place.cell.columns]) - ROOM
        return (len(wrapped(text_of(place), width, size, bold=True)) * 1.25 + 0.4) * size

    for place in placed_header(table):
        cell, first, left, text = place.cell, place.row, place.column, text_of(place)
        last, right = first + cell.rows - 1, left + cell.columns - 1
        if (first, left) != (last, right):
            sheet.merge_range(top + first, left, top + last, right, "", format_)
        sheet.write_string(top + first, left, text, format_)
    for row, height in enumerate(header_heights(table, needed), top):
        sheet.set_row(row, height)


def _printed(
    sheets: Sheets, sheet: Worksheet, row: int, column: int, text: str, kind: str, size: float
) -> None:
    look = {"font_size": size, "border": 1, "align": "left" if kind == "name" else "center"}
    look["indent"] = int(kind == "name")
    look["bold"] = kind in ("total", "converted")
    own = next((band for band in sheets.card.scheme.bands if kind == "band" and band.printed == text), None)
    if own and own.colour:
        look |= {"bg_color": own.colour, "font_color": own.ink}
    if kind in ("name", "band") or text == "–" or text.endswith(TIED):
        sheet.write_string(row, column, text, sheets.format(**look))
        return
    text = text.replace(",", ".").replace("−", "-")
    decimals = len(text.partition(".")[2])
    shown = "0." + "0" * decimals if decimals else "0"
    shown = f"+{shown};-{shown};{shown}" if kind in ("change", "adjusted") else shown
    sheet.write_number(row, column, float(text), sheets.format(num_format=shown, **look))
