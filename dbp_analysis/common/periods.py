"""Months: how people type them, and how they are written."""

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import two_digits

MONTH_PATTERN = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
_TYPED = re.compile(
    r"(?P<year>\d{4})\s*[-./]\s*(?P<number>\d{1,2})"
    r"|(?:th[aá]ng|t)?[\s-]*(?P<first>\d{1,2})\s*(?:[-./,\s]|n[aă]m)\s*(?:n[aă]m\s*)?(?P<of>\d{4})"
    r"|(?:th[aá]ng|t)[\s-]*(?P<alone>\d{1,2})(?:\s*/\s*(?P<short>\d{2}))?",
    re.ASCII,
)


def checked_month(text: str) -> str:
    """The month that a person wrote, as ``YYYY-MM``: ``2023-12``, ``12/2023``, ``T12/2023``, ``2023-1``,
    ``tháng 12 năm 2023``, accents or none; raise ``WrongUse`` for what is no month, or has no year.
    """
    month = _typed(text)
    if month.startswith("-"):
        raise WrongUse(f"{text!r} chưa rõ năm nào.\n  Ghi cả năm, ví dụ {month[1:]}/2023.")
    return month


def month_among(text: str, months: Iterable[str]) -> str | None:
    """The one of ``months`` that a person wrote; of ``tháng 12`` without a year, the latest. None where
    there is none; raise ``WrongUse`` for what is no month.
    """
    ending = _typed(text)
    return max((month for month in months if month.endswith(ending)), default=None)


def month_told(text: str) -> str:
    """A month that a person wrote as ``YYYY-MM``, its number alone where it has no year."""
    return _typed(text).removeprefix("-")


def checked_months(first: str, last: str) -> tuple[str, str]:
    """Both months as ``YYYY-MM``, an empty one as it is: no limit. Raise ``WrongUse`` as
    :func:`checked_month` does, and where ``first`` is after ``last``.
    """
    first, last = (month if month == "" else checked_month(month) for month in (first, last))
    if first and last and first > last:
        raise WrongUse(f"Tháng đầu {first} ở sau tháng cuối {last}.\n  Cách xử lý: đổi chỗ hai tháng.")
    return first, last


def range_text(first: str, last: str) -> str:
    """The months asked for, as they stand behind a word; empty where there is no limit."""
    return "".join(f" {word} {month}" for word, month in (("từ", first), ("đến", last)) if month)


def _typed(text: str) -> str:
    """``YYYY-MM``, or ``-MM`` of a month without its year."""
    plain = unicodedata.normalize("NFC", text).strip().lower() if isinstance(text, str) else ""
    if found := _TYPED.fullmatch(plain):
        year, number, first, of, alone, short = found.groups()
        year = year or of or (f"20{short}" if short else "")
        month = f"{year}-{int(number or first or alone):02d}"
        if MONTH_PATTERN.fullmatch(month if year else f"2000{month}"):
            return month
    raise WrongUse(
        f"{text!r} không phải là tháng.\n"
        "  Ghi tháng dạng NĂM-THÁNG, ví dụ 2023-12, hoặc THÁNG/NĂM, ví dụ 12/2023."
    )


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


def period_name(period: str) -> str:
    """What ``stated_periods`` found, as a reader says it."""
    return period_text(period) if MONTH_PATTERN.fullmatch(period) else period
