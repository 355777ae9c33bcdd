from collections.abc import Callable

from dbp_analysis.asking.trend.trends import read_trend
from dbp_analysis.charts import Chart, trend_charts

from ..made import Place
from ..trend_made import rows, sample_trend, series_of

NAN = float("nan")


def test_every_chart_says_at_its_foot_what_a_reader_must_know(texts: Callable[[Chart], list[str]]) -> None:
    charts = trend_charts(sample_trend("2025-06", "2025-07"))

    assert len(charts) == len({chart.name for chart in charts}) == 3
    for chart in charts:
        shown = " ".join(texts(chart))
        assert "Số liệu thử, không có thật" in shown
        assert "xã Mường Đăng, xã Ngối Cáy" in shown


def test_without_any_count_there_is_no_chart_of_ratios(place: Place) -> None:
    unknown = dict.fromkeys(rows(1, 1, 1), (NAN,) * 6)

    charts = trend_charts(read_trend(series_of(place, {"2023-11": unknown, "2023-12": unknown})))

    assert [chart.title for chart in charts] == [
        "Chưa có đơn vị nào được xếp hạng",
        "Chưa có đơn vị nào được xếp loại ở cả tháng 11/2023 và tháng 12/2023",
    ]
