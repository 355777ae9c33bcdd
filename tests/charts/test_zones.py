import pytest

from dbp_analysis.charts.items import standings
from dbp_analysis.charts.zones import Zones


def test_the_scale_starts_with_the_band_of_the_lowest_score(make_card):
    card = make_card({"A": ((1, 1),) * 3, "B": ((1, 1), (1, 2), (1, 1))})
    zones = Zones(card.scheme, standings(card), 100, 400)
    assert zones.low == 7
    assert [zones.x(score) for score in (7, 8.5, 10)] == pytest.approx([100, 250, 400])


def test_in_the_lowest_band_it_starts_just_below_the_score(card):
    assert Zones(card.scheme, standings(card), 100, 400).low == 3


def test_without_scores_it_is_the_whole_scale(card):
    assert Zones(card.scheme, [], 100, 400).low == 0
