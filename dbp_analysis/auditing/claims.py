"""Running text → what it says of lists of units: how many, which, and what of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dbp_analysis.auditing.named_units import NamedUnits
from dbp_analysis.auditing.phrases import pattern, plain, share_in, spoken
from dbp_analysis.auditing.running_text import Block
from dbp_analysis.settings.scheme import Scheme

_TO_TEN = "một hai ba bốn năm sáu bảy tám chín mười".split()
_TEENS = [f"mười {word}" for word in "một hai ba bốn lăm sáu bảy tám chín".split()]
NUMBERS = {word: number for number, word in enumerate((*_TO_TEN, *_TEENS, "hai mươi"), 1)}
_ENDS = re.compile(r";|\.(?=\s|$)")
_SECTION = re.compile(r"\d{1,2}[.)]\s|[ivx]+[.)]\s")
_HEAD, _SHORT_HEAD = 120, 40
"""So many letters of an item may name the group that it is about, and so many the band before a count."""


@dataclass(frozen=True)
class Claim:
    """``count`` units of which something is said, and the codes of those that are named.

    ``kind`` is what: ``band``, ``none``, ``done``, ``low`` (done, but little), ``below``, ``late``, or
    nothing that is understood, with the ``band`` or the ``share`` that it names; ``about`` the columns of the
    table. ``whole``: all are named; ``others`` are parts of the list that name nothing known; ``worded`` is
    the count in words beside the figures, ``of`` what stands behind the stroke of "12/12".
    """

    block: Block
    start: int
    end: int
    count: int | None
    of: int | None
    worded: int | None
    kind: str
    band: str
    share: float | None
    about: tuple[str, ...]
    codes: tuple[str, ...]
    others: tuple[str, ...]
    whole: bool

    @property
    def said(self) -> str:
        """It in the words of the report."""
        return self.block.quoted(self.start, self.end)


def read_claims(blocks: Sequence[Block], units: NamedUnits, scheme: Scheme | None) -> Iterator[Claim]:
    """Every list of units that the text counts, or names behind words for late cases, in its order."""
    group = ""
    for block in blocks:
        group = _group(block.plain, scheme, units.damaged) or ("" if _SECTION.match(block.plain) else group)
        begins = _begins(block.plain, units.damaged)
        ends = [start for start, _ in begins[1:]] + [len(block.plain)]
        for (start, found), until in zip(begins, ends, strict=False):
            yield _claim(block, start, found, until, group, units, scheme)


@cache
def _counted(damaged: bool) -> re.Pattern[str]:
    words = "|".join(sorted(map(plain, NUMBERS), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/%-])(?<!\d[.,])(?:(?P<count>\d{{1,4}})(?:\s*/\s*(?P<of>\d{{1,4}}))?|(?P<word>{words}))"
        rf"\s*(?:\(\s*(?P<beside>{words})\s*\))?\s+{spoken('lists', 'nouns', damaged).pattern}"
    )


def _begins(text: str, damaged: bool) -> list[tuple[int, re.Match[str]]]:
    """Where lists begin: with a count, or with the clause that ends in words for late cases."""
    counted = [(found.start(), found) for found in _counted(damaged).finditer(text)]
    taken = [range(start, _end(text, start, damaged=damaged)) for start, _ in counted]
    late = re.finditer(rf"{spoken('said', 'late', damaged).pattern}[^:;.()]{{0,40}}:", text)
    alone = [found for found in late if not any(found.start() in one for one in taken)]
    clauses = [max(text.rfind(mark, 0, found.start()) + 1 for mark in ";:") for found in alone]
    return sorted([*counted, *zip(clauses, alone, strict=True)], key=lambda one: one[0])


def _claim(
    block: Block,
    start: int,
    found: re.Match[str],
    until: int,
    group: str,
    units: NamedUnits,
    scheme: Scheme | None,
) -> Claim:
    text, damaged = block.plain, units.damaged
    end = min(_end(text, start, scheme, damaged), max(until, found.end()))
    colon = _without_brackets(text[:end] + ":").find(":", start)
    tail, said = block.text[colon + 1 : end], found.groupdict()
    part = spoken("lists", "part", damaged)
    listed = tail if not (cut := bool(part.search(plain(tail)))) else part.sub(",", plain(tail))
    beside = re.match(r"\s*\(([^()]*)\)", block.text[found.end() :])
    kind, band = _kind(text[start:colon], scheme, damaged)
    if not kind and (named := _band_before(text[:start], scheme, damaged)):  # "Loại tốt (06 đơn vị): A, B"
        kind, band = "band", named
    elif ")" in _without_brackets(text[start:colon]):
        listed = ""
    codes, others = units.listed(listed if tail or not beside else beside[1])  # "03 đơn vị (A, B, C) …"
    number, word = said.get("count"), block.text[start : found.end()].lower()
    count = int(number) if number else next((n for w, n in NUMBERS.items() if word.startswith(f"{w} ")), None)
    more, odd = units.listed(block.text[end + 1 : until]) if codes and len(codes) < (count or 0) else ((), ())
    if more and damaged:
        others = (*others, *odd, text[end:until])
    elif more and not odd:  # "các xã A, B; các phường C, D"
        codes = (*codes, *more)
    return Claim(
        block=block,
        start=start,
        end=end,
        count=count,
        of=int(said["of"]) if said.get("of") else None,
        worded=next((n for w, n in NUMBERS.items() if plain(w) == said.get("beside")), None),
        kind=kind,
        band=band,
        share=share_in(text[start:colon]) if kind == "below" else None,
        about=_about(text, start, group, scheme, damaged),
        codes=codes,
        others=others,
        whole=bool(codes) and not cut,
    )


def _kind(head: str, scheme: Scheme | None, damaged: bool) -> tuple[str, str]:
    """What the words before a list say, and the band that they name."""
    apart = (("said", "change"), ("leader", "first"), ("leader", "maximum"))
    if any(spoken(*key, damaged).search(head) for key in apart):
        return "", ""
    bands = bands_named(head, scheme, damaged)
    if bands:
        return ("band", bands[0]) if len(bands) == 1 else ("", "")
    kinds = (kind for kind in ("below", "late", "none", "done") if spoken("said", kind, damaged).search(head))
    kind = next(kinds, "")
    return "low" if kind == "done" and spoken("said", "low", damaged).search(head) else kind, ""


def _band_before(text: str, scheme: Scheme | None, damaged: bool) -> str:
    """The band whose name, with the word for one or alone in its item, stands right before a count."""
    before = re.split(r"[;:.]\s", text.rstrip(" (:"))[-1]
    names = [band.name for band in scheme.bands] if scheme else []
    alone = [one for one in names if pattern((one,), damaged).fullmatch(re.sub(r"^\W+", "", before))]
    found = alone or (bands_named(before, scheme, damaged) if len(before) < _SHORT_HEAD else [])
    return found[0] if len(found) == 1 else ""


def bands_named(text: str, scheme: Scheme | None, damaged: bool) -> list[str]:
    """The bands that a text gives."""
    before = spoken("said", "band", damaged).pattern
    names = [band.name for band in scheme.bands] if scheme else []
    return [one for one in names if re.search(rf"{before}\s+{pattern((one,), damaged).pattern}", text)]


def _group(text: str, scheme: Scheme | None, damaged: bool) -> str:
    """The group that an item is about: it begins with its name, with the word for a group or without."""
    head = re.sub(r"^\W+", "", text)[:_HEAD]
    for group in scheme.groups if scheme else ():
        bare = group.name.removeprefix("Nhóm ")
        if pattern((bare, f"Nhóm {bare}", group.short_name), damaged).match(head):
            return group.id
    return ""


def _about(text: str, start: int, group_id: str, scheme: Scheme | None, damaged: bool) -> tuple[str, ...]:
    """The columns that a list is about: indicators that its clause names, before it or behind, or else
    another clause; by name, or by label within the group. Of a group of one, that one.
    """
    if scheme is None:
        return ()
    own = scheme.group(group_id).indicators if group_id else ()
    for clause in _nearest_first(text, start):
        head = clause.partition(":")[0]
        names = () if damaged else scheme.indicators
        if found := [i.id for i in names if pattern((i.name, i.short_name)).search(head)]:
            return tuple(found)
        if found := [i.id for i in own if pattern((i.label,), damaged).search(clause)]:
            return tuple(found)
    alone = group_id and len(own) <= 1 and _group(text, scheme, damaged)
    return tuple(i.id for i in own) or (f"group:{group_id}",) if alone else ()


def _nearest_first(text: str, start: int) -> Iterator[str]:
    """The clause that a list begins in, before it and behind it, then the earlier ones, then the later."""
    cuts = [0, *(found.end() for found in _ENDS.finditer(_without_brackets(text))), len(text)]
    own = max(at for at, cut in enumerate(cuts[:-1]) if cut <= start)
    yield text[cuts[own] : start]
    yield text[start : cuts[own + 1]]
    for at in (*range(own - 1, -1, -1), *range(own + 1, len(cuts) - 1)):
        yield text[cuts[at] : cuts[at + 1]]


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda found: "_" * len(found[0]), text)


def _end(text: str, start: int, scheme: Scheme | None = None, damaged: bool = False) -> int:
    """Where what is said from ``start`` on ends, brackets left out: also before the label of an indicator. In
    a scan a full stop before a name was a comma.
    """
    comma = spoken("lists", "bodies", damaged).pattern
    ends, bare = [re.compile(rf";|\.(?=\s|$)(?!\s*{comma})") if damaged else _ENDS], _without_brackets(text)
    if scheme:
        labels = pattern(tuple(dict.fromkeys(i.label for i in scheme.indicators)), damaged).pattern
        ends.append(re.compile(rf"\s[-–]\s*{labels}"))
    return min((found.start() for one in ends if (found := one.search(bare, start))), default=len(text))
