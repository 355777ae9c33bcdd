from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.common.numbers import half_up
from dbp_analysis.scoring.score import rank_within, score
from dbp_analysis.settings.scheme import Scheme

from ..exact import exact_points, fraction

BANDS = [
    {"name": "Tốt", "printed": "T", "at_least": 8},
    {"name": "Khá", "printed": "K", "at_least": 5},
    {"name": "Yếu", "printed": "Y", "at_least": 0},
]


NAMES = {name: name for name in ("done", "void", "all", "exempt")}


def indicator(name, maximum, **more):
    counts = {"numerator": [f"{name}_done"], "denominator": [f"{name}_all"], "no_cases": "full"}
    return {"id": name, "name": name, "short_name": name, "label": name, "maximum": maximum, **counts, **more}


def constant(name, maximum, points):
    return {
        "id": name,
        "name": name,
        "short_name": name,
        "label": name,
        "maximum": maximum,
        "constant": points,
    }


def scheme(*groups, **more):
    """A scheme of groups of indicators, ten-point scale; every count that is used is declared."""
    named = [
        {"id": f"g{at}", "name": f"g{at}", "short_name": f"g{at}", "indicators": list(group)}
        if isinstance(group, tuple)
        else group
        for at, group in enumerate(groups)
    ]
    inputs = {
        count
        for group in named
        for one in group.get("indicators", [])
        for count in (*one.get("numerator", ()), *one.get("denominator", ()))
    } | {group["given"] for group in named if "given" in group}
    content = {"id": "s", "title": "s", "legal_basis": ["s"], "scale": 10, "bands": BANDS, "groups": named}
    return Scheme.model_validate({**content, "counts": dict.fromkeys(sorted(inputs), "số"), **more})


def counts(**columns):
    """One month of units u0, u1, …; each keyword a count."""
    length = len(next(iter(columns.values())))
    index = pd.MultiIndex.from_product(
        [["2024-01"], [f"u{i}" for i in range(length)]], names=["month", "unit_code"]
    )
    return pd.DataFrame(columns, index=index, dtype=float)


def units(table):
    codes = table.index.unique("unit_code")
    names = {name: list(codes) for name in ("unit_name", "unit_label", "unit_short")}
    return pd.DataFrame(names, index=codes)


def scored(table, by):
    return score(table, by, units(table))


def total(table, by):
    return scored(table, by).results["total"].tolist()


def test_points_are_the_ratio_times_the_maximum_unrounded():
    table = counts(a_done=[1, 2], a_all=[3, 3])

    assert total(table, scheme((indicator("a", 10),))) == pytest.approx([10 / 3, 20 / 3], abs=1e-14)


def test_counts_with_a_minus_are_taken_away_and_unknown_ones_make_the_sum_unknown():
    by = scheme(
        (indicator("a", 10, numerator=["done", "-void"], denominator=["all", "-exempt"]),), counts=NAMES
    )
    table = counts(done=[5, 5, 3, 3], void=[1, np.nan, 3, 0], all=[10, 10, 8, 8], exempt=[2, 2, 8, np.nan])

    card = scored(table, by)

    assert card.numerators["a"].tolist() == pytest.approx([4, np.nan, 0, np.nan], nan_ok=True)
    assert card.denominators["a"].tolist() == pytest.approx([8, np.nan, 0, np.nan], nan_ok=True)
    assert card.results["total"].tolist() == pytest.approx([5, np.nan, np.nan, np.nan], nan_ok=True)
    assert card.results["no_cases"].tolist() == [False, False, True, False]


def test_an_indicator_is_full_from_the_ratio_the_scheme_says():
    table = counts(a_done=[4, 8, 10], a_all=[10, 10, 10])

    assert total(table, scheme((indicator("a", 2, full_at=0.8),))) == [1.0, 2.0, 2.0]


def test_rounding_each_indicator_before_adding_differs_from_rounding_the_sum():
    table = counts(a_done=[1], a_all=[3], b_done=[1], b_all=[3])
    both = (indicator("a", 2), indicator("b", 2))

    assert total(table, scheme(both, rounding={"indicator": 2})) == [1.34]
    assert half_up(total(table, scheme(both))[0], 2) == 1.33


@pytest.mark.parametrize(("rule", "expected"), [("full", 15.0), ("zero", 5.0), ("leave_out", 10.0)])
def test_no_cases_earn_what_the_scheme_says(rule, expected):
    table = counts(a_done=[0], a_all=[0], b_done=[5], b_all=[10])

    card = scored(table, scheme((indicator("a", 10, no_cases=rule), indicator("b", 10))))

    assert card.results["total"].tolist() == [expected]
    assert card.ratios["a"].isna().all()


def test_left_out_indicators_leave_a_unit_without_any_case_unscored():
    table = counts(a_done=[0], a_all=[0])

    result = scored(table, scheme((indicator("a", 10, no_cases="leave_out"),))).results.iloc[0]

    assert np.isnan(result["total"])
    assert pd.isna(result["band"])
    assert pd.isna(result["rank"])


def test_a_constant_earns_its_points_whatever_the_counts():
    table = counts(a_done=[0], a_all=[4])

    assert total(table, scheme((indicator("a", 8), constant("c", 2, 1.5)))) == [1.5]


def test_a_group_of_which_only_points_are_published_takes_them():
    given = {"id": "g", "name": "g", "short_name": "g", "given": "g_points", "given_maximum": 18}
    table = counts(a_done=[1], a_all=[2], g_points=[11.79])

    assert total(table, scheme((indicator("a", 10),), given)) == [16.79]


def test_given_points_serve_only_the_units_without_counts():
    group = {
        "id": "g",
        "name": "g",
        "short_name": "g",
        "given": "g_points",
        "indicators": [indicator("a", 10)],
    }
    table = counts(a_done=[1, np.nan], a_all=[2, np.nan], g_points=[9.0, 7.0])

    card = scored(table, scheme(group))

    assert card.group_points["g"].tolist() == [5.0, 7.0]
    assert card.points["a"].isna().tolist() == [False, True]


def test_a_unit_without_any_case_is_left_out_unless_the_scheme_ranks_it():
    table = counts(a_done=[0, 1], a_all=[0, 2])

    left_out, ranked = (
        scored(table, scheme((indicator("a", 10),), **more)) for more in ({}, {"no_cases_unit": "ranked"})
    )

    assert left_out.results["no_cases"].tolist() == ranked.results["no_cases"].tolist() == [True, False]
    assert left_out.results["rank"].fillna(0).tolist() == [0, 1]
    assert ranked.results["rank"].tolist() == [1, 2]


def test_points_that_were_given_are_not_a_unit_without_cases():
    given = {"id": "g", "name": "g", "short_name": "g", "given": "g_points", "given_maximum": 18}
    either = {"id": "e", "name": "e", "short_name": "e", "given": "e_points"}
    either |= {"indicators": [indicator("b", 10)]}
    table = counts(
        a_done=[0, 0, 0], a_all=[0, 0, 0], b_done=[np.nan, np.nan, 0], b_all=[np.nan, np.nan, 0],
        e_points=[9, np.nan, 9],
    )  # fmt: skip

    card = scored(table, scheme((indicator("a", 10),), either))

    assert card.results["no_cases"].tolist() == [False, False, True]
    assert card.results["total"].fillna(-1).tolist() == [19, -1, -1]
    points_alone = scored(counts(a_done=[0], a_all=[0], g_points=[7]), scheme((indicator("a", 10),), given))
    assert points_alone.results["no_cases"].tolist() == [False]


@pytest.mark.parametrize("missing", ["a_done", "a_all"])
@pytest.mark.parametrize("rule", ["full", "zero", "leave_out"])
def test_half_of_a_ratio_is_not_known(missing, rule):
    """Neither is rescaled away, nor is 0 of an unknown number, or an unknown number of 0, taken for 0/0."""
    table = counts(**({"a_done": [3, 0], "a_all": [6, 0], "b_done": [1, 1], "b_all": [2, 2]}))
    table[missing] = np.nan
    given = {"id": "g", "name": "g", "short_name": "g", "given": "g_points"}
    group = {**given, "indicators": [indicator("a", 10, no_cases=rule)]}

    none = scored(table, scheme((indicator("a", 10, no_cases=rule), indicator("b", 10))))
    points = scored(table.assign(g_points=[4.0, np.nan]), scheme((indicator("b", 10),), group))

    assert none.results["total"].isna().all()
    assert not none.results["no_cases"].any()
    assert none.unknown["g0"].all()
    assert points.results["total"].fillna(-1).tolist() == [9, -1]
    assert points.given["g"].tolist() == [True, False]
    assert points.points["a"].isna().all()


def test_a_score_is_not_rounded_up_into_a_band():
    table = counts(a_done=[7999, 8000], a_all=[10000, 10000])

    assert scored(table, scheme((indicator("a", 80),))).results["band"].tolist() == ["Khá", "Tốt"]


def test_a_total_that_is_the_limit_on_paper_reaches_the_band():
    table = counts(a_done=[1], a_all=[10], b_done=[7], b_all=[10])
    both = (indicator("a", 5), indicator("b", 5))  # 0.5 + 3.5 = 4.0 of 10: on paper 4 exactly
    bands = [{**BANDS[0], "at_least": 4}, {**BANDS[2]}]

    assert scored(table, scheme(both, bands=bands)).results["band"].tolist() == ["Tốt"]


def test_equal_totals_share_the_better_rank():
    table = counts(a_done=[1, 3, 3, 0], a_all=[4, 4, 4, 4])

    results = scored(table, scheme((indicator("a", 10),))).results

    assert results["rank"].tolist() == [3, 1, 1, 4]
    assert results["tied"].tolist() == [False, True, True, False]


def test_dense_ranks_leave_no_gap():
    table = counts(a_done=[1, 3, 3, 0], a_all=[4, 4, 4, 4])

    results = scored(table, scheme((indicator("a", 10),), ties={"rule": "dense"})).results

    assert results["rank"].tolist() == [2, 1, 1, 3]


def test_ties_are_decided_by_the_groups_the_scheme_names():
    table = counts(a_done=[1, 3, 1], a_all=[4, 4, 4], b_done=[3, 1, 3], b_all=[4, 4, 4])
    two = ((indicator("a", 10),), (indicator("b", 10),))

    results = scored(table, scheme(*two, ties={"decided_by": ["g1"]})).results

    assert results["rank"].tolist() == [1, 3, 1]
    assert results["tied"].tolist() == [True, False, True]


def test_totals_equal_on_paper_are_a_tie_even_when_binary_sums_differ():
    table = counts(
        a_done=[1, 2], a_all=[10, 10], b_done=[2, 1], b_all=[10, 10], c_done=[7, 7], c_all=[10, 10]
    )
    three = (indicator("a", 1), indicator("b", 1), indicator("c", 1))

    assert scored(table, scheme(three)).results["rank"].tolist() == [1, 1]


def test_ranks_come_from_unrounded_totals():
    table = counts(a_done=[69999, 70000], a_all=[100000, 100000])

    assert scored(table, scheme((indicator("a", 10),))).results["rank"].tolist() == [2, 1]


def test_months_are_ranked_apart():
    one = counts(a_done=[1, 2], a_all=[4, 4])
    other = one.rename({"2024-01": "2024-02"}, level="month").iloc[::-1]
    table = pd.concat([one, other])

    results = scored(table, scheme((indicator("a", 10),))).results

    assert results["rank"].tolist() == [2, 1, 1, 2]


def test_no_rows_give_an_empty_card():
    assert scored(counts(a_done=[1], a_all=[1]).iloc[:0], scheme((indicator("a", 1),))).results.empty


def test_ranks_of_nothing_are_nothing():
    assert rank_within(np.empty(0, np.intp), [np.empty(0)], dense=False)[0].size == 0


cases = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)),
    min_size=1,
    max_size=8,
)


def table_of(rows):
    """Counts in which no numerator exceeds its denominator."""
    columns = zip(*((min(a, b), max(a, b), min(c, d), max(c, d)) for a, b, c, d in rows), strict=True)
    return counts(**dict(zip(("a_done", "a_all", "b_done", "b_all"), columns, strict=True)))


TWO = scheme(
    (indicator("a", 30),),
    (indicator("b", 10, no_cases="zero", full_at=0.8),),
    no_cases_unit="ranked",
)


@given(cases)
@settings(max_examples=30)
def test_points_lie_between_nothing_and_the_maximum(rows):
    card = scored(table_of(rows), TWO)

    assert card.points.ge(0).all(axis=None)
    assert card.points.le(pd.Series({"a": 30, "b": 10})).all(axis=None)
    assert card.results["total"].between(0, 40).all()


@given(cases)
@settings(max_examples=30)
def test_totals_equal_exact_fractions_and_ranks_follow_them(rows):
    table = table_of(rows)
    exact = []
    for row in table.astype(int).itertuples():
        first = Fraction(30 * row.a_done, row.a_all) if row.a_all else Fraction(30)
        share = Fraction(row.b_done, row.b_all) / Fraction(4, 5) if row.b_all else Fraction(0)
        exact.append(first + 10 * min(share, Fraction(1)))

    results = scored(table, TWO).results

    assert results["total"].tolist() == pytest.approx([float(value) for value in exact], abs=1e-12)
    assert results["rank"].tolist() == [1 + sum(other > value for other in exact) for value in exact]


@given(cases, st.integers(0, 7), st.sampled_from(["a", "b"]))
@settings(max_examples=30)
def test_one_more_case_done_never_costs_points(rows, at, name):
    table = table_of(rows)
    at %= len(table)
    more = table.copy()
    more.iloc[at, more.columns.get_loc(f"{name}_done")] += 1
    more = more.where(more[f"{name}_done"] <= more[f"{name}_all"], table)

    assert total(more, TWO)[at] >= total(table, TWO)[at] - 1e-12


@given(cases, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_units_does_not_matter(rows, random):
    table = table_of(rows)
    order = list(range(len(table)))
    random.shuffle(order)

    pd.testing.assert_frame_equal(
        scored(table.iloc[order], TWO).results.sort_index(), scored(table, TWO).results.sort_index()
    )


MIXED = ("a_done", "a_all", "b_done", "b_all", "c_done", "c_all", "e_points", "g_points")


@st.composite
def mixed(draw):
    """A scheme with every rule for 0/0, and units of which any figure is known, zero or unknown."""
    rules = draw(st.tuples(*[st.sampled_from(["full", "zero", "leave_out"])] * 3))
    a, b, c = (indicator(n, m, no_cases=r) for n, m, r in zip("abc", (10, 5, 2.5), rules, strict=True))
    either = {"id": "e", "name": "e", "short_name": "e", "given": "e_points", "indicators": [c]}
    given = {"id": "g", "name": "g", "short_name": "g", "given": "g_points", "given_maximum": 4}
    groups = [(a, b), either, *([given] if draw(st.booleans()) else [])]
    by = scheme(
        *groups,
        no_cases_unit=draw(st.sampled_from(["left_out", "ranked"])),
        rounding=draw(st.sampled_from([{}, {"indicator": 2}])),
    )
    pair = st.sampled_from([(0, 0), (0, 0), (0, 3), (1, 3), (2, 3), (3, 3)])
    unit = st.tuples(pair, pair, pair, st.sampled_from([0, 0.5, 2]), st.sampled_from([0, 1.5, 4]))
    gone = st.sets(st.integers(0, len(MIXED) - 1), max_size=3)
    rows = [
        [None if at in lost else value for at, value in enumerate((*first, *second, *third, *points))]
        for (first, second, third, *points), lost in draw(
            st.lists(st.tuples(unit, gone), min_size=1, max_size=5)
        )
    ]
    return by, rows


def on_paper(by, row):
    """Total (None: not known, or left out), whether no case arose, and group points, in fractions."""
    said = {name: None if value is None else fraction(value) for name, value in zip(MIXED, row, strict=True)}
    groups, open_to, idle = {}, Fraction(0), True
    for group in by.groups:
        pairs = {i.id: (said[i.numerator[0]], said[i.denominator[0]]) for i in group.indicators}
        if not pairs or None in [count for pair in pairs.values() for count in pair]:
            groups[group.id], idle = said[group.given] if group.given else None, False
            open_to += fraction(group.maximum)
            continue
        groups[group.id] = Fraction(0)
        for i in group.indicators:
            over, under = pairs[i.id]
            idle &= under == 0
            if under or i.no_cases != "leave_out":
                open_to += fraction(i.maximum)
            if under:
                groups[group.id] += exact_points(i, int(over), int(under), by.rounding.indicator)
            elif i.no_cases == "full":
                groups[group.id] += fraction(i.maximum)
    if None in groups.values() or not open_to or (idle and by.no_cases_unit == "left_out"):
        return None, idle, groups
    return sum(groups.values()) * fraction(by.maximum) / open_to, idle, groups


def card_of_mixed(by, rows):
    return scored(counts(**dict(zip(MIXED, zip(*rows, strict=True), strict=True))), by)


def floats(values):
    return pytest.approx([np.nan if value is None else float(value) for value in values], nan_ok=True)


@given(mixed())
@settings(max_examples=40)
def test_what_is_not_known_is_neither_zero_nor_left_out(month):
    by, rows = month
    card = card_of_mixed(by, rows)
    totals, idle, groups = zip(*(on_paper(by, row) for row in rows), strict=True)

    assert card.results["total"].tolist() == floats(totals)
    assert card.results["no_cases"].tolist() == list(idle)
    for group in by.groups:
        points = [one[group.id] for one in groups]
        assert card.group_points[group.id].tolist() == floats(points)
        assert card.unknown[group.id].tolist() == [value is None for value in points]
    states = card.from_counts.astype(int) + card.given + card.unknown
    assert states.eq(1).all(axis=None)
    assert card.results["rank"].isna().tolist() == [total is None for total in totals]


@given(mixed(), st.data())
@settings(max_examples=40)
def test_a_figure_that_is_forgotten_raises_no_score_and_touches_no_other_unit(month, data):
    by, rows = month
    at = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from([one for one in MIXED if one in by.inputs]))
    less = [list(row) for row in rows]
    less[at][MIXED.index(name)] = None
    before, after = card_of_mixed(by, rows), card_of_mixed(by, less)
    unit = before.results.index[at]

    others = before.results.index != unit
    for frame in ("points", "group_points"):
        pd.testing.assert_frame_equal(getattr(before, frame)[others], getattr(after, frame)[others])
    pd.testing.assert_series_equal(before.results["total"][others], after.results["total"][others])
    # Its group then has the points that were given, or none; all other groups have those they had.
    group = next(g for g in by.groups if name in (g.given, *(n for i in g.indicators for n in names_of(i))))
    apart = [g.id for g in by.groups if g != group]
    pd.testing.assert_series_equal(before.group_points.loc[unit, apart], after.group_points.loc[unit, apart])
    if name != group.given:
        taken = less[at][MIXED.index(group.given)] if group.given else None
        assert [after.group_points.loc[unit, group.id]] == floats([taken])
    if after.unknown.loc[unit].any():
        assert np.isnan(after.results["total"][unit])


def names_of(one):
    return (*one.numerator, *one.denominator)


def stated(name, maximum, **of):
    counted = indicator(name, maximum)
    return {key: counted[key] for key in ("id", "name", "short_name", "label", "maximum")} | of


@pytest.mark.parametrize(
    ("beside", "points"),
    [
        (stated("b", 10, value="b", curve=[[3, 10], [10, 0]]), {0: 20.0, 10: 10.0}),
        (stated("b", 10, given="b"), {0: 10.0, 4: 14.0}),
    ],
)
def test_a_unit_of_which_no_case_arose_is_ranked_by_what_people_or_a_source_state_of_it(beside, points):
    table = counts(a_done=[0, 0, 0], a_all=[0, 0, 0], b=[*points, np.nan])

    results = scored(
        table, scheme((indicator("a", 10), beside), counts=NAMES | dict.fromkeys(BOTH, "số"))
    ).results

    assert results["total"].tolist() == pytest.approx([*points.values(), np.nan], nan_ok=True)
    assert not results["no_cases"].any()


BOTH = ("a_done", "a_all", "b", "c")


def extra(**more):
    return {"id": "x", "name": "x", "short_name": "x", "kind": "deduction", "points_each": 1} | more


def adjusted(table, *groups, **of):
    names = dict.fromkeys((*BOTH, *map(str, table)), "số")
    return scored(table, scheme(*groups, counts=names, adjustments=[extra(**of)])).results


def test_cases_that_only_a_deduction_counts_arose_and_those_that_are_not_known_are_not_none():
    table = counts(a_done=[0, 0, 0], a_all=[0, 0, 0], b=[0, 4, np.nan])

    results = adjusted(table, (indicator("a", 10),), counts=["b"])

    assert results["no_cases"].tolist() == [True, False, False]
    assert results["total"].tolist() == pytest.approx([np.nan, 6, np.nan], nan_ok=True)


def test_where_nothing_listed_means_none_each_count_that_is_listed_counts():
    table = counts(a_done=[1, 1], a_all=[1, 1], b=[3, np.nan], c=[np.nan, np.nan])

    assert adjusted(table, (indicator("a", 10),), counts=["b", "c"], unlisted="none")["total"].tolist() == [
        7,
        10,
    ]


def test_more_taken_away_than_there_is_turns_no_deduction_into_a_bonus():
    table = counts(a_done=[1], a_all=[2], b=[1], c=[4])

    assert adjusted(table, (indicator("a", 10),), counts=["b", "-c"])["total"].tolist() == [5]


def test_of_a_group_that_lacks_figures_only_what_is_missing_earns_nothing():
    group = (indicator("a", 10), indicator("b", 10, no_cases="leave_out"))
    by = scheme(group, (indicator("c", 10),), missing_figures="no_points")
    table = counts(a_done=[np.nan, 0], a_all=[3, 3], b_done=[0, 0], b_all=[0, 0], c_done=[2, 2], c_all=[2, 2])

    card = scored(table, by)

    assert card.results["total"].tolist() == [15, 15]
    assert card.open_to.to_numpy().tolist() == [[10, 10], [10, 10]]


def test_points_by_people_are_rounded_as_counted_points_are():
    group = (stated("b", 3, given="b", given_of=100), constant("c", 2, 1.5), indicator("a", 10))
    by = scheme(group, rounding={"indicator": 1}, counts=dict.fromkeys(BOTH, "số"))

    card = scored(counts(b=[77.7], a_done=[1], a_all=[3]), by)

    assert card.points.to_numpy().tolist() == [[2.3, 1.5, 3.3]]


def test_all_points_of_weights_that_end_in_no_decimal_are_the_maximum():
    groups = [
        {
            "id": "g",
            "name": "g",
            "short_name": "g",
            "weight": 40,
            "indicators": [indicator("a", 1), indicator("b", 2)],
        },
        {"id": "h", "name": "h", "short_name": "h", "weight": 60, "indicators": [indicator("c", 7)]},
    ]
    table = counts(**{key: [3] for key in ("a_done", "a_all", "b_done", "b_all", "c_done", "c_all")})

    assert scored(table, scheme(*groups)).at_maximum.all(axis=None)
