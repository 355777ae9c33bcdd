"""Which units a report ranks in which of its lists: every unit in one, every list with some."""

from collections.abc import Iterator

import pandas as pd

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.texts import folded
from dbp_analysis.settings.publication import Publication, UnitList
from dbp_analysis.settings.units import units_in_month


def units_of(
    register: pd.DataFrame, publication: Publication, month: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units of a publication in a month, and of those the ones that its own list ranks (all, where it is
    not narrowed to one), both as from :func:`~dbp_analysis.settings.units.units_in_month`.

    Raise ``DataRejected`` as that does, for units in no list or in several, and for lists without units.
    """
    everyone = units_in_month(register, publication.place, month, publication.unit_label)
    if publication.own_list is None:
        return everyone, everyone
    within = pd.DataFrame({one.id: _holds(one, everyone) for one in publication.lists})
    if problems := [*_misplaced(within, everyone), *_empty(within)]:
        raise DataRejected(problems)
    return everyone, everyone[within[publication.own_list.id]]


def _holds(one: UnitList, units: pd.DataFrame) -> "pd.Series[bool]":
    kinds = {"unit_type": one.types, "unit_category": one.categories}
    found = [
        units[column].map(folded).isin([*map(folded, names)])
        for column, names in kinds.items()
        if column in units
    ]
    return pd.concat(found, axis="columns").any(axis="columns")


def _misplaced(within: pd.DataFrame, units: pd.DataFrame) -> Iterator[Problem]:
    for code in within.index[within.sum(axis="columns") != 1]:
        lists = ", ".join(str(name) for name in within if within.at[code, name]) or "không danh sách nào"
        unit = f"{units['unit_name'][code]} (mã {code})"
        what = f"{unit} thuộc {lists}; mỗi đơn vị cần thuộc đúng một danh sách."
        remedy = (
            "Sửa types, categories của lists trong publication.toml, hoặc type, category trong units.csv."
        )
        yield Problem("units", what, remedy, "publication.toml", column="lists")


def _empty(within: pd.DataFrame) -> Iterator[Problem]:
    for name in within.columns[~within.any()]:
        what = f"Danh sách {name} không có đơn vị nào trong kỳ."
        remedy = "Sửa types, categories của danh sách cho khớp với units.csv, hoặc bỏ danh sách."
        yield Problem("units", what, remedy, "publication.toml", column="lists")
