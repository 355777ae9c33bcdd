from collections.abc import Callable

import pytest

from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.charts import Chart
from dbp_analysis.charts.bands_over_time import bands_over_time_chart

from ..made import Place
from ..trend_made import demo_trend, rows, sample_trend, series_of

Texts = Callable[[Chart], list[str]]
Tidy = Callable[[Chart], None]


@pytest.fixture(scope="module")
def sample() -> Trend:
    return sample_trend()


def chart_of(place: Place, *shares: tuple[float, float, float]) -> Chart:
    months = {f"2023-{n:02d}": rows(*share) for n, share in enumerate(shares, start=13 - len(shares))}
    return bands_over_time_chart(read_trend(series_of(place, months)))


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ((90, 80, 60), (90, 92, 80), "Thanh Minh và Nà Tấu xếp loại cao hơn so với tháng 11/2023"),
        (
            (90, 80, 60),
            (89, 80, 80),
            "Nà Tấu xếp loại cao hơn, Him Lam xếp loại thấp hơn so với tháng 11/2023",
        ),
        ((90, 80, 60), (91, 81, 61), "Không đơn vị nào đổi xếp loại so với tháng 11/2023"),
    ],
)
def test_the_title_says_who_changed_band(
    place: Place, first: tuple[float, float, float], last: tuple[float, float, float], title: str
) -> None:
    assert chart_of(place, first, last).title == title


def test_changes_are_told_from_the_first_month_in_which_all_units_are_whole(sample: Trend) -> None:
    assert bands_over_time_chart(sample).title == "Mường Phăng xếp loại thấp hơn so với tháng 7/2025"


def test_one_month_is_summed_up_by_its_bands(place: Place) -> None:
    assert chart_of(place, (90, 80, 60)).title == "Tháng 12/2023: 1 Xuất sắc, 1 Khá, 1 Yếu"


def test_the_description_joins_months_in_one_band(place: Place) -> None:
    chart = chart_of(place, (90, 80, 60), (91, 80, 60), (80, 80, 95))

    assert "Him Lam: 10/2023–11/2023 Xuất sắc, 12/2023 Khá" in chart.description


def test_scores_stand_in_the_cells_with_all_their_decimals(
    sample: Trend, texts: Texts, assert_tidy: Tidy
) -> None:
    chart = bands_over_time_chart(sample, "ghi chú")

    shown = texts(chart)
    assert {"8,66", "6,49", "Mường Thanh", "Khá: từ 7", "Yếu", "ghi chú"} <= set(shown)
    assert "số trong ô là điểm quy đổi" in chart.subtitle
    assert_tidy(chart)


def test_where_the_scores_do_not_fit_there_are_none(texts: Texts) -> None:
    """A score without its decimals could be read as that of another band."""
    chart = bands_over_time_chart(demo_trend(12, 24))

    assert "số trong ô" not in chart.subtitle
    assert not any("," in text for text in texts(chart))


@pytest.mark.parametrize(("units", "months"), [(1, 2), (12, 24), (30, 12), (31, 12), (135, 12), (135, 30)])
def test_every_size_is_tidy(units: int, months: int, assert_tidy: Tidy) -> None:
    assert_tidy(bands_over_time_chart(demo_trend(units, months, drop=("2023-05",))))
