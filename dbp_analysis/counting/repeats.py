"""Dossiers that stand on several rows of a register: which row stands for each."""

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.counting.engine import fetched, hashed
from dbp_analysis.counting.register import FLAGS
from dbp_analysis.counting.rules import CountingRule
from dbp_analysis.settings.register_layout import STATUSES

ROWS_AT_A_TIME = 8_000_000


def repeated_codes(connection: Any, dossiers: ir.Table, rows: int) -> pd.DataFrame:
    """The hashes of codes that stand on several rows, looked for among so many rows at a time that they need
    a few hundred megabytes. Different codes of one hash do no harm: :func:`repeats` looks at the codes.
    """
    parts = max(1, -(-rows // ROWS_AT_A_TIME))
    hashes = dossiers.filter(dossiers["code"].notnull()).select(hash=hashed(connection, dossiers["code"]))
    found = []
    for part in range(parts):
        own = hashes.filter((hashes["hash"] % parts + parts) % parts == part) if parts > 1 else hashes
        grouped = own.group_by("hash").aggregate(rows=own.count())
        found.append(fetched(connection, grouped.filter(grouped["rows"] > 1).select("hash")))
    return pd.concat(found, ignore_index=True)


@dataclass(frozen=True, eq=False)
class Repeats:
    """The rows of codes that stand on several: those that stand for their dossiers, ``chosen``, and those
    ``again``, which tables of the rows of all dossiers hold as well; ``hashes`` are those of their codes.
    """

    hashes: pd.DataFrame
    chosen: ir.Table
    again: ir.Table


def repeats(connection: Any, dossiers: ir.Table, rule: CountingRule, rows: int) -> Repeats | None:
    """Which of so many ``rows`` repeat a dossier, by ``rule``: the first or last reception stands, and rows
    of one reception are ordered by what else they say, so that the choice is always the same. None where no
    code stands twice, or each row counts.
    """
    if rule.same_code == "each_row":
        return None
    hashes = repeated_codes(connection, dossiers, rows)
    if hashes.empty:
        return None
    keyed = dossiers.mutate(hash=hashed(connection, dossiers["code"]))
    several = fetched(connection, keyed.semi_join(ibis.memtable(hashes), "hash").drop("hash"))
    by = ["received", "finished", "due", "unit", "online", "paused", *FLAGS, *STATUSES]
    ascending = [rule.reception == "first", *[True] * (len(by) - 1)]
    several = several.sort_values(by, ascending=ascending, kind="stable")
    again = several["code"].duplicated()
    schema = dossiers.schema()
    return Repeats(
        hashes, ibis.memtable(several[~again], schema=schema), ibis.memtable(several[again], schema=schema)
    )


def once_each(connection: Any, dossiers: ir.Table, repeated: Repeats | None) -> ir.Table:
    """Each dossier once."""
    if repeated is None:
        return dossiers
    keyed = dossiers.mutate(hash=hashed(connection, dossiers["code"]))
    single = keyed.anti_join(ibis.memtable(repeated.hashes), "hash").drop("hash")
    return ibis.union(single, repeated.chosen.select(*single.columns))
