"""Which column of a table of scores is what, by its head: data of the scheme and ``heads.toml``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from dbp_analysis.auditing.figures import number
from dbp_analysis.common.texts import alike, unaccented
from dbp_analysis.settings.adjustment import LIMIT
from dbp_analysis.settings.config import read_toml
from dbp_analysis.settings.scheme import Scheme

Paths = Mapping[int, tuple[str, ...]]
"""The texts above each column, from the top."""

_ROLES = ("number", "rank", "unit", "code", "total", "converted", "band")
_PARTS = ("numerator", "denominator", "ratio", "points")
_MAXIMUM = re.compile(r"\(\D{0,12}(\d+(?:[.,]\d+)?)\s*(?:[dđ]\w*)?\s*\)|_(\d+)$|/\s*(\d+)$")
_SCANNED_MAXIMUM = re.compile(r"\((\d+(?:[.,]\d+)?)\s*[dđ]i")
_SAME_ROLE, _SAME_NAME = 88.0, 78.0
"""How alike, of 100, the letters of a head are to what it is taken for."""
_PER_PLACE = 0.01


class Part(NamedTuple):
    """A column that a scheme may print: its name in an annex, what it may be headed with, its maximum."""

    name: str
    heads: tuple[str, ...]
    maximum: float | None


@cache
def words() -> dict[str, Any]:
    """``heads.toml``."""
    return read_toml(Path(__file__).with_name("heads.toml"))


@lru_cache(4096)
def letters(text: str) -> str:
    """What is compared of a head or a name: small letters and digits without diacritics."""
    return " ".join(re.findall(r"[a-z0-9]+", unaccented(alike(text)).lower()))


@lru_cache(4096)
def one_of(text: str, key: str) -> bool:
    """Whether a text is one of the words of a key, but for a maximum behind it."""
    from rapidfuzz import fuzz

    said = letters(_MAXIMUM.sub("", text))
    return any(fuzz.ratio(said, letters(word)) >= _SAME_ROLE for word in words()[key])


def maximum_in(texts: Sequence[str]) -> Decimal | None:
    """The maximum that a head names: "(10 điểm)", "(tối đa 5 điểm)", "progress_30"."""
    found = [match for text in texts for match in _MAXIMUM.finditer(text)]
    return number(next(filter(None, found[-1].groups()))) if found else None


def scanned_maxima(texts: Sequence[str]) -> list[Decimal | None]:
    """Every maximum in the head of a scan, in the order of reading."""
    return [number(one) for text in texts for one in _SCANNED_MAXIMUM.findall(text)]


def group_column(group_id: str) -> str:
    """What the column of a whole group is called in an annex."""
    return f"group:{group_id}"


def printed_parts(scheme: Scheme) -> list[Part]:
    """Every column of points that a table by the scheme may have."""
    codes: dict[str, tuple[str, ...]] = {}
    for form in (form for form in words()["long"] if form["scheme"] == scheme.id):
        codes |= {name: (letters(code),) for code, name in form["subjects"].items()}
    parts = [*_indicators(scheme), *_groups(scheme), *_adjustments(scheme)]
    return [part._replace(heads=part.heads + codes.get(part.name, ())) for part in parts]


def _indicators(scheme: Scheme) -> Iterator[Part]:
    for group in scheme.groups:
        if len(group.indicators) == 1 and scheme.printed.columns == "groups":
            continue
        for at, i in enumerate(group.indicators, start=1):
            names = [i.name, i.short_name, i.id, f"{group.id} {at}"]
            names += [f"{g} {own}" for g in (group.name, group.short_name) for own in (i.label, *names[:2])]
            if len(group.indicators) == 1:
                names += [group.name, group.short_name, group.id]
            yield Part(i.id, tuple(map(letters, names)), i.maximum)


def _groups(scheme: Scheme) -> Iterator[Part]:
    for group in scheme.groups:
        if len(group.indicators) == 1 and scheme.printed.columns == "indicators":
            continue
        sums = [*words()["total"], *words()["points"], "cả nhóm"]
        names = [group.name, group.short_name, group.id]
        names += [f"{name} {more}" for name in names[:2] for more in sums]
        yield Part(group_column(group.id), tuple(map(letters, names)), group.maximum)


def _adjustments(scheme: Scheme) -> Iterator[Part]:
    for one in scheme.adjustments:
        kind = "Điểm thưởng" if one.kind == "bonus" else "Điểm trừ"
        names = (one.name, one.short_name, f"{kind} {one.short_name}", f"{kind} {one.name}")
        yield Part(one.id, tuple(map(letters, names)), None)
    if scheme.adjustments:
        yield Part(LIMIT, (letters(scheme.adjustment_name(LIMIT)),), None)


def named_columns(paths: Paths, maxima: Mapping[int, Decimal], scheme: Scheme) -> dict[int, str]:
    """The columns whose heads say what they are, by position; points of a scheme by the likeness of their
    heads, each once, in no other case than their maximum; counts by their names.
    """
    named = {column: role for column, path in paths.items() if (role := _role(path, scheme))}
    named = {column: role for column, role in named.items() if column == _first(named, role)}
    if "rank" not in named.values():  # running numbers stand for ranks
        named = {column: "rank" if role == "number" else role for column, role in named.items()}
    counts = {letters(text): f"count:{name}" for name, text in scheme.counts.items()}
    named |= {at: counts[said] for at, path in paths.items() if (said := letters(path[-1])) in counts}
    left = [column for column in paths if column not in named]
    parts = {column: _part_of(paths[column]) for column in left}
    subjects: dict[int, str] = {}
    for kind in _PARTS:
        own = [column for column in left if parts[column] == kind]
        found = _assigned({column: paths[column] for column in own}, maxima, scheme, whole=kind == "points")
        subjects |= {c: name if kind == "points" else f"{name}.{kind}" for c, name in found.items()}
    return named | subjects


def _first(named: Mapping[int, str], role: str) -> int:
    return min(column for column, one in named.items() if one == role)


def _role(path: tuple[str, ...], scheme: Scheme) -> str | None:
    """What a column is beside points; one under the head of a group or an indicator is none of it."""
    last = next((text for text in reversed(path) if letters(_MAXIMUM.sub("", text))), "")
    if len(path) > 1 and any(_likeness(path[:-1], part) > _SAME_NAME for part in printed_parts(scheme)):
        return None
    return next((role for role in _ROLES if one_of(last, role)), None)


def _part_of(path: tuple[str, ...]) -> str:
    """Whether a column holds a numerator, a denominator, a ratio or, as most do, points."""
    if len(path) < 2:
        return "points"
    return next((kind for kind in _PARTS if one_of(path[-1], kind)), "points")


def _likeness(path: tuple[str, ...], part: Part) -> float:
    from rapidfuzz import fuzz

    plain = [_MAXIMUM.sub("", text) for text in path]
    said = {letters(" ".join(plain[at:])) for at in range(len(plain))}
    return max((fuzz.ratio(one, head) for one in said if one for head in part.heads), default=0.0)


def _assigned(paths: Paths, maxima: Mapping[int, Decimal], scheme: Scheme, *, whole: bool) -> dict[int, str]:
    """The part that each column is likest to, the likest pair first, each once."""
    parts, pairs = printed_parts(scheme), []
    for place, (column, path) in enumerate(paths.items()):
        own = path if whole and not one_of(path[-1], "points") else path[:-1]
        for at, part in enumerate(parts):
            if not _differ(maxima.get(column), part.maximum):
                pairs.append((_likeness(own or path, part) - _PER_PLACE * abs(place - at), column, part.name))
    found: dict[int, str] = {}
    for likeness, column, name in sorted(pairs, reverse=True):
        if likeness >= _SAME_NAME and column not in found and name not in found.values():
            found[column] = name
    return found


def _differ(printed: Decimal | None, maximum: float | None) -> bool:
    """Whether a head names another maximum; one that no decision writes is printed to two decimals."""
    return printed is not None and maximum is not None and abs(float(printed) - maximum) > 0.005


def maxima_of(scheme: Scheme) -> dict[str, Decimal]:
    """The most that each column of an annex by the scheme can hold."""
    most = {group_column(group.id): group.maximum for group in scheme.groups}
    most |= {i.id: i.maximum for i in scheme.indicators}
    most |= {"total": scheme.maximum, "converted": scheme.scale}
    return {name: Decimal(str(maximum)) for name, maximum in most.items()}


def covered(names: Sequence[str], scheme: Scheme) -> bool:
    """Whether the points of every group stand in the columns, by itself or by all of its indicators."""
    return all(
        group_column(g.id) in names or (bool(g.indicators) and all(i.id in names for i in g.indicators))
        for g in scheme.groups
    )


def by_position(figures: int, scheme: Scheme) -> list[str] | None:
    """What so many figures in a row are, in the scheme's order; None where they do not fit."""
    names = {part.name for part in printed_parts(scheme)}
    singles, wholes = list[str](), list[str]()
    for group in scheme.groups:
        own, whole = [i.id for i in group.indicators if i.id in names], group_column(group.id)
        singles += own or [whole]
        wholes += [whole] if whole in names else own
    columns = (singles, wholes) if scheme.printed.columns == "indicators" else (wholes, singles)
    adjusted = [one.id for one in scheme.adjustments]
    tails = [["total", "converted"], ["total"]] if scheme.with_converted else [["total"]]
    orders = ([*order, *more, *tail] for tail, order, more in product(tails, columns, ([], adjusted)))
    return next((order for order in orders if len(order) == figures), None)
