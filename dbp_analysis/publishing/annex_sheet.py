"""The annex on a sheet of the workbook, as it is printed."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.annex_pages import ends_well, page_breaks
from dbp_analysis.publishing.columns import (
    Placed,
    TablePlan,
    header_heights,
    placed_header,
    plan_table,
)
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.form import CELL_MARGIN, LANDSCAPE
from dbp_analysis.publishing.metrics import MM_PER_POINT, wrapped
from dbp_analysis.publishing.sheets import PIXELS_PER_MM, ROOM, Sheets
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.ranking import TIED

_GAP = 15.0
"""Between the titles and the table, in points."""
_SPACES = (0.3, 0.25, 0.35, 0.2, 0.4, 0.15, 0.45, 0.1, 0.5, 0.6, 0.7, 0.8)
"""Above and below the text of a row, of its size: tried from what is usual on."""

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
    above = _GAP + sum(
        sheets.title(sheet, row, len(plan.widths), text, style) for row, (text, style) in enumerate(titles)
    )
    top = len(titles) + 1
    sheet.set_row(top - 1, _GAP)
    body = top + len(table.header)
    head = _header(sheets, sheet, top, table, plan.size, plan.widths)
    room = (LANDSCAPE.height - LANDSCAPE.top - LANDSCAPE.bottom) / MM_PER_POINT
    lines = [_most_lines(texts, table, plan) for texts in table.rows]
    for row, (texts, wraps) in enumerate(zip(table.rows, lines, strict=True), body):
        for column, (text, kind) in enumerate(zip(texts, table.kinds, strict=True)):
            _printed(sheets, sheet, row, column, text, kind, plan.size, wraps > 1)
    heights = _row_heights(lines, plan.size, room - above - head, room - head)
    for row, height in enumerate(heights, body):
        sheet.set_row(row, height)
    sheet.set_h_pagebreaks([body + at for at in page_breaks(heights, room - above - head, room - head)])
    sheet.freeze_panes(body, 2)
    sheet.repeat_rows(top, body - 1)
    sheet.print_area(0, 0, body + len(table.rows) - 1, len(plan.widths) - 1)
    sheet.center_horizontally()


def _header(
    sheets: Sheets, sheet: Worksheet, top: int, table: AnnexTable, size: float, widths: Sequence[float]
) -> float:
    """The merged header, its rows as high as their texts need; how high it is, in points."""
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
    heights = header_heights(table, needed)
    for row, height in enumerate(heights, top):
        sheet.set_row(row, height)
    return sum(heights)


def _most_lines(texts: Sequence[str], table: AnnexTable, plan: TablePlan) -> int:
    """Of a row: those of its name, or of its band; figures stand on one."""
    columns = zip(texts, table.kinds, plan.widths, strict=True)
    return max(
        len(wrapped(text, width - 2 * CELL_MARGIN, plan.size)) if kind in ("name", "band") else 1
        for text, kind, width in columns
    )


def _row_heights(lines: Sequence[int], size: float, first: float, room: float) -> list[float]:
    """Of each unit in points, so that the last page has enough of them: as high as usual, or a little more or
    less. Programs that print what fits, and those that keep the breaks that are set, then print alike.
    """
    tried = ([(count * 1.25 + space) * size for count in lines] for space in _SPACES)
    usual = next(tried)
    return next((one for one in (usual, *tried) if ends_well(one, first, room)), usual)


def _printed(
    sheets: Sheets, sheet: Worksheet, row: int, column: int, text: str, kind: str, size: float, wraps: bool
) -> None:
    look = {"font_size": size, "border": 1, "align": "left" if kind == "name" else "center"}
    look |= {"text_wrap": wraps, "shrink": not wraps}  # the row is no higher than its text was measured
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
