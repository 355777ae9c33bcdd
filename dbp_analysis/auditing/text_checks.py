"""The running text of a report against itself and against its table."""

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.leader_checks import check_leaders
from dbp_analysis.auditing.list_checks import check_lists
from dbp_analysis.auditing.place_checks import check_places, stated_places
from dbp_analysis.auditing.printed_figures import PrintedFigures, named_units
from dbp_analysis.auditing.report import Report
from dbp_analysis.auditing.running_text import blocks
from dbp_analysis.auditing.sum_checks import check_sums
from dbp_analysis.auditing.together_checks import check_together
from dbp_analysis.settings.scheme import Scheme


def check_text(
    document: Document,
    annex: Annex | None = None,
    scheme: Scheme | None = None,
    register: pd.DataFrame | None = None,
) -> tuple[Finding, ...]:
    """What the text of a report says that cannot be, each once.

    ``register`` are its units as from ``units_in_month``. Of a scan nothing is found that a misread letter or
    figure may have made.
    """
    units = named_units(annex, register, document.damaged)
    table = PrintedFigures(annex) if annex else None
    report = Report(blocks(document), units, table, annex.scheme if annex else scheme)
    places = stated_places(report.blocks, document.damaged)
    by_lists = (*check_lists(report), *check_together(report), *check_leaders(report), *check_sums(report))
    return tuple(dict.fromkeys((*by_lists, *check_places(places, document.damaged))))
