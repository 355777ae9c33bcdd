import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.common.periods import (
    following,
    last_day,
    period_name,
    period_text,
    preceding,
)

MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1, 9998), st.integers(1, 12))
DAYS = st.dates(datetime.date(2, 1, 1), datetime.date(9998, 12, 31))
PERIODS = st.one_of(
    MONTHS,
    st.builds("{:04d}-Q{}".format, st.integers(2, 9998), st.integers(1, 4)),
    st.builds("{:04d}-H{}".format, st.integers(2, 9998), st.integers(1, 2)),
    st.builds("{:04d}".format, st.integers(2, 9998)),
    DAYS.map(lambda day: "{:04d}-W{:02d}".format(*day.isocalendar())),
)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2023-12", "tháng 12 năm 2023"),
        ("2024-01", "tháng 01 năm 2024"),
        ("2024-02", "tháng 02 năm 2024"),
        ("2024-03", "tháng 3 năm 2024"),
        ("2024-09", "tháng 9 năm 2024"),
        ("2024-10", "tháng 10 năm 2024"),
    ],
)
def test_a_period_is_written_as_decree_30_writes_months(month: str, expected: str) -> None:
    assert period_text(month) == expected


@given(MONTHS)
def test_the_following_begins_the_day_after_the_last_day(month: str) -> None:
    day = last_day(month) + datetime.timedelta(days=1)
    assert following(month) == f"{day:%Y-%m}".zfill(7)


@given(MONTHS)
def test_the_preceding_is_the_one_that_this_one_follows(month: str) -> None:
    assert preceding(following(month)) == month


def test_february_has_a_leap_day() -> None:
    assert last_day("2024-02").day == 29
    assert last_day("2023-02").day == 28


def test_what_a_heading_states_is_said_in_words() -> None:
    assert period_name("2023-12") == "tháng 12 năm 2023"
    assert period_name("từ 15/11/2023 đến 14/12/2023") == "từ 15/11/2023 đến 14/12/2023"
