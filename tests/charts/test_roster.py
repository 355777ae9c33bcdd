from dbp_analysis.charts.items import standings
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import GAP, Roster, places, side_by_side
from dbp_analysis.charts.style import WIDE


def test_rows_follow_each_other_and_unranked_units_are_parted(make_card):
    full = ((1, 1),) * 3
    units = standings(make_card({"A": ((0, 0),) * 3, "B": full, "C": full}, no_cases_unit="left_out"))
    roster = Roster(units, row=20)
    middles = roster.draw(Page("A", "B", 100), 10, 0)
    assert list(middles.values()) == [10, 30, 50 + GAP]
    assert (roster.ranked_height, roster.height) == (40, 60 + GAP)
    assert places(units) == "Dấu “=” sau thứ hạng: đồng hạng."
    assert places(units[2:]) == ""


def test_a_long_name_takes_more_lines(wide):
    units = standings(wide)[:1]
    assert Roster(units, room=60).height > Roster(units, room=400).height


def test_blocks_side_by_side_hold_as_many_units_each_but_the_last():
    assert side_by_side("abcdefg", WIDE, 3, 9) == [(10, "abc"), (179, "def"), (348, "g")]
    assert side_by_side("ab", WIDE, 1, 9) == [(10, "ab")]
    assert side_by_side("", WIDE, 1, 9) == []
