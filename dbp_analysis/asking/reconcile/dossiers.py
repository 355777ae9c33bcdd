"""The dossiers of a register, by their codes alone, that differences are about."""

from collections.abc import Iterator

import pandas as pd

from dbp_analysis.asking.reconcile.sides import Side, Sides, Which

MOST_SUSPECTS = 20
"""Of dossiers that a difference may be about, where nothing says which, so many are listed."""
_CELL, _COLUMNS = ["unit_code", "count"], ["unit_code", "count", "code", "sure"]


def dossiers_behind(sides: Sides, differences: pd.DataFrame) -> pd.DataFrame:
    """One row a dossier: ``unit_code``, ``count``, ``code``, and ``sure``: whether it is known that the
    difference is about it, and not only that it may be.

    Sure are those that the rule, period or moment which explains a difference counts and the register's own
    does not, or the other way round; of other differences those of the register's own count where the other
    side has fewer, those that its rule leaves out where that has more.
    """
    pairs: tuple[tuple[Which, Which], ...] = (("left", "right"), ("right", "left"))
    found = [part for own, other in pairs for part in _of_side(sides, own, other, differences)]
    table = pd.concat([pd.DataFrame(columns=_COLUMNS), *found])[_COLUMNS]
    return table.drop_duplicates().sort_values(_COLUMNS[:3], ignore_index=True)


def _of_side(sides: Sides, which: Which, other: Which, differences: pd.DataFrame) -> Iterator[pd.DataFrame]:
    side = sides[which]
    if side.tally is None:
        return
    told = differences.reset_index()
    told = told[told["count"].isin(list(side.tally.counts))]
    own = _named(side, side.tally.behind(_asked(side, told))) if len(told) else told
    for by, rows in told.groupby(told["by"].astype(int)):
        tally = sides.alternatives[by].tally if by >= 0 else None
        if tally is not None:
            again = _named(side, tally.behind(_asked(side, rows)))
            both = own.merge(rows[_CELL], on=_CELL).merge(again, how="outer", indicator=True)
            yield both[both["_merge"] != "both"].assign(sure=True)
        elif by < 0:
            fewer = rows[other] < rows[which]
            aside = _named(side, side.tally.beside(_units(side, rows["unit_code"]))).drop(columns="count")
            meant = [own.merge(rows.loc[fewer, _CELL], on=_CELL), aside.merge(rows.loc[~fewer, _CELL])]
            table = pd.concat(meant)
            yield table[table.groupby(_CELL).cumcount() < MOST_SUSPECTS].assign(sure=False)


def _asked(side: Side, cells: pd.DataFrame) -> dict[str, list[str]]:
    """Of which units each count is asked for, as the register writes them."""
    return {str(count): _units(side, own["unit_code"]) for count, own in cells.groupby("count")}


def _units(side: Side, codes: "pd.Series[str]") -> list[str]:
    wanted = set(codes)
    return [unit for unit, code in (side.codes or {}).items() if code in wanted]


def _named(side: Side, rows: pd.DataFrame) -> pd.DataFrame:
    """Dossiers by the codes of their units, numbered where rows repeat one; what looks like no code is not
    among them.
    """
    assert side.registers is not None
    table = pd.DataFrame({"unit_code": rows["unit"].map(dict(side.codes or {})), "count": rows.get("count")})
    table = table.assign(code=rows["code"].astype(str))
    table = table[table["code"].str.fullmatch(side.registers.code_pattern)]
    return table.assign(again=table.groupby([*_CELL, "code"], dropna=False).cumcount())
