from dataclasses import replace

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


def _banded(make_card, *limits, **more):
    names = ("Tốt", "Khá", "Yếu")
    bands = [
        {"name": n, "printed": n} | limit for n, limit in zip(names, (*limits, {"at_least": 0}), strict=True)
    ]
    return make_card({"A": ((1, 1),) * 3, "B": ((1, 2),) * 3}, bands=bands, **more)


def test_a_score_at_a_strict_limit_stands_in_the_band_below(make_card):
    card = _banded(make_card, {"at_least": 9}, {"above": 5})
    zones = Zones(card.scheme, standings(card), 100, 400)
    assert card.bands.tolist() == ["Tốt", "Yếu"]
    assert zones.low == 4
    assert zones.said == "Đúng 5 điểm xếp loại Yếu, trên mức đó mới là Khá."
    assert Zones(card.scheme, standings(card)[:1], 100, 400).said == ""


def test_a_score_above_the_scale_stays_on_it(make_card):
    card = _banded(make_card, {"at_least": 9}, {"at_least": 5})
    best, least = standings(card)
    zones = Zones(card.scheme, [replace(best, converted=10.5), least], 100, 400)
    assert zones.x(10.5) == pytest.approx(400)
    assert zones.x(10) < 400


def test_a_score_below_zero_stands_in_the_last_band(make_card):
    card = _banded(make_card, {"at_least": 9}, {"at_least": 5})
    best, least = standings(card)
    zones = Zones(card.scheme, [best, replace(least, converted=-0.5, band="Yếu")], 100, 400)
    assert zones.low == -2
    assert card.scheme.shortfall(-0.5).band.name == "Khá"
