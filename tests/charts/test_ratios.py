from dataclasses import replace

from dbp_analysis.charts import ratios_chart, ratios_known


def test_ends_are_named_with_their_cases(card, texts, assert_tidy):
    chart = ratios_chart(card)
    shown = texts(chart)
    assert {"Đông Sơn 10% (10/100)", "Cẩm Thủy 80,1% (801/1.000)", "Cẩm Thủy 99,5% (199/200)"} <= set(shown)
    assert {"mẫu số 50–200 hồ sơ", "3 đơn vị 100%"} <= set(shown)
    assert_tidy(chart)


def test_title_names_the_lowest_ratio(card):
    assert ratios_chart(card).title == "Đánh giá thấp nhất theo trung vị: từ 50% đến 100%"


def test_no_cases_is_neither_nothing_nor_all(make_card, texts, assert_tidy):
    chart = ratios_chart(make_card({"A": ((1, 2), (1, 2), (0, 0)), "B": ((1, 2), (1, 4), (0, 0))}))
    assert "không phát sinh ở cả 2 đơn vị" in texts(chart)
    assert "Đánh giá: không phát sinh ở cả 2 đơn vị" in chart.description
    assert_tidy(chart)


def test_units_without_cases_are_counted(card, texts):
    assert "không phát sinh: 2 đơn vị" in texts(ratios_chart(card))


def test_few_cases_are_explained(card, make_card, texts):
    shown = texts(ratios_chart(card))
    assert "mẫu số dưới 30, một trường hợp làm tỷ lệ đổi hơn 3,3 điểm phần trăm" in " ".join(shown)
    assert "Đông Sơn 50% (4/8) – khoảng 21,5% đến 78,5%, chưa khác" in shown
    many = make_card({"A": ((30, 40),) * 3})
    assert not any(text.startswith("Chấm rỗng") for text in texts(ratios_chart(many)))


def test_only_full_ratios_or_none(make_card):
    assert ratios_chart(make_card({"A": ((1, 1),) * 3})).title == "Mọi tỷ lệ có phát sinh đều đạt 100%"
    assert ratios_chart(make_card({"A": ((0, 0),) * 3})).title == "Mọi chỉ số đều không phát sinh"


def test_a_ratio_over_one_stays_on_the_strip(make_card, assert_tidy):
    assert_tidy(ratios_chart(make_card({"A": ((5, 4), (1, 2), (1, 1)), "B": ((1, 4), (1, 2), (1, 1))})))


def test_no_known_ratio(national, assert_tidy):
    assert not ratios_known(national)
    chart = ratios_chart(national)
    assert chart.title == "Chưa có tỷ lệ nào để trình bày"
    assert_tidy(chart)


def test_many_indicators_and_many_units(wide, make_card, texts, assert_tidy):
    assert_tidy(ratios_chart(wide))
    chart = ratios_chart(make_card({f"Xã {n}": ((n, 50), (n % 7, 7), (n % 3, 3)) for n in range(1, 41)}))
    assert chart.subtitle.endswith("; số trên cột cao nhất là số đơn vị")
    assert not any(text.startswith("Chấm rỗng") for text in texts(chart)), "columns have no dots"
    assert_tidy(chart)


def test_what_is_drawn_decides_what_is_said_of_it(make_card, texts):
    """Of forty units five or none have cases: dots, whatever the number of units."""
    few = {f"Xã {n}": ((n, 50), (0, 0), (0, 0)) if n <= 5 else ((0, 0),) * 3 for n in range(1, 41)}
    chart = ratios_chart(make_card(few))
    assert chart.subtitle.endswith("; mỗi chấm là một đơn vị")
    assert not any(text.startswith("Chấm rỗng") for text in texts(chart)), "50 cases are not few"
    mixed = {f"Xã {n}": ((n, 50), (1, 2) if n <= 5 else (0, 0), (0, 0)) for n in range(1, 41)}
    chart = ratios_chart(make_card(mixed))
    assert "mỗi chấm là một đơn vị; ở hàng vẽ cột, số trên cột cao nhất là số đơn vị" in chart.subtitle
    assert any(text.startswith("Chấm rỗng") for text in texts(chart))


def test_the_share_that_earns_all_points_is_marked(make_card, texts, assert_tidy):
    card = make_card({"A": ((1, 2),) * 3, "B": ((9, 10),) * 3})
    groups = card.scheme.model_dump()
    groups["groups"][1]["indicators"][0]["full_at"] = 0.8
    scheme = type(card.scheme).model_validate(groups)
    chart = ratios_chart(replace(card, scheme=scheme))
    assert texts(chart).count("vạch đứt: đủ điểm từ 80%") == 1
    assert_tidy(chart)
