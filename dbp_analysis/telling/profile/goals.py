"""What a unit profile says about the way up, and about how sure the result is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.robustness.summary import Robustness
from dbp_analysis.asking.targets.goals import Goal, Step
from dbp_analysis.asking.targets.sentences import deciders_text, obstacle, points_text, step_text
from dbp_analysis.asking.targets.unit_targets import Targets
from dbp_analysis.common.numbers import counted, two_digits
from dbp_analysis.common.sentences import capitalised, listed
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

MOST_NAMED = 3
"""How many ways to a goal, and how many parts of a mix, one page names."""

say = Sentences("profile")


@dataclass(frozen=True)
class Box:
    """A titled block: a sentence a line, ``items`` as a list below the first."""

    title: str
    lines: tuple[str, ...]
    items: tuple[str, ...] = ()


def goal_boxes(found: Targets) -> tuple[Box, ...]:
    """The next band and the unit above, in this order; what is reached already says so."""
    own = found.card.of_units(found.card.results).loc[found.unit_code]
    if pd.isna(own["total"]) or own["no_cases"]:
        why = say("goal.unscored" if pd.isna(own["total"]) else "goal.idle")
        return (Box(say("goal.none"), (why,)),)
    goals = {goal.kind: _goal_box(found, goal) for goal in found.goals}
    best = say("goal.best_band", band=own["band"])
    first = say("goal.first_shared" if own["tied"] else "goal.first")
    return (
        goals.get("band", Box(say("label.band"), (best,))),
        goals.get("unit", Box(say("label.rank"), (first,))),
    )


def certainty_lines(found: Targets, sentence: str, sure: Robustness) -> tuple[str, ...]:
    """How few cases would change rank or band (``sentence``), what the weights do, small denominators."""
    if found.unit_code not in sure.ranks.index:
        return (sentence,)
    return (sentence, *sure.unit_sentences(found.unit_code))


def _goal_box(found: Targets, goal: Goal) -> Box:
    scheme = found.card.scheme
    title = say(f"goal_title.{_title(goal)}", name=goal.name, gap=points_text(scheme, goal.gap))
    if goal.mix is None:
        return Box(title, (f"{capitalised(obstacle(found.cases, goal))}.",))
    ways = sorted((o.step for o in goal.options if o.step), key=lambda step: step.extra)
    items = tuple(capitalised(step_text(scheme, way)) for way in ways[:MOST_NAMED]) if len(ways) > 1 else ()
    missed = [say("goal.missed", missed="; ".join(goal.missed))] if goal.missed else []
    lines = _goal_lines(scheme, goal, ways, goal.mix)
    return Box(title, (*missed, *lines), items)


def _title(goal: Goal) -> str:
    """What there is to gain: points; or else a condition to meet, a limit or a rival to leave behind."""
    if goal.gap > 0:
        return goal.kind
    return "band_held" if goal.missed else f"{goal.kind}_level"


def _goal_lines(scheme: Scheme, goal: Goal, ways: Sequence[Step], mix: Sequence[Step]) -> Iterator[str]:
    if len(ways) == 1:
        yield say("way.one", way=step_text(scheme, ways[0]))
    elif ways:
        yield say("way.several")
    if len(ways) > MOST_NAMED:
        yield say("way.more", count=two_digits(len(ways) - MOST_NAMED), extra=counted(ways[MOST_NAMED].extra))
    if len(mix) > 1:
        count = counted(sum(step.extra for step in mix))
        yield say("way.mix" if ways else "way.only_mix", count=count, steps=_steps(scheme, mix))
    short = [scheme.indicator(o.indicator_id).short_name for o in goal.options if o.extra is None]
    if ways and short:
        many = len(short) > MOST_NAMED
        said = {"indicators": listed(short), "count": two_digits(len(short))}
        yield say("way.too_little_many" if many else "way.too_little", **said)
    if goal.kind == "unit" and scheme.ties.decided_by:
        yield deciders_text(scheme)


def _steps(scheme: Scheme, mix: Sequence[Step]) -> str:
    """The parts of a mix, the largest first."""
    said = [
        say(
            "way.step" if step.change > 0 else "way.step_fewer",
            indicator=scheme.indicator(step.indicator_id).short_name,
            extra=counted(step.extra),
        )
        for step in sorted(mix, key=lambda step: -step.extra)
    ]
    return say.listed("way.more_steps", said, MOST_NAMED, between="; ")
