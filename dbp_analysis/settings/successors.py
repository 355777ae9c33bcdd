"""Counts of merged units carried to their successors, so that a series can cross the day of a merger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import coded, last_day, month_number
from dbp_analysis.common.sentences import listed
from dbp_analysis.settings.units import refuse_repeated, register_in_month


@dataclass(frozen=True)
class Incomplete:
    """A unit that also took in units without figures: its carried counts are only a part of it.

    ``unit_name`` and ``missing`` are full names ("Xã Thanh Xương"); the months before ``since``, the day
    on which it took them in, lack them.
    """

    unit_code: str
    unit_name: str
    since: date
    missing: tuple[str, ...]

    def __str__(self) -> str:
        """The sentence for the notes, days written as Decree 30/2020/NĐ-CP does."""
        lacking = listed([name[:1].lower() + name[1:] for name in self.missing])
        return (
            f"{self.unit_name} từ {_day_text(self.since)} còn gồm {lacking}, "
            "không có trong số liệu trước ngày này."
        )


@dataclass(frozen=True, eq=False)
class CarriedCounts:
    """Counts by the units of one month.

    - ``counts``: index (``month``, ``unit_code``), sorted; the columns that went in; NaN where not known
    - ``parts``: the same index; the full names, as they were in that month, of the units summed
    - ``incomplete``: what the carried counts do not hold, by unit and day; empty when all is there
    - ``existed``: the same index, of every unit that was there in that month, itself or as parts of it, with
      figures or without
    """

    counts: pd.DataFrame
    parts: pd.Series
    incomplete: tuple[Incomplete, ...]
    existed: pd.Index


def carry_counts(
    counts: pd.DataFrame, register: pd.DataFrame, place: str, month: str, points: Collection[str] = ()
) -> CarriedCounts:
    """Sum the counts of every month to the units of ``place`` that are valid in ``month``.

    ``counts`` has the index (``month``, ``unit_code``), a code meaning the unit that bore it in that month,
    and one column a count; ``register`` is as from ``read_register``. A unit that is no longer valid in
    ``month`` goes to its successor, over as many steps as it takes; the others stay as they are. Score the
    result: points, ratios and ranks of a merged unit follow from its counts and are never an average.

    A sum is NaN as soon as one part is not known: a count that is NaN, or a unit of the place without a row
    in that month. Units of which no part has a row are left out. ``points`` names the columns that hold
    given or published points instead of counts; they stand where a unit is whole and the only part,
    and are NaN where units were summed.

    Raise ``DataRejected`` when any unit of those months ended without a successor valid on the day after (so
    successors cannot run in a circle) or a code is of no unit in its month; ``ValueError`` for a month after
    ``month`` (a merged unit cannot be taken apart) and for a column that holds no whole numbers.
    """
    months = sorted(counts.index.unique("month"))
    if months and months[-1] > month:
        raise ValueError(f"counts of {months[-1]} cannot be carried back to {month}")
    points = [name for name in points if name in counts]
    _refuse_fractions(counts.drop(columns=points))
    if not months:
        return CarriedCounts(counts, pd.Series(dtype=object, index=counts.index), (), counts.index)
    then = _units_then(counts, register, place, months)
    steps = _steps(register, place)
    day = pd.Timestamp(last_day(month))
    now = _follow(then["row"], steps, register["valid_to"], day)
    ended = now[now.map(register["valid_to"]).lt(day)].unique()
    if len(ended):
        raise DataRejected([_without_successor(register.loc[row], int(row)) for row in ended])

    index = pd.MultiIndex.from_arrays([then["month"], now.map(register["code"])], names=counts.index.names)
    parts = counts.astype(float).reindex(then.index).set_axis(index, axis="index")
    names = pd.Series((then["type"] + " " + then["name"]).to_numpy(), index=index)
    has_row = pd.Series(then.index.isin(counts.index), index=index)
    by_unit = ["month", "unit_code"]
    kept = has_row.groupby(by_unit).any()
    carried = parts.groupby(by_unit).sum().mask(parts.isna().groupby(by_unit).any())[kept]
    lacking = _lacking(carried.index, _joined(register, place, steps, day))
    whole = names.groupby(by_unit).size()[kept].eq(1) & ~carried.index.isin(lacking.index)
    given = {name: carried[name].where(whole) for name in points}
    return CarriedCounts(
        counts=carried.assign(**given),
        parts=names.groupby(by_unit).agg(tuple)[kept],
        incomplete=_incomplete(lacking, register, now),
        existed=index.unique(),
    )


def _refuse_fractions(counts: pd.DataFrame) -> None:
    fractional = counts.columns[(counts.astype(float) % 1).fillna(0).ne(0).any()]
    if len(fractional):
        raise ValueError(f"no counts, name them in points: {', '.join(map(str, fractional))}")


def _units_then(counts: pd.DataFrame, register: pd.DataFrame, place: str, months: list[str]) -> pd.DataFrame:
    """Every unit of the place in each of ``months``: index (``month``, ``unit_code``), the columns of the
    register, and ``month`` and ``row`` (in the register) once more as columns.
    """
    valid = {month: register_in_month(register, place, month) for month in months}
    then = pd.concat(valid, names=["month", "row"]).reset_index()
    then.index = pd.MultiIndex.from_frame(then[["month", "code"]], names=["month", "unit_code"])
    unknown = counts.index.difference(then.index)
    if len(unknown):
        remedy = "Bổ sung đơn vị vào danh mục, hoặc sửa thời gian hiệu lực của đơn vị cho đúng."
        said = [f"Mã {code} không phải mã đơn vị nào của {coded(month)}." for month, code in unknown]
        raise DataRejected([Problem("units", what, remedy, "units.csv") for what in said])
    return then


def _steps(register: pd.DataFrame, place: str) -> pd.Series:
    """Row of a unit that ended → row of the unit of ``place`` that took it in, for units of every place
    (a code is the same unit in all of them). The successor is what bears that code on the day after.
    """
    ended = register[register["valid_to"].notna() & register["successor"].ne("")].rename_axis(index="row")
    inside = register[register["place"].eq(place)].rename_axis(index="row")
    pairs = ended.reset_index().merge(
        inside.reset_index(), left_on="successor", right_on="code", suffixes=("", "_next")
    )
    pairs["after"] = pairs["valid_to"] + pd.Timedelta(days=1)
    pairs = pairs[~pairs["valid_from_next"].gt(pairs["after"]) & ~pairs["valid_to_next"].lt(pairs["after"])]
    for day, same in pairs.drop_duplicates(["after", "row_next"]).groupby("after"):
        refuse_repeated(same["successor"], str(day)[:7])
    return pairs.set_index("row")["row_next"]


def _follow(rows: pd.Series, steps: pd.Series, valid_to: pd.Series, day: pd.Timestamp) -> pd.Series:
    """``rows`` after all steps that it takes to be valid on ``day``, or to where no step leads on.

    Ends, because every step leads to a later ``valid_to``.
    """
    while True:
        following = rows.map(steps).where(rows.map(valid_to).lt(day))
        if following.isna().all():
            return rows
        rows = following.fillna(rows).astype("int64")


def _without_successor(unit: pd.Series, row: int) -> Problem:
    after = unit["valid_to"] + timedelta(days=1)
    name = f"{unit['type']} {unit['name']} (mã {unit['code']})"
    if not unit["successor"]:
        what = f"{name} hết hiệu lực từ {_day_text(after)} mà không ghi đơn vị kế thừa."
        remedy = "Ghi mã đơn vị kế thừa vào cột successor."
    else:
        what = (
            f"{name} ghi đơn vị kế thừa là {unit['successor']}, nhưng từ {_day_text(after)} "
            "không có đơn vị nào mang mã này."
        )
        remedy = "Bổ sung dòng của đơn vị kế thừa với valid_from là ngày này, hoặc sửa cột successor."
    return Problem("units", what, remedy, "units.csv", row=row + 2, column="successor")


def _joined(register: pd.DataFrame, place: str, steps: pd.Series, day: pd.Timestamp) -> pd.DataFrame:
    """The units of other places that became part of one of ``place``: ``unit_code`` (of the unit that holds
    them on ``day``), ``since``, ``missing`` (full name). The same unit kept for another publication
    is no other unit.
    """
    identity = ["code", "type", "name"]
    inside = pd.MultiIndex.from_frame(register.loc[register["place"].eq(place), identity])
    outside = register.loc[steps.index]
    outside = outside[~pd.MultiIndex.from_frame(outside[identity]).isin(inside)]
    outside = outside[outside["valid_to"].lt(day)]
    holder = _follow(steps.reindex(outside.index), steps, register["valid_to"], day)
    joined = pd.DataFrame(
        {
            "unit_code": holder.map(register["code"]),
            "since": outside["valid_to"] + pd.Timedelta(days=1),
            "missing": outside["type"] + " " + outside["name"],
        }
    )
    return joined[~holder.map(register["valid_to"]).lt(day)].drop_duplicates()


def _lacking(carried: pd.Index, joined: pd.DataFrame) -> pd.DataFrame:
    """``joined`` once for each row of ``carried`` from before the day, under its index."""
    rows = carried.to_frame(index=False).merge(joined, on="unit_code")
    before = pd.to_datetime(rows["month"].map(last_day)).lt(rows["since"])
    return rows[before].set_index(["month", "unit_code"])


def _incomplete(lacking: pd.DataFrame, register: pd.DataFrame, now: pd.Series) -> tuple[Incomplete, ...]:
    units = register.loc[now.unique()].set_index("code")
    names = units["type"] + " " + units["name"]
    facts = lacking.reset_index("unit_code").drop_duplicates()
    missing = facts.groupby(["unit_code", "since"])["missing"].agg(tuple).reset_index()
    return tuple(
        Incomplete(code, names[code], since.date(), lacked)
        for code, since, lacked in missing.itertuples(index=False)
    )


def _day_text(day: date) -> str:
    return f"{two_digits(day.day)}/{month_number(day.month)}/{day.year}"
