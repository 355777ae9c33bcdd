"""``page.html``: a month on one page that needs nothing else, for a browser or a phone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dbp_analysis.commentary import Paragraph
from dbp_analysis.numbers import concise, half_up, percent, settle, trimmed, two_digits, vietnamese
from dbp_analysis.publish.content import ReportContent
from dbp_analysis.publish.lines import GIVEN, Line, score_lines
from dbp_analysis.publish.notes import band_limits, report_notes
from dbp_analysis.report import MonthlyReport
from dbp_analysis.scorecard import NO_CASES, Scorecard
from dbp_analysis.wording import capitalised

if TYPE_CHECKING:
    from dbp_analysis.charts import Chart

MANY_UNITS = 20
"""From more units than this, the page offers a box to find one by its name."""
MOST_NAMED = 4


@dataclass(frozen=True)
class Part:
    """A line of a unit's own table: what it earned in one indicator or group, and what that cost it."""

    name: str
    place: str
    counts: str
    points: str
    maximum: str
    lost_text: str
    lost: float


@dataclass(frozen=True)
class Unit:
    """A unit as the page shows it. ``share`` is its converted score in percent of the scale."""

    anchor: str
    name: str
    rank: str
    tied: bool
    scored: bool
    total: str
    converted: str
    share: str
    band: str
    gap: str
    parts: tuple[Part, ...]
    requests: tuple[str, ...]

    @property
    def losses(self) -> list[Part]:
        """Where the unit lost most, worst first."""
        return sorted((part for part in self.parts if part.lost > 0), key=lambda part: -part.lost)[:3]


def month_page(report: MonthlyReport, content: ReportContent, charts: Sequence["Chart"]) -> str:
    """The page as HTML: no address, no clock, nothing loaded from elsewhere.

    Everything but the charts' own SVG is escaped.
    """
    environment = Environment(
        loader=PackageLoader("dbp_analysis", "publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scheme = report.card.scheme
    units = list(_units(report))
    notes = groupby(report_notes(report, content), key=lambda note: note.section)
    return environment.get_template("page.html.j2").render(
        title=report.inputs.publication.title,
        issuer=[line for line in (content.superior, *content.issuer) if line],
        period=capitalised(report.card.period),
        note=content.note,
        bands=_bands(report.card),
        facts=_facts(report, units),
        units=units,
        by_band=[list(members) for _, members in groupby(units, key=lambda unit: unit.band)],
        find=len(units) > MANY_UNITS,
        limits=[concise(band.at_least) for band in reversed(scheme.bands) if band.at_least],
        ticks=[_coordinate(band.at_least / scheme.scale) for band in scheme.bands if band.at_least],
        maximum=concise(scheme.maximum),
        scale=concise(scheme.scale),
        with_converted=scheme.scale != scheme.maximum,
        charts=[(chart, Markup(chart.svg)) for chart in charts],
        commentary=_commentary(report),
        notes=[(section, list(members)) for section, members in notes],
    )


def _units(report: MonthlyReport) -> Iterator[Unit]:
    card = report.card
    scheme = card.scheme
    results = card.of_units(card.results).join(card.names("unit_name"))
    parts = {
        code: tuple(map(_part, lines))
        for code, lines in groupby(score_lines(card), lambda line: line.unit_code)
    }
    requests = _requests(report)
    for code, unit in results.iterrows():
        scored = bool(pd.notna(unit["total"]))
        yield Unit(
            anchor="don-vi-" + re.sub(r"[^0-9A-Za-z]+", "-", str(code)),
            name=str(unit["unit_name"]),
            rank=str(unit["rank"]) if scored else "–",
            tied=bool(unit["tied"]),
            scored=scored,
            total=vietnamese(unit["total"], scheme.printed.total) if scored else "–",
            converted=vietnamese(unit["converted"], scheme.printed.converted) if scored else "–",
            share=_coordinate(unit["converted"] / scheme.scale if scored else 0),
            band=str(unit["band"]) if scored else NO_CASES,
            gap=_gap(card, float(unit["converted"])) if scored else "",
            parts=parts[str(code)],
            requests=tuple(dict.fromkeys(requests.get(str(code), []))),
        )


def _part(line: Line) -> Part:
    group, one = line.group, line.indicator
    if pd.isna(line.points):
        lost, points, lost_text = 0.0, "–", "–"
    else:
        lost = settle(max(0.0, line.maximum - line.points))
        shown = settle(line.maximum - half_up(line.points, 2))
        points, lost_text = vietnamese(line.points, 2), vietnamese(shown, 2) if lost else "0"
        lost_text = "dưới 0,01" if lost and not shown else lost_text
    return Part(
        name=one.name if one else group.name,
        place=f"{group.name} · {one.label}" if one and one.name != group.name else "",
        counts=_counts(line),
        points=points,
        maximum=concise(line.maximum),
        lost_text=lost_text,
        lost=lost,
    )


def _counts(line: Line) -> str:
    """The dossiers behind the points: ``56/143 hồ sơ (39,2%)``."""
    if line.indicator is None:
        return GIVEN if pd.notna(line.points) else NO_CASES
    if line.indicator.constant is not None:
        return "điểm cố định"
    if line.denominator == 0:
        return NO_CASES
    if pd.isna(line.ratio):
        return "chưa có số liệu"
    cases = f"{vietnamese(line.numerator)}/{vietnamese(line.denominator)} {line.indicator.cases}"
    return f"{cases} ({percent(line.ratio)})"


def _gap(card: Scorecard, converted: float) -> str:
    """How many points a unit lacks for the next band."""
    scheme = card.scheme
    above = [band for band in scheme.bands if band.at_least > settle(converted)]
    if not above:
        return ""
    lacks = (above[-1].at_least - converted) / scheme.scale * scheme.maximum
    shown = vietnamese(lacks, 2)
    return f"còn thiếu {'dưới 0,01' if shown == '0,00' else shown} điểm để xếp loại {above[-1].name.lower()}"


def _requests(report: MonthlyReport) -> dict[str, list[str]]:
    """What is asked of each unit, by code."""
    rules = {rule.id: rule for rule in report.card.scheme.findings}
    asked: dict[str, list[str]] = {}
    for finding in report.findings:
        if finding.kind == "rule" and rules[finding.rule].request:
            for code in finding.units:
                asked.setdefault(code, []).append(capitalised(rules[finding.rule].request))
    return asked


def _bands(card: Scorecard) -> list[tuple[str, str, str]]:
    """(count, name, limits) of every band, best first, and of the units left out."""
    scheme, found = card.scheme, card.results["band"]
    uppers = [None, *(band.at_least for band in scheme.bands)]
    tiles = [
        (two_digits(int(found.eq(band.name).sum())), band.name, f"{band_limits(band.at_least, upper)} điểm")
        for band, upper in zip(scheme.bands, uppers, strict=False)
    ]
    left_out = int(card.results["total"].isna().sum())
    return tiles + [(two_digits(left_out), capitalised(NO_CASES), "không xếp loại")] * bool(left_out)


def _facts(report: MonthlyReport, units: Sequence[Unit]) -> list[tuple[str, list[Unit], str]]:
    """(what, the units, how much): the highest, the lowest, who has most to mend, where points go."""
    scored = [unit for unit in units if unit.scored]
    if not scored:
        return []
    first = [unit for unit in scored if unit.rank == scored[0].rank]
    last = [unit for unit in scored if unit.rank == scored[-1].rank]
    facts = [("Cao nhất", first, _score(first[0]))]
    if last != first:
        facts.append(("Thấp nhất", last, _score(last[0])))
    asked = max(len(unit.requests) for unit in scored)
    worst = [unit for unit in scored if len(unit.requests) == asked]
    if asked and len(worst) <= MOST_NAMED:
        facts.append(("Cần quan tâm nhất", worst, f"{asked} nội dung tồn tại cần khắc phục"))
    lost: dict[str, list[float]] = {}
    for part in (part for unit in scored for part in unit.parts):
        lost.setdefault(f"{part.name} ({part.place})" if part.place else part.name, []).append(part.lost)
    where, mean = max(
        ((name, sum(all_) / len(all_)) for name, all_ in lost.items()), key=lambda pair: pair[1]
    )
    if settle(mean) > 0:
        text = f"{where}: bình quân mỗi đơn vị mất {vietnamese(mean, 2)} điểm"
        facts.append(("Mất điểm nhiều nhất", [], text))
    return facts


def _score(unit: Unit) -> str:
    return f"{unit.total} điểm, xếp loại {unit.band.lower()}"


def _commentary(report: MonthlyReport) -> list[tuple[str, list[Any]]]:
    """(heading, blocks) of the report's text, what is wrong first; a block is a paragraph, or a list of
    (item, its subitems). The results are left to the ranking.
    """
    wording = report.inputs.wording
    sections: list[tuple[str, list[Any]]] = []
    for paragraph in report.commentary:
        if paragraph.kind == "heading":
            sections.append((re.sub(r"^\d+\. ", "", paragraph.text), []))
        elif paragraph.kind != "reference" and sections:
            _append(sections[-1][1], paragraph)
    chosen = [section for section in sections if section[0] != wording.heading_results]
    return sorted(chosen, key=lambda section: section[0] == wording.heading_general)


def _append(blocks: list[Any], paragraph: Paragraph) -> None:
    if paragraph.kind == "text":
        blocks.append(paragraph.text)
        return
    if not blocks or isinstance(blocks[-1], str):
        blocks.append([])
    if paragraph.kind == "item" or not blocks[-1]:
        blocks[-1].append((paragraph.text, []))
    else:
        blocks[-1][-1][1].append(paragraph.text)


def _coordinate(share: float) -> str:
    """A share of a bar's length, 0-100, as SVG has it."""
    return trimmed(share * 100, 2)
