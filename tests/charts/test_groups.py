from dataclasses import replace

from dbp_analysis.charts import group_chart


def test_title_says_who_is_last_and_why(card, texts, assert_tidy):
    chart = group_chart(card)
    assert chart.title == "Đông Sơn thấp nhất vì phục vụ"
    shown = texts(chart)
    assert {"Tiến độ", "Phục vụ", "tối đa 10", "tối đa 30", "tối đa 40", "26", "7", "17,00"} <= set(shown)
    assert_tidy(chart)


def test_description_names_what_each_unit_lost(card):
    assert "Đông Sơn: phục vụ 7/30" in group_chart(card).description


def test_a_unit_without_a_rank_shows_no_points(make_card, texts, assert_tidy):
    card = make_card({"A": ((0, 0),) * 3, "B": ((1, 2), (1, 2), (1, 2))}, no_cases_unit="left_out")
    chart = group_chart(card)
    assert {"không phát sinh", "–"} <= set(texts(chart))
    assert "10" not in texts(chart)
    assert_tidy(chart)


def test_many_groups_and_long_names(wide, assert_tidy):
    assert_tidy(group_chart(wide))


def test_many_units_show_the_spread_of_each_group(national, texts, assert_tidy):
    chart = group_chart(national)
    medians = national.group_points.median()
    weakest = min(national.scheme.groups, key=lambda group: medians[group.id] / group.maximum)
    assert chart.title.startswith(f"{weakest.short_name} thấp nhất: một nửa số đơn vị đạt không quá ")
    assert sum(text.startswith("trung vị") for text in texts(chart)) == len(national.scheme.groups)
    assert sum(text.startswith("thấp nhất") for text in texts(chart)) == len(national.scheme.groups)
    assert_tidy(chart)


def test_one_unit_is_no_half_and_no_median(make_card, texts, assert_tidy):
    chart = group_chart(make_card({"A": ((1, 2), (1, 2), (1, 4))}))
    assert "một nửa" not in f"{chart.title} {chart.narrow.title}"
    assert "trung vị" not in " ".join(texts(chart.narrow))
    assert_tidy(chart)


def test_many_units_with_all_points(make_card, assert_tidy):
    chart = group_chart(make_card({f"Xã {n}": ((1, 1),) * 3 for n in range(40)}))
    assert chart.title == "Cả 40 đơn vị đạt điểm tối đa ở mọi nhóm"
    assert_tidy(chart)


def test_what_is_the_same_for_all_of_many_units_is_a_sentence(national, texts, assert_tidy):
    points = national.group_points.assign(openness=11.79)
    chart = group_chart(replace(national, group_points=points))
    shown = texts(chart)
    assert "Công khai" not in shown
    assert "Không vẽ vì như nhau ở mọi đơn vị: Công khai (trung vị 11,79 (65,5%))." in " ".join(shown)
    assert_tidy(chart)
