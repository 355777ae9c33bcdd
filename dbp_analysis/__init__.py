"""Monthly public-service scorecards: exports → counts → scorecard → findings → report.

What notebooks and analysts call is importable from here; each name loads its module when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbp_analysis.charts import monthly_charts
    from dbp_analysis.checks import checks_table
    from dbp_analysis.commentary import commentary_markdown
    from dbp_analysis.findings import findings_table
    from dbp_analysis.inputs import load_month_inputs, read_month
    from dbp_analysis.publish.annex import annex_table
    from dbp_analysis.publish.files import publish_month
    from dbp_analysis.report import score_inputs, write_report
    from dbp_analysis.scoring import score
    from dbp_analysis.successors import carry_counts

__version__ = "0.3.0"

_HOME = {
    "annex_table": "publish.annex",
    "carry_counts": "successors",
    "checks_table": "checks",
    "commentary_markdown": "commentary",
    "findings_table": "findings",
    "load_month_inputs": "inputs",
    "monthly_charts": "charts",
    "publish_month": "publish.files",
    "read_month": "inputs",
    "score": "scoring",
    "score_inputs": "report",
    "write_report": "report",
}

__all__ = [
    "annex_table",
    "carry_counts",
    "checks_table",
    "commentary_markdown",
    "findings_table",
    "load_month_inputs",
    "monthly_charts",
    "publish_month",
    "read_month",
    "score",
    "score_inputs",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
