"""Findings → what is asked of which units: no more than the figures that are known of a unit show."""

from collections.abc import Iterable, Iterator

from dbp_analysis.common.sentences import fill, lower_first
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import FindingRule
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.findings import Finding, within


def requests(card: Scorecard, findings: tuple[Finding, ...], wording: Wording) -> dict[str, frozenset[str]]:
    """What is asked, in the order of the findings, and the codes of the units that it is asked of."""
    rules = {rule.id: rule for rule in card.scheme.findings}
    asked: dict[str, frozenset[str]] = {}
    for finding in findings:
        if finding.kind == "rule":
            for text, codes in _asked(card, finding, rules[finding.rule], wording):
                asked[text] = asked.get(text, frozenset()) | set(codes)
    return {text: codes for text, codes in asked.items() if text and codes}


def _asked(
    card: Scorecard, finding: Finding, rule: FindingRule, wording: Wording
) -> Iterator[tuple[str, Iterable[str]]]:
    """The requests of one finding. What a group's points alone do not show is asked of no unit: the counts
    behind them must be known, cases must have arisen, and of an indicator they must fall short.
    """
    given = only_points(card, finding)
    counted = [code for code in finding.units if code not in given]
    if finding.measure == "share":
        ids = [i.id for i in card.scheme.group(finding.subject).indicators]
        arose = card.of_units(card.denominators)[ids].gt(0).any(axis="columns")
        counted = [code for code in counted if arose[code]]
    for name, text in rule.requests.items():
        share = card.of_units(card.points)[name] / card.scheme.indicator(name).maximum
        short = within(rule, share) & card.of_units(card.denominators)[name].gt(0)
        yield text, [code for code in counted if short[code]]
    yield rule.request, counted
    if given and (rule.request or rule.requests):
        group = card.scheme.group(finding.subject)
        yield fill(wording.request_given, group=lower_first(group.name)), given


def only_points(card: Scorecard, finding: Finding) -> tuple[str, ...]:
    """The units of which a finding on a group's points knows no counts."""
    if finding.measure != "share":
        return ()
    counted = card.of_units(card.from_counts)[finding.subject]
    return tuple(code for code in finding.units if not counted[code])
