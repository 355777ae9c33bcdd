import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import (
    checked_month,
    checked_months,
    following_month,
    last_day,
    month_among,
    period_name,
    period_text,
    preceding_month,
)

MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1, 9998), st.integers(1, 12))


@pytest.mark.parametrize(
    "text",
    [
        "2023-13",
        "2023-00",
        "0000-01",
        "",
        "../2023-12",
        "２０２３-12",
        "2023-12-01",
        "tháng 13",
        "122023",
        "12/23",
        "2023",
        "quý 1/2023",
        "tháng 11, 12/2023",
        12,
        None,
    ],
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongUse, match="NĂM-THÁNG, ví dụ 2023-12"):
        checked_month(text)


@pytest.mark.parametrize(
    "text",
    [
        "12/2023",
        "12-2023",
        "12.2023",
        "2023/12",
        "T12/2023",
        "t12/23",
        "tháng 12/2023",
        "Tháng 12 năm 2023",
        "THÁNG 12, NĂM 2023",
        "thang 12 nam 2023",
        "thang12/2023",
        "tháng-12-2023",
        unicodedata.normalize("NFD", "tháng 12 năm 2023"),
        " 2023-12\n",
    ],
)
def test_a_month_is_read_however_a_person_writes_it(text: str) -> None:
    assert checked_month(text) == "2023-12"


def test_a_month_of_one_digit_is_that_month() -> None:
    assert [checked_month(text) for text in ("2023-1", "1/2023", "tháng 1 năm 2023")] == ["2023-01"] * 3


@pytest.mark.parametrize("text", ["thang12", "tháng 12", "T12"])
def test_a_month_without_its_year_is_the_latest_there_is(text: str) -> None:
    assert month_among(text, ["2022-12", "2023-11", "2023-12", "2024-01"]) == "2023-12"
    assert month_among(text, ["2024-01"]) is None
    with pytest.raises(WrongUse, match=r"chưa rõ năm nào\.\n.*ví dụ 12/2023"):
        checked_month(text)


def test_ends_of_a_range_are_read_alike_and_may_stay_open() -> None:
    assert checked_months("1/2023", "tháng 12/2023") == ("2023-01", "2023-12")
    assert checked_months("", "12/2023") == ("", "2023-12")
    with pytest.raises(WrongUse, match="Tháng đầu 2023-12 ở sau tháng cuối 2023-01"):
        checked_months("12/2023", "1/2023")


@given(MONTHS)
def test_every_month_is_accepted_as_it_is(month: str) -> None:
    assert checked_month(month) == month


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
def test_the_following_month_begins_the_day_after_the_last_day(month: str) -> None:
    day = last_day(month) + datetime.timedelta(days=1)
    assert following_month(month) == f"{day:%Y-%m}".zfill(7)


@given(MONTHS)
def test_the_preceding_month_is_the_one_that_this_one_follows(month: str) -> None:
    assert preceding_month(following_month(month)) == month


def test_february_has_a_leap_day() -> None:
    assert last_day("2024-02").day == 29
    assert last_day("2023-02").day == 28


def test_what_a_heading_states_is_said_in_words() -> None:
    assert period_name("2023-12") == "tháng 12 năm 2023"
    assert period_name("từ 15/11/2023 đến 14/12/2023") == "từ 15/11/2023 đến 14/12/2023"
