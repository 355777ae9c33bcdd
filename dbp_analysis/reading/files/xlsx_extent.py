"""How far the cells of a worksheet reach, found in its XML before calamine allocates that rectangle.

calamine aborts the whole process when it cannot get the memory, so nothing here trusts ``<dimension>``, and
whatever the two parsers might understand differently is refused or measured at its largest.
"""

import re
from dataclasses import dataclass
from xml.parsers import expat

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import corrupt
from dbp_analysis.reading.files.sheet import column_index

# A cell tag as spreadsheet programs and their libraries write it: the address first, and only once.
_USUAL_COLUMN = re.compile(
    rb'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"(?: (?:s|t|cm|vm|ph)="[A-Za-z0-9]*")* ?/?>',
)
_USUAL_ROW = re.compile(rb'<c r="[A-Z]{1,3}([1-9][0-9]{0,6})"')
# Whatever else calamine could take for a cell.
_CELL_STARTS = tuple(b"<c" + end for end in (b" ", b"\t", b"\r", b"\n", b">", b"/"))
_PREFIXED_CELL = re.compile(rb"<[^ \t\r\n<>]*:c[\s/>]")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_SHARED = b't="s"'
_INDEX_DIGITS = 20


@dataclass(frozen=True)
class Extent:
    """The rectangle from A1 that holds all cells, and how many of them refer to a shared string."""

    rows: int
    columns: int
    shared: int


def extent_of(content: bytes) -> Extent:
    """The extent of the cells in one XML part (none in a part that is no worksheet).

    Cells without an address or in an unusual notation take the slower way of a full parser; so does a part
    whose cells reach too far, because only there empty cells, which calamine leaves out, can be told apart.
    Raises ``RefusalError`` when the part cannot be read safely.
    """
    if b"\x00" in content:
        # No UTF-8 text has it; UTF-16 could hide tags from one of two parsers.
        raise corrupt("bảng mã của trang tính")
    extent = _written_extent(content)
    if extent is None or _too_far(extent):
        extent = _Walk().extent(content)
    return extent


def shared_text(content: bytes, lengths: list[int]) -> int:
    """Characters of all shared strings the cells of a part refer to, each reference counted."""
    return _Walk(lengths).text(content)


def string_lengths(content: bytes) -> list[int]:
    """Characters of each shared string (``si``) in a part, in order; empty when it has none."""
    lengths: list[int] = []

    def start(name: str, _: object) -> None:
        if _local(name) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parser = safe_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    _parse(parser, content)
    return lengths


def safe_parser(namespace_separator: str | None = None) -> expat.XMLParserType:
    """A parser of UTF-8, whatever the document declares, that refuses a DTD and with it all entities."""
    parser = expat.ParserCreate("utf-8", namespace_separator)

    def refuse(*_: object) -> None:
        raise corrupt("XML có khai báo DTD")

    def namespace(_: str | None, uri: str | None) -> None:
        if len(uri or "") > bounds.NAMESPACE_CHARACTERS:
            raise corrupt("không gian tên XML")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartNamespaceDeclHandler = namespace
    parser.buffer_text = True
    return parser


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise corrupt("nội dung XML") from error


def _written_extent(content: bytes) -> Extent | None:
    """The extent by the addresses as written; None when any cell may be written in another way."""
    starts = sum(content.count(start) for start in _CELL_STARTS)
    if starts > bounds.CELLS or (b":c" in content and _PREFIXED_CELL.search(content)):
        return None
    letters = _USUAL_COLUMN.findall(content)
    if len(letters) != starts:
        return None
    columns = max((column_index(column.decode()) + 1 for column in set(letters)), default=0)
    rows = max(map(int, set(_USUAL_ROW.findall(content))), default=0)
    return Extent(rows, columns, content.count(_SHARED))


def _too_far(extent: Extent) -> bool:
    rows, columns = extent.rows, extent.columns
    return rows > bounds.ROWS or columns > bounds.COLUMNS or rows * columns > bounds.CELLS


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Walk:
    """Follows rows and cells as calamine does: a cell without an address stands after the one before."""

    def __init__(self, lengths: list[int] | None = None) -> None:
        self._lengths = lengths
        self._depth = self._elements = 0
        self._row = self._column = 0
        self._cell = (0, 0)
        self._in_cell = self._is_shared = self._in_value = False
        self._value = ""
        self._rows = self._columns = self._shared = self._text = 0

    def extent(self, content: bytes) -> Extent:
        self._run(content)
        return Extent(self._rows, self._columns, self._shared)

    def text(self, content: bytes) -> int:
        self._run(content)
        return self._text

    def _run(self, content: bytes) -> None:
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        if self._lengths is not None:
            parser.CharacterDataHandler = self._data
        _parse(parser, content)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        bounds.check_element(self._elements, self._depth)
        tag = _local(name)
        if tag == "c":
            self._cell = self._address(attributes.get("r"))
            self._in_cell = True
            self._is_shared = attributes.get("t") == "s"
        elif self._in_cell:
            # Anything inside a cell may be its value; a cell with nothing inside is left out by calamine.
            self._rows = max(self._rows, self._cell[0] + 1)
            self._columns = max(self._columns, self._cell[1] + 1)
            self._in_value = tag == "v"
            self._value = ""
        elif tag == "row" and "r" in attributes:
            if not _ROW.fullmatch(attributes["r"]):
                raise corrupt("số dòng không hợp lệ")
            self._row = int(attributes["r"]) - 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = _local(name)
        if tag == "c":
            self._column = self._cell[1] + 1
            self._shared += self._is_shared
            self._in_cell = False
        elif tag == "row":
            self._row += 1
            self._column = 0
        elif self._in_value:
            self._in_value = False
            if self._lengths is not None and self._is_shared:
                self._text += self._lengths[int(self._value)]

    def _data(self, data: str) -> None:
        if self._in_value:
            self._value += data
            if len(self._value) > _INDEX_DIGITS:
                raise corrupt("số thứ tự của chuỗi ký tự")

    def _address(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._row, self._column
        match = _ADDRESS.fullmatch(reference)
        if match is None:
            raise corrupt("địa chỉ ô không hợp lệ")
        return int(match[2]) - 1, column_index(match[1])
