"""Tables of an HTML page, which web systems often hand out under the name of a workbook.

The standard library's event parser is used, not a tree of the page: a tree of Python objects takes a hundred
times the size of the file, and neither depth nor unclosed tags matter here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.html_shown import HEADING_WIDTH, MARKS, Above, Hidden
from dbp_analysis.reading.files.refusal import RefusalError, corrupt, unsupported
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of
from dbp_analysis.reading.files.text import decode

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""",
    re.IGNORECASE,
)
_FRAMES = re.compile(r"<frame(?:set)?\s", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LEADING_DIGITS = re.compile(r"\s*([0-9]{1,9})")
_HEAD = 4096
_PIECE = bounds.MEGABYTE // 4
_LONGEST_TAG = bounds.MEGABYTE

_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_NEW_LINES = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_STRUCK = MARKS["del"]
_TO_THE_END = bounds.ROWS


def read_html(data: bytes) -> tuple[Sheet, ...]:
    """Every table of a page as a sheet ``Bảng 1``, ``Bảng 2`` … in the order in which they begin.

    All cells are text as a browser shows it, lines separated by a newline. The text of a merged cell stands
    in its first cell and the others are ``None``. The text of a table inside a cell belongs to the inner
    table only. What a browser does not show is left out, and what is raised or struck out behind a figure is
    marked (``100^1``), for it is not part of it; ``above`` is what the page says above a table. Raises
    ``RefusalError`` when there is no table, the page is cut off, or it is too large.
    """
    return read_pages([decode(data, declared_encoding(data))])


def declared_encoding(data: bytes) -> str:
    """The encoding that the head of a page or an XML file declares; empty where it declares none."""
    declared = _CHARSET.search(data[:_HEAD])
    return declared[1].decode("ascii") if declared else ""


def read_pages(texts: Sequence[str]) -> tuple[Sheet, ...]:
    """:func:`read_html` of several pages, their tables numbered through."""
    bounds.check_file_size(sum(map(len, texts)), bounds.HTML_BYTES)
    page = _Page()
    for text in texts:
        page.read(text)
    if not page.tables and any(map(_FRAMES.search, texts)):
        raise unsupported("trang web nhiều khung (frameset): các bảng nằm ở tệp khác")
    if not page.tables and any(_XML.match(text) and not _PAGE.search(text[:_HEAD]) for text in texts):
        raise unsupported("tệp XML này: không phải bảng tính")
    if not page.tables:
        raise RefusalError(
            "Trang HTML không có bảng nào (có thể là trang đăng nhập hoặc trang báo lỗi).",
            "Đăng nhập lại hệ thống nguồn, tải lại tệp rồi chạy lại.",
        )
    return tuple(
        replace(sheet_of(f"Bảng {number}", table.rows), above=_shown(table.above))
        for number, table in enumerate(page.tables, start=1)
    )


class _Table:
    """The grid of one table of a page while it is read."""

    def __init__(self, page: "_Page", above: str) -> None:
        self._page = page
        self.above = above
        self.rows: list[list[Cell]] = []
        self.width = 0
        self.filled = 0  # cells of its fullest row
        self.text: list[str] | None = None  # of the open cell
        self._row: list[Cell] | None = None
        self._covered: dict[int, int] = {}  # column: rows below that a merged cell above still covers
        self._span = (1, 1)

    def start_row(self) -> None:
        self.end_row()
        self._row = []

    def start_cell(self, colspan: int, rowspan: int) -> None:
        self.end_cell()
        if self._row is None:
            self._row = []
        self.text = []
        self._span = (colspan, rowspan)

    def end_cell(self) -> None:
        if self.text is None or self._row is None:
            return
        value, self.text = _shown("".join(self.text)), None
        colspan, rowspan = self._span
        row = self._row
        while len(row) in self._covered:
            row.append(None)
        start = len(row)
        bounds.check_rectangle(1, start + colspan)
        row.append(value or None)
        row.extend([None] * (colspan - 1))
        if rowspan > 1:
            # The row that is open counts one off when it ends.
            self._covered.update(dict.fromkeys(range(start, start + colspan), rowspan))

    def end_row(self) -> None:
        self.end_cell()
        if self._row is None:
            return
        others = self._page.cells - len(self.rows) * self.width
        self.width = max(self.width, len(self._row))
        self._page.cells = bounds.check_rectangle(len(self.rows) + 1, self.width, others)
        self.filled = max(self.filled, len(self._row) - self._row.count(None))
        self.rows.append(self._row)
        self._row = None
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}

    def end_group(self) -> None:
        """A merged cell does not reach beyond its thead, tbody or tfoot."""
        self.end_row()
        self._covered = {}


class _Page(HTMLParser):
    """Hands the tags of a page on to the innermost open table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.cells = 0  # of all tables so far
        self._open: list[_Table] = []
        self._hidden = Hidden()
        self._above = Above()
        self._ended = False  # whether the page itself has, which ends its tables

    def read(self, text: str) -> None:
        """Take in a whole page; raise ``RefusalError`` when it is cut off."""
        # In pieces: the parser's patterns take a hundred times the length of a single tag that never ends.
        for start in range(0, len(text), _PIECE):
            self.feed(text[start : start + _PIECE])
            if self.open_tag > _LONGEST_TAG:
                raise corrupt("thẻ HTML dài bất thường")
        # ``close`` is not called: it would take a tag that is cut off for text, and search for its end anew
        # from every later "<".
        while self._ended and self._open:
            self._open.pop().end_group()
        if self.is_cut_off:
            raise corrupt("trang HTML không có phần kết thúc bảng")
        self.reset()

    @property
    def open_tag(self) -> int:
        """Characters of the start tag that is not complete yet."""
        return len(self.rawdata) if self.rawdata[:1] == "<" and self.rawdata[1:2].isalpha() else 0

    @property
    def is_cut_off(self) -> bool:
        """Whether the page ends inside a table, a tag, a comment or a script."""
        return bool(self._open) or self._hidden.is_code or self.rawdata.lstrip().startswith("<")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._ended = False
        if tag == "table":
            bounds.check_sheets(len(self.tables) + 1)
            self._open.append(_Table(self, self._above.text))
            self.tables.append(self._open[-1])
        in_cell = bool(self._open) and self._open[-1].text is not None
        self._hidden.start(tag, dict(attrs), in_cell=in_cell)
        self._above.start(tag)
        if tag in _NEW_LINES or tag in _CELLS:
            self._above.say("\n" if tag in _NEW_LINES else " ")
        if not self._open:
            return
        table = self._open[-1]
        if tag == "tr":
            table.start_row()
        elif tag in _CELLS:
            self._hidden.end_cell()
            spans = dict(attrs)
            table.start_cell(_span(spans.get("colspan")) or 1, _rowspan(spans.get("rowspan")))
        elif tag in _ROW_GROUPS:
            table.end_group()
        elif tag in _NEW_LINES:
            self._new_line(table)
        elif tag in MARKS and table.text and table.text[-1][-1:].isdigit():
            table.text.append(MARKS[tag])
        elif MARKS.get(tag) == _STRUCK and table.text is not None:
            table.text.append(_STRUCK)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTML knows no ``<td/>``: the slash is ignored, as in a browser."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._hidden.end(tag)
        self._above.end(tag)
        self._ended = self._ended or tag in ("body", "html")
        if not self._open:
            return
        table = self._open[-1]
        if tag == "table":
            table.end_group()
            self._above.end_table(self._open.pop().filled)
        elif tag == "tr":
            table.end_row()
        elif tag in _CELLS:
            table.end_cell()
            self._hidden.end_cell()
        elif tag in _ROW_GROUPS:
            table.end_group()
        elif tag in _NEW_LINES:
            self._new_line(table)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._open or self._open[-1].filled <= HEADING_WIDTH:
            self._above.say(data)
        if self._open and self._open[-1].text is not None:
            self._open[-1].text.append(_BLANKS.sub(" ", data))

    @staticmethod
    def _new_line(table: _Table) -> None:
        if table.text is not None:
            table.text.append("\n")


def _shown(text: str) -> str:
    """Lines without the blanks around them that a browser drops, and without empty lines."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _span(attribute: str | None) -> int | None:
    """A number of cells as browsers read it: leading digits; None when there are none."""
    match = _LEADING_DIGITS.match(attribute or "")
    return int(match[1]) if match else None


def _rowspan(attribute: str | None) -> int:
    rows = _span(attribute)
    if rows is None:
        return 1
    return rows or _TO_THE_END
