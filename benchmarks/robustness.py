"""Ranks under 10,000 draws of other weights for 135 units: against a loop of ``Series.rank`` over draws.

python benchmarks/robustness.py
"""

import numpy as np
import pandas as pd
from timing import PROJECT, report, seconds

from dbp_analysis.asking.robustness.intervals import intervals
from dbp_analysis.asking.robustness.weights import DRAWS, NOISE, SEED, weight_ranks
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import load_scheme

UNITS = 135
LOOPED = 200
"""Draws that the loop makes; its time grows with the draws, so it is scaled up."""

SCHEME = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")


def made_up_card() -> Scorecard:
    """A month of ``UNITS`` units; what they counted does not matter."""
    random = np.random.default_rng(0)
    codes = pd.Index([f"{at:05d}" for at in range(UNITS)], name="unit_code")
    index = pd.MultiIndex.from_product([["2026-01"], codes], names=["month", "unit_code"])
    counts = {name: random.integers(0, 200, UNITS).astype(float) for name in SCHEME.inputs}
    units = pd.DataFrame({"unit_short": codes}, index=codes)
    return score(pd.DataFrame(counts, index=index), SCHEME, units)


def looped(card: Scorecard, draws: int) -> pd.DataFrame:
    """The ranges of ranks as an analyst would write them: a total and a rank in each draw."""
    points = card.of_units(card.points)
    maxima = pd.Series({i.id: i.maximum for i in SCHEME.indicators})
    random = np.random.Generator(np.random.PCG64(SEED))
    ranks = []
    for _ in range(draws):
        factors = random.uniform(1 - NOISE, 1 + NOISE, len(maxima))
        total = (points * factors).sum(axis="columns") / (maxima * factors).sum() * SCHEME.maximum
        ranks.append(total.round(9).rank(method="min", ascending=False))
    table = pd.concat(ranks, axis="columns")
    return table.quantile([0.05, 0.5, 0.95], axis="columns").T


if __name__ == "__main__":
    made = made_up_card()
    ours = seconds(lambda: weight_ranks(made), repeats=5)
    loop = seconds(lambda: looped(made, LOOPED), repeats=3) * DRAWS / LOOPED
    wilson = seconds(lambda: intervals(made), repeats=3)
    report(
        f"ranks of {UNITS} units under {DRAWS:,} draws of weights",
        [
            ("this package", ours),
            (f"a loop of Series.rank (from {LOOPED} draws)", loop),
            (f"intervals of {made.ratios.size:,} ratios (not part of either)", wilson),
        ],
        [("seconds", ours, "about 1"), ("loop / this package", loop / ours, "≥ 10")],
    )
