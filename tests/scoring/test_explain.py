import csv
from fractions import Fraction

import pytest

from dbp_analysis.lab.verbs import score_month
from dbp_analysis.scoring.explain import explain

from ..made import PROJECT, copy_partly_counted
from ..small_cards import small_card


@pytest.fixture(scope="module")
def card():
    return score_month("2023-12", data=PROJECT / "data").scorecard


@pytest.fixture(scope="module")
def gia_lai(tmp_path_factory):
    return score_month("2026-10", data=copy_partly_counted(tmp_path_factory.mktemp("gia-lai")).data).scorecard


@pytest.fixture(scope="module")
def published():
    with (PROJECT / "tests" / "published" / "counts-2023-12.csv").open(encoding="utf-8") as file:
        return {row["unit_code"]: row for row in csv.DictReader(file)}


def paid_online(row):
    """The points of online payment by the published counts: ratio × 10."""
    return Fraction(int(row["paid_online"]), int(row["payable"])) * 10


def test_an_indicator_stands_with_its_counts_its_points_and_what_was_lost(card, published):
    row = explain(card, "03127").loc["paid_online"]
    earned = paid_online(published["03127"])

    assert (row["count"], row["of"], row["maximum"]) == (33, 182, 10)
    assert row["points"] == pytest.approx(float(earned))
    assert row["ratio"] == pytest.approx(float(earned) / 10)
    assert row["lost"] == pytest.approx(float(10 - earned))
    assert (row["group"], row["name"]) == ("Cung cấp DVTT", "Thanh toán trực tuyến")


def test_the_best_is_the_most_points_of_any_unit(card, published):
    best = max(published.values(), key=paid_online)
    row = explain(card, "03316").loc["paid_online"]

    assert row["best"] == pytest.approx(float(paid_online(best)))
    assert row["best_unit"] == best["unit_name"].removeprefix("Phường ")


def test_few_units_that_are_best_together_are_named_and_many_are_counted(card):
    best = explain(card, "03316")["best_unit"]

    assert best["submitted_online"] == "Pá Khoang, Thanh Minh"
    assert best["progress"] == "10 đơn vị"


def test_the_points_of_a_unit_add_up_to_its_total(card):
    for code, total in card.of_units(card.results)["total"].items():
        table = explain(card, code)

        assert table["points"].sum() == pytest.approx(total)
        assert table["lost"].sum() == pytest.approx(80 - total)
        assert list(table.index) == [one.id for one in card.scheme.indicators]


def test_zero_of_zero_is_no_ratio(card):
    row = explain(card, "03326").loc["petitions_on_time"]

    assert (row["count"], row["of"]) == (0, 0)
    assert row.isna()["ratio"]
    assert row["points"] == 5


def test_a_group_whose_points_were_given_stands_as_one_row(gia_lai):
    """Pleiku is one of the communes of which the portal gave group points alone."""
    (code,) = gia_lai.units.index[gia_lai.units["unit_short"] == "Pleiku"]
    table = explain(gia_lai, code)

    assert list(table.index) == [group.id for group in gia_lai.scheme.groups]
    assert table["count"].isna().all()
    assert table["points"].sum() == pytest.approx(gia_lai.of_units(gia_lai.results).at[code, "total"])


def test_a_unit_that_is_left_out_of_the_ranking_is_nowhere_the_best():
    """a counted nothing, which earns all points of each indicator but no total."""
    nothing, other, best = [(0, 0)] * 3, [(6, 10), (5, 10), (1, 2)], [(5, 10), (9, 10), (1, 2)]
    left_out = small_card([nothing, other, best], no_cases_unit="left_out")
    table = explain(left_out, "a")

    assert table["points"].tolist() == [30, 10, 20]
    assert table["best"].tolist() == [18, 9, 10]
    assert table["best_unit"].tolist() == ["B", "C", "C, B"]


def test_a_unit_without_cases_is_nowhere_the_best_although_it_is_ranked():
    table = explain(small_card([[(0, 0)] * 3, [(6, 10), (5, 10), (1, 2)]]), "a")

    assert table["best_unit"].tolist() == ["B", "B", "B"]


def test_where_nobody_is_ranked_nobody_is_the_best():
    table = explain(small_card([[(0, 0)] * 3], no_cases_unit="left_out"), "a")

    assert table[["best", "best_unit"]].isna().all(axis=None)


def test_points_that_were_left_out_are_made_up_for_in_the_total():
    left_out = small_card([[(1, 2), (0, 0), (1, 4)]], no_cases="leave_out")
    total = left_out.of_units(left_out.results).at["a", "total"]

    assert explain(left_out, "a")["points"].sum() * 60 / (30 + 20) == pytest.approx(total)


def test_a_unit_that_is_not_on_the_card_is_an_error(card):
    with pytest.raises(KeyError):
        explain(card, "99999")
