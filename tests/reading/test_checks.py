from pathlib import Path

import pytest

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.check_result import checks_table

from ..made import Place, dossier_rows, payment_rows, with_value, without_row

CHECKS = (
    "files",
    "numbers",
    "period",
    "corrections",
    "units",
    "totals",
    "identities",
    "agreement",
    "ratios",
    "scorable",
)


def failing(place: Place) -> set[str]:
    return {check.id for check in place.read().checks if check.problems}


def place_of(problem: Problem) -> tuple[str, int | None, str]:
    return problem.file, problem.row, problem.column


def test_good_data_pass_every_check(place: Place) -> None:
    checks = place.read().checks
    assert tuple(check.id for check in checks) == CHECKS
    assert {check.verdict for check in checks if check.id != "period"} == {"đạt"}


def test_the_table_of_checks_says_what_was_checked_on_what_with_which_result(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", None))
    table = checks_table(place.read().checks).frame.reset_index()
    assert list(table) == ["Kiểm tra", "Phạm vi", "Kết quả"]
    assert len(table) == len(CHECKS)
    assert table.loc[table["Phạm vi"] == "24 ô", "Kết quả"].item() == "đạt"
    assert table.loc[table["Phạm vi"] == "tháng 12 năm 2023", "Kết quả"].item().startswith("1 cảnh báo")


def test_what_was_not_looked_at_because_of_an_error_has_not_passed(place: Place) -> None:
    place.payments(with_value(payment_rows(), 2, "D", "abc"))
    assert place.check("scorable").verdict == "không kiểm tra được: còn lỗi ở các mục trên"


# files


def test_a_file_of_no_layout_and_a_broken_file_fail_the_check_of_files(place: Place) -> None:
    (place.folder / "luong.csv").write_text("Tên,Lương\nAn,5\n", encoding="utf-8")
    (place.folder / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert {problem.file for problem in place.check("files").problems} == {"luong.csv", "hong.xlsx"}


# numbers


def test_a_cell_that_is_no_count_fails_the_check_of_numbers(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 8, "E", "abc"))
    assert place_of(place.problem("numbers")) == ("ho-so.xlsx", 8, "E")
    assert failing(place) == {"numbers"}


# period


# units


# totals


def test_a_total_that_is_off_by_one_is_found_in_its_cell(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 10, "C", 1431))
    problem = place.problem("totals")
    assert problem.what == "Dòng tổng ghi 1.431, các đơn vị cộng lại 1.430."
    assert place_of(problem) == ("ho-so.xlsx", 10, "C")
    assert failing(place) == {"totals"}


def test_a_total_over_an_unreadable_number_is_not_judged(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 8, "C", "abc"))
    assert failing(place) == {"numbers"}


# identities


def test_a_broken_identity_is_found_in_the_row_of_its_unit(place: Place) -> None:
    place.dossiers(with_value(with_value(dossier_rows(), 9, "D", 57), 10, "D", 1117))
    problem = place.problem("identities")
    assert problem.what == "Không khớp (3) = (4) + (5): 150 so với 151."
    assert place_of(problem) == ("ho-so.xlsx", 9, "C")
    assert failing(place) == {"identities"}


def test_an_identity_may_span_two_exports(place: Place) -> None:
    identity = '  { name = "Có phí = đã giải quyết", left = ["payable"], right = ["resolved"] },\n]\n'
    place.change("layouts/ho-so.toml", '"received_counter"] },\n]\n', f'"received_counter"] }},\n{identity}')
    problems = place.check("identities").problems
    assert [place_of(problem) for problem in problems] == [
        ("thanh-toan.csv", 2, "D"),
        ("thanh-toan.csv", 3, "D"),
        ("thanh-toan.csv", 4, "D"),
    ]


def test_an_identity_on_a_missing_export_is_not_judged(place: Place) -> None:
    identity = '  { name = "x", left = ["payable"], right = ["resolved"] },\n]\n'
    place.change("layouts/ho-so.toml", '"received_counter"] },\n]\n', f'"received_counter"] }},\n{identity}')
    (place.folder / "thanh-toan.csv").unlink()
    assert failing(place) == {"files"}


# agreement


def test_a_quantity_that_differs_between_two_exports_names_both_cells(place: Place) -> None:
    place.payments(with_value(payment_rows(), 2, "C", "1.201"))
    problem = place.problem("agreement")
    assert problem.what == "Số liệu ghi 1.201, nhưng tệp ho-so.xlsx, dòng 7, cột C ghi 1.200."
    assert place_of(problem) == ("thanh-toan.csv", 2, "C")
    assert failing(place) == {"agreement"}


def test_exports_agree_by_unit_and_not_by_row(place: Place) -> None:
    rows = payment_rows()
    place.payments([rows[0], *reversed(rows[1:])])
    assert failing(place) == set()


# ratios


def test_a_numerator_above_its_denominator_is_found_in_the_cell_of_the_numerator(place: Place) -> None:
    place.payments(with_value(payment_rows(), 3, "E", "Số lượng: 41 Tỷ lệ: 102%"))
    problem = place.problem("ratios")
    assert problem.what == "Tỷ lệ thanh toán trực tuyến: tử số 41 lớn hơn mẫu số 40."
    assert place_of(problem) == ("thanh-toan.csv", 3, "E")
    assert failing(place) == {"ratios"}


def test_a_numerator_may_equal_its_denominator(place: Place) -> None:
    place.payments(with_value(payment_rows(), 3, "E", "Số lượng: 40 Tỷ lệ: 100%"))
    assert failing(place) == set()


def test_everything_wrong_is_told_at_once(place: Place) -> None:
    rows = with_value(with_value(dossier_rows(), 2, "A", "Tháng 11 năm 2023"), 10, "C", 1)
    place.dossiers(with_value(rows, 8, "G", "abc"))
    place.payments(with_value(without_row(payment_rows(), 4), 3, "E", "Số lượng: 41"))
    assert failing(place) == {"period", "numbers", "totals", "units", "ratios"}


def test_the_published_month_passes_every_check(real: Place) -> None:
    assert failing(real) == set()


@pytest.mark.parametrize(
    ("name", "check"), [("bieu-II-06a.xlsx", "files"), ("thanh-toan-truc-tuyen.xls", "files")]
)
def test_the_published_month_needs_every_export(real: Place, name: str, check: str) -> None:
    Path(real.folder / name).unlink()
    assert real.problem(check).file == name
