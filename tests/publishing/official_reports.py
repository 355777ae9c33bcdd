"""Small official reports made by hand, and how they are read back."""

import datetime
import io
from dataclasses import replace
from itertools import pairwise

import docx
import pypdf
import typst
from docx.document import Document

from dbp_analysis.publishing.annex import AnnexTable, HeaderCell
from dbp_analysis.publishing.content import Annex, ReportContent
from dbp_analysis.telling.paragraphs import Paragraph

TYPST_FONTS = typst.Fonts(include_system_fonts=False)
"""Only the fonts in the typst wheel: what a machine without any of the decree's fonts has."""
HOSTILE = (
    "<b>&\"#$*_@{}' // /* `x` ~ [y](z) \\n #eval(1)",
    '=cmd|"/c calc"!A1',
    "{{ 7*7 }} {% raw %} %s {0}",
    "- = + 1. tiêu đề <nhãn> @nhãn --- ...",
    "Tên rất dài " + "Mường" * 40,
    "\U0001f600 trong tên",
)
THREE_LEVELS = AnnexTable(
    header=(
        (
            HeaderCell("STT", rows=3),
            HeaderCell("Tên đơn vị", rows=3),
            HeaderCell("Điểm các chỉ số", columns=3),
            HeaderCell("Tổng điểm", rows=3),
            HeaderCell("Điểm quy đổi", rows=3),
            HeaderCell("Xếp loại", rows=3),
        ),
        (HeaderCell("Tiến độ (30 điểm)", rows=2), HeaderCell("Nhóm số hóa hồ sơ", columns=2)),
        (HeaderCell("Chỉ số 1 (5 điểm)"), HeaderCell("Chỉ số 2 (10 điểm)")),
    ),
    rows=(
        ("1", "UBND xã Pá Khoang", "30", "5.0", "10.0", "45.00", "10.00", "Xuất sắc"),
        ("2", "UBND phường Him Lam", "27.7", "4.7", "–", "32.40", "7.20", "Khá"),
    ),
    kinds=("rank", "name", "points", "points", "points", "total", "converted", "band"),
)
REPORT = ReportContent(
    superior="",
    issuer=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ ĐIỆN BIÊN PHỦ"),
    number="Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC-UBND",
    place_and_date="Điện Biên Phủ, ngày 05 tháng 01 năm 2024",
    kind="BÁO CÁO",
    subject=("Kết quả đánh giá chất lượng phục vụ", "tháng 12 năm 2023"),
    addressees=("UBND tỉnh Điện Biên",),
    legal_basis=("Căn cứ Quyết định số 459/QĐ-UBND ngày 24/3/2023 của UBND tỉnh Điện Biên.",),
    opening="Ủy ban nhân dân thành phố báo cáo kết quả đánh giá tháng 12 năm 2023 như sau:",
    body=(
        Paragraph("heading", "Kết quả đánh giá, xếp loại", number=1),
        Paragraph("text", "Đánh giá 02/02 đơn vị xã, phường, trong đó:"),
        Paragraph("item", "01 đơn vị xếp loại xuất sắc: UBND xã Pá Khoang."),
        Paragraph("subitem", "Chỉ số 1: UBND phường Him Lam (17/18 hồ sơ, 94,4%)."),
        Paragraph("reference", "(Chi tiết tại Phụ lục kèm theo)"),
    ),
    closing="Trên đây là Báo cáo kết quả đánh giá tháng 12 năm 2023./.",
    recipients=("UBND tỉnh (b/c)", "UBND các xã, phường", "Lưu: VT"),
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Nguyễn Văn Ký",
    annex=Annex(
        label="Phụ lục",
        title=("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI", "THÁNG 12 NĂM 2023"),
        reference="(Kèm theo Báo cáo số 08/BC-UBND của UBND thành phố Điện Biên Phủ)",
        table=THREE_LEVELS,
    ),
    note="",
    day=datetime.date(2023, 12, 31),
)


def with_table(table: AnnexTable) -> ReportContent:
    return replace(REPORT, annex=replace(REPORT.annex, table=table))


def hostile_report() -> ReportContent:
    """The report with every hostile text as an item and as the name of a unit."""
    rows = tuple(
        (str(rank), text, "30", "5.0", "10.0", "45.00", "10.00", "Tốt")
        for rank, text in enumerate(HOSTILE, 1)
    )
    body = tuple(Paragraph("item", text) for text in HOSTILE)
    return replace(with_table(replace(THREE_LEVELS, rows=rows)), body=body, subject=HOSTILE[:1])


def long_report(units: int = 135) -> ReportContent:
    """A report with an annex of groups in two header levels that takes several pages."""
    groups = ("Công khai, minh bạch (18 điểm)", "Cung cấp dịch vụ trực tuyến (12 điểm)", "Số hóa (22 điểm)")
    header = (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Tên đơn vị", rows=2),
            HeaderCell("Điểm các chỉ số", columns=len(groups)),
            HeaderCell("Tổng điểm", rows=2),
            HeaderCell("Xếp loại", rows=2),
        ),
        tuple(map(HeaderCell, groups)),
    )
    rows = tuple(
        (str(n), f"UBND phường Số {n}", "17.5", "11.2", "21.04", "49.74", "Xuất sắc")
        for n in range(1, units + 1)
    )
    kinds = ("rank", "name", "points", "points", "points", "total", "band")
    return with_table(AnnexTable(header, rows, kinds))


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def pages(data: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(data)).pages)


def page_texts(data: bytes) -> list[str]:
    """The text of each page. The bold italic of the font in the typst wheel draws ơ as two glyphs, each of
    which is read back as ơ.
    """
    return [page.extract_text().replace("ơơ", "ơ") for page in pages(data)]


def squashed(text: str) -> str:
    """Without any white space: a PDF has line breaks where the text has spaces, and within long words."""
    return "".join(text.replace("\u200b", "").split())


def in_order(parts: list[str], text: str) -> list[str]:
    """The parts that do not follow the part before them in ``text``, white space aside."""
    places, start, missing = [], 0, []
    whole = squashed(text)
    for part in parts:
        place = whole.find(squashed(part), start)
        if place < 0:
            missing.append(part)
        else:
            start = place + len(squashed(part))
            places.append(place)
    assert all(a <= b for a, b in pairwise(places))
    return missing
