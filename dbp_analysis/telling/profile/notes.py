"""The notes at the foot of a unit profile: sources, method, assumptions, and how to read the table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import pandas as pd

from dbp_analysis.asking.targets.unit_targets import Targets
from dbp_analysis.asking.trend.past import past_results
from dbp_analysis.common.numbers import in_full
from dbp_analysis.common.sentences import listed, lower_first
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.scorecard import NO_CASES
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.profile.rows import Row

ABBREVIATIONS = ("PAKN",)
"""In the short names of indicators, which a page's sentences use without the full ones."""
_AMONG = re.compile(r"trong \d+ đơn vị\)$")
_DATE = re.compile(r"\d{1,2}(?:/\d{1,2})?(?:/| năm )\d{4}")


say = Sentences("profile")
of_targets = Sentences("targets")


@dataclass(frozen=True)
class Note:
    """One note: what it is about, and what it says."""

    label: str
    text: str


def profile_notes(series: Series, found: Targets, table: Sequence[Row]) -> tuple[Note, ...]:
    """What a reader of one unit's page must know to trust or redo its figures."""
    inputs, scheme = series.inputs[-1], series.card.scheme
    issuer = inputs.publication.issuer.short_name
    scored = bool(pd.notna(found.card.of_units(found.card.results)["total"][found.unit_code]))
    files = listed(list(dict.fromkeys(_sources(inputs))))
    notes = {
        "reading": " ".join(_reading(table, scored)),
        "assumed": " ".join(_assumed(found)),
        "sources": say("note_text.sources", files=files),
        "scheme": say("note_text.scheme", title=scheme.title, basis="; ".join(scheme.legal_basis)),
        "inferred": say("note_text.inferred", issuer=issuer) if scheme.inferred else "",
        "corrections": " ".join(_corrections(inputs, found.unit_code)),
        "given": " ".join(_given(inputs, found.unit_code)),
        "earlier": " ".join(_earlier(series, found.unit_code)),
    }
    return tuple(Note(say(f"note.{about}"), text) for about, text in notes.items() if text)


def _reading(table: Sequence[Row], scored: bool) -> Iterator[str]:
    yield say("reading.ratio")
    yield say("reading.bar")
    yield say("reading.best")
    if any(_AMONG.search(row.best) for row in table):
        yield say("reading.among")
    if scored and any(row.cases == NO_CASES and row.points == "–" for row in table):
        yield say("reading.left_out")
    yield say("reading.unrounded")
    for short in ABBREVIATIONS:
        if any(short in row.short_name for row in table):
            yield say(f"abbreviation.{short}")


def _assumed(found: Targets) -> Iterator[str]:
    if not found.goals or not found.cases.counted:
        return
    yield say("assumed.others")
    if any(len(goal.mix or ()) > 1 for goal in found.goals):
        yield of_targets("shared")
    if found.cases.uncounted:
        groups = listed([group.name for group in found.cases.uncounted])
        yield say("assumed.fixed", groups=groups)
    if shared := [lower_first(i.short_name) for i in found.cases.scheme.indicators if i.shared]:
        yield of_targets("of_the_place", indicators=listed(shared))


def _sources(inputs: MonthInputs) -> Iterator[str]:
    for reading in inputs.readings:
        yield say("note_text.source", layout=reading.layout.title, file=reading.file)


def _corrections(inputs: MonthInputs, unit_code: str) -> Iterator[str]:
    """The hand fixes of this unit's figures."""
    matcher = inputs.matcher
    for made in inputs.corrections:
        if unit_code in (matcher.match(code=made.unit).unit_code, matcher.match(name=made.unit).unit_code):
            name = inputs.scheme.counts.get(made.count, made.count)
            figures = {"before": in_full(made.from_), "after": in_full(made.to)}
            yield say("note_text.correction", count=name, reason=made.reason, **figures)


def _given(inputs: MonthInputs, unit_code: str) -> Iterator[str]:
    """What people gave this unit, and why."""
    for one in inputs.given:
        if one.unit_code == unit_code:
            yield say("note_text.given", figure=one.title, value=in_full(one.value), reason=one.reason)


def _earlier(series: Series, unit_code: str) -> Iterator[str]:
    """What the history needs to be read right and its chart does not say; nothing where there is none."""
    if len(past_results(series, unit_code)) < 2:
        return
    *earlier, own = (inputs.settings for inputs in series.inputs)
    labels = [one.note for one in earlier if one.provenance != "official" and one.note != own.note]
    yield from _joined(labels)
    said = {own.note, *(one.note for one in earlier), *map(str, series.carried.incomplete)}
    yield from (note for note in series.notes if note not in said)


def _joined(notes: Iterable[str]) -> Iterator[str]:
    """Each note once; those that differ only by a month or a day as one that names them all."""
    alike: dict[tuple[str, ...], list[list[str]]] = {}
    for note in notes:
        alike.setdefault(tuple(_DATE.split(note)), []).append(_DATE.findall(note))
    for between, found in alike.items():
        dates = (listed(list(dict.fromkeys(column))) for column in zip(*found, strict=True))
        yield "".join(part for pair in zip_longest(between, dates, fillvalue="") for part in pair)
