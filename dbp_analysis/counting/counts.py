"""Standard fields, a rule and periods → counts by unit: one expression, whichever engine works it out.

Every dossier is placed by where its reception, its end and its due day lie among the periods; what counts
at once is folded by these places, and each period then adds up what it counts. The identities of form
II.06a hold by construction: whatever counts in a period is received in it or carried over, and resolved in
it or pending at its end.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.counting.calendar import Calendar
from dbp_analysis.counting.engine import instant
from dbp_analysis.counting.rules import CountingRule


@dataclass(frozen=True)
class Span:
    """The days from ``first`` on, until ``end``, a moment that is no more of it: a period, or one so far."""

    first: datetime.date
    end: datetime.datetime

    @property
    def last_day(self) -> datetime.datetime:
        """The beginning of its last day, which a dossier pending in time is due on or after."""
        last = self.end - datetime.timedelta(microseconds=1)
        return last.replace(hour=0, minute=0, second=0, microsecond=0)


When = Callable[[ir.Table, ir.IntegerValue], ir.BooleanValue]

WHEN: Mapping[str, When] = {
    "received": lambda t, at: t["received_in"] == at,
    "carried": lambda t, at: t["received_in"] < at,
    "entered": lambda t, at: t["received_in"] <= at,
    "resolved": lambda t, at: t["finished_in"] == at,
    "pending": lambda t, at: t["finished_in"] > at,
    "in_time": lambda t, at: (t["finished_in"] > at) & (t["safe_until"] >= at),
    "overdue": lambda t, at: (t["finished_in"] > at) & (t["safe_until"] < at),
}
FLAGS_COUNTED = ("online", "early", "late", "payable", "paid", "digitised", "digital")
COUNTS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "received_online": ("online", (), "received"),
    "received_counter": ("every", ("online",), "received"),
    "received_in_period": ("every", (), "received"),
    "carried_over": ("every", (), "carried"),
    "received_total": ("every", (), "entered"),
    "resolved_early": ("early", (), "resolved"),
    "resolved_on_time": ("every", ("early", "late"), "resolved"),
    "resolved_late": ("late", (), "resolved"),
    "resolved_total": ("every", (), "resolved"),
    "pending_in_time": ("every", (), "in_time"),
    "pending_overdue": ("every", (), "overdue"),
    "pending_total": ("every", (), "pending"),
    "payable": ("payable", (), "received"),
    "paid_online": ("paid", (), "received"),
    "dossiers_digitised": ("digitised", (), "received"),
    "dossiers_not_digitised": ("every", ("digitised",), "received"),
    "results_digital": ("digital", (), "resolved"),
    "results_not_digital": ("every", ("digital",), "resolved"),
}
"""Each count: of which dossiers, without which, and when they count in a period."""

NEEDS = {
    "payable": ("payable",),
    "paid_online": ("payable", "paid_online"),
    "dossiers_digitised": ("digitised",),
    "dossiers_not_digitised": ("digitised",),
    "results_digital": ("digital_result",),
    "results_not_digital": ("digital_result",),
}
"""The columns without which a register says nothing of a count."""


def placed(
    dossiers: ir.Table,
    rule: CountingRule,
    spans: Sequence[Span],
    calendar: Calendar | None,
    kept: Sequence[str] = (),
) -> ir.Table:
    """The dossiers that ``rule`` counts, each with its place among ``spans``, which follow on each other.

    ``received_in`` and ``finished_in`` are the 1-based period (0 before the first, one more than there are
    after the last, or never); ``safe_until`` is the last period at whose end it is not overdue. Pauses of
    working days are counted only with a ``calendar``. The flags say of which dossiers each count of
    ``COUNTS`` is; fields that are ``kept`` stand beside, ``due`` as pauses moved it.
    """
    gone = [dossiers[name] for name in rule.left_out]
    counted = dossiers.filter(dossiers["received"].notnull(), *(~one for one in gone))
    counted = _moved(counted, rule, calendar)
    finished, due = counted["finished"], counted["due"]
    bounds = [datetime.datetime.combine(spans[0].first, datetime.time()), *(span.end for span in spans)]
    limits = [span.last_day if rule.late_by == "day" else span.end for span in spans]
    late = finished.date() > due.date() if rule.late_by == "day" else finished > due
    years = [datetime.datetime(span.first.year, 1, 1) for span in spans]
    since = {"since": _reached(counted["received"], years)} if rule.carried_over == "this_year" else {}
    table = counted.select(
        *("code", "unit", "row"),
        received_in=_reached(counted["received"], bounds),
        finished_in=_reached(finished, bounds),
        safe_until=_reached(due, limits),
        **since,
        online=counted["online"],
        early=finished.date() < due.date(),
        late=late,
        payable=counted["payable"],
        paid=counted["payable"] & counted["paid_online"],
        digitised=counted["digitised"],
        digital=counted["digital_result"],
        **{name: counted[name] for name in kept},
    )
    return table.filter((table["received_in"] <= len(spans)) & (table["finished_in"] >= 1))


def counts(table: ir.Table, spans: int, again: ir.Table | None = None) -> ir.Table:
    """The counts of ``placed`` dossiers by ``unit`` and 1-based ``span``, columns as in ``COUNTS``, without
    those that are placed ``again``; a unit has a row for each period in which a dossier of it counts.
    """
    folded = fold(table)
    if again is not None:
        less = fold(again)
        less = less.mutate(**{name: -less[name] for name in ("every", *FLAGS_COUNTED)})
        folded = ibis.union(folded, less.select(*folded.columns))
    numbers = ibis.memtable(pd.DataFrame({"span": pd.Series(range(1, spans + 1), dtype="int64")}))
    both = folded.cross_join(numbers)
    both = both.filter(within_span(both, both["span"]))
    sums = {
        name: (both[of] - sum(both[one] for one in without) if without else both[of])
        .sum(where=WHEN[when](both, both["span"]))
        .fill_null(0)
        .cast("int64")
        for name, (of, without, when) in COUNTS.items()
    }
    return both.group_by(["unit", "span"]).aggregate(**sums)


def fold(table: ir.Table, also: Sequence[str] = ()) -> ir.Table:
    """How many dossiers, and how many with each flag, have the same unit and places, and ``also`` these."""
    places = [name for name in ("received_in", "finished_in", "safe_until", "since") if name in table.columns]
    flags = {name: table.count(where=table[name]) for name in FLAGS_COUNTED}
    return table.group_by(["unit", *places, *also]).aggregate(every=table.count(), **flags)


def within_span(table: ir.Table, at: ir.IntegerValue | int) -> ir.BooleanValue:
    """Whether dossiers count in a period at all."""
    inside = (table["received_in"] <= at) & (table["finished_in"] >= at)
    return inside & (table["since"] >= at) if "since" in table.columns else inside


def memberships(table: ir.Table, at: int = 1) -> ir.Table:
    """Of ``placed`` dossiers those that count in a period: ``code``, ``unit``, ``row``, and ``intake`` and
    ``outcome``, the count of either side of form II.06a that each is in.
    """
    own = table.filter(within_span(table, at))

    def first_of(*names: str) -> ir.StringValue:
        return ibis.cases(*((is_in(own, name, at), name) for name in names))

    return own.select(
        *("code", "unit", "row"),
        intake=first_of("received_online", "received_counter", "carried_over"),
        outcome=first_of(
            *("resolved_early", "resolved_on_time", "resolved_late", "pending_in_time", "pending_overdue")
        ),
    )


def is_in(table: ir.Table, count: str, at: int) -> ir.BooleanValue:
    """Whether ``placed`` dossiers are in a count of a period."""
    of, without, when = COUNTS[count]
    inside = WHEN[when](table, ibis.literal(at))
    inside = inside if of == "every" else inside & table[of].fill_null(False)
    return ibis.and_(inside, *(~table[one].fill_null(False) for one in without))


def _reached(moment: ir.TimestampValue, bounds: Sequence[datetime.datetime], sure: int = 0) -> Any:
    """How many of the bounds a moment has reached, all where it is null: each half is asked in turn, so that
    a year of months costs four comparisons.
    """
    if not bounds:
        return ibis.literal(sure, "int8")
    half = len(bounds) // 2
    before = moment < instant(bounds[half])
    reached = _reached(moment, bounds[half + 1 :], sure + half + 1)
    return before.ifelse(_reached(moment, bounds[:half], sure), reached)


def _moved(dossiers: ir.Table, rule: CountingRule, calendar: Calendar | None) -> ir.Table:
    """Due moments after the days of pause, at the same hour; working days need a calendar."""
    if rule.pauses == "calendar_days":
        later = dossiers["due"] + dossiers["paused"].cast("int64").as_interval("D")
        return dossiers.mutate(due=later)
    if rule.pauses == "none" or calendar is None:
        return dossiers
    days = calendar.table
    numbers = ibis.memtable(days[["day", "number"]].set_axis(["from_day", "before"], axis="columns"))
    worked = days.loc[days["worked"], ["day", "number"]].rename(
        columns={"day": "to_day", "number": "reached"}
    )
    paused = dossiers.mutate(from_day=dossiers["due"].date().cast("timestamp"))
    paused = paused.left_join(numbers, "from_day").drop("from_day_right")
    paused = paused.mutate(reached=(paused["before"] + paused["paused"]).cast("int64"))
    paused = paused.left_join(ibis.memtable(worked), "reached")
    shift = paused["to_day"].epoch_seconds() - paused["from_day"].epoch_seconds()
    moved = paused["due"] + shift.cast("int64").as_interval("s")
    due = (paused["paused"] > 0).ifelse(ibis.coalesce(moved, paused["due"]), paused["due"])
    return paused.mutate(due=due).select(*dossiers.columns)
