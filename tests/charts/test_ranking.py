from dbp_analysis.charts import ranking_chart


def test_title_names_both_ends_with_their_bands(card):
    chart = ranking_chart(card)
    assert chart.name == "xep-hang"
    assert chart.title == "An Bình và Bình Hòa cùng cao nhất (Xuất sắc), Đông Sơn thấp nhất (Yếu)"
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
    crowded = texts(ranking_chart(card))
    assert not any("Xuất sắc" in text for text in crowded[2:]), "where there is no room nothing is said"
    wide = [("Xuất sắc", 9), ("Khá", 5), ("Yếu", 0)]
    bands = [{"name": name, "printed": name, "at_least": limit} for name, limit in wide]
    for over, lacks in ((799, "0,01"), (79999 / 100, "chưa đến 0,01")):
        rows = {"A": ((1, 1), (over, 1000), (1, 1)), "B": ((1, 1), (3, 5), (1, 1))}
        shown = texts(ranking_chart(make_card(rows, bands=bands)))
        assert f"còn thiếu {lacks} điểm quy đổi để đạt Xuất sắc" in shown


def test_what_a_unit_lacks_does_not_run_into_a_band_farther_on(make_card):
    rows = {"A": ((1, 1), (798, 1000), (1, 1)), "B": ((1, 1), (598, 1000), (1, 1)), "C": ((1, 1),) * 3}
    chart = ranking_chart(make_card(rows))
    start = {text.said: text.x for text in chart.texts}
    end = {text.said: text.x + text.width for text in chart.texts}
    middle = {said: (start[said] + end[said]) / 2 for said in start}
    assert middle["7"] < start["sát mức Tốt"]
    assert end["sát mức Tốt"] < middle["9"]
    assert middle["8"] < start["sát mức Xuất sắc"]


def test_without_conversion_the_score_is_the_total(national, make_card):
    wide = [("Xuất sắc", 36), ("Yếu", 0)]
    bands = [{"name": name, "printed": name, "at_least": limit} for name, limit in wide]
    rows = {"A": ((1, 1), (799, 1000), (1, 1)), "B": ((1, 1), (3, 5), (1, 1))}
    chart = ranking_chart(make_card(rows, scale=40, bands=bands))
    assert chart.subtitle.startswith("Tổng điểm (thang điểm 40)")
    assert "còn thiếu 0,02 điểm để đạt Xuất sắc" in [text.said for text in chart.texts]
    many = ranking_chart(national)
    assert many.subtitle.startswith("Tổng điểm (thang điểm 100)")
    assert many.title.endswith(" điểm")


def test_the_title_names_no_unit_without_cases_as_the_highest(make_card):
    rows = {"A": ((0, 0),) * 3, "B": ((1, 2), (3, 4), (5, 6)), "C": ((1, 4),) * 3}
    titles = [ranking_chart(make_card(rows, no_cases_unit=one)).title for one in ("ranked", "left_out")]

    assert titles[0].startswith("B cao nhất trong các đơn vị có phát sinh (")
    assert titles[1].startswith("B cao nhất (")


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
