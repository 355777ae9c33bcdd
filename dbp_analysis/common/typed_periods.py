"""Periods as people type them: "12/2023", "tháng 12 năm 2023", "quý III/2026", "6 tháng đầu năm 2026"."""

import re
from collections.abc import Iterable

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import Kind, is_period, kind_of
from dbp_analysis.common.texts import unaccented

_OF = r"(?:\s*(?:[-./,]|cua)?\s*(?:nam\s*)?(?P<year>\d{4}))?"
_TYPED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (shape, re.compile(pattern, re.ASCII))
    for shape, pattern in (
        ("{}", r"(?:ca\s*)?(?:nam\s*)?(?P<year>\d{4})(?P<number>)"),
        ("{}-{:02d}", r"(?P<year>\d{4})\s*[-./]\s*(?P<number>\d{1,2})"),
        (
            "{}-{:02d}",
            r"(?:thang|t)?[\s-]*(?P<number>\d{1,2})\s*(?:[-./,\s]|nam)\s*(?:nam\s*)?(?P<year>\d{4})",
        ),
        ("{}-{:02d}", r"(?:thang|t)[\s-]*(?P<number>\d{1,2})(?:\s*/\s*(?P<year>\d{2}))?"),
        ("{}-{}{}", r"(?P<year>\d{4})\s*[-./]?\s*(?P<mark>[qhw])(?P<number>\d{1,2})"),
        ("{}-Q{}", rf"(?:quy|q)[\s-]*(?P<number>[1-4]|i{{1,3}}|iv|mot|nhat|hai|nhi|ba|tu|bon){_OF}"),
        ("{}-H{}", rf"(?:(?:6|sau)\s*thang|nua)\s*(?P<number>dau|cuoi)\s*nam{_OF}"),
        ("{}-H{}", rf"h(?P<number>[12]){_OF}"),
        ("{}-W{:02d}", rf"(?:tuan|w)\s*(?:thu\s*)?(?P<number>\d{{1,2}}){_OF}"),
    )
)
_NUMBERS = {
    word: number
    for number, words in enumerate(("i mot nhat dau", "ii hai nhi cuoi", "iii ba", "iv tu bon"), 1)
    for word in words.split()
}


def checked_period(text: str) -> str:
    """The period that a person wrote, as :mod:`~dbp_analysis.common.periods` writes it: a month (``2023-12``,
    ``12/2023``, ``T12/2023``, ``tháng 12 năm 2023``), a quarter (``Q3/2026``, ``quý III năm 2026``), half a
    year (``6 tháng đầu năm 2026``), a year, a week; accents or none. Raise ``WrongUse`` for what is none, or
    has no year.
    """
    period = _typed(text)
    if period.startswith("-"):
        example = f"{period[1:]}/2023" if kind_of(period) == "month" else f"2023{period}"
        raise WrongUse(f"{text!r} chưa rõ năm nào.\n  Ghi cả năm, ví dụ {example}.")
    return period


def checked_month(text: str) -> str:
    """The same where only a month will do."""
    month = checked_period(text)
    if kind_of(month) != "month":
        raise _no_period(text)
    return month


def period_among(text: str, periods: Iterable[str]) -> str | None:
    """The one of ``periods`` that a person wrote; of ``tháng 12`` without a year, the latest. None where
    there is none; raise ``WrongUse`` for what is no period.
    """
    ending = _typed(text)
    return max((period for period in periods if period.endswith(ending)), default=None)


def period_told(text: str) -> str:
    """A period that a person wrote, with a dash in front (``-12``, ``-Q3``) where it has no year."""
    return _typed(text)


def checked_periods(first: str, last: str) -> tuple[str, str]:
    """Both periods, an empty one as it is: no limit. Raise ``WrongUse`` as :func:`checked_period` does, for
    two kinds of periods, and where ``first`` is after ``last``.
    """
    first, last = (period if period == "" else checked_period(period) for period in (first, last))
    if first and last and kind_of(first) != kind_of(last):
        raise WrongUse(
            f"{first} và {last} không cùng loại kỳ.\n  Cách xử lý: ghi cả hai là tháng, hoặc quý, …"
        )
    if first and last and first > last:
        if kind_of(first) == "month":
            raise WrongUse(f"Tháng đầu {first} ở sau tháng cuối {last}.\n  Cách xử lý: đổi chỗ hai tháng.")
        raise WrongUse(f"Kỳ đầu {first} ở sau kỳ cuối {last}.\n  Cách xử lý: đổi chỗ hai kỳ.")
    return first, last


def asked_kind(first: str, last: str) -> Kind:
    """The kind of a range as from :func:`checked_periods`: that of its ends, months without any."""
    return kind_of(first or last or "-")


def range_text(first: str, last: str) -> str:
    """The periods asked for, as they stand behind a word; empty where there is no limit."""
    return "".join(f" {word} {period}" for word, period in (("từ", first), ("đến", last)) if period)


def _typed(text: str) -> str:
    """A period, or ``-12``, ``-Q3`` of one without its year."""
    plain = unaccented(text).strip().lower() if isinstance(text, str) else ""
    for shape, pattern in _TYPED:
        if found := pattern.fullmatch(plain):
            parts = found.groupdict()
            year, number = parts["year"] or "", parts["number"]
            year = f"20{year}" if len(year) == 2 else year
            at = _NUMBERS.get(number) or int(number or 0)
            mark = (parts.get("mark") or "").upper()
            shown = f"{at:02d}" if mark == "W" else str(at)
            period = shape.format(year, mark, shown) if mark else shape.format(year, at)
            if is_period(period if year else f"2020{period}"):
                return period
    raise _no_period(text)


def _no_period(text: str) -> WrongUse:
    return WrongUse(
        f"{text!r} không phải là tháng hay kỳ báo cáo khác.\n"
        "  Ghi tháng dạng NĂM-THÁNG, ví dụ 2023-12, hoặc THÁNG/NĂM, ví dụ 12/2023; "
        "quý 2023-Q4, 6 tháng 2023-H2, năm 2023, tuần 2023-W50."
    )
