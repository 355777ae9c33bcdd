"""A unit's targets: the fewest extra cases that reach the next band or pass the unit above."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

import pandas as pd

from dbp_analysis.html import table_html
from dbp_analysis.numbers import concise, half_up, settle, vietnamese
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.targets.cases import UnitCases, unit_cases
from dbp_analysis.targets.goals import Goal, Option, Step, find_goals
from dbp_analysis.wording import capitalised, fill, listed, lower_first

MOST_NAMED = 4
"""How many ways to a goal a sentence names; the table has all of them."""

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "unscored": "{unit} không được chấm điểm trong kỳ nên không có mục tiêu.",
        "standing": "{unit} có {total}/{maximum} điểm, xếp loại {band}, hạng {rank}/{ranked}.",
        "best_band": "{unit} đã ở mức xếp loại cao nhất ({band}).",
        "first": "{unit} đang đứng đầu.",
        "first_shared": "{unit} đang đồng hạng nhất.",
        "band": "để đạt loại {name} (từ {needed} điểm) còn thiếu {gap} điểm",
        "unit": "để vượt {name} ({needed} điểm) còn kém {gap} điểm",
        "one_step": "{goal}: ít nhất là {steps}.",
        "steps": "{goal}: ít nhất {count} trường hợp, gồm {steps}.",
        "impossible": "{goal}, nhưng không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ {most}.",
        "unknown": "{goal}; không tính được cần thêm bao nhiêu vì không có số lượng nào.",
        "step": "{indicator} thêm {extra} {cases} (từ {before} lên {after}/{all})",
        "alone": "Nếu chỉ làm một việc khác: {steps}.",
        "each_alone": "Nếu chỉ làm một việc: {steps}.",
        "more_alone": "{steps}; còn {count} cách khác",
        "too_little": "Chỉ một trong các việc sau thì không đủ: {steps}.",
        "one_too_little": "Chỉ bằng {indicator} thì không đủ: dù cả {all}/{all} {cases} {short}.",
        "many_too_little": "{count} việc nếu chỉ làm một thì không đủ; gần đủ nhất là {step}.",
        "short": "{indicator} (dù cả {all}/{all} {cases} {short})",
        "missing": "vẫn thiếu {points} điểm",
        "equal": "cũng chỉ bằng điểm",
        "fixed": "Chỉ có điểm, không có số lượng nên giữ nguyên: {groups}.",
        "shared": "Một hồ sơ có thể tính cho nhiều chỉ số, nên số hồ sơ thực tế có thể ít hơn.",
        "assumed": "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
        "under": "chưa đến {points}",
    }
)
"""The sentences and their parts, as templates for :func:`~dbp_analysis.wording.fill`."""

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
    """What would lift one unit. ``most`` is its total if every case had counted; without a goal it is the
    best already, or not scored. See :func:`targets`.
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
        number would do) and the ``total_alone`` it reaches; ``extra_in_mix``.
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
                "extra_alone": option.extra,
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
        return tuple(_sentences(self))

    def __repr__(self) -> str:
        goals = ", ".join(f"{goal.name}: {'–' if goal.extra is None else goal.extra}" for goal in self.goals)
        return f"Targets({self.unit_code}, {goals or 'no goal'})"

    def _repr_html_(self) -> str:
        text = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        if not self.goals:
            return text
        table = self.table.assign(gap=[_points(self.card, gap) for gap in self.table["gap"]])
        shown = table[list(HEADERS)].rename(columns=HEADERS)
        return text + table_html(shown, words=("Mục tiêu", "Chỉ số"), missing="không đủ")


def targets(card: Scorecard, unit_code: str) -> Targets:
    """The targets of one unit on a one-month card: the next band, and the unit ranked just above.

    An extra case is a numerator one higher with every denominator as it is: a dossier filed online
    instead of at the counter, paid online, digitised, answered in time. Points, rounding, left-out
    indicators and bands are the scheme's; other units stay as they are. Raise ``KeyError`` when the
    unit is not on the card.
    """
    cases = unit_cases(card, unit_code)
    return Targets(unit_code, find_goals(card, cases), cases.most, cases, card)


def _extra(mix: tuple[Step, ...], indicator_id: str) -> int:
    return {step.indicator_id: step.extra for step in mix}.get(indicator_id, 0)


def _sentences(found: Targets) -> Iterator[str]:
    card, own = found.card, found.card.of_units(found.card.results).loc[found.unit_code]
    unit = str(card.units["unit_short"][found.unit_code])
    if pd.isna(own["total"]):
        yield fill(TEXT["unscored"], unit=unit)
        return
    total, maximum = _points(card, own["total"]), concise(card.scheme.maximum)
    place = {"rank": str(own["rank"]), "ranked": str(card.results["rank"].count())}
    yield fill(TEXT["standing"], unit=unit, total=total, maximum=maximum, band=own["band"], **place)
    kinds = [goal.kind for goal in found.goals]
    if "band" not in kinds:
        yield fill(TEXT["best_band"], unit=unit, band=own["band"])
    if "unit" not in kinds:
        yield fill(TEXT["first_shared" if own["tied"] else "first"], unit=unit)
    for goal in found.goals:
        yield _goal(found, goal)
        yield from _alone(card, goal)
        yield from _too_little(card, goal)
    if found.goals:
        yield from _assumptions(found)


def _goal(found: Targets, goal: Goal) -> str:
    needed = concise(goal.needed) if goal.kind == "band" else _points(found.card, goal.needed)
    aim = fill(TEXT[goal.kind], name=goal.name, needed=needed, gap=_points(found.card, goal.gap))
    if found.cases.uncounted and not found.cases.counted:
        return capitalised(fill(TEXT["unknown"], goal=aim))
    if goal.mix is None:
        return capitalised(fill(TEXT["impossible"], goal=aim, most=_points(found.card, found.most)))
    template = TEXT["one_step" if len(goal.mix) == 1 else "steps"]
    steps = _steps(found.card, goal.mix)
    return capitalised(fill(template, goal=aim, count=vietnamese(goal.extra or 0), steps=steps))


def _alone(card: Scorecard, goal: Goal) -> Iterator[str]:
    """What each indicator alone would take, where the mix does not say so already."""
    alone = [Step(o.indicator_id, o.extra, o.numerator, o.denominator) for o in goal.options if o.extra]
    others = sorted((step for step in alone if goal.mix != (step,)), key=lambda step: step.extra)
    if others:
        steps = _steps(card, others[:MOST_NAMED])
        if len(others) > MOST_NAMED:
            steps = fill(TEXT["more_alone"], steps=steps, count=str(len(others) - MOST_NAMED))
        yield fill(TEXT["each_alone" if len(others) == len(alone) else "alone"], steps=steps)


def _too_little(card: Scorecard, goal: Goal) -> Iterator[str]:
    """The indicators that would not do alone, where others or a mix of them would."""
    short = [] if goal.mix is None else [option for option in goal.options if option.extra is None]
    parts = [fill(TEXT["short"], **_shortfall(card, goal, option)) for option in short]
    if len(short) == 1:
        yield fill(TEXT["one_too_little"], **_shortfall(card, goal, short[0]))
    elif len(short) > MOST_NAMED:
        closest = max(range(len(short)), key=lambda at: short[at].reached)
        yield fill(TEXT["many_too_little"], count=str(len(short)), step=parts[closest])
    elif short:
        yield fill(TEXT["too_little"], steps="; ".join(parts))


def _shortfall(card: Scorecard, goal: Goal, option: Option) -> dict[str, str]:
    indicator = card.scheme.indicator(option.indicator_id)
    missing = settle(goal.needed - option.reached)
    short = fill(TEXT["missing"], points=_points(card, missing)) if missing > 0 else TEXT["equal"]
    name, of = lower_first(indicator.short_name), vietnamese(option.denominator)
    return {"indicator": name, "all": of, "cases": indicator.cases, "short": short}


def _steps(card: Scorecard, steps: Sequence[Step]) -> str:
    indicators = {i.id: i for i in card.scheme.indicators}
    parts = [
        fill(
            TEXT["step"],
            indicator=lower_first(indicators[step.indicator_id].short_name),
            cases=indicators[step.indicator_id].cases,
            extra=vietnamese(step.extra),
            before=vietnamese(step.numerator),
            after=vietnamese(step.numerator + step.extra),
            all=vietnamese(step.denominator),
        )
        for step in steps
    ]
    return "; ".join(parts)


def _assumptions(found: Targets) -> Iterator[str]:
    if found.cases.uncounted:
        groups = listed([lower_first(group.short_name) for group in found.cases.uncounted])
        yield fill(TEXT["fixed"], groups=groups)
    if any(len(goal.mix or ()) > 1 for goal in found.goals):
        yield TEXT["shared"]
    yield TEXT["assumed"]


def _points(card: Scorecard, points: float) -> str:
    """Points as the scheme prints totals; what is more than nothing is never printed as nothing."""
    decimals = card.scheme.printed.total
    least = 10.0**-decimals
    tiny = points > 0 and half_up(float(points), decimals) == 0
    return fill(TEXT["under"], points=vietnamese(least, decimals)) if tiny else vietnamese(points, decimals)
