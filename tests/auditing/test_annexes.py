"""The annex is found by its heads, whatever their order, by scheme, and in the text of a scan."""

from decimal import Decimal

import pytest

from dbp_analysis.auditing.annexes import find_annexes
from dbp_analysis.auditing.document import Document, PrintedTable
from dbp_analysis.auditing.documents import read_document
from dbp_analysis.auditing.table_checks import check_table
from dbp_analysis.auditing.text_lines import text_document
from dbp_analysis.settings.units import read_register, units_in_month
from tests.auditing.tables_made import SCHEMES, annex_of, document, drawn_card, found, grid, own_table
from tests.made import PROJECT

ALL = list(SCHEMES.values())
SCAN = PROJECT / "data" / "dien-bien-phu" / "bao-cao-08-2023-12.txt"
REGISTER = read_register(PROJECT / "data" / "units.csv")
CITY = units_in_month(REGISTER, "dien-bien-phu", "2023-12", "UBND {type} {name}")


@pytest.fixture(scope="module")
def scan():
    (annex,) = find_annexes(read_document(SCAN), ALL, CITY)
    return annex


def test_the_scan_of_the_published_report_is_read_to_the_last_digit(scan) -> None:
    published = (
        (PROJECT / "tests" / "published" / "bc-08-2023-12.csv").read_text(encoding="utf-8").splitlines()[1:]
    )

    assert scan.scheme.id == "dien-bien-2023"
    for row, line in enumerate(published):
        rank, unit, *figures, band = line.split(",")
        names = [*(i.id for i in scan.scheme.indicators), "total", "converted"]
        assert [scan.figure(row, name) for name in names] == [Decimal(one) for one in figures]
        assert CITY.at[scan.unit(row), "unit_label"] == unit
        assert scan.printed(row, "rank") == rank
        assert scan.values["band"].iat[row] == {"TB": "Trung bình"}.get(band, band)


def test_lost_marks_and_digits_are_restored_and_shown_as_such(scan) -> None:
    restored = {
        (row + 1, scan.printed(row, name), str(scan.figure(row, name))) for row, name in scan.repaired
    }

    assert {(2, "47", "4.7"), (3, "7000", "70.00"), (3, "875", "8.75"), (8, "7.9", "7.99")} <= restored
    assert len(restored) == 9
    assert check_table(scan, CITY) == []


def test_what_a_scan_says_wrong_is_not_taken_for_damage() -> None:
    text = SCAN.read_text(encoding="utf-8").replace("70.91", "71.91")
    (annex,) = find_annexes(text_document("a.txt", "text", text), ALL, CITY)

    assert [(f.kind, f.unit) for f in check_table(annex, CITY)] == [("sum", "03127")]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_of_all_schemes_the_one_that_was_used_is_found(scheme: str) -> None:
    assert annex_of(grid(own_table(scheme)), ALL).scheme.id == scheme


def test_columns_may_stand_in_another_order_and_heads_may_be_the_names_of_indicators() -> None:
    scheme, rows = SCHEMES["dien-bien-2023"], own_table("dien-bien-2023").rows
    names = [f"{i.name} (tối đa {i.maximum:g} điểm)" for i in scheme.indicators]
    heads = ("TT", "Tên đơn vị", *names, "Tổng số điểm", "Quy đổi", "Kết quả xếp loại")
    order = [0, 1, 12, 10, 11, 5, 4, 3, 2, 9, 8, 7, 6]
    turned = tuple(tuple(row[at] for at in order) for row in (heads, *rows))

    annex = annex_of(turned, ALL)

    assert set(annex.texts) == {
        "rank",
        "unit",
        "band",
        "total",
        "converted",
        *(i.id for i in scheme.indicators),
    }
    assert annex.printed(0, "progress") == rows[0][2]
    assert found(turned, ALL) == []


def test_sums_of_groups_rows_of_totals_and_a_row_of_maxima_are_read() -> None:
    table = drawn_card("dien-bien-2023")
    rows = grid(own_table("dien-bien-2023"))
    sums = [f"{value:.2f}" for value in table.of_units(table.group_points)["online"]]
    widths = {"Nhóm số hóa hồ sơ": 2, "Nhóm mức độ hài lòng": 3}
    top = ["STT", "Đơn vị", "Tiến độ, kết quả giải quyết", "Nhóm cung cấp DVTT", "", ""]
    for name, width in widths.items():
        top += [name, *[""] * (width - 1)]
    below = [
        "",
        "",
        "",
        "Chỉ số 1",
        "Chỉ số 2",
        "Cộng",
        "Chỉ số 1",
        "Chỉ số 2",
        "Chỉ số 1",
        "Chỉ số 2",
        "Chỉ số 3",
    ]
    maxima = ["", "Điểm tối đa", "30", "10", "10", "20", "5", "10", "5", "5", "5", "80", "10", ""]
    body = [[*row[:5], own, *row[5:]] for row, own in zip(rows[3:], sums, strict=True)]
    body.append(["", "Bình quân", *["1.0"] * 11, ""])
    printed = tuple(
        map(tuple, [[*top, "Tổng điểm", "Điểm quy đổi", "Xếp loại"], [*below, "", "", ""], maxima, *body])
    )

    annex = annex_of(printed, ALL)

    assert annex.printed(0, "group:online") == sums[0]
    assert len(annex.texts) == 12
    assert found(printed, ALL) == []
    body[2][5] = "1.23"
    wrong = tuple(map(tuple, [[*top, "Tổng điểm", "Điểm quy đổi", "Xếp loại"], [*below, "", "", ""], *body]))
    assert [f.kind for f in found(wrong, ALL)][:1] == ["group_sum"]


def test_a_table_that_goes_on_over_pages_is_one() -> None:
    rows = grid(own_table("dien-bien-2023"))
    parts = [
        PrintedTable((*rows[:3], *rows[3:9]), "trang 3"),
        PrintedTable((*rows[:3], *rows[9:12]), "trang 4"),
    ]
    parts.append(PrintedTable(rows[12:], "trang 5"))

    (annex,) = find_annexes(Document("a.pdf", "pdf", False, (), tuple(parts)), ALL)

    assert len(annex.texts) == 12


def test_other_tables_of_a_report_are_no_annex() -> None:
    counts = (
        ("STT", "Đơn vị", "Tiếp nhận", "Giải quyết"),
        ("1", "Xã A Lưới", "120", "118"),
        ("2", "Xã B Lưới", "80", "80"),
    )

    assert find_annexes(document(counts), ALL) == ()
