"""Ranks under other weights, against a slow version in exact fractions over plain loops."""

from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.robustness import weights
from dbp_analysis.asking.robustness.weights import leave_one_out, weigh, weight_ranks
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import Scheme

from ...exact import random_card
from ...small_cards import MAXIMA, given_card, small_card

FOUR = [
    [(9, 10), (1, 4), (2, 5)],
    [(4, 5), (3, 4), (1, 2)],
    [(9, 10), (1, 4), (2, 5)],
    [(1, 3), (0, 0), (5, 5)],
]


def slow_totals(rows, factors, no_cases):
    """The total of each unit by its weights, exactly; None where nothing is left to weigh."""
    totals = []
    for row in rows:
        earned = possible = Fraction(0)
        for (over, under), maximum, factor in zip(row, MAXIMA, factors, strict=True):
            if not under and no_cases == "leave_out":
                continue
            share = Fraction(over, under) if under else Fraction(no_cases == "full")
            earned += Fraction(float(factor)) * maximum * share
            possible += Fraction(float(factor)) * maximum
        totals.append(sum(MAXIMA) * earned / possible if possible else None)
    return totals


def slow_ranks(totals):
    """1 and the number of units with more."""
    return [None if one is None else 1 + sum(o > one for o in totals if o is not None) for one in totals]


def slow_band(total):
    converted = total / sum(MAXIMA) * 10
    return "Tốt" if converted >= 8 else "Khá" if converted >= 5 else "Yếu"


def drawn(noise, draws, seed):
    """The same factors as the package draws."""
    return np.random.Generator(np.random.PCG64(seed)).uniform(1 - noise, 1 + noise, (draws, len(MAXIMA)))


@pytest.mark.parametrize("no_cases", ["full", "zero", "leave_out"])
def test_ranks_under_noise_agree_with_a_slow_version(no_cases):
    draws = 60
    totals = [slow_totals(FOUR, factors, no_cases) for factors in drawn(0.25, draws, 7)]
    published = slow_ranks(slow_totals(FOUR, (1, 1, 1), no_cases))
    bands = [slow_band(total) for total in slow_totals(FOUR, (1, 1, 1), no_cases)]

    table = weight_ranks(small_card(FOUR, no_cases=no_cases), 0.25, draws, 7)

    for n, code in enumerate("abcd"):
        ranks = sorted(slow_ranks(one)[n] for one in totals)
        assert table.loc[code, ["rank", "low", "median", "high"]].tolist() == [
            published[n],
            ranks[ceil(draws * 0.05) - 1],
            ranks[ceil(draws * 0.5) - 1],
            ranks[ceil(draws * 0.95) - 1],
        ]
        assert table.loc[code, ["share_same", "share_near", "share_first", "share_same_band"]].tolist() == [
            ranks.count(published[n]) / draws,
            sum(abs(rank - published[n]) <= 1 for rank in ranks) / draws,
            ranks.count(1) / draws,
            sum(slow_band(one[n]) == bands[n] for one in totals) / draws,
        ]


def test_units_stand_in_rank_order_and_ranks_are_whole_numbers():
    table = weight_ranks(small_card(FOUR), draws=20)
    assert list(table.index) == ["b", "d", "a", "c"]
    assert table[["rank", "low", "median", "high"]].dtypes.eq("int64").all()


def test_equal_units_share_their_rank_in_every_draw():
    table = weight_ranks(small_card(FOUR), draws=50)
    assert table.loc["a"].tolist() == table.loc["c"].tolist()


def test_the_same_seed_gives_the_same_ranks_and_another_seed_others():
    card = small_card([[(n, 9), (9 - n, 11), (n % 3, 3)] for n in range(9)])
    first = weight_ranks(card, draws=200, seed=1)
    pd.testing.assert_frame_equal(first, weight_ranks(card, draws=200, seed=1))
    assert not first.equals(weight_ranks(card, draws=200, seed=2))


def test_how_draws_are_portioned_does_not_matter(monkeypatch):
    whole = weight_ranks(small_card(FOUR), draws=50)
    monkeypatch.setattr(weights, "_AT_ONCE", 28)  # seven draws of four units at a time
    pd.testing.assert_frame_equal(weight_ranks(small_card(FOUR), draws=50), whole)


def test_dense_ranks_and_deciders_of_ties_hold_in_every_draw():
    rows = [[(1, 2), (1, 1), (1, 2)], [(1, 2), (1, 1), (1, 2)], [(0, 1), (0, 1), (0, 1)]]
    dense = small_card(rows, ties={"rule": "dense", "decided_by": ["g2"]})
    assert weight_ranks(dense, draws=10)["high"].tolist() == [1, 1, 2]
    # Equal weights and mirrored shares: a tie that the points of g1 decide, as on the card.
    mirrored = small_card([[(1, 2), (1, 4)], [(1, 4), (1, 2)]], (10, 10), ties={"decided_by": ["g1"]})
    unmoved = weight_ranks(mirrored, noise=0, draws=5)
    assert unmoved["rank"].to_dict() == unmoved["low"].to_dict() == {"b": 1, "a": 2}


def test_a_group_with_given_points_is_weighed_whole():
    card = given_card([[15, 10, 5], [30, 2, 2], [1, 1, 1]])
    assert weigh(card).parts["maximum"].to_dict() == {"g0": 30, "g1": 10, "g2": 20}
    counted = small_card(
        [[(15, 30), (10, 10), (5, 20)], [(30, 30), (2, 10), (2, 20)], [(1, 30), (1, 10), (1, 20)]]
    )
    pd.testing.assert_frame_equal(weight_ranks(card, draws=40), weight_ranks(counted, draws=40))


def test_weights_as_they_are_give_the_totals_of_the_card():
    for no_cases in ("full", "zero", "leave_out"):
        card = small_card(FOUR, no_cases=no_cases)
        totals = weigh(card).totals(np.ones((1, 3)))[0]
        assert totals.tolist() == pytest.approx(card.of_units(card.results)["total"].tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_they_do_so_where_some_counts_are_zero_or_not_known(seed):
    card = random_card(seed)
    units = weigh(card)
    scored = card.of_units(card.results)["total"].dropna()

    assert list(units.points.index) == list(scored.index)
    totals = units.totals(np.ones((1, len(units.parts))))[0]
    assert totals.tolist() == pytest.approx(scored.tolist(), abs=1e-12)


def test_units_without_a_total_are_left_out():
    card = small_card([*FOUR, [(0, 0), (0, 0), (0, 0)]], no_cases_unit="left_out")
    assert list(weight_ranks(card, draws=5).index) == ["b", "d", "a", "c"]
    nobody = small_card([[(0, 0)] * 3], no_cases_unit="left_out")
    assert weight_ranks(nobody, draws=5).empty
    assert leave_one_out(nobody).empty


@pytest.mark.parametrize(("noise", "draws"), [(1, 10), (-0.1, 10), (float("nan"), 10), (0.25, 0)])
def test_weights_must_stay_positive_and_be_drawn(noise, draws):
    with pytest.raises(WrongUse, match="Cách xử lý"):
        weight_ranks(small_card(FOUR), noise, draws)


def without(scheme: Scheme, at: int) -> Scheme:
    groups = [group for n, group in enumerate(scheme.model_dump()["groups"]) if n != at]
    return Scheme.model_validate({**scheme.model_dump(), "groups": groups})


@pytest.mark.parametrize("no_cases", ["full", "leave_out"])
def test_leaving_one_out_agrees_with_scoring_by_a_scheme_without_it(no_cases):
    rows = [*FOUR, [(2, 9), (4, 4), (0, 0)], [(7, 7), (0, 3), (1, 9)]]
    card = small_card(rows, no_cases=no_cases)
    before = card.results["rank"].droplevel("month").astype(int)

    table = leave_one_out(card)

    for n in range(3):
        after = score(card.counts, without(card.scheme, n), card.units).results["rank"].droplevel("month")
        shift = (after.astype(int) - before).abs()
        row = table.loc[f"i{n}"]
        assert row["name"] == f"Chỉ số {n}"
        assert row["mean_shift"] == pytest.approx(shift.mean())
        assert row["largest_shift"] == shift.max()
        best = before[shift.eq(shift.max())].sort_values(kind="stable").index[0]
        assert row["unit"] == best.upper()
        assert row["first_changes"] == (set(after.index[after.eq(1)]) != set(before.index[before.eq(1)]))


def test_leaving_out_what_is_equal_for_all_moves_nobody():
    row = leave_one_out(small_card([[(1, 2), (1, 1)], [(1, 3), (1, 1)]])).loc["i1"]
    assert row[["mean_shift", "largest_shift", "unit", "first_changes"]].tolist() == [0, 0, "", False]


def test_the_only_indicator_cannot_be_left_out():
    assert leave_one_out(small_card([[(1, 2)], [(1, 3)]])).empty


def test_a_unit_that_nothing_is_left_of_does_not_count():
    rows = [[(0, 0), (1, 2), (0, 0)], [(1, 2), (1, 4), (1, 1)], [(1, 4), (1, 1), (1, 2)]]
    card = small_card(rows, no_cases="leave_out")
    assert card.results["rank"].tolist() == [2, 1, 3]
    row = leave_one_out(card).loc["i1"]  # a has nothing but i1: b stays first, c moves up to second
    assert row[["mean_shift", "largest_shift", "unit", "first_changes"]].tolist() == [0.5, 1, "C", False]


cells = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (min(pair), max(pair)))
cards = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=7)


@given(cards, st.sampled_from(["full", "zero", "leave_out"]))
@settings(max_examples=15)
def test_without_noise_every_unit_keeps_rank_and_band(rows, no_cases):
    table = weight_ranks(small_card(rows, no_cases=no_cases), noise=0, draws=3)
    assert table["low"].equals(table["rank"])
    assert table["high"].equals(table["rank"])
    assert table[["share_same", "share_same_band"]].eq(1).all(axis=None)


@given(cards, st.floats(0, 0.99))
@settings(max_examples=15)
def test_ranges_are_in_order_and_leave_out_what_is_rare(rows, noise):
    table = weight_ranks(small_card(rows), noise, draws=40)
    assert (table["low"] <= table["median"]).all()
    assert (table["median"] <= table["high"]).all()
    assert table["high"].max() <= len(rows)
    outside = (table["rank"] < table["low"]) | (table["rank"] > table["high"])
    assert (table.loc[outside, "share_same"] <= 0.05).all()
    assert table["share_first"].sum() >= 1 - 1e-9
