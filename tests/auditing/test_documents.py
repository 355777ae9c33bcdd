"""The same table is read from every kind of file; what cannot be read is refused in one clear message."""

import io
from html import escape
from pathlib import Path

import docx
import pytest
import typst
from PIL import Image

from dbp_analysis.auditing.annexes import find_annexes
from dbp_analysis.auditing.documents import read_document
from dbp_analysis.auditing.table_checks import check_table
from dbp_analysis.common.errors import DataRejected
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.pdf import report_pdf
from tests.auditing.tables_made import SCHEMES, drawn_card, grid, own_table
from tests.made import write_csv, write_xlsx
from tests.publishing.official_reports import with_table

TABLE = own_table("dien-bien-2023")
SAID = "Thực hiện chấm điểm 12/12 đơn vị."


def written(ending: str) -> bytes:
    rows, depth = grid(TABLE), len(TABLE.header)
    if ending == "docx":
        return report_docx(with_table(TABLE))
    if ending == "pdf":
        return report_pdf(with_table(TABLE)).data
    if ending == "html":
        return f"<html><body><p>{escape(SAID)}</p>{TABLE._repr_html_()}</body></html>".encode()
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if ending == "md":
        lines.insert(depth, f"|{'---|' * len(rows[0])}")
        return "\n\n".join([SAID, "\n".join(lines)]).encode()
    return "\n".join([SAID, "", *("  ".join(filter(None, row)) for row in rows)]).encode()


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md", "txt"])
def test_the_annex_is_read_cell_by_cell(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"bao-cao.{ending}"
    path.write_bytes(written(ending))

    document = read_document(path)
    (annex,) = find_annexes(document, list(SCHEMES.values()), drawn_card("dien-bien-2023").units)

    assert not annex.damaged
    columns = ["rank", "unit", *(i.id for i in annex.scheme.indicators), "total", "converted", "band"]
    assert [tuple(row) for row in annex.texts[columns].to_numpy().tolist()] == list(TABLE.rows)
    assert check_table(annex, drawn_card("dien-bien-2023").units) == []
    if ending in ("html", "md", "txt"):
        assert document.paragraphs[0].text == SAID


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_sheets_are_read_with_the_decimals_that_they_leave_out(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"phu-luc.{ending}"
    rows = [[_cell(text) for text in row] for row in grid(TABLE)]
    write_xlsx(path, rows) if ending == "xlsx" else write_csv(path, rows)

    (annex,) = find_annexes(read_document(path), list(SCHEMES.values()))

    assert check_table(annex) == []


def _cell(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text or None


def test_text_in_tables_of_a_letterhead_and_inserted_text_are_paragraphs(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_table(1, 2).rows[0].cells[0].text = "Số: 08/BC-UBND"
    paragraph = made.add_paragraph("Có ")
    inserted = docx.oxml.parse_xml(
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:r><w:t>04 đơn vị</w:t></w:r></w:ins>"
    )
    paragraph._p.append(inserted)
    made.save(str(tmp_path / "a.docx"))

    said = [one.text for one in read_document(tmp_path / "a.docx").paragraphs]

    assert said == ["Số: 08/BC-UBND", "Có 04 đơn vị"]


def test_a_page_without_tables_is_read_for_its_words(tmp_path: Path) -> None:
    page = "<html><body><p>Có 02 đơn vị xếp loại tốt.</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")

    (one,) = read_document(tmp_path / "a.html").paragraphs
    assert one.text == "Có 02 đơn vị xếp loại tốt."


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", picture("PDF"), "ảnh"),
        ("a.png", picture("PNG"), "ảnh"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le") * 9, ".docx"),
        ("a.docx", b"PK\x03\x04 word/document.xml", "hỏng"),
        ("a.pdf", b"%PDF-1.7 nothing", "hỏng"),
        ("a.txt", b"\xff\xfe\xfa", ""),
        ("a.txt", b"\n \n", "không có chữ nào"),
        ("a.html", b"<html><body></body></html>", "không có chữ nào"),
        ("a.txt", b"01 don vi " * 2000, "quá dài"),
        ("a.txt", b"A 30 10 2 5 10\n" * 150_000, "2 MB"),
        ("a.md", b"Trong 01 don vi.\n\n" * 40_000, "quá dài"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_remedy(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataRejected) as refused:
        read_document(tmp_path / name)

    (problem,) = refused.value.problems
    assert problem.file == name
    assert said in f"{problem.what} {problem.remedy}"
    assert problem.remedy


def test_the_text_of_a_scan_in_a_pdf_is_read_without_lines_of_a_table(tmp_path: Path) -> None:
    rows = ["  ".join(filter(None, row)) for row in grid(TABLE)]
    text = "\n\n".join(rows).replace("(", "\\(").replace(")", "\\)").replace(",", "\\,")
    typst_text = "#set page(flipped: true)\n#set text(7pt)\n" + text
    source = tmp_path / "a.typ"
    source.write_text(typst_text, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(typst.compile(str(source)))

    (annex,) = find_annexes(read_document(tmp_path / "a.pdf"), list(SCHEMES.values()))

    assert annex.place == "trang 1"
    assert check_table(annex) == []


def test_a_page_that_is_a_picture_is_said_to_be_one(tmp_path: Path) -> None:
    import pypdf

    merged = pypdf.PdfWriter()
    for data in (report_pdf(with_table(TABLE)).data, picture("PDF")):
        merged.append(io.BytesIO(data))
    merged.write(tmp_path / "a.pdf")

    document = read_document(tmp_path / "a.pdf")

    assert document.pictures == (f"trang {len(merged.pages)}",)
    assert document.tables


def test_lines_of_a_paragraph_are_joined_and_items_are_not(tmp_path: Path) -> None:
    text = (
        "1. Kết quả đánh giá\n"
        "Thực hiện chấm điểm đánh giá 12/12 đơn vị xã, phường, trong đó:\n"
        "- 02 đơn vị xếp loại tốt: UBND phường Him Lam, UBND xã Thanh\n"
        "\n"
        "Minh.\n"
        "- 01 đơn vị xếp loại khá: UBND xã Nà Tấu.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    said = [one.text for one in read_document(tmp_path / "a.txt").paragraphs]

    assert said[1].endswith("trong đó:")
    assert said[2] == "- 02 đơn vị xếp loại tốt: UBND phường Him Lam, UBND xã Thanh Minh."
    assert len(said) == 4
