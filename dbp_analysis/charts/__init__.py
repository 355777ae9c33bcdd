"""The charts of a month and of a trend: each answers one question, and its title says the answer.

A chart is a :class:`Chart`: a figure with the words that go with it, shown in a notebook as SVG and
saved as SVG and PNG. From more than ``MANY_UNITS`` units on, the same functions show distributions and
name the two ends.
"""

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts.bands_over_time import bands_over_time_chart
from dbp_analysis.charts.bump import bump_chart
from dbp_analysis.charts.change import change_chart
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.control import control_charts
from dbp_analysis.charts.groups import group_chart
from dbp_analysis.charts.heatmap import heatmap_chart
from dbp_analysis.charts.losses import losses_chart
from dbp_analysis.charts.ranking import ranking_chart
from dbp_analysis.charts.ratios import ratios_chart, ratios_known
from dbp_analysis.charts.stakes import stakes_chart
from dbp_analysis.charts.style import MANY_UNITS
from dbp_analysis.scoring.scorecard import Scorecard

__all__ = [
    "MANY_UNITS",
    "Chart",
    "change_chart",
    "group_chart",
    "heatmap_chart",
    "losses_chart",
    "monthly_charts",
    "ranking_chart",
    "ratios_chart",
    "ratios_known",
    "stakes_chart",
    "trend_charts",
]


def monthly_charts(card: Scorecard, since: SincePrevious | None = None, note: str = "") -> tuple[Chart, ...]:
    """Every chart of a one-month card in the order of a report, from who to why to how sure.

    ``note`` stands at the foot of each, behind the list that is ranked where there are several. The ratios
    are left out where no count is known, the change where there is none ``since`` the month before.
    """
    note = f"{card.listed}. {note}".strip() if card.listed else note
    charts = [drawn(card, note) for drawn in (ranking_chart, group_chart, heatmap_chart, losses_chart)]
    if ratios_known(card):
        charts.append(ratios_chart(card, note))
    if since and since.change:
        charts.append(change_chart(since.change, " ".join([note, *since.notes]).strip()))
    return tuple(charts)


def trend_charts(trend: Trend) -> tuple[Chart, ...]:
    """Every chart of a trend, the series' notes at the foot of each; that of the ratios if any is known."""
    note = " ".join(trend.series.notes)
    return (bump_chart(trend, note), bands_over_time_chart(trend, note), *control_charts(trend, note))
