import numpy as np
import pytest

from dbp_analysis.asking.targets.cases import unit_cases
from dbp_analysis.asking.targets.ways import Way, enough_alone, fewest_cases, ways_past

from ...exact import exact_unit, random_card, random_close_card, random_ruled_card


@pytest.mark.parametrize("make", [random_card, random_close_card, random_ruled_card])
@pytest.mark.parametrize("seed", range(6))
def test_against_any_unit_no_other_choice_takes_fewer_cases(make, seed):
    card = make(seed)
    codes = list(card.of_units(card.results)["total"].dropna().index)
    units = {code: exact_unit(card, code) for code in codes}

    for code in codes[:3]:
        cases = unit_cases(card, code)
        for up in (True, False):
            items = [(one.group_id, one.gains if up else one.losses) for one in cases.counted]
            places = list(units[code].ways(up))
            for rival in codes:
                for level in (True, False):
                    found = fewest_cases(items, ways_past(card, cases, rival, up=up, level=level))
                    past = beyond(units[rival].place(), up, level)
                    fewest = min((taken for taken, place in places if past(place)), default=None)
                    assert (None if found is None else sum(found)) == fewest


def beyond(rival, up, level):
    """Whether a place is ahead of (behind) that of the rival, or shares it where that is enough."""
    return lambda place: (place > rival if up else place < rival) or (level and place == rival)


def at_least(needed):
    return lambda gained: np.round(gained, 9) >= needed


def test_of_several_ways_the_one_of_fewest_cases_is_taken():
    items = [("x", np.array([0.0, 1, 2, 3])), ("y", np.array([0.0, 2, 4]))]

    assert fewest_cases(items, [Way(at_least(6)), Way(at_least(2), {"x": at_least(1)})]) == (1, 1)
    assert fewest_cases(items, [Way(at_least(6)), Way(at_least(2), {"y": at_least(5)})]) == (2, 2)
    assert fewest_cases(items, [Way(at_least(8)), Way(at_least(2), {"z": at_least(1)})]) is None


def test_one_item_alone_has_to_reach_every_part_of_a_way():
    ways = [Way(at_least(3)), Way(at_least(1), {"x": at_least(1)})]

    assert enough_alone("x", np.array([0.0, 0.5, 1, 2]), ways).tolist() == [False, False, True, True]
    assert enough_alone("y", np.array([0.0, 1, 2, 3]), ways).tolist() == [False, False, False, True]
