"""One invented unit by which the reader of a decision sees how a scheme counts."""

import pandas as pd

from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sums import added, count_of, summed

UNIT, NAME = "mau", "Đơn vị mẫu"
_MONTH = "2026-01"
_CASES = 40
_SHARES = (0.95, 0.85, 0.7, 0.9, 0.6)
"""What the indicators' ratios come to, one after the other, so that several rules show."""


def example_card(scheme: Scheme) -> Scorecard:
    """The scorecard of a month with one invented unit, ``mau``: figures that every rule can be seen on."""
    counts = pd.DataFrame([example_counts(scheme)], dtype=float)
    counts.index = pd.MultiIndex.from_tuples([(_MONTH, UNIT)], names=["month", "unit_code"])
    names = dict.fromkeys(("unit_name", "unit_label", "unit_short"), NAME)
    units = pd.DataFrame(names, index=pd.Index([UNIT], name="unit_code"))
    return score(counts, scheme, units)


def example_counts(scheme: Scheme) -> dict[str, float]:
    """Invented figures for all that a scheme reads: whole cases, numerators of shares within their
    denominators, points within their bounds.
    """
    counts = dict.fromkeys(scheme.counts, 1.0)
    counts |= dict.fromkeys(scheme.inputs, 1.0)
    ratios = [i for i in scheme.indicators if i.is_counted]
    counts |= {name: float(_CASES) for i in ratios for name in added(i.denominator)}
    counts |= {count_of(part): 2.0 for i in ratios for part in i.denominator if part.startswith("-")}
    counts |= _numerators(ratios, counts)
    counts |= {i.value: _middle(i) for i in scheme.indicators if i.value}
    counts |= {i.given: round(0.8 * (i.given_of or i.maximum), 2) for i in scheme.indicators if i.given}
    counts |= {group.given: round(0.8 * group.maximum, 2) for group in scheme.groups if group.given}
    counts |= {one.given: (one.at_most or 0.0) / 2 for one in scheme.adjustments if one.given}
    return counts


def _numerators(ratios: list[Indicator], counts: dict[str, float]) -> dict[str, float]:
    """The counts that are in no denominator, so that each indicator has the ratio of its turn."""
    fixed = {count_of(part) for i in ratios for part in i.denominator}
    found: dict[str, float] = {}
    for at, one in enumerate(ratios):
        parts = [part for part in added(one.numerator) if part not in fixed]
        if parts:
            ratio = _SHARES[at % len(_SHARES)] if one.is_share else _middle(one)
            of = summed(one.denominator, counts.__getitem__)
            known = sum(counts[part] for part in added(one.numerator) if part in fixed)
            found |= _shared(parts, max(0.0, of * ratio - known))
    return found


def _shared(parts: list[str], cases: float) -> dict[str, float]:
    whole, more = divmod(int(cases), len(parts))
    return {part: float(whole + (at < more)) for at, part in enumerate(parts)}


def _middle(indicator: Indicator) -> float:
    """A value between the first and the last that the rule of an indicator names."""
    named = [value for value, _ in indicator.curve]
    named += [bound for step in indicator.steps for _, bound in step.bounds]
    return round((min(named) + max(named)) / 2, 1)
