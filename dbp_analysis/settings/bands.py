"""Bands (xếp loại): from which score on, and on which conditions."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, Field, model_validator

from dbp_analysis.common.colours import colour, ink_on
from dbp_analysis.common.numbers import EXACT_DECIMALS, settle
from dbp_analysis.settings.config import Config, Name
from dbp_analysis.settings.rules import Requirement
from dbp_analysis.settings.sums import check_once

Limit = Annotated[float, Field(ge=0)]
Colour = Annotated[str, AfterValidator(colour)]


class Band(Config):
    """A band holds the converted scores from ``at_least`` (or only those ``above``) up to the next band, of
    units that meet all that it ``requires``; others stand in the next band whose conditions they meet.
    Its ``colour`` stands wherever it is shown; None leaves that to each picture.
    """

    name: Name
    printed: Name
    at_least: Limit | None = None
    above: Limit | None = None
    requires: tuple[Requirement, ...] = ()
    colour: Colour | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_least is None) == (self.above is None):
            raise ValueError("mỗi mức xếp loại ghi đúng một trong at_least, above")
        return self

    @property
    def ink(self) -> str:
        """The ink that can be read on its own colour; empty without one."""
        return ink_on(self.colour) if self.colour else ""

    @property
    def limit(self) -> float:
        """The score that it begins at, or just above."""
        return self.above if self.at_least is None else self.at_least  # type: ignore[return-value]

    @property
    def strict(self) -> bool:
        """Whether the limit itself is not enough."""
        return self.above is not None

    def reached(self, converted: Any) -> Any:
        """Whether converted scores, one or an array of them, are enough."""
        return settle(converted) >= settle(self.least)

    @property
    def least(self) -> float:
        """The lowest settled score that is enough."""
        return float(settle(self.limit + 10.0**-EXACT_DECIMALS)) if self.strict else self.limit

    def with_limit(self, limit: float) -> "Band":
        """The same band from another score on."""
        return self.model_copy(update={"above" if self.strict else "at_least": limit})


class Shortfall(NamedTuple):
    """What a unit lacks for the next better band: in points of its total, and in converted ones. Of a band
    that begins just above its limit, it lacks more than that.
    """

    band: Band
    points: float
    converted: float


def check_bands(bands: Sequence[Band], scale: float) -> None:
    """Raise ``ValueError`` unless limits fall from one band to the next, the last holds all that is left, and
    asks nothing.
    """
    limits = [(float(settle(band.limit)), band.strict) for band in bands]
    if limits[0][0] > scale or limits[0] == (scale, True):
        raise ValueError(f"bands: mức cao nhất {limits[0][0]:g} vượt thang điểm {scale:g}")
    if limits != sorted(set(limits), reverse=True) or limits[-1] != (0, False):
        raise ValueError("bands phải xếp từ cao xuống thấp, không trùng mức, mức cuối bằng 0")
    check_once([band.name for band in bands])
    if bands[-1].requires:
        raise ValueError("mức xếp loại cuối không được có điều kiện (requires)")


def bands_reached(bands: Sequence[Band], converted: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """For each converted score the position of the best band that it reaches, whatever that requires."""
    enough = np.array([band.reached(np.asarray(converted)) for band in bands])
    reached: npt.NDArray[np.intp] = np.argmax(enough, axis=0)
    return reached
