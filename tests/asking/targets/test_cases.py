import pytest

from dbp_analysis.asking.targets.cases import unit_cases

from ...exact import exact_unit, random_card
from ...exact import made_month as month
from ...scoring.test_score import constant, indicator, scheme

GIVEN = {"id": "g", "name": "g", "short_name": "G", "given": "points", "given_maximum": 10}


def ids(cases):
    return [one.indicator.id for one in cases.counted]


def test_gains_and_losses_are_those_of_the_cases_that_can_still_turn():
    by = scheme((indicator("a", 10, full_at=0.8),), rounding={"indicator": 1})
    (a,) = unit_cases(month(by, a_done=[4], a_all=[6]), "u0").counted

    assert (a.numerator, a.denominator, a.group_id) == (4, 6, "g0")
    assert a.gains == pytest.approx([0, 1.7, 1.7])  # 8.3, full from five of six on
    assert a.losses == pytest.approx([0, 2, 4.1, 6.2, 8.3])


def test_cases_beyond_the_denominator_can_only_fall_away():
    (a,) = unit_cases(month(scheme((indicator("a", 10),)), a_done=[6], a_all=[4]), "u0").counted

    assert a.gains.tolist() == [0]
    assert a.losses == pytest.approx([0, 0, 0, 2.5, 5, 7.5, 10])


def test_an_indicator_without_cases_and_one_of_fixed_points_are_not_counted():
    by = scheme((indicator("a", 10, full_at=0.8), indicator("b", 10, no_cases="zero"), constant("c", 2, 1)))
    cases = unit_cases(month(by, a_done=[8], a_all=[10], b_done=[0], b_all=[0]), "u0")

    assert ids(cases) == ["a"]
    assert cases.most == 11
    assert not cases.only_points


def test_a_group_whose_points_were_given_is_fixed_even_where_some_of_its_counts_are_known():
    group = {**dict.fromkeys(("id", "name", "short_name"), "Nhóm B"), "given": "b_points"}
    group |= {"id": "gb", "indicators": [indicator("b", 10), indicator("c", 10)]}
    nan = float("nan")
    counts = {"b_done": [1], "b_all": [9], "c_done": [nan], "c_all": [nan], "b_points": [12.5]}
    cases = unit_cases(month(scheme((indicator("a", 10),), group), a_done=[4], a_all=[10], **counts), "u0")

    assert ids(cases) == ["a"]
    assert [group.id for group in cases.uncounted] == ["gb"]
    assert cases.most == 22.5
    assert not cases.only_points


def test_where_only_points_are_known_there_are_no_cases():
    cases = unit_cases(month(scheme(GIVEN), points=[6.0]), "u0")

    assert cases.only_points
    assert cases.most == 6


def test_no_unit_can_move_what_the_whole_place_shares():
    cases = unit_cases(month(scheme((indicator("a", 10, shared=True),)), a_done=[1], a_all=[2]), "u0")

    assert cases.counted == ()
    assert cases.most == 5


def test_a_unit_for_which_no_case_arose_is_not_one_of_which_only_points_are_known():
    cases = unit_cases(month(scheme((indicator("a", 10),)), a_done=[0], a_all=[0]), "u0")

    assert cases.counted == ()
    assert not cases.only_points


@pytest.mark.parametrize("seed", range(30))
def test_random_totals_and_points_are_those_on_paper(seed):
    card = random_card(seed)

    for code in card.of_units(card.results)["total"].dropna().index:
        cases, unit = unit_cases(card, code), exact_unit(card, code)
        assert ids(cases) == list(unit.levels)
        for one in cases.counted:
            levels = unit.levels[one.indicator.id]
            assert one.points == pytest.approx([float(level) for level in levels], abs=1e-9)
            totals = [unit.total(unit.numerators | {one.indicator.id: n}) for n in range(len(levels))]
            assert cases.totals(one.gains) == pytest.approx(
                list(map(float, totals[one.numerator :])), abs=1e-9
            )
        assert cases.most == pytest.approx(float(max(place[0] for _, place in unit.ways(up=True))), abs=1e-9)


def test_a_unit_that_is_not_on_the_card_is_refused():
    with pytest.raises(KeyError):
        unit_cases(month(scheme(GIVEN), points=[6.0]), "u1")
