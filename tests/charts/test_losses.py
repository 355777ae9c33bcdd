from dbp_analysis.charts import losses_chart


def test_largest_loss_first_with_its_share_and_who(card, texts, assert_tidy):
    chart = losses_chart(card)
    assert chart.title == "Nộp trực tuyến chiếm 85,6% số điểm chưa đạt"
    shown = texts(chart)
    order = ["Nộp trực tuyến", "Đánh giá", "Giải quyết đúng hạn"]
    assert [text for text in shown if text in order] == order
    assert {"30,0 (85,6%)", "Đông Sơn: 18/20", "5 (14,3%)", "Cẩm Thủy: 0,1/10"} <= set(shown)
    assert chart.subtitle.endswith("35,0 trên 160 điểm")
    assert_tidy(chart)


def test_indicators_without_loss_are_one_line(make_card, texts):
    shown = texts(losses_chart(make_card({"A": ((1, 2), (1, 1), (1, 1)), "B": ((1, 1),) * 3})))
    assert "Không đơn vị nào mất điểm ở: Nộp trực tuyến; Đánh giá." in shown


def test_equal_losers_are_named_together(make_card, texts):
    card = make_card({"A": ((1, 2), (1, 1), (1, 1)), "B": ((1, 2), (1, 1), (1, 1)), "C": ((1, 1),) * 3})
    assert "A và B: 5/10" in texts(losses_chart(card))


def test_as_many_are_named_as_make_up_half(make_card):
    card = make_card({"A": ((3, 10), (7, 10), (5, 10)), "B": ((1, 1),) * 3})
    title = losses_chart(card).title
    assert title == "Giải quyết đúng hạn và Nộp trực tuyến chiếm 72,2% số điểm chưa đạt"


def test_nothing_lost(make_card, assert_tidy):
    chart = losses_chart(make_card({"A": ((1, 1),) * 3, "B": ((1, 1),) * 3}))
    assert chart.title == "Cả 2 đơn vị đạt điểm tối đa ở mọi chỉ số"
    assert_tidy(chart)


def test_points_of_units_without_a_rank_do_not_count(make_card):
    card = make_card({"A": ((0, 0),) * 3, "B": ((1, 2), (1, 1), (1, 1))}, no_cases_unit="left_out")
    assert losses_chart(card).subtitle == "Điểm chưa đạt, tháng 3 năm 2025: 5 trên 40 điểm"


def test_groups_stand_for_unknown_indicators(national, wide, texts, assert_tidy):
    shown = texts(losses_chart(national))
    assert {group.short_name for group in national.scheme.groups} <= set(shown)
    assert_tidy(losses_chart(national))
    assert_tidy(losses_chart(wide))


def test_a_loss_too_small_to_print_is_not_printed_as_none(make_card, texts, assert_tidy):
    """One case of a thousand of ten points: a hundredth, where charts print tenths."""
    chart = losses_chart(make_card({"A": ((999, 1000), (1, 2), (1, 1)), "B": ((1, 1),) * 3}))
    shown = texts(chart)
    assert {"chưa đến 0,1 (0,1%)", "A: chưa đến 0,1/10"} <= set(shown)
    assert_tidy(chart)
