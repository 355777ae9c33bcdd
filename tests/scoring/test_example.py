"""The invented unit that a scheme is explained with."""

import random

import pytest

from dbp_analysis.scoring.example import example_card, example_counts
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.shipped import shipped
from tests.slow_score import written_scheme

SHIPPED = sorted(shipped("data", "schemes").glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_has_a_total_below_the_maximum_and_no_ratio_that_cannot_be(path) -> None:
    scheme = load_scheme(path)
    card = example_card(scheme)
    total = float(card.results["total"].iloc[0])
    assert 0 < total < scheme.maximum
    shares = [i.id for i in scheme.indicators if i.is_counted and i.is_share]
    assert card.ratios[shares].le(1).all(axis=None)


def test_every_scheme_that_can_be_written_has_one() -> None:
    for seed in range(40):
        scheme = Scheme.model_validate(written_scheme(random.Random(seed)))
        assert set(scheme.inputs) <= set(example_counts(scheme))
        assert example_card(scheme).results["total"].notna().all(), seed
