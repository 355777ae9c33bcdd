import pytest

from dbp_analysis.common.errors import DataRejected, DbpError, Problem, RunFailed, WrongUse


def test_a_problem_says_what_where_and_what_to_do() -> None:
    problem = Problem("number", "Ô để trống.", "Ghi 0.", "a.xlsx", "Sheet1", 3, "C")
    assert str(problem) == (
        "Ô để trống.\n  Ở đâu: tệp a.xlsx, trang Sheet1, dòng 3, cột C\n  Cách xử lý: Ghi 0."
    )


def test_a_place_in_a_settings_file_is_a_key_and_no_column() -> None:
    assert Problem("config", "Sai.", "Sửa.", "a.toml", column="groups[1].id").where == (
        "tệp a.toml, mục groups[1].id"
    )


def test_a_place_in_a_csv_register_is_a_row_and_a_column() -> None:
    assert Problem("units", "Sai.", "Sửa.", "units.csv", row=2, column="valid_to").where == (
        "tệp units.csv, dòng 2, cột valid_to"
    )


def test_a_problem_without_a_place_has_no_line_for_it() -> None:
    assert str(Problem("files", "Thiếu tệp.", "Tải về.")) == "Thiếu tệp.\n  Cách xử lý: Tải về."


def test_rejected_data_tells_every_problem() -> None:
    first, second = Problem("a", "Một.", "Sửa một."), Problem("b", "Hai.", "Sửa hai.")
    rejected = DataRejected([first, second])
    assert rejected.problems == (first, second)
    assert str(rejected) == f"{first}\n{second}"


@pytest.mark.parametrize(
    ("error", "code"), [(WrongUse("x"), 2), (DataRejected([]), 3), (RunFailed("x"), 1), (DbpError("x"), 1)]
)
def test_each_kind_of_failure_has_its_exit_code(error: DbpError, code: int) -> None:
    assert isinstance(error, DbpError)
    assert error.exit_code == code


def test_what_a_problem_quotes_of_a_file_is_harmless_wherever_it_is_shown() -> None:
    problem = Problem("file", "Ô ghi a\nb\x07.", "Sửa.", "a\x1b[31m.xlsx", "T\u202e", 1, "A")
    assert str(problem).split("\n") == [
        r"Ô ghi a\nb\x07.",
        r"  Ở đâu: tệp a\x1b[31m.xlsx, trang T\u202e, dòng 1, cột A",
        "  Cách xử lý: Sửa.",
    ]
