"""What is written in a published report, and where; no meaning yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

Kind = Literal["docx", "pdf", "sheet", "html", "markdown", "text"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands, and its place in words (``trang 2``, ``đoạn 14``, ``dòng 31``)."""

    text: str
    place: str


@dataclass(frozen=True)
class PrintedTable:
    """The cells of a table, its head included, all rows of one width; what a merged cell says stands in the
    first of its cells, the others are empty. ``place`` is where it stands, in words.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]], place: str) -> Self:
        """A table of rows of any widths."""
        cells = [[" ".join(cell.split()) for cell in row] for row in rows]
        width = max(map(len, cells), default=0)
        return cls(tuple((*row, *[""] * (width - len(row))) for row in cells), place)


@dataclass(frozen=True)
class Document:
    """A file's paragraphs and tables, in their order. ``damaged``: its letters come from a scan; ``pictures``
    are the places of pages that are pictures, of which nothing is known.
    """

    file: str
    kind: Kind
    damaged: bool
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[PrintedTable, ...]
    pictures: tuple[str, ...] = ()
