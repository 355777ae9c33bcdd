"""Which order is certain, against every corner of the allowed weights in exact fractions."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.robustness.dominance import dominance
from dbp_analysis.asking.robustness.weights import weigh
from dbp_analysis.common.errors import WrongUse

from ...scoring.test_score import counts, indicator, scheme, scored
from ...small_cards import MAXIMA, given_card, small_card


def average(row, weights, no_cases):
    """The weighted mean of the shares of one unit, exactly; None where nothing is left."""
    earned = possible = Fraction(0)
    for (over, under), maximum, weight in zip(row, MAXIMA, weights, strict=True):
        if not under and no_cases == "leave_out":
            continue
        earned += maximum * weight * (Fraction(over, under) if under else 1)
        possible += maximum * weight
    return earned / possible if possible else None


def corners(noise):
    """All weights of the box, at its corners; without noise corners so far apart that one weight rules."""
    ends = (1, 10**6) if noise is None else (1 - Fraction(noise), 1 + Fraction(noise))
    return list(product(ends, repeat=len(MAXIMA)))


def always_more(mine, theirs, noise, no_cases="full"):
    return all(average(mine, c, no_cases) > average(theirs, c, no_cases) for c in corners(noise))


def always_equal(mine, theirs, noise, no_cases="full"):
    return all(average(mine, c, no_cases) == average(theirs, c, no_cases) for c in corners(noise))


cells = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair)))
cards = st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=5)


@given(cards, st.sampled_from([None, 0.25, 0.5]))
@settings(max_examples=15)
def test_what_is_certain_is_what_holds_at_every_corner_of_the_weights(rows, noise):
    found = dominance(small_card(rows), noise)
    by_code = dict(zip("abcdefg", rows, strict=False))
    for mine, theirs in product(found.units.index, repeat=2):
        expected = mine != theirs and always_more(by_code[mine], by_code[theirs], noise)
        assert bool(found.above.at[mine, theirs]) == expected


@given(cards, st.sampled_from([None, 0.25]))
@settings(max_examples=12)
def test_every_other_unit_is_above_below_equal_or_undecided(rows, noise):
    found = dominance(small_card(rows), noise)
    by_code = dict(zip("abcdefg", rows, strict=False))
    units = found.units
    assert units[["above", "below", "equal", "undecided"]].sum(axis="columns").eq(len(rows) - 1).all()
    assert units["above"].tolist() == found.above.sum().tolist()
    assert units["below"].tolist() == found.above.sum(axis="columns").tolist()
    for mine in units.index:
        same = [o for o in units.index if o != mine and always_equal(by_code[mine], by_code[o], None)]
        assert units.at[mine, "equal"] == len(same)


TIES = [{"rule": rule, "decided_by": by} for rule in ("shared", "dense") for by in ([], ["g1"])]


@pytest.mark.parametrize("ties", TIES)
@given(cards, st.sampled_from([None, 0.25]), st.sampled_from(["full", "leave_out"]), st.integers(0, 99))
@settings(max_examples=15)
def test_no_draw_swaps_what_is_certain(ties, rows, noise, no_cases, seed):
    card = small_card(rows, no_cases=no_cases, ties=ties)
    found = dominance(card, noise)
    random = np.random.default_rng(seed)
    low, high = (0.001, 1000) if noise is None else (1 - noise, 1 + noise)
    ranks = weigh(card).ranks(random.uniform(low, high, (30, len(MAXIMA))))
    for n, m in zip(*np.nonzero(found.above.to_numpy()), strict=True):
        assert (ranks[:, n] < ranks[:, m]).all()
    assert (ranks >= found.units["best"].to_numpy()).all()
    assert (ranks <= found.units["worst"].to_numpy()).all()


@given(cards, st.sampled_from([None, 0.25]))
@settings(max_examples=12)
def test_with_parts_left_out_nothing_uncertain_is_called_certain(rows, noise):
    found = dominance(small_card(rows, no_cases="leave_out"), noise)
    by_code = dict(zip("abcdefg", rows, strict=False))
    for mine, theirs in product(found.units.index, repeat=2):
        if found.above.at[mine, theirs]:
            assert always_more(by_code[mine], by_code[theirs], noise, "leave_out")
    for mine in found.units.index:
        others = (by_code[o] for o in found.units.index if o != mine)
        same = sum(always_equal(by_code[mine], other, noise, "leave_out") for other in others)
        assert found.units.at[mine, "equal"] <= same
    assert found.units["equal"].sum() % 2 == found.units["undecided"].sum() % 2 == 0


def test_a_unit_that_lacks_a_part_in_which_the_other_has_its_least_is_above_it():
    """Filled with its least, a would be equal to b; but it earned more than that on average."""
    rows = [[(1, 2), (1, 1), (0, 0)], [(1, 2), (1, 1), (1, 2)], [(0, 1), (0, 1), (0, 1)]]
    for noise in (None, 0.25):
        found = dominance(small_card(rows, no_cases="leave_out"), noise)
        assert found.units["equal"].eq(0).all()
        assert found.above.at["a", "b"]
        assert found.units[["best", "worst"]].to_numpy().tolist() == [[1, 1], [2, 2], [3, 3]]


def test_equal_totals_that_a_group_tells_apart_are_not_called_equal():
    """Both have half of all that was open to them, but only the second has points in the deciding group."""
    rows = [[(1, 2), (0, 0), (1, 2)], [(1, 2), (1, 2), (1, 2)]]
    found = dominance(small_card(rows, no_cases="leave_out", ties={"decided_by": ["g1"]}))
    assert found.units["equal"].eq(0).all()
    assert dominance(small_card(rows, no_cases="leave_out")).units["equal"].eq(1).all()


def test_units_that_lack_the_same_part_are_compared_on_the_rest():
    rows = [[(0, 0), (3, 4), (1, 2)], [(0, 0), (2, 4), (1, 2)]]
    found = dominance(small_card(rows, no_cases="leave_out"))
    assert found.above.at["a", "b"]
    assert (found.certain, found.pairs) == (1, 1)


def test_a_unit_without_a_part_is_above_one_whose_best_is_below_its_worst():
    rows = [[(0, 0), (3, 4), (4, 5)], [(1, 2), (1, 2), (3, 5)], [(9, 10), (1, 2), (3, 5)]]
    found = dominance(small_card(rows, no_cases="leave_out"))
    assert found.above.at["a", "b"]
    assert not found.above.at["a", "c"]


def test_less_noise_decides_more():
    rows = [[(n, 11), (11 - n, 13), (n * n % 7, 7)] for n in range(9)]
    card = small_card(rows)
    certain = [dominance(card, noise).certain for noise in (None, 0.5, 0.25, 0.05, 0)]
    assert certain == sorted(certain)
    assert certain[-1] == 36


def test_given_points_of_groups_are_compared_too():
    found = dominance(given_card([[15, 5, 5], [15, 5, 4], [0, 10, 5]]))
    assert found.above.to_numpy().tolist() == [[False, True, False], [False] * 3, [False] * 3]
    assert found.units.loc["c", ["above", "below", "equal", "undecided", "best", "worst"]].tolist() == [
        *(0, 0, 0, 2),
        *(1, 3),
    ]


def test_units_that_are_always_equal_keep_their_shared_rank():
    found = dominance(small_card([[(1, 2), (1, 4), (1, 1)], [(2, 4), (2, 8), (3, 3)], [(0, 1)] * 3]))
    assert found.units[["best", "worst"]].to_numpy().tolist() == [[1, 1], [1, 1], [3, 3]]
    assert found.certain == 3


def test_dense_ranks_move_with_ties_that_come_and_go_above():
    rows = [[(10, 10), (8, 10)], [(8, 10), (10, 10)], [(5, 10), (5, 10)]]
    found = dominance(small_card(rows, (10, 10), ties={"rule": "dense"}), 0.25)
    assert found.units["undecided"].to_dict() == {"a": 1, "b": 1, "c": 0}
    assert found.units[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2], [2, 3]]


def test_dense_ranks_count_equal_units_above_once():
    rows = [[(9, 10)] * 3, [(9, 10)] * 3, [(5, 10)] * 3, [(4, 10)] * 3]
    found = dominance(small_card(rows, ties={"rule": "dense"}))
    assert found.units[["best", "worst"]].to_numpy().tolist() == [[1, 1], [1, 1], [2, 2], [3, 3]]


@pytest.mark.parametrize("noise", [1, -0.25])
def test_weights_must_stay_positive(noise):
    with pytest.raises(WrongUse):
        dominance(small_card([[(1, 2)], [(1, 3)]]), noise)


def test_one_unit_or_none_make_no_pair():
    assert dominance(small_card([[(1, 2)]])).pairs == 0
    nobody = small_card([[(0, 0)] * 3], no_cases_unit="left_out")
    assert dominance(nobody).units.empty


@pytest.mark.parametrize("noise", [None, 0.25])
def test_a_total_that_is_cut_to_the_maximum_is_not_above_one_that_reaches_it(noise):
    bonus = {
        "id": "x",
        "name": "x",
        "short_name": "x",
        "kind": "bonus",
        "counts": ["late"],
        "points_each": 10,
    }
    names = dict.fromkeys(("a_done", "a_all", "late"), "số")
    by = scheme((indicator("a", 10),), counts=names, adjustments=[bonus])
    card = scored(counts(a_done=[1, 0, 0], a_all=[2, 2, 2], late=[1, 1, 0]), by)

    assert card.results["total"].tolist() == [10, 10, 0]
    assert dominance(card, noise).above.to_numpy().astype(int).tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]
