import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.demo.counts import month_names

from .made import in_order, series

SIZES = st.tuples(st.integers(1, 40), st.integers(1, 6), st.integers(0, 2**40))


@settings(max_examples=30)
@given(SIZES)
def test_every_identity_holds_and_no_part_exceeds_its_whole(size: tuple[int, int, int]) -> None:
    for counts in series(*size).values():
        c = counts
        assert (c >= 0).all(axis=None)
        assert (c.received_total == c.received_online + c.received_counter + c.carried_over).all()
        assert (c.received_total == c.resolved_total + c.pending_total).all()
        assert (c.resolved_total == c.resolved_early + c.resolved_on_time + c.resolved_late).all()
        assert (c.pending_total == c.pending_in_time + c.pending_overdue).all()
        assert (c.received_in_period == c.dossiers_digitised + c.dossiers_not_digitised).all()
        assert (c.resolved_total == c.results_digital + c.results_not_digital).all()
        for part, whole in (
            ("paid_online", "payable"),
            ("payable", "received_in_period"),
            ("dossiers_reused", "dossiers_digitised"),
            ("dossiers_reused_national", "dossiers_reused"),
            ("petitions_on_time", "petitions"),
            ("petitions_satisfied", "petitions"),
            ("ratings", "received_in_period"),
            ("ratings_satisfied", "ratings"),
        ):
            assert (c[part] <= c[whole]).all(), part


@settings(max_examples=30)
@given(SIZES)
def test_what_was_pending_is_carried_over(size: tuple[int, int, int]) -> None:
    for before, after in in_order(series(*size)):
        assert (after["carried_over"] == before["pending_total"]).all()


def test_what_was_overdue_is_late_or_still_overdue() -> None:
    for before, after in in_order(series(60, 24)):
        assert (before["pending_overdue"] <= after["resolved_late"] + after["pending_overdue"]).all()


@settings(max_examples=30)
@given(SIZES)
def test_a_month_is_the_same_however_many_follow(size: tuple[int, int, int]) -> None:
    units, months, seed = size
    longer = series(units, months + 2, seed)
    for month, counts in series(units, months, seed).items():
        pd.testing.assert_frame_equal(counts, longer[month])


def test_another_seed_makes_other_figures() -> None:
    assert not series(12, 1, seed=1)["2023-01"].equals(series(12, 1, seed=2)["2023-01"])


@pytest.mark.parametrize("seed", range(4))
def test_denominators_of_zero_occur(seed: int) -> None:
    table = pd.concat(series(12, 12, seed).values())
    for count in ("payable", "petitions", "ratings"):
        assert (table[count] == 0).any(), count
        assert (table[count] > 0).any(), count
    assert (table["petitions"] == 0).mean() > 0.5


def test_shares_stay_shares_after_ten_years() -> None:
    last = list(series(40, 120).values())[-1]
    share = last["received_online"].sum() / last["received_in_period"].sum()
    assert 0.5 < share < 0.99
    assert np.isfinite(last.to_numpy()).all()


def test_months_follow_each_other_over_the_year() -> None:
    assert month_names("2023-11", 3) == ["2023-11", "2023-12", "2024-01"]
