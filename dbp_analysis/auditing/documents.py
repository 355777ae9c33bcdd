"""A published report's file → what is written in it: Word, text PDF, sheets, pages, Markdown, plain text."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dbp_analysis.auditing.document import Document, Kind, Paragraph, PrintedTable
from dbp_analysis.auditing.text_lines import is_damaged, text_document
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.numbers import in_full
from dbp_analysis.reading.cells import cell_text
from dbp_analysis.reading.files import Sheet, read_sheets
from dbp_analysis.reading.files.archive import pack, unpack
from dbp_analysis.reading.files.bounds import HTML_BYTES, MEGABYTE, check_file_size
from dbp_analysis.reading.files.reading import file_bytes
from dbp_analysis.reading.files.refusal import RefusalError, corrupt
from dbp_analysis.reading.files.text import decode
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")

_WORD_OLE = "WordDocument".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
_MARKDOWN, _TEXT, _PAGE = (".md", ".markdown"), (".txt", ".text"), (".html", ".htm")
_LONGEST_PARAGRAPH, _LONGEST_TEXT = 10_000, 500_000
"""Letters; what reads sentences takes minutes for more, and no report has them."""
_LAYOUT_COLUMNS = 3
"""A table of so few columns is layout (letterhead, signatures): its cells are paragraphs too."""


def read_document(path: Path) -> Document:
    """What is written in the file of a report, told apart by content, text and Markdown by their endings.

    Raise ``DataRejected`` with one problem of check ``file`` for what cannot be read, or holds pictures only.
    """
    try:
        data = file_bytes(path)
        if data.startswith(_PDF):
            return _checked(_pdf(path.name, data))
        if data.startswith(_ZIP) and b"word/document.xml" in data:
            return _checked(_docx(path.name, data))
        if data.startswith(_PICTURES):
            raise _picture()
        if _WORD_OLE in data:
            raise RefusalError(say("file.old_word"), say("file.old_word_remedy"))
        if path.suffix.lower() in (*_MARKDOWN, *_TEXT):
            check_file_size(len(data), 2 * MEGABYTE)  # rows of tables included
            kind: Kind = "markdown" if path.suffix.lower() in _MARKDOWN else "text"
            return _checked(text_document(path.name, kind, decode(data)))
        if path.suffix.lower() in _PAGE and _is_page(data) and b"<table" not in data.lower():
            check_file_size(len(data), HTML_BYTES)
            return _checked(_document(path.name, "html", _page_paragraphs(data), []))
    except RefusalError as refused:
        raise _rejected(path, refused) from refused
    except Exception as error:  # the readers of others raise what they like on a broken file
        raise _rejected(path, corrupt()) from error
    sheets = read_sheets(path)
    try:
        return _checked(_sheets(path.name, sheets, data))
    except RefusalError as refused:
        raise _rejected(path, refused) from refused


def _checked(document: Document) -> Document:
    lengths = [len(one.text) for one in document.paragraphs]
    if not document.tables and not lengths:
        raise _picture() if document.pictures else RefusalError(say("file.empty"), say("file.empty_remedy"))
    if max(lengths, default=0) > _LONGEST_PARAGRAPH or sum(lengths) > _LONGEST_TEXT:
        limits = {"paragraph": in_full(_LONGEST_PARAGRAPH), "whole": in_full(_LONGEST_TEXT)}
        raise RefusalError(say("file.long", **limits), say("file.long_remedy"))
    return document


def _picture() -> RefusalError:
    return RefusalError(say("file.picture"), say("file.picture_remedy"))


def _rejected(path: Path, refused: RefusalError) -> DataRejected:
    return DataRejected([Problem("file", refused.what, refused.remedy, path.name)])


def _document(
    file: str,
    kind: Kind,
    paragraphs: list[Paragraph],
    tables: list[PrintedTable],
    pictures: tuple[str, ...] = (),
) -> Document:
    scanned = kind == "pdf" and is_damaged([one.text for one in paragraphs])
    return Document(file, kind, scanned, tuple(paragraphs), tuple(tables), pictures)


def _pdf(file: str, data: bytes) -> Document:
    try:
        from dbp_analysis.auditing.pdf_pages import read_pages
    except ModuleNotFoundError as error:
        raise RefusalError(say("file.no_pdf"), say("file.no_pdf_remedy")) from error
    paragraphs, tables, pictures = read_pages(data)
    return _document(file, "pdf", paragraphs, tables, pictures)


def _docx(file: str, data: bytes) -> Document:
    import docx
    from docx.oxml.ns import qn

    whole = docx.Document(pack(unpack(data, lambda name: True)))
    paragraphs: list[Paragraph] = []
    tables: list[PrintedTable] = []
    for element in _blocks(whole.element.body):
        if element.tag == qn("w:p"):
            paragraphs += _paragraph(_word_text(element), say("place.paragraph", number=len(paragraphs) + 1))
            continue
        place = say("place.table", number=len(tables) + 1)
        tables.append(PrintedTable.of(_word_rows(element, whole), place))
        if len(tables[-1].rows[0]) <= _LAYOUT_COLUMNS:
            for one in element.iter(qn("w:p")):
                paragraphs += _paragraph(_word_text(one), place)
    pictures = () if paragraphs or tables or not whole.inline_shapes else (file,)
    return _document(file, "docx", paragraphs, tables, pictures)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those in content controls included."""
    for child in parent:
        name = _kind(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _blocks(child)


def _kind(element: Any) -> str:
    return str(element.tag).partition("}")[2]


def _word_text(element: Any) -> str:
    """The text of a paragraph or cell as it reads with all changes accepted."""
    marks = {"tab": " ", "br": " ", "cr": " ", "p": " ", "noBreakHyphen": "-"}
    texts = ((one.text if _kind(one) == "t" else marks.get(_kind(one))) for one in element.iter())
    return "".join(filter(None, texts))


def _word_rows(table: Any, whole: Any) -> Iterator[list[str]]:
    """Its rows; a merged cell's text stands in its first cell alone."""
    from docx.table import Table

    seen: set[Any] = set()
    for row in Table(table, whole).rows:
        cells = [cell._tc for cell in row.cells]
        yield [
            _word_text(cell) if cell not in seen and cell not in cells[:at] else ""
            for at, cell in enumerate(cells)
        ]
        seen.update(cells)


def _sheets(file: str, sheets: tuple[Sheet, ...], data: bytes) -> Document:
    """Tables of a workbook, a page or a CSV file; of a page also what stands around them."""
    page = _is_page(data) and b"<table" in data.lower()
    tables, paragraphs = [], []
    for number, sheet in enumerate((one for one in sheets if not one.hidden), start=1):
        place = say("place.table", number=number) if page else say("place.sheet", name=sheet.name)
        tables.append(PrintedTable.of((map(cell_text, row) for row in sheet.rows), place))
        if not page:
            alone = ((at, row) for at, row in enumerate(tables[-1].rows, start=1) if sum(map(bool, row)) == 1)
            for at, row in alone:
                paragraphs += _paragraph("".join(row), say("place.row", place=place, row=at))
    if page:
        check_file_size(len(data), HTML_BYTES)
        paragraphs = _page_paragraphs(data)
    return _document(file, "html" if page else "sheet", paragraphs, tables)


def _is_page(data: bytes) -> bool:
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _page_paragraphs(data: bytes) -> list[Paragraph]:
    from lxml import html

    tree = html.parse(io.BytesIO(data), html.HTMLParser(encoding="utf-8")).getroot()
    for one in tree.xpath("//table | //script | //style | //svg | //head"):
        one.drop_tree()
    paragraphs: list[Paragraph] = []
    for one in tree.iter("p", "li", "h1", "h2", "h3", "h4", "div", "dd", "dt"):
        if not any(True for _ in one.iterdescendants("p", "li", "div", "h1", "h2", "h3", "h4")):
            paragraphs += _paragraph(one.text_content(), say("place.paragraph", number=len(paragraphs) + 1))
    return paragraphs


def _paragraph(text: str, place: str) -> list[Paragraph]:
    line = _one_line(text)
    return [Paragraph(line, place)] if line else []


def _one_line(text: str) -> str:
    return " ".join(text.split())
