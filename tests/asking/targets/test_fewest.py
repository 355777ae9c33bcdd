from itertools import accumulate, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.asking.targets.fewest import fewest, fewest_with_parts


def at_least(needed):
    return lambda gained: np.round(gained, 9) >= needed


def arrays(*gains):
    return [np.array(gain, dtype=float) for gain in gains]


def gained(gains, mix):
    return sum(gain[cases] for gain, cases in zip(gains, mix, strict=True))


def by_enumeration(gains, needed):
    """The fewest cases over every choice there is; None where none is enough."""
    choices = product(*(range(len(gain)) for gain in gains))
    return min((sum(mix) for mix in choices if gained(gains, mix) >= needed), default=None)


def by_table(gains, needed):
    """The fewest cases by the most that each number of cases gains, item after item, in whole numbers."""
    best = [0]
    for gain in gains:
        best = [
            max(best[m - k] + gain[k] for k in range(len(gain)) if 0 <= m - k < len(best))
            for m in range(len(best) + len(gain) - 1)
        ]
    return next((m for m, most in enumerate(best) if most >= needed), None)


def running(steps):
    """What 0, 1, 2 … cases gain, by the steps."""
    return list(accumulate(steps, initial=0))


# Whole points, so that sums are exact: stairs of any kind, and straight items, which are taken otherwise.
stairs = st.lists(st.integers(0, 4), max_size=5).map(running)
straight = st.builds(lambda slope, cases: running([slope] * cases), st.integers(0, 4), st.integers(0, 5))


@given(st.lists(stairs | straight, min_size=1, max_size=4), st.integers(1, 30))
def test_no_other_choice_takes_fewer_cases(gains, needed):
    found = fewest(arrays(*gains), at_least(needed))

    assert (None if found is None else sum(found)) == by_enumeration(gains, needed)
    assert found is None or gained(gains, found) >= needed


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=20, max_size=60), min_size=2, max_size=3),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.floats(0.3, 1),
)
def test_many_cases_of_stairs_beside_straight_items(steps, slopes, share):
    gains = [running(item) for item in steps] + [running([slope] * 39) for slope in slopes]
    needed = max(1, int(share * sum(gain[-1] for gain in gains)))

    found = fewest(arrays(*gains), at_least(needed))

    assert (None if found is None else sum(found)) == by_table(gains, needed)
    assert found is None or gained(gains, found) >= needed


def test_none_where_every_case_is_not_enough():
    assert fewest(arrays([0, 1, 2], [0, 3]), at_least(5.5)) is None
    assert fewest([], at_least(1)) is None


def test_only_stairs_and_no_straight_item():
    assert fewest(arrays([0, 0, 5], [0, 0, 0, 9]), at_least(5)) == (2, 0)


def test_a_threshold_far_away_beats_small_sure_steps_when_it_takes_fewer_cases():
    assert fewest(arrays([0, 1, 2, 3, 4, 5, 6], [0, 0, 0, 5, 5]), at_least(5)) == (0, 3)


def test_a_sum_that_is_enough_on_paper_is_enough():
    thirds = np.arange(4) / 3

    assert fewest([thirds, thirds * 0.3], at_least(1.1)) == (3, 1)


def test_equal_items_give_way_to_the_earlier():
    same = np.arange(11) * 10 / 143

    assert fewest([same, same, same], at_least(0.2)) == (3, 0, 0)


def test_as_many_cases_are_taken_of_fewer_items():
    first, second, third = np.arange(24) * 30 / 206, np.arange(133) * 10 / 170, np.arange(3) * 5 / 84

    assert fewest([first, second, third], at_least(4.379)) == (23, 18, 0)


@pytest.mark.parametrize("cases", [31, 32, 33, 1000])
def test_any_number_of_cases_is_found(cases):
    assert fewest([np.arange(5000) / 7], at_least(round(cases / 7, 9))) == (cases,)


@given(
    st.lists(stairs | straight, min_size=3, max_size=4),
    st.integers(0, 15),
    st.integers(0, 8),
    st.integers(0, 4),
)
def test_no_other_choice_takes_fewer_cases_where_parts_have_to_be_enough_too(gains, needed, first, last):
    needs = [([0, 1], first), ([len(gains) - 1], last)]

    found = fewest_with_parts(
        arrays(*gains), at_least(needed), [(items, at_least(needed_here)) for items, needed_here in needs]
    )

    def enough(mix):
        return gained(gains, mix) >= needed and all(
            sum(gains[at][mix[at]] for at in items) >= needed_here for items, needed_here in needs
        )

    choices = product(*(range(len(gain)) for gain in gains))
    assert (None if found is None else sum(found)) == min(map(sum, filter(enough, choices)), default=None)
    assert found is None or enough(found)
