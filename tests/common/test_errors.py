import pickle

import pytest

from dbp_analysis.common.errors import DataRejected, DbpError, Problem, RunFailed, WrongUse, once_each


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


def cell(row: int, column: str, what: str = "Ô để trống.", **more: str) -> Problem:
    return Problem("number", what, "Xuất lại.", "a.xlsx", "S", row, column, **more)


def test_the_same_of_many_cells_is_told_once_with_count_and_first_places() -> None:
    told = once_each([cell(3, column) for column in "CDEFGHIJ"])
    assert str(told[0]).split("\n") == [
        "Ô để trống.",
        "  Ở đâu: tệp a.xlsx, trang S, dòng 3, cột C",
        "  Cũng vậy ở 7 chỗ nữa: cột D; cột E; cột F; cột G; cột H và 2 chỗ khác.",
        "  Cách xử lý: Xuất lại.",
    ]
    assert len(told) == 1
    assert len(told[0].alike) == 7


def test_what_is_quoted_and_figures_do_not_make_another_problem_but_words_do() -> None:
    same = [cell(3, "C", "Không phải số: 'a'."), cell(4, "C", "Không phải số: 'bc'.")]
    assert len(once_each(same)) == 1
    assert len(once_each([*same, cell(5, "C", "Số âm: -5.")])) == 2


def test_problems_of_another_file_severity_or_kind_are_told_apart() -> None:
    other = Problem("number", "Ô để trống.", "Xuất lại.", "b.xlsx", "S", 3, "C")
    warning = cell(4, "C", severity="warning")
    assert len(once_each([cell(3, "C"), other, warning, cell(5, "C", kind="khác")])) == 4


def test_problems_without_a_place_are_told_each() -> None:
    codes = [Problem("units", f"Mã {code} có hai dòng.", "Sửa.", "units.csv") for code in (1, 2)]
    assert once_each(codes) == tuple(codes)


def test_what_lacks_a_row_is_named() -> None:
    lacking = [Problem("units", f"Thiếu {n}.", "Xuất lại.", "a.xlsx", "S", subject=n) for n in ("A", "B")]
    assert "  Cũng vậy ở 1 chỗ nữa: B." in str(once_each(lacking)[0]).split("\n")


def test_lines_to_paste_stand_below_the_remedy() -> None:
    problem = Problem("a", "Một.", "Dán:", paste=("x = 1", "y =\x1b"), then="Vì vậy còn: hai.")
    assert str(problem).split("\n")[1:] == [
        "  Vì vậy còn: hai.",
        "  Cách xử lý: Dán:",
        "    x = 1",
        r"    y =\x1b",
    ]


def test_many_lines_to_paste_are_counted() -> None:
    problem = Problem("a", "Một.", "Dán:", paste=tuple(map(str, range(20))))
    assert str(problem).split("\n")[-2:] == ["    11", "    … và 8 dòng nữa"]


def test_a_rejection_arrives_from_another_process_with_its_causes() -> None:
    problems = [cell(3, "C"), cell(4, "C")]
    rejected = pickle.loads(pickle.dumps(DataRejected(problems)))
    assert rejected.problems == tuple(problems)
    assert len(rejected.causes) == 1
    assert str(rejected) == str(rejected.causes[0])
