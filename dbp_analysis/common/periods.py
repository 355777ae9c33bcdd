"""Periods as plain strings: a month ``2026-10``, a week ``2026-W41`` (ISO 8601), a quarter ``2026-Q3``,
half a year ``2026-H1``, a year ``2026``. Of one kind, earlier ones sort first.
"""

import datetime
import re
from calendar import monthrange
from typing import Literal

from dbp_analysis.common.numbers import two_digits

Kind = Literal["month", "week", "quarter", "half", "year"]

MONTH_PATTERN = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
_PATTERN = re.compile(
    r"(?!0000|0001-W01)[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]|W(0[1-9]|[1-4][0-9]|5[0-3])))?"
)
_MARKS: dict[str, Kind] = {"W": "week", "Q": "quarter", "H": "half"}
_SIZES: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SHAPES: dict[Kind, str] = {"month": "-{:02d}", "quarter": "-Q{}", "half": "-H{}", "year": ""}
_WORDS: dict[Kind, str] = {
    "month": "tháng",
    "week": "tuần",
    "quarter": "quý",
    "half": "6 tháng",
    "year": "năm",
}
_ROMAN = ("I", "II", "III", "IV")


def is_period(text: str) -> bool:
    """Whether a text is a period as it is written here; a week is one of its year."""
    if not _PATTERN.fullmatch(text):
        return False
    return not text.endswith("-W53") or datetime.date(int(text[:4]), 12, 28).isocalendar().week == 53


def kind_of(period: str) -> Kind:
    """Of which kind a period is, or what is left of one without its year (``-Q3``)."""
    marked = (kind for mark, kind in _MARKS.items() if mark in period)
    return next(marked, "month" if "-" in period else "year")


def kind_word(period: str) -> str:
    """What its kind is called: tháng, tuần, quý, 6 tháng, năm."""
    return _WORDS[kind_of(period)]


def kind_noun(period: str) -> str:
    """What its kind is called where several are counted or told apart: tháng, quý, kỳ 6 tháng."""
    return "kỳ 6 tháng" if kind_of(period) == "half" else kind_word(period)


def counted(count: int, period: str) -> str:
    """So many of the kind of ``period``: ``3 tháng``, ``4 quý``."""
    return f"{count} {kind_noun(period)}"


def before_text(period: str) -> str:
    """What the one before it is called: ``tháng trước``, ``quý trước``."""
    return "kỳ trước" if kind_of(period) == "half" else f"{kind_word(period)} trước"


def coded(period: str) -> str:
    """A period by its folder's name inside a sentence: ``tháng 2026-10``, ``kỳ 2026-Q3``."""
    return f"{'tháng' if kind_of(period) == 'month' else 'kỳ'} {period.removeprefix('-')}"


def period_text(period: str) -> str:
    """``2023-12`` → ``tháng 12 năm 2023``; a month of one digit has its zero only in January and
    February, as Decree 30/2020/NĐ-CP writes dates (Appendix I, part II.4).
    """
    kind, year = kind_of(period), int(period[:4])
    if kind == "week":
        first, last = first_day(period), last_day(period)
        days = f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
        return f"tuần {period[6:]} năm {year} ({days})"
    at = _first_month(period)
    said = {
        "month": f"tháng {month_number(at)} ",
        "quarter": f"quý {_ROMAN[(at - 1) // 3]} ",
        "half": f"6 tháng {'đầu' if at == 1 else 'cuối'} ",
    }
    return f"{said.get(kind, '')}năm {year}"


def month_number(number: int) -> str:
    """1 → ``01``, 2 → ``02``, 3 → ``3``: the writing of Decree 30/2020/NĐ-CP."""
    return two_digits(number) if number <= 2 else str(number)


def short_period(period: str) -> str:
    """``2025-07`` → ``7/2025``, ``2025-Q3`` → ``quý III/2025``, as the head of a column says it."""
    kind, year = kind_of(period), period[:4]
    if kind == "month":
        return f"{month_number(_first_month(period))}/{year}"
    if kind in ("half", "year"):
        return period_text(period)
    return f"{kind_word(period)} {axis_number(period)}/{year}"


def named_period(*periods: str) -> str:
    """Periods of one kind inside a sentence: ``tháng 7/2025``, ``quý III/2025``; ``tháng 7/2025, 8/2025``."""
    return f"{'tháng ' * (kind_of(periods[0]) == 'month')}{', '.join(map(short_period, periods))}"


def span_text(first: str, last: str) -> str:
    """From when to when: ``từ tháng 5/2025 đến tháng 8/2025``; one period as it is."""
    return f"từ {named_period(first)} đến {named_period(last)}" if first != last else named_period(first)


def axis_number(period: str) -> str:
    """What tells a period from the others of its year: ``7``, ``III``, ``đầu``, ``41``; nothing of a year."""
    kind = kind_of(period)
    if kind in ("month", "week"):
        return str(int(period[5:].lstrip("W")))
    return {"quarter": _ROMAN, "half": ("đầu năm", "cuối năm"), "year": ("",)}[kind][int(period[6:] or 1) - 1]


def following(period: str) -> str:
    """The period of its kind after ``period``."""
    return _shifted(period, 1)


def preceding(period: str) -> str:
    """The period of its kind before ``period``."""
    return _shifted(period, -1)


def first_day(period: str) -> datetime.date:
    """The first day of ``period``."""
    if kind_of(period) == "week":
        return datetime.date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
    return datetime.date(int(period[:4]), _first_month(period), 1)


def last_day(period: str) -> datetime.date:
    """The last day of ``period``."""
    if kind_of(period) == "week":
        return first_day(period) + datetime.timedelta(days=6)
    year, number = int(period[:4]), _first_month(period) + _SIZES[kind_of(period)] - 1
    return datetime.date(year, number, monthrange(year, number)[1])


def months_within(period: str) -> list[str]:
    """The months that a period is made of; none of a week."""
    if kind_of(period) == "week":
        return []
    first = _first_month(period)
    return [f"{period[:4]}-{at:02d}" for at in range(first, first + _SIZES[kind_of(period)])]


def period_of(kind: Kind, day: datetime.date) -> str:
    """The period of a kind that holds a day."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return _named(kind, day.year, day.month)


def period_between(first: datetime.date, last: datetime.date) -> str:
    """The period that is just these days; empty where none is."""
    year, week, _ = first.isocalendar()
    named = [f"{year:04d}-W{week:02d}", *(_named(kind, first.year, first.month) for kind in _SIZES)]
    return next((one for one in named if (first_day(one), last_day(one)) == (first, last)), "")


def year_to_date_text(day: datetime.date) -> str:
    """The period from the first of January to ``day``, as a reader says it."""
    return f"từ đầu năm đến ngày {two_digits(day.day)}/{two_digits(day.month)}/{day.year}"


def period_name(period: str) -> str:
    """What ``stated_periods`` found, as a reader says it."""
    return period_text(period) if is_period(period) else period


def _shifted(period: str, by: int) -> str:
    kind = kind_of(period)
    if kind == "week":
        year, week, _ = (first_day(period) + datetime.timedelta(weeks=by)).isocalendar()
        return f"{year:04d}-W{week:02d}"
    at = int(period[:4]) * 12 + _first_month(period) - 1 + by * _SIZES[kind]
    return _named(kind, at // 12, at % 12 + 1)


def _named(kind: Kind, year: int, month: int) -> str:
    return f"{year:04d}{_SHAPES[kind].format((month - 1) // _SIZES[kind] + 1)}"


def _first_month(period: str) -> int:
    kind = kind_of(period)
    if kind == "year":
        return 1
    number = period[5:] if kind == "month" else period[6:]
    return (int(number) - 1) * _SIZES[kind] + 1
