from dataclasses import asdict

import pytest

from dbp_analysis.asking.change.movements import PlaceMove, movements
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.wording import Notable

from ...small_changes import SCHEME, small_change

FULL = ((50, 50), (100, 100), (20, 20))
NOTABLE = Notable(points=0.01, ratio=0.05, cases=30)


def online(numerator, denominator=100):
    return ((50, 50), (numerator, denominator), (20, 20))


def found(before, after, notable=NOTABLE):
    return movements(small_change(before, after), notable)


def test_every_unit_that_can_be_compared_rose_fell_or_kept():
    moved = found(
        {"A": online(80), "B": online(80), "C": online(80), "D": None},
        {"A": online(90), "B": online(80), "C": online(60), "D": online(50)},
    )

    assert (moved.rose, moved.kept, moved.fell, moved.apart) == (("u1",), ("u2",), ("u3",), ("u4",))


def test_units_that_change_band_are_named_by_their_way():
    moved = found({"A": online(10), "B": online(100)}, {"A": online(100), "B": online(10)})

    assert (moved.band_up, moved.band_down) == (("u1",), ("u2",))


def test_the_largest_rise_and_fall_are_named_and_equal_ones_together():
    moved = found(
        {"A": online(50), "B": online(50), "C": online(50), "D": online(50)},
        {"A": online(60), "B": online(60), "C": online(55), "D": online(20)},
    )

    assert (moved.most_up, moved.most_down) == (("u1", "u2"), ("u4",))


@pytest.mark.parametrize(("numerator", "named"), [(51, False), (52, True)])
def test_a_rise_is_named_from_the_threshold_on(numerator, named):
    moved = found({"A": online(50)}, {"A": online(numerator)}, NOTABLE)  # 0.2 and 0.4 of 40 points

    assert bool(moved.most_up) is named
    assert moved.most_down == ()


def test_the_threshold_is_that_of_the_decimal_writing():
    doubled = SCHEME.model_dump()
    doubled["groups"][0]["indicators"][0]["maximum"] = 40
    scheme = Scheme.model_validate(doubled)  # 70 points; 0.01 of them in binary is a little more than 0.7
    change = small_change({"A": online(465, 1000)}, {"A": online(500, 1000)}, scheme)

    assert movements(change, NOTABLE).most_up == ("u1",)


def test_an_indicator_of_the_whole_place_is_named_with_its_sums():
    moved = found(
        {"A": online(10, 40), "B": online(20, 40), "C": None},
        {"A": online(20, 40), "B": online(20, 40), "C": online(40, 40)},
    )

    assert [asdict(move) for move in moved.place] == [asdict(PlaceMove("online", 2, 30, 80, 40, 80))]


def test_an_indicator_on_few_cases_or_of_one_unit_is_not():
    few = found({"A": online(1, 10), "B": online(1, 10)}, {"A": online(9, 10), "B": online(9, 10)})
    one = found({"A": online(10)}, {"A": online(90)})

    assert few.place == one.place == ()


def test_indicators_that_moved_most_come_first():
    moved = found(
        {"A": ((30, 50), (50, 100), (20, 20)), "B": ((30, 50), (50, 100), (20, 20))},
        {"A": ((25, 50), (80, 100), (20, 20)), "B": ((25, 50), (80, 100), (20, 20))},
    )

    assert [(move.indicator, round(move.change, 6)) for move in moved.place] == [
        ("online", 0.3),
        ("in_time", -0.1),
    ]


def test_nothing_moved():
    moved = found({"A": FULL, "B": FULL}, {"A": FULL, "B": FULL})

    assert moved.kept == ("u1", "u2")
    assert moved.most_up == moved.most_down == moved.place == moved.rose == moved.fell == ()
