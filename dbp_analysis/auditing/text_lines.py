"""Lines of text → paragraphs and tables, also as the recognition of a scan leaves them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dbp_analysis.auditing.document import Document, Kind, Paragraph, PrintedTable
from dbp_analysis.common.texts import unaccented
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")

_ITEM = re.compile(r"\s*([-+•*–]\s|\d{1,2}[.)]\s|[a-zđ][.)]\s|[IVX]+\.\s)")
_ENDED = re.compile(r"[.:;!?]\W*$")
_FULL_LINE = 0.6
"""A line shorter than this part of a long one (longer than four fifths of all) ends its paragraph."""
_NUMBER = re.compile(r"[+\-−]?[\dOolI]*\d[\dOolI]*(?:[.,][\dOolI]*)?%?|[–—-]")
_SIGNS = re.compile(r"[|\[\]{}¦!_]+")
_FEWEST_NUMBERS = 3
_HEAD_LINES = 14
"""So many lines above the first row may be the head of a table of a scan."""
_DAMAGED_LETTERS, _SHORT_TEXT = 0.12, 200
_MARKED_OFF = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:+=-]*-{2}[\s|:+=-]*$")


def is_damaged(texts: Sequence[str]) -> bool:
    """Whether a Vietnamese text lost its diacritics, as a scan's does: a fifth of all letters bears some."""
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    marked = sum(unaccented(letter) != letter for letter in letters)
    return len(letters) >= _SHORT_TEXT and marked < _DAMAGED_LETTERS * len(letters)


def text_document(file: str, kind: Kind, text: str) -> Document:
    """The document of a text file: tables are runs of lines between ``|``, or of rows as scans have them."""
    lines = text.replace("\r\n", "\n").split("\n")
    tables = [*_marked_tables(lines), *scanned_tables(lines)]
    taken = {at for at, line in enumerate(lines) if _MARKED_OFF.match(line) or _scanned_row(line)}
    free = ["" if at in taken else line for at, line in enumerate(lines)]
    paragraphs = tuple(Paragraph(said, say("place.line", number=at + 1)) for at, said in joined(free))
    return Document(file, kind, kind == "text" and is_damaged(lines), paragraphs, tuple(tables))


def joined(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Paragraphs, each with the index of its first line: a line goes on where it fills the page and ends no
    sentence; an item of a list goes on behind a blank line.
    """
    widths = sorted(len(line) for line in lines if line.strip())
    full = _FULL_LINE * (widths[len(widths) * 4 // 5] if widths else 0)
    start, parts, blank = 0, list[str](), False
    for at, line in enumerate(lines):
        words = " ".join(line.strip("\f").split())
        if not words:
            blank = True
            continue
        last = parts[-1] if parts else ""
        cut = _ITEM.match(line) or "\f" in line or _ENDED.search(last) or len(last) < full
        if parts and (cut or (blank and not _ITEM.match(parts[0]))):
            yield start, " ".join(parts)
            parts = []
        start, blank = (start if parts else at), False
        parts.append(words)
    if parts:
        yield start, " ".join(parts)


def _marked_tables(lines: Sequence[str]) -> Iterator[PrintedTable]:
    """Tables whose rows begin and end with ``|``."""
    rows: list[list[str]] = []
    for at, line in enumerate([*lines, ""]):
        if _MARKED_OFF.match(line):
            if not _RULE.match(line):
                cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
                rows.append([cell.replace("\\|", "|").replace("**", "").strip() for cell in cells])
        elif rows:
            yield PrintedTable.of(rows, say("place.table_at", number=at - len(rows)))
            rows = []


def scanned_tables(lines: Sequence[str], place: str = "") -> Iterator[PrintedTable]:
    """Runs of rows that begin with a number and a name and hold figures; the lines above are their head.
    Their ``place`` is that of the first row, unless it is told.
    """
    found = [(at, row) for at, line in enumerate(lines) if (row := _scanned_row(line))]
    runs: list[list[tuple[int, list[str]]]] = []
    for at, row in found:
        if not runs or at - runs[-1][-1][0] > _HEAD_LINES:
            runs.append([])
        runs[-1].append((at, row))
    for run in runs:
        width = Counter(len(row) for _, row in run).most_common(1)[0][0]
        rows = [_of_width(row, width) for _, row in run]
        first = run[0][0]
        head = [[line] for line in lines[max(0, first - _HEAD_LINES) : first]]
        own = place or say("place.table_at", number=first + 1)
        yield PrintedTable.of([*(one for one in head if one[0].strip()), *rows], own)


def _of_width(row: list[str], width: int) -> list[str]:
    """A figure too many is the end of the name ("Phường 1")."""
    return [row[0], f"{row[1]} {row[2]}", *row[3:]] if len(row) == width + 1 else row


def _scanned_row(line: str) -> list[str]:
    """Number, name, figures and what stands behind them; empty for any other line."""
    if _MARKED_OFF.match(line):
        return []
    words = re.sub(r"(\d[.,]) (?=\d\b)", r"\1", _SIGNS.sub(" ", line)).split()
    number = words.pop(0) if words and re.fullmatch(r"\d{1,3}=?[.)]?", words[0]) else ""
    first = next((at for at, word in enumerate(words) if _NUMBER.fullmatch(word)), len(words))
    last = first
    while last < len(words) and _NUMBER.fullmatch(words[last]):
        last += 1
    name, behind = " ".join(words[:first]), " ".join(words[last:])
    if not number or last - first < _FEWEST_NUMBERS or sum(map(str.isalpha, name)) < 2:
        return []
    return [number, name, *words[first:last], behind]
