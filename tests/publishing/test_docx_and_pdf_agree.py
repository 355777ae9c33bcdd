"""The report as docx and as PDF come from one content: they say the same, in the same order."""

from collections import Counter
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.pdf import report_pdf

from .official_reports import (
    REPORT,
    TYPST_FONTS,
    hostile_report,
    in_order,
    long_report,
    opened,
    page_texts,
    squashed,
)

NOTED = replace(REPORT, superior="ỦY BAN NHÂN DÂN TỈNH", note="Số liệu dựng lại.")


def _texts(document: Document) -> list[str]:
    """Every paragraph and table row of the Word file, the merged header cells of the annex aside."""
    texts: list[str] = []
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            texts.append(block.text)
            continue
        rows = [row for row in block.rows if row._tr.trPr.find(qn("w:tblHeader")) is None]
        texts += ["".join(cell.text for cell in row.cells) for row in rows]
    return texts


def _pdf_text(content: ReportContent) -> str:
    return "\n".join(page_texts(report_pdf(content, TYPST_FONTS).data))


@pytest.mark.parametrize("content", [REPORT, NOTED, long_report()])
def test_both_have_the_same_texts_and_rows_in_the_same_order(content):
    texts = _texts(opened(report_docx(content)))
    assert in_order(texts, _pdf_text(content)) == []


@pytest.mark.parametrize("content", [REPORT, NOTED])
def test_neither_says_more_than_the_other(content):
    document = opened(report_docx(content))
    # Report and annex have a page each, and the note in the foot of both.
    parts = [document.element.body, *(one.first_page_footer._element for one in document.sections)]
    written = squashed("".join(t.text or "" for part in parts for t in part.iter(qn("w:t"))))
    assert Counter(squashed(_pdf_text(content))) == Counter(written)


def test_both_print_hostile_text_alike():
    texts = [text for text in _texts(opened(report_docx(hostile_report()))) if "\U0001f600" not in text]
    assert in_order(texts, _pdf_text(hostile_report())) == []
