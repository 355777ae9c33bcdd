"""A trend as a report to sign: its charts within the text, its tables as annexes."""

import io

import pypdf
import pytest
from docx import Document

from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts import trend_charts
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.publishing.trend_report import MOST_COLUMNS, trend_content

from ..trend_made import demo_trend
from .official_reports import TYPST_FONTS, in_order, page_texts


def content_of(trend: Trend) -> ReportContent:
    return trend_content(trend, describe_trend(trend), trend_charts(trend))


@pytest.fixture(scope="module")
def content() -> ReportContent:
    return content_of(demo_trend(6, 14))


def test_it_says_the_trend_in_the_words_of_the_publication(content: ReportContent) -> None:
    text = describe_trend(demo_trend(6, 14))
    said = [one.text for one in content.body]

    assert "từ tháng 01/2023 đến tháng 02/2024" in " ".join(content.subject)
    assert " ".join(content.subject).startswith("Xu hướng kết quả đánh giá")
    assert content.closing.startswith("Trên đây là Báo cáo xu hướng kết quả đánh giá")
    assert content.body[-2].kind == "picture", "text fills the page before a chart as high as a page"
    assert [s for topic in text.topics for s in topic.sentences if s not in said] == []
    assert [one.text for one in content.body if one.kind == "picture"] == [
        picture.name for picture in content.pictures
    ]
    assert content.day.isoformat() == "2024-02-29"
    assert content.place_and_date.endswith("tháng 3 năm 2024")


def test_tables_of_many_months_stand_in_annexes_that_a_page_holds(content: ReportContent) -> None:
    assert [annex.label for annex in content.annexes] == [f"Phụ lục {n}" for n in ("I", "II", "III", "IV")]
    widths = [len(annex.table.kinds) - 1 for annex in content.annexes]
    assert widths == [MOST_COLUMNS, 1, MOST_COLUMNS, 1]
    assert content.annexes[1].title[-1] == "THÁNG 02/2024"


def test_pdf_is_tagged_archived_dated_by_the_last_period_and_tells_what_charts_show(
    content: ReportContent,
) -> None:
    made = report_pdf(content, TYPST_FONTS).data
    assert report_pdf(content, TYPST_FONTS).data == made
    root = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    assert all(f"<{standard}" in told for standard in ("pdfuaid:part>1", "pdfaid:part>2"))
    parts = ["BÁO CÁO", "1. Thứ hạng và xếp loại", "Cách tính", "Nơi nhận:"]
    assert in_order(parts, "".join(page_texts(made))) == []

    def alts(node: pypdf.generic.DictionaryObject) -> list[str]:
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        kids = [kid.get_object() for kid in kids]
        within = [alt for kid in kids if isinstance(kid, dict) for alt in alts(kid)]
        return ([str(node["/Alt"])] if "/Alt" in node else []) + within

    assert alts(root["/StructTreeRoot"]) == [picture.alt for picture in content.pictures]


def test_docx_has_headings_tables_with_heads_and_pictures_that_are_told(content: ReportContent) -> None:
    made = report_docx(content)
    assert report_docx(content) == made
    document = Document(io.BytesIO(made))
    headed = [p.text for p in document.paragraphs if p.style.base_style.name.startswith("Heading")]
    assert "1. Thứ hạng và xếp loại" in headed
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == [
        picture.alt for picture in content.pictures
    ]
    assert document._element.xml.count("<w:tblHeader/>") == len(content.annexes)
