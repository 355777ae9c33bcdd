import pandas as pd
import pytest

from dbp_analysis.asking.scenario.scenario import scenario_of
from dbp_analysis.asking.scenario.side_by_side import compare_schemes, comparison_table
from dbp_analysis.scoring.score import score_inputs

from ...made import Place
from ...small_cards import small_card


def test_two_schemes_stand_side_by_side_best_under_b_first(place: Place) -> None:
    # Him Lam: 30 + 10·1000/1200 + 10·510/1020; Thanh Minh: 30·68/70 + 10·60/80 + 10·10/40; Nà Tấu: 30 +
    # 10·56/150 + 10 (0/0). Under B paying online earns 50 points at most, all 90.
    month = scenario_of(place.read())
    compared = compare_schemes(month.base, month.with_maximum("paid", 50).card)
    assert list(compared["unit_name"]) == ["Nà Tấu", "Him Lam", "Thanh Minh"]
    assert compared["total_a"].tolist() == pytest.approx([30 + 56 / 15 + 10, 30 + 25 / 3 + 5, 204 / 7 + 10])
    assert compared["total_b"].tolist() == pytest.approx([30 + 56 / 15 + 50, 30 + 25 / 3 + 25, 204 / 7 + 20])
    assert compared["converted_b"].tolist() == pytest.approx((compared["total_b"] / 9).tolist())
    assert compared["rank_a"].tolist() == [1, 2, 3]
    assert compared["rank_b"].tolist() == [1, 2, 3]
    assert compared["band_a"].tolist() == ["Khá"] * 3
    assert compared["band_b"].tolist() == ["Xuất sắc", "Khá", "Yếu"]
    assert compared["band_differs"].tolist() == [True, False, True]
    assert list(compared.index) == ["03316", "03127", "03145"]


def test_places_gained_and_lost_are_counted_from_a_to_b(place: Place) -> None:
    month = scenario_of(place.read())
    compared = compare_schemes(month.base, month.with_shift("Nà Tấu", "received_online", 0).card)
    assert compared["places_up"].to_dict() == {"03127": 1, "03316": -1, "03145": 0}


def test_a_unit_that_only_one_card_has_stands_last_without_a_move(place: Place) -> None:
    inputs = place.read()
    whole = score_inputs(inputs)
    fewer = scenario_of(inputs)
    fewer = fewer.__class__(inputs, whole, fewer.rules, fewer.counts.drop(index="03127", level=1), fewer.id)
    compared = compare_schemes(whole, fewer.card)
    assert compared.index[-1] == "03127"
    assert pd.isna(compared.at["03127", "places_up"])
    assert not compared.at["03127", "band_differs"]
    assert comparison_table(whole, fewer.card).iloc[-1].tolist()[-5:-1] == ["–", "–", "–", "–"]


def test_a_unit_without_cases_that_a_scheme_leaves_out_says_so(place: Place) -> None:
    place.change("schemes/bo-thu.toml", "scale = 10", 'scale = 10\nno_cases_unit = "left_out"')
    month = scenario_of(place.read())
    none = {"received": 0, "received_online": 0, "resolved": 0, "resolved_on_time": 0}
    table = comparison_table(month.base, month.with_counts("Nà Tấu", none).card)
    assert table.loc[3].tolist()[-5:] == ["–", "–", "–", "không phát sinh", ""]


def test_a_unit_whose_figures_are_not_known_is_not_said_to_have_had_no_cases(place: Place) -> None:
    card = small_card([((5, 10), (5, 10)), ((float("nan"),) * 2, (5, 10))])
    assert comparison_table(card, card).iloc[-1].tolist()[-2] == "chưa đủ số liệu"


def test_the_table_for_a_reader_is_in_vietnamese(place: Place) -> None:
    month = scenario_of(place.read())
    table = comparison_table(month.base, month.with_shift("Nà Tấu", "received_online", 0).card)
    assert list(table.columns[:2]) == [("", "Đơn vị"), ("A: bo-thu", "Hạng")]
    assert table.columns[-1] == ("", "Đổi hạng")
    assert table.loc[2].tolist() == [
        "Nà Tấu",
        "1",
        "43,73",
        "8,75",
        "Khá",
        "2",
        "40,00",
        "8,00",
        "Khá",
        "▼ 1",
    ]
    assert list(table.index) == [1, 2, 3]


def test_a_changed_band_is_marked_by_the_order_of_the_bands(place: Place) -> None:
    month = scenario_of(place.read())
    table = comparison_table(month.base, month.with_maximum("paid", 50).card)
    # All were Khá.
    assert table["B: bo-thu-gia-dinh", "Xếp loại"].tolist() == ["▲ Xuất sắc", "Khá", "▼ Yếu"]
    assert table["A: bo-thu", "Xếp loại"].tolist() == ["Khá"] * 3


def test_a_band_that_the_other_scheme_does_not_have_is_only_said_to_differ(place: Place) -> None:
    base = score_inputs(place.read())
    place.change("schemes/bo-thu.toml", 'name = "Khá"', 'name = "Đạt"')
    table = comparison_table(base, score_inputs(place.read()))
    assert table["B: bo-thu", "Xếp loại"].tolist() == ["≠ Đạt"] * 3


def test_totals_of_different_maxima_say_of_how_much(place: Place) -> None:
    month = scenario_of(place.read())
    heads = [name for _, name in comparison_table(month.base, month.with_maximum("paid", 22.5).card).columns]
    assert [head for head in heads if head.startswith("Tổng")] == ["Tổng điểm /50", "Tổng điểm /62,5"]
    same = [name for _, name in comparison_table(month.base, month.card).columns]
    assert same.count("Tổng điểm") == 2


def test_the_sides_are_called_what_they_are(place: Place) -> None:
    month = scenario_of(place.read())
    table = comparison_table(month.base, month.card, names=("thật", "giả định"))
    assert {side for side, _ in table.columns} == {"", "A: thật", "B: giả định"}


def test_totals_on_the_scale_of_the_scheme_are_shown_once(place: Place) -> None:
    place.change("schemes/bo-thu.toml", "scale = 10", "scale = 50")
    month = scenario_of(place.read())
    assert ("A: bo-thu", "Quy đổi") not in comparison_table(month.base, month.card)
