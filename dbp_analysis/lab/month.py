"""The steps of notebooks/monthly.ipynb, in its order: ``dbp.month.…``"""

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.asking.drivers import drivers
from dbp_analysis.charts import monthly_charts
from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.publishing.files import publish_month
from dbp_analysis.reading.check_result import checks_table
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.findings_table import findings_table
from dbp_analysis.telling.report import write_report

__all__ = [
    "annex_table",
    "checks_table",
    "drivers",
    "findings_table",
    "load_month_inputs",
    "monthly_charts",
    "publish_month",
    "score_inputs",
    "since_previous",
    "write_report",
]
