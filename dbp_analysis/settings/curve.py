"""Which value earns how many points: straight lines between given points, or steps; checked when read."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.bounds import Bounds

FromZero = Annotated[float, Field(ge=0, allow_inf_nan=False)]

Curve: TypeAlias = tuple[tuple[FromZero, FromZero], ...]
"""Values with the points that they earn: straight lines between them, level before the first and after the
last. Two points at one value are a jump, and the value itself earns the higher of the two.
"""

Direction = Literal["rising", "falling", "both"]


class PointStep(Bounds):
    """The ``points`` of every value within the bounds."""

    points: FromZero

    @model_validator(mode="after")
    def _from_zero(self) -> Self:
        if below := [f"{word} = {bound:g}" for word, bound in self.bounds if bound < 0]:
            raise ValueError(f"giới hạn của bậc phải từ 0 trở lên: {below[0]}")
        return self


def check_curve(curve: Curve, maximum: float) -> None:
    """Raise ``ValueError`` unless it has two points or more in the order of their values, no three at one,
    and the highest earns the maximum.
    """
    values = [float(settle(value)) for value, _ in curve]
    if len(curve) < 2:
        raise ValueError("curve cần ít nhất hai điểm [giá trị, số điểm]")
    if values != sorted(values):
        raise ValueError("curve phải xếp theo giá trị tăng dần")
    if crowded := [value for value in values if values.count(value) > 2]:
        raise ValueError(f"curve có hơn hai điểm ở giá trị {crowded[0]:g}")
    _check_highest("curve", max(points for _, points in curve), maximum)


def check_steps(steps: Sequence[PointStep], maximum: float) -> None:
    """Raise ``ValueError`` for a step that no value reaches, or if the highest earns no maximum."""
    reached = {_step_of(steps, value) for value in _looked_at(steps)}
    if idle := [at for at in range(len(steps)) if at not in reached]:
        raise ValueError(f"bậc thứ {idle[0] + 1} của steps không bao giờ dùng đến vì các bậc trước đã gồm cả")
    _check_highest("steps", max(step.points for step in steps), maximum)


def curve_direction(curve: Curve) -> Direction:
    """Whether higher values never earn fewer points, never more, or now the one and now the other."""
    return _direction([points for _, points in curve])


def steps_direction(steps: Sequence[PointStep]) -> Direction:
    """The same of steps: what is earned at each bound, and between each two."""
    return _direction([step_points(steps, value) for value in _looked_at(steps)])


def step_points(steps: Sequence[PointStep], value: float) -> float:
    """The points of the first step that a value lies within, 0 where there is none."""
    at = _step_of(steps, value)
    return 0.0 if at is None else steps[at].points


def covers_all(steps: Sequence[PointStep]) -> bool:
    """Whether every value lies within one of the steps."""
    return all(_step_of(steps, value) is not None for value in _looked_at(steps))


def full_from(curve: Curve, steps: Sequence[PointStep], maximum: float) -> float | None:
    """The value from which on all values earn the maximum; None where there is none such."""
    if curve:
        short = max((at for at, (_, points) in enumerate(curve) if points != maximum), default=-1)
        return curve[short + 1][0] if short + 1 < len(curve) else None
    looked_at = _looked_at(steps)
    last = max((value for value in looked_at if step_points(steps, value) != maximum), default=-1.0)
    bounds = {bound for step in steps for _, bound in step.bounds}
    found = next((value for value in looked_at if value > last), None)
    return found if found in bounds else None


def _looked_at(steps: Sequence[PointStep]) -> list[float]:
    """Every bound, and a value before, between and after them: no other earns anything else."""
    bounds = sorted({0.0, *(bound for step in steps for _, bound in step.bounds)})
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    return sorted({*bounds, *between, bounds[-1] + 1})


def _step_of(steps: Sequence[PointStep], value: float) -> int | None:
    return next((at for at, step in enumerate(steps) if step.holds(settle(value))), None)


def _check_highest(key: str, highest: float, maximum: float) -> None:
    if highest != maximum:
        raise ValueError(f"maximum {maximum:g} phải bằng số điểm cao nhất của {key} ({highest:g})")


def _direction(points: Sequence[float]) -> Direction:
    if all(before <= after for before, after in pairwise(points)):
        return "rising"
    return "falling" if all(before >= after for before, after in pairwise(points)) else "both"
