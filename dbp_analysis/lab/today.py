"""The steps of notebooks/today.ipynb, in its order: ``dbp.today.…``"""

from dbp_analysis.asking.today.state import read_today
from dbp_analysis.charts import stakes_chart
from dbp_analysis.publishing.today_files import publish_today
from dbp_analysis.reading.check_result import checks_table
from dbp_analysis.telling.today import describe_today
from dbp_analysis.telling.today_tables import bridge_table, units_table

__all__ = [
    "bridge_table",
    "checks_table",
    "describe_today",
    "publish_today",
    "read_today",
    "stakes_chart",
    "units_table",
]
