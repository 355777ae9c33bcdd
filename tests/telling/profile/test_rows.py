from fractions import Fraction

import pandas as pd
import pytest

from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.profile.rows import Row, best_units, unit_rows

from ...small_cards import MONTH, given_card, small_card, small_scheme, small_units


def rows_of(card: Scorecard, code: str) -> tuple[Row, ...]:
    return unit_rows(card)[code]


def test_a_row_shows_cases_ratio_points_and_what_was_lost() -> None:
    first, second, third = rows_of(small_card([((1, 3), (1, 2), (20, 20))]), "a")

    assert (first.cases, first.ratio, first.points, first.maximum, first.lost) == (
        "1/3", "33,3%", "10,00", "30", "20,00",
    )  # fmt: skip
    assert (second.name, second.short_name) == ("Tỷ lệ 1", "Chỉ số 1")
    assert (third.points, third.lost, third.bar) == ("20,00", "0,00", 0)


def test_ratios_below_one_another_have_the_same_decimals() -> None:
    rows = rows_of(small_card([((1, 3), (1, 2), (20, 20)), ((1, 3), (1, 2), (20, 20))]), "a")

    assert [row.ratio for row in rows] == ["33,3%", "50,0%", "100,0%"]
    assert rows[2].best == "100,0% (02 đơn vị)"


def test_no_cases_is_no_ratio() -> None:
    row = rows_of(small_card([((0, 0), (1, 2), (1, 1)), ((1, 2),) * 3]), "a")[0]

    assert (row.cases, row.ratio, row.points, row.lost) == ("không phát sinh", "–", "30,00", "0,00")


def test_an_indicator_that_is_left_out_earns_and_loses_nothing() -> None:
    row = rows_of(small_card([((0, 0), (1, 2), (1, 1))], no_cases="leave_out"), "a")[0]

    assert (row.points, row.lost, row.lost_points, row.bar) == ("–", "–", 0, 0)


def test_a_unit_that_is_left_out_earns_no_points() -> None:
    card = small_card([((0, 0),) * 3, ((1, 2),) * 3], no_cases_unit="left_out")

    assert {(row.cases, row.points, row.lost, row.bar) for row in rows_of(card, "a")} == {
        ("không phát sinh", "–", "–", 0)
    }


def test_counts_that_are_not_known_say_so() -> None:
    row = rows_of(small_card([((float("nan"),) * 2, (1, 2), (1, 1))]), "a")[0]

    assert (row.cases, row.points, row.lost) == ("chưa đủ số liệu", "–", "–")


def test_a_group_of_which_only_points_are_known_is_one_row() -> None:
    first, *_ = rows_of(given_card([(12.5, 10, 20), (30, 4, 1)]), "a")

    assert (first.name, first.cases, first.ratio) == ("Nhóm 0", "điểm công bố", "–")
    assert (first.points, first.lost, first.best) == ("12,50", "17,50", "30,00 (B)")


def test_who_is_best_is_named_alone_and_counted_together() -> None:
    card = small_card([((9, 10), (1, 2), (0, 0)), ((8, 10), (1, 2), (0, 0)), ((9, 10), (3, 4), (0, 0))])

    assert [row.best for row in rows_of(card, "b")] == ["90% (02 đơn vị)", "75% (C)", "–"]
    assert [row.best for row in rows_of(card, "c")] == ["90% (02 đơn vị)", "75% (đơn vị này)", "–"]


def test_the_best_of_the_few_that_are_counted_is_said_to_be_that() -> None:
    group = small_scheme((10,)).groups[0].model_dump() | {"given": "points"}
    names = ["over0", "under0", "points"]
    scheme = small_scheme(groups=[group], counts=dict.fromkeys(names, "số"))
    rows = [(5, 10, float("nan")), (9, 10, float("nan")), (float("nan"), float("nan"), 10)]
    index = pd.MultiIndex.from_product([[MONTH], list("abc")], names=["month", "unit_code"])
    card = score(pd.DataFrame(rows, index, names, dtype=float), scheme, small_units(3))

    assert rows_of(card, "a")[0].best == "90% (B, trong 2 đơn vị)"
    assert rows_of(card, "b")[0].best == "90% (đơn vị này, trong 2 đơn vị)"
    assert rows_of(card, "c")[0].best == "10,00 (đơn vị này)"


def test_best_is_the_highest_ratio_in_exact_arithmetic() -> None:
    # 1/3 and 333/1000 are as close as print can show; 2/6 is 1/3.
    pairs = [(333, 1000), (1, 3), (2, 6), (0, 0)]
    card = small_card([[pair] * 3 for pair in pairs])
    highest = max(Fraction(over, under) for over, under in pairs if under)
    holders = {code for code, (n, d) in zip("abcd", pairs, strict=True) if d and Fraction(n, d) == highest}

    assert best_units(card)["i0"].units == holders == {"b", "c"}


def test_bars_are_drawn_to_one_scale_for_all_units() -> None:
    table = unit_rows(small_card([((0, 1), (1, 2), (1, 1)), ((1, 2), (1, 2), (1, 1))]))

    assert [row.bar for row in table["a"]] == pytest.approx([1, 5 / 30, 0])
    assert [row.bar for row in table["b"]] == pytest.approx([15 / 30, 5 / 30, 0])


@pytest.mark.parametrize(
    ("lost", "main"),
    [
        ((20, 5, 10), [True, False, False]),  # 20 of 35 is more than half
        ((10, 5, 10), [True, False, True]),  # of two equal losses both, though one would do with the third
        ((5, 5, 5), [True, True, True]),
        ((0, 0, 0), [False, False, False]),
    ],
)
def test_the_largest_losses_that_make_up_half_stand_out(lost: tuple[int, ...], main: list[bool]) -> None:
    card = small_card([[(40 - points, 40) for points in lost]], maxima=(40, 40, 40))

    assert [row.main for row in rows_of(card, "a")] == main


def test_each_group_begins_anew() -> None:
    rows = rows_of(small_card([((1, 2),) * 3]), "a")

    assert [row.first for row in rows] == [True] * 3


def test_names_are_taken_as_they_are() -> None:
    card = small_card([((9, 10),) * 3, ((1, 10),) * 3])
    units: pd.DataFrame = card.units
    units.loc["a", "unit_short"] = "<b>&"

    assert rows_of(card, "b")[0].best == "90% (<b>&)"
