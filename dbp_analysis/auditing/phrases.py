"""``data/phrases.toml``: how reports say things, and finding it in a text however that was scanned."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from dbp_analysis.common.texts import alike, unaccented
from dbp_analysis.settings.config import Config, Text, load_toml
from dbp_analysis.settings.shipped import shipped

Table = dict[str, tuple[Text, ...]]
_SHARE = r"(\d{1,3}(?:[.,]\d+)?)\s*%"
_VOWELS = r"[^\s,;.:()bchklmnpqrstvx]"
"""What a scan makes of vowels."""
_MISREAD = frozenset(map(frozenset, "08 06 09 17 38 35 56 58 68 89 14 49 27 12".split()))
"""Figures that it takes for each other."""


class _Plain(dict[int, str]):
    """The plain letter of each, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = unaccented(letter).lower()[:1] or letter
        return self[code]


_PLAIN = _Plain()


class Phrases(Config):
    """``data/phrases.toml``, explained there."""

    lists: Table
    said: Table
    leader: Table
    sums: Table
    places: Table


_FILE = "phrases.toml"
_own: ContextVar[Phrases | None] = ContextVar("own", default=None)


@contextmanager
def phrases_of(data: Path) -> Iterator[None]:
    """Within the block the phrases are those of a data folder, where it has its own.

    Raise ``DataRejected`` where its file is wrong.
    """
    file = data / _FILE
    token = _own.set(load_toml(file, Phrases) if file.is_file() else None)
    try:
        yield
    finally:
        _own.reset(token)


def phrases(table: str, name: str) -> tuple[str, ...]:
    """The phrases of a key."""
    found: Table = getattr(_own.get() or _shipped(), table)
    return found[name]


@cache
def _shipped() -> Phrases:
    return load_toml(shipped("data", _FILE), Phrases)


def spoken(table: str, name: str, damaged: bool) -> re.Pattern[str]:
    """What finds any phrase of a key in a :func:`plain` text."""
    return pattern(phrases(table, name), damaged)


def plain(text: str) -> str:
    """A text as phrases are compared with it, letter by letter: without diacritics and capitals."""
    return text.translate(_PLAIN)


@cache
def pattern(wanted: tuple[str, ...], damaged: bool = False) -> re.Pattern[str]:
    """What finds any of some phrases in a :func:`plain` text, the longest first; ``{share}`` is a percentage.
    A ``damaged`` text lost vowels and blanks.
    """
    found = "|".join(_loose(one, damaged) for one in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])")


def _loose(phrase: str, damaged: bool) -> str:
    runs = re.findall(r"\{share\}|[aeiou]+|.", plain(alike(phrase)))
    return "".join(_run(run, damaged) for run in runs)


def _run(run: str, damaged: bool) -> str:
    if run == "{share}":
        return _SHARE.replace("(", "(?:", 1)
    if run == " ":
        return r"\s*" if damaged else r"\s+"
    if damaged and run[0] in "aeiou":
        return f"{_VOWELS}{{{max(1, len(run) - 1)},{len(run) + 1}}}"
    return re.escape(run)


def misread(said: str, meant: str) -> bool:
    """Whether a scan may have made one row of figures of the other."""
    pairs = [{a, b} for a, b in zip(said, meant, strict=False) if a != b]
    return len(said) != len(meant) or all(pair in _MISREAD for pair in pairs)


def share_in(text: str) -> float | None:
    """The first percentage of a text, 0–1."""
    found = re.search(_SHARE, text)
    return float(found[1].replace(",", ".")) / 100 if found else None
