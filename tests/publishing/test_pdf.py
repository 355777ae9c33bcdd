"""The report as PDF read back: pages, text, numbers of pages, fonts."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
import typst

from dbp_analysis.publishing.fonts import FONT, embedded_families, font_stack, font_warnings
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.publishing.typeset import RenderedPdf

from .official_reports import (
    HOSTILE,
    REPORT,
    THREE_LEVELS,
    TYPST_FONTS,
    hostile_report,
    in_order,
    long_report,
    page_texts,
    pages,
    squashed,
    with_table,
)

A4 = (595, 842)


def _pdf(content=REPORT) -> RenderedPdf:
    return report_pdf(content, TYPST_FONTS)


@pytest.fixture(scope="module")
def pdf() -> RenderedPdf:
    return _pdf()


def _sizes(pdf: RenderedPdf) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages(pdf.data)]


def test_the_report_is_a4_and_the_annex_a4_landscape(pdf):
    assert _sizes(pdf) == [A4, A4[::-1]]


def test_the_report_holds_its_text_in_the_order_of_the_form(pdf):
    parts = [
        "THÀNH PHỐ ĐIỆN BIÊN PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: /BC-UBND",
        REPORT.place_and_date,
        "BÁO CÁO",
        *REPORT.subject,
        *REPORT.legal_basis,
        REPORT.opening,
        "1. Kết quả đánh giá, xếp loại",
        "- 01 đơn vị xếp loại xuất sắc",
        "+ Chỉ số 1: UBND phường Him Lam (17/18 hồ sơ, 94,4%).",
        "(Chi tiết tại Phụ lục kèm theo)",
        REPORT.closing,
        "Nơi nhận:",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "Nguyễn Văn Ký",
    ]
    assert in_order(parts, page_texts(pdf.data)[0]) == []


def test_a_title_that_needs_two_lines_takes_no_third_in_the_font_of_the_package():
    title = "trên môi trường điện tử thành phố Điện Biên Phủ tháng 12 năm 2023 (kịch bản giả định)"
    made = _pdf(replace(REPORT, subject=(*REPORT.subject[:-1], title)))

    lines = pages(made.data)[0].extract_text().splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("trên môi trường"))
    assert squashed("".join(lines[first : first + 2])) == squashed(title)


def test_the_annex_table_is_on_its_page(pdf):
    rows = [" ".join(row) for row in THREE_LEVELS.rows]
    assert (
        in_order(["Phụ lục", *REPORT.annex.title, REPORT.annex.reference, *rows], page_texts(pdf.data)[1])
        == []
    )


def test_pages_are_numbered_from_the_second_of_the_report_and_of_the_annex():
    body = REPORT.body * 12
    texts = page_texts(_pdf(replace(long_report(), body=body)).data)
    numbers = [re.match(r"\d+(?=\n)", text.strip()) for text in texts]
    annex = next(number for number, text in enumerate(texts) if text.strip().startswith("Phụ lục"))
    assert annex >= 2
    shown = [number and number.group() for number in numbers]
    assert shown == [
        None,
        *map(str, range(2, annex + 1)),
        None,
        *map(str, range(2, len(texts) - annex + 1)),
    ]


def test_a_long_annex_repeats_its_header_on_every_page():
    texts = page_texts(_pdf(long_report()).data)[1:]
    assert len(texts) > 3
    assert all("Côngkhai,minhbạch(18điểm)" in squashed(text) for text in texts)
    names = [f"UBND phường Số {number} 17.5 11.2 21.04 49.74 Xuất sắc" for number in range(1, 136)]
    assert in_order(names, "\n".join(texts)) == []


def test_the_foot_stays_with_the_closing_on_one_page():
    for paragraphs in range(20, 34, 3):  # the foot is taller than three paragraphs
        content = replace(REPORT, body=REPORT.body[1:2] * paragraphs)
        found = [
            {number for number, text in enumerate(page_texts(_pdf(content).data)) if part in text}
            for part in ("Trên đây là Báo cáo", "Nơi nhận:", "Nguyễn Văn Ký")
        ]
        assert found[0] == found[1] == found[2]


def test_the_note_stands_on_every_page_once_and_whole_however_long():
    note = "Số liệu dựng lại từ báo cáo đã công bố, không phải số liệu gốc. " * 12
    table = replace(THREE_LEVELS, rows=THREE_LEVELS.rows * 40)
    content = replace(with_table(table), note=note, body=REPORT.body * 12)
    texts = page_texts(_pdf(content).data)
    assert len(texts) > 5
    assert {squashed(text).count(squashed(note)) for text in texts} == {1}


def test_what_must_be_known_of_the_comparison_stands_below_the_annex_table_alone():
    texts = page_texts(_pdf(replace(REPORT, annex=replace(REPORT.annex, note="So với số thử."))).data)
    assert ["So với số thử." in text for text in texts] == [False] * (len(texts) - 1) + [True]


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_hostile_text_stands_as_it_is(text):
    report, annex = (squashed(page) for page in page_texts(_pdf(hostile_report()).data))
    assert squashed(f"- {text}") in report
    assert squashed(text) in annex


def test_a_character_without_a_glyph_is_reported():
    assert any("\U0001f600" in warning for warning in _pdf(hostile_report()).warnings)
    assert not any("ô trống" in warning for warning in _pdf().warnings)


def test_a_unit_name_without_spaces_does_not_run_over_the_next_column():
    content = with_table(replace(THREE_LEVELS, rows=(("1", "M" * 300, *THREE_LEVELS.rows[0][2:]),)))
    lines = page_texts(_pdf(content).data)[1].splitlines()
    assert max(line.count("M") for line in lines) < 100


def test_the_fonts_in_the_file_are_named_and_a_missing_one_is_a_warning(pdf):
    assert pdf.fonts == ("Libertinus Serif",)
    assert len(pdf.warnings) == 1
    assert FONT in pdf.warnings[0]
    assert "Libertinus Serif" in pdf.warnings[0]


def test_the_decrees_font_gives_no_warning():
    assert font_warnings("report", [FONT], [FONT, "Libertinus Serif"]) == ()


def test_letters_borrowed_from_another_font_are_reported():
    (warning,) = font_warnings("report", [FONT, "Segoe UI Emoji"], [FONT, "Libertinus Serif"])
    assert "Segoe UI Emoji" in warning


def test_font_names_in_a_pdf_are_families():
    data = b"/BaseFont /ABCDEF+TimesNewRomanPS-BoldMT /BaseFont/GHIJKL+LibertinusSerif-Regular-Identity-H"
    families = ("Times New Roman", "Times", "Libertinus Serif")

    class Fonts:
        def families(self) -> tuple[str, ...]:
            return families

    assert embedded_families(data, Fonts()) == ("Libertinus Serif", "Times New Roman")


def test_without_the_decrees_fonts_there_is_always_one():
    assert font_stack(typst.Fonts(include_system_fonts=False)) == ("Libertinus Serif",)


@pytest.mark.parametrize("content", [REPORT, hostile_report(), long_report(40)])
def test_the_same_content_gives_the_same_bytes(content):
    first = _pdf(content).data
    assert _pdf(content).data == first
    assert b"D:20231231" in first


def _tags(data: bytes) -> list[str]:
    """What each piece is for those who listen, in reading order."""

    def walk(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return []
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        inner = [tag for kid in (kids if isinstance(kids, list) else [kids]) for tag in walk(kid)]
        return [str(node["/S"]), *inner] if "/S" in node else inner

    return walk(pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"])


def test_it_is_an_archived_document_that_can_be_read_aloud(pdf):
    told = pypdf.PdfReader(io.BytesIO(pdf.data)).trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_headings_points_and_heads_of_the_table_are_told_as_such(pdf):
    tags = _tags(pdf.data)

    assert [tag for tag in tags if tag.startswith("/H")] == ["/H1", "/H2", "/H1"]
    assert (tags.count("/L"), tags.count("/LI")) == (1, 2)
    assert tags.count("/TH") == sum(map(len, THREE_LEVELS.header))


def test_the_whole_title_is_the_heading_and_the_bookmark(pdf):
    titles = [
        one.title.strip()
        for one in pypdf.PdfReader(io.BytesIO(pdf.data)).outline
        if not isinstance(one, list)
    ]

    assert titles[0] == " ".join([REPORT.kind, *REPORT.subject])
    assert titles[-1] == " ".join([REPORT.annex.label, *REPORT.annex.title])
