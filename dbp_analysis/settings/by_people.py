"""Figures that a scheme takes as stated: points by people, values; and the form that people write them in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from dbp_analysis.common.csv_out import csv_text
from dbp_analysis.common.texts import folded, unaccented
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.scheme import Group, Indicator, Scheme

FORM_NAME = "cham-tay.csv"
HEADS = ("Đơn vị", "Chỉ tiêu", "Điểm", "Lý do")


@dataclass(frozen=True)
class StatedFigure:
    """A figure by its ``name`` in the scheme, its Vietnamese ``title``, the most points that it can be (None:
    no points but a value), and what else people may call it.
    """

    name: str
    title: str
    most: float | None
    calls: tuple[str, ...]


def stated_figures(scheme: Scheme) -> tuple[StatedFigure, ...]:
    """Every ``given`` and ``value`` of the scheme, each once, in its order."""
    parts: list[tuple[str | None, float | None, Indicator | Group | Adjustment]] = [
        (i.given or i.value, (i.given_of or i.maximum) if i.given else None, i) for i in scheme.indicators
    ]
    parts += [(group.given, group.maximum, group) for group in scheme.groups]
    parts += [(one.given, one.at_most, one) for one in scheme.adjustments]
    found: dict[str, StatedFigure] = {}
    for name, most, part in parts:
        if name:
            title = scheme.counts.get(name, part.name)
            same = found.get(name, StatedFigure(name, title, most, (name, title)))
            calls = (*same.calls, part.id, part.name, part.short_name)
            bounds = [bound for bound in (same.most, most) if bound is not None]
            found[name] = StatedFigure(name, title, min(bounds, default=None), calls)
    return tuple(found.values())


def form_figures(
    scheme: Scheme, layouts: Iterable[Layout], *, summed: bool = False
) -> tuple[StatedFigure, ...]:
    """Those that no layout holds, so that people write them. Of a period that is ``summed`` of months, whose
    exports hold only their own: all of them, or none where the scheme takes the mean of the months.
    """
    held = set() if summed else {column.name for layout in layouts for column in layout.columns}
    if summed and scheme.given_over_months == "mean":
        return ()
    group_points = {group.given for group in scheme.groups if group.indicators}  # counts serve as well
    return tuple(one for one in stated_figures(scheme) if one.name not in held | group_points)


def is_form(file_name: str) -> bool:
    """Whether a file is the form of points by people by its name, typed in whatever way."""
    words = unaccented(folded(PurePath(file_name).stem)).replace("-", " ").replace("_", " ").split()
    return words == ["cham", "tay"]


def form_csv(lists: Iterable[tuple[pd.DataFrame, Sequence[StatedFigure]]]) -> str:
    """The form with a row for each unit of each list and each figure of that, points and reasons blank; units
    as in a month.
    """
    rows: list[tuple[str, str, str, str]] = []
    for units, figures in lists:
        titles = [one.title for one in figures]
        called = [one.title if titles.count(one.title) == 1 else one.name for one in figures]
        rows += [(label, figure, "", "") for label in units["unit_label"] for figure in called]
    return csv_text(pd.DataFrame(rows, columns=list(HEADS), dtype=object))
