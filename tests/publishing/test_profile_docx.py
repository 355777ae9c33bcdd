"""A profile as docx opened again: its texts in order, bars, boxes, picture, same bytes."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from dbp_analysis.publishing.profile_docx import profile_docx
from dbp_analysis.publishing.profile_form import BAR, EDITED, PAGE, PICTURE, bar_length, plan_profile

from .official_reports import HOSTILE
from .profiles import PROFILE, ROW, chart, long_profile, shown_texts, with_texts


def opened(profile=PROFILE, drawn=None) -> Document:
    return docx.Document(io.BytesIO(profile_docx(profile, drawn)))


def paragraphs(document: Document) -> list[str]:
    """Every paragraph's text, those in tables too, in their order."""
    found = document.element.body.iter(qn("w:p"))
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in found]


def bars(document: Document) -> list[tuple[str, int]]:
    """(colour, right indent in twips) of every shaded paragraph."""
    return [
        (one.find(qn("w:shd")).get(qn("w:fill")), int(one.find(qn("w:ind")).get(qn("w:right"))))
        for one in document.element.body.iter(qn("w:pPr"))
        if one.find(qn("w:shd")) is not None
    ]


def test_the_document_says_everything_in_its_order() -> None:
    said, at = "\n".join(paragraphs(opened())), 0

    for text in shown_texts(PROFILE):
        assert text in said[at:], text
        at = said.index(text, at)


def test_it_is_an_a4_page_in_vietnamese() -> None:
    document = opened()
    (section,) = document.sections

    paper = (section.page_width, section.page_height, section.left_margin)
    assert [round(length.mm) for length in paper if length] == [210, 297, 15]
    assert document.core_properties.title == "UBND xã Nà Tấu – Phiếu kết quả tháng 12 năm 2023"
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_bars_are_as_long_as_planned_and_none_is_drawn_for_nothing() -> None:
    plan = plan_profile(PROFILE, letters=EDITED)
    ((colour, indent),) = bars(opened())
    room = plan.widths[BAR] - 2 * 1.2

    assert colour == "b4370b"
    assert room - indent / 1440 * 25.4 == pytest.approx(bar_length(ROW, plan), abs=0.02)


def test_a_loss_that_is_not_among_the_largest_is_grey() -> None:
    profile = replace(PROFILE, rows=(replace(ROW, main=False),))

    assert [colour for colour, _ in bars(opened(profile))] == ["8a96a3"]


def test_the_header_of_the_table_spans_the_bars() -> None:
    document = opened()
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Chỉ số")

    assert [cell.text for cell in table.rows[0].cells][5:] == ["Mất", "Mất", "Tốt nhất (đơn vị)"]
    assert len(table.rows) == 1 + len(PROFILE.rows)


def test_a_history_is_a_picture_with_its_words() -> None:
    document = opened(PROFILE, chart())
    (picture,) = document.inline_shapes

    assert picture._inline.docPr.get("descr") == "Tăng 0,13 điểm. tháng 11 6,52 điểm; tháng 12 6,65 điểm"
    assert picture.width == pytest.approx(Mm(PAGE.text_width * PICTURE), rel=0.01)
    assert not opened().inline_shapes


def test_the_size_of_the_text_follows_what_there_is_to_say() -> None:
    def size(document: Document) -> float:
        style = next(s for s in document.styles if s.name == "Phiếu: lời văn")
        return style.font.size.pt

    assert size(opened(long_profile())) < size(opened())


def test_texts_are_never_markup() -> None:
    texts = iter(HOSTILE * 20)
    shown = "\n".join(paragraphs(opened(with_texts(PROFILE, lambda text: f"{text} {next(texts)}"))))

    assert "<b>&\"#$*_@{}'" in shown
    assert "\N{REPLACEMENT CHARACTER}" not in shown


def test_a_second_page_says_what_the_figures_are_too() -> None:
    (section,) = opened().sections

    assert section.footer.paragraphs[0].text == f"Lưu ý về số liệu: {PROFILE.provenance}"
    assert section.first_page_footer.paragraphs[0].text == ""
    assert opened(replace(PROFILE, provenance="")).sections[0].footer.paragraphs[0].text == ""


def test_control_characters_are_left_out() -> None:
    shown = paragraphs(opened(replace(PROFILE, unit="UBND\x00 xã\x0b Nà\tTấu")))

    assert any("Nà" in text and "\x00" not in text for text in shown)


def test_the_same_profile_gives_the_same_bytes_at_any_time() -> None:
    first, second = profile_docx(PROFILE, chart()), profile_docx(PROFILE, chart())

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
