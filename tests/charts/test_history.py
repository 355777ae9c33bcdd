import re
from collections.abc import Callable
from datetime import date

import pytest

from dbp_analysis.asking.trend.past import MOST_MONTHS, past_results
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.history import PLOT, history_chart
from dbp_analysis.charts.marks import Strokes
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.month_file import Month

from ..made import Place
from ..trend_made import HIM_LAM, NA_TAU, SUCCESSORS, THANH_MINH, demo_trend, gaining, rows, series_of

Texts = Callable[..., list[str]]
FIGURE = re.compile(r"\d+,\d\d")


@pytest.fixture
def series(place: Place) -> Series:
    """Nà Tấu rises from last to second; September has no data."""
    months = {"2023-08": rows(90, 80, 40), "2023-10": rows(90, 70, 60), "2023-11": rows(90, 60, 80)}
    return series_of(place, months)


def test_the_title_says_the_change_of_score_and_rank(series: Series) -> None:
    titles = [history_chart(series, code).title for code in (NA_TAU, THANH_MINH, HIM_LAM)]

    assert titles == [
        "Tổng điểm tăng 10,00 so với tháng 10/2023, từ hạng 3 lên 2",
        "Tổng điểm giảm 5,00 so với tháng 10/2023, từ hạng 2 xuống 3",
        "Tổng điểm không đổi so với tháng 10/2023, vẫn hạng 1",
    ]


def test_every_month_has_its_score_and_rank(series: Series, texts: Texts, assert_tidy: Callable) -> None:
    chart = history_chart(series, NA_TAU, "Số liệu thử.")
    shown = texts(chart)

    assert [text for text in shown if FIGURE.fullmatch(text)] == ["20,00", "30,00", "40,00"]
    assert shown.count("3") == 2  # its rank in August and October
    assert "Số liệu thử." in shown
    assert "tháng 8/2023 20,00 điểm, hạng 3" in chart.description
    assert_tidy(chart)


def test_a_unit_needs_two_months(place: Place) -> None:
    with pytest.raises(ValueError, match="needs two"):
        history_chart(series_of(place, {"2023-12": rows(90, 80, 40)}), NA_TAU)


def test_no_more_than_thirteen_months_are_shown(assert_tidy: Callable) -> None:
    series = demo_trend(units=40, months=24).series
    code = str(series.card.results["total"].unstack("month").dropna().index[0])

    past = past_results(series, code)
    assert len(past) == MOST_MONTHS
    assert (past[0].month, past[-1].month) == ("2023-12", "2024-12")
    assert_tidy(history_chart(series, code, "Ghi chú"))


def test_months_before_a_merger_are_marked_as_sums(place: Place, texts: Texts) -> None:
    units = place.data / "units.csv"
    units.write_text(units.read_text(encoding="utf-8") + SUCCESSORS, encoding="utf-8")
    after = {code: counts for code, counts in rows(90, 80, 40).items() if code != THANH_MINH}
    series = series_of(place, {"2025-06": rows(90, 80, 40), "2025-07": after})

    assert [one.merged for one in past_results(series, HIM_LAM)] == [True, False]
    assert [one.merged for one in past_results(series, NA_TAU)] == [False, False]
    foot = " ".join(texts(history_chart(series, HIM_LAM)))
    assert "chấm rỗng là tổng số liệu của các đơn vị cũ" in foot
    assert "thứ hạng các tháng trước tính lại theo các đơn vị hiện nay" in foot
    assert history_chart(series, HIM_LAM).title.startswith("Tổng điểm tăng")

    beside = " ".join(texts(history_chart(series, NA_TAU)))
    assert "sáp nhập" in beside
    assert "chấm rỗng" not in beside


def pieces(chart: Chart) -> int:
    """Of how many straight pieces the line of the unit is made."""
    strokes = [shape for shape in chart.shapes if isinstance(shape, Strokes) and shape.width == 1.4]
    return sum(len(one.segments) for one in strokes)


def test_the_line_breaks_where_earlier_months_lack_a_part(place: Place, texts: Texts) -> None:
    series = gaining(place, [40, 50], [60, 70]).series
    chart = history_chart(series, NA_TAU)

    # 60 and 70 of 400 cases, each for 50 points in all
    assert chart.title == "Tổng điểm tăng 1,25 so với tháng 7/2025, vẫn hạng 2"
    assert "Xã Nà Tấu từ 01/7/2025 còn gồm xã Mường Đăng" in " ".join(texts(chart))
    assert (pieces(chart), pieces(history_chart(series, HIM_LAM))) == (2, 3)


def test_the_first_month_that_is_whole_is_compared_with_none(place: Place, texts: Texts) -> None:
    series = gaining(place, [40, 50], [60]).series

    chart = history_chart(series, NA_TAU)
    assert chart.title == "Tổng điểm 7,50, hạng 2; không so được với tháng 6/2025"
    assert "không có trong số liệu trước ngày này" in chart.description
    # The other unit is whole, but the places of all are not.
    assert history_chart(series, HIM_LAM).title.endswith("kỳ này hạng 1")


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (date(2023, 11, 30), "Tổng điểm tăng 10,00 so với lũy kế đến 30/11/2023, vẫn hạng 3"),
        (None, "không so được với tháng 11/2023"),
        (date(2022, 11, 30), "không so được với lũy kế đến 30/11/2022"),
    ],
)
def test_figures_from_the_first_of_january_compare_with_such_of_the_same_year(
    place: Place, before: date | None, said: str
) -> None:
    months = {"2023-11": rows(90, 80, 20), "2023-12": rows(90, 80, 40)}
    kinds = {"m2023_11": Month(year_to_date=before), "m2023_12": Month(year_to_date=date(2023, 12, 31))}

    assert said in history_chart(series_of(place, months, **kinds), NA_TAU).title


def test_a_small_move_is_not_drawn_large(place: Place) -> None:
    small = series_of(place, {"2023-11": rows(90, 80, 80), "2023-12": rows(90, 80, 81)})
    large = series_of(place, {"2023-11": rows(90, 80, 40), "2023-12": rows(90, 80, 81)})

    def climb(series: Series) -> float:
        """How far apart the figures of the two months stand, of the field's height."""
        figures = [text for text in history_chart(series, NA_TAU).texts if FIGURE.fullmatch(text.said)]
        low, high = sorted(text.y for text in figures)
        return (high - low) / PLOT

    assert climb(small) < 0.5 < climb(large)
