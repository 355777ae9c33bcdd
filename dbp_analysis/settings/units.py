"""The register of units, and recognising a unit however its name is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.near import or_known
from dbp_analysis.common.periods import coded, last_day
from dbp_analysis.common.sentences import fill
from dbp_analysis.common.texts import folded, unaccented
from dbp_analysis.settings.register_file import ALIASES, CATEGORY, CLUSTER, register_table
from dbp_analysis.settings.settings_file import settings_bytes

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


def read_register(path: Path, noted: Noted = unnoted) -> pd.DataFrame:
    """``data/units.csv``: one row a unit and validity, all text but the two days.

    Columns ``place, code, type, name, valid_from, valid_to, successor``; the first and the last day
    are empty (NaT) where there is no known limit. ``successor`` is the code of the one unit that a unit
    became part of on the day after its last. ``code`` is empty only for a unit that is in no publication,
    kept under a ``place`` of its own because a successor took it in. A column ``aliases`` may name what else
    a unit is called, names and codes, parted by ``|``, ``category`` what kind it
    is of beside its type, and ``cluster`` with which others it has a mean. Raise ``DataRejected`` for a file
    that is no such table, a missing column, characters that cannot be seen, or a bad day.
    """
    if not path.exists():
        raise DataRejected(
            [Problem("units", "Không có danh mục đơn vị.", "Tạo tệp units.csv theo README.", path.name)]
        )
    data = settings_bytes(path, "units", "bảng CSV UTF-8")
    noted(path, data)
    return register_table(data.decode("utf-8-sig"), path.name)


def register_in_month(register: pd.DataFrame, place: str, month: str) -> pd.DataFrame:
    """The rows of ``register``, under its own index, for ``place`` on the last day of ``month``, by code.

    Raise ``DataRejected`` when a code stands for two units then, or a unit has none.
    """
    day = pd.Timestamp(last_day(month))
    valid = ~register["valid_from"].gt(day) & ~register["valid_to"].lt(day)
    rows = register[valid & register["place"].eq(place)].sort_values("code")
    refuse_repeated(rows["code"], month)
    without = rows[rows["code"].eq("")]
    uncoded = [
        Problem(
            "units",
            f"{kind} {name} chưa có mã.",
            "Ghi mã đơn vị vào cột code; chỉ đơn vị ngoài mọi báo cáo mới để trống.",
            "units.csv",
            row=int(row) + 2,
            column="code",
        )
        for row, kind, name in zip(without.index, without["type"], without["name"], strict=True)
    ]
    if uncoded:
        raise DataRejected(uncoded)
    return rows


def units_in_month(register: pd.DataFrame, place: str, month: str, label: str) -> pd.DataFrame:
    """The units of ``place`` that exist on the last day of ``month`` (``YYYY-MM``).

    Index ``unit_code``; columns ``unit_type``, ``unit_name`` ("Xã Nà Tấu"), ``unit_label`` (``label``
    filled: "UBND xã Nà Tấu"), ``unit_short`` ("Nà Tấu", or the full name where two units share it),
    ``unit_aliases`` ("H18.12|Nà Tấu mới", mostly empty); ``unit_category`` and
    ``unit_cluster`` where the register has them.
    Raise ``DataRejected`` as :func:`register_in_month` does, and where the register has no such place.
    """
    if place not in (known := set(register["place"])):
        what = f"Danh mục units.csv không có địa phương {place!r}."
        remedy = f"Ghi đúng mã địa phương: {or_known(place, known, 'chọn trong')}"
        raise DataRejected([Problem("units", what, remedy, "publication.toml", column="place")])
    units = register_in_month(register, place, month).set_index("code")
    shared = units["name"].duplicated(keep=False)
    full_name = units["type"] + " " + units["name"]
    more = {f"unit_{name}": units[name] for name in (CATEGORY, CLUSTER) if name in units}
    return pd.DataFrame(
        {
            "unit_type": units["type"],
            "unit_name": full_name,
            "unit_label": [
                fill(label, type=kind.lower(), Type=kind, name=name)
                for kind, name in zip(units["type"], units["name"], strict=True)
            ],
            "unit_short": units["name"].mask(shared, full_name),
            "unit_aliases": units.get(ALIASES, ""),
            **more,
        },
        index=units.index.rename("unit_code"),
    )


def refuse_repeated(codes: pd.Series, month: str) -> None:
    """Raise ``DataRejected`` naming every code that stands more than once among ``codes``."""
    if codes.is_unique:
        return
    remedy = "Ghi lại valid_from và valid_to để mỗi ngày chỉ một dòng có hiệu lực."
    problems = [
        Problem("units", f"Mã {code} có hai dòng cùng hiệu lực trong {coded(month)}.", remedy, "units.csv")
        for code in codes[codes.duplicated() & codes.ne("")].unique()
    ]
    if problems:
        raise DataRejected(problems)


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
