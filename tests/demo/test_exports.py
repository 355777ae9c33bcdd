from pathlib import Path

import openpyxl
import pytest

from dbp_analysis.demo.exports import month_exports
from dbp_analysis.demo.settings import invented_units
from dbp_analysis.reading.files import read_sheets

from ..made import PROJECT
from .made import series

REAL = PROJECT / "data" / "dien-bien-phu" / "2023-12"
FIRST_UNIT = {"bieu-II-06a.xlsx": 10, "so-hoa.xlsx": 6, "muc-do-hai-long.xlsx": 6}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    counts = series(12, 1, first="2023-12")["2023-12"]
    for name, content in month_exports("2023-12", invented_units(12), counts).items():
        (folder / name).write_bytes(content)
    return folder


def without_label(cell: object) -> object:
    return cell.replace(" (SỐ LIỆU THỬ, KHÔNG CÓ THẬT)", "") if isinstance(cell, str) else cell


def test_the_files_are_those_of_a_real_month(exports: Path) -> None:
    real = {path.name for path in REAL.iterdir()} - {"month.toml"}
    assert {path.name for path in exports.iterdir()} == real


@pytest.mark.parametrize("name", FIRST_UNIT)
def test_titles_headers_and_merged_cells_are_those_of_the_real_export(exports: Path, name: str) -> None:
    ours, theirs = (openpyxl.load_workbook(folder / name).active for folder in (exports, REAL))
    assert ours is not None
    assert theirs is not None
    assert {str(area) for area in ours.merged_cells.ranges} == {
        str(area) for area in theirs.merged_cells.ranges
    }
    for row in range(1, FIRST_UNIT[name]):
        mine, real = ([cell.value for cell in sheet[row]] for sheet in (ours, theirs))
        assert [without_label(cell) for cell in mine] == real
    assert ours.max_row == theirs.max_row
    assert [type(cell.value) for cell in ours[FIRST_UNIT[name]]] == [
        type(cell.value) for cell in theirs[FIRST_UNIT[name]]
    ]


def test_the_html_table_has_the_header_of_the_real_one(exports: Path) -> None:
    name = "thanh-toan-truc-tuyen.xls"
    (ours,), (theirs,) = (read_sheets(folder / name) for folder in (exports, REAL))
    assert ours.rows[1] == theirs.rows[1]
    assert without_label(ours.rows[0][0]) == theirs.rows[0][0]
    assert len(ours.rows) == len(theirs.rows)


def test_several_numbers_in_a_cell_and_dots_in_thousands() -> None:
    counts = series(1, 1)["2023-01"].assign(payable=23_740, paid_online=1_234)
    text = month_exports("2023-01", invented_units(1), counts)["thanh-toan-truc-tuyen.xls"].decode()
    assert "<span>Số lượng: 23.740</span>" in text
    assert "<span>Số lượng: 1.234</span><br/><span>Tỷ lệ: 5.2%</span>" in text


def test_no_dossier_to_pay_for_is_written_as_zero() -> None:
    counts = series(1, 1)["2023-01"].assign(payable=0, paid_online=0)
    text = month_exports("2023-01", invented_units(1), counts)["thanh-toan-truc-tuyen.xls"].decode()
    assert "<span>Số lượng: 0</span><br/><span>Tỷ lệ: 0.0%</span>" in text


def test_ten_thousand_units_have_names_and_codes_of_their_own() -> None:
    units = invented_units(10_000)
    assert units["code"].is_unique
    assert units["name"].is_unique
    assert set(units["code"].str.len()) == {6}
