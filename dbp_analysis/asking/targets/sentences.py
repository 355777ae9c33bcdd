"""A unit's targets in plain Vietnamese, one thought a sentence."""

from collections.abc import Iterator, Sequence

import pandas as pd

from dbp_analysis.asking.targets.cases import UnitCases
from dbp_analysis.asking.targets.goals import Goal, Option, Step
from dbp_analysis.common.numbers import concise, counted, distance, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import capitalised, listed, lower_first
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

MOST_NAMED = 4
"""How many ways to a goal a sentence names; the table has all of them."""

say = Sentences("targets")


def target_sentences(card: Scorecard, cases: UnitCases, goals: Sequence[Goal]) -> Iterator[str]:
    """Where a unit of a one-month card stands; each goal with the cheapest mix and what each indicator
    alone would take; then what was assumed.
    """
    own = card.of_units(card.results).loc[cases.unit_code]
    unit = str(card.units["unit_short"][cases.unit_code])
    if pd.isna(own["total"]):
        yield say("unscored", unit=unit)
        return
    total, maximum = points_text(card.scheme, own["total"]), concise(card.scheme.maximum)
    place = {"rank": str(own["rank"]), "ranked": str(card.results["rank"].count())}
    yield say("standing", unit=unit, total=total, maximum=maximum, band=own["band"], **place)
    if own["no_cases"]:
        yield say("idle", unit=unit)
        return
    kinds = [goal.kind for goal in goals]
    if "band" not in kinds:
        yield say("best_band", unit=unit, band=own["band"])
    if "unit" not in kinds:
        yield say("first_shared" if own["tied"] else "first", unit=unit)
    for goal in goals:
        yield _goal(cases, goal)
        yield from _alone(card.scheme, goal)
        yield from _too_little(card.scheme, goal)
    if goals:
        yield from _assumptions(cases, goals)


def obstacle(cases: UnitCases, goal: Goal | None = None) -> str:
    """Why no number of cases is told for a goal that has no mix: the part of a sentence that say so. A
    condition that no case can change comes first.
    """
    if goal and goal.open:
        return say("open", missed="; ".join(goal.open))
    if goal and goal.blocked:
        return say("blocked", missed="; ".join(goal.blocked))
    if cases.only_points:
        return say("unknown")
    if goal and goal.kind == "band" and settle(cases.most - goal.needed) >= 0:
        return say("unmet", missed="; ".join(goal.missed)) if goal.missed else say("conflict")
    most = points_text(cases.scheme, cases.most)
    if cases.uncounted:
        return say("impossible_partly", most=most)
    return say("impossible_kept" if cases.kept or cases.given else "impossible", most=most)


def step_text(scheme: Scheme, step: Step) -> str:
    """One step inside a sentence: the indicator, how many cases more or fewer, and from where to where."""
    indicator = scheme.indicator(step.indicator_id)
    return say(
        "step" if step.change > 0 else "step_fewer",
        indicator=lower_first(indicator.short_name),
        cases=indicator.cases,
        extra=counted(step.extra),
        before=vietnamese(step.numerator),
        after=vietnamese(step.after),
        all=vietnamese(step.denominator),
    )


def deciders_text(scheme: Scheme) -> str:
    """The sentence on the groups that decide between equal totals."""
    groups = [lower_first(scheme.group(name).short_name) for name in scheme.ties.decided_by]
    return say("deciders", groups=", rồi ".join(groups))


def points_text(scheme: Scheme, points: float) -> str:
    """Points as the scheme prints totals; what is more than nothing is never printed as nothing."""
    if settle(points) < 0:  # a total that deductions press below zero
        return vietnamese(points, scheme.printed.total)
    return distance(points, scheme.printed.total)


def _goal(cases: UnitCases, goal: Goal) -> str:
    aim = _aim(cases.scheme, goal)
    if goal.mix is None:
        return capitalised(say("no_number", goal=aim, obstacle=obstacle(cases, goal)))
    steps = "; ".join(step_text(cases.scheme, step) for step in goal.mix)
    if len(goal.mix) == 1:
        return capitalised(say("one_step", goal=aim, steps=steps))
    return capitalised(say("steps", goal=aim, count=counted(goal.extra or 0), steps=steps))


def _aim(scheme: Scheme, goal: Goal) -> str:
    gap, needed = points_text(scheme, goal.gap), points_text(scheme, goal.needed)
    if goal.kind == "unit":
        return say("unit" if goal.gap > 0 else "unit_level", name=goal.name, needed=needed, gap=gap)
    # A limit is exact, and a total that only rounds to it is not enough: no decimal of it may get lost.
    limit = vietnamese(goal.needed, 6).rstrip("0").rstrip(",")
    begins = say("above" if _strict(scheme, goal) else "from", needed=limit)
    if goal.missed:
        said = {"name": goal.name, "limit": begins, "missed": "; ".join(goal.missed)}
        return say("band_lacks", gap=gap, **said) if goal.gap > 0 else say("band_held", **said)
    if goal.gap <= 0:  # just at a limit that is not enough
        return say("band_level", name=goal.name, limit=begins)
    return say("band", name=goal.name, limit=begins, gap=gap)


def _strict(scheme: Scheme, goal: Goal) -> bool:
    return any(band.strict for band in scheme.bands if band.name == goal.name)


def _alone(scheme: Scheme, goal: Goal) -> Iterator[str]:
    """What each indicator alone would take, where the mix does not say so already."""
    alone = [option.step for option in goal.options if option.step]
    others = sorted((step for step in alone if goal.mix != (step,)), key=lambda step: step.extra)
    if others:
        ways = [step_text(scheme, step) for step in others]
        steps = say.listed("more_alone", ways, MOST_NAMED, between="; hoặc ")
        yield say("each_alone" if len(others) == len(alone) else "alone", steps=steps)


def _too_little(scheme: Scheme, goal: Goal) -> Iterator[str]:
    """The indicators that would not do alone, where others or a mix of them would."""
    short = [] if goal.mix is None else [option for option in goal.options if option.extra is None]
    parts = [_short("short", scheme, goal, option) for option in short]
    if len(short) == 1:
        yield _short("one_too_little", scheme, goal, short[0])
    elif len(short) > MOST_NAMED:
        closest = max(range(len(short)), key=lambda at: short[at].reached)
        yield say("many_too_little", count=two_digits(len(short)), step=parts[closest])
    elif short:
        yield say("too_little", steps="; ".join(parts))


def _short(key: str, scheme: Scheme, goal: Goal, option: Option) -> str:
    indicator = scheme.indicator(option.indicator_id)
    missing = settle(goal.needed - option.reached)
    level = say("held" if goal.missed else "equal")
    short = say("missing", points=points_text(scheme, missing)) if missing > 0 else level
    name, of = lower_first(indicator.short_name), vietnamese(option.denominator)
    if indicator.direction != "rising":
        return say(f"{key}.curve", indicator=name, short=short)
    return say(f"{key}.share", indicator=name, all=of, cases=indicator.cases, short=short)


def _assumptions(cases: UnitCases, goals: Sequence[Goal]) -> Iterator[str]:
    if cases.uncounted:
        groups = listed([lower_first(group.short_name) for group in cases.uncounted])
        yield say("fixed", groups=groups)
    if cases.given:
        yield say("given", indicators=listed([lower_first(one.short_name) for one in cases.given]))
    if adjusted := [lower_first(one.short_name) for one in cases.scheme.adjustments]:
        yield say("adjusted", adjustments=listed(adjusted))
    if shared := [lower_first(i.short_name) for i in cases.scheme.indicators if i.shared]:
        yield say("of_the_place", indicators=listed(shared))
    if cases.kept:
        yield say("kept", indicators=listed([lower_first(one.short_name) for one in cases.kept]))
    if any(goal.kind == "unit" for goal in goals) and cases.scheme.ties.decided_by:
        yield deciders_text(cases.scheme)
    if any(len(goal.mix or ()) > 1 for goal in goals):
        yield say("shared")
    yield say("assumed")
