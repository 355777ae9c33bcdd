"""Changes against an independent reckoning in fractions, on the raw counts."""

import math
import random
from datetime import date
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.change.split import change_between
from dbp_analysis.demo import write_demo
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.series import load_series
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.successors import CarriedCounts, Incomplete

from ...exact import exact_points, random_scheme
from ...made import PROJECT

BEFORE, AFTER = "2024-01", "2024-02"
GIVEN = ("given_points", "either_points")


def indicator(name, maximum, no_cases="full", **more):
    counts = {"numerator": [f"{name}_n"], "denominator": [f"{name}_d"], "no_cases": no_cases}
    named = {"id": name, "name": name, "short_name": name, "label": name, "maximum": maximum}
    return named | counts | more


FIXED = {"id": "fixed", "name": "f", "short_name": "f", "label": "f", "maximum": 3, "constant": 2}
GROUPS = [
    ("counted", [indicator("full", 30), indicator("early", 10, "zero", full_at=0.8)], {}),
    ("left", [indicator("left_out", 6, "leave_out"), FIXED], {}),
    ("given", [], {"given": "given_points", "given_maximum": 4}),
    ("either", [indicator("known", 8, "zero")], {"given": "either_points"}),
]


def scheme_of(**more):
    groups = [{"id": g, "name": g, "short_name": g, "indicators": i, **m} for g, i, m in GROUPS]
    names = [f"{name}_{part}" for name in ("full", "early", "left_out", "known") for part in "nd"]
    bands = [
        {"name": n, "printed": n, "at_least": limit} for n, limit in (("Tốt", 8), ("Khá", 5), ("Yếu", 0))
    ]
    return Scheme.model_validate(
        {"id": "thu", "title": "Thử", "legal_basis": ["Văn bản"], "scale": 10, "bands": bands}
        | {"groups": groups, "counts": dict.fromkeys([*names, *GIVEN], "số")}
        | more
    )


PLAIN, ROUNDED = scheme_of(), scheme_of(rounding={"indicator": 2})


def card_of(rows, scheme=PLAIN, month=AFTER, units=None):
    """A one-month card of {unit code: counts}."""
    index = pd.MultiIndex.from_product([[month], list(rows)], names=["month", "unit_code"])
    units = list(units or rows)
    names = {key: [f"Xã {code}" for code in units] for key in ("unit_name", "unit_label", "unit_short")}
    table = pd.DataFrame(names, pd.Index(units, name="unit_code"))
    return score(pd.DataFrame(list(rows.values()), index, dtype=float), scheme, table)


def change_of(before, after, scheme=PLAIN, carried=None):
    units = list(dict.fromkeys([*after, *before]))
    return change_between(
        card_of(before, scheme, BEFORE, units), card_of(after, scheme, AFTER, units), carried
    )


def carried(parts, *lacking, silent=()):
    """What is known of the month before: of how many parts each unit was, and which had no figures."""
    there, index = (
        pd.MultiIndex.from_product([[BEFORE], codes], names=["month", "unit_code"])
        for codes in ([*parts, *silent], list(parts))
    )
    names = pd.Series([tuple(f"Xã {n}" for n in range(count)) for count in parts.values()], index)
    return CarriedCounts(pd.DataFrame(index=index), names, lacking, there)


def lacks(code, since=date(2024, 2, 1)):
    return Incomplete(code, f"Xã {code}", since, ("Xã 9",))


def fraction(value):
    return Fraction(str(value))


class Exact:
    """One unit in one month, in fractions: whether a group is counted, and what everything counts."""

    def __init__(self, scheme, counts):
        self.scheme = scheme
        self.counts = {k: None if v is None or pd.isna(v) else fraction(v) for k, v in counts.items()}
        taken_out = sum(
            fraction(i.maximum)
            for g in scheme.groups
            if self.counted(g)
            for i in g.indicators
            if self.points(i, *self.pair(i)) is None
        )
        self.factor = fraction(scheme.maximum) / (fraction(scheme.maximum) - taken_out)

    def pair(self, one):
        return tuple(
            sum((-self.counts[c[1:]] if c[0] == "-" else self.counts[c] for c in names), Fraction(0))
            for names in (one.numerator, one.denominator)
        )

    def counted(self, group):
        needed = [c.removeprefix("-") for i in group.indicators for c in (*i.numerator, *i.denominator)]
        return bool(group.indicators) and all(self.counts[c] is not None for c in needed)

    def points(self, one, numerator, denominator):
        """Points before any rescaling; None where the indicator is left out."""
        if one.constant is not None:
            return fraction(one.constant)
        maximum = fraction(one.maximum)
        if denominator and (one.curve or one.steps):
            earned = exact_points(one, int(numerator), int(denominator), None)
        elif denominator:
            earned = min(numerator / denominator / fraction(one.full_at or 1), Fraction(1)) * maximum
        else:
            earned = {"full": maximum, "zero": Fraction(0), "leave_out": None}[one.no_cases]
        decimals = self.scheme.rounding.indicator
        if earned is None or decimals is None:
            return earned
        return Fraction(math.floor(earned * 10**decimals + Fraction(1, 2)), 10**decimals)

    def total(self):
        groups = (
            sum((self.points(i, *self.pair(i)) or 0 for i in g.indicators), Fraction(0))
            if self.counted(g)
            else self.counts[g.given]
            for g in self.scheme.groups
        )
        return sum(groups) * self.factor


def exact_split(old, new, one):
    """What the numerator and the denominator did: the average over every order of changing them."""
    before, after = old.pair(one), new.pair(one)
    if not before[1] or not after[1]:
        return Fraction(0), Fraction(0)
    did = [Fraction(0), Fraction(0)]
    for order in permutations((0, 1)):
        state = list(before)
        for player in order:
            was = old.points(one, *state)
            state[player] = after[player]
            did[player] += (old.points(one, *state) - was) / 2
    mean = (old.factor + new.factor) / 2
    return did[0] * mean, did[1] * mean


def assert_exact(change, before, after):
    """Every figure of ``change`` is that of the fractions on {code: counts}."""
    parts, scheme = change.parts, change.scheme
    for code in change.compared.index:
        old, new = Exact(scheme, before[code]), Exact(scheme, after[code])
        moved = new.total() - old.total()
        assert change.units.at[code, "change"] == pytest.approx(float(moved), abs=1e-9)
        assert parts.loc[code, "change"].sum() == pytest.approx(float(moved), abs=1e-9)
        for group in scheme.groups:
            if not (old.counted(group) and new.counted(group)):
                assert set(parts.loc[code].index) & {i.id for i in group.indicators} == set()
                assert parts.at[(code, group.id), "by_other"] == parts.at[(code, group.id), "change"]
                continue
            for one in group.indicators:
                part = parts.loc[(code, one.id)]
                numerator, denominator = (
                    exact_split(old, new, one) if one.constant is None else (Fraction(0), Fraction(0))
                )
                points = [(m.points(one, *m.pair(one)) or 0) * m.factor for m in (old, new)]
                expected = [*points, points[1] - points[0], numerator, denominator]
                expected.append(expected[2] - numerator - denominator)
                columns = [
                    "points_before",
                    "points_after",
                    "change",
                    "by_numerator",
                    "by_denominator",
                    "by_other",
                ]
                assert part[columns].tolist() == pytest.approx([float(e) for e in expected], abs=1e-9)


def counts_strategy():
    """Counts of a month: ratios up to 1, cases often none, some count of one group sometimes unknown."""
    pair = st.integers(0, 9).flatmap(lambda under: st.tuples(st.integers(0, under), st.just(under)))

    def named(pairs):
        names = ("full", "early", "left_out", "known")
        return {
            f"{name}_{part}": pair[at]
            for name, pair in zip(names, pairs, strict=True)
            for at, part in enumerate("nd")
        }

    tenths = st.integers(0, 40).map(lambda n: n / 10)
    unknown = st.sampled_from([{}, {"known_n": None, "known_d": None}, {"known_n": None}, {"known_d": None}])
    return st.builds(
        lambda pairs, points, gone: named(pairs) | dict(zip(GIVEN, points, strict=True)) | gone,
        st.tuples(pair, pair, pair, pair), st.tuples(tenths, tenths), unknown,
    )  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.tuples(counts_strategy(), counts_strategy()), min_size=1, max_size=4), st.booleans())
def test_every_change_is_the_one_reckoned_in_fractions(months, rounded):
    before = {f"u{n}": old for n, (old, _) in enumerate(months)}
    after = {f"u{n}": new for n, (_, new) in enumerate(months)}

    assert_exact(change_of(before, after, ROUNDED if rounded else PLAIN), before, after)


@pytest.mark.parametrize("seed", range(20))
def test_curves_and_steps_sum_exactly_too(seed):
    rng = random.Random(seed)
    scheme = random_scheme(rng, ruled=True)

    def rows():
        table = {f"u{n}": dict.fromkeys(scheme.inputs, 1.0) for n in range(6)}
        for counts in table.values():
            counts |= {name: float(rng.randint(0, 12)) for name in counts if name.endswith("_done")}
            counts |= {name: float(rng.randint(1, 12)) for name in counts if name.endswith("_all")}
        return table

    before, after = rows(), rows()
    assert_exact(change_of(before, after, scheme), before, after)


@pytest.mark.parametrize("scheme_id", ["dien-bien-2023", "qd766-2026"])
def test_the_real_schemes_sum_exactly_too(scheme_id):
    scheme = load_scheme(PROJECT / "data" / "schemes" / f"{scheme_id}.toml")
    draw = np.random.default_rng(5)

    def rows():
        table = {f"u{n}": {} for n in range(20)}
        for counts in table.values():
            for name in scheme.inputs:
                counts[name] = float(draw.integers(0, 30)) if draw.random() > 0.1 else 0.0
        return table

    before, after = rows(), rows()
    assert_exact(change_of(before, after, scheme), before, after)


def test_any_two_months_of_the_demo_sum_exactly(tmp_path):
    place = write_demo(tmp_path / "demo", units=6, months=3, seed=2)
    series = load_series(place.months[0], place.months[-1], place.publication, place.data)
    for first, second in [*pairwise(place.months), (place.months[0], place.months[-1])]:
        before, after = series.card.month(first), series.card.month(second)
        counts = [card.counts.droplevel("month").to_dict("index") for card in (before, after)]
        change = change_between(before, after, series.carried)

        totals = (before.results["total"].droplevel("month"), after.results["total"].droplevel("month"))
        assert set(change.compared.index) == set.intersection(*(set(t.dropna().index) for t in totals))
        assert_exact(change, *counts)


CASES = {
    "full_n": 3, "full_d": 4, "early_n": 4, "early_d": 10, "left_out_n": 1, "left_out_d": 2,
    "known_n": 1, "known_d": 4, "given_points": 3.0, "either_points": 5.0,
}  # fmt: skip


def parts_of(before, after, code="a", scheme=PLAIN):
    return change_of({code: before}, {code: after}, scheme).parts.loc[code]


def test_more_cases_answered_are_the_numerator_s_doing_and_more_received_the_denominator_s():
    parts = parts_of(CASES, CASES | {"full_n": 4, "early_d": 20})

    assert parts.loc["full", ["by_numerator", "by_denominator"]].tolist() == [7.5, 0.0]
    assert parts.loc["early", ["by_numerator", "by_denominator"]].tolist() == [0.0, -2.5]
    assert parts["by_other"].tolist() == [0.0] * 6


@pytest.mark.parametrize("changed", [{"full_n": 0, "full_d": 0}, {"left_out_n": 0, "left_out_d": 0}])
@pytest.mark.parametrize("way", [1, -1])
def test_cases_that_appear_or_vanish_are_neither_s_doing(changed, way):
    name = next(iter(changed)).removesuffix("_n")
    part = parts_of(*[CASES, CASES | changed][::way]).loc[name]

    assert part[["by_numerator", "by_denominator"]].tolist() == [0.0, 0.0]
    assert part["by_other"] == part["change"] != 0


def test_a_group_whose_points_were_given_in_either_month_is_compared_whole():
    parts = parts_of(CASES | {"known_n": None, "known_d": None}, CASES)

    assert "known" not in parts.index
    assert parts.loc["either", ["points_before", "points_after", "by_other"]].tolist() == [5.0, 2.0, -3.0]
    assert parts.loc["either", ["numerator_before", "denominator_after"]].isna().all()


def test_an_indicator_left_out_moves_the_points_of_the_others():
    parts = parts_of(CASES, CASES | {"left_out_n": 0, "left_out_d": 0})

    assert parts.at["full", "by_other"] == pytest.approx(22.5 * (61 / 55 - 1))
    assert parts.at["full", "by_numerator"] == parts.at["full", "by_denominator"] == 0


def test_units_stand_in_the_order_of_the_later_ranking_with_their_places_and_bands():
    low, middle, high = (CASES | {"full_n": n, "full_d": 40} for n in (1, 20, 40))
    units = change_of({"a": low, "b": middle, "c": high}, {"a": high, "b": middle, "c": low}).units

    assert list(units.index) == ["a", "b", "c"]
    assert units["rank_change"].tolist() == [2, 0, -2]
    assert units["band_change"].tolist() == ["up", "", "down"]
    assert str(units["rank_before"].dtype) == str(units["rank_change"].dtype) == "Int64"
    assert units["change"].tolist() == pytest.approx([29.25, 0, -29.25])


def test_a_unit_without_figures_in_one_month_is_not_compared():
    nothing = dict.fromkeys(CASES)
    change = change_of({"a": CASES, "b": nothing, "gone": CASES}, {"a": CASES, "b": CASES, "c": CASES})

    assert change.units["status"].to_dict() == {
        "a": "compared",
        "b": "unscored",
        "c": "unscored",
        "gone": "missing",
    }
    assert list(change.units.index)[-1] == "gone"
    assert change.units.loc[["b", "c", "gone"], ["change", "rank_change"]].isna().all(axis=None)
    assert set(change.units.loc[["b", "c", "gone"], "band_change"]) == {""}
    assert set(change.parts.index.get_level_values("unit_code")) == {"a"}


def test_merged_units_are_compared_and_those_that_lack_parts_are_not():
    rows = {"a": CASES, "b": CASES, "c": CASES}
    lacking = [lacks("b", date(2024, 2, 1)), lacks("c", date(2024, 1, 5))]
    change = change_of(rows, rows, carried=carried({"a": 2, "b": 1, "c": 1}, *lacking))

    assert change.units["status"].to_dict() == {"a": "merged", "b": "incomplete", "c": "compared"}
    before = [name for name in change.units if name.endswith("_before")]
    assert change.units.loc["b", before].isna().all()
    assert list(change.compared.index) == ["a", "c"]


def test_no_unit_has_a_rank_before_where_one_was_ranked_by_a_part_of_it():
    high, middle, low = (CASES | {"full_n": n, "full_d": 40} for n in (40, 30, 0))
    before, after = {"a": middle, "x": high}, {"a": middle, "x": low}
    change = change_of(before, after, carried=carried({"a": 1, "x": 2}, lacks("x")))

    assert change.units.at["a", "change"] == 0
    assert change.units[["rank_before", "rank_change"]].isna().all(axis=None)
    assert change.units["rank_after"].to_dict() == {"a": 1, "x": 2}


def test_a_unit_that_lacked_parts_and_has_no_figures_now_has_nothing_before_either():
    change = change_of({"a": CASES, "x": CASES}, {"a": CASES}, carried=carried({"a": 1, "x": 1}, lacks("x")))

    assert change.units.at["x", "status"] == "missing"
    before = [name for name in change.units if name.endswith("_before")]
    assert change.units.loc["x", before].isna().all()


def test_only_a_unit_that_was_not_there_is_new():
    nothing = dict.fromkeys(CASES)
    rows = {"a": CASES, "founded": CASES, "silent": CASES, "unscored": CASES, "lacking": CASES}
    before = {"a": CASES, "unscored": nothing, "lacking": nothing}
    there = {"a": 1, "unscored": 1, "lacking": 1}
    change = change_of(before, rows, carried=carried(there, lacks("lacking"), silent=["silent"]))

    assert change.units["status"].to_dict() == {
        "a": "compared",
        "founded": "new",
        "silent": "unscored",
        "unscored": "unscored",
        "lacking": "incomplete",
    }


def test_what_moved_a_unit_most_moved_it_its_way():
    change = change_of(
        {"up": CASES, "down": CASES, "same": CASES},
        {
            "up": CASES | {"full_n": 4, "early_n": 1, "given_points": 4.0},
            "down": CASES | {"full_n": 4, "early_n": 0, "given_points": 0.0, "known_n": 0},
            "same": CASES,
        },
    )

    assert change.main_parts["subject"].to_dict() == {"up": "full", "down": "early"}
    assert change.units["change"].round(6).to_dict() == {"up": 4.75, "down": -2.5, "same": 0}


def test_what_moved_a_unit_is_named_until_it_explains_more_than_half():
    change = change_of(
        {"one": CASES, "equal": CASES, "against": CASES},
        {
            "one": CASES | {"full_n": 4, "early_n": 8},  # 7.5 and 5 of 12.5
            "equal": CASES | {"full_n": 4, "early_n": 10, "given_points": CASES["given_points"] + 7.5},
            "against": CASES | {"full_n": 4, "early_n": 0, "early_d": 10},  # 7.5 against 5
        },
    )

    main = change.main_parts
    assert main.loc[["one"], "subject"].tolist() == ["full"]
    assert main.loc["equal", "subject"].tolist() == ["full", "given"]
    assert main.loc[["against"], "subject"].tolist() == ["full"]


FEW = CASES | {"left_out_n": 0}
NONE = CASES | {"left_out_n": 0, "left_out_d": 0}


@pytest.mark.parametrize(("before", "after"), [(FEW, NONE), (NONE, FEW)])
def test_where_only_the_rescaling_moved_a_unit_the_indicator_that_was_left_out_did(before, after):
    change = change_of({"a": before}, {"a": after})

    assert change.units.at["a", "change"] != 0
    assert change.main_parts["subject"].to_dict() == {"a": "left_out"}


def test_given_points_that_are_only_rescaled_moved_nothing_either():
    same = {"full_n": 0, "full_d": 4, "early_n": 0, "early_d": 4, "known_n": 0, "known_d": 4}
    change = change_of({"a": FEW | same}, {"a": NONE | same})

    assert change.parts.loc["a", "change"].idxmax() == "given"
    assert change.main_parts["subject"].to_dict() == {"a": "left_out"}


def test_what_earned_more_moved_a_unit_although_an_indicator_was_left_out():
    change = change_of({"a": FEW}, {"a": NONE | {"full_n": 4}})

    assert change.main_parts["subject"].to_dict() == {"a": "full"}


def test_only_two_months_of_one_scheme_and_one_register_can_be_compared():
    card = card_of({"a": CASES})
    both = score(pd.concat([card.counts, card_of({"a": CASES}, month=BEFORE).counts]), PLAIN, card.units)

    with pytest.raises(ValueError, match="2 months"):
        change_between(both, card)
    with pytest.raises(ValueError, match="two schemes"):
        change_between(card_of({"a": CASES}, ROUNDED, BEFORE), card)
    with pytest.raises(ValueError, match="does not know: b"):
        change_between(card_of({"b": CASES}, PLAIN, BEFORE), card)
