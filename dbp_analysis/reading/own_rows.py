"""The rows of a list's own units: an export may hold those of several lists, which are passed over here."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.corrections import Correction, unit_of
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.sheet_choice import chosen_sheets
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.unit_names import UnitMatcher


def of_units(reading: Reading, codes: "pd.Index[str]") -> Reading:
    """The reading with the rows of these units alone; the same where it has no others. What its totals sum
    are then rows that are not there, and they go as well.
    """
    own = reading.units.isin(codes)
    if own.all():
        return reading
    rows = set(own.index[own])
    return replace(
        reading,
        counts=reading.counts[own.to_numpy()],
        units=reading.units[own],
        totals=reading.totals.iloc[:0],
        rates=tuple(rate for rate in reading.rates if rate.row in rows),
    )


def chosen_readings(
    readings: Sequence[Reading],
    problems: Sequence[Problem],
    layouts: Sequence[Layout],
    codes: "pd.Index[str]",
    period: str,
) -> tuple[list[Reading], list[Problem]]:
    """The readings in the list's ``layouts`` that hold a row of its units, or of none, chosen by those rows
    as :func:`~dbp_analysis.reading.sheet_choice.chosen_sheets` does, with all their rows.
    """
    wanted = {layout.id for layout in layouts}
    whole = [one for one in readings if one.layout.id in wanted]
    whole = [one for one in whole if one.units.empty or one.units.isin(codes).any()]
    kept, told = chosen_sheets([of_units(one, codes) for one in whole], problems, period)
    by_place = {(one.file, one.sheet, one.layout.id): one for one in whole}
    return [by_place[one.file, one.sheet, one.layout.id] for one in kept], told


def own_corrections(
    corrections: Sequence[Correction], everyone: UnitMatcher, codes: "pd.Index[str]"
) -> tuple[tuple[Correction, ...], tuple[Correction, ...]]:
    """The corrections that are not certainly about a unit of another list, and those that are: these move
    only the totals that both have a part in.
    """
    found = [(one, unit_of(one, everyone).unit_code) for one in corrections]
    own = tuple(one for one, code in found if code is None or code in codes)
    return own, tuple(one for one, code in found if code is not None and code not in codes)
