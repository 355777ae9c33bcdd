import io
import re
from dataclasses import replace

import pypdf
import pytest
from docx.oxml.ns import qn

from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.publishing.columns import plan_table, right_indents
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.form import CELL_MARGIN, LANDSCAPE
from dbp_analysis.publishing.metrics import text_width, widest_width
from dbp_analysis.publishing.pdf import report_pdf

from ..made import real_card
from .official_reports import THREE_LEVELS, opened, with_table


def of_units(count: int) -> ReportContent:
    row = ("30", "5,0", "10,0", "45,00", "10,00", "Tốt")
    rows = tuple((str(at), f"UBND xã Số{at}", *row) for at in range(1, count + 1))
    return with_table(replace(THREE_LEVELS, rows=rows))


@pytest.mark.parametrize("units", [22, 23, 47, 48])
def test_the_last_page_of_an_annex_has_at_least_three_units(units: int) -> None:
    """With the usual space in its cells it would have one or two."""
    pages = pypdf.PdfReader(io.BytesIO(report_pdf(of_units(units)).data)).pages
    on_pages = [len(re.findall(r"Số\d+", page.extract_text())) for page in pages]

    assert sum(on_pages) == units
    assert on_pages[-1] >= 3


def test_word_keeps_the_last_three_units_together() -> None:
    rows = opened(report_docx(of_units(30))).tables[2]._tbl.tr_lst
    kept = [at for at, row in enumerate(rows) if row.find(f".//{qn('w:keepNext')}") is not None]

    assert kept == [len(rows) - 3, len(rows) - 2]


@pytest.mark.parametrize(("mark", "minus"), [(",", "−"), (".", "-")])
def test_figures_of_a_column_have_their_decimal_marks_below_each_other(mark: str, minus: str) -> None:
    points = [text.replace(",", mark).replace("−", minus) for text in ("30", "9,4", "27,7", "–", "−1,5")]
    table = replace(
        THREE_LEVELS, rows=tuple((str(at), "Xã", one, *["5"] * 5) for at, one in enumerate(points))
    )
    plan = plan_table(table, LANDSCAPE.text_width)
    indents = [row[2] for row in right_indents(table, plan)]

    assert indents[3] is None
    ends = [
        indent - (0 if mark in text else text_width(f"{mark}0", plan.size))
        for text, indent in zip(points, indents, strict=True)
        if indent is not None
    ]
    assert max(ends) - min(ends) < 1e-9
    assert min(ends) > 0


def test_a_column_of_figures_alike_stands_in_the_middle() -> None:
    table = of_units(3).annex.table

    assert {one for row in right_indents(table, plan_table(table, LANDSCAPE.text_width)) for one in row} == {
        None
    }


def test_no_figure_breaks_in_letters_wider_than_times() -> None:
    table = annex_table(real_card())
    plan = plan_table(table, LANDSCAPE.text_width)

    assert sum(plan.widths) == pytest.approx(LANDSCAPE.text_width)
    for row in table.rows:
        for text, kind, width in zip(row, table.kinds, plan.widths, strict=True):
            if kind not in ("name", "band"):
                bold = kind in ("total", "converted")
                assert widest_width(text, plan.size, bold=bold) <= width - 2 * CELL_MARGIN, text
