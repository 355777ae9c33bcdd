"""A register as of a moment, and what moved since an earlier one: what happened later is not seen.

Both moments are places among two periods that begin together: until the earlier one, and from there until
the later one. Counts of any state in between come from how many dossiers have the same places.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.counting.calendar import Calendar
from dbp_analysis.counting.counts import COUNTS, WHEN, Span, fold, placed, within_span
from dbp_analysis.counting.engine import fetched, held, instant
from dbp_analysis.counting.repeats import once_each, repeats
from dbp_analysis.counting.rules import CountingRule

_ENDED = ("done", "withdrawn", "stopped", "returned")
_LISTED = ("procedure", "received", "due", "finished")


@dataclass(frozen=True, eq=False)
class Moments:
    """What lies between two moments. ``cells`` has a row for each unit and place, with how many dossiers
    are there, and with each flag; ``dossiers`` a row for each that is overdue, due ``soon``, was late or
    moved: ``code``, ``unit``, ``procedure``, ``received``, ``due``, ``finished`` and the places; ``unsure``
    how many of a ``unit`` are in an unknown state at the earlier moment, and ``why`` (``left``: it is not
    said since when they count no more, ``done``: when they ended, ``paused``: whether before they were due).
    """

    cells: pd.DataFrame
    dossiers: pd.DataFrame
    unsure: pd.DataFrame


def seen(dossiers: ir.Table, end: datetime.datetime) -> ir.Table:
    """What a register said before ``end``: nothing received later, nothing that ended later as ended."""
    moment = instant(end)
    known = dossiers.filter(dossiers["received"].isnull() | (dossiers["received"] < moment))
    later = (known["finished"] >= moment).fill_null(False)
    return known.mutate(**{name: known[name] & ~later for name in _ENDED})


def between(
    connection: Any,
    dossiers: ir.Table,
    rule: CountingRule,
    span: Span,
    calendar: Calendar | None,
    then: datetime.datetime,
    soon: datetime.datetime,
) -> Moments:
    """What moved from ``then`` until the end of ``span``, of dossiers as they were ``seen`` there, and what
    is due before ``soon``.
    """
    rows = int(fetched(connection, dossiers.aggregate(n=dossiers.count()))["n"].iloc[0])
    once = once_each(connection, dossiers, repeats(connection, dossiers, rule, rows))
    out = ibis.or_(ibis.literal(False), *(once[name] for name in rule.left_out))
    marked = once.mutate(out=out, slip=once["due"])
    last = instant(span.end - datetime.timedelta(seconds=1))
    gone = out & (marked["finished"] > last)  # counted as gone although it went later: at a month's own end
    marked = marked.mutate(finished=gone.fill_null(False).ifelse(last, marked["finished"]))
    marked = marked.mutate(**{name: ibis.literal(False) for name in rule.left_out})
    spans = [Span(span.first, then), span]
    table = placed(marked, rule, spans, calendar, (*_LISTED, "out", "slip", "paused", "done"))
    table = table.mutate(behind=table["late"].fill_null(False))
    if "since" in table.columns:
        table = table.filter(table["since"] > 0)
    limit = spans[0].last_day if rule.late_by == "day" else then
    found = held(connection, table)
    asked = (fold(found, ("out", "behind")), _to_list(found, soon), _unsure(found, limit))
    return Moments(*(fetched(connection, one) for one in asked))


def states(cells: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The counts (columns of ``COUNTS``) by unit ``then``, and after each step of what moved since, in
    order: what was ``received``, ``resolved_in_time``, ``resolved_late``, came to be ``overdue``, ``left``
    to count no more, which leads to the later moment.
    """
    received, finished, safe = (cells[name] for name in ("received_in", "finished_in", "safe_until"))
    passing = cells["out"] & finished.eq(2) & received.le(1)
    rest, behind = ~cells["out"], cells["behind"]
    places = {
        "received_in": received.clip(upper=2),
        "finished_in": finished.clip(upper=2),
        "safe_until": safe.clip(upper=1),
    }
    own = cells.assign(**places)[rest | passing]
    found = {"then": counted(own)}
    moves = {
        "received": ("received_in", received.eq(2), 1),
        "resolved_in_time": ("finished_in", finished.eq(2) & ~behind & rest, 1),
        "resolved_late": ("finished_in", finished.eq(2) & behind & rest, 1),
        "overdue": ("safe_until", safe.eq(1) & rest, 0),
    }
    for step, (place, moved, to) in moves.items():
        own = own.assign(**{place: own[place].mask(moved, to)})
        found[step] = counted(own)
    return found | {"left": counted(own[~own["out"]])}


def counted(cells: pd.DataFrame) -> pd.DataFrame:
    """The counts by unit of cells that are placed in one period."""
    inside = within_span(cells, 1)
    sums = {
        name: (cells[of] - sum(cells[one] for one in without)).where(WHEN[when](cells, 1) & inside, 0)
        for name, (of, without, when) in COUNTS.items()
    }
    return pd.DataFrame(sums).groupby(cells["unit"]).sum()


def _to_list(table: ir.Table, soon: datetime.datetime) -> ir.Table:
    received, finished, safe = (table[name] for name in ("received_in", "finished_in", "safe_until"))
    pending = finished > 2
    due_soon = pending & (table["due"] < instant(soon))
    moved = (received == 2) | (finished == 2)
    listed = table.filter(
        ibis.ifelse(
            table["out"],
            (finished == 2) & (received <= 1),
            moved | due_soon | (pending & (safe < 2)) | (table["behind"] & (finished <= 2)),
        )
    )
    fields = (
        "code",
        "unit",
        *_LISTED,
        "received_in",
        "finished_in",
        "safe_until",
        "out",
        "behind",
        "digital",
    )
    return listed.select(*fields)


def _unsure(table: ir.Table, limit: datetime.datetime) -> ir.Table:
    """Dossiers that were there at the earlier moment, in a state that the register does not tell."""
    before = table.filter(table["received_in"] <= 1)
    never = before["finished"].isnull()
    paused = (before["paused"] > 0) & (before["slip"] < instant(limit))
    why = ibis.cases(
        (before["out"] & never, "left"),
        (before["out"], ibis.null("string")),
        (before["done"] & never, "done"),
        (paused & (before["finished_in"] >= 2) & (before["safe_until"] >= 1), "paused"),
        else_=ibis.null("string"),
    )
    told = before.mutate(why=why)
    told = told.filter(told["why"].notnull())
    return told.group_by(["unit", "why"]).aggregate(number=told.count())
