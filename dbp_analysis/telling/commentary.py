"""Findings → sentences, in the register and the order of the office's report."""

from collections.abc import Iterator
from dataclasses import replace

from dbp_analysis.common.numbers import concise, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import fill
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.beside_bands import beside_bands
from dbp_analysis.telling.findings import Finding
from dbp_analysis.telling.paragraphs import Paragraph, SectionId, Writer
from dbp_analysis.telling.shortcomings import demands, shortcomings


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
    writer = Writer(card, publication, wording)
    missed = tuple(shortcomings(writer, findings))
    sections: tuple[tuple[SectionId, str, tuple[Paragraph, ...]], ...] = (
        ("results", wording.heading_results, (*_results(writer, findings),)),
        ("general", wording.heading_general, (*_general(writer, findings), *comparison)),
        ("shortcomings", wording.heading_shortcomings, missed),
        ("requests", wording.heading_requests, (*demands(writer, findings),) if missed else ()),
    )
    said = [one for one in sections if one[2]]
    return tuple(
        replace(paragraph, section=section)
        for number, (section, heading, paragraphs) in enumerate(said, 1)
        for paragraph in (Paragraph("heading", heading, number=number), *paragraphs)
    )


def _results(writer: Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    wording, results = writer.wording, writer.card.results
    counts = {"scored": two_digits(int(results["total"].notna().sum())), "all": two_digits(len(results))}
    yield Paragraph("text", fill(wording.scored, unit_noun=writer.publication.unit_noun, **counts))
    for finding in findings:
        if finding.kind in ("held_back", "no_points", "bonus", "deduction", "limit"):
            yield Paragraph("item", beside_bands(writer, finding))
        if finding.kind not in ("band", "left_out", "incomplete"):
            continue
        many = wording.many_in_band if finding.kind == "band" else wording.many_in_annex
        said = {"units": _named(writer, finding, many), "count": two_digits(len(finding.units))}
        said |= {"band": finding.subject.lower(), "groups": finding.subject}
        yield Paragraph("item", fill(getattr(wording, finding.kind), **said))
    yield Paragraph("reference", wording.annex_reference)


def _general(writer: Writer, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
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
            yield from (Paragraph("item", text) for text in _without_cases(writer, finding))


def _leader(writer: Writer, finding: Finding) -> str:
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


def _named(writer: Writer, finding: Finding, many: str) -> str:
    """The units of a finding; one that is ranked although no case arose is marked, and is not among the few
    that stand for many.
    """
    names, results = writer.card.names("unit_label"), writer.card.of_units(writer.card.results)
    figures = sorted(finding.figures, key=lambda figure: bool(results["no_cases"][figure.unit_code]))
    labels = [str(names[figure.unit_code]) for figure in figures]
    return writer.wording.all_or_first(labels, many, [figure.value for figure in figures])


def _without_cases(writer: Writer, finding: Finding) -> Iterator[str]:
    """What the points of the units without any case are made of: what the scheme gives to all alike, and what
    people or a source gave; those with the same points together.
    """
    card, wording = writer.card, writer.wording
    table = settle(card.of_units(card.points.join(card.adjustments)).loc[list(finding.units)])
    names = {i.id: i.name for i in card.scheme.indicators}
    totals = {figure.unit_code: figure.value for figure in finding.figures}
    alike = table.fillna(-1.0).groupby(list(table), sort=False).groups
    for codes in alike.values():
        points = table.loc[codes[0]].to_dict()
        earned = {
            names.get(name) or card.scheme.adjustment_name(name): value
            for name, value in points.items()
            if abs(value) > 0
        }
        parts = "; ".join(f"{name} {concise(value)}" for name, value in earned.items())
        if parts and settle(sum(earned.values()) - totals[codes[0]]):
            parts = fill(wording.rescaled, parts=parts)
        said = {
            "units": wording.all_or_first([writer.unit(code) for code in codes], wording.many_in_annex),
            "total": vietnamese(totals[codes[0]], card.scheme.printed.total),
            "count": two_digits(len(codes)),
        }
        yield fill(wording.without_cases if parts else wording.without_cases_or_points, parts=parts, **said)


def _no_cases(writer: Writer, finding: Finding) -> str:
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
