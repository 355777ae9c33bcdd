"""Months and periods: how they are written, and which ones a heading states."""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import two_digits

MONTH_PATTERN = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")

_DATE = r"(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})"
_RANGE = re.compile(
    rf"từ\s*(?:ngày)?\s*{_DATE}\s*(?:đến|[-–])\s*(?:hết\s*)?(?:ngày)?\s*{_DATE}", re.IGNORECASE
)
# A month behind a day belongs to a date ("ngày 05 tháng 01 năm 2024"); one before a slash, to a number.
_MONTH = re.compile(
    r"(ngày\s+\d{1,2}\s+)?(?:tháng\s*|(?<![\d/]))(\d{1,2})\s*(?:năm\s*|[/.-]\s*)(\d{4})(?![\d/])",
    re.IGNORECASE,
)


def checked_month(text: str) -> str:
    """``text`` if it is a month ``YYYY-MM``; raise ``WrongUse`` otherwise, also for what is no text."""
    if not isinstance(text, str) or not MONTH_PATTERN.fullmatch(text):
        raise WrongUse(f"{text!r} không phải là tháng.\n  Ghi tháng dạng NĂM-THÁNG, ví dụ 2023-12.")
    return text


def checked_months(first: str, last: str) -> None:
    """Raise ``WrongUse`` unless both are months ``YYYY-MM`` and ``first`` is not after ``last``."""
    if checked_month(first) > checked_month(last):
        raise WrongUse(f"Tháng đầu {first} ở sau tháng cuối {last}.\n  Cách xử lý: đổi chỗ hai tháng.")


def period_text(month: str) -> str:
    """``2023-12`` → ``tháng 12 năm 2023``; a month of one digit has its zero only in January and
    February, as Decree 30/2020/NĐ-CP writes dates (Appendix I, part II.4).
    """
    year, number = map(int, month.split("-"))
    return f"tháng {month_number(number)} năm {year}"


def month_number(number: int) -> str:
    """1 → ``01``, 2 → ``02``, 3 → ``3``: the writing of Decree 30/2020/NĐ-CP."""
    return two_digits(number) if number <= 2 else str(number)


def following_month(month: str) -> str:
    """The month after ``month``, in which its report is signed."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def preceding_month(month: str) -> str:
    """The month before ``month``."""
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"


def last_day(month: str) -> datetime.date:
    """The last day of ``month``."""
    year, number = map(int, month.split("-"))
    return datetime.date(year, number, monthrange(year, number)[1])


def year_to_date_text(day: datetime.date) -> str:
    """The period from the first of January to ``day``, as a reader says it."""
    return f"từ đầu năm đến ngày {two_digits(day.day)}/{two_digits(day.month)}/{day.year}"


def stated_periods(heading: str) -> set[str]:
    """The periods that a heading names: a month as ``YYYY-MM``, any other range of days in words.

    ``tháng 12 năm 2023``, ``12/2023`` and ``từ ngày 01/12/2023 đến ngày 31/12/2023`` name the same month;
    the date of a decision or of a print-out names none.
    """
    ranges = {_range_name(*map(int, found)) for found in _RANGE.findall(heading)}
    return {*ranges, *_months(_RANGE.sub(" ", heading))}


def period_name(period: str) -> str:
    """What :func:`stated_periods` found, as a reader says it."""
    return period_text(period) if MONTH_PATTERN.fullmatch(period) else period


def year_to_date_range(day: datetime.date) -> str:
    """The same period as :func:`stated_periods` names it."""
    return _range_name(1, 1, day.year, day.day, day.month, day.year)


def _months(text: str) -> Iterator[str]:
    for day, number, year in _MONTH.findall(text):
        if not day and 1 <= int(number) <= 12 and int(year):
            yield f"{int(year):04d}-{int(number):02d}"


def _range_name(day: int, month: int, year: int, to_day: int, to_month: int, to_year: int) -> str:
    if (month, year) == (to_month, to_year) and 1 <= month <= 12 and year and day == 1:
        name = f"{year:04d}-{month:02d}"
        if to_day == last_day(name).day:
            return name
    return f"từ {day:02d}/{month:02d}/{year} đến {to_day:02d}/{to_month:02d}/{to_year}"
