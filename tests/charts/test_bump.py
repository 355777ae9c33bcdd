from collections.abc import Callable

import pytest

from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.charts import Chart
from dbp_analysis.charts.bump import _apart, _movers, _paths, bump_chart
from dbp_analysis.charts.style import BETTER

from ..made import Place
from ..trend_made import demo_trend, rows, sample_trend, series_of

Texts = Callable[[Chart], list[str]]
Tidy = Callable[[Chart], None]


@pytest.fixture(scope="module")
def sample() -> Trend:
    return sample_trend()


def test_the_title_names_who_climbed_and_who_fell_most(place: Place) -> None:
    months = {"2023-11": rows(90, 80, 70), "2023-12": rows(70, 75, 95)}

    chart = bump_chart(read_trend(series_of(place, months)))

    assert chart.title == "Nà Tấu từ hạng 3 lên hạng 1; Him Lam từ hạng 1 xuống hạng 3"
    assert "Thanh Minh: 2 → 2" in chart.description


def test_when_nobody_moves_the_title_says_so(place: Place) -> None:
    months = {"2023-11": rows(90, 80, 70), "2023-12": rows(91, 81, 71)}

    chart = bump_chart(read_trend(series_of(place, months)))

    assert chart.title == "Không đơn vị nào đổi hạng so với tháng 11/2023"
    assert "đậm" not in chart.subtitle


def test_moves_are_told_from_the_first_month_in_which_all_units_are_whole(sample: Trend) -> None:
    chart = bump_chart(sample)

    assert chart.title == (
        "Từ tháng 7/2025: Mường Thanh từ hạng 3 lên hạng 1; Điện Biên Phủ từ hạng 1 xuống hạng 2; "
        "Mường Phăng từ hạng 2 xuống hạng 3"
    )
    assert chart.subtitle.endswith("đổi hạng nhiều nhất từ tháng 7/2025 (xanh: lên, nâu: xuống)")


def test_names_and_ranks_stand_at_both_ends(sample: Trend, texts: Texts, assert_tidy: Tidy) -> None:
    chart = bump_chart(sample, "ghi chú")

    shown = texts(chart)
    assert {"Mường Thanh 4", "1 Mường Thanh", "Nà Tấu 3", "4 Nà Tấu"} <= set(shown)
    assert "ghi chú" in shown
    assert_tidy(chart)


def test_a_merger_is_explained_at_the_foot_and_only_there_where_one_was(sample: Trend, texts: Texts) -> None:
    assert "sáp nhập, đơn vị mới từ tháng 7/2025" in " ".join(texts(bump_chart(sample)))
    assert "sáp nhập" not in " ".join(texts(bump_chart(demo_trend(5, 3))))


@pytest.mark.parametrize(("units", "months"), [(1, 2), (2, 40), (12, 24), (30, 12), (31, 12), (135, 12)])
def test_every_size_is_tidy(units: int, months: int, assert_tidy: Tidy) -> None:
    assert_tidy(bump_chart(demo_trend(units, months, drop=("2023-05",))))


def test_of_many_units_only_those_of_which_the_title_speaks_are_named(texts: Texts) -> None:
    trend = demo_trend(135, 12)
    named = [text for text in texts(bump_chart(trend)) if "Mẫu" in text and text[-1].isdigit()]

    climbed = trend.moves["climbed"].dropna().sort_values()  # a unit without cases has no rank
    expected = {climbed.index[0], climbed.index[-1]}
    assert all(unit in bump_chart(trend).title for unit in expected)
    assert {unit for unit in trend.totals.index if any(unit in text for text in named)} == expected


def test_units_of_equal_rank_stand_one_below_the_other(place: Place) -> None:
    (first, second, third) = _paths(read_trend(series_of(place, {"2023-12": rows(90, 90, 70)})))

    assert [path.ranks["2023-12"] for path in (first, second, third)] == [1, 1, 3]
    assert [path.slots["2023-12"] for path in (first, second, third)] == [0, 1, 2]


def test_equals_are_highlighted_together_or_not_at_all(place: Place) -> None:
    """Two climb by one and one falls by two: with room for one of each, only the one that fell stands out."""
    paths = _paths(read_trend(series_of(place, {"2023-11": rows(90, 80, 70), "2023-12": rows(70, 95, 90)})))

    assert [path.name for path in _movers(paths, 1)] == ["Him Lam"]
    assert [path.name for path in _movers(paths, 2)] == ["Thanh Minh", "Nà Tấu", "Him Lam"]


def test_labels_are_moved_apart_in_their_order() -> None:
    placed = _apart([10.0, 12.0, 95.0, 96.0], 10.0, 100.0)

    assert placed == [10.0, 20.0, 85.0, 95.0]


def test_two_lines_that_go_one_way_differ(place: Place) -> None:
    months = {"2023-11": rows(90, 80, 70), "2023-12": rows(70, 95, 90)}
    drawn = bump_chart(read_trend(series_of(place, months))).svg
    assert drawn.count(f'stroke="{BETTER}" stroke-width="2"') >= 2
    assert "stroke-dasharray" in drawn
