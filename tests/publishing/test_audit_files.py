import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from dbp_analysis.auditing.audit import Audit, audit
from dbp_analysis.publishing.audit_docx import MOST_ROWS, audit_docx
from dbp_analysis.publishing.audit_files import audit_page, publish_audit

from ..made import PROJECT


@pytest.fixture(scope="module")
def scanned() -> Audit:
    return audit("dien-bien-phu/bao-cao-08-2023-12.txt", data=PROJECT / "data")


def texts(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_sheet_tells_its_authors_where_what_is_said_what_follows_and_how_sure(scanned: Audit) -> None:
    said = texts(audit_docx(scanned))

    for part in (
        "Kính gửi: UBND thành phố Điện Biên Phủ",
        "dòng 70",
        "04 don vi",
        "còn thiếu UBND phường Thanh Bình",
    ):
        assert part in said
    assert "Nhiều khả năng" in said
    assert "đọc là 7.99" in said
    assert "không coi là sai sót" in said


def test_a_report_that_holds_gets_thanks(scanned: Audit) -> None:
    said = texts(audit_docx(replace(scanned, findings=())))

    assert "không thấy điểm nào" in said
    assert "Kính đề nghị" not in said


def test_of_many_findings_the_sheet_names_the_first(scanned: Audit) -> None:
    many = replace(scanned, findings=scanned.findings * (MOST_ROWS + 7))
    said = texts(audit_docx(many))

    assert "còn 7 điểm khác" in said
    assert said.count("dòng 70") == MOST_ROWS


def test_the_same_audit_gives_the_same_bytes_and_no_text_is_markup(scanned: Audit, tmp_path: Path) -> None:
    hostile = replace(scanned, findings=(replace(scanned.findings[0], said="<script>=1+1</script>"),))

    for folder in ("a", "b"):
        publish_audit(hostile, tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == [
        "findings.csv",
        "run.json",
        "soat-bao-cao-08-2023-12.docx",
        "soat-bao-cao-08-2023-12.html",
    ]
    assert all((tmp_path / "a" / one).read_bytes() == (tmp_path / "b" / one).read_bytes() for one in files)
    assert "<script>" not in audit_page(hostile)
    assert publish_audit(scanned).files == {}
