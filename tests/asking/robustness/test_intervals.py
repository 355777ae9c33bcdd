"""Intervals against Wilson's formula by hand and against published figures."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.robustness.intervals import Interval, each, intervals, known

from ...small_cards import small_card, small_scheme

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(over, under):
    middle = (over + Z * Z / 2) / (under + Z * Z)
    half = Z / (under + Z * Z) * sqrt(over * (under - over) / under + Z * Z / 4)
    return middle - half, middle + half


def test_published_examples():
    """Newcombe 1998 (Statistics in Medicine 17, 857–872), table I, method 3."""
    rows = [[(81, 263)], [(15, 148)], [(0, 20)], [(1, 29)]]
    table = intervals(small_card(rows, (10,))).droplevel("indicator").sort_index()
    assert table[["low", "high"]].round(4).to_numpy().tolist() == [
        [0.2553, 0.3662],
        [0.0624, 0.1605],
        [0.0, 0.1611],
        [0.0061, 0.1718],
    ]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=6))
@settings(max_examples=25)
def test_the_formula_of_wilson(pairs):
    rows = [[(min(pair), max(pair))] for pair in pairs]
    table = intervals(small_card(rows, (10,)))
    for one in each(table):
        low, high = wilson(one.numerator, one.denominator)
        assert (one.low, one.high) == pytest.approx((max(low, 0), min(high, 1)), abs=1e-12)
        assert one.low <= one.ratio <= one.high


def test_rows_stand_by_rank_and_by_the_order_of_the_scheme():
    table = intervals(small_card([[(1, 4), (1, 2)], [(3, 4), (2, 2)]], (30, 10)))
    assert list(table.index) == [("b", "i0"), ("b", "i1"), ("a", "i0"), ("a", "i1")]
    assert list(table.index.names) == ["unit_code", "indicator"]
    assert table.loc[("b", "i0"), ["numerator", "denominator", "ratio"]].tolist() == [3, 4, 0.75]


def test_no_cases_and_a_numerator_above_its_denominator_have_no_interval():
    table = intervals(small_card([[(0, 0), (5, 4), (1, 2)]]))
    assert table["low"].isna().tolist() == table["high"].isna().tolist() == [True, True, False]
    assert table["ratio"].iloc[1] == 1.25
    assert [one.indicator for one in known(table)] == ["i2"]


def test_units_without_a_total_are_left_out():
    card = small_card([[(1, 2)], [(0, 0)]], (10,), no_cases_unit="left_out")
    assert list(intervals(card).index.unique("unit_code")) == ["a"]


def test_an_indicator_that_counts_nothing_has_no_row():
    scheme = small_scheme((10,)).model_dump()
    constant = {"id": "fixed", "name": "Cố định", "short_name": "Cố định", "label": "CĐ", "maximum": 2}
    scheme["groups"][0]["indicators"] += ({**constant, "constant": 2},)
    groups, counts = scheme["groups"], scheme["counts"]
    table = intervals(small_card([[(1, 2)]], (10,), groups=groups, counts=counts))
    assert list(table.index) == [("a", "i0")]


def test_without_any_counts_there_is_no_interval():
    table = intervals(small_card([[(float("nan"), float("nan"))]], (10,)))
    assert known(table) == []
    assert list(table) == ["numerator", "denominator", "ratio", "low", "high"]


def test_few_cases_and_width():
    one = Interval("a", "i0", 1, 29, 1 / 29, 0.25, 0.75)
    assert one.few
    assert one.width == 0.5
    assert not Interval("a", "i0", 1, 30, 1 / 30, 0.25, 0.75).few
