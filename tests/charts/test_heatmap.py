import pytest

from dbp_analysis.charts import heatmap_chart
from dbp_analysis.charts.heatmap import _level
from dbp_analysis.charts.items import indicator_items


def test_points_names_and_totals_are_printed(card, texts, assert_tidy):
    chart = heatmap_chart(card)
    assert chart.title == "Nộp trực tuyến: 1/4 đơn vị đạt dưới một nửa số điểm tối đa"
    shown = texts(chart)
    assert {"Tiến độ", "Phục vụ", "đúng hạn", "16", "10,0", "2", "36,00", "Tổng"} <= set(shown)
    assert_tidy(chart)


def test_cells_without_cases_are_explained(card, texts, make_card):
    key = "không phát sinh (mẫu số bằng 0), điểm theo quy định của bộ chỉ số"
    assert key in texts(heatmap_chart(card))
    assert key not in texts(heatmap_chart(make_card({"A": ((1, 1),) * 3})))
    assert "2 đơn vị không phát sinh" in heatmap_chart(card).description


def test_a_shade_for_each_quarter_lost(make_card):
    card = make_card({f"Xã {n}": ((n, 8), (1, 1), (1, 1)) for n in (8, 7, 6, 4, 2, 0)})
    pace = indicator_items(card)[0]
    assert [_level(pace, code) for code in pace.points] == [0, 1, 2, 3, 4, 4]


def test_twenty_indicators_fit(wide, texts, assert_tidy):
    chart = heatmap_chart(wide)
    assert "Chỉ số thứ 20 của nhóm" in texts(chart)
    assert_tidy(chart)


@pytest.mark.parametrize("note", ["", "Ghi chú"])
def test_every_one_of_many_units_has_its_row(national, note, texts, assert_tidy):
    chart = heatmap_chart(national, note)
    written = " ".join(texts(chart))
    assert all(name in written for name in national.units["unit_short"])
    assert texts(chart).count("Tiến độ giải quyết") == 3
    assert national.results["tied"].any() == any(text.endswith("=") for text in texts(chart))
    assert_tidy(chart)


def test_full_points_everywhere(make_card):
    card = make_card({"A": ((1, 1),) * 3, "B": ((1, 1),) * 3})
    assert heatmap_chart(card).title == "Cả 2 đơn vị đạt điểm tối đa ở mọi chỉ số"


def test_more_units_than_can_be_read_on_paper_are_thin_rows_by_rank(make_card, texts, assert_tidy):
    rows = {f"Xã {n}": ((n % 7, 7), (n, 300), (1, 2)) for n in range(300)}
    chart = heatmap_chart(make_card(rows))
    assert chart.height < 800
    assert {"1", "50", "300"} <= set(texts(chart))
    assert not any(text.startswith("Xã") for text in texts(chart))
    assert_tidy(chart)
