"""The pages of a PDF that has text: paragraphs, tables, and which pages are pictures."""

import io
from collections import Counter
from typing import Any

import pdfplumber

from dbp_analysis.auditing.document import Paragraph, PrintedTable
from dbp_analysis.auditing.text_lines import joined, scanned_tables
from dbp_analysis.reading.files.refusal import too_large
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")

_MOST_PAGES = 200
_FEWEST_CHARACTERS = 20
"""Of a page with a picture: fewer are a number or a stamp, not its text."""

_FOOT_LINES = 4

Read = tuple[list[Paragraph], list[PrintedTable], tuple[str, ...]]


def read_pages(data: bytes) -> Read:
    """Paragraphs and tables of all pages, and the places of pages that are pictures."""
    said: list[tuple[str, list[str]]] = []
    tables: list[PrintedTable] = []
    pictures: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise too_large(say("file.pages", most=_MOST_PAGES))
        for number, page in enumerate(pdf.pages, start=1):
            place = say("place.page", number=number)
            if len(page.chars) < _FEWEST_CHARACTERS and page.images:
                pictures.append(place)
                continue
            found = page.find_tables()
            own = _lines(page, found)
            tables += () if found else scanned_tables(own, place)
            tables += [PrintedTable.of(_cells(one), place) for one in found]
            said.append((place, own))
            page.close()
    lines = [(place, line) for place, kept in _without_feet(said) for line in kept]
    paragraphs = [Paragraph(text, lines[at][0]) for at, text in joined([line for _, line in lines])]
    return paragraphs, tables, tuple(pictures)


def _without_feet(pages: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """The lines of pages without their numbers and without what several begin or end with, so that a
    paragraph goes on from one to the next.
    """
    ends = Counter(line for _, lines in pages for line in {*lines[:_FOOT_LINES], *lines[-_FOOT_LINES:]})
    kept = []
    for place, lines in pages:
        own = [at for at, line in enumerate(lines) if not (line.strip().isdigit() or ends[line] > 1)]
        kept.append((place, lines[own[0] : own[-1] + 1] if own else []))
    return kept


def _cells(table: Any) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in table.extract()]


def _lines(page: Any, tables: list[Any]) -> list[str]:
    """The lines of a page outside its tables."""
    boxes = [one.bbox for one in tables]

    def outside(thing: Any) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)

    text: str = page.filter(outside).extract_text()
    return text.split("\n")
