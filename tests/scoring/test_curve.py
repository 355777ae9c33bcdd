"""Points by curves and steps, beside the same on paper."""

import random
from fractions import Fraction

import numpy as np
import pytest

from dbp_analysis.scoring.curve import in_steps, on_curve
from dbp_analysis.scoring.rule_text import rule_text
from dbp_analysis.scoring.score import earned
from dbp_analysis.settings.curve import PointStep
from dbp_analysis.settings.indicator import Indicator

from ..exact import exact_points, half_up, random_rule
from .test_score import counts, indicator, scheme, scored, total


def test_a_curve_is_straight_between_its_points_and_level_outside():
    values = np.array([0, 0.5, 0.65, 0.8, 1, np.nan])
    assert on_curve(((0.5, 0), (0.8, 6)), values).tolist() == pytest.approx(
        [0, 0, 3, 6, 6, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("curve", "points"),
    [
        (((0, 0), (0.8, 4), (0.8, 6)), [3.5, 6, 6]),
        (((0, 6), (0.8, 6), (0.8, 2)), [6, 6, 2]),
    ],
)
def test_at_a_jump_the_value_itself_earns_the_higher_points(curve, points):
    third = 0.1 * 8  # 0.8 and a little, as binary arithmetic has it
    assert on_curve(curve, np.array([0.7, third, 0.8 + 1e-6])).tolist() == pytest.approx(points, abs=1e-4)


def test_of_steps_the_first_that_fits_counts_and_else_nothing_is_earned():
    steps = [PointStep(at_least=0.95, points=20), PointStep(above=0.9, points=10)]
    values = np.array([0.95, 0.1 + 0.85, 0.9499, 0.9, 0.3 * 3, 0.9001, 0, np.nan])
    assert in_steps(steps, values).tolist() == pytest.approx([20, 20, 10, 0, 0, 10, 0, np.nan], nan_ok=True)


def test_fewer_can_be_better_and_no_cases_earn_what_the_scheme_says():
    table = counts(a_done=[6, 30, 100, 0], a_all=[3, 6, 10, 0])  # 2, 5 and 10 days a dossier
    days = indicator("a", 10, curve=[[2, 10], [8, 0]], no_cases="zero")
    assert total(table, scheme((days,), no_cases_unit="ranked")) == [10, 5, 0, 0]


@pytest.mark.parametrize("seed", range(300))
def test_points_of_any_rule_are_those_on_paper(seed):
    rng = random.Random(seed)
    maximum = rng.choice([1, 2.5, 6, 10])
    one = Indicator.model_validate(indicator("a", maximum, **random_rule(rng, maximum)))
    decimals = rng.choice([None, 0, 1, 2])
    by = scheme((one.model_dump(),), rounding={"indicator": decimals})
    of = rng.choice([1, 2, 3, 7, 10, 12, 24, 120, 997])
    cases = np.arange(of * (1 if one.is_share else 4) + 1)
    points = earned(one, cases / of, np.full(len(cases), float(of)), by)
    exact = [exact_points(one, int(n), of, decimals) for n in cases]
    assert points == pytest.approx([float(one) for one in exact], rel=0, abs=1e-12)
    assert max(exact) <= half_up(Fraction(str(maximum)), decimals)


def test_a_whole_month_by_curves_and_steps_adds_up():
    by = scheme(
        (
            indicator("a", 6, curve=[[0.5, 0], [0.8, 6]]),
            indicator("b", 20, steps=[{"at_least": 0.95, "points": 20}, {"above": 0.9, "points": 10}]),
        )
    )
    card = scored(counts(a_done=[65, 9], a_all=[100, 10], b_done=[19, 91], b_all=[20, 100]), by)
    assert card.results["total"].tolist() == pytest.approx([23, 16])
    assert card.at_maximum.to_numpy().tolist() == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, ""),
        (
            {"curve": [[0.5, 0], [0.8, 6]]},
            "điểm theo đường thẳng nối các mốc: 50% được 0 điểm; 80% được 6 điểm; trước mốc đầu và sau"
            " mốc cuối giữ nguyên điểm",
        ),
        (
            {"curve": [[2, 6], [2, 2.5], [7.5, 0]]},
            "điểm theo đường thẳng nối các mốc: 2 được 6 điểm; 2 được 2,5 điểm; 7,5 được 0 điểm; trước"
            " mốc đầu và sau mốc cuối giữ nguyên điểm; đúng mốc có hai mức điểm thì được mức cao hơn",
        ),
        (
            {"steps": [{"at_least": 0.95, "points": 6}, {"above": 0.9, "below": 0.94, "points": 3}]},
            "từ 95% được 6 điểm; trên 90% dưới 94% được 3 điểm; còn lại 0 điểm; phù hợp nhiều bậc thì lấy bậc"
            " nêu trước",
        ),
        (
            {"steps": [{"at_most": 3, "points": 6}, {"above": 3, "points": 1}]},
            "đến 3 được 6 điểm; trên 3 được 1 điểm; phù hợp nhiều bậc thì lấy bậc nêu trước",
        ),
    ],
)
def test_a_rule_in_words(rule, said):
    assert rule_text(Indicator.model_validate(indicator("a", 6, **rule))) == said
