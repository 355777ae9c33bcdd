import math
from dataclasses import replace

import pytest

from dbp_analysis.scoring.lines import Line, names_of, score_lines, scored_lines

from ..small_cards import given_card, small_card, small_scheme


def a_line(points: float) -> Line:
    (first, *_) = score_lines(small_card([((1, 1),)], maxima=(10,)))
    return replace(first, points=points)


def test_there_is_a_line_for_every_unit_and_indicator_best_unit_first() -> None:
    lines = list(score_lines(small_card([((1, 4), (1, 2)), ((3, 4), (1, 1))])))

    assert [(one.unit_code, one.numerator, one.denominator, one.ratio) for one in lines] == [
        ("b", 3, 4, 0.75),
        ("b", 1, 1, 1),
        ("a", 1, 4, 0.25),
        ("a", 1, 2, 0.5),
    ]


def test_a_group_of_which_only_points_are_known_is_one_line() -> None:
    lines = list(score_lines(given_card([(20, 15)], maxima=(30, 20))))

    assert [(one.group.id, one.indicator, one.points, one.maximum) for one in lines] == [
        ("g0", None, 20, 30),
        ("g1", None, 15, 20),
    ]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (2 / 3 * 10, "3,33"),  # beside 6,67
        (9.999, "dưới 0,01"),
        (10, "0,00"),
        (10 - 1e-12, "0,00"),
        (10.5, "0,00"),  # extra points
        (float("nan"), "–"),
    ],
)
def test_what_was_lost_adds_up_in_print_with_the_points(points: float, said: str) -> None:
    assert a_line(points).lost_text == said


def test_a_sum_is_written_with_what_is_taken_away_last() -> None:
    scheme = small_card([((1, 1),)], maxima=(10,)).scheme
    scheme = scheme.model_copy(update={"counts": {"all": "Tiếp nhận", "void": "Hủy", "late": "Trễ"}})
    assert names_of(("-void", "all", "late"), scheme) == "Tiếp nhận + Trễ − Hủy"


def test_a_unit_that_is_left_out_has_no_points() -> None:
    card = small_card([[(0, 0), (0, 0)], [(1, 2), (0, 0)]], (10, 10), no_cases_unit="left_out")

    assert [one.points for one in score_lines(card)] == [5, 10, 10, 10]
    assert [one.points for one in scored_lines(card)][:2] == [5, 10]
    assert all(math.isnan(one.points) for one in list(scored_lines(card))[2:])


def test_nothing_is_lost_where_points_are_not_known_or_above_the_maximum() -> None:
    assert a_line(float("nan")).lost == 0
    assert a_line(10.5).lost == 0
    assert a_line(7.5).lost == 2.5


def test_counts_are_named_as_they_are_added() -> None:
    scheme = small_scheme((10, 10))
    first, second = list(scheme.counts)[:2]

    assert names_of([first, second], scheme) == f"{scheme.counts[first]} + {scheme.counts[second]}"
