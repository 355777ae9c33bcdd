from dbp_analysis.charts import ranking_chart


def test_title_names_both_ends_with_their_bands(card):
    chart = ranking_chart(card)
    assert chart.name == "xep-hang"
    assert chart.title == "An Bình và Bình Hòa cao nhất (Xuất sắc), Đông Sơn thấp nhất (Yếu)"
    assert "4 đơn vị, tháng 3 năm 2025" in chart.subtitle


def test_scores_bands_and_shared_places_are_printed(card, texts, assert_tidy):
    chart = ranking_chart(card, "Số liệu thử")
    shown = texts(chart)
    assert [shown.count(text) for text in ("9,00", "8,99", "4,25", "1=", "3", "Số liệu thử")] == [
        2,
        1,
        1,
        2,
        2,
        1,
    ]
    assert {"Yếu: 1 đơn vị", "Tốt: 1", "Dấu “=” sau thứ hạng: đồng hạng."} <= set(shown)
    assert_tidy(chart)


def test_a_unit_just_under_a_band_is_told_what_it_lacks(card, texts, make_card):
    assert "còn thiếu 0,01 để đạt Xuất sắc" in texts(ranking_chart(card))
    close = make_card({"A": ((1, 1), (79999, 100000), (1, 1)), "B": ((1, 1), (4, 5), (1, 1))})
    assert "còn thiếu chưa đến 0,01 để đạt Xuất sắc" in texts(ranking_chart(close))


def test_a_unit_without_cases_stands_at_the_end(make_card, texts, assert_tidy):
    card = make_card(
        {"A": ((0, 0),) * 3, "B": ((1, 2), (3, 4), (5, 6)), "C": ((1, 1),) * 3}, no_cases_unit="left_out"
    )
    chart = ranking_chart(card)
    assert chart.title == "C cao nhất (Xuất sắc), B thấp nhất (Khá)"
    assert texts(chart)[-1] == "không phát sinh"
    assert chart.description.endswith("A: không phát sinh.")
    assert_tidy(chart)


def test_without_any_score_it_says_so(make_card, assert_tidy):
    chart = ranking_chart(make_card({"A": ((0, 0),) * 3}, no_cases_unit="left_out"))
    assert chart.title == "Chưa có đơn vị nào được xếp hạng"
    assert_tidy(chart)


def test_one_unit_and_equal_units(make_card):
    assert ranking_chart(make_card({"A": ((1, 1),) * 3})).title == "A xếp loại Xuất sắc"
    equal = make_card({"A": ((1, 1),) * 3, "B": ((2, 2),) * 3})
    assert ranking_chart(equal).title == "Cả 2 đơn vị bằng điểm nhau, xếp loại Xuất sắc"


def test_long_names_take_more_lines(wide, assert_tidy):
    assert_tidy(ranking_chart(wide))
