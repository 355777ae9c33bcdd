"""What the tests of the invented place share."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pandas as pd

from dbp_analysis.demo.counts import monthly_counts
from dbp_analysis.demo.profiles import draw_profiles


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def series(units: int, months: int, seed: int = 0, first: str = "2023-01") -> dict[str, pd.DataFrame]:
    """The counts of each month."""
    return dict(monthly_counts(draw_profiles(seed, units), seed, first, months))


def in_order(counts: dict[str, pd.DataFrame]) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Each month with the one after it."""
    return pairwise(counts.values())
