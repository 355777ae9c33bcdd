import pytest

from dbp_analysis.asking.targets.cases import unit_cases
from dbp_analysis.asking.targets.goals import find_goals

from ...exact import exact_unit, random_card, random_close_card, random_ruled_card
from ...exact import made_month as month
from ...scoring.test_score import BANDS, indicator, scheme

PUBLISHED_UNITS = "03124 03127 03130 03133 03136 03139 03142 03145 03316 03317 03325 03326".split()
NATIONAL_UNITS = ("H21.121", "H21.180")
SEEDS = (*range(12), 20, 32, 36, 56, 59)
"""The later ones hold goals that no case reaches, which are rare."""


def goals_of(card, code):
    return find_goals(card, unit_cases(card, code))


def meets(goal, card, unit, code):
    """Whether a place (total and deciding points) on paper meets the goal."""
    if goal.kind == "band":
        names = [band.name for band in card.scheme.bands]
        assert names.index(goal.name) == unit.band(unit.total(unit.numerators)) - 1
        return lambda place: unit.band(place[0]) <= names.index(goal.name)
    ranks = card.of_units(card.results)["rank"]
    rival = exact_unit(card, str(ranks[ranks < ranks[code]].index[-1]))
    return lambda place: place > rival.place()


@pytest.mark.parametrize("code", PUBLISHED_UNITS)
def test_published_targets_are_the_fewest_cases_that_one_indicator_or_any_split_allows(published, code):
    unit = exact_unit(published, code)

    for goal in goals_of(published, code):
        enough = meets(goal, published, unit, code)
        assert goal.extra is not None
        assert enough((unit.extreme(goal.extra, up=True),))
        assert not enough((unit.extreme(goal.extra - 1, up=True),))
        assert enough(unit.place(unit.numerators | {s.indicator_id: s.after for s in goal.mix}))
        for option in goal.options:
            assert_first(option, unit, enough)


def assert_first(option, unit, enough):
    places = {
        n: unit.place(unit.numerators | {option.indicator_id: n}) for n in range(option.denominator + 1)
    }
    first = min((abs(n - option.numerator) for n, place in places.items() if enough(place)), default=None)
    assert option.extra == first
    if first is None:
        assert option.reached == pytest.approx(float(max(place[0] for place in places.values())), abs=1e-9)
    else:
        assert abs(option.after - option.numerator) == first
        assert enough(places[option.after])
        assert option.reached == pytest.approx(float(places[option.after][0]), abs=1e-9)


@pytest.mark.parametrize("make", [random_card, random_close_card, random_ruled_card])
@pytest.mark.parametrize("seed", SEEDS)
def test_random_targets_are_the_fewest_of_all_choices_there_are(make, seed):
    card = make(seed)

    for code in card.of_units(card.results)["total"].dropna().index:
        unit = exact_unit(card, code)
        ways = list(unit.ways(up=True))
        for goal in goals_of(card, code):
            enough = meets(goal, card, unit, code)
            fewest = min((cases for cases, place in ways if enough(place)), default=None)
            assert goal.extra == fewest
            if goal.mix is not None:
                assert enough(unit.place(unit.numerators | {s.indicator_id: s.after for s in goal.mix}))
            for option in goal.options:
                assert_first(option, unit, enough)


def test_the_random_months_hold_goals_of_every_kind():
    goals = [
        (goal.kind, goal.mix is None, card.scheme.rounding.indicator is None)
        for card in map(random_card, SEEDS)
        for code in card.of_units(card.results).index
        for goal in goals_of(card, code)
    ]

    for kind in ("band", "unit"):
        for hopeless in (True, False):
            for unrounded in (True, False):
                assert goals.count((kind, hopeless, unrounded)) >= 3


@pytest.mark.parametrize("code", NATIONAL_UNITS)
def test_national_targets_with_thousands_of_cases_are_the_fewest_that_any_split_allows(national, code):
    unit = exact_unit(national, code)

    for goal in goals_of(national, code):
        enough = meets(goal, national, unit, code)
        assert enough((unit.extreme(goal.extra, up=True),))
        assert not enough((unit.extreme(goal.extra - 1, up=True),))


def two(**more):
    return scheme((indicator("a", 10), indicator("b", 10, cases="lượt")), **more)


def three(numerators, limit):
    """Units of three indicators of one point each, of ten cases; the band "Tốt" starts at ``limit``."""
    bands = [{**BANDS[0], "at_least": limit}, BANDS[2]]
    by = scheme(tuple(indicator(name, 1) for name in "abc"), bands=bands)
    done = {f"{name}_done": column for name, column in zip("abc", zip(*numerators, strict=True), strict=True)}
    return month(by, **done, **{f"{name}_all": [10] * len(numerators) for name in "abc"})


def test_a_total_that_is_the_limit_on_paper_reaches_the_band():
    card = three([(1, 7, 3)], limit=4)  # one case more: 1.2 of 3 points, in binary a little less

    assert [option.extra for option in goals_of(card, "u0")[0].options] == [1, 1, 1]
    assert goals_of(card, "u0")[0].extra == 1


@pytest.mark.parametrize("own", [(1, 7, 3), (6, 1, 4), (1, 8, 2), (3, 3, 5), (8, 1, 2)])
def test_a_total_that_is_equal_on_paper_does_not_pass(own):
    goal = goals_of(three([(4, 4, 4), own], limit=9), "u1")[-1]

    assert (goal.name, goal.extra) == ("U0", 2)
    assert [option.extra for option in goal.options] == [2, 2, 2]


def test_the_first_unit_of_the_best_band_has_no_goal():
    card = month(two(), a_done=[9, 5], a_all=[10, 10], b_done=[9, 5], b_all=[10, 10])

    assert goals_of(card, "u0") == ()


def test_units_that_share_the_first_rank_have_no_unit_to_pass():
    card = month(two(), a_done=[5, 5], a_all=[10, 10], b_done=[5, 5], b_all=[10, 10])

    assert [goal.kind for goal in goals_of(card, "u1")] == ["band"]


def test_a_unit_that_is_left_out_has_no_goal():
    card = month(two(no_cases_unit="left_out"), a_done=[0, 1], a_all=[0, 2], b_done=[0, 1], b_all=[0, 2])

    assert goals_of(card, "u0") == ()


def test_where_nothing_is_left_to_gain_a_goal_has_no_options():
    by = scheme((indicator("a", 10, full_at=0.8), indicator("b", 10, no_cases="zero")))
    card = month(by, a_done=[8, 8], a_all=[10, 10], b_done=[0, 3], b_all=[0, 4])

    assert [(goal.options, goal.mix) for goal in goals_of(card, "u0")] == [((), None), ((), None)]


def test_units_that_share_the_rank_above_are_passed_together():
    card = month(two(), a_done=[5, 5, 1], a_all=[10, 10, 10], b_done=[5, 5, 1], b_all=[10, 10, 10])

    goal = goals_of(card, "u2")[-1]

    assert (goal.kind, goal.name, goal.gap, goal.extra) == ("unit", "U0, U1", 8.0, 9)


def decided(**columns):
    """A month of two groups of ten cases a unit; the second decides between equal totals."""
    by = scheme((indicator("a", 10),), (indicator("b", 10),), ties={"decided_by": ["g1"]})
    return month(by, **columns, a_all=[10, 10], b_all=[10, 10])


def test_a_unit_behind_by_the_deciding_group_alone_passes_with_one_case_of_any_group():
    goal = goals_of(decided(a_done=[5, 6], b_done=[6, 5]), "u1")[-1]

    assert (goal.kind, goal.name, goal.gap, goal.extra) == ("unit", "U0", 0.0, 1)
    assert [option.extra for option in goal.options] == [1, 1]


def test_an_equal_total_passes_where_the_deciding_group_is_better():
    goal = goals_of(decided(a_done=[5, 2], b_done=[5, 7]), "u1")[-1]

    assert (goal.gap, goal.extra) == (1.0, 1)
    assert [(option.extra, option.reached) for option in goal.options] == [(1, 10.0), (1, 10.0)]
    assert decided(a_done=[5, 3], b_done=[5, 7]).results["rank"].tolist() == [2, 1]


def test_a_case_of_the_deciding_group_passes_where_one_of_another_only_draws_level():
    goal = goals_of(decided(a_done=[5, 4], b_done=[5, 5]), "u1")[-1]

    assert [(step.indicator_id, step.extra) for step in goal.mix] == [("b", 1)]
    assert [option.extra for option in goal.options] == [2, 1]


def curved(rule):
    """Units with 3 and 2 of 10 cases by a rule, beside another indicator that decides nothing here."""
    by = scheme((indicator("a", 10, **rule), indicator("b", 10, cases="lượt")))
    return month(by, a_done=[3, 2], a_all=[10, 10], b_done=[5, 5], b_all=[10, 10])


def test_where_fewer_is_better_a_step_takes_cases_away():
    goals = goals_of(curved({"curve": [[0, 10], [0.5, 0]]}), "u0")

    assert [goal.name for goal in goals] == ["Khá", "U1"]
    assert [(step.indicator_id, step.extra, step.after) for step in goals[0].mix] == [("a", 1, 2)]
    assert [(option.indicator_id, option.extra, option.after) for option in goals[1].options] == [
        ("a", 2, 1),
        ("b", 3, 8),
    ]


def test_a_jump_or_step_is_reached_with_the_first_case_that_earns_it():
    steps = curved({"steps": [{"at_least": 0.9, "points": 10}, {"above": 0.3, "points": 4}]})
    jump = curved({"curve": [[0, 0], [0.9, 0], [0.9, 10]]})

    assert [option.extra for option in goals_of(steps, "u0")[0].options] == [6, 5]
    assert [option.extra for option in goals_of(jump, "u0")[0].options] == [6, 5]


def test_the_random_months_of_curves_take_cases_away_and_add_them():
    found = [
        (step.change > 0, card.scheme.indicator(step.indicator_id).direction)
        for card in map(random_ruled_card, range(24))
        for code in card.of_units(card.results)["total"].dropna().index
        for goal in goals_of(card, code)
        for step in goal.mix or ()
    ]

    for kind in ((True, "rising"), (False, "falling"), (True, "both"), (False, "both")):
        assert found.count(kind) >= 2
