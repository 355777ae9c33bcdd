"""Period, number and date wherever a report states them: head, opening, closing, annex."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.phrases import misread, plain, spoken
from dbp_analysis.auditing.running_text import Block
from dbp_analysis.common.periods import first_day, is_period, period_name
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

_DATE = re.compile(
    r"(?<!den )(?<!tu )ng\wy\s*(?P<day>\d{1,2})?[\s.…_]*"
    r"th\wng\s*(?P<month>\d{1,2})?[\s.…_]*n\wm\s*(?P<year>\d{4})"
)
_NUMBER = re.compile(r"\bs\w\s*:?[\s.…_]*(?P<number>\d{1,5})?[\s.…_]*/\s*(?P<symbol>[a-z]+-[a-z]+)")
_MONTH = re.compile(r"th\wng\s*(\d{1,2})\s*(?:n\wm|/)\s*(\d{4})")
_FIRST_SECTION = re.compile(r"(1|i)[.)]\s")
_LONGEST_HEAD, _FEW, _SHORT = 40, 6, 400
"""Blocks that a head and the title of an annex may have, and letters that the first of the latter may."""


class Part(NamedTuple):
    """A part of a block that states something of the report; ``said`` without capitals and diacritics."""

    block: Block
    start: int
    end: int

    @property
    def said(self) -> str:
        """Its text as phrases are compared."""
        return self.block.plain[self.start : self.end]


Places = Mapping[str, Sequence[Part]]


def stated_places(blocks: Sequence[Block], damaged: bool) -> Places:
    """The parts of a report that say its number, date or period: ``head`` (with the title), ``opening``,
    ``closing``, ``annex`` (its title) and ``attached`` (the line that ties it to the report).
    """
    found: dict[str, list[Part]] = {name: [] for name in ("head", "opening", "closing", "annex", "attached")}
    in_head, titles = True, 0
    for block in blocks:
        text = block.plain
        searched = {n: spoken("places", n, damaged).search(text) for n in ("basis", *[*found][1:])}
        at = {name: one.start() for name, one in searched.items() if one}
        if in_head:
            part = Part(block, 0, at.get("basis", len(text)))
            if "opening" not in at and not _FIRST_SECTION.match(text):
                found["head"].append(part)
            over = {"basis", "opening"} & {*at} or _FIRST_SECTION.match(text) or _periods(part, damaged)
            in_head = not over and len(found["head"]) < _LONGEST_HEAD
        if "opening" in at and not found["opening"] and len(text) - at["opening"] < 10:
            found["opening"].append(Part(block, 0, len(text)))
        if at.get("closing", 9) < 4:
            found["closing"].append(Part(block, 0, len(text)))
        titles = _FEW if not in_head and at.get("annex", 9) < 4 and len(text) < _SHORT else titles
        if "attached" in at:
            found["attached"].append(Part(block, at["attached"], len(text)))
            titles = 0
        elif titles:
            found["annex"].append(Part(block, 0, len(text)))
            titles -= 1
    return found


def stated_period(places: Places, damaged: bool) -> str:
    """The period that most places name, in a tie the first; empty where none does."""
    named = [one for parts in places.values() for part in parts for one in sorted(_periods(part, damaged))]
    return Counter(named).most_common(1)[0][0] if named else ""


def check_places(places: Places, damaged: bool) -> Iterator[Finding]:
    """What the places of a report say otherwise than one another."""
    for kind, form in (("number", _NUMBER), ("date", _DATE)):
        heads = [(part, one) for part in places["head"] for one in form.finditer(part.said)]
        tied = [(part, one) for part in places["attached"] for one in form.finditer(part.said)]
        for (head, first), (part, second) in zip(heads[:1], tied[:1], strict=False):
            pairs = [
                (first[key].lstrip("0"), second[key].lstrip("0"))
                for key in form.groupindex
                if first[key] and second[key]
            ]
            differ = [pair for pair in pairs if len({*pair}) > 1 and (pair[0].isdigit() or not damaged)]
            if differ and not (damaged and all(misread(*pair) for pair in differ)):
                said = head.block.text[head.start + first.start() : head.start + first.end()]
                yield _finding(kind, part, say("follows.head", said=said), damaged)
    period = stated_period(places, damaged)
    for part in (part for parts in places.values() for part in parts):
        others = _periods(part, damaged)
        if others and period not in others and not (damaged and misread(min(others), period)):
            yield _finding("period", part, say("follows.period", period=period_name(period)), damaged)
    for part in places["head"]:
        for found in _DATE.finditer(part.said) if is_period(period) and not damaged else ():
            with suppress(ValueError, TypeError):  # a day that is left open, or none of the calendar
                day = datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
                if day < first_day(period):
                    yield _finding("date", part, say("follows.early", period=period_name(period)), damaged)


def _periods(part: Part, damaged: bool) -> set[str]:
    """The periods that a part names; the day of signing is none."""
    if damaged:
        months = ((year, int(month)) for month, year in _MONTH.findall(_DATE.sub(" ", part.said)))
        return {f"{year}-{month:02d}" for year, month in months if 1 <= month <= 12}
    return undated_periods(part.block.text[part.start : part.end])


def undated_periods(text: str) -> set[str]:
    """The periods that a text names; a day, also one that is left open, is none."""
    for found in reversed([*_DATE.finditer(plain(text))]):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return stated_periods(text)


def _finding(kind: str, part: Part, follows: str, damaged: bool) -> Finding:
    said = part.block.quoted(part.start, part.end)
    return Finding(kind, part.block.place, said, follows, "possible" if damaged else "certain")
