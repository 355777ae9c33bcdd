import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.reading.cells import header_key
from dbp_analysis.reading.files.sheet import Sheet, sheet_of
from dbp_analysis.reading.headers import Header, find_header, header_rows
from dbp_analysis.settings.layout import Layout

from ..made import dossier_rows, with_value

LAYOUT = Layout.model_validate(
    {
        "id": "ho-so",
        "title": "Hồ sơ",
        "file_name": "a.xlsx",
        "source": "b",
        "unit_name": ["Đơn vị"],
        "columns": [
            {"count": "received", "header": ["Tiếp nhận", "Tổng số"]},
            {"count": "received_online", "header": ["Tiếp nhận", "Trong kỳ", "Trực tuyến"]},
            {"count": "received_counter", "header": ["Tiếp nhận", "Trong kỳ", "Trực tiếp"]},
            {"count": "resolved", "header": ["Đã giải quyết", "Tổng số"]},
            {"count": "resolved_on_time", "header": ["Đã giải quyết", "Đúng hạn"]},
        ],
    }
)
AT = {"received": 2, "received_online": 3, "received_counter": 4, "resolved": 5, "resolved_on_time": 6}


def header_of(rows: list[list[object]]) -> Header:
    return find_header(header_rows(sheet_of("a", rows)), LAYOUT)


def test_a_header_of_three_rows_is_found_below_the_title() -> None:
    header = header_of(dossier_rows())
    assert header.found
    assert header.columns == AT
    assert (header.unit_name, header.unit_code) == (1, None)
    assert (header.first_row, header.last_row) == (2, 4)


@given(st.permutations(range(4)))
def test_groups_of_columns_may_stand_in_any_order(order: list[int]) -> None:
    spans = ([0], [1], [2, 3, 4], [5, 6])
    columns = [column for group in order for column in spans[group]]
    header = header_of([[row[column] for column in columns] for row in dossier_rows()])
    assert header.found
    assert header.columns == {count: columns.index(at) for count, at in AT.items()}
    assert header.unit_name == columns.index(1)


@given(st.integers(0, 195))
def test_the_header_may_stand_further_down(rows_above: int) -> None:
    header = header_of([["Tiếp nhận", *[None] * 6]] * rows_above + dossier_rows())
    assert header.found
    assert header.first_row == rows_above + 2


def test_a_group_may_be_written_over_each_of_its_columns_instead_of_merged() -> None:
    rows = dossier_rows()
    rows[2] = ["STT", "Đơn vị", *["Tiếp nhận"] * 3, *["Đã giải quyết"] * 2]
    header = header_of(rows)
    assert header.found
    assert header.columns == AT


def test_extra_columns_do_not_matter() -> None:
    extra = [[None], [None], ["Ghi chú"], [None], [None], ["(8)"], *[["x"]] * 5]
    rows = [more + row + more for row, more in zip(dossier_rows(), extra, strict=True)]
    header = header_of(rows)
    assert header.found
    assert header.columns == {count: at + 1 for count, at in AT.items()}


def test_text_beside_the_table_makes_no_column() -> None:
    rows = [[*row, None, None] for row in dossier_rows()]
    rows = with_value(rows, 1, "I", "Mẫu số 06a")
    header = header_of(rows)
    assert header.found
    assert header.columns == AT


def test_capitals_and_line_breaks_in_a_header_do_not_matter() -> None:
    rows = with_value(dossier_rows(), 4, "G", "ĐÚNG\nHẠN")
    header = header_of(rows)
    assert header.found
    assert header.columns == AT


@pytest.mark.parametrize(
    ("old", "new"), [("o", "o\u200b"), ("Đ", "Ð"), ("đ", "\u0256"), (", ", ","), ("hóa", "hoá"), ("-", "–")]
)
def test_a_header_that_only_looks_different_is_the_same(old: str, new: str) -> None:
    assert header_key("Số hóa, Đúng - đơn o".replace(old, new)) == header_key("Số hóa, Đúng - đơn o")


def test_a_missing_column_is_named_by_its_path() -> None:
    header = header_of(with_value(dossier_rows(), 5, "D", "Qua mạng"))
    assert not header.found
    assert header.missing == (("Tiếp nhận", "Trong kỳ", "Trực tuyến"),)
    assert header.repeated == ()


def test_the_same_subheader_under_another_group_is_another_column() -> None:
    header = header_of(with_value(dossier_rows(), 3, "F", "Đang giải quyết"))
    assert header.missing == (("Đã giải quyết", "Tổng số"), ("Đã giải quyết", "Đúng hạn"))


def test_a_repeated_column_is_named_by_its_path() -> None:
    header = header_of(with_value(dossier_rows(), 4, "G", "Tổng số"))
    assert header.repeated == (("Đã giải quyết", "Tổng số"),)
    assert not header.found


@pytest.mark.parametrize(
    "broken",
    [with_value(dossier_rows(), 4, "G", "Sớm hạn"), [[*row, row[6]] for row in dossier_rows()]],
    ids=["missing", "repeated"],
)
def test_the_first_whole_header_counts_even_below_a_broken_one(broken: list[list[object]]) -> None:
    header = header_of(broken + dossier_rows())
    assert header.found
    assert header.first_row == len(broken) + 2


@pytest.mark.parametrize("rows", [[], [["Đơn"]], [["Kế hoạch", 5], [None, 7]]])
def test_a_sheet_of_another_kind_lacks_every_column(rows: list[list[object]]) -> None:
    header = header_of(rows)
    assert not header.found
    assert len(header.missing) == 6


def test_an_empty_sheet_has_no_header() -> None:
    assert not find_header(header_rows(Sheet("a", ())), LAYOUT).found
