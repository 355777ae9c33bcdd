"""The largest file that is read: every limit of the readers, and the checks that apply them.

They are far above any monthly export, and low enough that reading any file stays below a gigabyte.
"""

from dbp_analysis.readers.refusal import too_large

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
XML_DEPTH = 200
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
