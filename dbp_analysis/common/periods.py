"""Months and periods: how they are written, and which ones a heading states."""

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import two_digits

MONTH_PATTERN = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
_TYPED = re.compile(
    r"(?P<year>\d{4})\s*[-./]\s*(?P<number>\d{1,2})"
    r"|(?:th[aá]ng|t)?[\s-]*(?P<first>\d{1,2})\s*(?:[-./,\s]|n[aă]m)\s*(?:n[aă]m\s*)?(?P<of>\d{4})"
    r"|(?:th[aá]ng|t)[\s-]*(?P<alone>\d{1,2})(?:\s*/\s*(?P<short>\d{2}))?",
    re.ASCII,
)

_FOLDS = (
    # Hours say nothing of a period, nor do the marks around its dates.
    (r"(?<!\d)(\d{4}-\d{1,2}-\d{1,2})T(?=\d)", r"\1 "),
    (r"(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d)(?:\s*(?:AM|PM|SA|CH)\b)?", " "),
    (r"[:;,()]", " "),
    (r"~", "-"),
    (r"\b(tháng\s*\d{1,2})\s*[-–./]\s*(?=năm)", r"\1 "),
    (r"\bsáu(?=\s+tháng\b)", "6"),
    (r"\bchín(?=\s+tháng\b)", "9"),
    (r"(?<!\d)(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)", r"\4/\3/\1"),
    (r"(?<![\d.])(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?!\d)", r"\1/\3/\4"),
    # A cell that shows a month holds its first day.
    (r"\b(tháng|kỳ(?:\s+báo\s+cáo)?)\s+0?1/(\d{1,2}/\d{4})(?!\d)", r"\1 \2"),
    (r"\b(tháng|kỳ(?:\s+báo\s+cáo)?)\s+(\d{4})[-/](\d{1,2})(?![\d/-])", r"\1 \3/\2"),
)
_DATE = r"(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})(?!\d)"
_FROM = r"từ\s*(?:ngày)?\s*(\d{1,2})(?:\s*(?:/|tháng)\s*(\d{1,2}))?"
_TO = r"\s*(?:[-–]?\s*(?:đến|tới)|[-–])\s*(?:hết\s*)?(?:ngày\s*)?"
_MONTH_YEAR = r"(?:tháng\s*|t)?(\d{1,2})\s*(?:năm\s*|/\s*|[.-]\s*)(\d{4})(?![\d/])"
_SINCE = r"(?:đầu\s+năm(?:\s*\d{4})?|l[ũu][yỹ]\s+kế)"
_OF_YEAR = r"\s*(?:(?:của\s*)?năm\s*|[/.-]\s*)?(\d{4})(?!\d)"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# A month behind a day belongs to a date ("ngày 05 tháng 01 năm 2024"); one before a slash, to a number.
_MONTH = re.compile(
    r"(ngày\s+\d{1,2}\s+)?(?:\btháng\s*|\bt|(?<![\d/]))(\d{1,2})\s*(?:năm\s*|[/.-]\s*)(\d{4})(?![\d/])"
    r"|(ngày\s+\d{1,2}\s+)?\b(?:tháng\s*|t|kỳ\s+(?:báo\s+cáo\s+)?)(\d{1,2})(?:\s*/\s*|\s+(?=\d{4}))"
    r"(\d{2}|\d{4})(?![\d/])",
    re.IGNORECASE,
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


def stated_periods(heading: str) -> set[str]:
    """The periods that a heading names: a month as ``YYYY-MM``, any other range of days in words.

    ``tháng 12 năm 2023``, ``T12/2023`` and ``Từ ngày: 01/12/2023 - đến ngày: 31/12/2023`` name the same
    month; a quarter, half a year or a year is the range of its days; the date of a decision or of a print-out
    names none.
    """
    text = heading
    for pattern, folded in _FOLDS:
        text = re.sub(pattern, folded, text, flags=re.IGNORECASE)
    stated: set[str] = set()
    for span, name in _SPANS:
        stated |= {name(*found.groups("")) for found in span.finditer(text)}
        text = span.sub(" ", text)
    return {*stated, *_months(text)}


def period_name(period: str) -> str:
    """What :func:`stated_periods` found, as a reader says it."""
    return period_text(period) if MONTH_PATTERN.fullmatch(period) else period


def year_to_date_range(day: datetime.date) -> str:
    """The same period as :func:`stated_periods` names it."""
    return _range_name(1, 1, day.year, day.day, day.month, day.year)


def _months(text: str) -> Iterator[str]:
    for day, number, year, short_day, short_number, short_year in _MONTH.findall(text):
        at, of = int(number or short_number), int(year or short_year)
        if not day and not short_day and 1 <= at <= 12 and of:
            yield f"{of + 2000 * (of < 100):04d}-{at:02d}"


def _whole_months(first: str, last: str, year: str) -> str:
    """The range of days from one month of a year to another, as it stands where they are no months."""
    if not 1 <= int(first) <= int(last) <= 12 or not int(year):
        return f"từ tháng {first} đến tháng {last} năm {year}"
    day = last_day(f"{year}-{int(last):02d}").day
    return _range_name(1, int(first), int(year), day, int(last), int(year))


def _first_months(count: str, half: str, year: str) -> str:
    first = 13 - int(count) if half.lower() == "cuối" else 1
    return _whole_months(str(first), str(first + int(count) - 1), year)


def _quarter(quarter: str, year: str) -> str:
    last = 3 * _QUARTERS[quarter.lower()]
    return _whole_months(str(last - 2), str(last), year)


def _days(day: str, month: str, to_day: str, to_month: str, to_year: str) -> str:
    """A range whose first day leaves out what the last one says."""
    year = int(to_year)
    return _range_name(int(day), int(month or to_month), year, int(to_day), int(to_month), year)


def _between(*found: str) -> str:
    return _range_name(*_ints(*filter(None, found)))


def _ints(*texts: str) -> tuple[int, ...]:
    return tuple(map(int, texts))


def _range_name(day: int, month: int, year: int, to_day: int, to_month: int, to_year: int) -> str:
    if (month, year) == (to_month, to_year) and 1 <= month <= 12 and year and day == 1:
        name = f"{year:04d}-{month:02d}"
        if to_day == last_day(name).day:
            return name
    return f"từ {day:02d}/{month:02d}/{year} đến {to_day:02d}/{to_month:02d}/{to_year}"


_SPANS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (
            rf"{_SINCE}{_TO}{_DATE}",
            lambda day, month, year: _range_name(1, 1, int(year), *_ints(day, month, year)),
        ),
        (rf"{_SINCE}{_TO}{_MONTH_YEAR}", lambda month, year: _whole_months("1", month, year)),
        (rf"(?:từ\s*(?:ngày)?\s*{_DATE}|{_DATE}(?!\s*\n)){_TO}{_DATE}", _between),
        (rf"{_FROM}{_TO}{_DATE}", _days),
        (rf"\b(?:tháng\s*|t)(\d{{1,2}}){_TO}{_MONTH_YEAR}", _whole_months),
        (rf"\bqu[ýí]\s*(iv|i{{1,3}}|[1-4]){_OF_YEAR}", _quarter),
        (
            r"(?<!\d)(\d{1,2})\s*tháng\s*(đầu|cuối)?\s*(?:của\s*)?năm\s*(?:năm\s*)?(\d{4})(?!\d)",
            _first_months,
        ),
        (r"\b(?:cả|kỳ(?:\s+báo\s+cáo)?)\s+năm\s*(\d{4})(?!\d)", lambda year: _whole_months("1", "12", year)),
    )
)
