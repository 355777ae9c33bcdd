"""What the tests of the invented place share."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from dbp_analysis.demo.counts import monthly_counts
from dbp_analysis.demo.profiles import draw_profiles


def series(units: int, months: int, seed: int = 0, first: str = "2023-01") -> dict[str, pd.DataFrame]:
    """The counts of each month."""
    return dict(monthly_counts(draw_profiles(seed, units), seed, first, months))


def in_order(counts: dict[str, pd.DataFrame]) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Each month with the one after it."""
    return pairwise(counts.values())
