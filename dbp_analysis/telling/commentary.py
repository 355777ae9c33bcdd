"""Findings → sentences, in the register and the order of the office's report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from dbp_analysis.common.numbers import concise, percent, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import capitalised, fill, listed, lower_first, markdown_text
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.scheme import FindingRule
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.asked import only_points, requests
from dbp_analysis.telling.findings import Figure, Finding, decided
from dbp_analysis.telling.lowest import lowest_sentences

ParagraphKind = Literal["heading", "text", "item", "subitem", "reference"]
SectionId = Literal["", "results", "general", "shortcomings", "requests"]
_MARKS = {"item": "- ", "subitem": "+ "}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report's body and the section it stands in; a heading has the number of its own."""

    kind: ParagraphKind
    text: str
    section: SectionId = ""
    number: int = 0

    @property
    def numbered(self) -> str:
        """The text, a heading behind its number."""
        return f"{self.number}. {self.text}" if self.number else self.text

    @property
    def marked(self) -> str:
        """The paragraph as it is printed: an item behind "- ", a subitem behind "+ "."""
        return _MARKS.get(self.kind, "") + self.numbered


@dataclass(frozen=True, eq=False)
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
    month before, shortcomings, requests; a section of which there is nothing to say is left out.
    """
    writer = _Writer(card, publication, wording)
    shortcomings = tuple(_shortcomings(writer, findings))
    sections: tuple[tuple[SectionId, str, tuple[Paragraph, ...]], ...] = (
        ("results", wording.heading_results, (*_results(writer, findings),)),
        ("general", wording.heading_general, (*_general(writer, findings), *comparison)),
        ("shortcomings", wording.heading_shortcomings, shortcomings),
        ("requests", wording.heading_requests, (*_requests(writer, findings),) if shortcomings else ()),
    )
    said = [one for one in sections if one[2]]
    return tuple(
        replace(paragraph, section=section)
        for number, (section, heading, paragraphs) in enumerate(said, 1)
        for paragraph in (Paragraph("heading", heading, number=number), *paragraphs)
    )


def commentary_markdown(title: str, paragraphs: tuple[Paragraph, ...], note: str = "") -> str:
    """The commentary as a text file: headings, paragraphs, two levels of items. Names, notes and sentences
    are text, whatever they are made of.
    """
    forms = {"heading": "## {}", "text": "{}", "item": "- {}", "subitem": "  - {}", "reference": "*{}*"}
    blocks = [f"# {markdown_text(title)}", *([f"> {markdown_text(note)}"] if note else [])]
    for in_list, block in groupby(paragraphs, key=lambda paragraph: paragraph.kind in ("item", "subitem")):
        lines = [forms[paragraph.kind].format(markdown_text(paragraph.numbered)) for paragraph in block]
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
        if finding.kind not in ("band", "left_out", "incomplete"):
            continue
        many = wording.many_in_band if finding.kind == "band" else wording.many_in_annex
        units, count = _named(writer, finding, many), two_digits(len(finding.units))
        if finding.kind == "band":
            text = fill(wording.band, count=count, band=finding.subject.lower(), units=units)
        elif finding.kind == "left_out":
            text = fill(wording.left_out, count=count, units=units)
        else:
            text = fill(wording.incomplete, count=count, groups=finding.subject, units=units)
        yield Paragraph("item", text)
    yield Paragraph("reference", wording.annex_reference)


def _general(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    if writer.publication.report.general:
        yield Paragraph("text", writer.period(writer.publication.report.general))
    for finding in findings:
        if finding.kind == "leader":
            yield Paragraph("text", _leader(writer, finding))
    idle = {code for finding in findings if finding.kind == "without_cases" for code in finding.units}
    for finding in findings:
        if finding.kind == "no_cases" and not idle.issuperset(finding.units):
            yield Paragraph("item", _no_cases(writer, finding))
        if finding.kind == "without_cases":
            yield Paragraph("item", _without_cases(writer, finding))


def _leader(writer: _Writer, finding: Finding) -> str:
    """Who is first; where that is all, nobody is ahead and only the result is said."""
    scheme, wording = writer.card.scheme, writer.wording
    count = two_digits(len(finding.units))
    units = wording.all_or_first([writer.unit(code) for code in finding.units], wording.many_alike)
    results = writer.card.of_units(writer.card.results)
    if results["rank"][finding.units[0]] > 1:  # behind units without cases, which are ranked all the same
        units = fill(wording.leader_with_cases, units=units)
    band = str(results["band"][finding.units[0]]).lower()
    total = vietnamese(results["total"][finding.units[0]], scheme.printed.total)
    score = {"total": total, "maximum": concise(scheme.maximum), "band": band}
    if len(finding.units) == results["total"].notna().sum():
        text = wording.leader_alone if len(finding.units) == 1 else wording.leaders_all
        return fill(text, units=units, count=count, **score)
    if len(finding.units) > 1:
        units = fill(wording.leaders_tied, count=count, units=units)
    achieved = {(figure.numerator, figure.denominator) for figure in finding.figures}
    if achieved == {(finding.figures[0].numerator, float(len(scheme.indicators)))}:
        at_maximum, indicators = (f"{number:.0f}" for number in achieved.pop())
        return fill(wording.leader, units=units, at_maximum=at_maximum, indicators=indicators, band=band)
    return fill(wording.leader_by_points, units=units, **score)


def _named(writer: _Writer, finding: Finding, many: str) -> str:
    """The units of a finding; one that is ranked although no case arose is marked, and is not among the few
    that stand for many.
    """
    names, results = writer.card.names("unit_label"), writer.card.of_units(writer.card.results)
    figures = sorted(finding.figures, key=lambda figure: bool(results["no_cases"][figure.unit_code]))
    labels = [str(names[figure.unit_code]) for figure in figures]
    return writer.wording.all_or_first(labels, many, [figure.value for figure in figures])


def _without_cases(writer: _Writer, finding: Finding) -> str:
    """What the points of the units without any case are made of: the same of all, what the scheme gives."""
    card, wording = writer.card, writer.wording
    points = card.of_units(card.points).loc[finding.units[0]].to_dict()
    earned = {i.name: points[i.id] for i in card.scheme.indicators if points[i.id] > 0}
    total = vietnamese(finding.figures[0].value, card.scheme.printed.total)
    parts = "; ".join(f"{name} {concise(value)}" for name, value in earned.items())
    if parts and settle(sum(earned.values()) - finding.figures[0].value):
        parts = fill(wording.rescaled, parts=parts)
    units = wording.all_or_first([writer.unit(code) for code in finding.units], wording.many_in_annex)
    text = wording.without_cases if parts else wording.without_cases_or_points
    return fill(text, count=two_digits(len(finding.units)), units=units, total=total, parts=parts)


def _no_cases(writer: _Writer, finding: Finding) -> str:
    card, indicator = writer.card, writer.card.scheme.indicator(finding.subject)
    known = int(card.from_counts[finding.group][card.results["total"].notna()].sum())
    said = {
        "indicator": indicator.name,
        "count": two_digits(len(finding.units)),
        "cases": indicator.cases,
        "earned": concise(finding.figures[0].value),
    }
    if known == len(card.results):
        return fill(writer.wording.no_cases, **said)
    return fill(writer.wording.no_cases_partial, known=two_digits(known), **said)


def _shortcomings(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    by_rule = [finding for finding in findings if finding.kind == "rule"]
    if not by_rule:
        yield from _nothing_met(writer)
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


def _nothing_met(writer: _Writer) -> Iterator[Paragraph]:
    """That no unit meets a rule, as far as the rules could tell; else what is lowest by the figures."""
    card, wording = writer.card, writer.wording
    known = decided(card)
    if known.empty:  # no case arose anywhere: there is nothing to judge
        return
    if known.all():
        yield Paragraph("text", wording.no_shortcomings)
        return
    if known.any():
        said = {"known": two_digits(int(known.sum())), "others": two_digits(int((~known).sum()))}
        yield Paragraph("text", fill(wording.no_shortcomings_known, **said))
        return
    items = lowest_sentences(card, wording)
    if items:
        yield Paragraph("text", wording.lowest)
    yield from (Paragraph("item", item) for item in items)


def _subject_name(writer: _Writer, subject: str) -> str:
    """``Chỉ số 1 (nộp trực tuyến): `` before what is said of an indicator; nothing before the rest."""
    indicators = {indicator.id: indicator for indicator in writer.card.scheme.indicators}
    if subject not in indicators:
        return ""
    found = indicators[subject]
    return f"{found.label} ({lower_first(found.short_name)}): "


def _clause(writer: _Writer, finding: Finding) -> str:
    """What a rule found: a list that names all stands in the order of the ranking, one that is cut begins
    with those that missed most.
    """
    rule, wording = _rule(writer, finding), writer.wording
    few = len(finding.figures) <= wording.most_named
    ordered = finding.figures if few else sorted(finding.figures, key=lambda f: -_missed(finding, rule, f))
    missed = [_missed(finding, rule, figure) for figure in ordered]
    figures = [_figure(writer, finding, rule, figure) for figure in ordered]
    bounds = (rule.below, rule.at_most, rule.above)
    threshold = next(bound for bound in bounds if bound is not None)  # a rule has one
    said = fill(
        rule.text,
        count=two_digits(len(finding.units)),
        units=wording.all_or_first(figures, wording.many_units, missed),
        threshold=concise(threshold) if rule.counts else percent(threshold),
    )
    given = len(only_points(writer.card, finding))
    text = wording.only_points_all if given == len(finding.units) else wording.only_points
    return f"{said}; {fill(text, given=two_digits(given))}" if given else said


def _missed(finding: Finding, rule: FindingRule, figure: Figure) -> float:
    """How many cases, or points of a group, are wanting; of a count, how far it goes the way of the rule."""
    if finding.measure == "count":
        return figure.value if rule.below is None and rule.at_most is None else -figure.value
    return figure.denominator - figure.numerator


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
        percent=_below(rule, percent(figure.value)),
    )


def _below(rule: FindingRule, said: str) -> str:
    """A percentage below the limit of a rule is never written as the limit: 4996 of 10000 is ``dưới 50%``."""
    reached = rule.below is not None and said == percent(rule.below)
    return f"dưới {said}" if reached else said


def _requests(writer: _Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    if not any(finding.kind == "rule" for finding in findings) and decided(writer.card).any():
        noun = writer.publication.unit_noun
        yield Paragraph("text", fill(writer.wording.no_requests, unit_noun=noun))
        return
    for text in writer.publication.report.requests:
        yield Paragraph("text", writer.period(text))
    asked = requests(writer.card, findings, writer.wording)
    if asked:
        yield Paragraph("text", writer.wording.request_intro)
    order = list(writer.card.of_units(writer.card.results).index)
    alike: dict[frozenset[str], list[str]] = {}
    for request, codes in asked.items():
        alike.setdefault(codes, []).append(request)
    for codes, several in alike.items():
        units = [writer.unit(code) for code in order if code in codes]
        named = (
            fill(writer.wording.all_units, unit_noun=writer.publication.unit_noun)
            if len(units) == len(order) > 1
            else listed(units)
            if len(units) <= writer.wording.most_named
            else fill(writer.wording.many_requested, count=two_digits(len(units)))
        )
        said = fill(writer.wording.request, units=capitalised(named), request="; ".join(several))
        yield Paragraph("item", said)


def _rule(writer: _Writer, finding: Finding) -> FindingRule:
    return {rule.id: rule for rule in writer.card.scheme.findings}[finding.rule]
