"""Bonuses, deductions, conditions and colours of bands in the charts of a month, on the invented decision."""

import pytest

from dbp_analysis.charts import group_chart, heatmap_chart, losses_chart, ranking_chart
from dbp_analysis.charts.items import beside_items
from dbp_analysis.charts.style import RAMP
from dbp_analysis.scoring.score import score_inputs

from ..decision_made import make_decision


@pytest.fixture(scope="module")
def decision(tmp_path_factory):
    return score_inputs(make_decision(tmp_path_factory.mktemp("decision")).read())


def test_a_deduction_is_lost_and_a_bonus_is_not(decision):
    deduction, bonus = beside_items(decision)
    assert (deduction.beside, max(deduction.lost.values())) == ("deduction", 5)
    assert (bonus.beside, set(bonus.lost.values())) == ("bonus", {0.0})
    assert {item.open_to(code) for item in (deduction, bonus) for code in item.points} == {0.0}


def test_the_ranking_says_what_was_added_and_taken_and_who_was_held_back(decision, texts, assert_tidy):
    chart = ranking_chart(decision)
    shown = texts(chart)
    assert {"102,51", "+3,00", "−5,00", "thưởng, trừ"} <= set(shown)
    assert "Mường Thanh (Tốt)" in " ".join(shown)
    assert_tidy(chart)


def test_the_bands_have_their_own_colours(decision):
    drawn = ranking_chart(decision).inline
    assert all(colour in drawn for colour in ("#1B7837", "#762A83"))


def test_groups_and_total_differ_by_a_column(decision, texts, assert_tidy):
    chart = group_chart(decision)
    assert {"+3,00", "−5,00", "102,51"} <= set(texts(chart))
    assert_tidy(chart)


def test_a_deduction_is_among_the_losses_and_a_bonus_only_said(decision, texts, assert_tidy):
    chart = losses_chart(decision)
    shown = texts(chart)
    assert {"Điểm trừ: Hồ sơ quá hạn", "Nam Thanh: trừ 5"} <= set(shown)
    assert not any(text.startswith("Sáng kiến") for text in shown)
    assert chart.subtitle.endswith("145,4 trên 600 điểm; bị trừ 8,5 điểm")
    assert "Sáng kiến ở 3 đơn vị, nhiều nhất Him Lam (+3,00)" in " ".join(shown)
    assert_tidy(chart)


def test_the_heat_map_signs_them_without_a_shade(decision, texts, assert_tidy):
    chart = heatmap_chart(decision)
    by_text = {text.said: text.colour for text in chart.texts}
    assert {"+3,00", "−5,00"} <= by_text.keys()
    assert by_text["−5,00"] == RAMP[-1] != by_text["+3,00"]
    assert chart.title.startswith("Đúng hạn: 3/6")
    assert_tidy(chart)
