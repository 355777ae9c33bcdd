"""Sheets of what went into the scoring: counts, and figures that people gave."""

from collections.abc import Sequence

import pandas as pd

from dbp_analysis.publishing.sheets import (
    POINTS,
    UNIT_COLUMNS,
    WHOLE,
    Column,
    Sheets,
)
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.settings.layout import figure_names


def count_sheet(sheets: Sheets, readings: Sequence[Reading]) -> None:
    """One row a unit, one column a count as it went into the scoring; a figure of adjustments alone that
    none is without does not apply to the units that are not listed.
    """
    counts = sheets.card.of_units(sheets.card.counts).dropna(axis="columns", how="all")
    scheme = sheets.card.scheme
    names = figure_names(scheme, [reading.layout for reading in readings])
    of_all = tuple(one for one in scheme.adjustments if one.unlisted == "unknown")
    spare = {*scheme.inputs} - {*scheme.model_copy(update={"adjustments": of_all}).inputs}
    columns = list(UNIT_COLUMNS)
    for name, values in counts.items():
        whole = bool((values.dropna() % 1 == 0).all())
        columns.append(Column(names.get(str(name), str(name)), 26, WHOLE if whole else POINTS))
    figures = [
        [None if name in spare and pd.isna(one) else float(one) for one in values]
        for name, values in counts.items()
    ]
    rows = [(*head, *row) for head, row in zip(sheets.heads(), zip(*figures, strict=True), strict=True)]
    sheets.table("Số liệu đầu vào", "Số liệu đầu vào để chấm điểm", columns, rows)


def given_sheet(sheets: Sheets, inputs: MonthInputs) -> None:
    """One row a figure that people gave, with its reason; no sheet where there is none."""
    heads = {row[1]: row for row in sheets.heads()}
    rows = [(*heads[one.unit_code], one.title, one.value, one.reason) for one in inputs.given]
    if rows:
        columns = [*UNIT_COLUMNS, Column("Chỉ tiêu", 62), Column("Điểm", 20, "General"), Column("Lý do", 150)]
        sheets.table("Chấm điểm", "Điểm do người chấm và lý do", columns, rows)
