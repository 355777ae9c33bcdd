import pytest

from dbp_analysis.charts.facts import (
    group_items,
    highest_word,
    indicator_items,
    leaders,
    listed,
    lowest_because,
    points_text,
    standings,
)

FULL = ((5, 5), (5, 5), (5, 5))


def test_units_stand_in_order_with_shared_places_marked(card):
    assert [(unit.place, unit.name) for unit in standings(card)] == [
        ("1=", "An Bình"),
        ("1=", "Bình Hòa"),
        ("3", "Cẩm Thủy"),
        ("4", "Đông Sơn"),
    ]


def test_a_ranked_unit_without_cases_is_no_leader(make_card):
    units = standings(
        make_card({"A": ((0, 0),) * 3, "B": ((1, 2),) * 3, "C": ((1, 4),) * 3}, no_cases_unit="ranked")
    )

    assert [unit.name for unit in leaders(units)] == ["B"]
    assert highest_word(units) == "cao nhất trong các đơn vị có phát sinh"
    assert highest_word(units[1:]) == "cao nhất"


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


def test_the_last_unit_is_explained_by_the_groups_in_which_it_is_behind(card, make_card):
    assert lowest_because(card) == "Đông Sơn thấp nhất vì phục vụ"
    both = make_card({"A": FULL, "B": FULL, "C": ((0, 5), (3, 5), (5, 5))})
    assert lowest_because(both) == "C thấp nhất vì tiến độ và phục vụ"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ({"A": FULL, "B": FULL}, "Cả 2 đơn vị đạt điểm tối đa ở mọi nhóm"),
        ({"A": ((1, 2), *FULL[1:])}, "A: chưa đạt nhiều nhất ở tiến độ"),
        ({"A": ((1, 2), *FULL[1:]), "B": ((1, 2), *FULL[1:])}, "Cả 2 đơn vị bằng tổng điểm"),
        ({"A": FULL, "B": ((1, 2), *FULL[1:]), "C": ((1, 2), *FULL[1:])}, "B và C cùng thấp nhất"),
    ],
)
def test_the_explanation_of_unusual_cards(make_card, rows, title):
    assert lowest_because(make_card(rows)) == title


def test_wording(card):
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B và C"
    assert listed(["A", "B", "C", "D"]) == "A và 3 đơn vị khác"
    assert listed(["A", "B", "C"], 2, "chỉ số") == "A và 2 chỉ số khác"


def test_only_whole_points_stand_without_decimals():
    assert [points_text(value, 1) for value in (10, 9.98, 0, 26.65, 1234.5)] == [
        "10",
        "10,0",
        "0",
        "26,7",
        "1.234,5",
    ]
