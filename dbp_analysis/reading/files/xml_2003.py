"""Workbooks in the XML of Excel 2003 (SpreadsheetML), mostly named .xls: calamine and xlrd know none."""

import datetime
import math
from xml.etree import ElementTree

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import corrupt
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HIDDEN = ("SheetHidden", "SheetVeryHidden")
_MARKED = ("sup", "sub", "s")
_NO_DATE = datetime.date(1900, 1, 1)


def read_xml_2003(text: str) -> tuple[Sheet, ...]:
    """The worksheets, hidden ones included; errors and formulas without a stored value are what they show.

    Raises ``RefusalError`` when the text is no sound XML, has no worksheet or reaches beyond the bounds.
    """
    bounds.check_file_size(len(text), bounds.HTML_BYTES)
    # A tree of elements takes a hundred times their text.
    bounds.check_element(4 * text.count("<"), 0)
    if "<!DOCTYPE" in text:
        raise corrupt("XML có khai báo DTD")
    try:
        workbook = ElementTree.fromstring(text.strip())
    except ElementTree.ParseError as error:
        raise corrupt("nội dung XML") from error
    sheets: list[Sheet] = []
    cells = 0
    for worksheet in workbook.iter(f"{_NAMESPACE}Worksheet"):
        bounds.check_sheets(len(sheets) + 1)
        rows = _rows(worksheet, cells)
        cells = bounds.check_rectangle(len(rows), max(map(len, rows), default=0), cells)
        visible = worksheet.findtext("{*}WorksheetOptions/{*}Visible", "")
        name = worksheet.get(f"{_NAMESPACE}Name", "")
        sheets.append(sheet_of(name, rows, hidden=visible in _HIDDEN))
    if not sheets:
        raise corrupt("không có trang tính nào")
    return tuple(sheets)


def _rows(worksheet: ElementTree.Element, other_cells: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    width = 0
    below = 0
    for row in worksheet.iterfind(f"{_NAMESPACE}Table/{_NAMESPACE}Row"):
        above = max(below, _number(row, "Index", below + 1) - 1)
        below = above + 1 + _number(row, "Span", 0)
        cells = _cells(row)
        if any(cell is not None for cell in cells):
            width = max(width, len(cells))
            bounds.check_rectangle(above + 1, width, other_cells)
            rows += [[] for _ in range(above - len(rows))]
            rows.append(cells)
    return rows


def _cells(row: ElementTree.Element) -> list[Cell]:
    cells: list[Cell] = []
    at = 0
    for cell in row.iterfind(f"{_NAMESPACE}Cell"):
        at = max(at, _number(cell, "Index", at + 1) - 1)
        value = _value(cell)
        if value is not None and value != "":
            bounds.check_rectangle(1, at + 1)
            cells += [None] * (at - len(cells))
            cells.append(value)
        at += 1 + _number(cell, "MergeAcross", 0)
    return cells


def _number(element: ElementTree.Element, name: str, default: int) -> int:
    written = element.get(_NAMESPACE + name, "")
    return int(written) if written.isdecimal() else default


def _text(data: ElementTree.Element) -> str:
    """The text of a cell; digits that are raised or struck out are marked, and no more digits of a number."""
    for part in data.iter():
        if part.tag.rpartition("}")[2].lower() in _MARKED and "".join(part.itertext())[:1].isdigit():
            part.text = f"^{part.text or ''}"
    return "".join(data.itertext())


def _value(cell: ElementTree.Element) -> Cell:
    data = cell.find(f"{_NAMESPACE}Data")
    text = "" if data is None else _text(data)
    if data is None or not text:
        formula = cell.get(f"{_NAMESPACE}Formula", "")
        return f"={formula.removeprefix('=')}" if formula else None
    kind = data.get(f"{_NAMESPACE}Type")
    if kind == "Number":
        number = float(text)
        return number if math.isfinite(number) else text
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        moment = datetime.datetime.fromisoformat(text)
        if moment.date() < _NO_DATE:
            return str(moment.time())
        return moment if moment.time() != datetime.time() else moment.date()
    return text
