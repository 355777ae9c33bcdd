"""Monthly public-service scorecards: exports → counts → scorecard → findings → report.

What notebooks and analysts call is importable from here; each name loads its module when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbp_analysis.analysis import compare, score_month, series
    from dbp_analysis.change.previous import since_previous
    from dbp_analysis.change.split import change_between
    from dbp_analysis.charts import monthly_charts
    from dbp_analysis.charts.trend_charts import trend_charts
    from dbp_analysis.checks import checks_table
    from dbp_analysis.commentary import commentary_markdown
    from dbp_analysis.findings import findings_table
    from dbp_analysis.inputs import load_month_inputs, read_month
    from dbp_analysis.profile.profile import unit_profiles
    from dbp_analysis.profile.run import run_profiles
    from dbp_analysis.publish.annex import annex_table
    from dbp_analysis.publish.files import publish_month
    from dbp_analysis.publish.trend_files import publish_trend
    from dbp_analysis.report import score_inputs, write_report
    from dbp_analysis.scenario.scenario import (
        scenario_counts_csv,
        scenario_scheme_toml,
        what_if,
        write_scenario,
    )
    from dbp_analysis.scenario.side_by_side import compare_schemes, comparison_table
    from dbp_analysis.scenario.view import movable_counts
    from dbp_analysis.scenario.widgets import WhatIf
    from dbp_analysis.scoring import score
    from dbp_analysis.successors import carry_counts
    from dbp_analysis.trend.commentary import describe_trend
    from dbp_analysis.trend.tables import limits_table, ratios_table, totals_table
    from dbp_analysis.trend.trends import read_trend

__version__ = "0.4.0"

_HOME = {
    "WhatIf": "scenario.widgets",
    "annex_table": "publish.annex",
    "carry_counts": "successors",
    "change_between": "change.split",
    "checks_table": "checks",
    "commentary_markdown": "commentary",
    "compare": "analysis",
    "compare_schemes": "scenario.side_by_side",
    "comparison_table": "scenario.side_by_side",
    "describe_trend": "trend.commentary",
    "findings_table": "findings",
    "limits_table": "trend.tables",
    "load_month_inputs": "inputs",
    "monthly_charts": "charts",
    "movable_counts": "scenario.view",
    "publish_month": "publish.files",
    "publish_trend": "publish.trend_files",
    "ratios_table": "trend.tables",
    "read_month": "inputs",
    "read_trend": "trend.trends",
    "run_profiles": "profile.run",
    "scenario_counts_csv": "scenario.scenario",
    "scenario_scheme_toml": "scenario.scenario",
    "score": "scoring",
    "score_inputs": "report",
    "score_month": "analysis",
    "series": "analysis",
    "since_previous": "change.previous",
    "totals_table": "trend.tables",
    "trend_charts": "charts.trend_charts",
    "unit_profiles": "profile.profile",
    "what_if": "scenario.scenario",
    "write_report": "report",
    "write_scenario": "scenario.scenario",
}

__all__ = [
    "WhatIf",
    "annex_table",
    "carry_counts",
    "change_between",
    "checks_table",
    "commentary_markdown",
    "compare",
    "compare_schemes",
    "comparison_table",
    "describe_trend",
    "findings_table",
    "limits_table",
    "load_month_inputs",
    "monthly_charts",
    "movable_counts",
    "publish_month",
    "publish_trend",
    "ratios_table",
    "read_month",
    "read_trend",
    "run_profiles",
    "scenario_counts_csv",
    "scenario_scheme_toml",
    "score",
    "score_inputs",
    "score_month",
    "series",
    "since_previous",
    "totals_table",
    "trend_charts",
    "unit_profiles",
    "what_if",
    "write_report",
    "write_scenario",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*__all__, "__doc__", "__file__", "__path__", "__version__"})
