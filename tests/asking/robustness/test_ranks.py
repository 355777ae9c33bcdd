"""Confidence sets of ranks: the error of a total, who is told apart, and how often the truth is inside."""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.robustness.ranks import (
    Chance,
    _critical,
    moved_by_chance,
    rank_confidence,
    told_apart,
)
from dbp_analysis.scoring.score import score

from ...small_cards import given_card, small_card, small_scheme, small_units

pairs_of = st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
units_of = st.lists(st.lists(pairs_of, min_size=3, max_size=3), min_size=2, max_size=6)


def sure_cases(errors):
    """Errors as of so many cases that nothing of them is uncertain."""
    errors = np.array(errors, dtype=float)
    return Chance(errors, np.full(errors.shape, np.inf), np.zeros(errors.shape))


def sets_of(card):
    return rank_confidence(card).order.units[["best", "worst"]]


def ruled(maxima, **rule):
    """The groups of a small scheme whose indicators earn their maxima by a rule."""
    groups = small_scheme(maxima).model_dump(mode="json")["groups"]
    for group in groups:
        group["indicators"][0] |= rule
    return groups


def total_errors(card):
    return moved_by_chance(card)["error"]


def error_of(over, under, **rule):
    return float(total_errors(small_card([[(over, under)]], (10,), groups=ruled((10,), **rule))).iloc[0])


def exact_error(over, under, points):
    """Of a binomial number of cases around the adjusted ratio, every outcome weighed."""
    z2 = 1.959963984540054**2
    outcomes = np.arange(under + 1)
    ratio = (over + z2 / 2) / (under + z2)
    chances = np.array([comb(under, n) * ratio**n * (1 - ratio) ** (under - n) for n in range(under + 1)])
    earned = np.array([points(one / under) for one in outcomes])
    return float(np.sqrt(chances @ earned**2 - (chances @ earned) ** 2))


@pytest.mark.parametrize(
    ("units", "studentized"), [(2, 2.7718), (3, 3.3145), (12, 4.6217), (135, 6.2657), (1000, 7.3696)]
)
def test_the_critical_value_is_that_of_the_studentized_range(units, studentized):
    """As scipy has its 95 % point for no end of degrees of freedom, and tables do up to 20 units."""
    assert _critical(units) == pytest.approx(studentized / np.sqrt(2), abs=0.01)


def test_totals_without_an_error_count_as_one_among_those_that_chance_moves():
    totals, ranks = np.array([12.0, 10, 10, 10]), np.array([1.0, 2, 2, 2])
    for error, apart in ((1.0, True), (1.05, False)):  # 2 and 1.9 standard errors, of 1.96 for two totals
        above, _ = told_apart(totals, ranks, sure_cases([error, 0, 0, 0]))
        assert above[0].tolist() == [False, *[apart] * 3]


@pytest.mark.parametrize("under", [1, 2, 5, 20, 80, 400])
@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.95, 1])
def test_the_error_is_that_of_a_binomial_number_of_cases(share, under):
    over = round(share * under)
    assert error_of(over, under) == pytest.approx(exact_error(over, under, lambda x: 10 * x), rel=0.08)


@pytest.mark.parametrize(("over", "under"), [(30, 40), (33, 40), (40, 40), (4, 5), (170, 200)])
def test_the_error_follows_the_rule_of_the_indicator(over, under):
    capped = exact_error(over, under, lambda x: min(10 * x / 0.8, 10))
    assert error_of(over, under, full_at=0.8) == pytest.approx(capped, rel=0.25, abs=0.05)


STEPS = ({"at_least": 0.8, "points": 10}, {"at_least": 0.5, "points": 4})


@pytest.mark.parametrize(("over", "expected"), [(400, 0), (330, 3), (320, 3), (300, 3), (210, 2)])
def test_near_a_jump_either_side_is_as_likely(over, expected):
    """Half of the jump: of 10 and 4 points around 320 of 400, of 4 and 0 around 200, each within 4 errors."""
    assert error_of(over, 400, steps=STEPS) == pytest.approx(expected, abs=0.2)


def test_a_jump_of_a_curve_and_coarse_rounding_are_jumps_too():
    curve = [(0.0, 0), (0.8, 4), (0.8, 10), (1.0, 10)]
    assert error_of(330, 400, curve=curve) == pytest.approx(3, abs=0.3)
    card = small_card([[(3340, 4000)]], (10,), rounding={"indicator": 0})
    assert float(total_errors(card).iloc[0]) == pytest.approx(0.5, abs=0.05)


def test_far_above_the_cap_a_total_has_no_error():
    assert error_of(400, 400, full_at=0.5) == 0


def test_what_the_place_shares_what_is_fixed_and_no_cases_have_no_error():
    assert error_of(0, 0) == error_of(30, 60, shared=True) == 0
    assert error_of(30, 60) > 0


def test_a_value_that_is_no_share_and_points_that_were_given_have_none_that_is_known():
    days = [(0.0, 10.0), (5.0, 0.0)]
    assert np.isnan(error_of(30, 10, curve=days))
    assert total_errors(given_card([(20, 5, 7), (12, 5, 7)])).isna().all()


def test_the_error_of_a_rescaled_total_is_rescaled():
    left_out, counted = (small_card([[(30, 60), pair]], (10, 10), "leave_out") for pair in ((0, 0), (5, 5)))
    alone = total_errors(small_card([[(30, 60)]], (10,))).iloc[0]
    assert total_errors(left_out).iloc[0] == pytest.approx(2 * alone)
    assert total_errors(counted).iloc[0] > alone


@given(units_of)
@settings(max_examples=12)
def test_every_published_rank_lies_in_its_set_and_pairs_agree_with_it(rows):
    card = small_card(rows)
    sure = rank_confidence(card)
    ranks, left = card.of_units(card.results)["rank"], sure.order.units
    assert (left["best"] <= ranks).all()
    assert (ranks <= left["worst"]).all()
    assert left[["above", "below", "equal", "undecided"]].sum(axis="columns").eq(len(rows) - 1).all()


@given(units_of, st.randoms())
@settings(max_examples=8)
def test_the_order_of_the_units_and_the_scale_of_the_points_do_not_matter(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    card = small_card(rows)
    units = card.units
    counts = card.counts.iloc[order]
    shuffled = score(counts, card.scheme, units)
    assert sets_of(shuffled).sort_index().equals(sets_of(card).sort_index())
    doubled = small_card(rows, tuple(2 * maximum for maximum in (30, 10, 20)))
    assert sets_of(doubled).equals(sets_of(card))


def test_the_same_ratios_of_more_cases_are_told_apart():
    few, many = (small_card([[(8 * n, 10 * n)], [(6 * n, 10 * n)]], (10,)) for n in (1, 100))
    assert sets_of(few).to_numpy().tolist() == [[1, 2], [1, 2]]
    assert sets_of(many).to_numpy().tolist() == [[1, 1], [2, 2]]


@given(units_of)
@settings(max_examples=12)
def test_runs_are_the_longest_in_which_no_two_units_are_told_apart(rows):
    card = small_card(rows)
    sure = rank_confidence(card)
    above = sure.order.above.to_numpy()
    ranks = card.of_units(card.results)["rank"].tolist()
    alike = [
        (a, b)
        for a, b in combinations(range(len(rows)), 2)
        if not any(above[x, y] or above[y, x] for x, y in combinations(range(a, b + 1), 2))
    ]
    longest = [
        (a, b) for a, b in alike if not any((c <= a and b <= d) and (a, b) != (c, d) for c, d in alike)
    ]
    assert sure.alike == [(ranks[a], ranks[b]) for a, b in longest if ranks[a] < ranks[b]]


def test_totals_without_errors_are_compared_as_published():
    none = sure_cases([0, 0, 0])
    above, equal = told_apart(np.array([8.0, 7, 7]), np.array([1.0, 2, 2]), none)
    assert above.tolist() == [[False, True, True], [False] * 3, [False] * 3]
    assert equal.tolist() == [[False] * 3, [False, False, True], [False, True, False]]


def test_of_points_alone_nothing_is_said_but_that():
    sure = rank_confidence(given_card([(20, 5, 7), (12, 5, 7)]))
    assert sure.order.units[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert sure.sentences == (
        "Chỉ biết điểm, không có số đếm, nên chưa nói được thứ hạng chắc chắn đến đâu.",
    )


def test_one_unit_or_none_has_no_sentence():
    assert rank_confidence(small_card([[(1, 2)]], (10,))).sentences == ()
    nobody = small_card([[(0, 0)], [(0, 0)]], (10,), no_cases_unit="left_out")
    assert rank_confidence(nobody).sentences == ()
    assert rank_confidence(nobody).table.empty


def test_the_sentences():
    rows = [[(90, 100)], [(88, 100)], [(40, 100)]]
    assert rank_confidence(small_card(rows, (10,))).sentences == (
        "Coi mỗi trường hợp được đếm là một lần thử thì 2/3 cặp đơn vị phân biệt được thứ tự với độ tin cậy "
        "95% cho cả bảng; ở các cặp còn lại, chênh lệch điểm có thể chỉ do ngẫu nhiên.",
        "Hạng 1–2 chưa phân biệt được với nhau.",
        "Đứng đầu thực chất có thể là một trong 2 đơn vị.",
    )


def covered(ratios, cases, months, **rule):
    """The share of simulated months in which every true rank lies in its set; ``ratios`` and ``cases``:
    units × indicators.
    """
    maxima = (10,) * ratios.shape[1]
    scheme = small_scheme(maxima, groups=ruled(maxima, **rule))
    units = small_units(len(ratios))
    draws = np.random.default_rng(0).binomial(cases, ratios, (months, *ratios.shape))
    index = pd.MultiIndex.from_product([map(str, range(months)), units.index], names=["month", "unit_code"])
    counts = np.stack([draws, np.broadcast_to(cases, draws.shape)], axis=-1)
    card = score(
        pd.DataFrame(counts.reshape(len(index), -1), index, list(scheme.inputs), dtype=float), scheme, units
    )
    true = pd.Series(ratios.sum(axis=1), units.index).round(9)
    low, high = true.rank(method="min", ascending=False), true.rank(method="max", ascending=False)
    inside = 0
    moved = moved_by_chance(card).to_numpy().reshape(months, -1, 3)
    totals, ranks = (card.results[name].to_numpy(float).reshape(months, -1) for name in ("total", "rank"))
    for total, rank, one in zip(totals, ranks, moved, strict=True):
        above, _ = told_apart(total, rank, Chance(*one.T))
        best, worst = 1 + above.sum(axis=0), len(total) - above.sum(axis=1)
        inside += bool(((best <= low) & (high <= worst)).all())
    return inside / months


@pytest.mark.parametrize(
    ("ratio", "months", "rule"),
    [(0.5, 1000, {}), (0.98, 1000, {}), (0.8, 1000, {"full_at": 0.8}), (0.8, 300, {"steps": STEPS})],
)
def test_equal_units_are_told_apart_in_one_month_of_twenty_at_most(ratio, months, rule):
    """At a cap and at a jump too, where what is earned is least sure."""
    cases = np.random.default_rng(1).integers(5, 300, (12, 3))
    assert covered(np.full((12, 3), ratio), cases, months, **rule) >= 0.94


@pytest.mark.parametrize(("units", "cases", "months"), [(3, 35, 1000), (12, 32, 1000), (26, 20, 500)])
def test_totals_that_move_by_whole_cases_of_one_indicator_are_covered_too(units, cases, months):
    """Of equal denominators at 50 % the steps of all totals coincide, errors are largest in the middle."""
    shape = (units, 1)
    assert covered(np.full(shape, 0.5), np.full(shape, cases), months) >= 0.94


@pytest.mark.parametrize(("below", "more"), [(0, 2), (5, 1), (9, 0), (15, 0)])
def test_two_shares_are_told_apart_as_by_the_corrected_test_of_pearson(below, more):
    """Of 40 cases each, from so many cases on; ``more`` near the ends, where a binomial is not normal."""

    def pearson(above):
        pooled = (above + below) / 80
        return (above - below - 1 / 2) / 40 > 1.96 * np.sqrt(pooled * (1 - pooled) / 20)

    def ours(above):
        card = small_card([[(above, 40)], [(below, 40)]], (10,))
        return sets_of(card).to_numpy().tolist() == [[1, 1], [2, 2]]

    first = next(above for above in range(below, 41) if pearson(above))
    assert [ours(above) for above in (first + more - 1, first + more)] == [False, True]


def test_the_true_ranks_lie_in_their_sets():
    random = np.random.default_rng(2)
    ratios, cases = random.beta(6, 2, (12, 3)), random.integers(2, 200, (12, 3))
    assert covered(ratios, cases, 1000) >= 0.94
