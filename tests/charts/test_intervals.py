from dbp_analysis.asking.robustness.intervals import intervals
from dbp_analysis.charts.intervals import interval_chart


def test_the_least_sure_ratio_is_in_the_title_with_its_cases(card, texts, assert_tidy):
    chart = interval_chart(card, intervals(card), "Số liệu thử", indicator="ratings")
    assert chart.name == "khoang-tin-cay"
    assert chart.title == "Đánh giá: kém chắc chắn nhất là Đông Sơn, từ 21,5% đến 78,5% (4/8 hồ sơ)"
    assert {"50%", "21,5–78,5%", "4/8", "10/10", "72,2–100%", "không phát sinh", "Số liệu thử"} <= set(
        texts(chart)
    )
    assert "Đông Sơn: 50% (4/8), khoảng 21,5–78,5%" in chart.description
    assert_tidy(chart)


def test_left_alone_it_takes_the_indicator_with_the_widest_intervals(make_card):
    rows = {
        "A": ((50, 50), (5, 10), (0, 0)),
        "B": ((40, 50), (6, 10), (0, 0)),
        "C": ((45, 50), (4, 10), (0, 1)),
    }
    card = make_card(rows)
    chart = interval_chart(card, intervals(card))
    assert chart.title.startswith("Nộp trực tuyến: ")  # one unit's single rating does not make a chart


def test_equally_unsure_units_are_named_together(make_card):
    card = make_card({"A": ((1, 1), (1, 2), (1, 1)), "B": ((1, 1), (1, 2), (1, 1)), "C": ((9, 9),) * 3})
    title = interval_chart(card, intervals(card), indicator="online").title
    assert title == "Nộp trực tuyến: kém chắc chắn nhất là A và B, từ 9,5% đến 90,5% (1/2 hồ sơ)"


def test_of_many_units_the_widest_intervals_are_shown(make_card, texts, assert_tidy):
    card = make_card({f"Xã {n}": ((n + 1, 2 * n + 2), (1, 1), (1, 1)) for n in range(40)})
    chart = interval_chart(card, intervals(card), indicator="in_time")
    named = [text for text in texts(chart) if text.startswith("Xã")]
    assert sorted(named, key=lambda name: int(name[3:])) == [f"Xã {n}" for n in range(20)]
    assert "20/40 đơn vị có khoảng rộng nhất" in chart.subtitle
    assert_tidy(chart)


def test_of_many_units_those_without_cases_are_not_shown(make_card, texts, assert_tidy):
    rows = {f"Xã {n}": ((n + 1, 2 * n + 2) if n < 3 else (0, 0), (1, 1), (1, 1)) for n in range(40)}
    card = make_card(rows)
    chart = interval_chart(card, intervals(card), indicator="in_time")
    assert len([text for text in texts(chart) if text.startswith("Xã")]) == 3
    assert "3 đơn vị có phát sinh, có số liệu trong 40 đơn vị" in chart.subtitle
    assert_tidy(chart)


def test_without_any_ratio_it_says_so(national, assert_tidy):
    chart = interval_chart(national, intervals(national))
    assert chart.title == "Chưa có tỷ lệ nào để trình bày"
    assert_tidy(chart)


def test_a_ratio_above_one_has_its_figures_but_no_interval(make_card, texts, assert_tidy):
    card = make_card({"A": ((5, 4), (1, 2), (1, 1)), "B": ((1, 1),) * 3})
    chart = interval_chart(card, intervals(card), indicator="in_time")
    assert {"125%", "5/4"} <= set(texts(chart))
    assert_tidy(chart)


def test_a_ratio_is_held_against_all_units_together(make_card, texts):
    rows = {
        "A": ((1, 1), (190, 200), (1, 1)),
        "B": ((1, 1), (3, 4), (1, 1)),
        "C": ((1, 1), (20, 200), (1, 1)),
    }
    card = make_card(rows)
    shown = texts(interval_chart(card, intervals(card), indicator="online"))
    assert [shown.count(text) for text in ("cao hơn", "chưa khác", "thấp hơn", "so với chung")] == [
        1,
        1,
        1,
        1,
    ]
    assert "mức chung 52,7%" in " ".join(shown)
