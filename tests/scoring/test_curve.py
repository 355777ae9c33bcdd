"""Points by curves and steps, beside the same on paper."""

import random
from fractions import Fraction

import numpy as np
import pytest

from dbp_analysis.scoring.curve import in_steps, on_curve
from dbp_analysis.scoring.score import earned
from dbp_analysis.settings.curve import PointStep
from dbp_analysis.settings.indicator import Indicator

from ..exact import exact_points, exact_unit, half_up, random_rule, random_ruled_card
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


@pytest.mark.parametrize("seed", range(100))
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


@pytest.mark.parametrize("seed", range(40))
def test_months_of_generated_schemes_are_those_on_paper(seed):
    card = random_ruled_card(seed)
    results = card.results.droplevel("month")
    for code, own in results["total"].dropna().items():
        unit = exact_unit(card, code)
        on_paper = unit.total(unit.numerators)
        assert own == pytest.approx(float(on_paper), rel=0, abs=1e-11)
        assert results.at[code, "band"] == card.scheme.bands[unit.band(on_paper)].name
