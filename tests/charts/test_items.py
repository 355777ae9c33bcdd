import pytest

from dbp_analysis.charts.items import group_items, indicator_items, points_text, standings

FULL = ((5, 5), (5, 5), (5, 5))


def test_units_stand_in_order_with_shared_places_marked(card):
    assert [(unit.place, unit.name) for unit in standings(card)] == [
        ("1=", "An Bình"),
        ("1=", "Bình Hòa"),
        ("3", "Cẩm Thủy"),
        ("4", "Đông Sơn"),
    ]


def test_a_unit_that_is_left_out_comes_last_and_says_why(make_card):
    card = make_card({"A": ((0, 0),) * 3, "B": FULL}, no_cases_unit="left_out")
    last = standings(card)[-1]
    assert (last.name, last.place, last.rank, last.missing) == ("A", "–", None, "không phát sinh")


def test_items_hold_what_was_lost(card):
    online = indicator_items(card)[1]
    assert online.lost == pytest.approx({"00001": 4, "00002": 4, "00003": 3.98, "00004": 18})
    assert indicator_items(card)[2].no_cases == {"00001", "00002"}


def test_a_unit_without_cases_has_points_where_it_is_ranked_only(make_card):
    rows = {"A": ((0, 0),) * 3, "B": FULL}
    without = standings(make_card(rows, no_cases_unit="left_out"))[-1].code
    left_out, ranked = (
        [item.points[without] for item in indicator_items(make_card(rows, no_cases_unit=said))]
        for said in ("left_out", "ranked")
    )
    assert set(left_out) == {None}
    assert None not in ranked


def test_a_group_without_indicators_stands_as_a_whole(national):
    assert [item.id for item in indicator_items(national)] == [item.id for item in group_items(national)]


def test_only_whole_points_stand_without_decimals():
    assert [points_text(value, 1) for value in (10, 9.98, 0, 26.65, 1234.5)] == [
        "10",
        "10,0",
        "0",
        "26,7",
        "1.234,5",
    ]
