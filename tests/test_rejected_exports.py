"""Every way a real export goes wrong: exit 3, the place and the remedy said, nothing written."""

import openpyxl
import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.running.month import run_month

FORM = "bieu-II-06a.xlsx"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture
def month(real):
    """The folder of the real month's exports, in a copy of the project's data."""
    return real.folder


def rejected(month):
    """The problems of a run on that month, after making sure that nothing was written."""
    output = month.parents[2] / "outputs"
    with pytest.raises(DataRejected) as rejection:
        run_month("2023-12", data=month.parents[1], output=output)
    assert rejection.value.exit_code == 3
    assert not output.exists()
    return rejection.value.problems


def edit(month, change, name=FORM):
    """Open a workbook of the month, change its sheet, save it."""
    book = openpyxl.load_workbook(month / name)
    change(book.active)
    book.save(month / name)


def put(cell, value):
    """A change that writes a value into one cell."""

    def change(sheet):
        sheet[cell] = value

    return change


def test_a_broken_identity_names_form_row_and_column(month):
    edit(month, put("C10", 225))

    broken = [problem for problem in rejected(month) if problem.check == "identities"]
    assert (broken[0].file, broken[0].sheet, broken[0].row, broken[0].column) == (FORM, "Sheet1", 10, "C")
    assert "(3) = (4) + (5) + (6)" in broken[0].what
    assert "225" in broken[0].what


def test_a_missing_unit_is_named(month):
    edit(month, lambda sheet: sheet.delete_rows(18))

    assert any("Thiếu UBND xã Nà Tấu" in problem.what and problem.file == FORM for problem in rejected(month))


def test_an_unknown_unit_is_named_with_what_it_may_have_meant(month):
    edit(month, put("B18", "UBND xã Nà Tầu"))

    unknown = next(problem for problem in rejected(month) if problem.check == "unit-unknown")
    assert (unknown.file, unknown.row, unknown.column) == (FORM, 18, "B")
    assert "Có phải: UBND xã Nà Tấu" in unknown.what


def test_a_missing_column_is_named(month):
    edit(month, lambda sheet: sheet.delete_cols(8), "muc-do-hai-long.xlsx")

    problem = next(problem for problem in rejected(month) if problem.check == "layout")
    assert problem.file == "muc-do-hai-long.xlsx"
    assert "Số lượt hài lòng" in problem.what


def test_another_month_is_named(month):
    edit(month, put("A3", "Kỳ báo cáo: Tháng 11 năm 2023"))

    (problem,) = rejected(month)
    assert "tháng 11 năm 2023" in problem.what
    assert "tháng 12 năm 2023" in problem.remedy


def test_text_where_a_number_should_be_names_the_cell(month):
    edit(month, put("D10", "hai trăm"))

    problem = next(problem for problem in rejected(month) if problem.check == "number")
    assert (problem.file, problem.sheet, problem.row, problem.column) == (FORM, "Sheet1", 10, "D")
    assert "hai trăm" in problem.what


def test_an_encrypted_file_is_said_to_be_one(month):
    (month / FORM).write_bytes(ENCRYPTED)

    assert any(problem.file == FORM and "mật khẩu" in f"{problem}" for problem in rejected(month))


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_a_truncated_file_is_named(month, size):
    (month / FORM).write_bytes((month / FORM).read_bytes()[:size])

    assert any(problem.file == FORM and problem.check == "file" for problem in rejected(month))


def test_a_missing_export_says_where_to_get_it(month):
    (month / "so-hoa.xlsx").unlink()

    (problem,) = (problem for problem in rejected(month) if problem.check == "files")
    assert "số hóa" in problem.what
    assert "Hệ thống thông tin" in problem.remedy


def test_a_file_that_is_no_export_is_named(month):
    (month / "ghi-chu.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    (problem,) = rejected(month)
    assert (problem.check, problem.file) == ("layout", "ghi-chu.csv")
