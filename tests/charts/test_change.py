import numpy as np
import pytest

from dbp_analysis.charts import change_chart

from ..small_changes import small_change


def online(over, under=100):
    return ((50, 50), (over, under), (20, 20))


@pytest.fixture
def change():
    """A rises, B falls, C keeps its points, D has none before."""
    return small_change(
        {"An Bình": online(20), "Bình Hòa": online(90), "Cẩm Thủy": online(50), "Đông Sơn": None},
        {"An Bình": online(100), "Bình Hòa": online(79), "Cẩm Thủy": online(50), "Đông Sơn": online(10)},
    )


def many(number=135):
    """Many units, every one with another change; the last two are new."""
    draw = np.random.default_rng(3)
    names = [f"Xã Phú Mỹ Đông {n}" for n in range(1, number + 1)]
    before = {name: online(int(draw.integers(0, 900)), 1000) for name in names}
    after = {name: online(int(draw.integers(0, 900)), 1000) for name in names}
    return small_change(before | dict.fromkeys(names[-2:]), after)


def test_the_title_says_who_moved_most(change):
    chart = change_chart(change)

    assert chart.title == "An Bình tăng 16,00 điểm; Bình Hòa giảm 2,20 điểm"
    assert "tháng 3 năm 2025 so với tháng 02 năm 2025" in chart.subtitle


def test_each_unit_shows_points_ranks_and_what_moved_it(change, texts, assert_tidy):
    chart = change_chart(change, "Số liệu thử.")
    shown = texts(chart)

    assert [t for t in shown if t in ("An Bình", "Bình Hòa", "Cẩm Thủy", "Đông Sơn")] == [
        "An Bình",
        "Bình Hòa",
        "Cẩm Thủy",
        "Đông Sơn",
    ]
    assert {"+16,00", "−2,20", "0,00", "▲ 2", "▼ 1", "chưa có điểm kỳ trước", "Số liệu thử."} <= set(shown)
    assert any("(20/100 → 100/100)" in text for text in (chart.description, " ".join(shown)))
    assert_tidy(chart)


def test_equal_changes_are_counted_and_named_together():
    change = small_change(
        {name: online(50) for name in "ABCDE"}, {name: online(60 if name < "D" else 40) for name in "ABCDE"}
    )

    assert change_chart(change).title.replace("\N{NO-BREAK SPACE}", " ") == (
        "3 đơn vị tăng điểm, nhiều nhất A và 2 đơn vị khác (+2,00); "
        "2 đơn vị giảm điểm, nhiều nhất D và E (−2,00)"
    )


def test_nothing_moved(assert_tidy):
    chart = change_chart(small_change({"A": online(50)}, {"A": online(50)}))

    assert chart.title == "Không đơn vị nào tăng, giảm điểm"
    assert_tidy(chart)


@pytest.mark.parametrize("after", [online(100), online(0)])
def test_all_one_way(after, assert_tidy):
    assert_tidy(change_chart(small_change({"A": online(50), "B": None}, {"A": after, "B": after})))


def test_thirty_units_with_long_names_fit(assert_tidy):
    names = [f"Sở Nông nghiệp và Phát triển nông thôn {n}" for n in range(30)]
    before = {name: online(3 * n) for n, name in enumerate(names)}
    after = {name: online(97 - 2 * n, 100 if n % 2 else 1234) for n, name in enumerate(names)}

    assert_tidy(change_chart(small_change(before, after)))


def test_of_many_units_the_two_ends_are_named_with_their_reasons(texts, assert_tidy):
    change = many()
    chart = change_chart(change, "Số liệu thử.")
    shown = texts(chart)
    moved = change.compared["change"].sort_values()
    names = change.after.units["unit_short"]

    assert "10 đơn vị tăng nhiều nhất" in shown
    assert "10 đơn vị giảm nhiều nhất" in shown
    ends = [*moved.index[-10:], *moved.index[:10]]
    assert {name for name in names if name in shown} <= {names[code] for code in ends}
    assert names[moved.index[0]] in chart.title
    assert names[moved.index[-1]] in chart.title
    assert any("chưa có điểm kỳ trước: 2 đơn vị" in text for text in shown)
    assert_tidy(chart)


def test_many_units_that_all_rose_or_did_not_move_at_all(assert_tidy):
    names = [f"Xã {n}" for n in range(40)]
    before = {name: online(10) for name in names}

    rose = change_chart(small_change(before, {name: online(11 + n) for n, name in enumerate(names)}))
    assert "giảm nhiều nhất" not in "".join(text.said for text in rose.texts)
    assert_tidy(rose)
    assert_tidy(change_chart(small_change(before, before)))


def test_too_many_equal_changes_are_not_named(texts):
    names = [f"Xã {n}" for n in range(40)]
    after = {name: online(20 if n else 30) for n, name in enumerate(names)}
    shown = texts(change_chart(small_change({name: online(10) for name in names}, after)))

    assert "1 đơn vị tăng nhiều nhất" in shown
    assert [name for name in names if name in shown] == ["Xã 0"]
