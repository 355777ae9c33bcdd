"""A row that equals the sum of others is their subtotal, whatever it is called."""

from collections.abc import Collection, Iterator

import pandas as pd

from dbp_analysis.common.numbers import settle

_FEW = 30
"""Figures that add up to less may be the sum of others by chance."""


def subtotal_rows(counts: pd.DataFrame, units: Collection[int], unnamed: Collection[int]) -> list[int]:
    """Which of the rows ``unnamed``, of no known unit, sum two or more of the rows ``units``, count by count.

    ``counts`` has a row each, and those of the totals, under their 1-based rows; a row may sum the units
    since the last row that is none or until the next, all above or below it, or all.
    """
    found = []
    for row in unnamed:
        stated = counts.T[row]
        if (
            stated.notna().all()
            and stated.sum() >= _FEW
            and any(
                settle(counts.loc[part].sum(skipna=False)).equals(settle(stated))
                for part in _parts(row, sorted(units), sorted(set(counts.index) - set(units)))
                if len(part) > 1
            )
        ):
            found.append(row)
    return found


def _parts(row: int, units: list[int], others: list[int]) -> Iterator[list[int]]:
    since = max((other for other in others if other < row), default=0)
    until = min((other for other in others if other > row), default=units[-1] + 1 if units else 0)
    yield [unit for unit in units if since < unit < row]
    yield [unit for unit in units if row < unit < until]
    yield [unit for unit in units if unit < row]
    yield [unit for unit in units if unit > row]
    yield units
