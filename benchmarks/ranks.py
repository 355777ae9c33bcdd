"""How often all true ranks lie in their confidence sets, in 2,000 drawn months; and how long that takes.

python benchmarks/ranks.py
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from robustness import UNITS, made_up_card
from timing import report, seconds

from dbp_analysis.asking.drivers import drivers
from dbp_analysis.asking.robustness.ranks import Chance, moved_by_chance, told_apart
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

MONTHS, AT_ONCE = 2_000, 50
SHARES: list[dict[str, object]] = [{}] * 8
RULES: list[dict[str, object]] = 2 * [
    {},
    {"full_at": 0.8},
    {"curve": [(0.5, 0), (0.9, 10)]},
    {"steps": [{"at_least": 0.9, "points": 10}, {"at_least": 0.6, "points": 5}]},
]
"""How eight indicators of ten points earn them, each way twice: as shares alone, or with caps and jumps."""


def scheme(rules: list[dict[str, object]]) -> Scheme:
    names = [f"i{n}" for n in range(len(rules))]
    texts = ("id", "name", "short_name", "label")
    indicators = [
        {**dict.fromkeys(texts, name), "maximum": 10, "no_cases": "full", **rule}
        | {"numerator": [f"{name}_over"], "denominator": [f"{name}_under"]}
        for name, rule in zip(names, rules, strict=True)
    ]
    return Scheme.model_validate(
        {
            "id": "made-up",
            "title": "Bộ chỉ số thử",
            "legal_basis": ["–"],
            "scale": 10,
            "bands": [{"name": "A", "printed": "A", "at_least": 0}],
            "counts": {f"{name}_{end}": "số" for name in names for end in ("over", "under")},
            "groups": [{**dict.fromkeys(texts[:3], "g"), "indicators": indicators}],
        }
    )


def cards(ratios: np.ndarray, cases: np.ndarray, made: Scheme) -> Iterator[Scorecard]:
    """Months in portions, each with its own binomial cases; the first card is the truth."""
    random = np.random.default_rng(1)
    codes = pd.Index([f"{at:04d}" for at in range(len(ratios))], name="unit_code")
    units = pd.DataFrame({"unit_short": codes}, index=codes)

    def scored(over: np.ndarray) -> Scorecard:
        index = pd.MultiIndex.from_product([map(str, range(len(over))), codes], names=["month", "unit_code"])
        counts = np.stack([over, np.broadcast_to(cases, over.shape)], axis=-1).reshape(len(index), -1)
        return score(pd.DataFrame(counts.astype(float), index, list(made.counts)), made, units)

    yield scored(ratios[np.newaxis] * cases)
    for _ in range(MONTHS // AT_ONCE):
        yield scored(random.binomial(cases, ratios, (AT_ONCE, *ratios.shape)))


def covered(ratios: np.ndarray, cases: np.ndarray, rules: list[dict[str, object]]) -> float:
    """The share of months in which no unit's true rank lies outside of its set."""
    truth, *months = cards(ratios, cases, scheme(rules))
    true = truth.results["total"].round(9)
    low, high = (true.rank(method=end, ascending=False).to_numpy() for end in ("min", "max"))
    inside = 0
    for card in months:
        frames = (card.results["total"], card.results["rank"], moved_by_chance(card))
        rows = (frame.to_numpy(float).reshape(AT_ONCE, len(ratios), -1) for frame in frames)
        for totals, ranks, moved in zip(*rows, strict=True):
            totals, ranks = totals[:, 0], ranks[:, 0]
            above, _ = told_apart(totals, ranks, Chance(*moved.T))
            best, worst = 1 + above.sum(axis=0), len(totals) - above.sum(axis=1)
            inside += bool(((best <= low) & (high <= worst)).all())
    return inside / MONTHS


def main() -> None:
    random = np.random.default_rng(0)
    found = []
    for units in (12, UNITS):
        shape = (units, len(RULES))
        cases = random.integers(2, 400, shape)
        equal, unequal = np.full(shape, 0.85), random.beta(8, 2, shape)
        for name, ratios, rules in (
            ("equal units, shares", equal, SHARES),
            ("equal units, caps and jumps", equal, RULES),
            ("units that differ", unequal, RULES),
        ):
            found.append((f"{units} {name}: coverage", covered(ratios, cases, rules), "≥ 0.94"))
        for of in (20, 35, 100):
            alone = np.full((units, 1), 0.5), np.full((units, 1), of)
            name = f"{units} equal units, one share of {of} at 50 %: coverage"
            found.append((name, covered(*alone, SHARES[:1]), "≥ 0.94"))
    made = made_up_card()
    taken = seconds(lambda: drivers(made), repeats=3)
    durations = [(f"drivers and confidence sets of {UNITS} units", taken)]
    report(
        f"confidence sets of ranks in {MONTHS:,} drawn months", durations, [*found, ("seconds", taken, "< 2")]
    )


if __name__ == "__main__":
    main()
