import pandas as pd
import pytest

from dbp_analysis.reading.subtotals import subtotal_rows

UNITS = {5: (10, 1), 6: (20, 2), 8: (40, 4), 9: (80, 8)}


def found(others: dict[int, tuple[float, float]], unnamed: list[int]) -> list[int]:
    counts = pd.DataFrame.from_dict(UNITS | others, orient="index").astype(float)
    return subtotal_rows(counts, list(UNITS), unnamed)


@pytest.mark.parametrize(
    ("row", "figures"),
    [(7, (30, 3)), (10, (150, 15)), (7, (120, 12)), (4, (150, 15)), (7, (150, 15))],
    ids=["above", "all above", "below", "all below", "all around"],
)
def test_a_row_that_equals_a_sum_is_found(row: int, figures: tuple[float, float]) -> None:
    assert found({row: figures}, [row]) == [row]


def test_groups_and_their_total_are_all_found() -> None:
    assert found({4: (30, 3), 7: (120, 12), 10: (150, 15)}, [4, 7, 10]) == [4, 7, 10]
    assert found({7: (30, 3), 10: (120, 12), 11: (150, 15)}, [7, 10]) == [7, 10]


@pytest.mark.parametrize("figures", [(30, 4), (0, 0), (40, 4), (float("nan"), 3), (10, 1)])
def test_what_is_no_sum_of_several_units_is_none(figures: tuple[float, float]) -> None:
    assert found({7: figures}, [7]) == []


def test_a_few_cases_may_be_a_sum_by_chance() -> None:
    counts = pd.DataFrame.from_dict({1: (3,), 2: (4,), 3: (7,)}, orient="index").astype(float)
    assert subtotal_rows(counts, [1, 2], [3]) == []
