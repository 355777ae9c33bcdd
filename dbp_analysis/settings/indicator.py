"""An indicator (chỉ số) of a scheme: which counts it divides, and what their ratio earns."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.common.numbers import distance, percent
from dbp_analysis.settings.config import Config, Identifier, Name, Text
from dbp_analysis.settings.curve import (
    Curve,
    Direction,
    PointStep,
    check_curve,
    check_steps,
    curve_direction,
    full_from,
    steps_direction,
)
from dbp_analysis.settings.sums import Part, check_parts, count_of

Points = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1)]


class Indicator(Config):
    """Numerator / denominator, a maximum and a rule (DESIGN: chỉ số).

    Both are counts added up, those with a minus (``"-exempt"``) taken away. ``full_at`` is the ratio that
    already earns the maximum (0.8: full at 80 %); ``curve`` and ``steps`` say it for any values, of the steps
    the first that fits. ``no_cases`` says what a zero denominator earns: all points, none, or the indicator
    is left out and the rest of the scheme rescaled. ``constant`` earns fixed points whatever the counts; it
    takes no counts, nor does ``given``, the name of points that people or a source give (out of ``given_of``
    where that is another maximum), or ``value``, that of a number that an export states in place of a ratio
    (days on average). ``shared``: the figure is one for the whole place, so no unit can move it by itself.
    """

    id: Identifier
    name: Name
    short_name: Name
    label: Name
    maximum: Points
    numerator: tuple[Part, ...] = ()
    denominator: tuple[Part, ...] = ()
    full_at: Share | None = None
    curve: Curve = ()
    steps: tuple[PointStep, ...] = ()
    no_cases: Literal["full", "zero", "leave_out"] | None = None
    constant: Annotated[float, Field(ge=0)] | None = None
    given: Identifier | None = None
    given_of: Points | None = None
    value: Identifier | None = None
    cases: Text = "hồ sơ"
    shared: bool = False
    inferred: str = ""

    @model_validator(mode="after")
    def _one_way_to_earn(self) -> Self:
        ways = {"constant": self.constant, "given": self.given, "value": self.value}
        chosen = [name for name, way in ways.items() if way is not None]
        if len(chosen) > 1:
            raise ValueError(f"chọn đúng một trong {', '.join(chosen)}")
        without = (
            "numerator",
            "denominator",
            "no_cases",
            *(() if self.value else ("full_at", "curve", "steps")),
        )
        if chosen and any(getattr(self, name) for name in without):
            raise ValueError(f"chỉ số có {chosen[0]} thì không có {', '.join(without)}")
        if not chosen and not (self.numerator and self.denominator and self.no_cases):
            raise ValueError("cần đủ numerator, denominator và no_cases (full, zero hoặc leave_out)")
        if self.value and not (self.curve or self.steps):
            raise ValueError("chỉ số có value cần curve hoặc steps: giá trị nào được bao nhiêu điểm")
        if self.given_of and not self.given:
            raise ValueError("given_of chỉ dùng cùng given")
        if self.constant is not None and self.constant > self.maximum:
            raise ValueError(f"constant {self.constant} vượt maximum {self.maximum}")
        check_parts(self.numerator)
        check_parts(self.denominator)
        if len(self._rules) > 1:
            raise ValueError(f"chọn đúng một trong {', '.join(self._rules)}")
        if self.curve:
            check_curve(self.curve, self.maximum)
        if self.steps:
            check_steps(self.steps, self.maximum)
        return self

    @property
    def _rules(self) -> list[str]:
        """What says how values become points; nothing where each earns its share of the maximum."""
        rules = {"full_at": self.full_at, "curve": self.curve, "steps": self.steps}
        return [name for name, rule in rules.items() if rule]

    @property
    def direction(self) -> Direction:
        """Whether higher values earn more (``rising``), fewer (``falling``) or now more, now fewer points."""
        if self.steps:
            return steps_direction(self.steps)
        return curve_direction(self.curve) if self.curve else "rising"

    @property
    def full_from(self) -> float | None:
        """The value from which on all values earn the maximum; None where there is none such."""
        if self.curve or self.steps:
            return full_from(self.curve, self.steps, self.maximum)
        return self.full_at or 1.0

    @property
    def is_share(self) -> bool:
        """Whether its value is a share of its denominator, never above 1: no rule names a higher one."""
        steps = [bound for step in self.steps for _, bound in step.bounds]
        return all(value <= 1 for value in (*steps, *(value for value, _ in self.curve)))

    def value_text(self, value: float) -> str:
        """A value for a reader: a share in percent, any other number as it is, ``2,5``; one that is stated
        with what it is counted in where the scheme says that, ``2,5 ngày``.
        """
        if self.is_share:
            return percent(value)
        return self.with_unit(distance(value, 2).removesuffix("0").removesuffix(",0"))

    def with_unit(self, number: str) -> str:
        """A number that is stated with what it is counted in, where the scheme says that."""
        named = self.value and self.cases != type(self).model_fields["cases"].default
        return f"{number} {self.cases}" if named and not self.is_share else number

    def with_maximum(self, maximum: float) -> "Indicator":
        """The same with another maximum, points of curve or steps and a constant in the same proportion."""

        def scaled(points: float) -> float:
            exact = Fraction(str(points)) * Fraction(str(maximum)) / Fraction(str(self.maximum))
            return maximum if points == self.maximum else float(exact)

        constant = None if self.constant is None else scaled(self.constant)
        curve = tuple((value, scaled(points)) for value, points in self.curve)
        steps = tuple(step.model_copy(update={"points": scaled(step.points)}) for step in self.steps)
        of = (self.given_of or self.maximum) if self.given else None
        changed = {"maximum": maximum, "constant": constant, "given_of": of, "curve": curve, "steps": steps}
        return self.model_copy(update=changed)

    @property
    def is_counted(self) -> bool:
        """Whether its value is a ratio of counts."""
        return bool(self.numerator)

    @property
    def counts(self) -> tuple[str, ...]:
        """The ids of all that it is made of, each once: counts, points given or a value."""
        stated = filter(None, (self.given, self.value))
        return tuple(dict.fromkeys((*map(count_of, (*self.numerator, *self.denominator)), *stated)))
