"""The table of a unit profile: each indicator with its cases, points, what was lost, and who does best."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

import pandas as pd

from dbp_analysis.asking.change.text import signed
from dbp_analysis.common.numbers import (
    concise,
    distance,
    in_full,
    same_decimals,
    settle,
    two_digits,
    vietnamese,
)
from dbp_analysis.scoring.lines import Adjusted, Line, adjusted_lines, scored_lines
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.sentences import Sentences

say = Sentences("profile")


@dataclass(frozen=True)
class Row:
    """One indicator, or one group (``is_group``) of which only the points are known, as printed.

    ``cases`` is "56/143"; ``bar`` the points lost as a share 0–1 of the most that any unit of the month
    lost in one row; ``main`` whether the row is among the largest that make up half of what the unit lost;
    ``first`` whether it begins a group; ``gained`` is what a bonus, or the end of the scale, gave.
    """

    is_group: bool
    first: bool
    name: str
    short_name: str
    cases: str
    ratio: str
    points: str
    maximum: str
    lost: str
    best: str
    lost_points: float
    bar: float
    main: bool
    gained: float = 0.0


@dataclass(frozen=True)
class Best:
    """The highest ratio (or points, of a group without counts) among the units, and who has it.

    ``among`` is how many units have counts where others have only points, else 0.
    """

    text: str
    units: frozenset[str]
    among: int = 0


def unit_rows(card: Scorecard) -> dict[str, tuple[Row, ...]]:
    """The rows of every unit of a one-month card by code, indicators in the scheme's order. A unit that is
    left out because no case arose earns no points.
    """
    lines = {code: list(own) for code, own in groupby(scored_lines(card), key=lambda line: line.unit_code)}
    best, extra = best_units(card), adjusted_lines(card)
    lost = [line.lost for own in lines.values() for line in own]
    longest = max((*lost, *(one.lost for own in extra.values() for one in own)), default=0.0)
    return {code: _alike(_rows(own, extra[code], best, card, longest)) for code, own in lines.items()}


def _alike(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The shares of one column with the same decimals."""
    rows = tuple(rows)
    ratios, best = same_decimals([row.ratio for row in rows]), same_decimals([row.best for row in rows])
    return tuple(
        replace(row, ratio=ratio, best=one) for row, ratio, one in zip(rows, ratios, best, strict=True)
    )


def best_units(card: Scorecard) -> dict[str, Best]:
    """The best of the place, of each indicator that any unit has cases of and of each group's points."""
    points = card.of_units(card.group_points)[~card.of_units(card.results)["no_cases"]]
    by_group = {_group_key(str(name)): _highest(values, _points) for name, values in points.items()}
    given = {i.id: card.given[group.id].any() for group in card.scheme.groups for i in group.indicators}
    counted = {str(name): int(known.notna().sum()) for name, known in card.denominators.items()}
    ratios = card.of_units(card.ratios)
    by_ratio = {
        i.id: replace(
            _highest(ratios[i.id], i.value_text, lowest=i.direction == "falling"),
            among=counted[i.id] if given[i.id] else 0,
        )
        for i in card.scheme.indicators
        if i.direction != "both"
    }
    return {name: best for name, best in (by_group | by_ratio).items() if best.units}


def _highest(values: pd.Series, write: Callable[[float], str], *, lowest: bool = False) -> Best:
    """The units with the highest value, or the lowest where fewer is better."""
    known = settle(values.dropna())
    if known.empty:
        return Best("–", frozenset())
    top = float(known.min() if lowest else known.max())
    return Best(write(top), frozenset(map(str, known.index[known.eq(top)])))


def _points(value: float) -> str:
    return vietnamese(value, 2)


def _group_key(group_id: str) -> str:
    """A group and an indicator may bear one id."""
    return f"group {group_id}"


def _rows(
    lines: Sequence[Line],
    extra: Sequence[Adjusted],
    best: Mapping[str, Best],
    card: Scorecard,
    longest: float,
) -> Iterator[Row]:
    least, group = _least_main([*(line.lost for line in lines), *(one.lost for one in extra)]), ""
    for line in lines:
        one, known = line.indicator, pd.notna(line.points)
        cases, ratio = _cases(line)
        yield Row(
            is_group=one is None,
            first=line.group.id != group,
            name=one.name if one else line.group.name,
            short_name=one.short_name if one else line.group.short_name,
            cases=cases,
            ratio=ratio,
            points=vietnamese(line.points, 2) if known else "–",
            maximum=concise(line.maximum),
            lost=line.lost_text,
            best=_best(best.get(one.id if one else _group_key(line.group.id)), line.unit_code, card),
            lost_points=line.lost,
            bar=line.lost / longest if longest else 0.0,
            main=0 < least <= line.lost,
        )
        group = line.group.id
    for at, adjusted in enumerate(extra):
        yield _adjusted_row(adjusted, card, longest, least, first=at == 0)


def _adjusted_row(one: Adjusted, card: Scorecard, longest: float, least: float, *, first: bool) -> Row:
    """A bonus, a deduction or what the ends of the scale changed: signed points, no ratio, no best."""
    found = card.scheme.adjustment(one.column)
    return Row(
        is_group=False,
        first=first,
        name=found.name if found else card.scheme.adjustment_name(one.column),
        short_name=card.scheme.adjustment_name(one.column),
        cases=_adjusted_cases(one, found),
        ratio="–",
        points="–" if pd.isna(one.points) else signed(one.points, 2),
        maximum=concise(found.at_most) if found and found.kind == "bonus" and found.at_most else "–",
        lost=distance(one.lost, 2) if one.lost else "–",
        best="–",
        lost_points=one.lost,
        bar=one.lost / longest if longest else 0.0,
        main=0 < least <= one.lost,
        gained=one.gained,
    )


def _adjusted_cases(one: Adjusted, found: Adjustment | None) -> str:
    if found is None:
        return "–"
    if pd.isna(one.cases if found.counts else one.points):
        return UNKNOWN
    return f"{vietnamese(one.cases)} {found.cases}" if found.counts else say("row.scored")


def _least_main(lost: Sequence[float]) -> float:
    """The smallest of the largest losses that together make up half of all."""
    largest = sorted(lost, reverse=True)
    halves = (
        value for value, sum_ in zip(largest, accumulate(largest), strict=True) if sum_ >= sum(lost) / 2
    )
    return next(halves, 0.0)


def _cases(line: Line) -> tuple[str, str]:
    """The cases ("56/143") and their ratio, or in place of both why there are none."""
    if line.indicator is None:
        return (say("row.given") if pd.notna(line.points) else UNKNOWN), "–"
    if line.indicator.constant is not None:
        return say("row.constant"), "–"
    if line.given_of:
        points, of = map(in_full, line.given_of)
        return say("row.scored"), f"{points}/{of}"
    if line.indicator.value and pd.notna(line.ratio):
        return say("row.value"), line.indicator.value_text(line.ratio)
    if line.denominator == 0:
        return NO_CASES, "–"
    if pd.isna(line.ratio):
        return UNKNOWN, "–"
    value = line.indicator.value_text(line.ratio)
    return f"{vietnamese(line.numerator)}/{vietnamese(line.denominator)}", value


def _best(best: Best | None, unit_code: str, card: Scorecard) -> str:
    if best is None:
        return "–"
    said: dict[str, object] = {"best": best.text, "among": best.among, "count": two_digits(len(best.units))}
    if len(best.units) > 1:
        return say("row.best_shared_among" if best.among else "row.best_shared", **said)
    (code,) = best.units
    who = say("row.this_unit") if code == unit_code else str(card.units.at[code, "unit_short"])
    return say("row.best_among" if best.among else "row.best", unit=who, **said)
