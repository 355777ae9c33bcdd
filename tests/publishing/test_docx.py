"""The report as docx opened again: the form of Decree 30/2020/NĐ-CP, the text, the annex table."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Length

from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.docx import report_docx

from .official_reports import HOSTILE, REPORT, THREE_LEVELS, hostile_report, long_report, opened, with_table


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(report_docx(REPORT))


def _style_of(document: Document, text: str) -> str:
    found = {
        paragraph.findtext(f".//{qn('w:t')}"): paragraph.find(f".//{qn('w:pStyle')}")
        for paragraph in document.element.body.iter(qn("w:p"))
    }
    return str(found[text].get(qn("w:val")))


def _style(document: Document, style_id: str):
    return next(style for style in document.styles if style.style_id == style_id)


def _millimetres(*lengths: Length | None) -> list[int]:
    return [round(length.mm) for length in lengths if length is not None]


def test_the_report_is_a4_with_the_margins_of_the_decree(document):
    section = document.sections[0]
    assert _millimetres(section.page_width, section.page_height) == [210, 297]
    top, bottom, left, right = _millimetres(
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    )
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20


def test_the_annex_is_a_landscape_section_of_its_own(document):
    assert len(document.sections) == 2
    annex = document.sections[1]
    assert annex.orientation == WD_ORIENTATION.LANDSCAPE
    assert _millimetres(annex.page_width, annex.page_height) == [297, 210]


def test_pages_are_numbered_in_the_top_margin_from_the_second_of_each_section(document):
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.header._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
        assert not section.first_page_header._element.findall(f".//{qn('w:fldSimple')}")
    assert _style(document, "page_number").font.size.pt in (13, 14)


def test_everything_is_in_times_new_roman_and_in_vietnamese(document):
    kinds = ("ascii", "hAnsi", "cs", "eastAsia")
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    for fonts in (defaults.find(f".//{qn('w:rFonts')}"), _style(document, "Normal").element.rPr.rFonts):
        assert [fonts.get(qn(f"w:{kind}")) for kind in kinds] == ["Times New Roman"] * 4
        assert not [name for name in fonts.attrib if "Theme" in name]
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
    assert not list(document.element.body.iter(qn("w:rFonts")))


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, None),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, None),
        ("THÀNH PHỐ ĐIỆN BIÊN PHỦ", (12, 13), True, None),
        (REPORT.number, (13,), None, None),
        (REPORT.place_and_date, (13, 14), None, True),
        ("BÁO CÁO", (13, 14), True, None),
        (REPORT.subject[0], (13, 14), True, None),
        (REPORT.legal_basis[0], (13, 14), None, True),
        (REPORT.opening, (13, 14), None, None),
        ("1. Kết quả đánh giá, xếp loại", (13, 14), True, None),
        ("- 01 đơn vị xếp loại xuất sắc: UBND xã Pá Khoang.", (13, 14), None, None),
        ("(Chi tiết tại Phụ lục kèm theo)", (13, 14), None, True),
        ("Nơi nhận:", (12,), True, True),
        ("- UBND tỉnh (b/c);", (11,), None, None),
        ("- Lưu: VT.", (11,), None, None),
        ("TM. ỦY BAN NHÂN DÂN", (13, 14), True, None),
        ("Nguyễn Văn Ký", (13, 14), True, None),
        ("Phụ lục", (14,), True, None),
        ("THÁNG 12 NĂM 2023", (13, 14), True, None),
        (REPORT.annex.reference, (13, 14), None, True),
    ],
)
def test_every_element_is_set_as_the_decree_says(document, text, sizes, bold, italic):
    font = _style(document, _style_of(document, text)).font
    assert font.size.pt in sizes
    assert (font.bold, font.italic) == (bold, italic)


def test_the_superior_body_stands_above_the_issuer_and_is_not_bold():
    document = opened(report_docx(replace(REPORT, superior="ỦY BAN NHÂN DÂN TỈNH GIA LAI")))
    assert document.tables[0].cell(0, 0).text.split("\n")[:2] == [
        "ỦY BAN NHÂN DÂN TỈNH GIA LAI",
        REPORT.issuer[0],
    ]
    assert _style(document, _style_of(document, "ỦY BAN NHÂN DÂN TỈNH GIA LAI")).font.bold is None


def test_body_text_is_justified_with_a_first_line_indent_and_space_between_paragraphs(document):
    for style_id in ("legal_basis", "text", "heading", "item", "subitem", "closing"):
        form = _style(document, style_id).paragraph_format
        assert form.alignment == 3
        assert 10 <= form.first_line_indent.mm <= 12.8
        assert form.space_after.pt >= 6
        assert 1 <= form.line_spacing <= 1.5


def test_headings_are_in_the_navigation_pane(document):
    outline = _style(document, "heading").element.find(f".//{qn('w:outlineLvl')}")
    assert outline.get(qn("w:val")) == "1"
    assert _style_of(document, "1. Kết quả đánh giá, xếp loại") == "heading"


def test_rules_are_as_long_as_the_decree_says(document):
    motto, issuer, subject = _rule_lengths(document)
    assert 55 < motto < 57  # "Độc lập - Tự do - Hạnh phúc" at 13 points
    assert 58 / 3 <= issuer <= 58.9 / 2  # of "THÀNH PHỐ ĐIỆN BIÊN PHỦ" at 12 points
    assert 44 / 3 <= subject <= 44 / 2  # of "tháng 12 năm 2023" at 14 points


def _rule_lengths(document: Document) -> list[float]:
    """Motto, issuer, subject: the room less the two indents, in millimetres."""
    head = document.tables[0]
    rooms = [(head.cell(0, 1)._tc, 89.5), (head.cell(0, 0)._tc, 70.5), (document.element.body, 160)]
    lengths = []
    for parent, room in rooms:
        rule = next(p for p in parent.findall(qn("w:p")) if p.find(f".//{qn('w:pBdr')}") is not None)
        indent = rule.find(f".//{qn('w:ind')}")
        used = int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))
        lengths.append(room - used / 1440 * 25.4)
    return lengths


def test_signature_and_recipients_stay_together_with_the_closing(document):
    foot = document.tables[1]
    assert foot.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert _style(document, "closing").paragraph_format.keep_with_next
    assert foot.cell(0, 0).text == "Nơi nhận:\n- UBND tỉnh (b/c);\n- UBND các xã, phường;\n- Lưu: VT."
    assert foot.cell(0, 1).text == "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Ký"


def test_what_a_list_follows_is_kept_with_it(document):
    ending = [p for p in document.paragraphs if p.text.endswith(":") and p.style.style_id != "subject"]

    assert ending
    assert all(p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next for p in ending)


def _header_spans(document: Document) -> list[list[tuple[str, int, str | None]]]:
    rows = []
    for row in document.tables[2]._tbl.tr_lst:
        if row.trPr.find(qn("w:tblHeader")) is None:
            continue
        texts = ["".join(t.text or "" for t in tc.iter(qn("w:t"))) for tc in row.tc_lst]
        rows.append([(text, tc.grid_span, tc.vMerge) for text, tc in zip(texts, row.tc_lst, strict=True)])
    return rows


def test_the_annex_header_has_merged_cells_on_three_levels(document):
    top, below = "restart", "continue"
    assert _header_spans(document) == [
        [
            ("STT", 1, top),
            ("Tên đơn vị", 1, top),
            ("Điểm các chỉ số", 3, None),
            ("Tổng điểm", 1, top),
            ("Điểm quy đổi", 1, top),
            ("Xếp loại", 1, top),
        ],
        [
            ("", 1, below),
            ("", 1, below),
            ("Tiến độ (30 điểm)", 1, top),
            ("Nhóm số hóa hồ sơ", 2, None),
            *[("", 1, below)] * 3,
        ],
        [
            *[("", 1, below)] * 3,
            ("Chỉ số 1 (5 điểm)", 1, None),
            ("Chỉ số 2 (10 điểm)", 1, None),
            *[("", 1, below)] * 3,
        ],
    ]


def test_the_annex_table_has_the_rows_of_the_content(document):
    table = document.tables[2]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[3:]] == list(THREE_LEVELS.rows)
    styles = [cell.paragraphs[0].style.style_id for cell in table.rows[3].cells]
    assert styles == [
        "figure_cell",
        "name_cell",
        *["figure_cell"] * 3,
        "strong_cell",
        "strong_cell",
        "figure_cell",
    ]


def test_the_annex_table_fills_the_page_with_a_width_for_every_cell(document):
    for row in document.tables[2]._tbl.tr_lst:
        widths = [tc.width.mm for tc in row.tc_lst]
        assert all(width > 5 for width in widths)
        assert sum(widths) == pytest.approx(297 - 30 - 20, abs=0.5)


def test_a_long_annex_repeats_its_header_and_splits_no_row():
    table = opened(report_docx(long_report())).tables[2]
    assert len(table.rows) == 2 + 135
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True, True] + [False] * 135
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert _style(opened(report_docx(long_report())), "figure_cell").font.size.pt in (11, 12)


def test_an_annex_without_rows_has_its_header():
    table = opened(report_docx(with_table(replace(THREE_LEVELS, rows=())))).tables[2]
    assert len(table.rows) == 3


def test_the_note_stands_in_the_foot_of_every_page():
    document = opened(report_docx(replace(REPORT, note="Số liệu dựng lại.")))
    footers = [foot for section in document.sections for foot in (section.first_page_footer, section.footer)]
    assert [[p.text for p in foot.paragraphs] for foot in footers] == [["Số liệu dựng lại."]] * 4
    font = footers[0].paragraphs[0].style.font
    assert font.italic
    assert font.size.pt <= 11


def test_what_must_be_known_of_the_comparison_stands_below_the_annex_table_alone():
    noted = replace(REPORT, note="Số liệu dựng lại.", annex=replace(REPORT.annex, note="So với số thử."))
    document = opened(report_docx(noted))
    assert document.paragraphs[-1].text == "So với số thử."
    assert "So với số thử." not in [p.text for p in document.sections[0].first_page_footer.paragraphs]


def test_official_figures_have_no_note(document):
    assert document.sections[0].first_page_footer.paragraphs[0].text == ""
    assert document.paragraphs[-1].text == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_as_it_is(text):
    document = opened(report_docx(hostile_report()))
    assert f"- {text}" in [paragraph.text for paragraph in document.paragraphs]
    assert text in [row.cells[1].text for row in document.tables[2].rows]


def test_characters_no_document_can_hold_become_spaces():
    document = opened(report_docx(replace(REPORT, opening="một\x00hai\x1bba\nbốn\ud800năm")))
    assert "một hai ba bốn năm" in [paragraph.text for paragraph in document.paragraphs]


def test_a_unit_name_too_long_for_the_page_keeps_the_table_on_it():
    name = "UBND xã " + "tên dài " * 60
    table: AnnexTable = replace(THREE_LEVELS, rows=(("1", name, *THREE_LEVELS.rows[0][2:]),))
    cells = opened(report_docx(with_table(table))).tables[2].rows[3].cells
    assert cells[1].text == name
    assert sum(cell.width.mm for cell in cells) <= 297 - 30 - 20 + 0.5


def test_properties_name_the_subject_and_nobody(document):
    core = document.core_properties
    assert core.title == "Kết quả đánh giá chất lượng phục vụ tháng 12 năm 2023"
    assert (core.author, core.comments, core.last_modified_by, core.keywords) == ("", "", "", "")
    assert core.language == "vi-VN"
    assert core.created is None
    assert core.modified is None


@pytest.mark.parametrize("content", [REPORT, hostile_report(), long_report(40)])
def test_the_same_content_gives_the_same_bytes(content: ReportContent):
    data = report_docx(content)
    assert report_docx(content) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_headings_stand_on_words_own_and_the_annex_table_says_its_heads_and_name(document):
    heading, label = (_style(document, name) for name in ("heading", "annex_label"))
    assert (heading.base_style.name, label.base_style.name) == ("Heading 2", "Heading 1")
    *layout, annex = document.tables
    assert annex._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == " ".join(REPORT.annex.title)
    described = annex._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert described.startswith("Bảng 2 dòng, 8 cột")
    assert annex._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert all(one._tbl.tblPr.find(qn("w:tblCaption")) is None for one in layout)
