"""What a unit profile says about the way up, and about how sure the result is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from dbp_analysis.asking.robustness.summary import Robustness
from dbp_analysis.asking.targets.goals import Goal, Step
from dbp_analysis.asking.targets.sentences import deciders_text, obstacle, points_text, step_text
from dbp_analysis.asking.targets.unit_targets import Targets
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.common.sentences import capitalised, fill, listed
from dbp_analysis.settings.scheme import Scheme

MOST_NAMED = 3
"""How many ways to a goal, and how many parts of a mix, one page names."""

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "band": "Lên loại {name}: tổng điểm còn thiếu {gap}",
        "unit": "Vượt {name}: tổng điểm còn kém {gap}",
        "unit_level": "Vượt {name}: đang bằng điểm",
        "best_band": "Xếp loại",
        "best_band_said": "Đã ở mức cao nhất ({band}).",
        "first": "Thứ hạng",
        "first_said": "Đang đứng đầu.",
        "first_shared": "Đang đồng hạng nhất.",
        "unscored": "Mục tiêu",
        "unscored_said": "Không được chấm điểm trong kỳ nên không có mục tiêu.",
        "idle_said": "Không phát sinh trường hợp nào trong kỳ nên không có mục tiêu.",
        "one_way": "Chỉ cần {way}.",
        "ways": "Chỉ cần một trong các cách sau:",
        "more_ways": "Còn {count} cách khác, cần từ {extra} trường hợp trở lên.",
        "mix": "Kết hợp thì ít nhất {count} trường hợp: {steps}.",
        "only_mix": "Không việc nào làm riêng là đủ. Kết hợp thì ít nhất {count} trường hợp: {steps}.",
        "more_steps": "{steps} và {count} việc khác",
        "short_step": "{indicator} thêm {extra}",
        "too_little": "Chỉ riêng {indicators} thì không đủ.",
        "too_little_many": "{count} việc khác nếu làm riêng thì không đủ.",
    }
)
"""The sentences and their parts, as templates for :func:`~dbp_analysis.common.sentences.fill`."""


@dataclass(frozen=True)
class Box:
    """A titled block: a sentence a line, ``items`` as a list below the first."""

    title: str
    lines: tuple[str, ...]
    items: tuple[str, ...] = ()


def goal_boxes(found: Targets) -> tuple[Box, ...]:
    """The next band and the unit above, in this order; what is reached already says so."""
    own = found.card.of_units(found.card.results).loc[found.unit_code]
    if pd.isna(own["total"]):
        return (Box(TEXT["unscored"], (TEXT["unscored_said"],)),)
    if own["no_cases"]:
        return (Box(TEXT["unscored"], (TEXT["idle_said"],)),)
    goals = {goal.kind: _goal_box(found, goal) for goal in found.goals}
    first = TEXT["first_shared" if own["tied"] else "first_said"]
    return (
        goals.get("band", Box(TEXT["best_band"], (fill(TEXT["best_band_said"], band=str(own["band"])),))),
        goals.get("unit", Box(TEXT["first"], (first,))),
    )


def certainty_lines(found: Targets, sentence: str, sure: Robustness) -> tuple[str, ...]:
    """How few cases would change rank or band (``sentence``), what the weights do, small denominators."""
    if found.unit_code not in sure.ranks.index:
        return (sentence,)
    return (sentence, *sure.unit_sentences(found.unit_code))


def _goal_box(found: Targets, goal: Goal) -> Box:
    scheme = found.card.scheme
    kind = "unit_level" if goal.kind == "unit" and goal.gap <= 0 else goal.kind
    title = fill(TEXT[kind], name=goal.name, gap=points_text(scheme, goal.gap))
    if goal.mix is None:
        return Box(title, (f"{capitalised(obstacle(found.cases))}.",))
    ways = sorted((o.step for o in goal.options if o.step), key=lambda step: step.extra)
    items = tuple(capitalised(step_text(scheme, way)) for way in ways[:MOST_NAMED]) if len(ways) > 1 else ()
    return Box(title, tuple(_goal_lines(scheme, goal, ways, goal.mix)), items)


def _goal_lines(scheme: Scheme, goal: Goal, ways: Sequence[Step], mix: Sequence[Step]) -> Iterator[str]:
    if len(ways) == 1:
        yield fill(TEXT["one_way"], way=step_text(scheme, ways[0]))
    elif ways:
        yield TEXT["ways"]
    if len(ways) > MOST_NAMED:
        least = vietnamese(ways[MOST_NAMED].extra)
        yield fill(TEXT["more_ways"], count=str(len(ways) - MOST_NAMED), extra=least)
    if len(mix) > 1:
        count = vietnamese(sum(step.extra for step in mix))
        yield fill(TEXT["mix" if ways else "only_mix"], count=count, steps=_steps(scheme, mix))
    short = [scheme.indicator(o.indicator_id).short_name for o in goal.options if o.extra is None]
    if ways and 0 < len(short) <= MOST_NAMED:
        yield fill(TEXT["too_little"], indicators=listed(short))
    elif ways and short:
        yield fill(TEXT["too_little_many"], count=str(len(short)))
    if goal.kind == "unit" and scheme.ties.decided_by:
        yield deciders_text(scheme)


def _steps(scheme: Scheme, mix: Sequence[Step]) -> str:
    """The parts of a mix, the largest first."""
    largest = sorted(mix, key=lambda step: -step.extra)
    named = [
        fill(
            TEXT["short_step"],
            indicator=scheme.indicator(step.indicator_id).short_name,
            extra=vietnamese(step.extra),
        )
        for step in largest[:MOST_NAMED]
    ]
    rest = len(mix) - MOST_NAMED
    said = "; ".join(named)
    return said if rest <= 0 else fill(TEXT["more_steps"], steps=said, count=str(rest))
