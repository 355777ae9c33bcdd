"""The steps of notebooks/reconcile.ipynb, in its order: ``dbp.reconcile.…``"""

from dbp_analysis.asking.reconcile.reconciliation import reconcile_month
from dbp_analysis.charts.change import change_chart
from dbp_analysis.publishing.reconcile_files import publish_reconciliation

__all__ = ["change_chart", "publish_reconciliation", "reconcile_month"]
