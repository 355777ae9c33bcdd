"""Schemes of every feature: all that is asked of a card follows, against a scorer on paper."""

import random
import re
from functools import cache
from itertools import product
from math import prod

import numpy as np
import pandas as pd
import pytest

from dbp_analysis.asking.drivers import drivers
from dbp_analysis.asking.robustness.dominance import dominance
from dbp_analysis.asking.robustness.fragility import fragility, fragility_sentences
from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.asking.robustness.weights import weigh, weight_ranks
from dbp_analysis.asking.targets.cases import unit_cases
from dbp_analysis.asking.targets.goals import find_goals
from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.common.numbers import settle
from dbp_analysis.reading.overlay_files import scheme_toml
from dbp_analysis.scoring.explain import explain
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import Scheme, load_scheme

from ..exact import made_card
from ..slow_score import OnPaper, written_counts, written_scheme

UNITS = 4


def drawn(seed, scheme_seed=None):
    """A written scheme, the counts of some units, and their card."""
    written = written_scheme(random.Random(seed if scheme_seed is None else scheme_seed))
    rng = random.Random(seed + 1_000)
    units = [written_counts(rng, written) for _ in range(UNITS)]
    frame = pd.DataFrame(units).astype(float)
    return written, units, made_card(Scheme.model_validate(written), frame)


@cache
def small(seed):
    return drawn(seed)


def ranked(card):
    return list(card.of_units(card.results)["total"].dropna().index)


def of_unit(card, written, units, code):
    """Every choice of numerators of a unit: the cases turned, and the unit on paper; None where there are too
    many of them.
    """
    counts, counted = units[int(code[1:])], unit_cases(card, code).counted
    if prod(len(one.points) for one in counted) > 90:
        return None
    names = {
        i["id"]: i["numerator"][0] for g in written["groups"] for i in g["indicators"] if "numerator" in i
    }
    found = []
    for chosen in product(*(range(len(one.points)) for one in counted)):
        new = {names[one.indicator.id]: n for one, n in zip(counted, chosen, strict=True)}
        cases = sum(abs(n - one.numerator) for one, n in zip(counted, chosen, strict=True))
        found.append((cases, OnPaper(written, counts | new)))
    return found


def fewest(choices, enough):
    return min((cases for cases, paper in choices if enough(paper)), default=None)


@pytest.mark.parametrize("start", range(0, 20, 10))
def test_targets_and_fragility_are_the_fewest_cases_of_all_choices(start):
    for seed in range(start, start + 10):
        written, units, card = small(seed)
        names, table = [band["name"] for band in written["bands"]], fragility(card)
        results = card.of_units(card.results)
        for code in ranked(card):
            choices = of_unit(card, written, units, code)
            if choices is None:
                continue
            at, said = names.index(results["band"][code]), (seed, code)
            up = fewest(choices, lambda p, at=at, names=names: names.index(p.band) < at)
            down = fewest(choices, lambda p, at=at, names=names: names.index(p.band) > at)
            moves = table.loc[code]
            assert (None if pd.isna(moves["band_up"]) else moves["band_up"]) == up, said
            assert (None if pd.isna(moves["band_down"]) else moves["band_down"]) == down, said
            for goal in find_goals(card, unit_cases(card, code)):
                if goal.kind == "band":
                    assert goal.extra == up, said
                    assert not (goal.blocked and goal.mix), said
                else:
                    ahead = results[results["rank"] < results["rank"][code]].index[-1]
                    rival = OnPaper(written, units[int(ahead[1:])]).total
                    passing = fewest(choices, lambda p, rival=rival: p.total > rival)
                    assert goal.extra == passing, said
                for option in goal.options:
                    assert option.extra is None or option.extra >= (goal.extra or 0), said


def test_weights_that_do_not_move_give_the_published_totals_ranks_and_bands():
    for seed in range(12):
        card = small(seed)[-1]
        if not ranked(card):
            continue
        units = weigh(card)
        totals = card.of_units(card.results)["total"].dropna().to_numpy()
        assert np.allclose(units.totals(np.ones((1, len(units.parts))))[0], totals, atol=1e-9), seed
        still = weight_ranks(card, noise=0, draws=2)
        assert still[["share_same", "share_same_band"]].eq(1).all(axis=None), seed


def test_no_weights_turn_a_certain_pair():
    for seed in range(12):
        card = small(seed)[-1]
        if len(ranked(card)) < 2:
            continue
        units = weigh(card)
        for noise in (None, 0.25):
            sure, random_ = dominance(card, noise).above, np.random.default_rng(seed)
            size = (60, len(units.parts))
            factors = random_.exponential(size=size) if noise is None else random_.uniform(0.75, 1.25, size)
            totals = settle(units.totals(factors))
            for higher, lower in zip(*sure.to_numpy().nonzero(), strict=True):
                assert (totals[:, higher] > totals[:, lower]).all(), (seed, noise)


def test_everything_is_said_of_schemes_of_every_kind():
    for seed in range(12):
        card = small(seed)[-1]
        assert fragility_sentences(card, fragility(card)).str.len().gt(0).all()
        for code in card.of_units(card.results).index:
            explain(card, code)
            assert targets(card, code).sentences
        if ranked(card):
            sure = robustness(card, draws=5)
            assert all(map(str, sure.sentences))
            assert all(sure.unit_sentences(code) for code in ranked(card))


NAMED = ("id", "name", "short_name", "label")
DEDUCTION = {**dict.fromkeys(NAMED[:3], "d"), "kind": "deduction", "counts": ["late"], "points_each": 9}
BONUS = {**dict.fromkeys(NAMED[:3], "b"), "kind": "bonus", "given": "extra", "at_most": 3}
NEVER = {"counts": ["late"], "below": 0, "missed": "không thể"}
DAYS = {"value": "days", "steps": [{"at_most": 2, "points": 10}, {"at_most": 4, "points": 3}]}
COUNTED = {"numerator": ["over"], "denominator": ["under"], "no_cases": "leave_out"}


@pytest.mark.parametrize(
    ("indicator", "more"),
    [
        ({"constant": 5}, {"adjustments": [BONUS], "above_maximum": True}),
        ({"constant": 0}, {}),
        ({"given": "extra", "given_of": 3}, {}),
        (DAYS, {}),
        (DAYS, {"missing_figures": "no_points"}),
        (COUNTED, {"adjustments": [DEDUCTION]}),
        (COUNTED, {"adjustments": [DEDUCTION], "below_zero": True, "no_cases_unit": "ranked"}),
        (COUNTED, {"requires": [NEVER]}),
        (COUNTED, {"missing_figures": "no_points", "adjustments": [BONUS]}),
    ],
)
def test_schemes_at_the_edge_of_the_language_are_answered_too(indicator, more):
    """One indicator that moves nobody, no way up, deductions without an end, figures that are missing."""
    best = {"name": "A", "printed": "A", "at_least": 8, "requires": more.get("requires", [])}
    counts = ["over", "under", "days", "late", "extra"]
    one = {**dict.fromkeys(NAMED, "i"), "maximum": 10, **indicator}
    content = {
        "id": "s",
        "title": "t",
        "legal_basis": ["–"],
        "scale": 10,
        "counts": dict.fromkeys(counts, "–"),
    }
    content |= {"bands": [best, {"name": "C", "printed": "C", "at_least": 0}]}
    content |= {"groups": [{**dict.fromkeys(NAMED[:3], "g"), "indicators": [one]}]}
    content |= {key: value for key, value in more.items() if key != "requires"}
    rows = [[1, 2, 1, 100, 3], [4, 4, 5, 0, 0], [0, 0, None, 2, None], [None, 3, 2, 1, 1]]
    card = made_card(Scheme.model_validate(content), pd.DataFrame(rows, columns=counts).astype(float))
    codes, said = ranked(card), [*drivers(card).sentences, *fragility_sentences(card, fragility(card))]
    said += [text for code in card.units.index for text in targets(card, code).sentences]
    if codes:
        sure = robustness(card, draws=5)
        said += [*sure.sentences, *(text for code in codes for text in sure.unit_sentences(code))]
        assert dominance(card).pairs == len(codes) * (len(codes) - 1) // 2
    assert said
    assert not [text for text in said if re.search(r"\bnan\b|\binf\b|<NA>|None", text)]


def test_a_scheme_that_is_written_out_scores_the_same(tmp_path):
    for seed in range(12):
        card = small(seed)[-1]
        file = tmp_path / "drawn.toml"
        file.write_text(scheme_toml(card.scheme), encoding="utf-8")
        again = score(card.counts, load_scheme(file), card.units)
        pd.testing.assert_frame_equal(again.results, card.results)
