"""What a unit profile says about the way up, and about how sure the result is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from dbp_analysis.numbers import half_up, vietnamese
from dbp_analysis.robustness.summary import Robustness
from dbp_analysis.scheme import Scheme
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.targets.goals import Goal, Option, Step
from dbp_analysis.targets.unit_targets import Targets
from dbp_analysis.wording import fill, listed

MOST_NAMED = 3
"""How many ways to a goal, and how many parts of a mix, one page names."""

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "band": "Lên loại {name}: còn thiếu {gap} điểm",
        "unit": "Vượt {name}: cần hơn {gap} điểm",
        "best_band": "Xếp loại",
        "best_band_said": "Đã ở mức cao nhất ({band}).",
        "first": "Thứ hạng",
        "first_said": "Đang đứng đầu.",
        "first_shared": "Đang đồng hạng nhất.",
        "unscored": "Mục tiêu",
        "unscored_said": "Không được chấm điểm trong kỳ nên không có mục tiêu.",
        "one_way": "Chỉ cần {way}.",
        "ways": "Chỉ cần một trong các cách sau:",
        "way": "{indicator} thêm {extra} {cases} (từ {before} lên {after}/{all})",
        "more_ways": "Còn {count} cách khác, cần từ {extra} trường hợp trở lên.",
        "mix": "Kết hợp thì ít nhất {count} trường hợp: {steps}.",
        "only_mix": "Không việc nào làm riêng là đủ. Kết hợp thì ít nhất {count} trường hợp: {steps}.",
        "more_steps": "{steps} và {count} việc khác",
        "short_step": "{indicator} thêm {extra}",
        "too_little": "Chỉ riêng {indicators} thì không đủ.",
        "too_little_many": "{count} việc khác nếu làm riêng thì không đủ.",
        "impossible": "Không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ {most}.",
        "unknown": "Chưa có số liệu đếm được, nên không tính được cần thêm bao nhiêu trường hợp.",
        "uncounted": "Chưa có số liệu đếm được, nên không tính được bao nhiêu trường hợp làm đổi kết quả.",
        "under": "chưa đến {points}",
    }
)
"""The sentences and their parts, as templates for :func:`~dbp_analysis.wording.fill`."""


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
    cases = sentence if found.cases.counted else TEXT["uncounted"]
    # Only the unit's own ratios: going through those of every unit, for every unit, takes seconds.
    own = sure.intervals.index.get_level_values("unit_code") == found.unit_code
    return (cases, *replace(sure, intervals=sure.intervals[own]).unit_sentences(found.unit_code))


def _goal_box(found: Targets, goal: Goal) -> Box:
    title = fill(TEXT[goal.kind], name=goal.name, gap=_points(found.card, goal.gap))
    if not found.cases.counted:
        return Box(title, (TEXT["unknown"],))
    if goal.mix is None:
        return Box(title, (fill(TEXT["impossible"], most=_points(found.card, found.most)),))
    scheme = found.card.scheme
    ways = sorted((o for o in goal.options if o.extra is not None), key=lambda o: o.extra or 0)
    items = tuple(_way(scheme, option) for option in ways[:MOST_NAMED]) if len(ways) > 1 else ()
    return Box(title, tuple(_goal_lines(scheme, goal, ways, goal.mix)), items)


def _goal_lines(scheme: Scheme, goal: Goal, ways: Sequence[Option], mix: Sequence[Step]) -> Iterator[str]:
    if len(ways) == 1:
        yield fill(TEXT["one_way"], way=_way(scheme, ways[0]))
    elif ways:
        yield TEXT["ways"]
    if len(ways) > MOST_NAMED:
        least = vietnamese(ways[MOST_NAMED].extra or 0)
        yield fill(TEXT["more_ways"], count=str(len(ways) - MOST_NAMED), extra=least)
    if len(mix) > 1:
        count = vietnamese(sum(step.extra for step in mix))
        yield fill(TEXT["mix" if ways else "only_mix"], count=count, steps=_steps(scheme, mix))
    short = [scheme.indicator(o.indicator_id).short_name for o in goal.options if o.extra is None]
    if ways and 0 < len(short) <= MOST_NAMED:
        yield fill(TEXT["too_little"], indicators=listed(short))
    elif ways and short:
        yield fill(TEXT["too_little_many"], count=str(len(short)))


def _way(scheme: Scheme, option: Option) -> str:
    indicator, extra = scheme.indicator(option.indicator_id), option.extra or 0
    return fill(
        TEXT["way"],
        indicator=indicator.short_name,
        extra=vietnamese(extra),
        cases=indicator.cases,
        before=vietnamese(option.numerator),
        after=vietnamese(option.numerator + extra),
        all=vietnamese(option.denominator),
    )


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


def _points(card: Scorecard, points: float) -> str:
    """Points as the scheme prints totals; what is more than nothing is never printed as nothing."""
    decimals = card.scheme.printed.total
    if points > 0 and half_up(float(points), decimals) == 0:
        return fill(TEXT["under"], points=vietnamese(10.0**-decimals, decimals))
    return vietnamese(points, decimals)
