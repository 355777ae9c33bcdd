import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.charts.months import Months, stretches
from dbp_analysis.charts.page import Page

CALENDAR = [f"{year}-{month:02d}" for year in range(2020, 2026) for month in range(1, 13)]


@given(st.sets(st.sampled_from(CALENDAR)))
def test_stretches_hold_every_month_once_and_break_at_each_gap(known: set[str]) -> None:
    found = stretches(CALENDAR, known)

    assert [month for stretch in found for month in stretch] == sorted(known)
    ends = [CALENDAR.index(stretch[-1]) for stretch in found[:-1]]
    assert all(CALENDAR[end + 1] not in known for end in ends)
    for stretch in found:
        start = CALENDAR.index(stretch[0])
        assert stretch == CALENDAR[start : start + len(stretch)]


def test_months_lie_at_equal_steps_between_the_ends() -> None:
    months = Months(CALENDAR[:5], [], 100.0, 180.0)
    assert [months.x(month) for month in CALENDAR[:5]] == [100, 120, 140, 160, 180]


def test_a_single_month_lies_in_the_middle() -> None:
    assert Months(CALENDAR[:1], [], 100.0, 180.0).x("2020-01") == 140


@pytest.mark.parametrize(("count", "numbers"), [(12, 12), (24, 12), (72, 12)])
def test_numbers_are_thinned_out_until_they_fit_and_every_year_is_named(count: int, numbers: int) -> None:
    page = Page("Tên", "Phụ đề", 100.0)
    before = len(page.figure.texts)

    Months(CALENDAR[:count], [], 100.0, 320.0).draw_numbers(page, 50.0)

    written = [text.get_text() for text in page.figure.texts[before:]]
    assert len([text for text in written if len(text) < 4]) == numbers
    assert [text for text in written if len(text) == 4] == sorted({month[:4] for month in CALENDAR[:count]})
