"""A unit's targets in plain Vietnamese, one thought a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from dbp_analysis.asking.targets.cases import UnitCases
from dbp_analysis.asking.targets.goals import Goal, Option, Step
from dbp_analysis.common.numbers import concise, distance, settle, vietnamese
from dbp_analysis.common.sentences import capitalised, fill, listed, lower_first
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

MOST_NAMED = 4
"""How many ways to a goal a sentence names; the table has all of them."""

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "unscored": "{unit} không được chấm điểm trong kỳ nên không có mục tiêu.",
        "standing": "{unit} có {total}/{maximum} điểm, xếp loại {band}, hạng {rank}/{ranked}.",
        "idle": "{unit} không phát sinh trường hợp nào trong kỳ nên không có mục tiêu.",
        "best_band": "{unit} đã ở mức xếp loại cao nhất ({band}).",
        "first": "{unit} đang đứng đầu.",
        "first_shared": "{unit} đang đồng hạng nhất.",
        "band": "để đạt loại {name} (từ {needed} điểm) còn thiếu {gap} điểm",
        "unit": "để vượt {name} ({needed} điểm) còn kém {gap} điểm",
        "unit_level": "để vượt {name} (đang bằng điểm: {needed})",
        "one_step": "{goal}: ít nhất là {steps}.",
        "steps": "{goal}: ít nhất {count} trường hợp, gồm {steps}.",
        "no_number": "{goal}, nhưng {obstacle}.",
        "impossible": "không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ {most}",
        "impossible_partly": "chỉ riêng các trường hợp có số đếm thì không đủ (nhiều nhất {most} điểm); "
        "các nhóm chỉ có điểm thì không tính được",
        "unknown": "chưa có số liệu đếm được, nên không tính được cần thêm bao nhiêu trường hợp",
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
        "deciders": "Khi bằng điểm, đơn vị có điểm cao hơn ở {groups} xếp trên.",
        "shared": "Một trường hợp có thể tính cho nhiều chỉ số, nên số trường hợp thực tế có thể ít hơn.",
        "assumed": "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
    }
)
"""The sentences and their parts, as templates for :func:`~dbp_analysis.common.sentences.fill`."""


def target_sentences(card: Scorecard, cases: UnitCases, goals: Sequence[Goal]) -> Iterator[str]:
    """Where a unit of a one-month card stands; each goal with the cheapest mix and what each indicator
    alone would take; then what was assumed.
    """
    own = card.of_units(card.results).loc[cases.unit_code]
    unit = str(card.units["unit_short"][cases.unit_code])
    if pd.isna(own["total"]):
        yield fill(TEXT["unscored"], unit=unit)
        return
    total, maximum = points_text(card.scheme, own["total"]), concise(card.scheme.maximum)
    place = {"rank": str(own["rank"]), "ranked": str(card.results["rank"].count())}
    yield fill(TEXT["standing"], unit=unit, total=total, maximum=maximum, band=own["band"], **place)
    if own["no_cases"]:
        yield fill(TEXT["idle"], unit=unit)
        return
    kinds = [goal.kind for goal in goals]
    if "band" not in kinds:
        yield fill(TEXT["best_band"], unit=unit, band=own["band"])
    if "unit" not in kinds:
        yield fill(TEXT["first_shared" if own["tied"] else "first"], unit=unit)
    for goal in goals:
        yield _goal(cases, goal)
        yield from _alone(card.scheme, goal)
        yield from _too_little(card.scheme, goal)
    if goals:
        yield from _assumptions(cases, goals)


def obstacle(cases: UnitCases) -> str:
    """Why no number of cases is told for a goal that has no mix: the part of a sentence that says so."""
    if cases.only_points:
        return TEXT["unknown"]
    most = points_text(cases.scheme, cases.most)
    return fill(TEXT["impossible_partly" if cases.uncounted else "impossible"], most=most)


def step_text(scheme: Scheme, step: Step) -> str:
    """One step inside a sentence: the indicator, how many cases more, and from where to where."""
    indicator = scheme.indicator(step.indicator_id)
    return fill(
        TEXT["step"],
        indicator=lower_first(indicator.short_name),
        cases=indicator.cases,
        extra=vietnamese(step.extra),
        before=vietnamese(step.numerator),
        after=vietnamese(step.numerator + step.extra),
        all=vietnamese(step.denominator),
    )


def deciders_text(scheme: Scheme) -> str:
    """The sentence on the groups that decide between equal totals."""
    groups = [lower_first(scheme.group(name).short_name) for name in scheme.ties.decided_by]
    return fill(TEXT["deciders"], groups=", rồi ".join(groups))


def points_text(scheme: Scheme, points: float) -> str:
    """Points as the scheme prints totals; what is more than nothing is never printed as nothing."""
    return distance(points, scheme.printed.total)


def _goal(cases: UnitCases, goal: Goal) -> str:
    aim = _aim(cases.scheme, goal)
    if goal.mix is None:
        return capitalised(fill(TEXT["no_number"], goal=aim, obstacle=obstacle(cases)))
    template = TEXT["one_step" if len(goal.mix) == 1 else "steps"]
    steps = "; ".join(step_text(cases.scheme, step) for step in goal.mix)
    return capitalised(fill(template, goal=aim, count=vietnamese(goal.extra or 0), steps=steps))


def _aim(scheme: Scheme, goal: Goal) -> str:
    gap, needed = points_text(scheme, goal.gap), points_text(scheme, goal.needed)
    if goal.kind == "unit":
        return fill(TEXT["unit" if goal.gap > 0 else "unit_level"], name=goal.name, needed=needed, gap=gap)
    # A limit is exact, and a total that only rounds to it is not enough: no decimal of it may get lost.
    limit = vietnamese(goal.needed, 6).rstrip("0").rstrip(",")
    return fill(TEXT["band"], name=goal.name, needed=limit, gap=gap)


def _alone(scheme: Scheme, goal: Goal) -> Iterator[str]:
    """What each indicator alone would take, where the mix does not say so already."""
    alone = [option.step for option in goal.options if option.step]
    others = sorted((step for step in alone if goal.mix != (step,)), key=lambda step: step.extra)
    if others:
        steps = "; hoặc ".join(step_text(scheme, step) for step in others[:MOST_NAMED])
        if len(others) > MOST_NAMED:
            steps = fill(TEXT["more_alone"], steps=steps, count=str(len(others) - MOST_NAMED))
        yield fill(TEXT["each_alone" if len(others) == len(alone) else "alone"], steps=steps)


def _too_little(scheme: Scheme, goal: Goal) -> Iterator[str]:
    """The indicators that would not do alone, where others or a mix of them would."""
    short = [] if goal.mix is None else [option for option in goal.options if option.extra is None]
    parts = [fill(TEXT["short"], **_shortfall(scheme, goal, option)) for option in short]
    if len(short) == 1:
        yield fill(TEXT["one_too_little"], **_shortfall(scheme, goal, short[0]))
    elif len(short) > MOST_NAMED:
        closest = max(range(len(short)), key=lambda at: short[at].reached)
        yield fill(TEXT["many_too_little"], count=str(len(short)), step=parts[closest])
    elif short:
        yield fill(TEXT["too_little"], steps="; ".join(parts))


def _shortfall(scheme: Scheme, goal: Goal, option: Option) -> dict[str, str]:
    indicator = scheme.indicator(option.indicator_id)
    missing = settle(goal.needed - option.reached)
    short = fill(TEXT["missing"], points=points_text(scheme, missing)) if missing > 0 else TEXT["equal"]
    name, of = lower_first(indicator.short_name), vietnamese(option.denominator)
    return {"indicator": name, "all": of, "cases": indicator.cases, "short": short}


def _assumptions(cases: UnitCases, goals: Sequence[Goal]) -> Iterator[str]:
    if cases.uncounted:
        groups = listed([lower_first(group.short_name) for group in cases.uncounted])
        yield fill(TEXT["fixed"], groups=groups)
    if any(goal.kind == "unit" for goal in goals) and cases.scheme.ties.decided_by:
        yield deciders_text(cases.scheme)
    if any(len(goal.mix or ()) > 1 for goal in goals):
        yield TEXT["shared"]
    yield TEXT["assumed"]
