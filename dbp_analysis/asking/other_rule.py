"""The same registers by another counting rule: which dossiers change sides, and what that does to scores."""

from dataclasses import dataclass

import pandas as pd

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.reading.counted import opened_tally, unit_codes
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.reading.registers import registers_of
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.unit_names import UnitMatcher

_SIDES = ["intake", "outcome"]


@dataclass(frozen=True, eq=False)
class OtherRule:
    """A month by its own counting rule and by ``against``.

    ``scores`` has the index ``unit_code`` and the columns ``total``, ``rank``, and the same with
    ``_against``; ``flips`` a row for each dossier that counts otherwise: ``code`` (empty where it does not
    look like one), ``unit_code``, ``intake`` and ``outcome`` (ids of counts, empty where it counts nowhere),
    and the same with ``_against``.
    """

    inputs: MonthInputs
    against: str
    scores: pd.DataFrame
    flips: pd.DataFrame


def by_other_rule(month: str, against: str, publication: str = "", data: str = "") -> OtherRule:
    """Count a month's registers by its own rule and by another; raise ``WrongUse`` where it has none."""
    first = load_month_inputs(month, publication, data)
    rules = (first.publication.counting_rule, against)
    registers = registers_of(first)
    if not registers.found:
        raise WrongUse(
            f"{capitalised(first.period)} không có sổ hồ sơ để đếm theo quy tắc khác.\n"
            f"  Cách xử lý: chép sổ hồ sơ vào {first.project.month_folder(first.publication.id, first.month)}"
        )
    results, sides = [], []
    matcher = UnitMatcher(first.everyone)
    for rule in rules:  # by its own too: where forms are there as well, a rule that is asked for comes before
        inputs = load_month_inputs(first.month, first.publication.id, data, rule=rule)
        results.append(score_inputs(inputs).results.reset_index("month", drop=True)[["total", "rank"]])
        with opened_tally(first, registers, rule) as tally:
            found = tally.memberships()
            codes = unit_codes(tally.counts.index, matcher)
        found = found.astype(dict.fromkeys(_SIDES, object)).fillna(dict.fromkeys(_SIDES, ""))
        found = found.assign(unit_code=found["unit"].map(codes))
        found = found[found["unit_code"].isin(first.units.index)]
        # Where each row counts, one code has several places.
        ordered = found.sort_values(["code", *_SIDES])
        sides.append(ordered.assign(at=ordered.groupby(["code", "unit_code"]).cumcount()))
    keys = ["code", "unit_code", "at"]
    own, other = (one[[*keys, *_SIDES]] for one in sides)
    both = own.merge(other, on=keys, how="outer", suffixes=("", "_against")).drop(columns="at")
    both = both.astype(object).fillna("")
    changed = pd.concat([both[name].ne(both[f"{name}_against"]) for name in _SIDES], axis="columns")
    flips = both[changed.any(axis="columns")].sort_values(["unit_code", "code"], ignore_index=True)
    flips["code"] = flips["code"].where(flips["code"].str.fullmatch(registers.code_pattern), "")
    return OtherRule(first, against, results[0].join(results[1].add_suffix("_against")), flips)
