"""How the sheets of a workbook look: pages, titles, and tables that are Excel tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.form import FONT, LANDSCAPE, STYLES
from dbp_analysis.publishing.metrics import MM_PER_POINT, balanced, text_width, wrapped
from dbp_analysis.scoring.scorecard import UNKNOWN, Scorecard
from dbp_analysis.settings.sentences import Sentences

PIXELS_PER_MM = 96 / 25.4
ROOM = 3.5
"""Millimetres of a column that a text cannot use: its edges."""
WHOLE, POINTS, RATIO, SIGNED = "#,##0", "0.00##", "0.00%", "+0.00##;-0.00##;0.00"
_A4 = 9
RULE = "#BFBFBF"
_LINK, _SOFT = "#14508C", "#595959"
_DATA_SIZE = 11.0
_MM_PER_INCH = 25.4
_LONGEST_HEADER, _HEADER_SIZE = 255, 9
"""Characters of a header with its codes, as many as Excel takes; points."""
_SMALLEST = 0.65
"""Of its size, as small as a data sheet may be printed; a wider one goes on beside."""
_PAGE_HEIGHT = (LANDSCAPE.height - LANDSCAPE.top - LANDSCAPE.bottom) / MM_PER_POINT
MOST_PAGES = 12
"""That a sheet is printed on; one that would take more is for the screen."""
_BUTTON = 5.0
"""The filter button in a header, in millimetres."""

NOTES = "Ghi chú"

Value = str | float | None
"""Of a cell: NaN for a figure that is not known, None or no text where none applies. Both are said."""

say = Sentences("workbook")


@dataclass(frozen=True)
class Column:
    """A column of a data sheet: its header, width in millimetres and number format ("" for text)."""

    header: str
    width: float
    number: str = ""


UNIT_COLUMNS = (Column("Hạng", 22, "0"), Column("Mã đơn vị", 22), Column("Đơn vị", 46))


@dataclass(frozen=True)
class Sheets:
    """Writes the sheets of one workbook on a one-month card; ``note`` stands on each, ``contents`` are those
    written so far, each with what it holds.
    """

    book: Workbook
    card: Scorecard
    note: str
    contents: list[tuple[str, str]] = field(default_factory=list)

    def heads(self) -> Iterator[tuple[Value, str, str]]:
        """Rank (or why there is none), code and name of every unit, best first: what stands in
        ``UNIT_COLUMNS``.
        """
        results, bands = self.card.of_units(self.card.results), self.card.bands.to_dict()
        names = self.card.units["unit_name"]
        for code, rank in results["rank"].items():
            yield bands[str(code)] if pd.isna(rank) else int(rank), str(code), str(names[str(code)])

    def sheet(self, name: str, holds: str = "") -> Worksheet:
        """A new sheet on landscape pages, as wide as the page; the contents say what it ``holds``."""
        sheet = self.book.add_worksheet(name)
        if holds:
            self.contents.append((name, holds))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        page = LANDSCAPE
        sheet.set_margins(*(mm / _MM_PER_INCH for mm in (page.left, page.right, page.top, page.bottom)))
        sheet.set_footer(f'&C&"{FONT},Regular"&11Trang &P/&N')
        if self.note:
            sheet.set_header(_header(self.note))
        sheet.hide_gridlines(2)
        return sheet

    def format(self, **properties: Any) -> Format:
        """The form's font, with these properties."""
        defaults = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
        return self.book.add_format(defaults | properties)

    def link(self, sheet: Worksheet, row: int, to: str, text: str, **look: Any) -> None:
        """A link to another sheet, in the first column."""
        look = {"font_size": _DATA_SIZE, "text_wrap": False, "valign": "top"} | look
        linked = self.format(font_color=_LINK, underline=1, **look)
        sheet.write_url(row, 0, f"internal:'{to}'!A1", linked, text)

    def title(self, sheet: Worksheet, row: int, columns: int, text: str, style: str) -> float:
        """A line of the annex's head over so many columns, in a style of the form; its height in points."""
        look, room = STYLES[style], LANDSCAPE.text_width - ROOM
        even = balanced(text, room, look.size, bold=look.bold)
        lines = wrapped(text, even, look.size, bold=look.bold)
        format_ = self.format(font_size=look.size, bold=look.bold, italic=look.italic, align="center")
        sheet.merge_range(row, 0, row, columns - 1, "", format_)
        sheet.write_string(row, 0, "\n".join(lines), format_)
        height = (len(lines) * 1.25 + 0.2) * look.size
        sheet.set_row(row, height)
        return height

    def table(
        self, name: str, title: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """A sheet that holds one Excel table, named like the sheet, under lines that say what it is. No cell
        is left blank: it says why it has no figure.
        """
        sheet = self.sheet(name, title)
        sheet.write_string(0, 0, f"{title}, {self.card.period}", self.format(bold=True, text_wrap=False))
        note = self.format(italic=True, font_size=_DATA_SIZE, text_wrap=False)
        sheet.write_string(1, 0, self.note, note)
        cover = say("cover.name")
        if name != NOTES or self.book.get_worksheet_by_name(cover):
            self.link(sheet, 2, *((cover, cover) if name == NOTES else (NOTES, say("table_link"))))
        height = self.rows(sheet, 3, name, columns, rows)
        sheet.freeze_panes(4, min(3, len(columns) - 1))
        sheet.repeat_rows(3)
        width, head = (sum(c.width for c in some) for some in (columns, columns[: len(UNIT_COLUMNS)]))
        across = max(1, ceil((width - head) / (LANDSCAPE.text_width / _SMALLEST - head)))
        shrunk = min(1.0, across * LANDSCAPE.text_width / (width + (across - 1) * head))
        if across * ceil(height * shrunk / _PAGE_HEIGHT) > MOST_PAGES:
            self._for_the_screen(sheet, columns, len(rows))
        elif across > 1:  # the head would be cut at the repeated columns of every page but the first
            sheet.fit_to_pages(across, 0)
            sheet.print_area(3, 0, 3 + max(len(rows), 1), len(columns) - 1)
            sheet.set_header(_header(f"{title}, {self.card.period}. {self.note}".rstrip()))
            sheet.repeat_columns(0, len(UNIT_COLUMNS) - 1)

    def _for_the_screen(self, sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
        """Of a sheet too long to read on paper only its head is printed; that and the cover say so."""
        name, holds = self.contents[-1]
        self.contents[-1] = (name, say("screen.cover", holds=holds, rows=vietnamese(rows)))
        text = say("screen.head", rows=vietnamese(rows))
        sheet.write_string(2, len(UNIT_COLUMNS), text, self.format(font_size=_DATA_SIZE, text_wrap=False))
        ends = list(accumulate(column.width for column in columns))
        needed = ends[len(UNIT_COLUMNS) - 1] + text_width(text, _DATA_SIZE)
        sheet.print_area(0, 0, 2, next((at for at, end in enumerate(ends) if end >= needed), len(ends) - 1))

    def rows(
        self,
        sheet: Worksheet,
        top: int,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[tuple[Value, ...]],
    ) -> float:
        """One Excel table, its header in row ``top``; the height of its rows in points."""
        look = {"font_size": _DATA_SIZE, "border": 1, "border_color": RULE, "valign": "top"}
        texts = self.format(num_format="@", indent=1, **look)
        right = self.format(align="right", **look)
        reason = self.format(italic=True, font_color=_SOFT, align="center", **look)
        formats = [
            self.format(num_format=c.number, align="center" if c.number == "0" else "right", **look)
            for c in columns
        ]
        headers = _distinct([column.header for column in columns])
        sheet.set_row(top, self._height(headers, columns, bold=True))
        for at, column in enumerate(columns):
            sheet.set_column_pixels(at, at, round(column.width * PIXELS_PER_MM))
        not_applicable, heights = say("not_applicable"), list[float]()
        for row, values in enumerate(rows, top + 1):
            shown = [not_applicable if v is None or v == "" else UNKNOWN if pd.isna(v) else v for v in values]
            heights.append(self._height(shown, columns))
            sheet.set_row(row, heights[-1])
            for at, (value, was, column) in enumerate(zip(shown, values, columns, strict=True)):
                if not isinstance(value, str):
                    sheet.write_number(row, at, value, formats[at])
                elif value is not was:
                    sheet.write_string(row, at, value, reason)
                else:
                    sheet.write_string(row, at, value, right if column.number else texts)
        head = self.format(bold=True, align="center", **look | {"valign": "vcenter"})
        spec = [{"header": text, "header_format": head} for text in headers]
        table = {"name": name.replace(" ", "_"), "columns": spec, "style": "Table Style Light 1"}
        sheet.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, table)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes, with their zeros
        return sum(heights)

    def _height(self, values: Sequence[Value], columns: Sequence[Column], *, bold: bool = False) -> float:
        """Points that the tallest text of a row needs."""
        room = [column.width - ROOM - _BUTTON * bold for column in columns]
        texts = [(value, width) for value, width in zip(values, room, strict=True) if isinstance(value, str)]
        lines = max((len(wrapped(text, width, _DATA_SIZE, bold=bold)) for text, width in texts), default=1)
        return (lines * 1.25 + 0.3) * _DATA_SIZE


def _header(note: str) -> str:
    """The note for the head of every printed page: in lines of the page's width, its end left out where Excel
    holds no more. The whole of it stands on the sheet.
    """
    start, lines = (
        f'&C&"{FONT},Italic"&{_HEADER_SIZE} ',
        wrapped(printable(note), LANDSCAPE.text_width, _HEADER_SIZE),
    )
    text = "\n".join(lines).replace("&", "&&")
    room = _LONGEST_HEADER - len(start)
    return start + (text if len(text) <= room else text[: room - 1].rstrip("& ") + "…")


def _distinct(headers: Sequence[str]) -> list[str]:
    """Headers of an Excel table: none twice (whatever its case), none longer than Excel allows."""
    seen: dict[str, int] = {}
    distinct = []
    for header in headers:
        short = header[:200]
        seen[short.casefold()] = seen.get(short.casefold(), 0) + 1
        number = seen[short.casefold()]
        distinct.append(short if number == 1 else f"{short} ({number})")
    return distinct
