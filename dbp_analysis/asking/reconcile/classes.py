"""Two sides → where they differ, and of which class each difference is: by evidence, or unexplained."""

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

import numpy as np
import pandas as pd

from dbp_analysis.asking.reconcile.sides import Alternative, Sides, Which
from dbp_analysis.common.numbers import half_up, settle
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.sentences import Sentences

SIDES: tuple[Which, Which] = ("left", "right")
CLASSES = ("missing_unit", "other_period", "other_rule", "late", "rounding", "unexplained")
_FEWEST = 2
"""So many figures that are not zero must be those of another period before a unit's are taken for them."""

say = Sentences("reconcile")


def classified(sides: Sides) -> pd.DataFrame:
    """Every figure that a side states, and a row with the count ``""`` for each unit that one side lacks.

    Index (``unit_code``, ``count``); ``left``, ``right`` (NaN where not known), ``difference``, right less
    left; ``kind``: of ``CLASSES``, or ``equal``, or ``one_side`` for what is no difference because one side
    does not know it; ``evidence`` in words; ``by``, the place of the alternative that explains it, else -1.
    """
    left, right = sides.left.figures, sides.right.figures
    figures = _compared(_with_points(left, right, sides.settled), _with_points(right, left, sides.settled))
    apart = figures["difference"]
    kinds = np.select([apart.isna(), apart.eq(0)], ["one_side", "equal"], "")
    found = figures.assign(kind=kinds, evidence="", by=-1)
    for which in SIDES:
        if sides[which].stated:
            said = say(f"evidence.heading_{which}", period=sides[which].stated)
            found = _as(found, pd.Series(True, found.index), "other_period", said)
    for at, fits in _explained_best(sides, figures):
        one = sides.alternatives[at]
        found = _as(found, fits, one.kind, one.said, at)
    places = found[["left", "right"]].map(_decimals).min(axis="columns")
    for decimals in sorted(set(places)):
        rounded = half_up(found[["left", "right"]], decimals)
        alike = rounded["left"].eq(rounded["right"]) & places.eq(decimals)
        found = _as(found, alike, "rounding", say("evidence.rounding", decimals=decimals))
    found = _as(found, pd.Series(True, found.index), "unexplained", say("evidence.none"))
    return pd.concat([found, _missing(sides)])


def cells(figures: pd.DataFrame) -> "pd.Series[float]":
    """The cells of a table of units by counts, under the index (``unit_code``, ``count``)."""
    stacked = figures.rename_axis("unit_code").rename_axis(columns="count").stack(future_stack=True)
    return cast("pd.Series[float]", stacked)


def _compared(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    codes, names = left.index.union(right.index), left.columns.union(right.columns, sort=False)
    both = (cells(one.reindex(codes, columns=names)) for one in (left, right))
    table = pd.DataFrame(dict(zip(SIDES, both, strict=True))).dropna(how="all")
    return table.assign(difference=settle(table["right"] - table["left"]))


def _with_points(own: pd.DataFrame, other: pd.DataFrame, settled: MonthSettings) -> pd.DataFrame:
    """``own`` figures with the points that they earn where the ``other`` side states points alone."""
    wanted = [name for name in map(str, other) if name.startswith(PUBLISHED) and name not in own]
    if not wanted:
        return own
    card = score(pd.concat({settled.month: own}, names=["month"]), settled.scheme, settled.units)
    earned = card.group_points.where(card.from_counts).assign(**card.points).droplevel("month")
    subjects = {name: name.removeprefix(PUBLISHED) for name in wanted}
    return own.assign(**{name: earned[one] for name, one in subjects.items() if one in earned})


def _explained_best(sides: Sides, figures: pd.DataFrame) -> Iterator[tuple[int, "pd.Series[bool]"]]:
    """The place of each alternative, and the differences that it explains: those that several do are left to
    the one that explains most of their unit's, the first of equal ones.
    """
    differ = figures["difference"].fillna(0).ne(0)
    fits = pd.DataFrame({at: differ & _explained(one, figures) for at, one in enumerate(sides.alternatives)})
    if fits.empty:
        return
    number = fits.groupby(level="unit_code").transform("sum").where(fits, 0)
    best = number.idxmax(axis="columns").where(fits.any(axis="columns"))
    for at in range(len(sides.alternatives)):
        yield at, best.eq(at)


def _explained(one: Alternative, figures: pd.DataFrame) -> "pd.Series[bool]":
    """Which figures that a side states are those of an alternative, as far as nothing of their unit speaks
    against it: no figure on which the sides agree is another there, of a period none at all.
    """
    supposed = cells(one.figures).reindex(figures.index)
    stated = figures[one.side]
    known = supposed.notna() & stated.notna()
    fits = known & settle(supposed - stated).eq(0)
    units = figures.index.get_level_values("unit_code")
    against = known & ~fits & (figures["difference"].eq(0) | (one.kind == "other_period"))
    sound = ~against.groupby(units).transform("any")
    if one.kind == "other_period":
        sound &= (fits & stated.ne(0)).groupby(units).transform("sum").ge(_FEWEST)
    return fits & sound


def _missing(sides: Sides) -> pd.DataFrame:
    """A row for each unit that stands on one side alone."""
    said = {
        (code, ""): say("evidence.missing", title=sides[which].title)
        for which, other in (SIDES, SIDES[::-1])
        for code in sides[other].figures.index.difference(sides[which].figures.index)
    }
    index = pd.MultiIndex.from_tuples(list(said), names=["unit_code", "count"])
    table = pd.DataFrame({"left": np.nan, "right": np.nan, "difference": np.nan}, index, dtype=float)
    return table.assign(kind="missing_unit", evidence=list(said.values()), by=-1)


def _as(found: pd.DataFrame, which: "pd.Series[bool]", kind: str, said: str, by: int = -1) -> pd.DataFrame:
    """``found`` with what has no class yet, as far as it is one of ``which``, in a class."""
    chosen, changed = which & found["kind"].eq(""), {"kind": kind, "evidence": said, "by": by}
    return found.assign(**{name: found[name].mask(chosen, value) for name, value in changed.items()})


def _decimals(value: float) -> int:
    """The decimals with which a figure is stated, as far as a printed one has them."""
    return (
        0 if pd.isna(value) else max(0, -int(Decimal(repr(round(value, 6))).normalize().as_tuple().exponent))
    )
