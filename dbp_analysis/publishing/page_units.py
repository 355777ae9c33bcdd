"""Each unit as the page shows it: its score, what it lost, what is asked of it, what changed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from dbp_analysis.asking.change.text import rank_arrow, rank_move, signed, unit_texts
from dbp_analysis.charts.zones import Zones
from dbp_analysis.common.numbers import concise, distance, in_full, settle, trimmed, vietnamese
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.scoring.lines import GIVEN, Adjusted, Line, adjusted_lines, adjusted_text, scored_lines
from dbp_analysis.scoring.scorecard import NO_CASES, Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.asked import requests
from dbp_analysis.telling.ranking import printed_ranks
from dbp_analysis.telling.report import MonthlyReport

say = Sentences("page")


@dataclass(frozen=True)
class Part:
    """A line of a unit's own table: what it earned in one indicator or group, what that cost it, and how
    its points changed since the month before.
    """

    name: str
    place: str
    counts: str
    points: str
    maximum: str
    lost_text: str
    lost: float
    change: str


@dataclass(frozen=True)
class Unit:
    """A unit as the page shows it. ``idle`` says that no case arose for it; ``share`` is where its score lies
    on the scale, in percent; ``rank_move`` (also as ``rank_arrow``) and ``since`` say what changed since the
    month before.
    """

    code: str
    anchor: str
    name: str
    rank: str
    tied: bool
    scored: bool
    idle: bool
    total: str
    converted: str
    share: str
    band: str
    gap: str
    held_back: str
    rank_move: str
    rank_arrow: str
    since: str
    parts: tuple[Part, ...]
    requests: tuple[str, ...]

    @property
    def losses(self) -> list[Part]:
        """Where the unit lost most, worst first."""
        return sorted((part for part in self.parts if part.lost > 0), key=lambda part: -part.lost)[:3]


def page_units(report: MonthlyReport, scale: Zones) -> Iterator[Unit]:
    """Every unit of a month's report, best first, its score on a ``scale``."""
    card = report.card
    scheme = card.scheme
    results = card.of_units(card.results).join(card.names("unit_name"))
    ranks = printed_ranks(results).to_dict()
    bands, change = card.bands.to_dict(), report.since.change
    moved = settle(change.parts["change"]).to_dict() if change else {}
    extra = adjusted_lines(card)
    parts = {
        code: (*(_part(line, moved) for line in lines), *(_adjusted(a, card, moved) for a in extra[code]))
        for code, lines in groupby(scored_lines(card), lambda line: line.unit_code)
    }
    places = change.compared["rank_change"].dropna().astype(int).to_dict() if change else {}
    asked, told = _requests(report), unit_texts(change) if change else {}
    for code, unit in results.iterrows():
        scored = bool(pd.notna(unit["total"]))
        yield Unit(
            code=str(code),
            anchor="don-vi-" + re.sub(r"[^0-9A-Za-z]+", "-", str(code)),
            name=str(unit["unit_name"]),
            rank=str(ranks[str(code)]) if scored else "–",
            tied=bool(unit["tied"]),
            scored=scored,
            idle=bool(unit["no_cases"]),
            total=vietnamese(unit["total"], scheme.printed.total) if scored else "–",
            converted=vietnamese(unit["converted"], scheme.printed.converted) if scored else "–",
            share=coordinate(scale.share(unit["converted"]) if scored else 0),
            band=bands[str(code)],
            gap=_gap(scheme, float(unit["converted"])) if scored and not unit["held_back"] else "",
            held_back=str(unit["held_back"]),
            rank_move=rank_move(places.get(str(code), 0)),
            rank_arrow=rank_arrow(places.get(str(code), 0)),
            since=told.get(str(code), ""),
            parts=parts[str(code)],
            requests=tuple(asked.get(str(code), [])),
        )


def _part(line: Line, moved: Mapping[Any, float]) -> Part:
    group, one = line.group, line.indicator
    change = moved.get((line.unit_code, one.id if one else group.id))
    return Part(
        name=one.name if one else group.name,
        place=f"{group.name} · {one.label}" if one and one.name != group.name else "",
        counts=_counts(line),
        points="–" if pd.isna(line.points) else vietnamese(line.points, 2),
        maximum=concise(line.maximum),
        lost_text=line.lost_text,
        lost=line.lost,
        change="–" if change is None else signed(change, 2),
    )


def _adjusted(one: Adjusted, card: Scorecard, moved: Mapping[Any, float]) -> Part:
    """A bonus or deduction as a line of a unit's table."""
    scheme = card.scheme
    found = scheme.adjustment(one.column)
    change = moved.get((one.unit_code, one.column))
    return Part(
        name=found.name if found else scheme.adjustment_name(one.column),
        place=ADJUSTMENTS if found else "",
        counts=adjusted_text(one, scheme),
        points="–" if pd.isna(one.points) else signed(one.points, 2),
        maximum=concise(found.at_most) if found and found.kind == "bonus" and found.at_most else "–",
        lost_text=distance(one.lost, 2) if one.lost else "–",
        lost=one.lost,
        change="–" if change is None else signed(change, 2),
    )


def _counts(line: Line) -> str:
    """The dossiers behind the points: ``56/143 hồ sơ (39,2%)``."""
    one = line.indicator
    if line.withheld:
        return say("unit.withheld")
    if one is None and pd.notna(line.points):
        return GIVEN
    if one and one.constant is not None:
        return say("unit.constant")
    if one and line.given_of:
        points, of = map(in_full, line.given_of)
        return say("unit.given", points=points, of=of)
    if one and one.value and pd.notna(line.ratio):
        return say("unit.value", value=one.value_text(line.ratio))
    if line.denominator == 0:
        return NO_CASES
    if one is None or pd.isna(line.ratio):
        return say("unit.unknown")
    counts = {"numerator": vietnamese(line.numerator), "denominator": vietnamese(line.denominator)}
    return say("unit.counts", cases=one.cases, percent=one.value_text(line.ratio), **counts)


def _gap(scheme: Scheme, converted: float) -> str:
    """How many points of its total a unit lacks for the next band."""
    short = scheme.shortfall(converted)
    if short is None:
        return ""
    points = distance(short.points, scheme.printed.total)
    return say("unit.gap", points=points, band=short.band.name)


def _requests(report: MonthlyReport) -> dict[str, list[str]]:
    """What is asked of each unit, by code."""
    asked: dict[str, list[str]] = {}
    for text, codes in requests(report.card, report.findings, report.inputs.wording).items():
        for code in codes:
            asked.setdefault(code, []).append(capitalised(text))
    return asked


def coordinate(share: float) -> str:
    """A share of a bar's length, 0-100, as SVG has it."""
    return trimmed(share * 100, 2)
