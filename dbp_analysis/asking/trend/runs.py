"""Months in a row that each lie above, or each below, the one before."""

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import settle

MONTHS_IN_A_ROW = 3
"""So many months, each above (or below) the one before it, make a run."""


def runs(values: pd.DataFrame, length: int = MONTHS_IN_A_ROW) -> pd.DataFrame:
    """Every longest stretch of at least ``length`` months in a row, each above or each below the one before.

    ``values`` has one row a subject, one column a calendar month; a missing month ends a stretch, and so
    does an equal value. One row a run: ``subject``, ``rising``, ``first`` and ``last`` (the months that
    moved), ``months`` (how many), ``before`` (the value of the month before the first) and ``after``.
    """
    # Numbered subjects and months, so that a run is rows of one block that follow each other.
    table = values.to_numpy(dtype=float)
    direction = np.sign(settle(np.diff(table, axis=1)))
    starts = np.ones(direction.shape, dtype=bool)
    starts[:, 1:] = direction[:, 1:] != direction[:, :-1]
    block = np.cumsum(starts)
    subject, at = np.indices(direction.shape)
    moved = pd.DataFrame({"block": block, "subject": subject.ravel(), "at": at.ravel()})
    moved["direction"] = direction.ravel()
    moving = moved[moved["direction"].abs().eq(1)].groupby("block")
    found = moving.agg(subject=("subject", "first"), at=("at", "first"), months=("at", "size"))
    found["rising"] = moving["direction"].first().gt(0)
    found = found[found["months"] >= length]
    rows, first, last = found["subject"], found["at"], found["at"] + found["months"]
    return pd.DataFrame(
        {
            "subject": values.index.to_numpy()[rows],
            "rising": found["rising"].to_numpy(),
            "first": values.columns.to_numpy()[first + 1],
            "last": values.columns.to_numpy()[last],
            "months": found["months"].to_numpy(),
            "before": table[rows, first],
            "after": table[rows, last],
        }
    )
