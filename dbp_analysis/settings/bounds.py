"""The four words that bound a value, the same in steps, bands, conditions and findings."""

from functools import reduce
from operator import and_, ge, gt, le, lt
from typing import Annotated, Any, Self, TypeVar

from pydantic import Field, model_validator

from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.config import Config

Bound = Annotated[float, Field(allow_inf_nan=False)]
Values = TypeVar("Values", bound=Any)

_KEEPS = {"at_least": ge, "above": gt, "at_most": le, "below": lt}
"""The words of bounds, in the order in which they are read, and what each asks of a value."""


class Bounds(Config):
    """A lower bound (``at_least``: the value itself too; ``above``: not), an upper one (``at_most``,
    ``below``), or both.
    """

    at_least: Bound | None = None
    above: Bound | None = None
    at_most: Bound | None = None
    below: Bound | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        lower = [bound for bound in (self.at_least, self.above) if bound is not None]
        upper = [bound for bound in (self.at_most, self.below) if bound is not None]
        if len(lower) > 1 or len(upper) > 1 or not lower + upper:
            raise ValueError(
                "cần một giới hạn dưới (at_least, above), một giới hạn trên (at_most, below) hoặc cả hai"
            )
        if lower and upper:
            both_within = self.at_least is not None and self.at_most is not None
            if lower[0] > upper[0] or (lower[0] == upper[0] and not both_within):
                raise ValueError(f"giới hạn dưới {lower[0]:g} không nhỏ hơn giới hạn trên {upper[0]:g}")
        return self

    @property
    def bounds(self) -> tuple[tuple[str, float], ...]:
        """Each bound by its word, in the order in which they are read."""
        return tuple((word, bound) for word in _KEEPS if (bound := getattr(self, word)) is not None)

    def holds(self, values: Values) -> Values:
        """Whether settled values, one or an array of them, lie within the bounds."""
        kept: Values = reduce(and_, (_KEEPS[word](values, settle(bound)) for word, bound in self.bounds))
        return kept
