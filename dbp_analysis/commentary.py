"""Findings → sentences, in the register and the order of the office's report."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dbp_analysis.findings import Figure, Finding
from dbp_analysis.numbers import concise, percent, two_digits, vietnamese
from dbp_analysis.publication import Publication
from dbp_analysis.scheme import FindingRule
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.wording import Wording, capitalised, fill, listed, lower_first, markdown_text

ParagraphKind = Literal["heading", "text", "item", "subitem", "reference"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report's body; an item stands behind "- ", a subitem behind "+ "."""

    kind: ParagraphKind
    text: str


@dataclass(frozen=True)
class _Writer:
    """What every sentence needs: names, words, and the scheme behind the figures."""

    card: Scorecard
    publication: Publication
    wording: Wording

    def unit(self, code: str) -> str:
        return str(self.card.units.at[code, "unit_label"])

    def period(self, template: str) -> str:
        return fill(template, period=self.card.period, PERIOD=self.card.period.upper())


def write(
    card: Scorecard,
    findings: tuple[Finding, ...],
    publication: Publication,
    wording: Wording,
    comparison: tuple[Paragraph, ...] = (),
) -> tuple[Paragraph, ...]:
    """The body of the report on a one-month card: results, general remarks and the ``comparison`` with the
    month before, shortcomings, requests.
    """
    writer = _Writer(card, publication, wording)
    return (
        Paragraph("heading", f"1. {wording.heading_results}"),
        *_results(writer, findings),
        Paragraph("heading", f"2. {wording.heading_general}"),
        *_general(writer, findings),
        *comparison,
        Paragraph("heading", f"3. {wording.heading_shortcomings}"),
        *_shortcomings(writer, findings),
        Paragraph("heading", f"4. {wording.heading_requests}"),
        *_requests(writer, findings),
    )


def commentary_markdown(title: str, paragraphs: tuple[Paragraph, ...], note: str = "") -> str:
    """The commentary as a text file: headings, paragraphs, two levels of items. Names, notes and sentences
    are text, whatever they are made of.
    """
    forms = {"heading": "## {}", "text": "{}", "item": "- {}", "subitem": "  - {}", "reference": "*{}*"}
    blocks = [f"# {markdown_text(title)}", *([f"> {markdown_text(note)}"] if note else [])]
    for in_list, block in groupby(paragraphs, key=lambda paragraph: paragraph.kind in ("item", "subitem")):
        lines = [forms[paragraph.kind].format(markdown_text(paragraph.text)) for paragraph in block]
        blocks.append(("\n" if in_list else "\n\n").join(lines))
    return "\n\n".join(blocks) + "\n"


def _results(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    wording = writer.wording
    results = writer.card.results
    scored = two_digits(int(results["total"].notna().sum()))
    yield Paragraph(
        "text",
        fill(
            wording.scored,
            scored=scored,
            all=two_digits(len(results)),
            unit_noun=writer.publication.unit_noun,
        ),
    )
    for finding in findings:
        if finding.kind not in ("band", "left_out"):
            continue
        units = wording.all_or_first([writer.unit(code) for code in finding.units], wording.many_in_band)
        count = two_digits(len(finding.units))
        if finding.kind == "band":
            text = fill(wording.band, count=count, band=finding.subject.lower(), units=units)
        else:
            text = fill(wording.left_out, count=count, units=units)
        yield Paragraph("item", text)
    yield Paragraph("reference", wording.annex_reference)


def _general(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    if writer.publication.report.general:
        yield Paragraph("text", writer.period(writer.publication.report.general))
    for finding in findings:
        if finding.kind == "leader":
            yield Paragraph("text", _leader(writer, finding))
    for finding in findings:
        if finding.kind == "no_cases":
            yield Paragraph("item", _no_cases(writer, finding))
        if finding.kind == "without_cases":
            yield from (Paragraph("item", _without_cases(writer, code)) for code in finding.units)


def _leader(writer: _Writer, finding: Finding) -> str:
    scheme = writer.card.scheme
    units = listed([writer.unit(code) for code in finding.units])
    results = writer.card.of_units(writer.card.results)
    band = str(results["band"][finding.units[0]]).lower()
    achieved = {(figure.numerator, figure.denominator) for figure in finding.figures}
    if achieved == {(finding.figures[0].numerator, float(len(scheme.indicators)))}:
        at_maximum, indicators = (f"{number:.0f}" for number in achieved.pop())
        return fill(
            writer.wording.leader, units=units, at_maximum=at_maximum, indicators=indicators, band=band
        )
    return fill(
        writer.wording.leader_by_points,
        units=units,
        total=vietnamese(results["total"][finding.units[0]], scheme.printed.total),
        maximum=concise(scheme.maximum),
        band=band,
    )


def _without_cases(writer: _Writer, code: str) -> str:
    """What the points of a unit without any case are made of."""
    card, scheme = writer.card, writer.card.scheme
    points = card.of_units(card.points).to_dict("index")[code]
    groups = card.of_units(card.group_points).to_dict("index")[code]
    parts: list[tuple[str, float]] = []
    for group in scheme.groups:
        earned = [(i.name, points[i.id]) for i in group.indicators if points[i.id] > 0]
        parts += earned or [(group.name, groups[group.id])]
    said = "; ".join(f"{name} {concise(value)}" for name, value in parts if value > 0)
    total = concise(sum(value for _, value in parts))
    return fill(writer.wording.without_cases, unit=writer.unit(code), total=total, parts=said)


def _no_cases(writer: _Writer, finding: Finding) -> str:
    indicator = writer.card.scheme.indicator(finding.subject)
    known = int(writer.card.denominators[indicator.id].notna().sum())
    said = {
        "indicator": indicator.name,
        "count": two_digits(len(finding.units)),
        "cases": indicator.cases,
        "earned": concise(finding.figures[0].value),
    }
    if known == len(writer.card.results):
        return fill(writer.wording.no_cases, **said)
    return fill(writer.wording.no_cases_partial, known=two_digits(known), **said)


def _shortcomings(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    by_rule = [finding for finding in findings if finding.kind == "rule"]
    if not by_rule:
        yield Paragraph("text", writer.wording.no_shortcomings)
        return
    yield Paragraph("text", writer.period(writer.publication.report.shortcomings))
    for group in writer.card.scheme.groups:
        said = [finding for finding in by_rule if finding.group == group.id]
        if not said:
            continue
        lines = [
            (subject, capitalised("; ".join(_clause(writer, finding) for finding in same)))
            for subject, same in groupby(said, key=lambda finding: finding.subject)
        ]
        if len(group.indicators) <= 1 or not any(_subject_name(writer, subject) for subject, _ in lines):
            yield Paragraph("item", f"{group.name}: " + "; ".join(text for _, text in lines) + ".")
            continue
        yield Paragraph("item", f"{group.name}:")
        for subject, text in lines:
            yield Paragraph("subitem", f"{_subject_name(writer, subject)}{text}.")


def _subject_name(writer: _Writer, subject: str) -> str:
    """``Chỉ số 1 (nộp trực tuyến): `` before what is said of an indicator; nothing before the rest."""
    indicators = {indicator.id: indicator for indicator in writer.card.scheme.indicators}
    if subject not in indicators:
        return ""
    found = indicators[subject]
    return f"{found.label} ({lower_first(found.short_name)}): "


def _clause(writer: _Writer, finding: Finding) -> str:
    rule = _rule(writer, finding)
    worst_first = sorted(finding.figures, key=lambda f: f.value, reverse=finding.measure == "count")
    few = len(finding.figures) <= writer.wording.most_named
    figures = [_figure(writer, finding, rule, f) for f in (finding.figures if few else worst_first)]
    threshold = rule.below if rule.below is not None else rule.at_most
    return fill(
        rule.text,
        count=two_digits(len(finding.units)),
        units=writer.wording.all_or_first(figures, writer.wording.many_units),
        threshold="" if threshold is None else percent(threshold),
    )


def _figure(writer: _Writer, finding: Finding, rule: FindingRule, figure: Figure) -> str:
    """A unit with how much: ``UBND xã Nà Tấu (56/143 hồ sơ, 39,2%)``."""
    wording, unit = writer.wording, writer.unit(figure.unit_code)
    if finding.measure == "count":
        return fill(wording.figure_count, unit=unit, value=vietnamese(figure.value), cases=rule.cases)
    if finding.measure == "share":
        points = vietnamese(figure.numerator, 2)
        return fill(wording.figure_share, unit=unit, points=points, maximum=vietnamese(figure.denominator))
    cases = writer.card.scheme.indicator(finding.subject).cases
    denominator = vietnamese(figure.denominator)
    if figure.numerator == 0:
        return fill(wording.figure_none, unit=unit, denominator=denominator, cases=cases)
    return fill(
        wording.figure_ratio,
        unit=unit,
        numerator=vietnamese(figure.numerator),
        denominator=denominator,
        cases=cases,
        percent=percent(figure.value),
    )


def _requests(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    for text in writer.publication.report.requests:
        yield Paragraph("text", writer.period(text))
    asked: dict[str, list[str]] = {}
    for finding in findings:
        if finding.kind == "rule" and (request := _rule(writer, finding).request):
            asked.setdefault(request, []).extend(finding.units)
    if asked:
        yield Paragraph("text", writer.wording.request_intro)
    order = list(writer.card.of_units(writer.card.results).index)
    for request, codes in asked.items():
        units = [writer.unit(code) for code in order if code in codes]
        named = (
            fill(writer.wording.all_units, unit_noun=writer.publication.unit_noun)
            if len(units) == len(order) > 1
            else listed(units)
            if len(units) <= writer.wording.most_named
            else fill(writer.wording.many_requested, count=two_digits(len(units)))
        )
        yield Paragraph("item", fill(writer.wording.request, units=capitalised(named), request=request))


def _rule(writer: _Writer, finding: Finding) -> FindingRule:
    return {rule.id: rule for rule in writer.card.scheme.findings}[finding.rule]
