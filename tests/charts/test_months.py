import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.charts.months import Months
from dbp_analysis.charts.page import Page

CALENDAR = [f"{year}-{month:02d}" for year in range(2020, 2026) for month in range(1, 13)]


@given(st.sets(st.sampled_from(CALENDAR)))
def test_a_line_runs_between_known_months_that_follow_each_other(known: set[str]) -> None:
    steps = Months(CALENDAR, [], 0.0, 100.0).steps(known)

    assert all(CALENDAR.index(b) == CALENDAR.index(a) + 1 for a, b in steps)
    assert {month for step in steps for month in step} <= known
    alone = sorted(known - {b for _, b in steps})
    assert all(
        CALENDAR[max(CALENDAR.index(month) - 1, 0)] not in known or month == CALENDAR[0] for month in alone
    )


def test_months_lie_at_equal_steps_between_the_ends() -> None:
    months = Months(CALENDAR[:5], [], 100.0, 180.0)
    assert [months.x(month) for month in CALENDAR[:5]] == [100, 120, 140, 160, 180]


def test_a_single_month_lies_in_the_middle() -> None:
    assert Months(CALENDAR[:1], [], 100.0, 180.0).x("2020-01") == 140


@pytest.mark.parametrize(("count", "numbers"), [(12, 12), (24, 12), (72, 12)])
def test_numbers_are_thinned_out_until_they_fit_and_every_year_is_named(count: int, numbers: int) -> None:
    page = Page("Tên", "Phụ đề", 100.0)
    Months(CALENDAR[:count], [], 100.0, 320.0).draw_numbers(page, 50.0)

    written = [text.said for text in page.chart("a", "b").texts[2:]]
    assert len([text for text in written if len(text) < 4]) == numbers
    assert [text for text in written if len(text) == 4] == sorted({month[:4] for month in CALENDAR[:count]})
