"""All registers of a month together, counted for one period; dossiers can be asked for behind each count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.counting.calendar import Calendar
from dbp_analysis.counting.counts import Span, counts, is_in, memberships, placed, within_span
from dbp_analysis.counting.engine import fetched
from dbp_analysis.counting.repeats import Repeats, once_each, repeats
from dbp_analysis.counting.rules import CountingRule


@dataclass(frozen=True, eq=False)
class Tally:
    """What registers say of a period by ``rule``. ``counts`` has the index ``unit``, as registers write it,
    and the columns of ``COUNTS``; ``again`` is how many rows repeat a dossier, ``left_out`` how many dossiers
    of each status count nowhere. Open as long as its ``connection``.
    """

    connection: Any
    dossiers: ir.Table
    rule: CountingRule
    span: Span
    calendar: Calendar | None
    repeated: Repeats | None
    counts: pd.DataFrame
    rows: int
    again: int
    left_out: Mapping[str, int]

    def placed(self) -> ir.Table:
        """Each dossier that counts, once, with its places."""
        once = once_each(self.connection, self.dossiers, self.repeated)
        return placed(once, self.rule, [self.span], self.calendar)

    def behind(self, asked: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """``count``, ``unit``, ``code`` and ``row`` of the dossiers in each count that is ``asked`` for, of
        its units; all in one question, which takes the engine as long as each.
        """
        own = self.placed()
        own = own.filter(within_span(own, 1))
        inside = {name: own["unit"].isin(units) & is_in(own, name, 1) for name, units in asked.items()}
        table = own.select("unit", "code", "row", **inside)
        rows = fetched(self.connection, table.filter(ibis.or_(*(table[name] for name in inside))))
        each = rows.melt(["unit", "code", "row"], list(inside), "count", "inside")
        return each[each.pop("inside").eq(True)].sort_values(["count", "row", "code"])

    def beside(self, units: Sequence[str]) -> pd.DataFrame:
        """``unit``, ``code`` and ``row`` of the dossiers of ``units`` that the rule leaves out."""
        gone = [self.dossiers[name] for name in self.rule.left_out]
        own = self.dossiers.filter(self.dossiers["unit"].isin(units), ibis.or_(ibis.literal(False), *gone))
        return fetched(self.connection, own.select("unit", "code", "row")).sort_values(["row", "code"])

    def within(self, span: Span) -> "Tally":
        """The same dossiers by the same rule for another period."""
        counts = _counted(self.connection, self.dossiers, self.rule, span, self.calendar, self.repeated)
        units = self.counts.index
        return replace(self, span=span, counts=counts.reindex(units, fill_value=0).astype("int64"))

    def memberships(self) -> pd.DataFrame:
        """Where each dossier counts: ``code``, ``unit``, ``row``, ``intake``, ``outcome``."""
        return fetched(self.connection, memberships(self.placed()))


def tally(
    connection: Any, dossiers: ir.Table, rule: CountingRule, span: Span, calendar: Calendar | None
) -> Tally:
    """Count ``dossiers`` (standard fields) for a period by a rule; every unit that has any has a row."""
    rows = int(fetched(connection, dossiers.aggregate(n=dossiers.count()))["n"].iloc[0])
    repeated = repeats(connection, dossiers, rule, rows)
    found = _counted(connection, dossiers, rule, span, calendar, repeated)
    units = fetched(connection, dossiers.select("unit").distinct())["unit"].dropna()
    units = units[units.ne("")]
    numbers = _left_out(connection, dossiers, rule)
    if repeated:
        numbers = numbers - _left_out(connection, repeated.again, rule)
    return Tally(
        connection,
        dossiers,
        rule,
        span,
        calendar,
        repeated,
        found.reindex(sorted(units), fill_value=0).astype("int64"),
        rows,
        rows - int(numbers["rows"]),
        {name: int(numbers[name]) for name in rule.left_out},
    )


def _counted(
    connection: Any,
    dossiers: ir.Table,
    rule: CountingRule,
    span: Span,
    calendar: Calendar | None,
    repeated: Repeats | None,
) -> pd.DataFrame:
    own = placed(dossiers, rule, [span], calendar)
    less = placed(repeated.again, rule, [span], calendar) if repeated else None
    return fetched(connection, counts(own, 1, less)).set_index("unit").drop(columns="span")


def _left_out(connection: Any, dossiers: ir.Table, rule: CountingRule) -> pd.Series:
    numbers = {name: dossiers.count(where=dossiers[name]) for name in rule.left_out}
    return fetched(connection, dossiers.aggregate(rows=dossiers.count(), **numbers)).iloc[0]
