"""A document's paragraphs → blocks of running text, each with what phrases are compared with."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.phrases import plain

_LONGEST_QUOTATION = 240


@dataclass(frozen=True)
class Block:
    """A paragraph and its place, in words."""

    text: str
    place: str

    @cached_property
    def plain(self) -> str:
        """The text as phrases are compared, letter by letter."""
        return plain(self.text)

    def quoted(self, start: int, end: int | None = None) -> str:
        """A part of it as a quotation."""
        said = self.text[start:end].strip(" ,;:")
        return f"“{said if len(said) <= _LONGEST_QUOTATION else said[:_LONGEST_QUOTATION].rstrip() + '…'}”"


def blocks(document: Document) -> tuple[Block, ...]:
    """The running text of a document."""
    texts = ((unicodedata.normalize("NFC", one.text), one.place) for one in document.paragraphs)
    return tuple(Block(" ".join(text.split()), place) for text, place in texts)
