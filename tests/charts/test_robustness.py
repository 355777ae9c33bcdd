from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.charts.robustness import dominance_chart, rank_range_chart


def test_title_says_how_many_hold_their_place_and_who_moves_most(make_card, texts, assert_tidy):
    rows = {"A": ((9, 10),) * 3, "B": ((10, 10), (5, 10), (9, 10)), "C": ((5, 10), (7, 10), (9, 10))}
    chart = rank_range_chart(robustness(make_card(rows), draws=200), "Số liệu thử")
    assert chart.name == "khoang-hang"
    assert chart.title.startswith("Cả 3 đơn vị thường lên xuống không quá 1 bậc khi trọng số xê dịch ±25%")
    assert chart.title.endswith("nhiều nhất là B (hạng 2–3) và 1 đơn vị khác")
    assert "của 200 lần thử, tháng 3 năm 2025" in chart.subtitle
    assert "từng chỉ số (trọng số) tăng giảm ngẫu nhiên trong ±25%" in chart.subtitle
    assert {"1", "2–3", "100%", "Số liệu thử", "khoảng hạng"} <= set(texts(chart))
    assert_tidy(chart)


def test_ranges_and_shares_are_those_of_the_table(card, texts):
    sure = robustness(card, draws=200)
    shown = rank_range_chart(sure)
    assert "Đông Sơn hạng 4, khoảng 4, 100%" in shown.description
    assert texts(shown).count("1=") == 2


def test_nobody_moves(make_card, assert_tidy):
    chart = rank_range_chart(robustness(make_card({"A": ((9, 10),) * 3, "B": ((1, 10),) * 3}), draws=20))
    assert chart.title == "Cả 2 đơn vị thường giữ nguyên hạng khi trọng số xê dịch ±25%"
    assert_tidy(chart)


def test_without_any_rank_it_says_so(make_card, assert_tidy):
    nobody = make_card({"A": ((0, 0),) * 3}, no_cases_unit="left_out")
    chart = rank_range_chart(robustness(nobody, draws=20))
    assert chart.title == "Chưa có đơn vị nào được xếp hạng"
    assert_tidy(chart)


def test_of_many_units_the_ten_that_move_most_are_named(national, texts, assert_tidy):
    sure = robustness(national, draws=200)
    chart = rank_range_chart(sure)
    widths = (sure.ranks["high"] - sure.ranks["low"]).sort_values(ascending=False)
    named = [text for text in texts(chart) if text.startswith("Xã Phú Mỹ Đông")]
    assert 0 < len(named) <= 10
    codes = national.units.index[national.units["unit_short"].isin(named)]
    assert widths[codes].min() > widths.drop(codes).max()
    assert f"{len(named)} đơn vị có khoảng hạng rộng nhất" in texts(chart)
    assert "từng nhóm (trọng số)" in chart.subtitle
    assert_tidy(chart)


def test_many_units_that_never_move_are_drawn_without_names(make_card, texts, assert_tidy):
    rows = {f"Xã {n}": ((n, 40),) * 3 for n in range(1, 36)}
    chart = rank_range_chart(robustness(make_card(rows), draws=20))
    assert not any(text.startswith("Xã") for text in texts(chart))
    assert_tidy(chart)


def test_thirty_units_with_long_names_fit(wide, assert_tidy):
    assert_tidy(rank_range_chart(robustness(wide, draws=100)))


def test_the_title_of_the_order_counts_the_pairs_and_the_columns_the_units(card, texts, assert_tidy):
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
    bold = {text.said for text in chart.texts if text.bold}
    assert {"A", "B"} <= bold
    assert "C" not in bold


def test_the_order_of_one_unit_cannot_be_compared(make_card, assert_tidy):
    chart = dominance_chart(robustness(make_card({"A": ((1, 1),) * 3}), draws=20))
    assert chart.title == "Chưa đủ hai đơn vị được xếp hạng để so sánh"
    assert_tidy(chart)


def test_the_order_of_many_units_and_long_names_fits(national, wide, assert_tidy):
    assert_tidy(dominance_chart(robustness(national, draws=20)))
    assert_tidy(dominance_chart(robustness(wide, draws=20)))
