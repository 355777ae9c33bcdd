"""A unit's targets: the fewest extra cases that reach the next band or pass the unit above."""

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from dbp_analysis.asking.targets.cases import UnitCases, unit_cases
from dbp_analysis.asking.targets.goals import Goal, Step, find_goals
from dbp_analysis.asking.targets.sentences import points_text, target_sentences
from dbp_analysis.common.html import table_html
from dbp_analysis.scoring.scorecard import Scorecard

HEADERS = {
    "name": "Mục tiêu",
    "gap": "Thiếu (điểm)",
    "indicator": "Chỉ số",
    "numerator": "Đã có",
    "denominator": "Trong tổng số",
    "extra_alone": "Thêm, nếu chỉ làm việc này",
    "extra_in_mix": "Thêm, nếu kết hợp",
}


@dataclass(frozen=True)
class Targets:
    """What would lift one unit. ``most`` is its total if every case that is counted had gone well; without
    a goal it is the best already, or not scored. See :func:`targets`.
    """

    unit_code: str
    goals: tuple[Goal, ...]
    most: float
    cases: UnitCases = field(repr=False, compare=False)
    card: Scorecard = field(repr=False, compare=False)

    @property
    def table(self) -> pd.DataFrame:
        """One row a goal and indicator that can still gain: ``kind``, ``name`` and ``gap`` of the goal;
        ``indicator_id``, ``indicator``, ``numerator``, ``denominator``; ``extra_alone`` (missing where no
        number would do) and the ``total_alone`` it reaches; ``extra_in_mix``. Fewer cases are below 0.
        """
        rows = [
            {
                "kind": goal.kind,
                "name": goal.name,
                "gap": goal.gap,
                "indicator_id": option.indicator_id,
                "indicator": self.card.scheme.indicator(option.indicator_id).short_name,
                "numerator": option.numerator,
                "denominator": option.denominator,
                "extra_alone": option.step and option.step.change,
                "total_alone": option.reached,
                "extra_in_mix": None if goal.mix is None else _extra(goal.mix, option.indicator_id),
            }
            for goal in self.goals
            for option in goal.options
        ]
        columns = ["kind", "name", "gap", "indicator_id", "indicator", "numerator", "denominator"]
        table = pd.DataFrame(rows, columns=[*columns, "extra_alone", "total_alone", "extra_in_mix"])
        return table.astype({"extra_alone": "Int64", "extra_in_mix": "Int64"})

    @property
    def sentences(self) -> tuple[str, ...]:
        """The targets in plain Vietnamese, one thought a sentence: where the unit stands, each goal with
        the cheapest mix and what each indicator alone would take, then what was assumed.
        """
        return tuple(target_sentences(self.card, self.cases, self.goals))

    def __repr__(self) -> str:
        goals = ", ".join(f"{goal.name}: {'–' if goal.extra is None else goal.extra}" for goal in self.goals)
        return f"Targets({self.unit_code}, {goals or 'no goal'})"

    def _repr_html_(self) -> str:
        text = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        if not self.goals:
            return text
        table = self.table.assign(gap=[points_text(self.card.scheme, gap) for gap in self.table["gap"]])
        shown = table[list(HEADERS)].rename(columns=HEADERS)
        return text + table_html(shown, words=("Mục tiêu", "Chỉ số"), missing="không đủ")


def targets(card: Scorecard, unit_code: str) -> Targets:
    """The targets of one unit on a one-month card: the next band, and the unit ranked just above.

    An extra case is a numerator one higher with every denominator as it is: a dossier filed online
    instead of at the counter, paid online, digitised, answered in time; one lower where fewer is better.
    Indicators whose value is no share (days) stay as they are, and the sentences say so. Points, rounding,
    left-out indicators and bands are the scheme's; other units stay as they are. Raise ``KeyError`` when
    the unit is not on the card.
    """
    cases = unit_cases(card, unit_code)
    return Targets(unit_code, find_goals(card, cases), cases.most, cases, card)


def _extra(mix: tuple[Step, ...], indicator_id: str) -> int:
    return {step.indicator_id: step.change for step in mix}.get(indicator_id, 0)
