"""Conditions on counts that follow from the cases of an indicator."""

from dataclasses import replace
from itertools import product

import pytest

from dbp_analysis.asking.robustness.fragility import fragility
from dbp_analysis.asking.targets.cases import unit_cases
from dbp_analysis.asking.targets.goals import find_goals
from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.settings.layout import Identity

from ...exact import made_month
from ...scoring.test_score import BANDS, indicator, scheme

FORM = (Identity(name="(1) = (2) + (3)", left=("a_all",), right=("a_done", "late")),)
DONE, ALL = (9, 8, 10, 6), (10, 10, 10, 10)
OTHER = (9, 10, 9, 10)


def month(condition, identities=FORM, **more):
    bands = [{**BANDS[0], "requires": [{"missed": "còn trễ hạn", **condition}]}, *BANDS[1:]]
    named = {name: name for name in ("a_done", "a_all", "b_done", "b_all", "late", "open")}
    by = scheme((indicator("a", 10), indicator("b", 10)), bands=bands, counts=named)
    columns = {"a_done": DONE, "a_all": ALL, "b_done": OTHER, "b_all": ALL}
    columns |= {"late": [of - n for n, of in zip(DONE, ALL, strict=True)], "open": [0] * 4} | more
    return replace(made_month(by, **columns), identities=identities)


def every_band(condition):
    """The band of all numerators that there are, scored anew with what follows from them."""
    pairs = list(product(range(11), range(11)))
    a, b = zip(*pairs, strict=True)
    same = {"a_all": [10] * len(pairs), "b_all": [10] * len(pairs), "open": [0] * len(pairs)}
    card = month(condition, a_done=a, b_done=b, late=[10 - n for n in a], **same)
    return dict(zip(pairs, card.results["band"], strict=True))


def fewest(at, bands, better):
    """The fewest cases turned that give a better, or a worse, band."""
    names = [band["name"] for band in BANDS]
    before = names.index(bands[DONE[at], OTHER[at]])
    found = [
        abs(a - DONE[at]) + abs(b - OTHER[at])
        for (a, b), band in bands.items()
        if (names.index(band) < before if better else names.index(band) > before)
    ]
    return min(found, default=None)


@pytest.mark.parametrize(
    "condition",
    [
        {"counts": ["late"], "at_most": 0},
        {"counts": ["late"], "below": 2},
        {"counts": ["late", "open"], "at_most": 0},
        {"counts": ["a_done"], "at_least": 9},
    ],
)
def test_a_count_that_follows_from_an_indicator_moves_with_its_cases(condition):
    card, bands = month(condition), every_band(condition)
    moves = fragility(card)

    for at in range(4):
        code = f"u{at}"
        up, down = (fewest(at, bands, better) for better in (True, False))
        for goal in find_goals(card, unit_cases(card, code)):
            if goal.kind == "band":
                assert goal.extra == up
                assert not goal.blocked
        found = moves.loc[code, ["band_up", "band_down"]].astype("Int64").astype(object)
        assert [None if value is None else int(value) for value in found.where(found.notna(), None)] == [
            up,
            down,
        ]


def test_one_case_more_in_time_is_the_way_out_of_the_last_late_one():
    said = " ".join(targets(month({"counts": ["late"], "at_most": 0}), "u0").sentences)

    assert "ít nhất là a thêm 01 hồ sơ (từ 9 lên 10/10)" in said
    assert "không đủ, vì" not in said


@pytest.mark.parametrize(
    ("counts", "identities", "more"),
    [(["late"], (), {}), (["open"], FORM, {"open": [1] * 4}), (["late", "open"], FORM, {"open": [1] * 4})],
)
def test_where_it_is_not_known_what_a_count_follows_nothing_is_said_to_be_too_little(
    counts, identities, more
):
    found = targets(month({"counts": counts, "at_most": 0}, identities, **more), "u0")

    (goal,) = (goal for goal in found.goals if goal.kind == "band")
    said = " ".join(found.sentences)
    assert goal.mix is None
    assert "không tính được từ số trường hợp thêm: còn trễ hạn" in said
    assert "không đủ, vì" not in said
