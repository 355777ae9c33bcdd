from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dbp_analysis.asking.today.state import today_of
from dbp_analysis.charts import stakes_chart
from dbp_analysis.publishing.today_files import publish_today
from dbp_analysis.publishing.today_page import today_page
from dbp_analysis.publishing.today_sheets import today_workbook
from dbp_analysis.telling.today import describe_today

from ..made import bytes_below
from ..today_made import december, open_december

CALLED = "tam-tinh-dien-bien-phu-2023-12-20-10h30"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the state."""
    path, today = tmp_path_factory.mktemp("out"), december()
    publish_today(today, describe_today(today), stakes_chart(today), path)
    return path


def test_every_file_is_named_and_marked_as_provisional(folder: Path) -> None:
    charts = [f"charts/diem-co-the-mat.{kind}" for kind in ("png", "svg")]
    assert sorted(bytes_below(folder)) == [
        *charts,
        "run.json",
        *(f"{CALLED}.{e}" for e in ("html", "md", "xlsx")),
    ]
    for name in (f"{CALLED}.html", f"{CALLED}.md", "charts/diem-co-the-mat.svg"):
        assert "tạm tính đến 10 giờ 30 ngày 20/12/2023" in (folder / name).read_text(encoding="utf-8").lower()


def test_the_same_state_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = today_of(open_december())
    publish_today(again, describe_today(again), stakes_chart(again), tmp_path)
    assert bytes_below(tmp_path) == bytes_below(folder)


def test_every_sheet_says_that_it_is_provisional_and_lists_its_dossiers(folder: Path) -> None:
    book, today = openpyxl.load_workbook(folder / f"{CALLED}.xlsx"), december()
    assert book.sheetnames == [
        *("Tạm tính", "Sắp đến hạn", "Quá hạn", "Xin lỗi", "Thay đổi", "Hồ sơ thay đổi", "Ghi chú")
    ]
    for sheet in book:
        assert "Tạm tính đến 10 giờ 30" in str(sheet["A2"].value)
    listed = {"Sắp đến hạn": today.due_soon, "Quá hạn": today.overdue, "Xin lỗi": today.apologies}
    for name, rows in listed.items():
        codes = [row[2].value for row in book[name].iter_rows(min_row=5) if row[2].value]
        assert codes == rows["code"].tolist()


def test_what_stands_in_a_register_is_text_on_the_page_and_in_the_workbook() -> None:
    today = december()
    told = today.due_soon.assign(procedure="=1+1", code="<b>")
    evil = replace(today, due_soon=told)
    page = today_page(evil, describe_today(evil), stakes_chart(evil))
    assert "<b>:" not in page
    assert "&lt;b&gt;: hạn" in page
    book = openpyxl.load_workbook(BytesIO(today_workbook(evil, describe_today(evil))))
    cells = [cell for row in book["Sắp đến hạn"].iter_rows(min_row=5) for cell in row if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" or cell.quotePrefix for cell in cells)


def test_nothing_is_written_without_a_folder() -> None:
    assert not publish_today(december(), describe_today(december()), stakes_chart(december())).files
