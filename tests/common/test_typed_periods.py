import unicodedata

import pytest
from hypothesis import given

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import period_text
from dbp_analysis.common.typed_periods import (
    asked_kind,
    checked_month,
    checked_period,
    checked_periods,
    period_among,
    period_told,
)

from .test_periods import MONTHS, PERIODS


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
        "2023-Q5",
        "quý 1/23",
        "tuần 54/2023",
        "2023-W53",
        "7 tháng đầu năm 2023",
        "tháng 11, 12/2023",
        12,
        None,
    ],
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongUse, match="NĂM-THÁNG, ví dụ 2023-12"):
        checked_period(text)


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
    assert checked_period(text) == "2023-12"


def test_a_month_of_one_digit_is_that_month() -> None:
    assert [checked_period(text) for text in ("2023-1", "1/2023", "tháng 1 năm 2023")] == ["2023-01"] * 3


@pytest.mark.parametrize("text", ["thang12", "tháng 12", "T12"])
def test_a_month_without_its_year_is_the_latest_there_is(text: str) -> None:
    assert period_among(text, ["2022-12", "2023-11", "2023-12", "2024-01"]) == "2023-12"
    assert period_among(text, ["2024-01"]) is None
    with pytest.raises(WrongUse, match=r"chưa rõ năm nào\.\n.*ví dụ 12/2023"):
        checked_period(text)


def test_ends_of_a_range_are_read_alike_and_may_stay_open() -> None:
    assert checked_periods("1/2023", "tháng 12/2023") == ("2023-01", "2023-12")
    assert checked_periods("", "12/2023") == ("", "2023-12")
    with pytest.raises(WrongUse, match="Tháng đầu 2023-12 ở sau tháng cuối 2023-01"):
        checked_periods("12/2023", "1/2023")


@given(MONTHS)
def test_every_month_is_accepted_as_it_is(month: str) -> None:
    assert checked_period(month) == month


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Q3/2026", "2026-Q3"),
        ("2026-q3", "2026-Q3"),
        ("quý III năm 2026", "2026-Q3"),
        ("QUÝ III/2026", "2026-Q3"),
        ("quý 3/2026", "2026-Q3"),
        ("quy 3 2026", "2026-Q3"),
        ("quý tư năm 2026", "2026-Q4"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("sáu tháng cuối năm 2026", "2026-H2"),
        ("6 thang dau nam 2026", "2026-H1"),
        ("nửa đầu năm 2026", "2026-H1"),
        ("H2/2026", "2026-H2"),
        ("tuần 41/2026", "2026-W41"),
        ("tuần thứ 1 năm 2026", "2026-W01"),
        ("2026-W5", "2026-W05"),
        ("năm 2026", "2026"),
        ("cả năm 2026", "2026"),
        ("2026", "2026"),
    ],
)
def test_another_period_is_read_however_a_person_writes_it(text: str, period: str) -> None:
    assert checked_period(text) == period
    with pytest.raises(WrongUse, match="không phải là tháng"):
        checked_month(text)


@given(PERIODS)
def test_every_period_is_accepted_as_it_is_and_as_reports_say_it(period: str) -> None:
    assert checked_period(period) == period
    assert period[:1] == "0" or checked_period(period_text(period).partition(" (")[0]) == period


def test_a_period_without_its_year_is_the_latest_there_is() -> None:
    assert period_told("6 tháng cuối năm") == "-H2"
    assert period_among("quý III", ["2024-Q3", "2025-Q3", "2025-Q4"]) == "2025-Q3"
    with pytest.raises(WrongUse, match=r"ví dụ 2023-Q3\."):
        checked_period("quý III")


def test_a_range_is_of_one_kind() -> None:
    assert checked_periods("Q1/2026", "quý IV năm 2026") == ("2026-Q1", "2026-Q4")
    assert [asked_kind(*ends) for ends in (("", ""), ("2026-Q1", ""), ("", "2026"))] == [
        "month",
        "quarter",
        "year",
    ]
    with pytest.raises(WrongUse, match="2026-Q1 và 2026-10 không cùng loại kỳ"):
        checked_periods("2026-Q1", "2026-10")
    with pytest.raises(WrongUse, match="Kỳ đầu 2026-Q2 ở sau kỳ cuối 2026-Q1"):
        checked_periods("2026-Q2", "2026-Q1")
