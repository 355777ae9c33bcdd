from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.common.numbers import (
    concise,
    counted,
    distance,
    fixed,
    half_up,
    in_full,
    percent,
    same_decimals,
    settle,
    trimmed,
    two_digits,
    vanishes,
    vietnamese,
)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(8.625, 2, "8.63"), (8.7349, 2, "8.73"), (2.675, 2, "2.68"), (0.05, 1, "0.1"), (-8.625, 2, "-8.63")],
)
def test_a_half_is_rounded_away_from_zero(value, decimals, printed):
    assert fixed(value, decimals) == printed


@given(
    numerator=st.integers(0, 5000),
    denominator=st.integers(1, 5000),
    maximum=st.sampled_from([2, 4, 5, 6, 10, 20, 30]),
    decimals=st.integers(0, 4),
)
def test_rounding_of_points_equals_that_of_the_exact_fraction(numerator, denominator, maximum, decimals):
    exact = Fraction(maximum * numerator, denominator) * 10**decimals
    expected = (exact + Fraction(1, 2)).__floor__()

    rounded = half_up(numerator / denominator * maximum, decimals)

    assert round(rounded * 10**decimals) == expected


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 3))
def test_rounding_agrees_with_decimal_arithmetic(value, decimals):
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    assert Decimal(fixed(float(value), decimals)) == expected


def test_rounding_works_on_arrays_and_frames_and_keeps_what_is_not_known():
    assert half_up(np.array([0.125, -0.125]), 2).tolist() == [0.13, -0.13]
    assert half_up(pd.DataFrame({"a": [1.005, np.nan]}), 2).fillna(-1)["a"].tolist() == [1.01, -1]


def test_settling_removes_the_noise_of_binary_sums():
    assert settle(0.1 + 0.2) == 0.3
    assert settle(0.1 + 0.2 + 1e-6) != 0.3


@pytest.mark.parametrize(("value", "printed"), [(30.0, "30"), (27.7232, "27.7"), (4.96, "5"), (100.0, "100")])
def test_whole_points_stand_without_decimals(value, printed):
    assert trimmed(value, 1) == printed


def test_vietnamese_text_takes_a_decimal_comma_and_points_between_thousands():
    assert vietnamese(1234567.891, 2) == "1.234.567,89"
    assert vietnamese(-7.25, 1) == "−7,3", "a minus, no hyphen"
    assert percent(0.3916) == "39,2%"
    assert percent(0.5) == "50%"
    assert two_digits(4) == "04"


def test_a_share_is_never_rounded_to_nothing_or_all():
    shares = [percent(ratio) for ratio in (0, 0.0001, 0.392, 0.5, 0.9999, 1)]

    assert shares == ["0%", "dưới 0,1%", "39,2%", "50%", "trên 99,9%", "100%"]


def test_a_maximum_in_text_has_no_needless_decimals():
    assert [concise(value) for value in (80, 7.5, 0.25)] == ["80", "7,5", "0,25"]


def test_a_distance_that_is_not_nothing_is_never_written_as_nothing():
    values = (0, 1e-12, 0.004, -0.004, 0.005, -1.25)

    written = ["0,00", "0,00", "chưa đến 0,01", "chưa đến 0,01", "0,01", "1,25"]
    assert [distance(value, 2) for value in values] == written
    assert [vanishes(value, 2) for value in values] == [False, False, True, True, False, False]
    assert distance(0.4, 0) == "chưa đến 1"


def test_a_figure_in_full_keeps_the_decimals_that_it_has() -> None:
    figures = (1430.0, 0.0, 8.75, 8.5, 0.125, 999_999_999_999_999.0)
    assert [in_full(figure) for figure in figures] == [
        *("1.430", "0", "8,75", "8,5", "0,125", "999.999.999.999.999"),
    ]


def test_shares_beside_each_other_have_the_same_decimals():
    assert same_decimals(["20%", "18,1%", "dưới 0,1%"]) == ["20,0%", "18,1%", "dưới 0,1%"]
    assert same_decimals(["3/3 hồ sơ (100%)", "83/88 hồ sơ (94,3%)"])[0] == "3/3 hồ sơ (100,0%)"
    assert same_decimals(["20%", "50%"]) == ["20%", "50%"]


def test_a_count_by_itself_takes_two_digits():
    assert [counted(count) for count in (0, 3, 10, 1430, 2.5)] == ["0", "03", "10", "1.430", "2,5"]
