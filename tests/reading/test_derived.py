"""Totals and percentages that a table prints beside its figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dbp_analysis.reading.derived import rate_problems, with_figure
from dbp_analysis.reading.exports import Reading

from ..made import Place, dossier_rows, payment_rows, with_value, without_row
from .test_checks import failing, place_of

SUBTOTAL: list[object] = [None, "Cộng", 1280, 1060, 220, 1170, 1168]


def test_a_page_total_is_held_against_the_rows_since_the_last_or_all_above(place: Place) -> None:
    rows = dossier_rows()
    since: list[object] = [None, "Cộng", 150, 56, 94, 140, 140]
    place.dossiers([*rows[:8], SUBTOTAL, rows[8], since, *rows[9:]])
    assert failing(place) == set()
    place.dossiers([*rows[:7], [None, "Cộng", *rows[6][2:]], rows[7], SUBTOTAL, *rows[8:]])
    assert failing(place) == set()


def test_a_group_total_above_its_units_is_held_against_them(place: Place) -> None:
    place.change(
        "layouts/ho-so.toml", "columns = [", 'total_labels = ["Các phường", "Các xã", "Tổng số"]\ncolumns = ['
    )
    rows = dossier_rows()
    wards: list[object] = ["I", "Các phường", *rows[6][2:]]
    communes: list[object] = ["II", "Các xã", 230, 116, 114, 210, 208]
    grouped = [*rows[:6], wards, rows[6], communes, *rows[7:]]
    place.dossiers(grouped)
    assert failing(place) == set()
    place.dossiers(with_value(grouped, 9, "D", 117))
    problem = place.problem("totals")
    assert problem.what == "Dòng tổng ghi 117, các đơn vị từ dòng 10 đến dòng 11 cộng lại 116."
    assert place_of(problem) == ("ho-so.xlsx", 9, "D")


def test_a_wrong_total_in_the_middle_is_found_beside_a_right_one_at_the_end(place: Place) -> None:
    rows = dossier_rows()
    place.dossiers([*rows[:8], [None, "Tổng cộng", 1, 1, 1, 1, 1], *rows[8:]])
    problems = place.check("totals").problems
    assert {(problem.row, problem.severity) for problem in problems} == {(9, "error")}
    assert len(problems) == 5


def test_a_layout_may_require_total_rows_that_sum_every_unit(place: Place) -> None:
    place.change("layouts/ho-so.toml", "columns = [", 'total_row = "required"\ncolumns = [')
    rows = dossier_rows()
    assert failing(place) == set()
    place.dossiers(without_row(rows, 10))
    assert place.problem("totals").what == "Bảng không có dòng tổng, mẫu này luôn có."
    place.dossiers([*rows[:8], SUBTOTAL, rows[8]])
    assert place.problem("totals").what == "Không dòng tổng nào cộng các đơn vị từ dòng 10 đến dòng 10."


@pytest.mark.parametrize("name", ["so-hoa.xlsx", "bieu-II-06a.xlsx"])
def test_forms_that_always_end_in_a_total_require_it(real: Place, name: str) -> None:
    layouts = {reading.file: reading.layout for reading in real.read().readings}
    assert layouts[name].total_row == "required"


RATED = 'label = "Số lượng", rate_label = "Tỷ lệ", rate_of = "payable" },\n]'


@pytest.fixture
def rated(place: Place) -> Place:
    """The tiny place, its payments checked against their percentages."""
    place.change("layouts/thanh-toan.toml", 'label = "Số lượng" },\n]', RATED)
    return place


def test_a_percentage_that_its_counts_contradict_is_found_in_its_cell(rated: Place) -> None:
    assert failing(rated) == set()
    assert rated.check("rates").scope == "3 ô"
    rated.payments(with_value(payment_rows(), 3, "E", "Số lượng: 11 Tỷ lệ: 25%"))
    problem = rated.problem("rates")
    assert problem.what == "Ô ghi tỷ lệ 25%, nhưng 11 trên 40 là 28%."
    assert place_of(problem) == ("thanh-toan.csv", 3, "E")


@pytest.mark.parametrize(
    ("part", "rate", "fits"),
    [(1, "3.13", True), (1, "3.12", False), (1, "3,1", True), (1, "3", True), (5, "15.63", True)],
)
def test_a_percentage_is_rounded_half_up_to_the_decimals_it_has(
    rated: Place, part: int, rate: str, fits: bool
) -> None:
    rows = with_value(payment_rows(), 3, "D", "Số lượng: 32")
    rated.payments(with_value(rows, 3, "E", f"Số lượng: {part} Tỷ lệ: {rate}%"))
    assert failing(rated) == (set() if fits else {"rates"})


def test_a_count_that_lost_its_percentage_is_told(rated: Place) -> None:
    rated.payments(with_value(payment_rows(), 3, "E", "Số lượng: 10"))
    problem = rated.problem("rates")
    assert problem.severity == "warning"
    assert problem.what == "1 ô không ghi Tỷ lệ để đối chiếu, ô đầu ở dòng 3."


def test_every_changed_digit_of_the_payments_is_found_where_anything_was_paid(real: Place) -> None:
    reading = next(one for one in real.read().readings if one.layout.id == "thanh-toan-766")
    counts = reading.counts.stack()
    variants = [
        (reading.counts.at[row, "paid_online"] > 0 or name == "paid_online", (row, name, changed))
        for (row, name), value in counts.items()
        for changed in changed_digits(f"{value:.0f}")
    ]
    missed = [change for telling, change in variants if telling and not is_found(reading, *change)]
    assert len(variants) == 405
    assert missed == []
    # Nothing of any number is 0 %: where nobody paid, the percentage does not speak of what was payable.
    assert sum(not telling for telling, _ in variants) == 81


def test_every_changed_digit_of_a_printed_percentage_is_found(real: Place) -> None:
    reading = next(one for one in real.read().readings if one.layout.id == "thanh-toan-766")
    for rate in reading.rates:
        for changed in changed_digits(str(rate.printed)):
            others = [replace(rate, printed=Decimal(changed)), *(r for r in reading.rates if r is not rate)]
            assert any(rate_problems([replace(reading, rates=tuple(others))])), (rate, changed)


def is_found(reading: Reading, row: int, name: str, changed: str) -> bool:
    counts = reading.counts.copy()
    counts.loc[row, name] = float(changed)
    above = bool((counts["paid_online"] > counts["payable"]).any())  # which the check of ratios finds
    return above or any(rate_problems([replace(reading, counts=counts)]))


def changed_digits(text: str) -> list[str]:
    """``text`` with each of its digits replaced by each other one."""
    return [
        text[:at] + digit + text[at + 1 :]
        for at, old in enumerate(text)
        if old.isdigit()
        for digit in "0123456789"
        if digit != old
    ]


def test_a_total_and_a_percentage_made_from_a_figure_move_with_it(rated: Place) -> None:
    dossiers, payments = rated.read().readings
    moved = with_figure(dossiers, 9, "resolved", 141)
    assert moved.totals["resolved"].tolist() == [1311]
    wrong = replace(dossiers, totals=dossiers.totals.replace(1310, 1300))
    assert with_figure(wrong, 9, "resolved", 141).totals["resolved"].tolist() == [1300]
    fixed = with_figure(payments, 3, "paid_online", 11)
    assert [str(rate.printed) for rate in fixed.rates] == ["50", "28", "0"]
    assert any(rate_problems([replace(fixed, rates=payments.rates)]))


def test_a_fix_that_the_percentage_asks_for_leaves_it_as_it_is(rated: Place) -> None:
    rated.payments(with_value(payment_rows(), 3, "E", "Số lượng: 11 Tỷ lệ: 25%"))
    payments = rated.read().readings[1]
    fixed = with_figure(payments, 3, "paid_online", 10)
    assert fixed.rates == payments.rates
    assert not any(rate_problems([fixed]))
