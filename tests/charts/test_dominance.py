from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.charts.dominance import dominance_chart


def test_title_counts_the_pairs_and_the_columns_the_units(card, texts, assert_tidy):
    chart = dominance_chart(robustness(card, draws=20), "Số liệu thử")
    assert chart.name == "thu-tu-chac-chan"
    # An Bình and Bình Hòa are always equal and above Đông Sơn; Cẩm Thủy has less in time and more online.
    assert chart.title == "3/6 cặp đơn vị giữ nguyên thứ tự dù trọng số thế nào; 6 cặp khi xê dịch ±25%"
    assert "An Bình hạng 1=, 0 đơn vị luôn trên, 1 luôn dưới" in chart.description
    assert {"đơn vị", "luôn trên", "luôn dưới", "Số liệu thử"} <= set(texts(chart))
    assert "mỗi trọng số xê dịch không quá ±25%" in chart.subtitle
    assert_tidy(chart)


def test_the_least_certain_unit_stands_out(make_card):
    rows = {"A": ((10, 10), (6, 10), (9, 10)), "B": ((5, 10), (8, 10), (9, 10)), "C": ((1, 10),) * 3}
    chart = dominance_chart(robustness(make_card(rows), draws=20))
    bold = {text.get_text() for text in chart.figure.texts if text.get_fontweight() == "bold"}
    assert {"A", "B"} <= bold
    assert "C" not in bold


def test_one_unit_cannot_be_compared(make_card, assert_tidy):
    chart = dominance_chart(robustness(make_card({"A": ((1, 1),) * 3}), draws=20))
    assert chart.title == "Chưa đủ hai đơn vị được xếp hạng để so sánh"
    assert_tidy(chart)


def test_many_units_and_long_names(national, wide, assert_tidy):
    assert_tidy(dominance_chart(robustness(national, draws=20)))
    assert_tidy(dominance_chart(robustness(wide, draws=20)))
