import pytest

from dbp_analysis.common.errors import Problem

from ..made import Place, dossier_rows, payment_rows, with_value, without_row


def place_of(problem: Problem) -> tuple[str, int | None, str]:
    return problem.file, problem.row, problem.column


def failing(place: Place) -> set[str]:
    return {check.id for check in place.read().checks if check.problems}


@pytest.mark.parametrize(
    ("silent", "verdict"),
    [
        (("thanh-toan",), "đạt; không kiểm tra được: 1 tệp không ghi kỳ"),
        (("thanh-toan", "ho-so"), "không kiểm tra được: 2 tệp không ghi kỳ"),
    ],
)
def test_exports_that_state_no_period_have_not_passed(place: Place, silent, verdict: str) -> None:
    if "ho-so" in silent:
        place.change("layouts/ho-so.toml", "unit_name", 'period = "none"\nunit_name')
    check = place.check("period")
    assert (check.verdict, check.result, check.problems) == (verdict, "not checkable", ())


def test_an_export_that_need_not_state_its_period_may_not_state_another(place: Place) -> None:
    place.payments([["Tháng 11 năm 2023", *[None] * 4], *payment_rows()])
    problem = place.problem("period")
    assert (problem.file, problem.severity) == ("thanh-toan.csv", "error")
    assert "tháng 11 năm 2023" in problem.what


def test_a_missing_export_is_named_with_where_to_download_it(place: Place) -> None:
    (place.folder / "thanh-toan.csv").unlink()
    problem = place.problem("files")
    assert problem.what == "Thiếu tệp xuất theo mẫu: Thanh toán trực tuyến."
    assert problem.remedy == "Tải từ Hệ thống của tỉnh › Thanh toán."
    assert problem.file == "thanh-toan.csv"


def test_the_same_layout_twice_names_both_files(place: Place) -> None:
    content = (place.folder / "thanh-toan.csv").read_bytes()
    (place.folder / "thanh-toan (1).csv").write_bytes(content)
    problem = place.problem("files")
    assert {problem.file, "thanh-toan (1).csv"} == {"thanh-toan.csv", "thanh-toan (1).csv"}
    assert problem.what.startswith("Mẫu Thanh toán trực tuyến đã có ở tệp thanh-toan")
    assert failing(place) == {"files"}


@pytest.mark.parametrize(
    "title",
    [
        "Kỳ báo cáo: Tháng 12 năm 2023",
        "THÁNG 12 NĂM 2023",
        "tháng 12/2023",
        "Tháng 12-2023",
        "(Từ ngày 01/12/2023 đến ngày 31/12/2023)",
        "Từ 1/12/2023 - 31/12/2023",
        "Tháng 12 năm 2023, lập ngày 05 tháng 01 năm 2024",
    ],
)
def test_the_month_in_the_title_may_be_written_in_several_ways(place: Place, title: str) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", title))
    assert place.check("period").problems == ()


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("Kỳ báo cáo: Tháng 11 năm 2023", "tháng 11 năm 2023"),
        ("Tháng 12 năm 2022", "tháng 12 năm 2022"),
        ("tháng 1/2024", "tháng 01 năm 2024"),
        ("từ ngày 01/11/2023 đến ngày 30/11/2023", "tháng 11 năm 2023"),
    ],
)
def test_another_month_in_the_title_is_an_error(place: Place, title: str, stated: str) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", title))
    problem = place.problem("period")
    assert problem.severity == "error"
    assert problem.what == f"Tệp ghi kỳ báo cáo {stated}, không phải tháng 12 năm 2023."
    assert problem.where == "tệp ho-so.xlsx, trang Sheet1"


def test_a_title_of_several_months_is_an_error_even_when_ours_is_among_them(place: Place) -> None:
    title = "Lũy kế từ tháng 01 năm 2023 đến tháng 12 năm 2023"
    place.dossiers(with_value(dossier_rows(), 2, "A", title))
    problem = place.problem("period")
    assert problem.severity == "error"
    assert "nhiều kỳ báo cáo: tháng 01 năm 2023, tháng 12 năm 2023" in problem.what


@pytest.mark.parametrize(
    "title",
    [
        None,
        "Năm 2023",
        "Điện Biên Phủ, ngày 05 tháng 01 năm 2024",
        "Ngày 31 tháng 12 năm 2023",
        "tháng 13 năm 2023",
    ],
)
def test_no_month_in_the_title_is_a_warning(place: Place, title: str | None) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", title))
    problem = place.problem("period")
    assert problem.severity == "warning"
    assert problem.file == "ho-so.xlsx"
    assert failing(place) == {"period"}


@pytest.mark.parametrize(
    "title",
    [
        "từ ngày 01/10/2023 đến ngày 31/12/2023",
        "từ ngày 01/12/2023 đến ngày 30/12/2023",
        "từ ngày 02/12/2023 đến ngày 31/12/2023",
        "từ ngày 01/12/2022 đến ngày 31/12/2023",
    ],
)
def test_a_range_of_another_length_is_not_taken_for_the_month(place: Place, title: str) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", title))
    assert place.problem("period").file == "ho-so.xlsx"


@pytest.mark.parametrize(
    ("settings", "severity", "what"),
    [
        ("", "error", "không ghi lũy kế đến ngày nào"),
        ("year_to_date = 2023-11-30", "warning", "đến ngày 30/11/2023, không phải một ngày của tháng 12"),
        ("year_to_date = 2023-12-05", None, ""),
    ],
)
def test_a_month_of_year_to_date_figures_says_until_which_day_of_its_own(
    place: Place, settings: str, severity: str | None, what: str
) -> None:
    place.change("vi-du/publication.toml", "layouts = ", "year_to_date = true\nlayouts = ")
    (place.folder / "month.toml").write_text(settings, encoding="utf-8")
    found = [problem for problem in place.check("period").problems if problem.file == "month.toml"]
    assert [problem.severity for problem in found] == ([severity] if severity else [])
    assert all(what in problem.what and problem.column == "year_to_date" for problem in found)


def test_a_unit_on_two_rows_is_an_error_at_the_second(place: Place) -> None:
    rows = without_row(dossier_rows(), 10)
    place.dossiers([*rows[:9], [4, "P. Him Lam", 1, 1, 0, 1, 1], *rows[9:]])
    problem = place.problem("units")
    assert problem.what == "UBND phường Him Lam đã có ở dòng 7."
    assert (problem.file, problem.row) == ("ho-so.xlsx", 10)


def test_a_missing_unit_is_named_with_its_code(place: Place) -> None:
    place.payments(without_row(payment_rows(), 4))
    problem = place.problem("units")
    assert problem.what == "Thiếu UBND xã Nà Tấu (mã 03316)."
    assert (problem.file, problem.row) == ("thanh-toan.csv", None)
    assert failing(place) == {"units"}


def test_an_unknown_unit_fails_the_check_of_units(place: Place) -> None:
    place.payments([*payment_rows(), ["", "Xã Pá Khoang", 1, "Số lượng: 1", "Số lượng: 1"]])
    problem = place.problem("units")
    assert "'Xã Pá Khoang'" in problem.what
    assert place_of(problem) == ("thanh-toan.csv", 5, "B")


def test_a_unit_of_another_month_is_unknown(place: Place) -> None:
    place.change("units.csv", "Nà Tấu,,2025-06-30", "Nà Tấu,,2023-11-30")
    problems = place.check("units").problems
    assert {problem.file: (problem.row, problem.column) for problem in problems} == {
        "ho-so.xlsx": (9, "B"),
        "thanh-toan.csv": (4, "B"),
    }


def test_an_optional_export_may_be_missing(place: Place) -> None:
    place.change(
        "vi-du/publication.toml",
        'layouts = ["ho-so", "thanh-toan"]',
        'layouts = ["ho-so"]\noptional_layouts = ["thanh-toan"]',
    )
    assert place.check("files").problems == ()
    (place.folder / "thanh-toan.csv").unlink()
    assert place.check("files").problems == ()
    assert {problem.check for problem in place.read().errors} == {"scorable"}
