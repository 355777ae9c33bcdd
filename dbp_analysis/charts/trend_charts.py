"""The charts of a trend: who climbed, which bands, which ratios left their usual variation."""

from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts.bands_over_time import bands_over_time_chart
from dbp_analysis.charts.bump import bump_chart
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.control import control_chart


def trend_charts(trend: Trend) -> tuple[Chart, ...]:
    """Every chart of a trend, the series' notes at the foot of each; that of the ratios if any is known."""
    note = " ".join(trend.series.notes)
    charts = (bump_chart(trend, note), bands_over_time_chart(trend, note))
    known = trend.place["ratio"].notna().any()
    return (*charts, control_chart(trend, note)) if known else charts
