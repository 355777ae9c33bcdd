"""Findings as a table for a reader."""

import pandas as pd

from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import concise, percent, vietnamese
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import FindingRule, Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.findings import Figure, Finding, unexplained

say = Sentences("findings")


def findings_table(findings: tuple[Finding, ...], card: Scorecard) -> ReaderTable:
    """Findings for a reader: what was found, how many units, which ones with their figures."""
    names = card.units["unit_name"]
    rows = [
        {
            "Nhận định": _said(finding, card),
            "Số đơn vị": len(finding.units),
            "Đơn vị": "; ".join(
                f"{names[figure.unit_code]} {_figure_text(finding, figure, card)}".rstrip()
                for figure in finding.figures
            ),
        }
        for finding in findings
    ]
    table = pd.DataFrame(rows, columns=["Nhận định", "Số đơn vị", "Đơn vị"])
    return ReaderTable(table.set_index("Nhận định"), words=("Đơn vị",))


def _said(finding: Finding, card: Scorecard) -> str:
    """What a finding is on, in a few words."""
    scheme, bounds = card.scheme, ""
    names = {"total": say("total"), **{group.id: group.short_name for group in scheme.groups}}
    names |= {one.id: one.short_name for one in scheme.indicators}
    names |= {str(one): scheme.adjustment_name(str(one)) for one in card.adjustments}
    name = names.get(finding.subject, "")
    if finding.kind == "leader" and len(finding.units) > 1:
        return say("leaders")
    if finding.kind == "rule":
        rule = next(rule for rule in scheme.findings if rule.id == finding.rule)
        name, bounds = name or listed([scheme.counts[count] for count in rule.counts]), _bounds(rule, scheme)
    return say(f"kind.{finding.kind}", name=name, subject=finding.subject, bounds=bounds)


def _bounds(rule: FindingRule, scheme: Scheme) -> str:
    """``trên 0%, dưới 50%``: between which limits a rule takes units."""
    write = concise if rule.counts else percent
    if rule.indicators:
        write = scheme.indicator(rule.indicators[0]).value_text
    words = {"at_most": "at_most" if rule.at_most or len(rule.bounds) > 1 else "equal"}
    said = listed([say(f"bound.{words.get(one, one)}", limit=write(at)) for one, at in rule.bounds])
    return say("of_maximum", bounds=said) if rule.groups else said


def _figure_text(finding: Finding, figure: Figure, card: Scorecard) -> str:
    """What a finding says of one unit, in brackets; nothing where there is no figure."""
    printed = card.scheme.printed
    value, over, under = figure.value, figure.numerator, figure.denominator
    if pd.isna(value):
        return ""
    if finding.kind in ("band", "held_back"):
        return say("figure.value", value=vietnamese(value, printed.converted))
    if finding.kind == "differs":
        ours, theirs = vietnamese(over, printed.total), vietnamese(under, printed.total)
        if unexplained(finding, figure, card):
            return say("figure.unexplained", ours=ours, theirs=theirs)
        return say("figure.differs", ours=ours, theirs=theirs)
    if finding.kind != "rule":
        return say("figure.points", points=vietnamese(value, printed.total))
    if finding.measure == "count":
        return say("figure.value", value=vietnamese(value))
    if finding.measure == "share":
        return say("figure.share", points=vietnamese(over, printed.total), maximum=concise(under))
    indicator = card.scheme.indicator(finding.subject)
    if not indicator.is_counted:
        return say("figure.value", value=indicator.value_text(value))
    counts = {"numerator": vietnamese(over), "denominator": vietnamese(under)}
    return say("figure.ratio", percent=indicator.value_text(value), **counts)
