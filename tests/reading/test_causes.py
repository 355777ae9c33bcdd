import tomllib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dbp_analysis.common.errors import DataRejected, Mend, Problem
from dbp_analysis.reading.causes import by_cause
from dbp_analysis.reading.month import load_month_inputs

from ..made import Place, dossier_rows, payment_rows, with_value, without_row


def told(place: Place) -> tuple[Problem, ...]:
    return place.read().rejection.causes


def everything(causes: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems that are told: causes, consequences and places; a cell that was found is none itself."""
    for one in causes:
        if one.kind != "cell":
            yield one
        yield from everything(one.follows)
        yield from everything(one.alike)


def unknown(name: str, *meant: str, row: int = 5) -> Problem:
    what = f"Không nhận ra đơn vị '{name}'."
    return Problem("unit-unknown", what, "Ghi tên.", "a.xlsx", "S", row, "B", subject=name, meant=meant)


def missing(name: str, file: str = "a.xlsx") -> Problem:
    return Problem("units", f"Thiếu {name}.", "Xuất lại.", file, "S", subject=name, meant=("01",))


def total(column: str, file: str = "a.xlsx", *mends: Mend) -> Problem:
    what = "Dòng tổng ghi 5, các đơn vị cộng lại 3."
    return Problem("totals", what, "Xuất lại.", file, "S", 9, column, mends=mends)


def contradiction(name: str, *mends: Mend) -> Problem:
    return Problem(
        "identities", f"Không khớp {name}.", "Đối chiếu.", "a.xlsx", "S", 3, "C", kind=name, mends=mends
    )


def mend(column: str, value: float, most: float | None = None, row: int = 3) -> Mend:
    most = value if most is None else most
    return Mend("a.xlsx", "S", row, column, "01", f"count_{column.lower()}", 9, value, most)


# what follows


def test_a_misspelt_unit_is_one_message_with_what_follows_and_the_alias(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 9, "B", "UBND xã Nà Tấn"))
    (problem,) = told(place)
    assert "UBND xã Nà Tấn" in problem.what
    assert problem.then == "Vì vậy còn: thiếu UBND xã Nà Tấu; 5 cột của dòng tổng (dòng 10) chưa khớp."
    assert problem.paste == ("units.csv, dòng mã 03316 (UBND xã Nà Tấu), cột aliases: UBND xã Nà Tấn",)
    assert len(problem.follows) == 6


def test_a_missing_row_is_told_before_the_totals_that_lack_it(place: Place) -> None:
    place.dossiers(without_row(dossier_rows(), 9))
    (problem,) = told(place)
    assert problem.what.startswith("Thiếu UBND xã Nà Tấu")
    assert problem.then == "Vì vậy còn: 5 cột của dòng tổng (dòng 9) chưa khớp."


def test_nothing_is_lost_and_the_exit_code_stays(place: Place) -> None:
    place.dossiers(without_row(dossier_rows(), 9))
    place.payments(with_value(payment_rows(), 2, "D", "abc"))
    with pytest.raises(DataRejected) as caught:
        load_month_inputs(place.month, data=place.data, output=place.output)
    assert caught.value.exit_code == 3
    assert caught.value.problems == place.read().errors
    assert sorted(one.what for one in everything(caught.value.causes)) == sorted(
        one.what for one in caught.value.problems
    )
    assert str(caught.value) == "\n".join(map(str, caught.value.causes))


def test_a_unit_follows_only_from_a_name_that_may_mean_it_in_the_same_table() -> None:
    problems = [unknown("Nà Tấn", "A", "B"), missing("B"), missing("B", "b.xlsx"), missing("C")]
    first, *others = by_cause(problems)
    assert [one.what for one in first.follows] == ["Thiếu B."]
    assert [(one.file, one.subject) for one in others] == [("b.xlsx", "B"), ("a.xlsx", "C")]


def test_a_row_is_at_most_one_of_the_units_that_are_missing() -> None:
    first, other = by_cause([unknown("Nà Tấn", "A", "B"), missing("A"), missing("B")])
    assert [one.subject for one in first.follows] == ["A"]
    assert other.subject == "B"


def test_totals_are_told_on_their_own_where_their_file_has_no_cause() -> None:
    first, other = by_cause([missing("A"), total("C"), total("C", "b.xlsx"), total("D", "b.xlsx")])
    assert first.then == "Vì vậy còn: 1 cột của dòng tổng (dòng 9) chưa khớp."
    assert (other.file, len(other.alike), other.then) == ("b.xlsx", 1, "")


def test_names_of_one_kind_are_one_message_with_all_their_aliases() -> None:
    problems = [unknown("Na", "A"), unknown("Nb", "B", row=6), missing("A"), missing("B"), total("C")]
    (problem,) = by_cause(problems)
    assert problem.then == "Vì vậy còn: thiếu A, B; 1 cột của dòng tổng (dòng 9) chưa khớp."
    assert [line.rpartition(": ")[2] for line in problem.paste] == ["Na", "Nb"]


def test_an_export_that_cannot_be_read_is_not_said_to_be_missing_too(place: Place) -> None:
    (place.folder / "ho-so.xlsx").write_bytes(b"PK\x03\x04 broken")
    (problem,) = told(place)
    assert problem.check == "file"
    assert "thiếu tệp xuất theo mẫu" in problem.then


def test_an_export_that_lacks_a_column_is_not_said_to_be_missing_too(place: Place) -> None:
    rows = payment_rows()
    place.payments([["Mã đơn vị", "Đơn vị", "Tiếp nhận", "Khác", *rows[0][4:]], *rows[1:]])
    (problem,) = told(place)
    assert problem.check == "layout"
    assert "thiếu tệp xuất theo mẫu" in problem.then


def test_two_exports_of_one_layout_that_differ_are_one_message(place: Place) -> None:
    content = (place.folder / "thanh-toan.csv").read_text("utf-8")
    (place.folder / "thanh-toan (1).csv").write_text(content, encoding="utf-8")
    place.payments(with_value(payment_rows(), 2, "D", "Số lượng: 1"))
    causes = told(place)
    assert causes[0].check == "files"
    assert "1 chỗ ghi khác nhau giữa hai tệp" in causes[0].then


def test_figures_of_a_file_of_another_month_are_not_compared_one_by_one() -> None:
    what = "Tệp ghi kỳ báo cáo tháng 11 năm 2023, không phải tháng 12 năm 2023."
    other = Mend("b.xlsx", "S", 4, "C", "01", "count_c", 9, 4, 4)
    problems = [
        Problem("period", what, "Xuất lại.", "b.xlsx", "S"),
        contradiction("x", mend("D", 4), other),
        contradiction("y", mend("D", 5), mend("E", 5)),
    ]
    first, second = by_cause(problems)
    assert first.then == "Vì vậy còn: 1 chỗ không khớp giữa hai tệp."
    assert second.what == "Không khớp y."


def test_units_behind_a_row_that_is_cut_off_are_not_told_one_by_one() -> None:
    torn = Problem("file", "Dòng chỉ có 2 ô.", "Tải lại.", "a.xlsx", "S", 7)
    no_total = Problem("totals", "Bảng không có dòng tổng.", "Xuất lại.", "a.xlsx", "S")
    first, other = by_cause([torn, missing("A"), missing("B"), missing("B", "b.xlsx"), no_total])
    assert first.then == "Vì vậy còn: thiếu A, B; bảng không có dòng tổng."
    assert other.file == "b.xlsx"


def test_many_problems_are_told_quickly_enough_to_wait_for() -> None:
    tables = [f"{table}.xlsx" for table in range(14)]
    problems = [replace(unknown(f"X{n}", row=n), file=file) for file in tables for n in range(150)]
    problems += [missing(f"U{n}", file) for file in tables for n in range(150)]
    problems += [total(column, file) for file in tables for column in "CDEFGHIJKL"]
    causes = by_cause(problems)
    assert len(causes) == 2 * len(tables)
    assert sum(1 for _ in everything(causes)) == len(problems)


# the cell that contradictions have in common


def test_a_wrong_count_is_named_with_the_contradictions_and_the_lines_to_paste(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 9, "D", 999))
    (problem,) = told(place)
    assert (problem.file, problem.row, problem.column) == ("ho-so.xlsx", 9, "D")
    assert "khi ô này là 56" in problem.what
    assert {one.check for one in problem.follows} == {"totals", "identities", "ratios"}
    assert problem.paste[:4] == (
        "[[corrections]]",
        'unit = "03316"  # UBND xã Nà Tấu',
        'count = "received_online"  # Tiếp nhận trực tuyến',
        "from = 999",
    )


def test_the_lines_mend_the_month_once_they_are_filled_in(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 9, "D", 999))
    (problem,) = told(place)
    blanks = {
        "to =": "to = 56",
        'reason = ""': 'reason = "Nhập nhầm"',
        'reported_by = ""': 'reported_by = "UBND xã"',
        "date =": "date = 2024-01-05",
    }
    lines = "\n".join(problem.paste)
    for blank, filled in blanks.items():
        lines = lines.replace(blank, filled, 1)
    (place.folder / "corrections.toml").write_text(lines, encoding="utf-8")
    assert place.read().errors == ()


def test_lines_to_paste_are_refused_until_a_person_has_filled_them_in(place: Place) -> None:
    (problem,) = by_cause([contradiction("x", mend("C", 5))])
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads("\n".join(problem.paste))


def test_the_one_cell_in_common_is_the_cause_of_all_its_contradictions() -> None:
    problems = [
        contradiction("x", mend("C", 5), mend("D", 4)),
        total("D", "a.xlsx", mend("D", 4), mend("D", 6, row=4)),
    ]
    (problem,) = by_cause(problems)
    assert (problem.row, problem.column, len(problem.follows)) == (3, "D", 2)


@pytest.mark.parametrize(
    "problems",
    [
        # only one contradiction
        [contradiction("x", mend("D", 4))],
        # two cells in common
        [contradiction("x", mend("C", 5), mend("D", 4)), contradiction("y", mend("C", 5), mend("D", 4))],
        # one cell, but each wants another figure in it
        [contradiction("x", mend("D", 4)), contradiction("y", mend("D", 5))],
        # one contradiction may lie in two such cells
        [
            contradiction("x", mend("C", 5), mend("E", 7)),
            contradiction("y", mend("C", 5), mend("D", 4)),
            contradiction("z", mend("D", 4), mend("F", 7)),
        ],
    ],
)
def test_a_cell_is_never_guessed(problems: list[Problem]) -> None:
    assert [one.what for one in by_cause(problems)] == [one.what for one in problems]


def test_a_numerator_above_its_denominator_tells_no_figure_by_itself() -> None:
    ratio, identity = contradiction("ratio", mend("D", 0, 6)), contradiction("x", mend("D", 4), mend("C", 2))
    (problem,) = by_cause([ratio, identity])
    assert "khi ô này là 4" in problem.what
    (problem,) = by_cause([ratio, contradiction("y", mend("D", 2, 9))])
    assert "khi ô này là" not in problem.what


def test_a_contradiction_alone_leaves_its_cell_blank_and_names_those_it_may_be() -> None:
    (problem,) = by_cause([contradiction("x", mend("C", 5), mend("D", 4))], {"01": "UBND xã A"})
    assert problem.paste[1] == 'unit = "01"  # UBND xã A'
    assert problem.paste[2] == "count =   # một trong: count_c (9), count_d (9)"
    assert problem.paste[3] == "from =   # số mà tệp đang ghi"


def test_a_total_alone_names_no_unit_to_correct() -> None:
    (problem,) = by_cause([total("D", "a.xlsx", mend("D", 4), replace(mend("D", 6, row=4), unit="02"))])
    assert problem.paste == ()
    assert problem.remedy == "Xuất lại."


def test_a_file_that_says_the_same_of_two_tables_names_both_places() -> None:
    (problem,) = by_cause([contradiction("x", mend("D", 4)), total("D", "b.xlsx", mend("D", 4))])
    assert "(tệp b.xlsx, trang S, dòng 9, cột D)" in problem.then


@pytest.mark.parametrize("value", [None, "abc", -5, 1.5])
def test_no_remedy_for_a_cell_asks_to_write_into_an_export(place: Place, value: object) -> None:
    place.dossiers(with_value(dossier_rows(), 8, "E", value))
    (problem,) = told(place)
    assert "Ghi" not in problem.remedy
    assert "xuất lại tệp" in problem.remedy.casefold()
