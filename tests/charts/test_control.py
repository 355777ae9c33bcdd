from collections.abc import Callable

import pytest

from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.charts import Chart, control
from dbp_analysis.charts.control import control_chart, control_charts
from dbp_analysis.charts.style import ACCENT, BETTER

from ..made import Place
from ..trend_made import HIM_LAM, NA_TAU, demo_trend, rows, sample_trend, series_of

NAN = float("nan")
Texts = Callable[[Chart], list[str]]
Tidy = Callable[[Chart], None]


@pytest.fixture(scope="module")
def sample() -> Trend:
    return sample_trend()


def months_of(*shares: float) -> dict[str, dict[str, tuple[float, ...]]]:
    return {f"2023-{n:02d}": dict(rows(s, s, s)) for n, s in enumerate(shares, start=13 - len(shares))}


def test_ratios_beyond_their_limits_are_named_in_the_title(place: Place, texts: Texts) -> None:
    months = months_of(*[50, 51] * 5, 48, 70)
    usual = {m: {c: (80, 100, *counts[2:]) for c, counts in units.items()} for m, units in months.items()}
    chart = control_chart(read_trend(series_of(place, usual)))

    # Centre 623/12 = 51.9 %, average moving range (9 × 1 + 3 + 22)/11 = 3.1 points, limits ± 2.66 × 3.1.
    assert chart.title == (
        "Tháng 12/2023: Nộp trực tuyến và Thanh toán trực tuyến ra ngoài dao động thường thấy"
    )
    assert "Thanh toán trực tuyến 70%: Vượt giới hạn trên (43,7%–60,1%)" in chart.description
    assert {"Nộp trực tuyến", "Vượt giới hạn trên (43,7%–60,1%)", "60,1%", "43,7%", "70%"} <= set(
        texts(chart)
    )
    assert chart.subtitle.endswith("dải xám: dao động thường thấy; vạch chấm: trung bình")


def test_from_fewer_than_twelve_months_points_and_runs_are_shown_but_no_limits(
    sample: Trend, texts: Texts, assert_tidy: Tidy
) -> None:
    chart = control_chart(sample, "ghi chú")

    assert chart.title == (
        "Tháng 12/2025: Thanh toán trực tuyến tăng suốt ít nhất 6 tháng liền; "
        "Tiến độ giải quyết giảm suốt ít nhất 6 tháng liền"
    )
    assert "dải xám" not in chart.subtitle
    assert "Nộp trực tuyến 73%: Từ tháng 7/2025 mới có 6 tháng so được, cần ít nhất 12" in chart.description
    assert (
        "Tiến độ giải quyết 97,2%: Qua ít nhất 6 tháng liền, tháng sau luôn thấp hơn tháng trước; từ 100% "
        "tháng 7/2025. Không tính giới hạn: từ tháng 7/2025 mới có 6 tháng so được, cần ít nhất 12"
    ) in chart.description
    shown = texts(chart)
    assert "các tháng trước 7/2025 đều chưa đủ" in " ".join(shown)
    assert "ghi chú" in shown
    assert "Phần lớn các tháng có dưới 30 phản ánh, kiến nghị" in shown
    assert any("chấm rỗng: dưới 30 trường hợp" in text for text in shown)
    assert_tidy(chart)


def test_when_all_is_usual_the_title_says_so(place: Place) -> None:
    chart = control_chart(read_trend(series_of(place, months_of(*[80, 81] * 6))))

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
    assert "Mới có 2 tháng so được, cần ít nhất 12" in texts(chart)


def test_the_title_is_on_the_ratios_that_can_be_judged_in_the_last_month(place: Place) -> None:
    months = months_of(*[80, 81] * 6)
    some = {m: {**counts, NA_TAU: (80, 100, 80, 100, NAN, NAN)} for m, counts in months.items()}
    chart = control_chart(read_trend(series_of(place, some)))

    assert chart.title == "Tháng 12/2023: cả 2/3 tỷ lệ xét được đều nằm trong dao động thường thấy"
    assert chart.subtitle.startswith("Tỷ lệ chung của các đơn vị có số liệu theo tháng")

    older = {"2022-12": rows(80, 80, 80), **months, "2023-12": dict.fromkeys(some["2023-12"], (NAN,) * 6)}
    chart = control_chart(read_trend(series_of(place, older)))
    assert chart.title == "Chưa đủ số liệu để tính giới hạn của dao động thường thấy"


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


def test_more_indicators_than_a_page_can_show_are_several_charts(
    sample: Trend, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = control_charts(sample)
    monkeypatch.setattr(control, "MOST_PANELS", 4)
    parts = control_charts(sample)
    names = {"Nộp trực tuyến", "Tiến độ giải quyết", "Thanh toán trực tuyến", "Số hóa kết quả"}
    shown = [names & set(texts(part)) for part in parts]
    assert len({part.name for part in parts}) == len(parts) > 1
    assert set.union(*shown) == names & set(texts(whole)) == names
    assert sum(map(len, shown)) == len(names)
    assert all(part.height < whole.height for part in parts)


def test_the_signs_say_what_varies_and_whether_the_target_is_reached(place: Place, texts: Texts) -> None:
    """In time is always 90 %, online submission mostly reaches 50 %, payment never 95 %."""
    place.change(
        "schemes/bo-thu.toml", 'denominator = ["received"]', 'full_at = 0.5\ndenominator = ["received"]'
    )
    place.change(
        "schemes/bo-thu.toml", 'denominator = ["payable"]', 'full_at = 0.95\ndenominator = ["payable"]'
    )
    months = {
        m: {c: (90, 100, *counts[2:]) for c, counts in units.items()}
        for m, units in months_of(*[50, 51] * 5, 48, 70).items()
    }
    chart = control_chart(read_trend(series_of(place, months)))

    shown = texts(chart)
    assert [shown.count(sign) for sign in ("≈", "▲", "?", "✗", "✓")] == [1, 2, 1, 1, 0]
    assert {"50%", "95%"} <= set(shown)
    assert "vạch gạch: mức đủ điểm" in " ".join(shown)
    assert BETTER in chart.svg
    assert ACCENT not in chart.svg
