"""Curves and steps of an indicator: what is refused, and what is known of them before any figure."""

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.scheme import load_scheme

from ..made import Place

SCHEME = "schemes/bo-thu.toml"


def indicator(**rule: object) -> Indicator:
    named = dict.fromkeys(("id", "name", "short_name", "label"), "a")
    return Indicator.model_validate(
        {**named, "maximum": 6, "numerator": ["n"], "denominator": ["d"], "no_cases": "zero", **rule}
    )


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("full_at = 0.8\ncurve = [[0.5, 0], [0.8, 30]]", "chọn đúng một trong full_at, curve"),
        ("full_at = 1\nsteps = [{ at_least = 0.9, points = 30 }]", "chọn đúng một trong full_at, steps"),
        ("curve = [[0.8, 30]]", "cần ít nhất hai điểm"),
        ("curve = [[0.8, 30], [0.5, 0]]", "xếp theo giá trị tăng dần"),
        ("curve = [[0.5, 0], [0.5, 5], [0.5, 30]]", "hơn hai điểm ở giá trị 0.5"),
        ("curve = [[0.5, 0], [0.8, 20]]", "maximum 30 phải bằng số điểm cao nhất của curve (20)"),
        ("curve = [[-0.5, 0], [0.8, 30]]", "phải từ 0 trở lên"),
        ("curve = [[0.5, 0], [inf, 30]]", "sai kiểu dữ liệu"),
        ("steps = [{ at_least = 0.9, points = 20 }]", "số điểm cao nhất của steps (20)"),
        ("steps = [{ points = 30 }]", "cần một giới hạn"),
        ("steps = [{ at_least = 0.9, above = 0.8, points = 30 }]", "cần một giới hạn"),
        ("steps = [{ at_least = 0.9, below = 0.8, points = 30 }]", "giới hạn dưới 0.9 không nhỏ hơn"),
        ("steps = [{ above = 0.9, at_most = 0.9, points = 30 }]", "giới hạn dưới 0.9 không nhỏ hơn"),
        (
            "steps = [{ at_least = 0.5, points = 30 }, { at_least = 0.9, points = 10 }]",
            "bậc thứ 2 của steps không bao giờ dùng đến",
        ),
        ("steps = [{ at_least = 0.9, point = 30 }]", "không có mục nào mang tên này"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(place: Place, rule: str, told: str) -> None:
    path = place.change(SCHEME, "maximum = 30", f"maximum = 30\n{rule}")
    with pytest.raises(DataRejected) as caught:
        load_scheme(path)
    assert told in " ".join(problem.what for problem in caught.value.problems)
    assert (caught.value.problems[0].column or "").startswith("groups[1].indicators[1]")


def test_a_constant_takes_no_curve() -> None:
    named = dict.fromkeys(("id", "name", "short_name", "label"), "a")
    with pytest.raises(ValueError, match="curve, steps"):
        Indicator.model_validate({**named, "maximum": 6, "constant": 6, "curve": [[0, 0], [1, 6]]})


@pytest.mark.parametrize(
    ("rule", "direction", "full_from", "is_share"),
    [
        ({}, "rising", 1, True),
        ({"full_at": 0.8}, "rising", 0.8, True),
        ({"curve": [[0.5, 0], [0.8, 6]]}, "rising", 0.8, True),
        ({"curve": [[0.5, 0], [0.8, 3], [0.8, 6]]}, "rising", 0.8, True),
        ({"curve": [[3, 6], [3, 4], [10, 0]]}, "falling", None, False),
        ({"curve": [[0.2, 0], [0.5, 6], [0.8, 0]]}, "both", None, True),
        ({"steps": [{"at_least": 0.95, "points": 6}, {"above": 0.9, "points": 3}]}, "rising", 0.95, True),
        ({"steps": [{"above": 0.95, "points": 6}]}, "rising", None, True),
        ({"steps": [{"at_most": 5, "points": 6}, {"below": 7, "points": 2}]}, "falling", None, False),
        ({"steps": [{"at_least": 0.4, "at_most": 0.6, "points": 6}]}, "both", None, True),
    ],
)
def test_what_a_rule_is(rule, direction, full_from, is_share) -> None:
    one = indicator(**rule)
    assert (one.direction, one.full_from, one.is_share) == (direction, full_from, is_share)


def test_values_are_written_as_shares_or_as_numbers() -> None:
    assert indicator().value_text(0.392) == "39,2%"
    days = indicator(curve=[[3, 6], [10, 0]])
    assert [days.value_text(value) for value in (2.5, 2, 10, 0, 3.126, 0.001)] == [
        "2,5", "2", "10", "0", "3,13", "chưa đến 0,01",
    ]  # fmt: skip


def test_another_maximum_changes_the_points_in_proportion() -> None:
    curve = indicator(curve=[[0.5, 0], [0.8, 2], [0.8, 6]])
    assert curve.with_maximum(9) == Indicator.model_validate(curve.with_maximum(9).model_dump())
    assert curve.with_maximum(9).curve == ((0.5, 0), (0.8, 3), (0.8, 9))
    steps = indicator(steps=[{"at_least": 0.9, "points": 6}, {"above": 0.5, "points": 2}])
    changed = Indicator.model_validate(steps.with_maximum(0.1).model_dump())
    assert [step.points for step in changed.steps] == pytest.approx([0.1, 0.1 / 3], abs=1e-9)
    assert changed.maximum == 0.1
