"""Scoring once more in fractions, row by row, and small invented months: what targets are tested against."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

import pandas as pd

from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Indicator, Scheme

BAND_NAMES = ("A", "B", "C", "D")


def fraction(value):
    """A number as it is written: 0.8 is 4/5."""
    return Fraction(str(value))


def half_up(points: Fraction, decimals: int | None) -> Fraction:
    """Points as the scheme rounds them; None: not at all."""
    if decimals is None:
        return points
    return Fraction(math.floor(points * 10**decimals + Fraction(1, 2)), 10**decimals)


def exact_points(indicator: Indicator, numerator: int, denominator: int, decimals: int | None) -> Fraction:
    """What a ratio earns, on paper."""
    ratio = Fraction(numerator, denominator)
    if indicator.curve:
        points = exact_on_curve([(fraction(v), fraction(p)) for v, p in indicator.curve], ratio)
    elif indicator.steps:
        points = next((fraction(one.points) for one in indicator.steps if keeps(one, ratio)), Fraction(0))
    else:
        maximum = fraction(indicator.maximum)
        points = min(ratio * maximum / fraction(indicator.full_at or 1), maximum)
    return half_up(points, decimals)


def exact_on_curve(curve: list[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    """The points of a value on straight lines between those of a curve; the higher ones at a jump."""
    there = [points for at, points in curve if at == value]
    before = [one for one in curve if one[0] < value]
    after = [one for one in curve if one[0] > value]
    if there:
        return max(there)
    if not before or not after:
        return (before[-1] if before else after[0])[1]
    (low, least), (high, most) = before[-1], after[0]
    return least + (most - least) * (value - low) / (high - low)


def keeps(step, value: Fraction) -> bool:
    """Whether a value keeps every bound of a step."""
    return all(
        bound is None or kept(value, fraction(bound))
        for bound, kept in (
            (step.at_least, Fraction.__ge__),
            (step.above, Fraction.__gt__),
            (step.at_most, Fraction.__le__),
            (step.below, Fraction.__lt__),
        )
    )


def random_rule(rng: random.Random, maximum: float) -> dict[str, object]:
    """How an indicator earns its maximum: full from a share on, a curve that rises, falls or does both, with
    jumps or none, or steps upwards or downwards; now and then of values above 1.
    """
    kind = rng.choice(["full_at", "curve", "curve", "steps", "steps"])
    if kind == "full_at":
        return {"full_at": rng.choice([1, 0.9, 0.8, 0.5])}
    top = rng.choice([1, 1, 1, 3])
    places = sorted(rng.sample([round(top * n / 12, 3) for n in range(13)], k=rng.randint(2, 4)))
    points = [round(maximum * n / 8, 4) for n in rng.choices(range(8), k=len(places) - 1)]
    if kind == "curve":
        places += rng.sample(places, k=rng.randint(0, 2))
        points = [*(round(maximum * n / 8, 4) for n in rng.choices(range(8), k=len(places) - 1)), maximum]
    else:
        points.append(maximum)
    shape = rng.choice(["rising", "rising", "falling", "both"])
    points.sort(reverse=shape == "falling")
    if shape == "both":
        rng.shuffle(points)
    places.sort()
    if kind == "curve":
        return {"curve": list(zip(places, points, strict=True))}
    downwards = shape == "falling"
    word = rng.choice(["at_most", "below"] if downwards else ["at_least", "above"])
    if word in ("below", "above"):  # nothing is below 0, and no share above 1
        places = [place if 0 < place < top else top / 2 for place in places]
    pairs = dict(zip(places, points, strict=True))
    steps = [{word: place, "points": earned} for place, earned in sorted(pairs.items())]
    steps = steps if downwards else steps[::-1]
    return {"steps": steps} if max(pairs.values()) == maximum else {"full_at": 1}


@dataclass(frozen=True)
class ExactUnit:
    """A unit in fractions. ``levels`` holds, by indicator whose cases can turn, what 0 … all cases earn;
    ``fixed``, by group, what no case can change.
    """

    scheme: Scheme
    numerators: dict[str, int]
    levels: dict[str, list[Fraction]]
    fixed: dict[str, Fraction]
    available: Fraction

    def total(self, numerators: dict[str, int]) -> Fraction:
        points = sum((self.group_points(group.id, numerators) for group in self.scheme.groups), Fraction(0))
        return points * fraction(self.scheme.maximum) / self.available

    def group_points(self, group_id: str, numerators: dict[str, int]) -> Fraction:
        names = [i.id for i in self.scheme.group(group_id).indicators if i.id in numerators]
        return self.fixed[group_id] + sum(
            (self.levels[name][numerators[name]] for name in names), Fraction(0)
        )

    def place(self, numerators: dict[str, int] | None = None) -> tuple[Fraction, ...]:
        """What ranks the unit, higher is better: the total, then the points of the groups that decide."""
        numerators = self.numerators if numerators is None else numerators
        deciders = self.scheme.ties.decided_by
        return (self.total(numerators), *(self.group_points(name, numerators) for name in deciders))

    def band(self, total: Fraction) -> int:
        """Position among the scheme's bands, 0 for the best."""
        converted = total / fraction(self.scheme.maximum) * fraction(self.scheme.scale)
        return next(at for at, b in enumerate(self.scheme.bands) if converted >= fraction(b.at_least))

    def ways(self, up: bool):
        """Every choice of higher (lower) numerators: the number of cases turned, and the place it earns."""
        names = list(self.levels)
        ranges = [self._numerators(name, up) for name in names]
        for chosen in product(*ranges):
            numerators = dict(zip(names, chosen, strict=True))
            cases = sum(abs(n - self.numerators[name]) for name, n in numerators.items())
            yield cases, self.place(numerators)

    def _numerators(self, name: str, up: bool) -> range:
        """Every numerator that can better (worsen) what an indicator earns: upwards or downwards where its
        levels only rise or only fall, else all of them.
        """
        levels, now = self.levels[name], self.numerators[name]
        if levels == sorted(levels):
            return range(now, len(levels)) if up else range(now + 1)
        if levels == sorted(levels, reverse=True):
            return range(now + 1) if up else range(now, len(levels))
        return range(len(levels))

    def extreme(self, cases: int, up: bool) -> Fraction:
        """The highest (lowest) total that this number of cases can bring: every split is tried."""
        sign = 1 if up else -1
        whole = math.lcm(*(points.denominator for levels in self.levels.values() for points in levels))
        best = [0]
        for name, levels in self.levels.items():
            now = self.numerators[name]
            room = len(levels) - 1 - now if up else now
            tried = [levels[now + sign * k] for k in range(min(room, cases) + 1)]
            changes = [int(sign * (level - levels[now]) * whole) for level in tried]
            reachable = min(cases, len(best) - 1 + room)
            best = [
                max(best[m - k] + changes[k] for k in range(len(changes)) if 0 <= m - k < len(best))
                for m in range(reachable + 1)
            ]
        gained = sign * Fraction(max(best), whole)
        return self.total(self.numerators) + gained * fraction(self.scheme.maximum) / self.available


def exact_sum(parts: Sequence[str], counts: pd.Series) -> int:
    """The counts of a unit added up, those with a minus taken away."""
    return sum(-int(counts[part[1:]]) if part[0] == "-" else int(counts[part]) for part in parts)


def exact_unit(card: Scorecard, unit_code: str) -> ExactUnit:
    """A unit of a one-month card, from its counts and given points."""
    scheme, row = card.scheme, (card.months[0], unit_code)
    numerators: dict[str, int] = {}
    levels: dict[str, list[Fraction]] = {}
    fixed = {group.id: Fraction(0) for group in scheme.groups}
    available = Fraction(0)
    for group in scheme.groups:
        names = [name.removeprefix("-") for i in group.indicators for name in (*i.numerator, *i.denominator)]
        if not group.indicators or card.counts.loc[row, names].isna().any():
            fixed[group.id] += fraction(card.counts.loc[row, group.given])
            available += fraction(group.maximum)
            continue
        for i in group.indicators:
            of = 0 if i.constant is not None else exact_sum(i.denominator, card.counts.loc[row])
            if i.constant is None and of == 0 and i.no_cases == "leave_out":
                continue
            available += fraction(i.maximum)
            if i.constant is not None:
                fixed[group.id] += fraction(i.constant)
            elif of and (i.shared or not i.is_share):  # days are no cases
                over = exact_sum(i.numerator, card.counts.loc[row])
                fixed[group.id] += exact_points(i, over, of, scheme.rounding.indicator)
            elif of:
                numerators[i.id] = exact_sum(i.numerator, card.counts.loc[row])
                levels[i.id] = [
                    exact_points(i, n, of, scheme.rounding.indicator)
                    for n in range(max(of, numerators[i.id]) + 1)
                ]
            elif i.no_cases == "full":
                fixed[group.id] += half_up(fraction(i.maximum), scheme.rounding.indicator)
    return ExactUnit(scheme, numerators, levels, fixed, available)


def random_scheme(rng: random.Random, rule: str = "shared", *, ruled: bool = False) -> Scheme:
    """One to three groups, two to four indicators in all: any rounding, full_at, 0/0 rule, given points, and
    groups that decide between equal totals; ``ruled``: by curves and steps of any kind, some
    denominators with a count that is taken away.
    """
    indicators = [
        {
            **dict.fromkeys(("id", "name", "short_name", "label"), name),
            "maximum": rng.choice([1, 2, 2.5, 5, 7.5, 10]),
            "full_at": rng.choice([1, 1, 0.9, 0.8, 0.5]),
            "no_cases": rng.choice(["full", "zero", "leave_out"]),
            "numerator": [f"{name}_done"],
            "denominator": [f"{name}_all"],
        }
        for name in "abcd"[: rng.randint(2, 4)]
    ]
    if ruled:
        for one in indicators:
            del one["full_at"]
            one |= random_rule(rng, float(str(one["maximum"])))
            if rng.random() < 0.4:
                one["denominator"] = [f"{one['id']}_all", f"-{one['id']}_void"]
    named = {**dict.fromkeys(("id", "name", "short_name", "label"), "fixed"), "maximum": 2, "constant": 1.5}
    groups = [{"id": "one", "indicators": indicators[:2]}]
    if indicators[2:]:
        groups.append({"id": "two", "given": "two_points", "indicators": indicators[2:]})
    if rng.random() < 0.3:
        groups[0]["indicators"].append(named)
    if rng.random() < 0.3:
        groups.append({"id": "three", "given": "three_points", "given_maximum": 3})
    counts = [f"{i['id']}_{part}" for i in indicators for part in ("done", "all", "void")]
    limits = [rng.randint(85, 98), rng.randint(60, 80), rng.randint(15, 45)]
    rounding = rng.choice([None, None, 0, 1, 2])
    deciders = rng.sample([g["id"] for g in groups], k=rng.randint(0, len(groups)))
    return Scheme.model_validate(
        {
            "id": "random",
            "title": "Bộ chỉ số ngẫu nhiên",
            "legal_basis": ["–"],
            "scale": 10,
            "ties": {"rule": rule, "decided_by": deciders},
            "rounding": {} if rounding is None else {"indicator": rounding},
            "bands": [
                {"name": name, "printed": name, "at_least": limit / 10}
                for name, limit in zip(BAND_NAMES, [*limits, 0], strict=True)
            ],
            "counts": dict.fromkeys([*counts, *(g["given"] for g in groups if "given" in g)], "số"),
            "groups": [{"name": g["id"], "short_name": g["id"], **g} for g in groups],
        }
    )


@cache
def random_ruled_card(seed: int) -> Scorecard:
    """A month of a random scheme with curves and steps."""
    return random_card(seed, units=3, most=5, ruled=True)


@cache
def random_card(seed: int, units: int = 4, most: int = 6, *, ruled: bool = False) -> Scorecard:
    """A month of a random scheme, with up to ``most`` cases an indicator; now and then none, or one of its
    counts, or given points, are not known.
    """
    rng = random.Random(seed)
    scheme = random_scheme(rng, rng.choice(["shared", "dense"]), ruled=ruled)
    rows = []
    for _ in range(units):
        row: dict[str, float] = {"two_points": rng.choice([0, 0.5, 2]), "three_points": rng.choice([1, 2.25])}
        for i in scheme.indicators:
            if i.constant is None:
                of = rng.choice([0, 1, *range(2, most + 1), most, most])
                row[f"{i.id}_all"], row[f"{i.id}_done"] = of, rng.randint(0, rng.choice([of, of // 3]))
                if len(i.denominator) > 1:
                    row[f"{i.id}_void"] = rng.randint(0, 3)
                    row[f"{i.id}_all"] += row[f"{i.id}_void"]
        if rng.random() < 0.3:
            row[rng.choice(list(scheme.inputs))] = float("nan")
        rows.append(row)
    return made_card(scheme, pd.DataFrame(rows))


@cache
def random_close_card(seed: int) -> Scorecard:
    """A month of few possible totals, so that units are often level and one or two groups decide."""
    rng = random.Random(seed)
    names, of = "abc", 5
    indicators = [
        {
            **dict.fromkeys(("id", "name", "short_name", "label"), name),
            "maximum": rng.choice([of, of, 2 * of]),
            "no_cases": "full",
            "numerator": [f"{name}_done"],
            "denominator": [f"{name}_all"],
        }
        for name in names
    ]
    parts = {"one": indicators[:1], "two": indicators[1:]}
    scheme = Scheme.model_validate(
        {
            "id": "close",
            "title": "Bộ chỉ số sít sao",
            "legal_basis": ["–"],
            "scale": 10,
            "ties": {
                "rule": rng.choice(["shared", "dense"]),
                "decided_by": rng.sample(list(parts), k=rng.randint(1, 2)),
            },
            "bands": [
                {"name": "A", "printed": "A", "at_least": 8},
                {"name": "B", "printed": "B", "at_least": 0},
            ],
            "counts": {f"{name}_{part}": "số" for name in names for part in ("done", "all")},
            "groups": [
                {"id": key, "name": key, "short_name": key, "indicators": own} for key, own in parts.items()
            ],
        }
    )
    columns = {f"{name}_done": [float(rng.randint(0, of)) for _ in range(6)] for name in names}
    return made_month(scheme, **columns, **{f"{name}_all": [float(of)] * 6 for name in names})


def made_month(scheme: Scheme, **columns: Sequence[float]) -> Scorecard:
    """A month of units u0, u1, …; each keyword a count or the given points of a group."""
    return made_card(scheme, pd.DataFrame(columns))


def made_card(scheme: Scheme, counts: pd.DataFrame) -> Scorecard:
    """``counts`` scored as one month of units u0, u1, …, which are called U0, U1, …"""
    codes = [f"u{at}" for at in range(len(counts))]
    index = pd.MultiIndex.from_product([["2024-01"], codes], names=["month", "unit_code"])
    names = pd.Series([code.upper() for code in codes], pd.Index(codes, name="unit_code"))
    units = pd.DataFrame(dict.fromkeys(("unit_name", "unit_label", "unit_short"), names))
    return score(counts.astype(float).set_axis(index), scheme, units)
