"""Which periods the heading of an export states: months, quarters, years, any range of days."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from dbp_analysis.common.periods import MONTH_PATTERN, is_period, last_day, period_between

_WORDS = (
    "một|giêng|I",
    "hai|II",
    "ba|III",
    "tư|bốn|IV",
    "năm|V",
    "sáu|VI",
    "bảy|bẩy|VII",
    "tám|VIII",
    "chín|IX",
    "mười|X",
    "mười một|XI",
    "mười hai|chạp|XII",
)
# As Excel in English writes a month into a CSV: Nov-23.
_ENGLISH = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sep(?:tember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
_FOLDS = (
    # Hours say nothing of a period, nor do the marks around its dates.
    (r"(?<!\d)(\d{4}-\d{1,2}-\d{1,2})T(?=\d)", r"\1 "),
    (r"(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d)(?:\s*(?:AM|PM|SA|CH)\b)?", " "),
    (r"(?<!\d)\d{1,2}\s*(?:h|giờ)\s*(?:\d{2})?(?:\s*phút)?(?!\w)", " "),
    (r"[:;,()]", " "),
    (r"\btháng\s+báo\s+cáo\b", "tháng"),
    *(
        (rf"\btháng\s+(?:{words})(?=\s*(?:năm|[/.-])\s*\d{{4}}(?!\d))", f"tháng {number}")
        for number, words in enumerate(_WORDS, start=1)
    ),
    *(
        (rf"\b{name}[\s./-]+(?:20)?(\d{{2}})(?!\d)", rf"tháng {number}/20\1")
        for number, name in enumerate(_ENGLISH, start=1)
    ),
    (r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)", r"\3/\2/\1"),
    (r"~", "-"),
    (r"\b(tháng\s*\d{1,2})\s*[-–./]\s*(?=năm)", r"\1 "),
    (r"\bsáu(?=\s+tháng\b)", "6"),
    (r"\bchín(?=\s+tháng\b)", "9"),
    (r"(?<!\d)(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)", r"\4/\3/\1"),
    (r"(?<![\d.])(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?!\d)", r"\1/\3/\4"),
    (r"(?<![\d./-])(\d{1,2})([-./])(\d{1,2})\2(\d{2})(?![\d./-])", r"\1/\3/20\4"),
    # A cell that shows a month holds its first day.
    (r"\b(tháng|kỳ(?:\s+báo\s+cáo)?)\s+0?1/(\d{1,2}/\d{4})(?!\d)", r"\1 \2"),
    (r"\b(tháng|kỳ(?:\s+báo\s+cáo)?)\s+(\d{4})[-/](\d{1,2})(?![\d/-])", r"\1 \3/\2"),
)
_DATE = r"(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})(?!\d)"
_FROM = r"từ\s*(?:ngày)?\s*(\d{1,2})(?:\s*(?:[/.-]|tháng)\s*(\d{1,2}))?"
_TO = r"\s*(?:[-–]?\s*(?:đến|tới)|[-–])\s*(?:hết\s*)?(?:ngày\s*)?"
_MONTH_YEAR = r"(?:tháng\s*|t)?(\d{1,2})\s*(?:năm\s*|/\s*|[.-]\s*)(\d{4})(?![\d/])"
_SINCE = r"(?:đầu\s+năm(?:\s*\d{4})?|l[ũu][yỹ]\s+kế)"
_OF_YEAR = r"\s*(?:(?:của\s*)?năm\s*|[/.-]\s*)?(\d{4})(?!\d)"
_QUARTERS = ("i|1|một|nhất", "ii|2|hai|nhì", "iii|3|ba", "iv|4|tư|bốn")
_AND = r"(?:\s*(?:và|&|\+)\s*|[ ]+)(?:tháng\s*|t)?"
# A month behind a day belongs to a date ("ngày 05 tháng 01 năm 2024"); one before a slash, to a number.
_MONTH = re.compile(
    r"(ngày\s+\d{1,2}\s+)?(?:\btháng\s*|\bt|(?<![\d/]))(\d{1,2})\s*(?:năm\s*|[/.-]\s*)(\d{4})(?![\d/])"
    r"|(ngày\s+\d{1,2}\s+)?\b(?:tháng\s*|t|kỳ\s+(?:báo\s+cáo\s+)?)(\d{1,2})(?:\s*/\s*|\s+(?=\d{4}))"
    r"(\d{2}|\d{4})(?![\d/])",
    re.IGNORECASE,
)


def stated_periods(heading: str, period: str = "") -> set[str]:
    """The periods that a heading names: a month, quarter, half, year or week as it is written in
    :mod:`~dbp_analysis.common.periods`, any other range of days in words.

    A month without its year says nothing, unless it is another than that of ``period``.

    ``tháng 12 năm 2023``, ``T12/2023`` and ``Từ ngày: 01/12/2023 - đến ngày: 31/12/2023`` name the same
    month, and days from the first of a quarter to its last name that quarter; the date of a decision or of a
    print-out names none.
    """
    text = heading
    for pattern, folded in _FOLDS:
        text = re.sub(pattern, folded, text, flags=re.IGNORECASE)
    stated: set[str] = set()
    for span, name in _SPANS:
        stated |= {name(*found.groups("")) for found in span.finditer(text)}
        text = span.sub(" ", text)
    stated |= {*_months(text)}
    for line, name in _ALONE if not stated else ():
        stated |= {name(*found.groups("")) for found in line.finditer(text)}
    return stated or {
        f"tháng {one}" for one in _YEARLESS.findall(text) if period and int(one) != _number(period)
    }


def year_to_date_range(day: datetime.date) -> str:
    """The same period as :func:`stated_periods` names it."""
    return _range_name(1, 1, day.year, day.day, day.month, day.year)


def _months(text: str) -> Iterator[str]:
    for day, number, year, short_day, short_number, short_year in _MONTH.findall(text):
        at, of = int(number or short_number), int(year or short_year)
        if not day and not short_day and 1 <= at <= 12 and of:
            yield f"{of + 2000 * (of < 100):04d}-{at:02d}"


def _number(period: str) -> int:
    return int(period[-2:]) if MONTH_PATTERN.fullmatch(period) else 0


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
    last = 3 * next(at for at, names in enumerate(_QUARTERS, 1) if quarter.lower() in names.split("|"))
    return _whole_months(str(last - 2), str(last), year)


def _week(week: int, year: str) -> str:
    period = f"{year}-W{week:02d}"
    return period if is_period(period) else f"tuần {week} năm {year}"


def _days(day: str, month: str, to_day: str, to_month: str, to_year: str) -> str:
    """A range whose first day leaves out what the last one says."""
    year = int(to_year)
    return _range_name(int(day), int(month or to_month), year, int(to_day), int(to_month), year)


def _between(*found: str) -> str:
    return _range_name(*_ints(*filter(None, found)))


def _ints(*texts: str) -> tuple[int, ...]:
    return tuple(map(int, texts))


def _range_name(day: int, month: int, year: int, to_day: int, to_month: int, to_year: int) -> str:
    if max(month, to_month) > 12 and max(day, to_day) <= 12:  # as systems set up in English write days
        day, month, to_day, to_month = month, day, to_month, to_day
    with suppress(ValueError, OverflowError):  # what is no date, or lies beyond the calendar
        first, last = datetime.date(year, month, day), datetime.date(to_year, to_month, to_day)
        if period := period_between(first, last):
            return period
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
        (rf"{_SINCE}\s*[-–]?\s*(?:đến|tới)\s*(?:nay|thời\s+điểm)", lambda: "từ đầu năm đến nay"),
        (rf"\b(?:tháng\s*|t)(\d{{1,2}}){_TO}{_MONTH_YEAR}", _whole_months),
        (rf"\b(?:tháng\s*|t)(\d{{1,2}})(?:{_AND}\d{{1,2}})*?{_AND}(\d{{1,2}}){_OF_YEAR}", _whole_months),
        (rf"\b(?:qu[ýí]\s*|q)({'|'.join(_QUARTERS)}){_OF_YEAR}", _quarter),
        (
            rf"\btuần\s*(?:thứ\s*)?(\d{{1,2}}){_OF_YEAR}",
            lambda week, year: _week(int(week), year),
        ),
        (
            r"(?<!\d)(\d{1,2})\s*tháng\s*(đầu|cuối)?\s*(?:của\s*)?năm\s*(?:năm\s*)?(\d{4})(?!\d)",
            _first_months,
        ),
        (r"\b(?:cả|kỳ(?:\s+báo\s+cáo)?)\s+năm\s*(\d{4})(?!\d)", lambda year: _whole_months("1", "12", year)),
    )
)
# What names a period only where it is all that a line says, and nothing else does.
_ALONE: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), name)
    for pattern, name in (
        (r"^\s*(20\d{2})[-/.](0?[1-9]|1[0-2])\s*$", lambda year, month: f"{year}-{int(month):02d}"),
        (r"^\s*0?1/(0?[1-9]|1[0-2])/(\d{4})\s*$", lambda month, year: f"{year}-{int(month):02d}"),
        (r"(?<!\d)(\d{1,2})\s*tháng\s*(đầu|cuối)\s*năm\b", lambda count, half: f"{count} tháng {half} năm"),
    )
)
_YEARLESS = re.compile(
    r"(?<!ngày \d )(?<!ngày \d\d )(?<!cách mạng )\btháng\s+(0?[1-9]|1[0-2])(?!\s*[\d/])", re.IGNORECASE
)
