import pytest

from dbp_analysis.charts.facts import highest_word, listed, lowest_because
from dbp_analysis.charts.items import leaders, standings

FULL = ((5, 5), (5, 5), (5, 5))


def test_a_ranked_unit_without_cases_is_no_leader(make_card):
    units = standings(
        make_card({"A": ((0, 0),) * 3, "B": ((1, 2),) * 3, "C": ((1, 4),) * 3}, no_cases_unit="ranked")
    )

    assert [unit.name for unit in leaders(units)] == ["B"]
    assert highest_word(units) == "cao nhất trong các đơn vị có phát sinh"
    assert highest_word(units[1:]) == "cao nhất"


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
