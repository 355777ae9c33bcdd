from collections.abc import Callable

import pytest

from dbp_analysis.charts import Chart
from dbp_analysis.charts.control import control_chart
from dbp_analysis.month_series import load_series
from dbp_analysis.trend.trends import Trend, read_trend

from ..made import PROJECT, Place
from ..trend_made import HIM_LAM, NA_TAU, demo_trend, rows, series_of

NAN = float("nan")
Texts = Callable[[Chart], list[str]]
Tidy = Callable[[Chart], None]


@pytest.fixture(scope="module")
def sample() -> Trend:
    return read_trend(load_series("2025-01", "2025-12", data=PROJECT / "data"))


def months_of(*shares: float) -> dict[str, dict[str, tuple[float, ...]]]:
    return {f"2023-{n:02d}": dict(rows(s, s, s)) for n, s in enumerate(shares, start=13 - len(shares))}


def test_ratios_beyond_their_limits_are_counted_in_the_title(sample: Trend) -> None:
    chart = control_chart(sample)

    assert chart.title == (
        "Tháng 12/2025: Nộp trực tuyến và Thanh toán trực tuyến ra ngoài dao động thường thấy"
    )
    assert (
        "Nộp trực tuyến 73%: Vượt giới hạn trên (65,3%–72,9%, tạm tính); tăng liên tiếp 4 tháng"
        in chart.description
    )


def test_each_panel_says_its_verdict_and_its_limits(sample: Trend, texts: Texts, assert_tidy: Tidy) -> None:
    chart = control_chart(sample, "ghi chú")

    shown = texts(chart)
    assert {"Nộp trực tuyến", "Vượt giới hạn trên (65,3%–72,9%,", "72,9%", "65,3%", "73%"} <= set(shown)
    assert "các tháng trước 7/2025 đều chưa đủ" in " ".join(shown)
    assert "ghi chú" in shown
    assert "Phần lớn các tháng có dưới 30 phản ánh, kiến nghị" in shown
    assert any("chấm rỗng: dưới 30 trường hợp" in text for text in shown)
    assert_tidy(chart)


def test_when_all_is_usual_the_title_says_so(place: Place) -> None:
    chart = control_chart(read_trend(series_of(place, months_of(*[80, 81] * 4))))

    assert chart.title == "Tháng 12/2023: mọi tỷ lệ đều nằm trong dao động thường thấy"


def test_a_row_on_one_side_of_the_mean_is_said_and_explained(place: Place, texts: Texts) -> None:
    chart = control_chart(read_trend(series_of(place, months_of(50, 54, 50, 54, *[57, 61] * 4))))

    assert chart.title == (
        "Tháng 12/2023: Đúng hạn, Nộp trực tuyến và Thanh toán trực tuyến ra ngoài dao động thường thấy"
    )
    assert "ít nhất 8 tháng liền ở một phía của trung bình" in " ".join(texts(chart))


def test_few_months_have_no_limits(place: Place, texts: Texts) -> None:
    chart = control_chart(read_trend(series_of(place, months_of(80, 81))))

    assert chart.title == "Chưa đủ số liệu để tính giới hạn của dao động thường thấy"
    assert "Mới có 1 cặp tháng liền nhau so được, cần ít nhất 5" in texts(chart)


def test_an_indicator_without_any_case_is_named_at_the_foot(place: Place, texts: Texts) -> None:
    months = {
        m: {code: (*c[:4], 0, 0) for code, c in counts.items()} for m, counts in months_of(80, 81).items()
    }

    shown = texts(control_chart(read_trend(series_of(place, months))))

    assert "Không có số liệu hoặc không phát sinh: Thanh toán trực tuyến." in shown


def test_some_units_only_are_no_place(place: Place, texts: Texts) -> None:
    months = months_of(*[80, 81] * 4)
    some = {m: {**counts, NA_TAU: (80, 100, 80, 100, NAN, NAN)} for m, counts in months.items()}
    assert HIM_LAM in some["2023-12"]

    shown = texts(control_chart(read_trend(series_of(place, some))))

    assert "Mới có số liệu của 2/3 đơn vị" in shown


@pytest.mark.parametrize(("units", "months"), [(3, 2), (12, 24), (135, 40)])
def test_every_size_is_tidy(units: int, months: int, assert_tidy: Tidy) -> None:
    assert_tidy(control_chart(demo_trend(units, months, drop=("2023-05",))))
