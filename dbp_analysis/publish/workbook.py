"""``annex.xlsx``: the annex to hand on, and behind it every number that the points come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dbp_analysis.publish.annex import AnnexTable
from dbp_analysis.publish.columns import placed_header, plan_table
from dbp_analysis.publish.content import ReportContent
from dbp_analysis.publish.form import FONT, LANDSCAPE, STYLES
from dbp_analysis.publish.lines import GIVEN, Line, names_of, score_lines
from dbp_analysis.publish.metrics import balanced, wrapped
from dbp_analysis.publish.notes import Note, report_notes
from dbp_analysis.report import MonthlyReport
from dbp_analysis.scorecard import NO_CASES, Scorecard

_CREATED = datetime(2000, 1, 1)
_A4 = 9
_DATA_SIZE = 11.0
_PIXELS_PER_MM = 96 / 25.4
_MM_PER_INCH = 25.4
_ROOM, _BUTTON = 3.5, 5.0
"""Millimetres of a column that a text cannot use: its edges, and the filter button in a header."""
_WHOLE, _POINTS, _RATIO = "#,##0", "0.00##", "0.00%"

Value = str | float | None


def annex_workbook(report: MonthlyReport, content: ReportContent) -> bytes:
    """The workbook as a file's content; the same report gives the same bytes."""
    buffer = BytesIO()
    text_is_data = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    font = {"font_name": FONT, "font_size": 12}
    with Workbook(buffer, {"in_memory": True, "default_format_properties": font, **text_is_data}) as book:
        book.set_properties({"title": " ".join(content.annex.title), "created": _CREATED})
        sheets = _Sheets(book, report.card, report.card.period, content.note)
        sheets.annex(content)
        sheets.lines()
        sheets.points()
        sheets.counts()
        sheets.notes(report_notes(report, content))
    return buffer.getvalue()


@dataclass(frozen=True)
class _Column:
    """A column of a data sheet: its header, width in millimetres and number format ("" for text)."""

    header: str
    width: float
    number: str = ""


@dataclass(frozen=True)
class _Sheets:
    """Writes the sheets of one workbook."""

    book: Workbook
    card: Scorecard
    period: str
    note: str

    def annex(self, content: ReportContent) -> None:
        """The annex as it is printed. A cell holds the printed figure, so that no program's rounding can
        show another; the unrounded one stands on the sheet ``Điểm chưa làm tròn``.
        """
        sheet, annex = self._sheet("Phụ lục"), content.annex
        table, plan = annex.table, plan_table(annex.table, LANDSCAPE.text_width)
        for column, width in enumerate(plan.widths):
            sheet.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))
        titles = [(annex.label, "annex_label"), *((line, "annex_title") for line in annex.title)]
        titles += [(annex.reference, "annex_reference"), *([(content.note, "note")] if content.note else [])]
        for row, (text, style) in enumerate(titles):
            self._title(sheet, row, len(plan.widths), text, style)
        top = len(titles) + 1
        body = top + len(table.header)
        self._header(sheet, top, table, plan.size, plan.widths)
        for row, texts in enumerate(table.rows, body):
            for column, (text, kind) in enumerate(zip(texts, table.kinds, strict=True)):
                self._printed(sheet, row, column, text, kind, plan.size)
        sheet.freeze_panes(body, 2)
        sheet.repeat_rows(top, body - 1)
        sheet.print_area(0, 0, body + len(table.rows) - 1, len(plan.widths) - 1)
        sheet.center_horizontally()

    def lines(self) -> None:
        """One row a unit and indicator: the counts, the ratio and the points."""
        columns = [
            *_UNIT_COLUMNS, _Column("Nhóm", 40), _Column("Chỉ số", 24), _Column("Tên chỉ số", 62),
            _Column("Tử số gồm", 62), _Column("Tử số", 18, _WHOLE), _Column("Mẫu số gồm", 62),
            _Column("Mẫu số", 18, _WHOLE), _Column("Tỷ lệ", 30, _RATIO),
            _Column("Điểm tối đa", 20, "General"), _Column("Điểm", 20, _POINTS),
        ]  # fmt: skip
        heads = {row[1]: row for row in self._heads()}
        rows = [(*heads[line.unit_code], *self._line(line)) for line in score_lines(self.card)]
        self._table("Số liệu", "Tử số, mẫu số và điểm của từng chỉ số", columns, rows)

    def _line(self, line: Line) -> tuple[Value, ...]:
        one, group = line.indicator, line.group
        if one is None:
            return group.name, "", GIVEN, "", None, "", None, None, line.maximum, line.points
        ratio = NO_CASES if line.denominator == 0 else line.ratio
        over, under = names_of(one.numerator, self.card.scheme), names_of(one.denominator, self.card.scheme)
        counts = (over, line.numerator, under, line.denominator)
        return group.name, one.label, one.name, *counts, ratio, line.maximum, line.points

    def points(self) -> None:
        """One row a unit: unrounded points, total and converted score."""
        scheme = self.card.scheme
        named = {i.id: f"{g.short_name}: {i.short_name}" for g in scheme.groups for i in g.indicators}
        groups = [group for group in scheme.groups if len(group.indicators) != 1]
        points = self.card.of_units(self.card.points)
        results = self.card.of_units(self.card.results)
        parts = [points, self.card.of_units(self.card.group_points)[[g.id for g in groups]], results]
        names = [
            *named.values(),
            *(f"{group.name} (cả nhóm)" for group in groups),
            "Tổng điểm",
            "Điểm quy đổi",
        ]
        kept = pd.concat([*parts[:2], results[["total", "converted"]]], axis="columns")
        columns = [*_UNIT_COLUMNS, *(_Column(name, 26, _POINTS) for name in names), _Column("Xếp loại", 30)]
        bands = results["band"].fillna(NO_CASES)
        rows = [
            (*head, *map(float, values), str(band))
            for head, values, band in zip(self._heads(), kept.to_numpy(), bands, strict=True)
        ]
        self._table("Điểm chưa làm tròn", "Điểm chưa làm tròn để in, tổng điểm, xếp loại", columns, rows)

    def counts(self) -> None:
        """One row a unit, one column a count as it was read."""
        counts = self.card.of_units(self.card.counts).dropna(axis="columns", how="all")
        names = self.card.scheme.counts
        columns = list(_UNIT_COLUMNS)
        for name, values in counts.items():
            whole = bool((values.dropna() % 1 == 0).all())
            columns.append(_Column(names.get(str(name), str(name)), 26, _WHOLE if whole else _POINTS))
        rows = [(*head, *map(float, row)) for head, row in zip(self._heads(), counts.to_numpy(), strict=True)]
        self._table("Số liệu gốc", "Số liệu đọc từ tệp xuất", columns, rows)

    def notes(self, notes: Sequence[Note]) -> None:
        """What a reader must know to trust or redo the figures."""
        columns = [_Column("Mục", 36), _Column("Nội dung", 70), _Column("Chi tiết", 150)]
        rows = [(note.section, note.label, note.text) for note in notes]
        self._table("Ghi chú", "Cách tính điểm, nguồn và kiểm tra số liệu", columns, rows)

    def _heads(self) -> Iterator[tuple[Value, str, str]]:
        results = self.card.of_units(self.card.results)
        names = self.card.units["unit_name"]
        for code, rank in results["rank"].items():
            yield None if pd.isna(rank) else int(rank), str(code), str(names[str(code)])

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        page = LANDSCAPE
        sheet.set_margins(*(mm / _MM_PER_INCH for mm in (page.left, page.right, page.top, page.bottom)))
        sheet.set_footer(f'&C&"{FONT},Regular"&11Trang &P/&N')
        sheet.hide_gridlines(2)
        return sheet

    def _format(self, **properties: Any) -> Format:
        defaults = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
        return self.book.add_format(defaults | properties)

    def _title(self, sheet: Worksheet, row: int, columns: int, text: str, style: str) -> None:
        look, room = STYLES[style], LANDSCAPE.text_width - _ROOM
        even = balanced(text, room, look.size, bold=look.bold)
        lines = wrapped(text, even, look.size, bold=look.bold)
        format_ = self._format(font_size=look.size, bold=look.bold, italic=look.italic, align="center")
        sheet.merge_range(row, 0, row, columns - 1, "", format_)
        sheet.write_string(row, 0, "\n".join(lines), format_)
        sheet.set_row(row, (len(lines) * 1.25 + 0.2) * look.size)

    def _header(
        self, sheet: Worksheet, top: int, table: AnnexTable, size: float, widths: Sequence[float]
    ) -> None:
        """The merged header, its rows as high as their texts need."""
        format_ = self._format(font_size=size, bold=True, align="center", border=1)
        heights = [0.0] * len(table.header)
        for place in sorted(placed_header(table), key=lambda place: place.cell.rows):
            cell, first, left = place.cell, place.row, place.column
            text = cell.text.replace(" điểm)", "\u00a0điểm)")
            last, right = first + cell.rows - 1, left + cell.columns - 1
            lines = len(wrapped(text, sum(widths[left : right + 1]) - _ROOM, size, bold=True))
            missing = (lines * 1.25 + 0.4) * size - sum(heights[first : last + 1])
            heights[last] += max(0.0, missing)
            if (first, left) != (last, right):
                sheet.merge_range(top + first, left, top + last, right, "", format_)
            sheet.write_string(top + first, left, text, format_)
        for row, height in enumerate(heights, top):
            sheet.set_row(row, height)

    def _printed(self, sheet: Worksheet, row: int, column: int, text: str, kind: str, size: float) -> None:
        look = {"font_size": size, "border": 1, "align": "left" if kind == "name" else "center"}
        look["indent"] = int(kind == "name")
        look["bold"] = kind in ("total", "converted")
        if kind in ("name", "band") or text == "–":
            sheet.write_string(row, column, text, self._format(**look))
            return
        decimals = len(text.partition(".")[2])
        shown = "0." + "0" * decimals if decimals else "0"
        sheet.write_number(row, column, float(text), self._format(num_format=shown, **look))

    def _table(
        self, name: str, title: str, columns: Sequence[_Column], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """A sheet that holds one Excel table, under a line that says what it is."""
        sheet = self._sheet(name)
        sheet.write_string(0, 0, f"{title}, {self.period}", self._format(bold=True, text_wrap=False))
        sheet.write_string(1, 0, self.note, self._format(italic=True, font_size=_DATA_SIZE, text_wrap=False))
        look = {"font_size": _DATA_SIZE, "border": 1, "border_color": "#BFBFBF", "valign": "top"}
        texts = self._format(num_format="@", indent=1, **look)
        right = self._format(align="right", **look)
        formats = [
            self._format(num_format=c.number, align="center" if c.number == "0" else "right", **look)
            for c in columns
        ]
        headers = _distinct([column.header for column in columns])
        sheet.set_row(2, self._height(headers, columns, bold=True))
        for at, column in enumerate(columns):
            sheet.set_column_pixels(at, at, round(column.width * _PIXELS_PER_MM))
        for row, values in enumerate(rows, 3):
            sheet.set_row(row, self._height(values, columns))
            for at, (value, column) in enumerate(zip(values, columns, strict=True)):
                if isinstance(value, str):
                    sheet.write_string(row, at, value, right if column.number else texts)
                elif value is None or pd.isna(value):
                    sheet.write_blank(row, at, None, formats[at])
                else:
                    sheet.write_number(row, at, value, formats[at])
        head = self._format(bold=True, align="center", **look | {"valign": "vcenter"})
        spec = [{"header": text, "header_format": head} for text in headers]
        style = {"columns": spec, "style": "Table Style Light 1", "autofilter": True}
        sheet.add_table(2, 0, 2 + max(len(rows), 1), len(columns) - 1, style)
        sheet.freeze_panes(3, min(3, len(columns) - 1))
        sheet.repeat_rows(2)

    def _height(self, values: Sequence[Value], columns: Sequence[_Column], *, bold: bool = False) -> float:
        """Points that the tallest text of a row needs."""
        room = [column.width - _ROOM - _BUTTON * bold for column in columns]
        texts = [(value, width) for value, width in zip(values, room, strict=True) if isinstance(value, str)]
        lines = max((len(wrapped(text, width, _DATA_SIZE, bold=bold)) for text, width in texts), default=1)
        return (lines * 1.25 + 0.3) * _DATA_SIZE


_UNIT_COLUMNS = (_Column("Hạng", 16, "0"), _Column("Mã đơn vị", 22), _Column("Đơn vị", 46))


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
