"""The largest file that is read: every limit of the readers, and the checks that apply them.

They are far above any monthly export, and low enough that reading any file stays below a gigabyte.
"""

from collections.abc import Iterable

from dbp_analysis.reading.files.refusal import corrupt, too_large
from dbp_analysis.reading.files.sheet import Sheet

MEGABYTE = 1 << 20

FILE_BYTES = 32 * MEGABYTE
HTML_BYTES = 16 * MEGABYTE
# Empty objects take thirty times their text once parsed; a response for a whole province is 0.2 MB.
JSON_BYTES = 8 * MEGABYTE
ZIP_MEMBERS = 2_000
UNPACKED_BYTES = 128 * MEGABYTE
SHEETS = 200
ROWS = 200_000
COLUMNS = 1_000
# Of all sheets of a file together, empty cells of the rectangles included: calamine allocates them all.
CELLS = 4_000_000
# Text after repeated cells and shared strings are written out, each at its own place.
TEXT_CHARACTERS = 128 * MEGABYTE
# As many as Excel puts into a cell.
CELL_CHARACTERS = 32_767
# A parser writes the namespace out before the name of every element.
NAMESPACE_CHARACTERS = 250
XML_DEPTH = 200
# Two for a cell; each costs a call or two of Python.
XML_ELEMENTS = 2 * CELLS
JSON_DEPTH = 50
# A column of a JSON record is named by its whole path.
JSON_NAME_CHARACTERS = 250


def check_file_size(size: int, limit: int = FILE_BYTES) -> None:
    """Raise ``RefusalError`` when a file of ``size`` bytes is larger than ``limit``."""
    if size > limit:
        raise too_large(f"Tệp lớn hơn giới hạn {limit // MEGABYTE} MB.")


def check_unpacked(size: int) -> None:
    """Raise ``RefusalError`` when the members of a zip unpack to more than the limit."""
    if size > UNPACKED_BYTES:
        raise too_large(f"Tệp nén bung ra vượt giới hạn {UNPACKED_BYTES // MEGABYTE} MB.")


def check_members(count: int) -> None:
    """Raise ``RefusalError`` when a zip has too many members."""
    if count > ZIP_MEMBERS:
        raise too_large(f"Tệp chứa quá {ZIP_MEMBERS} thành phần bên trong.")


def check_sheets(count: int) -> None:
    """Raise ``RefusalError`` when a file has too many sheets or tables."""
    if count > SHEETS:
        raise too_large(f"Tệp có quá {SHEETS} trang tính.")


def check_text(characters: int) -> None:
    """Raise ``RefusalError`` when the cells together hold too much text."""
    if characters > TEXT_CHARACTERS:
        raise too_large("Tệp chứa quá nhiều văn bản trong các ô.")


def check_element(count: int, depth: int) -> None:
    """Raise ``RefusalError`` when an XML part has too many elements, or they lie too deep in each other."""
    if count > XML_ELEMENTS:
        raise too_large(f"Tệp có quá {XML_ELEMENTS} phần tử XML.")
    if depth > XML_DEPTH:
        raise corrupt("XML lồng quá sâu")


def check_cell(characters: int) -> None:
    """Raise ``RefusalError`` when a single cell holds too much text."""
    if characters > CELL_CHARACTERS:
        raise too_large(f"Tệp có ô chứa quá {CELL_CHARACTERS} ký tự.")


def check_texts(sheets: Iterable[Sheet]) -> None:
    """Raise ``RefusalError`` when a cell of a file that was read, or all together, hold too much text: what
    comes after reading looks at every character of every cell.
    """
    lengths = [len(cell) for sheet in sheets for row in sheet.rows for cell in row if cell.__class__ is str]
    check_cell(max(lengths, default=0))
    check_text(sum(lengths))


def check_rectangle(rows: int, columns: int, other_cells: int = 0) -> int:
    """Cells of the file so far: those of this sheet, ``rows`` x ``columns``, and of the sheets before it.

    Raises ``RefusalError`` when the sheet has too many rows or columns, or the file too many cells.
    """
    if rows > ROWS:
        raise too_large(f"Trang tính có dữ liệu ở dưới dòng {ROWS}, vượt giới hạn.")
    if columns > COLUMNS:
        raise too_large(f"Trang tính có dữ liệu ở sau cột thứ {COLUMNS}, vượt giới hạn.")
    cells = other_cells + rows * columns
    if cells > CELLS:
        raise too_large(f"Vùng dữ liệu của tệp vượt giới hạn {CELLS} ô.")
    return cells
