from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.exports import Reading, merge_counts, read_exports
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.unit_names import UnitMatcher
from dbp_analysis.settings.units import read_register, units_in_month

from ..made import (
    MERGED,
    Place,
    Row,
    dossier_rows,
    payment_rows,
    with_value,
    without_row,
    write_csv,
    write_xlsx,
)

HIM_LAM, THANH_MINH, NA_TAU = "03127", "03145", "03316"


def read(place: Place, *files: Path) -> tuple[list[Reading], list[Problem]]:
    layouts = [load_toml(place.data / f"layouts/{name}.toml", Layout) for name in ("ho-so", "thanh-toan")]
    register = read_register(place.data / "units.csv")
    units = units_in_month(register, "vi-du", "2023-12", "UBND {type} {name}")
    return read_exports(files, layouts, UnitMatcher(units))


def read_rows(place: Place, rows: list[Row]) -> tuple[list[Reading], list[Problem]]:
    path = place.folder / "tep.csv"
    write_csv(path, rows)
    return read(place, path)


def only_problem(place: Place, rows: list[Row]) -> Problem:
    _, (problem,) = read_rows(place, rows)
    return problem


def table(reading: Reading) -> dict[str, dict[str, float]]:
    """Unit code → count → number."""
    return reading.counts.set_axis(reading.units, axis="index").to_dict("index")


GOOD = {
    HIM_LAM: {
        "received": 1200,
        "received_online": 1000,
        "received_counter": 200,
        "resolved": 1100,
        "resolved_on_time": 1100,
    },
    THANH_MINH: {
        "received": 80,
        "received_online": 60,
        "received_counter": 20,
        "resolved": 70,
        "resolved_on_time": 68,
    },
    NA_TAU: {
        "received": 150,
        "received_online": 56,
        "received_counter": 94,
        "resolved": 140,
        "resolved_on_time": 140,
    },
}


def test_an_export_is_read_with_the_place_of_every_number(place: Place) -> None:
    (reading,), problems = read(place, place.folder / "ho-so.xlsx")
    assert problems == []
    assert table(reading) == GOOD
    assert (reading.layout.id, reading.file, reading.sheet) == ("ho-so", "ho-so.xlsx", "Sheet1")
    assert list(reading.counts.index) == [7, 8, 9]
    assert reading.columns["received"] == "C"
    assert reading.columns["resolved_on_time"] == "G"
    assert reading.row_of(NA_TAU) == 9
    assert reading.row_of("99999") is None
    assert reading.heading.splitlines() == ["TÌNH HÌNH GIẢI QUYẾT HỒ SƠ", "Kỳ báo cáo: Tháng 12 năm 2023"]


def test_a_merged_header_and_the_same_header_with_blanks_give_the_same_counts(place: Place) -> None:
    write_xlsx(place.folder / "blanks.xlsx", dossier_rows())
    for path in (place.folder / "ho-so.xlsx", place.folder / "blanks.xlsx"):
        (reading,), _ = read(place, path)
        assert table(reading) == GOOD
    (reading,), problems = read_rows(place, dossier_rows())
    assert problems == []
    assert table(reading) == GOOD


def test_a_total_row_is_kept_apart(place: Place) -> None:
    (reading,), _ = read(place, place.folder / "ho-so.xlsx")
    assert reading.totals.to_dict("index") == {
        10: {
            "received": 1430,
            "received_online": 1116,
            "received_counter": 314,
            "resolved": 1310,
            "resolved_on_time": 1308,
        }
    }


@pytest.mark.parametrize("label", ["TỔNG SỐ", "Tổng cộng:", "Cộng", " tổng  số "])
@pytest.mark.parametrize("column", ["A", "B"])
def test_a_total_row_is_known_by_its_label(place: Place, label: str, column: str) -> None:
    rows = with_value(with_value(dossier_rows(), 10, "B", None), 10, column, label)
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert list(reading.totals.index) == [10]


def test_a_table_may_have_no_total_row(place: Place) -> None:
    (reading,), _ = read_rows(place, without_row(dossier_rows(), 10))
    assert reading.totals.empty


def test_a_total_row_may_stand_first(place: Place) -> None:
    rows = dossier_rows()
    rows.insert(6, rows.pop(9))
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert list(reading.totals.index) == [7]
    assert table(reading) == GOOD


def test_units_may_stand_to_the_right_of_their_counts(place: Place) -> None:
    rows = [[*row[2:], *row[:2]] for row in dossier_rows()]
    rows[5] = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert table(reading) == GOOD
    assert list(reading.totals.index) == [10]
    assert reading.columns["received"] == "A"


@pytest.mark.parametrize(
    "numbering",
    [
        ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)", "(7)"],
        [1, 2, 3, 4, 5, 6, 7],
        ["1", "2", "3 = 4 + 5", "4", "5", "6", "7"],
        [None, None, "(1)", "(2)", "(3)", "(4)", "(5)"],
        ["(A)", "(B)", "(3)=(4)+(5)", "(4)", "(5)", "(7)", "(6)"],
    ],
)
def test_a_row_that_numbers_the_columns_is_passed_over(place: Place, numbering: Row) -> None:
    rows = dossier_rows()
    rows[5] = numbering
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert table(reading) == GOOD


def test_headings_notes_and_blank_rows_are_passed_over(place: Place) -> None:
    rows = dossier_rows()
    blank: Row = [None] * 7
    heading: Row = ["I", "CÁC PHƯỜNG", *[None] * 5]
    note: Row = [None, "(*) Tính cả hồ sơ liên thông.", *[None] * 5]
    rows = [blank, *rows[:6], blank, heading, rows[6], blank, *rows[7:], blank, note]
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert table(reading) == GOOD
    assert reading.row_of(HIM_LAM) == 10


def test_sheets_of_another_kind_are_passed_over(place: Place) -> None:
    path = place.folder / "hai-trang.xlsx"
    write_xlsx(path, dossier_rows(), MERGED, extra_sheet=[["Hướng dẫn"], ["Đơn vị", 5]])
    (reading,), problems = read(place, path)
    assert problems == []
    assert reading.sheet == "Sheet1"


def test_two_tables_of_one_file_are_both_read(place: Place) -> None:
    path = place.folder / "hai-bang.xlsx"
    write_xlsx(path, dossier_rows(), MERGED, extra_sheet=payment_rows())
    readings, problems = read(place, path)
    assert problems == []
    assert [(r.layout.id, r.sheet) for r in readings] == [("ho-so", "Sheet1"), ("thanh-toan", "Sheet2")]


def test_one_number_is_picked_from_a_cell_of_several(place: Place) -> None:
    (reading,), problems = read(place, place.folder / "thanh-toan.csv")
    assert problems == []
    assert table(reading)[HIM_LAM] == {"received": 1200, "payable": 1020, "paid_online": 510}
    assert reading.sheet == "thanh-toan"
    assert reading.heading == ""


def test_a_missing_column_is_named(place: Place) -> None:
    problem = only_problem(place, with_value(dossier_rows(), 4, "G", "Sớm hạn"))
    assert problem.check == "layout"
    assert "Tình hình giải quyết hồ sơ" in problem.what
    assert "thiếu cột «Đã giải quyết › Đúng hạn»" in problem.what
    assert (problem.file, problem.sheet, problem.row) == ("tep.csv", "tep", 3)


def test_a_repeated_column_is_named(place: Place) -> None:
    rows = [[*row, row[6]] for row in dossier_rows()]
    assert "có nhiều cột cùng tiêu đề «Đã giải quyết › Đúng hạn»" in only_problem(place, rows).what


def test_a_file_of_no_layout_is_told_which_layouts_there_are(place: Place) -> None:
    problem = only_problem(place, [["Tên", "Lương"], ["An", 5]])
    assert problem.what == "Không nhận ra mẫu của tệp này."
    assert "Tình hình giải quyết hồ sơ; Thanh toán trực tuyến." in problem.remedy
    assert problem.file == "tep.csv"


def test_a_note_of_text_alone_is_no_export(place: Place) -> None:
    _, (problem,) = read_text(place, "Ghi chú: đã gọi điện cho xã ngày 05/01.\nCòn chờ số liệu\n")
    assert problem.what.startswith("Không phải tệp xuất")
    assert "ra khỏi thư mục của kỳ" in problem.remedy


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_read(place: Place) -> None:
    (place.folder / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    readings, (problem,) = read(place, place.folder / "hong.xlsx", place.folder / "ho-so.xlsx")
    assert len(readings) == 1
    assert (problem.check, problem.file) == ("file", "hong.xlsx")


def test_an_unknown_unit_is_shown_with_what_it_may_mean(place: Place) -> None:
    (reading,), (problem,) = read_rows(place, with_value(dossier_rows(), 9, "B", "UBND xã Nà Tâu"))
    assert problem.what == "Không nhận ra đơn vị 'UBND xã Nà Tâu'. Có phải: UBND xã Nà Tấu?"
    assert problem.where == "tệp tep.csv, trang tep, dòng 9, cột B"
    assert list(reading.units) == [HIM_LAM, THANH_MINH]


def test_an_unknown_unit_like_no_other_has_no_suggestion(place: Place) -> None:
    problem = only_problem(place, with_value(dossier_rows(), 9, "B", "Qwxzqwxz"))
    assert problem.what == "Không nhận ra đơn vị 'Qwxzqwxz'."


def test_numbers_without_a_unit_are_a_mistake(place: Place) -> None:
    problem = only_problem(place, with_value(dossier_rows(), 9, "B", None))
    assert problem.what == "Dòng có số liệu nhưng không ghi đơn vị."
    assert (problem.row, problem.column) == (9, "B")


def test_a_code_and_a_name_that_disagree_are_both_shown(place: Place) -> None:
    problem = only_problem(place, with_value(payment_rows(), 2, "A", "03316"))
    assert problem.what == (
        "Tên và mã chỉ hai đơn vị khác nhau: 'Phường Him Lam (mã 03316)'."
        " Có phải: UBND phường Him Lam hoặc UBND xã Nà Tấu?"
    )
    assert (problem.row, problem.column) == (2, "B")
    assert "aliases" not in problem.remedy


def test_an_unknown_name_beside_a_known_code_is_what_may_become_an_alias(place: Place) -> None:
    problem = only_problem(place, with_value(payment_rows(), 2, "B", "Khu phố Mới"))
    assert (problem.subject, problem.meant) == ("Khu phố Mới", ("UBND phường Him Lam",))
    assert "aliases" in problem.remedy


def test_a_code_that_lost_its_zero_is_as_good(place: Place) -> None:
    (reading,), problems = read_rows(place, with_value(payment_rows(), 2, "A", "3127"))
    assert problems == []
    assert reading.row_of(HIM_LAM) == 2


def test_units_may_be_known_by_their_code_alone(place: Place) -> None:
    place.change("layouts/thanh-toan.toml", 'unit_name = ["Đơn vị"]\n', "")
    (reading,), problems = read_rows(place, with_value(payment_rows(), 4, "A", "99999"))
    assert list(reading.units) == [HIM_LAM, THANH_MINH]
    (problem,) = problems
    assert problem.what.startswith("Không nhận ra đơn vị '99999'.")
    assert (problem.row, problem.column) == (4, "A")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("abc", "Ô không phải số nguyên: 'abc'."),
        ("12,5", "Ô không phải số nguyên: '12,5'."),
        ("-3", "Ô số âm: -3."),
        (None, "Ô để trống."),
        ("#REF!", "Ô có lỗi #REF!, không có số."),
        ("#DIV/0!", "Ô có lỗi #DIV/0!, không có số."),
        ("=C8+D8", "Ô là công thức chưa được tính, không có số."),
    ],
)
def test_a_cell_that_is_no_count_names_file_sheet_row_and_column(
    place: Place, value: str | None, told: str
) -> None:
    (reading,), (problem,) = read_rows(place, with_value(dossier_rows(), 8, "E", value))
    assert (problem.check, problem.what) == ("number", told)
    assert problem.where == "tệp tep.csv, trang tep, dòng 8, cột E"
    assert pd.isna(reading.counts.at[8, "received_counter"])
    assert reading.counts.at[8, "received_online"] == 60


def test_uncalculated_cells_alone_make_no_row_of_a_unit(place: Place) -> None:
    below = [None, None, "#DIV/0!", "=D11+1"]
    _, problems = read_rows(place, [*dossier_rows(), [*below, *[None] * (len(dossier_rows()[8]) - 4)]])
    assert problems == []


def test_a_total_that_is_no_number_is_a_mistake_too(place: Place) -> None:
    problem = only_problem(place, with_value(dossier_rows(), 10, "C", "n/a"))
    assert (problem.check, problem.row, problem.column) == ("number", 10, "C")


def test_a_blank_cell_is_zero_where_the_layout_says_so(place: Place) -> None:
    place.change(
        "layouts/ho-so.toml",
        '"Trong kỳ", "Trực tiếp"]',
        '"Trong kỳ", "Trực tiếp"], blank = "zero"',
    )
    (reading,), problems = read_rows(place, with_value(dossier_rows(), 8, "E", None))
    assert problems == []
    assert reading.counts.at[8, "received_counter"] == 0


def test_a_table_without_rows_is_read_as_such(place: Place) -> None:
    (reading,), problems = read_rows(place, dossier_rows()[:6])
    assert problems == []
    assert len(reading.counts) == len(reading.units) == 0


def test_counts_of_all_exports_are_put_together_by_unit(place: Place) -> None:
    readings, _ = read(place, place.folder / "ho-so.xlsx", place.folder / "thanh-toan.csv")
    counts = merge_counts(readings, "2023-12")
    assert counts.index.names == ["month", "unit_code"]
    assert list(counts.index) == [("2023-12", code) for code in (HIM_LAM, THANH_MINH, NA_TAU)]
    assert list(counts) == [*GOOD[HIM_LAM], "payable", "paid_online"]
    assert counts.loc["2023-12", "paid_online"].to_dict() == {HIM_LAM: 510, THANH_MINH: 10, NA_TAU: 0}
    assert set(counts.dtypes) == {pd.Series([0.5]).dtype}


def test_the_first_export_that_has_a_count_counts(place: Place) -> None:
    place.payments(with_value(payment_rows(), 2, "C", "7"))
    files = place.folder / "ho-so.xlsx", place.folder / "thanh-toan.csv"
    for order, expected in ((files, 1200), (files[::-1], 7)):
        readings, _ = read(place, *order)
        assert merge_counts(readings, "2023-12").at[("2023-12", HIM_LAM), "received"] == expected


def test_a_problem_of_a_reading_bears_its_place(place: Place) -> None:
    (reading,), _ = read(place, place.folder / "ho-so.xlsx")
    problem = reading.problem("totals", "Lệch.", "Xuất lại.", row=10, count="resolved")
    assert problem.where == "tệp ho-so.xlsx, trang Sheet1, dòng 10, cột F"


def test_a_signature_block_below_the_table_is_passed_over(place: Place) -> None:
    rows = dossier_rows()
    signatures: Row = [None, None, "Người lập biểu", None, "Thủ trưởng đơn vị (Ký, đóng dấu)"]
    place.dossiers([*rows, signatures])
    assert place.read().errors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Điện Biên Phủ, ngày 05 tháng 01 năm 2024",
        "Ngày in: 05/01/2024 08:30",
        "05/01/2024 08:30:15",
        "Trang 1/2",
        "(1) Tính cả 12 hồ sơ liên thông",
        "1. Số liệu lấy lúc 17 giờ",
    ],
)
@pytest.mark.parametrize("beside", [None, "Người lập biểu"])
def test_text_with_digits_below_the_counts_is_no_row_of_figures(
    place: Place, text: str, beside: str | None
) -> None:
    (reading,), problems = read_rows(place, [*dossier_rows(), [None, beside, None, None, None, text, None]])
    assert problems == []
    assert table(reading) == GOOD


@pytest.mark.parametrize("figure", ["5", "-5", "12,5", "18%", "1.234"])
def test_a_single_figure_below_the_table_is_not_passed_over(place: Place, figure: str) -> None:
    _, problems = read_rows(place, [*dossier_rows(), [None, None, None, None, None, figure, None]])
    assert any("không ghi đơn vị" in problem.what for problem in problems)


def test_a_row_of_figures_without_a_unit_is_not_passed_over(place: Place) -> None:
    rows = dossier_rows()
    place.dossiers(with_value(rows, 8, "B", None))
    assert any("không ghi đơn vị" in problem.what for problem in place.read().errors)


def test_a_numbering_row_with_letters_is_passed_over(place: Place) -> None:
    rows = dossier_rows()
    numbering = next(at for at, row in enumerate(rows) if row and str(row[0]) == "(1)")
    rows[numbering] = ["A", "B", *range(1, len(rows[numbering]) - 1)]
    place.dossiers(rows)
    assert place.read().errors == ()


def test_points_of_the_source_are_read_beside_counts(place: Place) -> None:
    place.change(
        "layouts/thanh-toan.toml",
        "columns = [",
        'columns = [\n  { published = "paid", header = ["Điểm"] },',
    )
    header, *rows = payment_rows()
    marked = [[*header, "Điểm"], *([*row, "7,5"] for row in rows)]
    place.payments(marked)
    counts = place.read().counts
    assert counts["published.paid"].tolist() == [7.5, 7.5, 7.5]


def text_of(rows: list[Row]) -> str:
    return "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def read_text(place: Place, text: str, encoding: str = "utf-8") -> tuple[list[Reading], list[Problem]]:
    path = place.folder / "tep.csv"
    path.write_bytes(text.encode(encoding))
    return read(place, path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_record_that_is_narrower_than_the_header_is_refused(
    place: Place, separator: str, encoding: str
) -> None:
    text = text_of(dossier_rows()[:9]).replace(",", separator)
    cut = text.rstrip("\n").rpartition(separator)[0]
    _, problems = read_text(place, f"{cut}\n", encoding)
    (problem,) = problems
    assert problem.what == "Dòng chỉ có 6 ô, tiêu đề có 7 ô: tệp bị cắt hoặc dòng bị ngắt."
    assert (problem.check, problem.file, problem.row) == ("file", "tep.csv", 9)
    assert problem.severity == "error"


def test_a_record_that_is_cut_in_the_name_of_its_unit_is_refused(place: Place) -> None:
    text = text_of(dossier_rows()[:9])
    _, problems = read_text(place, text[: text.index(" Nà Tấu")] + "\n")
    assert [(problem.check, problem.row) for problem in problems] == [("file", 9)]


def test_a_last_line_without_an_end_is_a_warning(place: Place) -> None:
    _, problems = read_text(place, text_of(dossier_rows()[:9])[:-2])
    (problem,) = problems
    assert (problem.check, problem.row, problem.severity) == ("file", 9, "warning")
    assert problem.what.startswith("Dòng cuối của tệp không có dấu xuống dòng")


def test_a_remark_of_one_field_below_the_table_is_no_torn_record(place: Place) -> None:
    (reading,), problems = read_text(place, text_of(dossier_rows()) + "\nGhi chú: trích lúc 08 giờ.\n")
    assert problems == []
    assert table(reading) == GOOD


def test_a_unit_that_is_blank_throughout_has_zeros_where_the_layout_says_so(place: Place) -> None:
    layout = place.data / "layouts/ho-so.toml"
    columns, end, identities = layout.read_text(encoding="utf-8").partition("]\nidentities")
    columns = columns.replace("] },", '], blank = "zero" },')
    layout.write_text(columns + end + identities, encoding="utf-8")
    rows = dossier_rows()
    rows[8] = [3, "UBND xã Nà Tấu", *[None] * 5]
    signatures: Row = [None, "Người lập biểu", None, None, "Thủ trưởng đơn vị", None, None]
    heading: Row = ["I", "CÁC PHƯỜNG", *[None] * 5]
    (reading,), problems = read_rows(place, [*rows[:6], heading, *rows[6:9], *rows[10:], signatures])
    assert problems == []
    assert table(reading) == GOOD | {NA_TAU: dict.fromkeys(GOOD[NA_TAU], 0)}


def test_an_unknown_row_of_figures_may_be_a_total_of_another_name(place: Place) -> None:
    rows = with_value(dossier_rows(), 10, "B", "Các đơn vị")
    problem = only_problem(place, with_value(rows, 10, "C", 1431))
    assert "total_labels của mẫu tệp ho-so.toml" in problem.remedy


@pytest.mark.parametrize("label", ["Các đơn vị", "Toàn thành phố", "Mang sang", "I", None])
def test_a_row_that_sums_the_others_is_a_total_whatever_it_is_called(place: Place, label: str | None) -> None:
    (reading,), problems = read_rows(place, with_value(dossier_rows(), 10, "B", label))
    assert problems == []
    assert table(reading) == GOOD
    assert list(reading.totals.index) == [10]


@pytest.mark.parametrize("label", ["Cộng trang 1", "TỔNG CỘNG TOÀN THÀNH PHỐ", "Tổng số (I + II)"])
def test_a_label_that_begins_like_a_total_is_one_even_if_it_is_wrong(place: Place, label: str) -> None:
    rows = with_value(with_value(dossier_rows(), 10, "B", label), 10, "C", 1431)
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert reading.totals.at[10, "received"] == 1431


def test_names_in_another_encoding_are_told_once(place: Place) -> None:
    rows = with_value(with_value(dossier_rows(), 9, "B", "UBND x· Nµ TÊu"), 8, "B", "UBND x· Thanh Minh")
    problem = only_problem(place, rows)
    assert "TCVN3" in problem.what
    assert problem.row == 8


def test_headers_in_another_encoding_are_called_that_and_no_unknown_layout(place: Place) -> None:
    text = text_of(dossier_rows()).encode().decode("cp1252", "ignore")
    _, (problem,) = read_text(place, text)
    assert "windows-1252" in problem.what


def test_a_unit_s_figures_that_follow_its_code_in_order_are_no_numbering(place: Place) -> None:
    text = "\n".join(
        ",".join(map(str, row))
        for row in (("Mã", "Tổng", "Trực tuyến"), (3127, 3128, 3129), ("03145", 80, 60), (1, 2, 3))
    )
    columns = (
        {"count": "received", "header": ["Tổng"]},
        {"count": "received_online", "header": ["Trực tuyến"]},
    )
    named = {"id": "ma", "title": "Theo mã", "file_name": "ma.csv", "source": "s", "period": "none"}
    layout = Layout.model_validate({**named, "unit_code": ["Mã"], "columns": columns})
    path = place.folder / "ma.csv"
    path.write_text(text + "\n", encoding="utf-8")
    units = units_in_month(read_register(place.data / "units.csv"), "vi-du", "2023-12", "{name}")

    (reading,), problems = read_exports([path], [layout], UnitMatcher(units))

    assert problems == []
    assert table(reading)[HIM_LAM] == {"received": 3128, "received_online": 3129}


@pytest.mark.parametrize(
    ("own", "heading"), [("Tháng 12/2023", "Tháng 12/2023"), ("Bảng", "Tháng 11/2023\nBảng")]
)
def test_what_a_page_says_above_a_table_is_its_heading_where_it_states_no_period(
    place: Place, own: str, heading: str
) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in [[own], *payment_rows()])
    page = place.folder / "dem.xls"
    page.write_text(f"<p>Tháng 11/2023</p><table>{rows}</table>", encoding="utf-8")
    (reading,), _ = read(place, page)
    assert reading.heading == heading


def test_merged_headers_that_a_program_filled_downwards_are_the_same(place: Place) -> None:
    rows = dossier_rows()
    rows[3][0], rows[4][0], rows[3][1], rows[4][1] = "STT", "STT", "Đơn vị", "Đơn vị"
    rows[2][3:5] = ["Tiếp nhận"] * 2
    rows[3][4] = "Trong kỳ"
    rows[4][2], rows[4][5:] = "Tổng số", ["Tổng số", "Đúng hạn"]
    rows[2][6] = "Đã giải quyết"
    (reading,), problems = read_rows(place, rows)
    assert problems == []
    assert table(reading) == GOOD


def test_a_count_that_a_program_kept_as_text_is_the_count(place: Place) -> None:
    (reading,), problems = read_rows(place, with_value(dossier_rows(), 9, "D", "'56"))
    assert problems == []
    assert table(reading) == GOOD


def test_the_blank_cells_of_a_row_of_no_unit_are_not_told_one_by_one(place: Place) -> None:
    rows = [*dossier_rows(), [None, "Trong đó liên thông", 15, *[None] * 4]]
    assert only_problem(place, rows).check == "unit-unknown"


@pytest.mark.parametrize("mark", ["(4)", " (4)", "\n(4)", " (*)", " **", ":"])
def test_the_number_of_a_column_in_its_header_does_not_matter(place: Place, mark: str) -> None:
    (reading,), problems = read_rows(place, with_value(dossier_rows(), 5, "D", f"Trực tuyến{mark}"))
    assert problems == []
    assert table(reading) == GOOD
