from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.asking.trend.control import Limits, control_limits

NAN = float("nan")


def by_month(*values: float) -> pd.Series:
    return pd.Series(values, index=[f"2025-{n:02d}" for n in range(1, len(values) + 1)])


def limits_of(ratios: pd.Series) -> Limits | None:
    """The limits from any number of values: the arithmetic, whether it is enough to say or not."""
    return control_limits(ratios, fewest=1)


def test_the_worked_figures_of_understanding_variation() -> None:
    """Wheeler's exercise 6.7: US trade deficits, July to December 1988 ($ billion), here as a hundredth."""
    limits = limits_of(by_month(*(value / 100 for value in (10.5, 11.2, 9.2, 10.1, 10.4, 10.5))))

    assert limits is not None
    assert limits.centre * 100 == pytest.approx(10.3167, abs=5e-5)
    assert limits.range_limit * 100 == pytest.approx(3.27 * 0.8)
    assert limits.upper * 100 == pytest.approx(10.3167 + 2.66 * 0.8, abs=5e-5)
    assert limits.lower * 100 == pytest.approx(10.3167 - 2.66 * 0.8, abs=5e-5)
    assert (limits.verdict, limits.outside, limits.points) == ("usual", (), 6)


@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=0, max_size=24))
def test_limits_agree_with_exact_arithmetic(percents: list[int | None]) -> None:
    values = [None if percent is None else Fraction(percent, 100) for percent in percents]
    limits = limits_of(by_month(*(NAN if value is None else float(value) for value in values)))
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    known = [value for value in values if value is not None]
    if len(ranges) < 5:
        assert limits is None
        return
    assert limits is not None
    centre, mean_range = sum(known) / len(known), sum(ranges) / len(ranges)
    upper = min(centre + Fraction("2.66") * mean_range, 1)
    lower = max(centre - Fraction("2.66") * mean_range, 0)
    assert limits.centre == pytest.approx(float(centre))
    assert limits.upper == pytest.approx(float(upper))
    assert limits.lower == pytest.approx(float(lower))
    beyond = [n for n, value in enumerate(values, 1) if value is not None and not lower <= value <= upper]
    assert limits.outside == tuple(f"2025-{n:02d}" for n in beyond)
    assert limits.value == float(known[-1])


@pytest.mark.parametrize(
    ("last", "verdict"), [(0.9, "above"), (0.1, "below"), (0.52, "usual"), (0.5, "usual")]
)
def test_the_verdict_is_on_the_last_month(last: float, verdict: str) -> None:
    limits = limits_of(by_month(*[0.5, 0.52] * 6, last))

    assert limits is not None
    assert limits.verdict == verdict
    assert (limits.last in limits.outside) == (verdict in ("above", "below"))


def test_a_jump_within_the_limits_may_still_be_more_than_the_usual_change() -> None:
    steps = [0.50, 0.53, 0.50, 0.47, 0.50, 0.53, 0.56, 0.53, 0.50, 0.47, 0.44, 0.47, 0.44, 0.595]

    limits = limits_of(by_month(*steps[:12], *steps[12:]))

    assert limits is not None
    assert limits.lower < 0.595 < limits.upper
    assert limits.verdict == "change"


def test_a_missing_month_parts_its_neighbours() -> None:
    """Without the pair across the gap, the limits are those of the steps of one hundredth."""
    limits = limits_of(by_month(0.10, 0.11, 0.10, 0.11, NAN, 0.60, 0.61, 0.60, 0.61))

    assert limits is not None
    assert limits.range_limit == pytest.approx(3.27 * 0.01)


def test_no_change_across_a_gap_is_judged() -> None:
    """Between neighbours the same change, within the limits, is more than the usual one."""
    values = [*[0.50, 0.52] * 5, 0.46]
    parted = limits_of(by_month(*values, NAN, 0.57))
    neighbours = limits_of(by_month(*values, 0.57))

    assert parted is not None
    assert neighbours is not None
    assert parted.outside == neighbours.outside == ()
    assert (parted.verdict, neighbours.verdict) == ("usual", "change")
    assert parted.last == "2025-13"


@pytest.mark.parametrize(("months", "verdict"), [(7, "usual"), (8, "high"), (9, "high")])
def test_eight_months_on_one_side_are_a_signal_though_each_is_within_the_limits(
    months: int, verdict: str
) -> None:
    before = [0.50, 0.54] * 4
    values = [*before, *([0.56, 0.60] * 5)[:months]]
    limits = limits_of(by_month(*values))
    mirrored = limits_of(by_month(*(1 - value for value in values)))

    assert limits is not None
    assert mirrored is not None
    assert limits.outside == ()
    assert limits.verdict == verdict
    assert mirrored.verdict == {"high": "low"}.get(verdict, verdict)
    expected = [f"2025-{n:02d}" for n in range(9, 9 + months)] if verdict == "high" else []
    assert list(limits.one_side) == list(mirrored.one_side) == expected


def test_a_missing_month_ends_the_row_on_one_side() -> None:
    limits = limits_of(by_month(*[0.50, 0.54] * 4, *[0.56, 0.60] * 3, NAN, *[0.56, 0.60] * 3))

    assert limits is not None
    assert (limits.verdict, limits.one_side) == ("usual", ())


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=8, max_size=20))
def test_the_row_on_one_side_agrees_with_counting_back_from_the_last(tenths: list[int | None]) -> None:
    limits = limits_of(by_month(*(NAN if value is None else value / 10 for value in tenths)))
    if limits is None:
        return
    known = [value for value in tenths if value is not None]
    centre = Fraction(sum(known), len(known))
    while tenths[-1] is None:
        tenths = tenths[:-1]
    sides = [None if v is None or v == centre else v > centre for v in tenths]
    row = 0
    while row < len(sides) and sides[-1] is not None and sides[-1 - row] == sides[-1]:
        row += 1

    assert len(limits.one_side) == (row if row >= 8 else 0)
    assert limits.one_side == () or limits.one_side[-1] == limits.last


@pytest.mark.parametrize(
    ("values", "moved"),
    [
        ([0.1, 0.1, 0.1, 0.1, 0.5, 0.9, 0.9, 0.9, 0.9], "up"),
        ([0.9, 0.9, 0.9, 0.9, 0.5, 0.1, 0.1, 0.1, 0.1], "down"),
        ([0.5, 0.51] * 6 + [0.9], ""),
        ([0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], ""),
    ],
)
def test_a_level_that_moved_is_told_from_a_single_jump(values: list[float], moved: str) -> None:
    limits = limits_of(by_month(*values))

    assert limits is not None
    assert limits.moved == moved


def test_equal_ratios_are_within_their_own_limits() -> None:
    limits = limits_of(by_month(*[1.0] * 8))

    assert limits is not None
    assert (limits.lower, limits.upper, limits.outside, limits.verdict) == (1.0, 1.0, (), "usual")


@pytest.mark.parametrize("values", [(), (0.5,), (0.5, 0.6, 0.5, 0.6, 0.5), (0.5, NAN, 0.6, NAN, 0.7) * 4])
def test_too_few_neighbours_give_no_limits(values: tuple[float, ...]) -> None:
    assert limits_of(by_month(*values)) is None


@pytest.mark.parametrize(("months", "given"), [(6, False), (11, False), (12, True)])
def test_less_than_a_year_gives_no_limits(months: int, given: bool) -> None:
    assert (control_limits(by_month(*([0.5, 0.6] * 6)[:months])) is not None) is given
