"""Bonuses and deductions (điểm thưởng, điểm trừ): points beside the groups, which move no band."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.settings.config import Config, Identifier, Name, Text
from dbp_analysis.settings.sums import Part, check_parts, count_of

Points = Annotated[float, Field(gt=0, allow_inf_nan=False)]

ADJUSTMENTS = "Điểm thưởng, điểm trừ"
"""What they are called together."""
LIMIT = "limit"
"""The column of what the ends of the scale took off, beside those of the adjustments."""


class Adjustment(Config):
    """Points that are added to (``bonus``) or taken from (``deduction``) the sum of the groups, at most
    ``at_most``: ``points_each`` for each of the cases that ``counts`` add up to, or as people or a source
    gave them (``given``, never negative). ``unlisted`` says what it means that nothing is given or counted
    for a unit: not known, or none.
    """

    id: Identifier
    kind: Literal["bonus", "deduction"]
    name: Name
    short_name: Name
    counts: tuple[Part, ...] = ()
    points_each: Points | None = None
    given: Identifier | None = None
    at_most: Points | None = None
    unlisted: Literal["unknown", "none"] = "unknown"
    cases: Text = "hồ sơ"
    inferred: str = ""

    @model_validator(mode="after")
    def _one_way_to_count(self) -> Self:
        if self.id == LIMIT:
            raise ValueError(f"mã {LIMIT!r} đã dùng cho phần bị cắt ở hai đầu thang điểm; đặt mã khác")
        if bool(self.counts) == bool(self.given) or bool(self.counts) != bool(self.points_each):
            raise ValueError("ghi counts cùng points_each (điểm mỗi hồ sơ), hoặc ghi given")
        if self.given and not self.at_most:
            raise ValueError("điểm do người chấm (given) cần at_most, số điểm nhiều nhất")
        check_parts(self.counts)
        return self

    @property
    def sign(self) -> int:
        """1 for a bonus, -1 for a deduction."""
        return 1 if self.kind == "bonus" else -1

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of the counts, or of the points given."""
        return (self.given,) if self.given else tuple(dict.fromkeys(map(count_of, self.counts)))
