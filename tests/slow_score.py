"""Schemes of every kind, drawn as they are written in a file, and one unit scored by them on paper: in exact
fractions, from the written words, without the package.
"""

import math
import random
from fractions import Fraction

from tests.exact import exact_on_curve, random_rule

Written = dict
WORDS = {
    "at_least": Fraction.__ge__,
    "above": Fraction.__gt__,
    "at_most": Fraction.__le__,
    "below": Fraction.__lt__,
}


def number(value) -> Fraction | None:
    """A figure as it is written; None: not known."""
    return None if value is None else Fraction(str(value))


def keeps(rule: Written, value: Fraction) -> bool:
    return all(kept(value, number(rule[word])) for word, kept in WORDS.items() if word in rule)


def total_of(counts: dict, parts: list[str]) -> Fraction | None:
    """Counts added and taken away; None as soon as one is not known."""
    values = [(-1 if part[0] == "-" else 1, number(counts[part.removeprefix("-")])) for part in parts]
    return None if any(value is None for _, value in values) else sum(sign * value for sign, value in values)


class OnPaper:
    """One unit by a written scheme: ``total`` (None: none), ``band``, ``held_back`` and what they rest on."""

    def __init__(self, scheme: Written, counts: dict) -> None:
        self.scheme, self.counts = scheme, counts
        self.ratios: dict[str, Fraction | None] = {}
        self.left_out: set[str] = set()
        self.groups = {group["id"]: self._group(group) for group in scheme["groups"]}
        self.maxima = {group["id"]: self._maximum(group) for group in scheme["groups"]}
        self.maximum = sum(self.maxima.values())
        self.adjusted = [self._adjustment(one) for one in scheme.get("adjustments", [])]
        self.total = None if self.idle and scheme.get("no_cases_unit") != "ranked" else self._total()
        self.band, self.held_back = self._band()

    def _maximum(self, group: Written) -> Fraction:
        own = sum((number(i["maximum"]) for i in group.get("indicators", [])), Fraction(0))
        return number(group.get("weight") or group.get("given_maximum") or own)

    def _indicator(self, i: Written, group: Written) -> Fraction | str | None:
        """Its points in the weight of its group; None: not known; "out": left out."""
        own = sum(number(one["maximum"]) for one in group["indicators"])
        weight = number(group.get("weight") or own) / own
        if "constant" in i:
            return number(i["constant"]) * weight
        if "given" in i:
            given = number(self.counts[i["given"]])
            of = number(i.get("given_of", i["maximum"]))
            return None if given is None else self._rounded(given / of * number(i["maximum"]) * weight)
        if "value" in i:
            self.ratios[i["id"]] = value = number(self.counts[i["value"]])
            return None if value is None else self._rounded(self._earned(i, value) * weight)
        over, under = (total_of(self.counts, i[name]) for name in ("numerator", "denominator"))
        self.ratios[i["id"]] = None
        if over is None or under is None:
            return None
        if under == 0:
            self.left_out.add(i["id"])
            if i["no_cases"] == "leave_out":
                return "out"
            full = i["no_cases"] == "full"
            return self._rounded(number(i["maximum"]) * weight) if full else Fraction(0)
        self.ratios[i["id"]] = over / under
        return self._rounded(self._earned(i, over / under) * weight)

    def _earned(self, i: Written, value: Fraction) -> Fraction:
        if "curve" in i:
            return exact_on_curve([(number(v), number(p)) for v, p in i["curve"]], value)
        if "steps" in i:
            return next((number(s["points"]) for s in i["steps"] if keeps(s, value)), Fraction(0))
        return min(value * number(i["maximum"]) / number(i.get("full_at", 1)), number(i["maximum"]))

    def _rounded(self, points: Fraction) -> Fraction:
        decimals = self.scheme.get("rounding", {}).get("indicator")
        if decimals is None:
            return points
        return Fraction(math.floor(points * 10**decimals + Fraction(1, 2)), 10**decimals)

    def _group(self, group: Written) -> tuple[Fraction | None, Fraction]:
        """The points of a group and those that were open to it."""
        earned = [(i, self._indicator(i, group)) for i in group.get("indicators", [])]
        maximum = self._maximum(group)
        if earned and all(points is not None for _, points in earned):
            own = sum(number(i["maximum"]) for i in group["indicators"])
            counted = [(i, points) for i, points in earned if points != "out"]
            room = sum((number(i["maximum"]) for i, _ in counted), Fraction(0)) * maximum / own
            return sum((points for _, points in counted), Fraction(0)), room
        given = number(self.counts.get(group.get("given")))
        if given is None and self.scheme["missing_figures"] == "no_points":
            own = sum(number(i["maximum"]) for i in group["indicators"])
            room = sum(number(i["maximum"]) for i, points in earned if points != "out") * maximum / own
            return sum((p for _, p in earned if p not in (None, "out")), Fraction(0)), room
        return given, maximum

    def _adjustment(self, one: Written) -> Fraction | None:
        none = one.get("unlisted") == "none"
        known = {name: 0 if none and count is None else count for name, count in self.counts.items()}
        value = number(known[one["given"]]) if "given" in one else total_of(known, one["counts"])
        if value is None:
            return Fraction(0) if self.scheme["missing_figures"] == "no_points" else None
        points = max(value, Fraction(0)) * number(one.get("points_each", 1))
        points = min(points, number(one["at_most"])) if "at_most" in one else points
        return points if one["kind"] == "bonus" else -points

    def _total(self) -> Fraction | None:
        room = sum(room for _, room in self.groups.values())
        points = [points for points, _ in self.groups.values()]
        if room == 0 or None in points or None in self.adjusted:
            return None
        total = sum(points) * self.maximum / room + sum(self.adjusted)
        if self.adjusted:
            total = total if self.scheme.get("above_maximum") else min(total, self.maximum)
            total = total if self.scheme.get("below_zero") else max(total, Fraction(0))
        return total

    @property
    def idle(self) -> bool:
        """Whether nothing is known of the unit but that no case arose."""
        indicators = [i for group in self.scheme["groups"] for i in group["indicators"]]
        names = {i["id"] for i in indicators if "constant" not in i}
        return names == self.left_out != set() and not any(one != 0 for one in self.adjusted)

    def _band(self) -> tuple[str | None, bool]:
        if self.total is None:
            return None, False
        converted = max(self.total / self.maximum * number(self.scheme["scale"]), Fraction(0))
        reached = [band for band in self.scheme["bands"] if keeps(band, converted)]
        for place, band in enumerate(reached):
            if all(self._met(required) for required in band.get("requires", [])):
                return band["name"], place > 0
        raise AssertionError("the last band asks nothing")

    def _met(self, required: Written) -> bool:
        if "counts" in required:
            value = total_of(self.counts, required["counts"])
            return value is not None and keeps(required, value)
        for name in required.get("indicators", []):
            value = self.ratios.get(name)
            if name not in self.left_out and (value is None or not keeps(required, value)):
                return False
        for name in required.get("groups", []):
            points, room = self.groups[name]
            if room and (points is None or not keeps(required, points / self.maxima[name])):
                return False
        return True


def written_scheme(rng: random.Random) -> Written:
    """A scheme with any of the language's features, as it stands in a file."""
    weighted, groups, counts = rng.random() < 0.4, [], {}
    for name in ("one", "two", "three")[: rng.randint(1, 3)]:
        indicators = [_indicator(rng, f"{name}-{at}") for at in range(rng.randint(1, 3))]
        group = {"id": name, "name": name, "short_name": name, "indicators": indicators}
        if rng.random() < 0.3:
            group["given"] = f"{name}-given"
        groups.append(group)
    if weighted:
        shares = {1: [100], 2: [35, 65], 3: [20, 45.5, 34.5]}[len(groups)]
        for group, weight in zip(groups, shares, strict=True):
            group["weight"] = weight
    adjustments = [_adjustment(rng, at) for at in range(rng.choice([0, 1, 2]))]
    scheme = {
        "id": "drawn",
        "title": "Bộ chỉ số rút ngẫu nhiên",
        "legal_basis": ["–"],
        "scale": rng.choice([10, 100]),
        "missing_figures": rng.choice(["no_total", "no_total", "no_points"]),
        "no_cases_unit": rng.choice(["left_out", "ranked"]),
        "above_maximum": rng.random() < 0.3,
        "below_zero": rng.random() < 0.3,
        "rounding": rng.choice([{}, {}, {"indicator": rng.choice([0, 1, 2])}]),
        "groups": groups,
        "adjustments": adjustments,
    }
    scheme["bands"] = _bands(rng, scheme)
    for one in (i for group in groups for i in group["indicators"]):
        parts = [*one.get("numerator", []), *one.get("denominator", [])]
        stated = [one[key] for key in ("given", "value") if key in one]
        counts |= dict.fromkeys([*(part.removeprefix("-") for part in parts), *stated], "số")
    counts |= {group["given"]: "điểm" for group in groups if "given" in group}
    named = [part for one in adjustments for part in one.get("counts", [one.get("given")])]
    counts |= {part.removeprefix("-"): "số" for part in named}
    return scheme | {"counts": counts | {"late": "Quá hạn"}}


def written_counts(rng: random.Random, scheme: Written) -> dict:
    """Figures of one unit; now and then one is not known."""
    counts: dict = dict.fromkeys(scheme["counts"], 0)
    for one in (i for group in scheme["groups"] for i in group["indicators"]):
        if "given" in one:
            counts[one["given"]] = rng.choice([0, 0.5, 1]) * one.get("given_of", one["maximum"])
        elif "value" in one:
            counts[one["value"]] = rng.choice([0, 0.25, 0.5, 1, 1.75, 3])
        elif "constant" not in one:
            of = rng.choice([0, 1, 2, 3, 5, 8, 20])
            counts[one["numerator"][0]] = rng.randint(0, of)
            counts[one["denominator"][0]] = of
            for part in one["denominator"][1:]:
                counts[part.removeprefix("-")] = taken = rng.randint(0, 2)
                counts[one["denominator"][0]] += taken
    counts |= {group["given"]: rng.choice([None, 0, 0.5]) for group in scheme["groups"] if "given" in group}
    counts |= {one["given"]: rng.choice([0, 0.25, 2, 1]) for one in scheme["adjustments"] if "given" in one}
    beside = {part.removeprefix("-") for one in scheme["adjustments"] for part in one.get("counts", [])}
    counts |= {name: rng.choice([0, 0, 1, 4, 12]) for name in sorted({"late", *beside})}
    if rng.random() < 0.3:
        counts[rng.choice(sorted(counts))] = None
    return counts


def _indicator(rng: random.Random, name: str) -> Written:
    maximum = rng.choice([1, 2, 2.5, 5, 7.5, 10])
    one = {**dict.fromkeys(("id", "name", "short_name", "label"), name), "maximum": maximum}
    kind = rng.choice(["counts", "counts", "counts", "given", "value", "constant"])
    if kind == "given":
        return one | {"given": f"{name}-given"} | rng.choice([{}, {"given_of": 100}])
    if kind == "constant":
        return one | {"constant": maximum / 2}
    rule = random_rule(rng, maximum) if rng.random() < 0.7 or kind == "value" else {}
    if kind == "value":
        rule = rule if rule.keys() & {"curve", "steps"} else {"curve": [[0.5, maximum], [3, 0]]}
        return one | {"value": f"{name}-days"} | rule
    taken = [f"-{name}-void"] * (rng.random() < 0.3)
    no_cases = rng.choice(["full", "zero", "leave_out"])
    parts = {"numerator": [f"{name}-done"], "denominator": [f"{name}-all", *taken]}
    return one | parts | {"no_cases": no_cases} | rule


def _adjustment(rng: random.Random, at: int) -> Written:
    named = {**dict.fromkeys(("name", "short_name"), f"Điểm {at}"), "id": f"extra-{at}"}
    one = named | {"kind": rng.choice(["bonus", "deduction"])} | rng.choice([{}, {"unlisted": "none"}])
    if rng.random() < 0.5:
        return one | {"given": f"extra-{at}-given", "at_most": rng.choice([0.5, 2])}
    counts = {"counts": rng.choice([["late"], ["late", "bad"], ["late", "-mended"]])}
    return one | counts | {"points_each": rng.choice([0.25, 1])} | rng.choice([{}, {"at_most": 3}])


def _bands(rng: random.Random, scheme: Written) -> list[Written]:
    limits = [rng.choice([80, 90, 95]), rng.choice([50, 70]), rng.choice([20, 40])]
    bands = [
        {"name": name, "printed": name, rng.choice(["at_least", "above"]): limit * scheme["scale"] / 100}
        for name, limit in zip("ABC", limits, strict=True)
    ]
    ratios = [i["id"] for g in scheme["groups"] for i in g["indicators"] if "numerator" in i or "value" in i]
    for band in bands[:2]:
        asked = [
            {"counts": ["late"], "at_most": 0, "missed": "còn hồ sơ quá hạn"},
            {"groups": [scheme["groups"][0]["id"]], "at_least": 0.5, "missed": "nhóm đầu dưới một nửa"},
            *({"indicators": [name], "above": 0.25, "missed": "tỷ lệ thấp"} for name in ratios[:1]),
            *(
                {"indicators": [name], "at_least": 0.2, "below": 0.9, "missed": "lệch"}
                for name in ratios[-1:]
            ),
        ]
        if rng.random() < 0.6:
            band["requires"] = rng.sample(asked, k=rng.randint(1, 2))
    return [*bands, {"name": "D", "printed": "D", "at_least": 0}]
