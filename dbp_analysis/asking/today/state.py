"""The state of an open month: by unit what is due, overdue, at stake and still to be had; what moved."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbp_analysis.asking.today.opening import moment_of, open_inputs, state_before
from dbp_analysis.asking.today.points import bridge, counted_reading, resolved, score_states
from dbp_analysis.common.moments import Moment, end_of
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.once import once
from dbp_analysis.reading.counted import opened_dossiers, period_span, unit_codes
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.registers import counting
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.unit_names import UnitMatcher

DAYS = 3
STEPS = ("received", "resolved_in_time", "resolved_late", "overdue", "left")
FEWEST = 3
"""A procedure is named where at least so many dossiers bear its name: less may be a cell out of place."""


@dataclass(frozen=True, eq=False)
class Today:
    """An open month until ``moment``, and what moved ``since`` an earlier one (None where the period has
    none); ``horizon`` is the last of the next working ``days``.

    - ``units``: index ``unit_code``, in the order of the register of units; numbers of dossiers ``due_soon``,
      ``overdue``, resolved ``late``, ``pending``; ``points`` (of what is known) out of ``open``, ``band``;
      ``at_stake``, what the points lose if all that is due soon is late and not in time, ``band_if_late``;
      ``best``, ``best_open`` and ``best_band``, if all that is pending in time is resolved in time with a
      digital result and nothing new comes in; ``change`` since then, NaN where the earlier state is not known
    - ``bridge``: by ``unit_code`` the points that each of ``STEPS`` added, which add up to ``change``
    - ``due_soon``, ``overdue``, ``apologies``, ``moved``: a row a dossier, with ``unit_code``, ``code``
      (empty where it does not look like one), ``procedure``, ``received``, ``due``, ``finished`` and
      ``days_late``; ``moved`` also ``new`` and ``step``, the last that moved it
    - ``unsure``: index ``unit_code``, ``why`` and ``number`` of dossiers whose state then is not known
    """

    inputs: MonthInputs
    card: Scorecard
    moment: Moment
    since: Moment | None
    days: int
    horizon: datetime.date
    units: pd.DataFrame
    bridge: pd.DataFrame
    due_soon: pd.DataFrame
    overdue: pd.DataFrame
    apologies: pd.DataFrame
    moved: pd.DataFrame
    unsure: pd.DataFrame

    @property
    def order(self) -> "pd.Index[str]":
        """The units, those with the most at stake first, then those with the most overdue."""
        by = ["at_stake", "overdue", "due_soon"]
        return self.units.sort_values(by, ascending=False, kind="stable", na_position="last").index

    @property
    def losing(self) -> pd.DataFrame:
        """The ``units`` that have points at stake, in their order."""
        ordered = self.units.loc[self.order]
        return ordered[settle(ordered["at_stake"]) > 0]

    def __repr__(self) -> str:
        return f"Today({self.inputs.publication.id}, {self.moment.id}, {len(self.units)} units)"

    def _repr_html_(self) -> str:
        return self.card._repr_html_()


@once
def read_today(
    publication: str = "", as_of: str = "", since: str = "", days: int | str = DAYS, data: str = ""
) -> Today:
    """The open month of a publication ``as_of`` a moment, by default the newest of its registers, with what
    is due within ``days`` working days and what moved ``since``, by default the end of the day before.

    Raise as :func:`~dbp_analysis.asking.today.opening.open_inputs` and ``state_before`` do.
    """
    return today_of(open_inputs(publication, as_of, data), since, int(days))


def today_of(inputs: MonthInputs, since: str = "", days: int = DAYS) -> Today:
    """The same of inputs that were opened at a moment."""
    moment, span, modules = moment_of(inputs), period_span(inputs), counting()
    then = state_before(inputs, since, end_of(span.first - datetime.timedelta(days=1)))
    rule, data, noted = inputs.publication.counting_rule, inputs.project.data, inputs.sources.note
    assert inputs.dossiers is not None
    with opened_dossiers(inputs, inputs.dossiers, rule) as opened:
        years = range(moment.day.year, moment.day.year + 2)
        calendar = opened[-1] or modules.calendar.load_calendar(data, years, noted)
        horizon = calendar.after(moment.day, days)
        found = modules.moments.between(*opened, then.end if then else moment.end, end_of(horizon).end)
    codes = unit_codes(found.cells["unit"].unique(), UnitMatcher(inputs.everyone))
    own = {unit: code for unit, code in codes.items() if code in inputs.units.index}
    cells, listed, unsure = (_of_units(one, own) for one in (found.cells, found.dossiers, found.unsure))
    listed = _told(listed, inputs.dossiers.code_pattern, moment.day)
    states = modules.moments.states(cells.rename(columns={"unit_code": "unit"}))
    pending = listed["finished_in"].gt(2) & ~listed["out"]
    soon = listed[pending & listed["safe_until"].eq(2) & listed["due"].lt(end_of(horizon).end)]
    now, by_unit = states[STEPS[-1]], soon.groupby("unit_code")
    number, digital = by_unit.size(), by_unit["digital"].sum()
    every = now["pending_in_time"]
    results = score_states(
        inputs,
        states
        | {
            "in_time": resolved(now, number, digital, "resolved_on_time"),
            "late": resolved(now, number, digital, "resolved_late"),
            "best": resolved(now, every, every, "resolved_on_time"),
        },
    )
    overdue, late = listed[pending & listed["safe_until"].lt(2)], listed["behind"] & ~pending & ~listed["out"]
    steps, counted = bridge(results, STEPS), counted_reading(inputs).units
    rebuilt = steps.index.isin(counted) & ~steps.index.isin(unsure["unit_code"]) & (then is not None)
    steps = steps[rebuilt].reindex(inputs.units.index)
    moved = listed[_moved(listed) & ~listed["unit_code"].isin(unsure["unit_code"])] if then else listed[:0]
    current, best = results[STEPS[-1]], results["best"]
    at_stake = settle(results["in_time"]["points"] - results["late"]["points"])
    columns = {
        "pending": now["pending_in_time"],
        "due_soon": number,
        "at_stake": at_stake.reindex(number.index),
        "band_if_late": results["late"]["band"],
        "overdue": now["pending_overdue"],
        "late": now["resolved_late"],
        **{name: current[name] for name in ("points", "open", "band")},
        **{f"best_{name}".removesuffix("_points"): best[name] for name in ("points", "open", "band")},
        "change": steps.sum(axis="columns", skipna=False),
    }
    units = pd.DataFrame(columns, index=inputs.units.index)
    # Of a unit of which registers say nothing, no number is known, nor that there are none.
    counts = ["pending", "due_soon", "overdue", "late", "at_stake"]
    units[counts] = units[counts].astype(float).fillna(0.0)
    units.loc[~units.index.isin(counted), counts] = np.nan
    return Today(
        inputs,
        score_inputs(inputs),
        moment,
        then,
        days,
        horizon,
        units,
        steps,
        soon,
        overdue,
        listed[(pending & listed["safe_until"].lt(2)) | late],
        moved.assign(new=moved["received_in"].eq(2), step=_steps(moved)),
        unsure if then else unsure[:0],
    )


def _of_units(table: pd.DataFrame, codes: Mapping[str, str | None]) -> pd.DataFrame:
    """The rows of the report's own units, ``unit_code`` in place of what registers write."""
    named = table.assign(unit_code=table["unit"].map(codes)).drop(columns="unit")
    return named[named["unit_code"].notna()]


def _told(listed: pd.DataFrame, pattern: str, day: datetime.date) -> pd.DataFrame:
    """Dossiers in a fixed order, with nothing in them that is not theirs: what does not look like a code, or
    stands as the procedure of hardly any, is left out.
    """
    common = listed["procedure"].map(listed["procedure"].value_counts()).ge(FEWEST)
    looks = listed["code"].fillna("").astype(str).str.fullmatch(pattern)
    until = listed["finished"].where(listed["finished_in"].le(2)).fillna(pd.Timestamp(day))
    late = (until.dt.normalize() - listed["due"].dt.normalize()).dt.days.clip(lower=0)
    told = listed.assign(
        code=listed["code"].where(looks, ""),
        procedure=listed["procedure"].where(common, ""),
        finished=listed["finished"].where(listed["finished_in"].le(2)),
        digital=listed["digital"].fillna(False).astype(bool),
        days_late=late,
    )
    return told.sort_values(["unit_code", "due", "code"], ignore_index=True)


def _moved(listed: pd.DataFrame) -> pd.Series:
    received, finished, safe = (listed[name] for name in ("received_in", "finished_in", "safe_until"))
    return received.eq(2) | finished.eq(2) | (finished.gt(2) & safe.eq(1))


def _steps(moved: pd.DataFrame) -> "pd.Series[str]":
    finished, behind = moved["finished_in"].eq(2), moved["behind"]
    conditions = [moved["out"], finished & ~behind, finished & behind, ~finished & moved["safe_until"].lt(2)]
    names = ["left", "resolved_in_time", "resolved_late", "overdue"]
    return pd.Series(np.select(conditions, names, default="received"), index=moved.index, dtype=object)
