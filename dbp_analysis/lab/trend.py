"""The steps of notebooks/trend.ipynb behind ``dbp.series``, in its order: ``dbp.trend.…``"""

from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.asking.trend.tables import limits_table, ratios_table, totals_table
from dbp_analysis.asking.trend.trends import read_trend
from dbp_analysis.charts import trend_charts
from dbp_analysis.publishing.trend_files import publish_trend

__all__ = [
    "describe_trend",
    "limits_table",
    "publish_trend",
    "ratios_table",
    "read_trend",
    "totals_table",
    "trend_charts",
]
