"""What a scheme calls by one name is one thing, and what it asks for can be met."""

import re

import pytest
from pydantic import ValidationError

from dbp_analysis.settings.scheme import Scheme
from tests.scoring.test_score import constant, indicator, scheme, stated

NAMES = dict.fromkeys(("a_done", "a_all", "b", "late"), "số")
HALF = {"missed": "chưa đủ", "at_least": 0.5}


def made(*groups, **more) -> Scheme:
    return scheme(*groups, counts=NAMES, **more)


def refused(told: str, *groups, **more) -> None:
    with pytest.raises(ValidationError, match=re.escape(told)):
        made(*groups, **more)


def asking(**required) -> dict[str, object]:
    first = {"name": "Tốt", "printed": "T", "at_least": 8, "requires": [HALF | required]}
    return {"bands": [first, {"name": "Yếu", "printed": "Y", "at_least": 0}]}


GROUP = (indicator("a", 10), stated("b", 5, given="b", given_of=100), constant("c", 2, 1))


@pytest.mark.parametrize("name", ["b", "c"])
def test_points_that_people_give_or_that_are_fixed_have_no_ratio_to_ask_for(name: str) -> None:
    refused("không có tỷ lệ để xét", GROUP, **asking(indicators=[name]))
    finding = {"id": "f", "indicators": [name], "below": 0.5, "text": "{count} đơn vị: {units}"}
    refused("không có tỷ lệ để xét", GROUP, findings=[finding])


def test_given_points_are_asked_for_by_their_name() -> None:
    assert made(GROUP, **asking(counts=["b"], at_least=50)).bands[0].requires[0].counts == ("b",)


@pytest.mark.parametrize("of", [{"indicators": ["a"]}, {"groups": ["g0"]}])
def test_shares_are_written_from_0_to_1(of: dict[str, object]) -> None:
    refused("đang là at_least = 90; 90% viết là 0.9", GROUP, **asking(**of, at_least=90))


def test_a_value_that_is_no_share_may_be_any_number() -> None:
    days = indicator("a", 10, curve=[[3, 10], [10, 0]])
    assert made((days,), **asking(indicators=["a"], at_least=4)).bands[0].requires[0].at_least == 4


@pytest.mark.parametrize(
    "more",
    [
        asking(counts=["late", "late"]),
        asking(indicators=["a", "a"]),
        {"adjustments": [{"id": "x", "name": "x", "short_name": "x", "kind": "deduction", "points_each": 1}
                         | {"counts": ["late", "late"]}]},
        {"bands": [{"name": "Tốt", "printed": "T", "at_least": at} for at in (8, 0)]},
    ],
)  # fmt: skip
def test_nothing_is_counted_twice_and_no_two_bands_bear_one_name(more: dict[str, object]) -> None:
    refused("ghi hai lần", GROUP, **more)


def test_a_sum_has_each_count_once() -> None:
    refused("ghi hai lần: a_done", (indicator("a", 10, numerator=["a_done", "a_done"]),))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (stated("d", 5, given="b"), "b vừa là điểm trên 100 vừa là điểm trên 5"),
        (stated("d", 5, given="late", given_of=3), ""),
        (stated("d", 5, given="a_all"), "a_all vừa là số đếm vừa là điểm trên 5"),
        (stated("d", 5, value="b", curve=[[0, 0], [2, 5]]), "b vừa là giá trị vừa là điểm trên 100"),
    ],
)
def test_one_name_is_one_kind_of_figure_on_one_scale(other: dict[str, object], told: str) -> None:
    if told:
        refused(told, (*GROUP, other))
    else:
        assert made((*GROUP, other)).stated == ("b", "late")


@pytest.mark.parametrize("name", ["limit", "total", "rank", "unit_code"])
def test_no_part_is_called_as_a_column_beside_the_points(name: str) -> None:
    refused(f"đặt mã khác: {name}", ({**indicator("a", 10), "id": name},))


def test_a_bound_is_a_number() -> None:
    refused("finite number", GROUP, **asking(counts=["late"], at_least=float("nan")))
