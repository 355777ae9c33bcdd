"""Workbooks of Excel 97-2003 (xls), read by xlrd: calamine shows their errors as blanks.

Nor can what calamine allocates be bounded without reading the records first.
"""

import datetime
import io
from collections.abc import Iterable, Mapping

from xlrd import xldate
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XL_WORKBOOK_GLOBALS,
    XL_WORKSHEET,
    XLRDError,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.sheet import Sheet as XlrdSheet

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import RefusalError, corrupt, encrypted, no_export, unsupported
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OTHER_STREAMS = {
    "WordDocument": "văn bản Word",
    "PowerPoint Document": "tệp trình chiếu",
    "__substg1.0_": "thư Outlook",
}
# Excel 5 and later; before that a file was a single sheet outside any OLE container.
_VERSIONS = (50, 70, 80)
_DAY = 1.0


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of an OLE workbook, hidden ones included.

    Errors such as ``#N/A`` and times without a date are text. Raises ``RefusalError`` when the file is
    broken, encrypted (also an encrypted xlsx, which has the same container), of another program, or
    reaches beyond the bounds.
    """
    if _ENCRYPTED_PACKAGE in data:
        raise encrypted()
    if _WORKBOOK_STREAMS[0] not in data:
        for stream, kind in _OTHER_STREAMS.items():
            if stream.encode("utf-16-le") in data:
                raise no_export(kind)
    if not any(stream in data for stream in _WORKBOOK_STREAMS):
        raise unsupported("tệp này: không phải sổ tính Excel (có thể là tệp Word hoặc thư)")
    try:
        book = _open(data)
        return tuple(_sheet(book, index) for index in range(len(book._sheet_names)))
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise encrypted() from error
        raise corrupt() from error


class _BoundedBook(Book):  # type: ignore[misc]
    """A workbook that reads values only, and counts the cells of all its sheets."""

    cells = 0

    def names_epilogue(self) -> None:
        """Leave defined names alone: xlrd would evaluate them, and a chain of names doubles its text."""

    def handle_sst(self, data: bytes) -> None:
        """Part digits of two formats in a text; xlrd keeps where a format begins only with all formats."""
        self.formatting_info = True
        super().handle_sst(data)
        self.formatting_info = False
        _mark_seams(self._sharedstrings, self._rich_text_runlist_map)


class _BoundedSheet(XlrdSheet):  # type: ignore[misc]
    """A sheet that checks its rectangle before a cell is put into it."""

    def put_cell_ragged(self, rowx: int, colx: int, ctype: int | None, value: object, xf_index: int) -> None:
        if rowx >= self.nrows or colx >= self.ncols:
            bounds.check_rectangle(max(rowx + 1, self.nrows), max(colx + 1, self.ncols), self.book.cells)
        super().put_cell_ragged(rowx, colx, ctype, value, xf_index)


def _open(data: bytes) -> _BoundedBook:
    """As ``xlrd.open_workbook`` with ``on_demand`` and ``ragged_rows``, for the bounded classes."""
    book = _BoundedBook()
    book.biff2_8_load(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    version = book.getbof(XL_WORKBOOK_GLOBALS)
    if version not in _VERSIONS:
        raise unsupported("sổ tính của Excel đời cũ (trước bản 5.0)")
    book.biff_version = version
    book.parse_globals()
    bounds.check_sheets(len(book._sheet_names))
    return book


def _mark_seams(strings: list[str], formats: Mapping[int, Iterable[tuple[int, int]]]) -> None:
    """Part digits of two formats: "100" with a raised "1" behind it is not 1001."""
    for index, starts in formats.items():
        text = strings[index]
        for start, _ in sorted(starts, reverse=True):
            if text[start - 1 : start].isdigit() and text[start : start + 1].isdigit():
                text = f"{text[:start]}^{text[start:]}"
        strings[index] = text


def _sheet(book: _BoundedBook, index: int) -> Sheet:
    book._position = book._sh_abs_posn[index]
    book.getbof(XL_WORKSHEET)
    source = _BoundedSheet(book, book._position, book._sheet_names[index], index)
    source.read(book)
    rows = [
        [
            _cell(kind, value, book.datemode)
            for kind, value in zip(source.row_types(row), source.row_values(row), strict=True)
        ]
        for row in range(source.nrows)
    ]
    book.cells = bounds.check_rectangle(source.nrows, source.ncols, book.cells)
    return sheet_of(source.name, rows, hidden=bool(book._sheet_visibility[index]))


def _cell(kind: int, value: object, datemode: int) -> Cell:
    if kind in (XL_CELL_TEXT, XL_CELL_NUMBER) and isinstance(value, str | float):
        return value
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_DATE and isinstance(value, float):
        return _date(value, datemode)
    if kind == XL_CELL_ERROR:
        return str(error_text_from_code.get(value, "#N/A"))
    return None


def _date(value: float, datemode: int) -> Cell:
    """A date, a date with time, or the text of a time; a number that is no date stays a number."""
    try:
        moment = xldate.xldate_as_datetime(value, datemode)
    except (xldate.XLDateError, OverflowError, ValueError):
        return value
    if not isinstance(moment, datetime.datetime):
        raise RefusalError("Ô ngày tháng không hợp lệ.", "Tải lại tệp dạng xlsx từ hệ thống nguồn.")
    if 0 <= value < _DAY:
        return str(moment.time())
    return moment.date() if value.is_integer() else moment
