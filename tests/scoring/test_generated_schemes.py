"""Schemes of every feature of the language, against a scorer on paper."""

import random
from functools import cache

import pandas as pd
import pytest

from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.scheme import Scheme
from tests.exact import made_card
from tests.slow_score import OnPaper, written_counts, written_scheme

UNITS = 8


@cache
def drawn(seed: int):
    """A written scheme, the counts of its units, and their card: nobody may write into them."""
    rng = random.Random(seed)
    written = written_scheme(rng)
    units = [written_counts(rng, written) for _ in range(UNITS)]
    return written, units, made_card(Scheme.model_validate(written), pd.DataFrame(units).astype(float))


@pytest.mark.parametrize("start", range(0, 130, 26))
def test_totals_bands_and_conditions_are_those_on_paper(start: int) -> None:
    for seed in range(start, start + 26):
        written, units, card = drawn(seed)
        results = card.results.reset_index("month", drop=True)
        for at, counts in enumerate(units):
            paper, own = OnPaper(written, counts), results.loc[f"u{at}"]
            said = (seed, at, counts)
            assert own["no_cases"] == paper.idle, said
            assert pd.isna(own["total"]) == (paper.total is None), said
            if paper.total is not None:
                assert settle(float(own["total"])) == settle(float(paper.total)), said
                assert own["band"] == paper.band, said
                assert bool(own["held_back"]) == paper.held_back, said


def test_points_of_groups_and_adjustments_add_up_to_the_total() -> None:
    for seed in range(40):
        _, _, card = drawn(seed)
        factor = card.scheme.maximum / card.open_to.sum(axis="columns")
        added = card.group_points.sum(axis="columns") * factor + card.adjustments.sum(axis="columns")
        total = card.results["total"]
        assert settle(added[total.notna()]).equals(settle(total.dropna())), seed
