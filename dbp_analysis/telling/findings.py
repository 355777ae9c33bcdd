"""A scorecard → findings (nhận định): facts worth saying, each with the units it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.adjustments import adjusted_cases, adjustments_of
from dbp_analysis.scoring.measures import Measure, measured
from dbp_analysis.scoring.published import compare_published
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import FindingRule
from dbp_analysis.settings.sentences import Sentences

Kind = Literal[
    "band", "held_back", "left_out", "incomplete", "no_points", "bonus", "deduction", "limit",
    "leader", "no_cases", "without_cases", "differs", "rule",
]  # fmt: skip

say = Sentences("findings")


@dataclass(frozen=True)
class Figure:
    """What a finding says of one unit: a count, points, a ratio 0–1 or a share of the maximum 0–1, and the
    numerator and denominator (cases, or points) behind it. Where points differ from those published,
    ``value`` is the difference, ``numerator`` ours and ``denominator`` theirs.
    """

    unit_code: str
    value: float
    numerator: float = float("nan")
    denominator: float = float("nan")


@dataclass(frozen=True)
class Finding:
    """One fact. ``subject`` is what it is about: the id of an indicator, group or adjustment, a band's name,
    or in words what kept units from a better band, or whose figures are missing;
    ``rule`` the scheme's rule it follows from. ``figures`` stand in rank order.
    """

    kind: Kind
    subject: str
    figures: tuple[Figure, ...]
    group: str = ""
    rule: str = ""
    measure: Measure = "ratio"

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of the units, in rank order."""
        return tuple(figure.unit_code for figure in self.figures)


def find(card: Scorecard) -> tuple[Finding, ...]:
    """Every finding of a one-month card: bands from the best, units held back from a better one, units left
    out because no case arose, units whose figures are missing, bonuses and deductions, the leader among
    those with cases, what did not arise, points that differ from those published, then the scheme's rules in
    their order. A rule that no unit meets gives none.
    """
    rules = (finding for rule in card.scheme.findings for finding in _by_rule(card, rule))
    return (*_bands(card), *_adjustments(card), *_leader(card), *_no_cases(card), *_differs(card), *rules)


def _bands(card: Scorecard) -> Iterator[Finding]:
    results = card.of_units(card.results)
    for band in card.scheme.bands:
        chosen = results[results["band"] == band.name]
        if len(chosen):
            yield Finding("band", band.name, _figures(chosen["converted"]))
    for reason, held in results[results["held_back"].ne("")].groupby("held_back", sort=False):
        yield Finding("held_back", str(reason), _figures(held["converted"]))
    left_out = results[results["no_cases"] & results["total"].isna()]
    if len(left_out):
        yield Finding("left_out", "", _figures(left_out["total"]))
    adjusted = adjustments_of(card.counts, card.scheme).isna()
    unknown = card.of_units(card.unknown.join(adjusted))
    unknown = unknown[~(results["no_cases"] & results["total"].isna())]
    said = [say("group", group=lower_first(one.name.removeprefix("Nhóm "))) for one in card.scheme.groups]
    said += [lower_first(one.name) for one in card.scheme.adjustments]
    kind: Kind = "no_points" if card.scheme.missing_figures == "no_points" else "incomplete"
    for missing, rows in unknown[unknown.any(axis="columns")].groupby(list(unknown), sort=False):
        lacking = "; ".join(one for one, lacks in zip(said, missing, strict=True) if lacks)
        yield Finding(kind, lacking, _figures(results["total"].loc[rows.index]))


def _adjustments(card: Scorecard) -> Iterator[Finding]:
    """Who was given or lost how much by each adjustment, and whose total the ends of the scale changed."""
    scored = card.of_units(card.results)["total"].notna()
    table = card.of_units(card.adjustments)[scored]
    cases = card.of_units(adjusted_cases(card.counts, card.scheme))
    kinds: dict[str, Kind] = {one.id: one.kind for one in card.scheme.adjustments}
    for name, points in table.items():
        given = points[settle(points).abs() > 0]
        if len(given):
            counted = cases.get(name)
            kind = kinds.get(str(name), "limit")
            yield Finding(kind, str(name), _figures(given, counted), measure="points")


def _leader(card: Scorecard) -> Iterator[Finding]:
    results = card.of_units(card.results)
    with_cases = results[~results["no_cases"]]
    first = with_cases[with_cases["rank"].eq(with_cases["rank"].min()).fillna(False)]
    if len(first):
        at_maximum = card.of_units(card.at_maximum).sum(axis="columns")
        known = card.of_units(card.points).notna().sum(axis="columns")
        yield Finding("leader", "", _figures(first["total"], at_maximum, known))


def _differs(card: Scorecard) -> Iterator[Finding]:
    """Points that come out otherwise than their source published them, by indicator, group or total."""
    compared = compare_published(card)
    wrong = compared[~compared["agrees"].astype(bool)].reset_index("month", drop=True)
    for subject, rows in wrong.groupby("subject", sort=False):
        difference = rows["recomputed"] - rows["published"]
        figures = _figures(difference, rows["recomputed"], rows["published"])
        yield Finding("differs", str(subject), figures, measure="points")


def _no_cases(card: Scorecard) -> Iterator[Finding]:
    """Units without any case that are ranked all the same; then indicators that no case arose for, where
    the scheme gives points all the same.
    """
    results = card.of_units(card.results)
    without_any = results[results["no_cases"] & results["total"].notna()]
    if len(without_any):
        yield Finding("without_cases", "", _figures(without_any["total"]), measure="points")
    denominators, points = card.of_units(card.denominators), card.of_units(card.points)
    from_counts = card.of_units(card.from_counts)[results["total"].notna()]
    for group in card.scheme.groups:
        counted = from_counts.index[from_counts[group.id]]
        for indicator in group.indicators:
            without = points.loc[counted, indicator.id][denominators.loc[counted, indicator.id] == 0].dropna()
            if len(without):
                yield Finding("no_cases", indicator.id, _figures(without), group.id)


def _by_rule(card: Scorecard, rule: FindingRule) -> Iterator[Finding]:
    for subject, measure, table in _measured(card, rule):
        chosen = table[within(rule, table["value"])]
        if len(chosen):
            figures = _figures(chosen["value"], chosen["numerator"], chosen["denominator"])
            group = rule.group or card.scheme.group_of(subject).id
            yield Finding("rule", subject, figures, group, rule.id, measure)


def within(rule: FindingRule, values: pd.Series) -> pd.Series:
    """Whether each value is known and lies between the limits of a rule."""
    return values.notna() & rule.holds(settle(values))


def unexplained(finding: Finding, figure: Figure, card: Scorecard) -> bool:
    """Whether points were published for a group whose counts are not all known, so that ours are only the
    nearest that the others allow.
    """
    counted = card.of_units(card.from_counts)
    return finding.subject in counted and not counted.at[figure.unit_code, finding.subject]


def decided(card: Scorecard) -> pd.Series:
    """Whether all that the scheme's rules look at is known, by the ``unit_code`` of the units that had cases;
    never without rules.
    """
    tables = [table for rule in card.scheme.findings for _, _, table in _measured(card, rule)]
    no_cases = card.of_units(card.results)["no_cases"]
    known = pd.Series(bool(tables), index=no_cases.index)
    for table in tables:
        known &= table["value"].notna() | table["denominator"].eq(0)
    return known[~no_cases]


def _measured(card: Scorecard, rule: FindingRule) -> Iterator[tuple[str, Measure, pd.DataFrame]]:
    """What a rule looks at, units in rank order."""
    for subject, measure, table in measured(rule, card.measures):
        yield subject, measure, card.of_units(table)


def _frame(value: pd.Series, numerator: pd.Series, denominator: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"value": value, "numerator": numerator, "denominator": denominator})


def _figures(
    value: pd.Series, numerator: pd.Series | None = None, denominator: pd.Series | None = None
) -> tuple[Figure, ...]:
    empty = pd.Series(float("nan"), index=value.index)
    numbers = _frame(
        value,
        empty if numerator is None else numerator.loc[value.index],
        empty if denominator is None else denominator.loc[value.index],
    )
    return tuple(Figure(str(row[0]), *map(float, row[1:])) for row in numbers.itertuples(name=None))
