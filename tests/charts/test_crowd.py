from dbp_analysis.charts import ranking_chart
from dbp_analysis.charts.crowd import NAMED
from dbp_analysis.charts.items import standings


def test_many_units_show_the_bands_and_name_both_ends(national, texts, assert_tidy):
    chart = ranking_chart(national, "Ghi chú")
    units, shown = standings(national), texts(chart)
    common = national.results["band"].value_counts()
    assert chart.title.startswith(f"{common.iloc[0]}/135 đơn vị xếp loại {common.index[0]}; {units[0].name}")
    assert {"10 đơn vị cao nhất", "10 đơn vị thấp nhất", f"Khá: {common['Khá']} đơn vị"} <= set(shown)
    named = [unit.name for unit in (*units[:NAMED], *units[-NAMED:])]
    assert [name for name in shown if name.startswith("Xã Phú")] == named
    assert_tidy(chart)


def test_a_place_shared_by_too_many_is_not_named_in_part(make_card, texts):
    rows = {f"Xã {n}": ((1, 1), (1, 1), (1, 1 if n < 30 else 2)) for n in range(40)}
    shown = texts(ranking_chart(make_card(rows)))
    assert "10 đơn vị thấp nhất" in shown
    assert not any(text.endswith("cao nhất") for text in shown)
    assert "Xã 0" not in shown


def test_a_place_shared_across_the_cut_is_named_whole(make_card, texts):
    rows = {f"Xã {n}": ((1, 1), (100 - max(n, 12), 100), (1, 1)) for n in range(40)}
    assert "13 đơn vị cao nhất" in texts(ranking_chart(make_card(rows)))


def test_all_equal(make_card, assert_tidy):
    chart = ranking_chart(make_card({f"Xã {n}": ((1, 1),) * 3 for n in range(40)}))
    assert chart.title == "Cả 40 đơn vị bằng điểm nhau, xếp loại Xuất sắc"
    assert_tidy(chart)


def test_units_without_a_rank_are_counted_at_the_foot(make_card, texts):
    rows = {f"Xã {n}": ((n, 40),) * 3 if n else ((0, 0),) * 3 for n in range(40)}
    shown = texts(ranking_chart(make_card(rows, no_cases_unit="left_out")))
    assert "Không xếp hạng – không phát sinh: 1 đơn vị (Xã 0)." in shown
