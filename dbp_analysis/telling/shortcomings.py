"""Findings of the scheme's rules → what falls short, and what is asked of whom, in the office's words."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from dbp_analysis.common.numbers import (
    concise,
    counted,
    percent,
    same_decimals,
    settle,
    two_digits,
    vietnamese,
)
from dbp_analysis.common.sentences import capitalised, fill, listed, lower_first
from dbp_analysis.settings.scheme import FindingRule
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.asked import only_points, requests
from dbp_analysis.telling.findings import Figure, Finding, decided
from dbp_analysis.telling.lowest import lowest_sentences
from dbp_analysis.telling.paragraphs import Paragraph, Writer

say = Sentences("findings")


def shortcomings(writer: Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    """What the scheme's rules found, by group and indicator; that nothing was, as far as they could tell."""
    by_rule = [finding for finding in findings if finding.kind == "rule"]
    if not by_rule:
        yield from _nothing_met(writer)
        return
    yield Paragraph(
        "text", writer.period(writer.publication.report.shortcomings, lead=_lead(writer, by_rule))
    )
    again = _named_again(writer, by_rule)
    for group in writer.card.scheme.groups:
        said = [finding for finding in by_rule if finding.group == group.id]
        if not said:
            continue
        lines = [
            (
                _subject_name(writer, subject),
                capitalised("; ".join(_clause(writer, finding, again.get(finding, "")) for finding in same)),
            )
            for subject, same in groupby(said, key=lambda finding: finding.subject)
        ]
        if len(group.indicators) <= 1 or not any(name for name, _ in lines):
            yield Paragraph("item", f"{group.name}: {'; '.join(text for _, text in lines)}.")
            continue
        yield Paragraph("item", f"{group.name}:")
        for text, alike in groupby(lines, key=lambda line: line[1]):  # the same of two indicators: said once
            names = listed([name for name, _ in alike if name])
            yield Paragraph("subitem", f"{names}: {text}." if names else f"{text}.")


def _lead(writer: Writer, by_rule: Sequence[Finding]) -> str:
    """The gist of what was found, each once; where no rule says it, the groups that it is about."""
    found = {finding.rule for finding in by_rule}
    leads = [rule.lead for rule in writer.card.scheme.findings if rule.id in found and rule.lead]
    groups = [one.name for one in writer.card.scheme.groups if one.id in {f.group for f in by_rule}]
    return "; ".join(dict.fromkeys(leads)) or say("lead", groups=lower_first(listed(groups)))


def _nothing_met(writer: Writer) -> Iterator[Paragraph]:
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


def _subject_name(writer: Writer, subject: str) -> str:
    """``Chỉ số 1 (nộp trực tuyến)`` before what is said of an indicator; nothing before the rest."""
    found = next((one for one in writer.card.scheme.indicators if one.id == subject), None)
    return f"{found.label} ({lower_first(found.short_name)})" if found else ""


def _named_again(writer: Writer, findings: Sequence[Finding]) -> dict[Finding, str]:
    """Where the units of a list stand that was written out before, under another group."""
    first: dict[frozenset[str], Finding] = {}
    for finding in findings:
        first.setdefault(frozenset(finding.units), finding)
    pairs = {finding: first[frozenset(finding.units)] for finding in findings}
    long = range(writer.wording.few_named + 1, writer.wording.most_named + 1)
    return {
        finding: _place(writer, before)
        for finding, before in pairs.items()
        if before.group != finding.group and len(finding.units) in long
    }


def _clause(writer: Writer, finding: Finding, named: str) -> str:
    """What a rule found, the worst ratio or the highest count first; a list that is cut names those that
    missed most cases; one of the units ``named`` somewhere above says so.
    """
    wording, scheme = writer.wording, writer.card.scheme
    rule = next(one for one in scheme.findings if one.id == finding.rule)
    few = len(finding.figures) <= wording.most_named
    way = 1 if _upwards(rule) else -1
    ordered = sorted(finding.figures, key=lambda one: -_missed(finding, rule, one))
    missed = [_missed(finding, rule, figure) for figure in ordered]
    first = len(ordered) if few else wording.few_named
    ordered[:first] = sorted(ordered[:first], key=lambda one: -way * settle(one.value))
    shares = [_below(writer, rule, one.value) if finding.measure == "ratio" else "" for one in ordered]
    shares = same_decimals(shares)
    figures = [_figure(writer, finding, rule, *of) for of in zip(ordered, shares, strict=True)]
    _, threshold = rule.bounds[-1]  # the upper one, where there are two
    said = fill(
        rule.text,
        count=two_digits(len(finding.units)),
        units=fill(wording.many_named, where=named)
        if named
        else wording.all_or_first(figures, wording.many_units, missed),
        threshold=_written(writer, rule)(threshold),
    )
    given = len(only_points(writer.card, finding))
    text = wording.only_points_all if given == len(finding.units) else wording.only_points
    return f"{said}; {fill(text, given=two_digits(given))}" if given else said


def _missed(finding: Finding, rule: FindingRule, figure: Figure) -> float:
    """How many cases, or points of a group, are wanting; of a count, or of a value that is stated, how far it
    goes the way of the rule.
    """
    if finding.measure == "count" or math.isnan(figure.denominator) or _upwards(rule):
        return figure.value if _upwards(rule) else -figure.value
    return figure.denominator - figure.numerator


def _upwards(rule: FindingRule) -> bool:
    """Whether the higher a measure is, the farther it goes the way of the rule."""
    return rule.below is None and rule.at_most is None


def _figure(writer: Writer, finding: Finding, rule: FindingRule, figure: Figure, share: str) -> str:
    """A unit with how much: ``UBND xã Nà Tấu (56/143 hồ sơ, 39,2%)``."""
    wording, unit = writer.wording, writer.unit(figure.unit_code)
    if finding.measure == "count":
        return fill(wording.figure_count, unit=unit, value=counted(figure.value), cases=rule.cases)
    if finding.measure == "share":
        points = vietnamese(figure.numerator, 2)
        return fill(wording.figure_share, unit=unit, points=points, maximum=vietnamese(figure.denominator))
    indicator = writer.card.scheme.indicator(finding.subject)
    if not indicator.is_counted:
        return fill(wording.figure_value, unit=unit, value=indicator.value_text(figure.value))
    cases = indicator.cases
    denominator = vietnamese(figure.denominator)
    if figure.numerator == 0:
        return fill(wording.figure_none, unit=unit, denominator=denominator, cases=cases)
    return fill(
        wording.figure_ratio,
        unit=unit,
        numerator=vietnamese(figure.numerator),
        denominator=denominator,
        cases=cases,
        percent=share,
    )


def _written(writer: Writer, rule: FindingRule) -> Callable[[float], str]:
    """What writes the limits of a rule: counts as numbers, shares in percent, a stated value in its unit."""
    if rule.indicators:
        return writer.card.scheme.indicator(rule.indicators[0]).value_text
    return concise if rule.counts else percent


def _below(writer: Writer, rule: FindingRule, value: float) -> str:
    """A value below the limit of a rule is never written as the limit: 4996 of 10000 is ``dưới 50%``."""
    write = _written(writer, rule)
    said = write(value)
    reached = rule.below is not None and said == write(rule.below)
    return say("bound.below", limit=said) if reached else said


def demands(writer: Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    """What is asked of which units; units of which the same is asked are named once."""
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
    where = _places(writer, findings)
    alike: dict[frozenset[str], list[str]] = {}
    for request, codes in asked.items():
        alike.setdefault(codes, []).append(request)
    for codes, several in alike.items():
        units = [writer.unit(code) for code in order if code in codes]
        named = (
            fill(writer.wording.all_units, unit_noun=writer.publication.unit_noun)
            if len(units) == len(order) > 1
            else listed(units)
            if len(units) <= writer.wording.few_named
            else fill(
                writer.wording.many_requested,
                count=two_digits(len(units)),
                where="; ".join(dict.fromkeys(place for one in several for place in where.get(one, ()))),
            )
        )
        said = fill(writer.wording.request, units=capitalised(named), request="; ".join(several))
        yield Paragraph("item", said)


def _places(writer: Writer, findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """Under what names the units stand above of which something is asked, by the request."""
    rules = {rule.id: rule for rule in writer.card.scheme.findings}
    places: dict[str, list[str]] = {}
    for finding in findings:
        if finding.kind == "rule":
            for text in (rules[finding.rule].request, *rules[finding.rule].requests.values()):
                places.setdefault(text, []).append(_place(writer, finding))
    return places


def _place(writer: Writer, finding: Finding) -> str:
    """Group and indicator under which a finding stands: ``Thanh toán trực tuyến, Chỉ số 2``."""
    group = writer.card.scheme.group(finding.group)
    label = next((one.label for one in group.indicators if one.id == finding.subject), "")
    return listed([group.name, *([label] if label and len(group.indicators) > 1 else [])])
