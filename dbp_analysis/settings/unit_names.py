"""Recognising a unit however its name is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dbp_analysis.common.texts import folded, unaccented

_TYPE_ABBREVIATIONS = {"p": "phường", "x": "xã", "tt": "thị trấn", "đk": "đặc khu"}
# Also the number in a list ("1. UBND …", "I.2. …", "a) …"; "X. …" is a commune) and the agency code of the
# national system ("000.00.12.H18 - …").
_NUMBER_PREFIX = re.compile(
    r"^(([ivx]+\.)?\d{1,3}(\.\d{1,3})*\s*([.)/]\s*|-\s+)(?=[^\W\d])|[a-zđ]\)\s*|[ivx]+[.)]\s*(?=ubnd\b)"
    r"|(\d+\.)*h\d{1,2}(\.\d+)*\s+-\s+|\[(\d+\.)*h\d{1,2}(\.\d+)*\]\s*)"
)
_BODY_PREFIX = re.compile(r"^((ubnd|u\.\s?b\.\s?n\.\s?d|ủy ban nhân dân|uy ban nhan dan)\b[\s.,;:-]*)+")
_PLACE_SUFFIX = re.compile(
    r"\s*[-,]\s*(tỉnh|thành phố|tp|thị xã|huyện|quận)\b.*$|\s*\((tỉnh|thành phố|tp)\b[^()]*\)$"
    r"|(?<=\w)\s+(thuộc\s+)?(tỉnh|thành phố|tp\.)\s+\w.*$"
)
# The mark of a footnote, and what lists put before or around a name.
_FOOTNOTE = re.compile(r"\s*(\(\*+\)|\*+)$")
_AROUND = ' .,;:-+•*"“”'
# Behind the words for an office of a commune, only a name with its type is certain: the centre "… Điện Biên
# Phủ" may be the town's.
_OFFICE = re.compile(
    r"^((trung tâm|tt)\s?((phục vụ|pv)\s?)?(hành chính công|hcc)"
    r"|(bộ phận|bp)\s?(một cửa|mc|(tiếp nhận|tn)\s?(và|&)\s?(trả kết quả|trả kq|tkq)))\b[\s.,;:-]*"
)
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_BEFORE_PLACE = re.compile(r"\s+[-–]\s+")


_PLAIN_OFFICE = re.compile(unaccented(_OFFICE.pattern))


def name_key(text: str) -> str:
    """A name as it is compared: :func:`folded`, numbers without leading zeros, without its number in a list,
    the words for the People's Committee and the place it lies in ("- Tỉnh Phú Thọ").
    """
    listed = _FOOTNOTE.sub("", folded(text)).strip(_AROUND)
    plain = _PLACE_SUFFIX.sub("", listed).strip(_AROUND)
    return _LEADING_ZEROS.sub("", _BODY_PREFIX.sub("", _NUMBER_PREFIX.sub("", plain)))


def _code_kind(code: str) -> str:
    """``H21.227`` → ``H``, ``21583`` → the empty text: what is left without digits and points."""
    return re.sub(r"[\d.]+", "", code)


@dataclass(frozen=True)
class UnitMatch:
    """The unit that a name or code certainly means, or None and the names it may have meant."""

    unit_code: str | None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class UnitMatcher:
    """Finds the unit that a cell means among ``units`` (as from :func:`units_in_month`)."""

    units: pd.DataFrame

    def match(self, name: str = "", code: str = "") -> UnitMatch:
        """The unit of ``code`` or ``name``, which must agree where both are given; never a guess.

        A code of another kind than all of the register's, and no alias, says nothing beside a name: the
        portal writes H21.227 where the statistics office has 21583.
        """
        by_name = self._by_name(name) if name else None
        by_code = self._by_code(code) if code else None
        if name and not by_code and _code_kind(code) not in self._code_kinds:
            code = ""
        # "Kông Bơ La - Gia Lai": any place may follow, so it is left out only where the code says the same.
        if by_code and not by_name and self._by_name(_BEFORE_PLACE.split(name)[0]) == by_code:
            by_name = by_code
        if code and name and by_code != by_name:  # at least one of them is known
            meant = (one for one in (by_name, by_code) if one)
            return UnitMatch(None, tuple(str(self.units.at[one, "unit_label"]) for one in meant))
        found = by_code or by_name
        return UnitMatch(found) if found else UnitMatch(None, self._similar(name or code))

    @cached_property
    def _code_kinds(self) -> set[str]:
        return set(map(_code_kind, self.units.index))

    @cached_property
    def _types(self) -> dict[str, str]:
        """How a type may be written → its key."""
        keys = set(map(name_key, self.units["unit_type"]))
        return _TYPE_ABBREVIATIONS | {unaccented(key): key for key in keys} | {key: key for key in keys}

    @cached_property
    def _plain_types(self) -> dict[str, str]:
        """The same without diacritics."""
        return {unaccented(written): unaccented(kind) for written, kind in self._types.items()}

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        """Codes without leading zeros → codes: a spreadsheet may have read a code as a number."""
        codes: dict[str, set[str]] = {}
        for code, alias in (*zip(self.units.index, self.units.index, strict=True), *self._aliases):
            codes.setdefault(alias.lstrip("0"), set()).add(code)
        return codes

    @cached_property
    def _names(self) -> dict[str, set[tuple[str, str]]]:
        """Name key → the (type key, unit code) of every unit of that name or alias."""
        names: dict[str, set[tuple[str, str]]] = {}
        kinds = self.units["unit_type"].map(name_key)
        for code, name in (*self.units["unit_name"].items(), *self._aliases):
            key, kind = name_key(name), kinds[str(code)]
            names.setdefault(key.removeprefix(f"{kind} "), set()).add((kind, str(code)))
        return names

    @cached_property
    def _plain_names(self) -> dict[str, set[tuple[str, str]]]:
        """The same without diacritics, names and types."""
        names: dict[str, set[tuple[str, str]]] = {}
        for key, units in self._names.items():
            names.setdefault(unaccented(key), set()).update((unaccented(kind), code) for kind, code in units)
        return names

    @cached_property
    def _aliases(self) -> list[tuple[str, str]]:
        """Every (unit code, alias) of the register."""
        named = self.units["unit_aliases"] if "unit_aliases" in self.units else pd.Series(dtype=str)
        listed = named[named.ne("")].str.split("|").explode().str.strip()
        return [(str(code), alias) for code, alias in listed[listed.ne("")].items()]

    @cached_property
    def _choices(self) -> dict[str, str]:
        """The name key of every unit without diacritics, by its code."""
        return {str(code): unaccented(name_key(name)) for code, name in self.units["unit_name"].items()}

    def _by_code(self, code: str) -> str | None:
        if code in self.units.index:
            return code
        return _only(self._codes.get(code.lstrip("0"), set()))

    def _by_name(self, text: str) -> str | None:
        """The one unit that bears a name as written, or, where nothing of it has diacritics, without them."""
        found = _named(text, self._types, self._names, _OFFICE)
        if not found and text.isascii():
            found = _named(text, self._plain_types, self._plain_names, _PLAIN_OFFICE)
        return _only(found)

    def _similar(self, text: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        key = unaccented(name_key(text))
        close = process.extract(key, self._choices, scorer=fuzz.WRatio, limit=3, score_cutoff=75)
        return tuple(str(self.units.at[code, "unit_label"]) for _, _, code in close)


def _named(
    text: str, types: Mapping[str, str], names: Mapping[str, set[tuple[str, str]]], office: re.Pattern[str]
) -> set[str]:
    """The codes of the units that ``text`` may mean, with its type or without."""
    written_key = name_key(text)
    key = name_key(office.sub("", written_key))
    readings: list[tuple[str | None, str]] = [(None, key)] if key == written_key else []
    for written, kind in types.items():
        rest = re.sub(rf"^{re.escape(written)}(\.\s*|\s+)", "", key)
        if rest != key:
            readings.append((kind, rest))
    return {code for wanted, name in readings for kind, code in names.get(name, ()) if wanted in (None, kind)}


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
