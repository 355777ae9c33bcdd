"""A change → what is worth saying about it: who rose and fell, who changed band, what moved everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.change.split import Change
from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.wording import Notable


@dataclass(frozen=True)
class PlaceMove:
    """An indicator over all the units that have its counts in both months, and how many those are."""

    indicator: str
    units: int
    numerator_before: float
    denominator_before: float
    numerator_after: float
    denominator_after: float

    @property
    def change(self) -> float:
        """The change of the ratio."""
        return self.numerator_after / self.denominator_after - self.numerator_before / self.denominator_before


@dataclass(frozen=True)
class Movements:
    """Unit codes in rank order, and the indicators that moved for the whole place, strongest first.

    ``rose``, ``fell`` and ``kept`` are all units that can be compared, ``apart`` the others; ``most_up`` and
    ``most_down`` are empty where no change is notable, and hold several units where they are equal.
    """

    rose: tuple[str, ...]
    fell: tuple[str, ...]
    kept: tuple[str, ...]
    band_up: tuple[str, ...]
    band_down: tuple[str, ...]
    most_up: tuple[str, ...]
    most_down: tuple[str, ...]
    place: tuple[PlaceMove, ...]
    apart: tuple[str, ...]


def movements(change: Change, notable: Notable) -> Movements:
    """What moved, by the thresholds of ``notable``."""
    units = change.compared
    moved = settle(units["change"])
    least = settle(notable.points * change.scheme.maximum)
    return Movements(
        rose=_codes(moved > 0),
        fell=_codes(moved < 0),
        kept=_codes(moved == 0),
        band_up=_codes(units["band_change"] == "up"),
        band_down=_codes(units["band_change"] == "down"),
        most_up=_codes((moved == moved.max()) & (moved >= least)),
        most_down=_codes((moved == moved.min()) & (moved <= -least)),
        place=tuple(sorted(_place(change, notable), key=lambda move: -abs(move.change))),
        apart=_codes(~change.units.index.to_series().isin(units.index)),
    )


def _codes(chosen: pd.Series) -> tuple[str, ...]:
    return tuple(map(str, chosen.index[chosen]))


def _place(change: Change, notable: Notable) -> Iterator[PlaceMove]:
    """Every indicator whose ratio over the whole place moved by enough, on enough cases in both months."""
    names = ["numerator_before", "denominator_before", "numerator_after", "denominator_after"]
    for indicator in change.scheme.indicators:
        of_units = change.parts.index.get_level_values("subject") == indicator.id
        counts = change.parts.loc[of_units, names].dropna()
        move = PlaceMove(indicator.id, len(counts), *counts.sum().tolist())
        fewest = min(move.denominator_before, move.denominator_after)
        if len(counts) > 1 and fewest >= notable.cases and abs(settle(move.change)) >= notable.ratio:
            yield move
