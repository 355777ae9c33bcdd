"""What a reader must know to trust the figures or redo them: method, sources, checks, provenance."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.common.numbers import concise, in_full, percent, vietnamese
from dbp_analysis.common.periods import before_text
from dbp_analysis.common.sentences import capitalised, listed, lower_first
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.lines import GIVEN, names_of
from dbp_analysis.scoring.published import TOTAL, compare_published
from dbp_analysis.scoring.rule_text import limits_of, rule_text
from dbp_analysis.settings.rules import Requirement
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.findings import unexplained
from dbp_analysis.telling.report import MonthlyReport

MOST_PROBLEMS = 20
"""Of one check: a cell holds no more than 32,767 characters."""


say = Sentences("notes")


@dataclass(frozen=True)
class Note:
    """One line of what a reader must know to trust or redo the figures."""

    section: str
    label: str
    text: str


def report_notes(report: MonthlyReport, content: ReportContent) -> tuple[Note, ...]:
    """What the report is about, how it is scored, what is inferred, where its figures come from."""
    inputs, scheme = report.inputs, report.card.scheme
    told = {
        "report": _report(report, content),
        "rules": _rules(scheme),
        "indicators": _indicators(scheme),
        "inferred": ((str(number), text) for number, text in enumerate(scheme.inferred, 1)),
        "sources": _sources(inputs),
        "since": _since(report.since),
        "published": _compared(report),
        "corrections": _corrections(inputs),
        "given": _given(inputs),
        "checks": ((check.title, _checked(check)) for check in inputs.checks),
    }
    return tuple(_notes(told, before_text(report.since.month)))


def method_notes(scheme: Scheme) -> tuple[Note, ...]:
    """How a scheme scores, in words, whatever the month."""
    told = {
        "rules": _rules(scheme),
        "indicators": _indicators(scheme),
        "inferred": ((str(number), text) for number, text in enumerate(scheme.inferred, 1)),
    }
    return tuple(_notes(told))


def _notes(told: Mapping[str, Iterable[tuple[str, str]]], before: str = "") -> Iterator[Note]:
    for section, notes in told.items():
        title = say(f"section.{section}", before=before)
        yield from (Note(title, label, text) for label, text in notes)


def _report(report: MonthlyReport, content: ReportContent) -> Iterator[tuple[str, str]]:
    yield say("label.title"), report.inputs.publication.title
    yield say("label.period"), capitalised(report.card.period)
    yield say("label.units"), str(len(report.card.results))
    if content.note:
        yield say("label.note"), content.note


def _sources(inputs: MonthInputs) -> Iterator[tuple[str, str]]:
    for one in inputs.readings:
        counted = one.units.nunique()
        yield one.file, say("said.source", sheet=one.sheet, layout=one.layout.title, units=counted)


def _corrections(inputs: MonthInputs) -> Iterator[tuple[str, str]]:
    for made in inputs.corrections:
        figures = {"before": in_full(made.from_), "after": in_full(made.to), "date": f"{made.date:%d/%m/%Y}"}
        said = {"count": made.count, "reason": made.reason, "reported_by": made.reported_by}
        yield made.unit, say("said.correction", **figures, **said)


def _given(inputs: MonthInputs) -> Iterator[tuple[str, str]]:
    for one in inputs.given:
        unit = str(inputs.units.at[one.unit_code, "unit_label"])
        yield unit, say("said.given", figure=one.title, value=in_full(one.value), reason=one.reason)


def _checked(check: CheckResult) -> str:
    """What a check found; of many problems the first, and how many more."""
    found = [f"{p.what} ({p.where})" if p.where else p.what for p in check.problems[:MOST_PROBLEMS]]
    if (more := len(check.problems) - MOST_PROBLEMS) > 0:
        found.append(say("said.more_problems", count=more))
    return " ".join((f"{capitalised(check.verdict)} ({check.scope}).", *found))


def _compared(report: MonthlyReport) -> Iterator[tuple[str, str]]:
    """How many published points were recomputed, and each that came out otherwise."""
    compared, scheme = compare_published(report.card), report.card.scheme
    names = {TOTAL: "Tổng điểm"} | {group.id: group.name for group in scheme.groups}
    names |= {indicator.id: indicator.name for indicator in scheme.indicators}
    if compared.empty:
        return
    yield say("label.result"), say("said.agreed", agreed=int(compared["agrees"].sum()), all=len(compared))
    for finding in report.findings:
        if finding.kind == "differs":
            for figure in finding.figures:
                unit = str(report.card.units.at[figure.unit_code, "unit_label"])
                both = {"ours": vietnamese(figure.numerator, 2), "theirs": vietnamese(figure.denominator, 2)}
                if unexplained(finding, figure, report.card):
                    yield unit, say("said.unexplained", subject=names[finding.subject], **both)
                else:
                    yield unit, say("said.differs", subject=names[finding.subject], **both)


def _since(since: SincePrevious) -> Iterator[tuple[str, str]]:
    """What was compared with and how, or why nothing was; nothing where there was no month before."""
    if since.reason:
        yield say("label.not_compared"), since.reason
    if since.change is None:
        return
    yield say("label.compared"), capitalised(since.change.before.period)
    used = [path.name for path in since.files if path.parent.name == since.month]
    yield say("label.files"), listed(used)
    yield say("label.way"), say("said.change")
    yield from ((say("label.mind"), text) for text in (*since.notes, *since.details))


def _rules(scheme: Scheme) -> Iterator[tuple[str, str]]:
    total, scale, decimals = concise(scheme.maximum), concise(scheme.scale), scheme.rounding.indicator
    yield say("label.scheme"), scheme.title
    yield from ((say("label.basis"), text) for text in scheme.legal_basis)
    if scheme.validity:
        yield say("label.validity"), say("rule.validity", days=scheme.validity)
    yield say("label.maximum"), say("rule.maximum", maximum=total)
    if scheme.with_converted:
        yield say("label.converted"), say("rule.converted", maximum=total, scale=scale)
    rounding = say("rule.unrounded" if decimals is None else "rule.rounded", decimals=decimals)
    yield say("label.rounding"), rounding
    bands = [f"{band.name} {limits_of(scheme, at)}" for at, band in enumerate(scheme.bands)]
    yield say("label.bands"), say("rule.bands", score=lower_first(scheme.score_name), bands="; ".join(bands))
    for band in scheme.bands:
        if band.requires:
            asked = "; ".join(_required(required, scheme) for required in band.requires)
            yield say("require.label", band=band.name), say("rule.requires", asked=asked)
    if any(group.weight for group in scheme.groups):
        shares = "; ".join(
            say("rule.weight", group=group.name, weight=concise(group.weight))
            for group in scheme.groups
            if group.weight
        )
        yield say("label.weights"), say("rule.weights", groups=shares)
    yield from _adjustments(scheme)
    if scheme.missing_figures == "no_points":
        yield say("label.missing_figures"), say("rule.no_points")
    if scheme.given_over_months == "mean":
        yield say("label.over_months"), say("rule.over_months")
    groups = listed([scheme.group(name).name for name in scheme.ties.decided_by])
    after = say("ties.next_dense" if scheme.ties.rule == "dense" else "ties.next_shared")
    yield say("label.ties"), say("ties.decided" if groups else "ties.shared", groups=groups, after=after)
    left_out = scheme.no_cases_unit == "left_out"
    yield say("label.no_cases"), say("rule.left_out" if left_out else "rule.ranked")


def _required(required: Requirement, scheme: Scheme) -> str:
    """A condition of a band: what must lie within which bounds."""
    write: Callable[[float], str] = percent
    if required.counts:
        write, what = in_full, names_of(required.counts, scheme)
    elif required.indicators:
        write = scheme.indicator(required.indicators[0]).value_text
        what = listed([scheme.indicator(name).name for name in required.indicators])
    else:
        what = say("require.groups", groups=listed([scheme.group(name).name for name in required.groups]))
    bounds = [
        say("bound.equal" if word == "at_most" and not bound else f"bound.{word}", value=write(bound))
        for word, bound in required.bounds
    ]
    return say("require.said", what=what, bounds=" ".join(bounds), missed=required.missed)


def _adjustments(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Each bonus and deduction with its cap; what happens at the ends of the scale."""
    for one in scheme.adjustments:
        how = (
            say("adjustment.given")
            if one.given
            else say(
                "adjustment.each",
                points=in_full(one.points_each or 0.0),
                cases=one.cases,
                counts=names_of(one.counts, scheme),
            )
        )
        capped = say("adjustment.capped", most=in_full(one.at_most)) if one.at_most else ""
        unlisted = say("adjustment.unlisted") if one.unlisted == "none" else ""
        text = say("adjustment.rule", name=one.name, how=how, capped=capped, unlisted=unlisted)
        yield say(f"label.{one.kind}"), f"{text} {one.inferred}".strip()
    if scheme.adjustments:
        high = say("rule.above_maximum" if scheme.above_maximum else "rule.to_maximum")
        low = say("rule.below_zero" if scheme.below_zero else "rule.to_zero")
        yield say("label.ends"), f"{high} {low}"


def _indicators(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """How each indicator earns its points; then the groups of which points may be given."""
    for group in scheme.groups:
        for one in group.indicators:
            yield f"{group.name}: {one.label}", f"{_earned(one, scheme)} {one.inferred}".strip()
    for group in scheme.groups:
        if group.given:
            maximum = concise(group.maximum)
            either = say("indicator.given_else", maximum=maximum)
            yield (
                group.name,
                either if group.indicators else say("indicator.given", given=GIVEN, maximum=maximum),
            )


def _earned(indicator: Indicator, scheme: Scheme) -> str:
    """How an indicator earns its points, in one sentence."""
    said = {"name": indicator.name, "maximum": concise(indicator.maximum)}
    if indicator.constant is not None:
        return say("indicator.constant", points=concise(indicator.constant), **said)
    if indicator.given:
        of = in_full(indicator.given_of or indicator.maximum)
        scaled = indicator.given_of and indicator.given_of != indicator.maximum
        return say("indicator.scored_of" if scaled else "indicator.scored", of=of, **said)
    if indicator.value:
        stated = scheme.counts[indicator.value]
        return say("indicator.value", value=stated, rule=rule_text(indicator), **said)
    full_at = indicator.full_at or 1.0
    ruled = bool(indicator.curve or indicator.steps)
    return say(
        "indicator.ruled" if ruled else "indicator.full_at" if full_at < 1 else "indicator.counted",
        rule=rule_text(indicator),
        numerator=names_of(indicator.numerator, scheme),
        denominator=names_of(indicator.denominator, scheme),
        full_at=concise(full_at * 100),
        nothing=say(f"nothing.{indicator.no_cases}"),
        **said,
    )
