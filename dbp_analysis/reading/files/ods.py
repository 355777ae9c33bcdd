"""Workbooks of LibreOffice (ods), read by hand: calamine shows errors as blanks and drops tabs and far cells.

A cell, a row or a run of spaces can be declared to repeat a billion times, and LibreOffice itself fills each
sheet up that way. Here the empty repeats at the end cost nothing and all others are bounded first.
"""

import datetime
from xml.parsers import expat

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.archive import unpack
from dbp_analysis.reading.files.refusal import corrupt, encrypted
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_ODF}table:1.0 ", f"{_ODF}office:1.0 ", f"{_ODF}text:1.0 "
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_SHEET, _ROW, _SOURCE = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-source"
_STYLE, _STYLE_NAME = f"{_ODF}style:1.0 style", f"{_ODF}style:1.0 name"
_DISPLAY = f"{_TABLE}display"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPH, _SPACES, _SPAN = f"{_TEXT}p", f"{_TEXT}s", f"{_TEXT}span"
_LETTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NUMBERS = ("float", "percentage", "currency")
# Programs without a type of their own for errors write the value 0 beside them.
_ERRORS = ("#", "Err:")
_MANIFEST = "META-INF/manifest.xml"


def read_ods(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an OpenDocument spreadsheet, hidden ones included.

    Errors and times without a date are text as shown (``#N/A``). Raises ``RefusalError`` when the file is
    broken, encrypted, no spreadsheet, or reaches beyond the bounds.
    """
    members = unpack(data, lambda name: name in ("content.xml", _MANIFEST))
    if b"encryption-data" in members.get(_MANIFEST, b""):
        raise encrypted()
    return read_content(members["content.xml"])


def read_content(xml: bytes) -> tuple[Sheet, ...]:
    """The sheets in the UTF-8 of a content.xml, or of a flat OpenDocument file (fods)."""
    content = _Content()
    parser = _safe_parser()
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.data
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise corrupt("nội dung content.xml") from error
    if not content.sheets:
        raise corrupt("không có trang tính nào")
    return tuple(content.sheets)


def _safe_parser() -> expat.XMLParserType:
    """A parser of UTF-8, whatever the document declares, that refuses a DTD and with it all entities."""
    parser = expat.ParserCreate("utf-8", " ")

    def refuse(*_: object) -> None:
        raise corrupt("XML có khai báo DTD")

    def namespace(_: str | None, uri: str | None) -> None:
        if len(uri or "") > bounds.NAMESPACE_CHARACTERS:
            raise corrupt("không gian tên XML")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartNamespaceDeclHandler = namespace
    parser.buffer_text = True
    return parser


class _Content:
    """Collects the sheets; repeats of nothing are counted, and written out only when something follows."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._cells = self._depth = self._elements = 0
        self._style = ""  # the last one
        self._hidden: set[str] = set()  # styles of sheets that are not shown
        self._is_hidden = False
        self._seen = 0  # outermost tables so far
        self._tables = 0  # tables open around this place: only the outermost is a sheet
        self._name = ""
        self._is_copy = False
        self._rows: list[list[Cell]] = []
        self._row: list[Cell] = []
        self._width = self._row_repeat = self._empty_rows = self._empty_cells = 0
        self._cell: dict[str, str] | None = None
        self._cell_depth = 0
        self._pieces: list[str] = []  # of the text of the open cell
        self._characters = 0
        self._in_paragraph = False
        self._is_seam = False  # between two formats of one text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        bounds.check_element(self._elements, self._depth)
        if name == _STYLE:
            self._style = attributes.get(_STYLE_NAME, "")
        elif attributes.get(_DISPLAY) == "false" and self._tables == 0:
            self._hidden.add(self._style)
        elif name == _SHEET:
            self._tables += 1
            if self._tables == 1:
                self._start_table(attributes)
        elif self._tables != 1:
            return
        elif self._cell is not None:
            self._start_text(name, attributes)
        elif name == _ROW:
            self._row, self._empty_cells = [], 0
            self._row_repeat = _repeat(attributes, "number-rows-repeated")
        elif name in _CELLS:
            self._cell, self._cell_depth = attributes, self._depth
            self._pieces, self._characters, self._in_paragraph = [], 0, False
        elif name == _SOURCE:
            self._is_copy = True

    def end(self, name: str) -> None:
        if self._tables == 1:
            if name == _SHEET:
                self._end_table()
            elif name == _ROW:
                self._end_row()
            elif self._cell is not None and self._depth == self._cell_depth:
                self._end_cell(self._cell)
            elif name == _PARAGRAPH and self._depth == self._cell_depth + 1:
                self._in_paragraph = False
            self._is_seam = self._is_seam or name == _SPAN
        if name == _SHEET:
            self._tables -= 1
        self._depth -= 1

    def data(self, text: str) -> None:
        if self._in_paragraph:
            self._add(text)

    def _add(self, text: str) -> None:
        self._characters += len(text)
        bounds.check_cell(self._characters)
        if self._is_seam and text[:1].isdigit() and self._pieces and self._pieces[-1][-1:].isdigit():
            # "100" with a raised "1" behind it is not 1001.
            self._pieces.append("^")
        self._is_seam = False
        self._pieces.append(text)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._seen += 1
        bounds.check_sheets(self._seen)
        self._name = attributes.get(f"{_TABLE}name", "")
        self._is_hidden = attributes.get(f"{_TABLE}style-name") in self._hidden
        self._rows, self._width, self._empty_rows, self._is_copy = [], 0, 0, False

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        # Only paragraphs of the cell itself: those of a comment or a shape in it are deeper.
        if name == _PARAGRAPH and self._depth == self._cell_depth + 1:
            self._add("\n" if self._pieces else "")
            self._in_paragraph = True
        elif name == _SPAN:
            self._is_seam = True
        elif self._in_paragraph and name in _LETTERS:
            self._add(_LETTERS[name])
        elif self._in_paragraph and name == _SPACES:
            count = int(attributes.get(f"{_TEXT}c", "1"))
            bounds.check_cell(count)
            self._add(" " * count)

    def _end_cell(self, attributes: dict[str, str]) -> None:
        value = _value(attributes, "".join(self._pieces))
        repeat = _repeat(attributes, "number-columns-repeated")
        self._cell, self._in_paragraph = None, False
        if value is None or value == "":
            self._empty_cells += repeat
            return
        bounds.check_rectangle(1, len(self._row) + self._empty_cells + repeat)
        self._row.extend([None] * self._empty_cells)
        self._row.extend([value] * repeat)
        self._empty_cells = 0

    def _end_row(self) -> None:
        if not self._row:
            self._empty_rows += self._row_repeat
            return
        self._width = max(self._width, len(self._row))
        height = len(self._rows) + self._empty_rows + self._row_repeat
        bounds.check_rectangle(height, self._width, self._cells)
        self._rows.extend([[]] * self._empty_rows)
        self._rows.extend([self._row] * self._row_repeat)
        self._empty_rows = 0

    def _end_table(self) -> None:
        self._cells = bounds.check_rectangle(len(self._rows), self._width, self._cells)
        # The values LibreOffice keeps of a linked file are no sheet of this one.
        if not self._is_copy:
            self.sheets.append(sheet_of(self._name, self._rows, hidden=self._is_hidden))


def _repeat(attributes: dict[str, str], name: str) -> int:
    count = int(attributes.get(_TABLE + name, "1"))
    if count < 1:
        raise corrupt("số lần lặp không hợp lệ")
    return count


def _value(attributes: dict[str, str], text: str) -> Cell:
    kind = attributes.get(f"{_OFFICE}value-type")
    if attributes.get(_CALC_TYPE) == "error" or (kind in _NUMBERS and text.startswith(_ERRORS)):
        return text or "#N/A"
    if kind in _NUMBERS:
        return float(attributes[f"{_OFFICE}value"])
    if kind == "boolean":
        return attributes[f"{_OFFICE}boolean-value"] == "true"
    if kind == "date":
        value = attributes[f"{_OFFICE}date-value"]
        moment = datetime.datetime.fromisoformat(value)
        return moment if "T" in value else moment.date()
    if kind == "time":
        return text or attributes[f"{_OFFICE}time-value"]
    return attributes.get(f"{_OFFICE}string-value", text)
