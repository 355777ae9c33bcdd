"""Scoring a million unit-months: against NumPy by hand, and against ``DataFrame.apply`` row by row.

python benchmarks/scoring.py
"""

import numpy as np
import pandas as pd
from timing import PROJECT, report, seconds

from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import load_scheme

ROWS = 1_000_000
UNITS = 1_000
APPLIED = 2_000
"""Rows that ``apply`` scores; its time grows with the rows, so it is scaled up."""

SCHEME = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")


def made_up_counts() -> pd.DataFrame:
    """Counts of ``ROWS`` unit-months; what they are does not matter, only that 0/0 occurs."""
    random = np.random.default_rng(0)
    months = [f"{2000 + at // 12:04d}-{at % 12 + 1:02d}" for at in range(ROWS // UNITS)]
    codes = [f"{at:05d}" for at in range(UNITS)]
    index = pd.MultiIndex.from_product([months, codes], names=["month", "unit_code"])
    counts = {name: random.integers(0, 50, ROWS).astype(float) for name in SCHEME.inputs}
    return pd.DataFrame(counts, index=index)


def with_package(counts: pd.DataFrame) -> object:
    """Everything: ratios, points, totals, bands, ranks, ties."""
    return score(counts, SCHEME, pd.DataFrame())


def by_hand(counts: pd.DataFrame) -> np.ndarray:
    """The same sums as a programmer would write them for this one scheme in NumPy."""
    columns = {name: counts[name].to_numpy() for name in counts}
    total = np.zeros(len(counts))
    with np.errstate(invalid="ignore", divide="ignore"):
        for one in SCHEME.indicators:
            numerator = sum(columns[name] for name in one.numerator)
            denominator = sum(columns[name] for name in one.denominator)
            points = np.minimum(numerator / denominator * one.maximum, one.maximum)
            total += np.where(denominator == 0, one.maximum, points)
    converted = total / SCHEME.maximum * SCHEME.scale
    limits = np.array([band.at_least for band in SCHEME.bands[::-1]])
    bands = np.searchsorted(limits, converted, side="right")
    months = np.repeat(np.arange(ROWS // UNITS), UNITS)
    order = np.lexsort([-total, months])
    ranks = np.empty(len(total), int)
    ranks[order] = np.arange(len(total)) - months[order] * UNITS + 1
    return np.column_stack([total, converted, bands, ranks])


def row_by_row(counts: pd.DataFrame) -> pd.Series:
    """Total, converted score and band of every row with ``apply``; the ranks would come on top."""

    def scored(row: pd.Series) -> tuple[float, float, str]:
        points = 0.0
        for one in SCHEME.indicators:
            denominator = sum(row[name] for name in one.denominator)
            if not denominator:
                points += one.maximum
                continue
            share = sum(row[name] for name in one.numerator) / denominator
            points += min(share * one.maximum, one.maximum)
        converted = points / SCHEME.maximum * SCHEME.scale
        return points, converted, next(band.name for band in SCHEME.bands if converted >= band.at_least)

    return counts.apply(scored, axis="columns")


if __name__ == "__main__":
    table = made_up_counts()
    ours = seconds(lambda: with_package(table), repeats=5)
    hand = seconds(lambda: by_hand(table), repeats=5)
    applied = seconds(lambda: row_by_row(table.head(APPLIED)), repeats=3) * ROWS / APPLIED
    report(
        "scoring 1,000,000 unit-months",
        [
            ("this package", ours),
            ("NumPy by hand", hand),
            (f"DataFrame.apply (from {APPLIED:,} rows)", applied),
        ],
        [
            ("this package / NumPy by hand", ours / hand, "≤ 3"),
            ("apply / this package", applied / ours, "≥ 100"),
        ],
    )
