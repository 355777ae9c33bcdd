"""A month as everybody sees it: where dossiers were counted, hardly a case is not shown by itself."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dbp_analysis.asking.change.split import Change
from dbp_analysis.charts import Chart, monthly_charts
from dbp_analysis.reading.exports import CountedReading
from dbp_analysis.scoring.small_cells import without_small_cells
from dbp_analysis.telling.report import MonthlyReport, write_report


def for_citizens(report: MonthlyReport, charts: Sequence[Chart]) -> tuple[MonthlyReport, Sequence[Chart]]:
    """The report and its charts for the page: those of the office where every cell may be shown, else written
    and drawn anew from a card without small cells.
    """
    inputs, since = report.inputs, report.since
    registers = [one for one in inputs.readings if isinstance(one, CountedReading)]
    counted = {str(name) for one in registers for name in one.counts}
    fewest = inputs.publication.small_cells
    card = without_small_cells(report.card, counted, fewest)
    if since.change:
        before = without_small_cells(since.change.before, counted, fewest)
        since = replace(since, change=_merged(replace(since.change, before=before, after=card)))
    if card is report.card and (not since.change or since.change.before.withheld is None):
        return report, charts
    shown = write_report(inputs, card, since)
    return shown, monthly_charts(card, since, note=inputs.settings.note)


def _merged(change: Change) -> Change:
    """The change with the parts of a group that is withheld in either month as one, without its counts."""
    withheld = [
        one.of_units(one.withheld) for one in (change.before, change.after) if one.withheld is not None
    ]
    if not withheld:
        return change
    parts = change.parts.reset_index()
    groups = {i.id: change.scheme.group_of(i.id).id for i in change.scheme.indicators}
    parts["group"] = parts["subject"].map(groups)
    cells = pd.MultiIndex.from_frame(parts[["unit_code", "group"]])
    hidden = sum(one.stack().reindex(cells, fill_value=False).to_numpy(dtype=int) for one in withheld) > 0
    parts["subject"] = parts["subject"].mask(pd.Series(hidden), parts["group"])
    moved = parts.drop(columns="group").groupby(["unit_code", "subject"], sort=False).sum(min_count=1)
    merged = moved.index.isin(cells[hidden])
    counts = [name for name in moved if str(name).startswith(("numerator", "denominator"))]
    moved.loc[merged, counts] = np.nan
    moved.loc[merged, ["by_numerator", "by_denominator"]] = 0.0
    moved.loc[merged, "by_other"] = moved.loc[merged, "change"]
    return replace(change, parts=moved)
