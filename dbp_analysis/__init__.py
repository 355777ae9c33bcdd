"""Monthly public-service scorecards: exports → counts → scorecard → findings → report.

What notebooks and analysts call is importable from here; each name loads its module when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbp_analysis.asking.change.previous import since_previous
    from dbp_analysis.asking.change.split import change_between
    from dbp_analysis.asking.scenario.scenario import (
        scenario_counts_csv,
        scenario_scheme_toml,
        what_if,
        write_scenario,
    )
    from dbp_analysis.asking.scenario.side_by_side import compare_schemes, comparison_table
    from dbp_analysis.asking.trend.commentary import describe_trend
    from dbp_analysis.asking.trend.tables import limits_table, ratios_table, totals_table
    from dbp_analysis.asking.trend.trends import read_trend
    from dbp_analysis.charts import monthly_charts
    from dbp_analysis.charts.trend_charts import trend_charts
    from dbp_analysis.lab.cards import compare, score_month, series
    from dbp_analysis.lab.view import movable_counts
    from dbp_analysis.lab.widgets import WhatIf
    from dbp_analysis.publishing.annex import annex_table
    from dbp_analysis.publishing.files import publish_month
    from dbp_analysis.publishing.trend_files import publish_trend
    from dbp_analysis.reading.checks import checks_table
    from dbp_analysis.reading.month import load_month_inputs, read_month
    from dbp_analysis.running.profiles import run_profiles
    from dbp_analysis.scoring.score import score, score_inputs
    from dbp_analysis.settings.successors import carry_counts
    from dbp_analysis.telling.commentary import commentary_markdown
    from dbp_analysis.telling.findings import findings_table
    from dbp_analysis.telling.profile.profile import unit_profiles
    from dbp_analysis.telling.report import write_report

__version__ = "0.5.0"

_HOME = {
    "WhatIf": "lab.widgets",
    "annex_table": "publishing.annex",
    "carry_counts": "settings.successors",
    "change_between": "asking.change.split",
    "checks_table": "reading.checks",
    "commentary_markdown": "telling.commentary",
    "compare": "lab.cards",
    "compare_schemes": "asking.scenario.side_by_side",
    "comparison_table": "asking.scenario.side_by_side",
    "describe_trend": "asking.trend.commentary",
    "findings_table": "telling.findings",
    "limits_table": "asking.trend.tables",
    "load_month_inputs": "reading.month",
    "monthly_charts": "charts",
    "movable_counts": "lab.view",
    "publish_month": "publishing.files",
    "publish_trend": "publishing.trend_files",
    "ratios_table": "asking.trend.tables",
    "read_month": "reading.month",
    "read_trend": "asking.trend.trends",
    "run_profiles": "running.profiles",
    "scenario_counts_csv": "asking.scenario.scenario",
    "scenario_scheme_toml": "asking.scenario.scenario",
    "score": "scoring.score",
    "score_inputs": "scoring.score",
    "score_month": "lab.cards",
    "series": "lab.cards",
    "since_previous": "asking.change.previous",
    "totals_table": "asking.trend.tables",
    "trend_charts": "charts.trend_charts",
    "unit_profiles": "telling.profile.profile",
    "what_if": "asking.scenario.scenario",
    "write_report": "telling.report",
    "write_scenario": "asking.scenario.scenario",
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
