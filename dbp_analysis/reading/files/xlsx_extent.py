"""How far the cells of a worksheet reach, found in its bytes before calamine allocates that rectangle.

calamine aborts the whole process when it cannot get the memory, so nothing here trusts ``<dimension>``, and
whatever may be understood in several ways is measured at its largest.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import corrupt
from dbp_analysis.reading.files.sheet import column_index

_PREFIX = rb"(?:[^\s<>/:]+:)?"
_CELL = re.compile(rb"<" + _PREFIX + rb"c[\s/>]")
_USUAL_CELL = re.compile(rb"<c[\s/>]")
_ROW = re.compile(rb"<" + _PREFIX + rb"row[\s/>]")
_NUMBERED_ROW = re.compile(rb"<" + _PREFIX + rb"""row\s[^<>]*?\br\s*=\s*["'](\d+)""")
_ADDRESS = rb"""\sr\s*=\s*["']"""
_COLUMN = re.compile(_ADDRESS + rb"([A-Za-z]+)")
_ROW_OF_CELL = re.compile(_ADDRESS + rb"[A-Za-z]+(\d+)")
# A cell that is only formatted: calamine leaves it out.
_EMPTY = re.compile(rb'<c r="[A-Z]+\d+"(?: [a-z]+="[^"<>]*")*(?:/>|></c>)')
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_REFERENCE = re.compile(_SHARED.pattern + rb"[^<>]*>\s*<" + _PREFIX + rb"v[^<>]*>\s*(\d{1,7})\s*<")
_STRING = re.compile(rb"<" + _PREFIX + rb"si[\s/>]")
_TAG = re.compile(rb"<[^<>]*>")
_LETTERS, _DIGITS = 3, 7


@dataclass(frozen=True)
class Extent:
    """A rectangle from A1 that holds all cells, and how many of them may refer to a shared string."""

    rows: int
    columns: int
    shared: int


def extent_of(content: bytes) -> Extent:
    """The extent of the cells in one XML part (none in a part that is no worksheet).

    Raises ``RefusalError`` when the part cannot be measured.
    """
    if b"\x00" in content:
        # No UTF-8 text has it; UTF-16 would hide every tag.
        raise corrupt("bảng mã của trang tính")
    extent = _extent(content)
    if extent.rows > bounds.ROWS or extent.columns > bounds.COLUMNS or _cells(extent) > bounds.CELLS:
        extent = _extent(_EMPTY.sub(b"", content))
    return extent


def shared_text(sheets: Collection[bytes], strings: Collection[bytes]) -> int:
    """Characters of all shared strings the cells of ``sheets`` refer to, each reference counted."""
    lengths = [
        len(_TAG.sub(b"", string).decode("utf-8", "replace"))
        for part in strings
        for string in _STRING.split(part)[1:]
    ]
    longest = max(lengths, default=0)
    total = 0
    for sheet in sheets:
        references = Counter(map(int, _REFERENCE.findall(sheet)))
        total += sum(
            count * (lengths[at] if at < len(lengths) else longest) for at, count in references.items()
        )
        # What is written otherwise may refer to any.
        total += longest * (len(_SHARED.findall(sheet)) - references.total())
    return total


def has_strings(content: bytes) -> bool:
    """Whether an XML part lists shared strings."""
    return _STRING.search(content) is not None


def _cells(extent: Extent) -> int:
    return extent.rows * extent.columns


def _extent(content: bytes) -> Extent:
    is_cell = _CELL if b":c" in content else _USUAL_CELL  # twice as fast
    cells = len(is_cell.findall(content))
    if not cells:
        return Extent(0, 0, 0)
    addressed = _COLUMN.findall(content)
    letters, digits = set(addressed), set(_ROW_OF_CELL.findall(content))
    columns = max((column_index(one[: _LETTERS + 1].decode()) + 1 for one in letters), default=0)
    rows = _most(digits)
    if cells > len(addressed):
        # A cell without an address stands behind the one before, a row without a number below it.
        numbered = _NUMBERED_ROW.findall(content)
        rows = max(rows, _most(set(numbered))) + len(_ROW.findall(content)) - len(numbered)
        columns += max(len(is_cell.findall(row)) for row in _ROW.split(content))
    return Extent(rows, columns, len(_SHARED.findall(content)))


def _most(numbers: Collection[bytes]) -> int:
    return max((int(number[: _DIGITS + 1]) for number in numbers), default=0)
