"""Text files with separators (CSV), whichever separator they use."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of
from dbp_analysis.reading.files.text import decode

# In the order of preference when they fit equally well: a comma also stands inside Vietnamese numbers.
_DELIMITERS = ("\t", ";", "|", ",")
_DEFAULT = ","
_SAMPLE_ROWS = 200
_SEPARATOR_LINE = "sep="
# How programs keep a spreadsheet from taking a code for a number: ="03124"; '03124 is a matter of any cell.
_KEPT_AS_TEXT = re.compile(r"""="([^"]*)\"""")


def read_csv(data: bytes, name: str) -> tuple[Sheet, ...]:
    """One sheet named ``name`` with all cells as text; a row is a record, which may span several lines.

    An empty line is an empty row. A first line such as ``sep=;`` sets the separator and is no row, as in
    Excel. Raises ``RefusalError`` when the file is not text, its quotes do not close, or it is too large.
    """
    # A program that ends lines itself, on a system that does so once more, leaves every second line empty.
    text = decode(data).replace("\r\r\n", "\r\n")
    delimiter = ""
    if text[:4].lower() == _SEPARATOR_LINE and text[4:5] and text[5:6] in ("\r", "\n"):
        delimiter = text[4]
        text = text[5:].removeprefix("\r").removeprefix("\n")
    # The longest field Python's csv accepts is one setting of the process, by default 128 kB.
    csv.field_size_limit(bounds.FILE_BYTES)
    records = _records(text, delimiter or _delimiter(text))
    sheet = sheet_of(name, records)
    if all(cell is None for row in sheet.rows for cell in row):
        raise RefusalError("Tệp rỗng, không có dữ liệu.", "Xuất lại tệp từ hệ thống nguồn rồi chạy lại.")
    return (replace(sheet, widths=tuple(map(len, records)), open_ended=text[-1] not in "\r\n\x1a"),)


def _records(text: str, delimiter: str) -> list[list[Cell]]:
    records: list[list[Cell]] = []
    width = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            width = max(width, len(record))
            bounds.check_rectangle(len(records) + 1, width)
            records.append([_text(field) for field in record])
    except csv.Error as error:
        # Read leniently, a quote that is never closed would swallow the rest of the file.
        raise RefusalError(
            f"Dấu nháy kép không khớp, quanh dòng {reader.line_num} của tệp CSV.",
            "Tải lại tệp dạng xlsx từ hệ thống nguồn; nếu vẫn vậy, báo đơn vị quản lý hệ thống.",
        ) from error
    return records


def _text(field: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(field) if field.startswith("=") else None
    return kept[1] if kept else field


def _delimiter(text: str) -> str:
    """The separator that splits the most of the first records into the same number of fields."""
    fits = {delimiter: _consistency(text, delimiter) for delimiter in _DELIMITERS}
    return max(fits, key=fits.__getitem__) if any(fits.values()) else _DEFAULT


def _consistency(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths = Counter(len(record) for record in islice(reader, _SAMPLE_ROWS))
    return max((count for width, count in widths.items() if width > 1), default=0)
