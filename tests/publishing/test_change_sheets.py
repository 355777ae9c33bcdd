from io import BytesIO

import openpyxl
import pytest

from dbp_analysis.publishing.workbook import annex_workbook

from ..made import make_place
from ..two_months import add_november
from .test_workbook import content_of, report_of, rows_of


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    place = make_place(tmp_path_factory.mktemp("two-months"))
    add_november(place)
    return report_of(place.read())


def opened(report):
    return openpyxl.load_workbook(BytesIO(annex_workbook(report, content_of(report))))


def test_every_unit_stands_with_both_months(report):
    rows = {row["Đơn vị"]: row for row in rows_of(opened(report)["So với tháng trước"])}

    fell = rows["Xã Nà Tấu"]
    assert (fell["Hạng"], fell["Hạng trước"], fell["Số bậc"]) == (1, 1, 0)
    assert (
        fell["Điểm nay"] - fell["Điểm trước"] == pytest.approx(fell["Tăng, giảm"]) == pytest.approx(-28 / 15)
    )
    assert fell["Thay đổi nhiều nhất"] == "Nộp trực tuyến −1,87 (84/150 → 56/150)"
    assert fell["So sánh"] == "so sánh được"
    assert rows["Phường Him Lam"]["Tăng, giảm"] == 0


def test_the_parts_of_a_unit_add_up_to_its_change(report):
    book = opened(report)
    changes = {row["Mã đơn vị"]: row["Tăng, giảm"] for row in rows_of(book["So với tháng trước"])}
    parts = rows_of(book["Phân tích thay đổi"])

    assert len(parts) == 9
    for code, change in changes.items():
        own = [row for row in parts if row["Mã đơn vị"] == code]
        assert sum(row["Thay đổi"] for row in own) == pytest.approx(change)
        for row in own:
            split = row["Do tử số"] + row["Do mẫu số"] + row["Do yếu tố khác"]
            assert split == pytest.approx(row["Thay đổi"])
    submitted = next(
        row for row in parts if row["Chỉ số"] == "Tỷ lệ hồ sơ nộp trực tuyến" and row["Hạng"] == 1
    )
    assert [submitted[name] for name in ("Tử số trước", "Tử số nay", "Mẫu số trước", "Mẫu số nay")] == [
        84, 56, 150, 150,
    ]  # fmt: skip
    assert submitted["Do tử số"] == pytest.approx(-28 / 15)


def test_a_change_bears_its_sign_in_the_annex_and_reads_as_a_number(report):
    sheet = opened(report)["Phụ lục"]
    last = sheet.cell(sheet.max_row, sheet.max_column - 1)
    first = sheet.cell(sheet.max_row - 2, sheet.max_column - 1)

    assert (first.value, last.value) == (-1.87, 0)
    assert first.number_format == "+0.00;-0.00;0.00"


def test_the_notes_say_what_was_compared_and_how(report):
    notes = [row for row in rows_of(opened(report)["Ghi chú"]) if row["Mục"] == "So với tháng trước"]

    assert [row["Nội dung"] for row in notes] == ["Kỳ so sánh", "Tệp đã dùng", "Cách tính"]
    assert notes[0]["Chi tiết"] == "Tháng 11 năm 2023"
    assert notes[1]["Chi tiết"] == "ho-so.xlsx, thanh-toan.csv"


def test_without_a_month_before_there_is_no_sheet_and_no_note(place):
    book = opened(report_of(place.read()))

    always = ["Bìa", "Phụ lục", "Số liệu", "Bảng điểm", "Số liệu đầu vào"]
    assert book.sheetnames == [*always, "Quyết định thứ hạng", "Khoảng hạng", "Ghi chú"]
    assert "So với tháng trước" not in {row["Mục"] for row in rows_of(book["Ghi chú"])}


def test_why_nothing_was_compared_stands_in_the_notes_alone(place):
    before = add_november(place)
    (before.folder / "month.toml").write_text("year_to_date = 2023-11-30", encoding="utf-8")
    report = report_of(place.read())
    notes = {row["Nội dung"]: row["Chi tiết"] for row in rows_of(opened(report)["Ghi chú"])}

    assert notes["Không so sánh"] == report.since.reason != ""
    assert report.since.reason not in report.text
    assert "change" not in content_of(report).annex.table.kinds
