"""Monthly public-service scorecards: exports → counts → scorecard → findings → report.

    import dbp_analysis as dbp

    dbp.publications()  # what there is: publications and their months
    card = dbp.score_month("2023-12")
    card.ranking  # also .counts .ratios .points .results .indicators
    card.explain("Nà Tấu")  # names as people write them
    card.targets("Nà Tấu")  # also .drivers() .robustness() .fragility() .change(); card.plot.heatmap()
    dbp.compare("2025-11", "2025-12")  # what moved each unit, and why
    dbp.series("2025-01", "2025-12")
    dbp.audit("bao-cao.docx").table  # a published report: what in it does not hold
    dbp.what_if("2023-12").with_shift("Nà Tấu", "paid_online", 24).changes

What the notebooks' cells call beside these is in ``dbp.month`` (monthly.ipynb), ``dbp.trend`` (trend.ipynb),
``dbp.today`` (today.ipynb), ``dbp.reconcile`` (reconcile.ipynb) and ``dbp.scenario`` (what_if.ipynb). Each
name loads its module when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbp_analysis.lab import month, reconcile, scenario, today, trend
    from dbp_analysis.lab.verbs import (
        audit,
        compare,
        publications,
        publish_audit,
        score_month,
        series,
        what_if,
    )

__version__ = "0.8.0"
__all__ = [
    "audit",
    "compare",
    "month",
    "publications",
    "publish_audit",
    "reconcile",
    "scenario",
    "score_month",
    "series",
    "today",
    "trend",
    "what_if",
]

_MODULES = ("month", "reconcile", "scenario", "today", "trend")


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"{__name__}.lab.{name}")
    if name in __all__:
        return getattr(import_module(f"{__name__}.lab.verbs"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, "__doc__", "__file__", "__path__", "__version__"})
