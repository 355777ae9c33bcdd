"""How sure a ratio is: a confidence interval that fits small numbers."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.scoring.scorecard import FEW_CASES, Scorecard

LEVEL = 0.95
_Z = NormalDist().inv_cdf(0.5 + 0.5 * LEVEL)


@dataclass(frozen=True)
class Interval:
    """A row of :func:`intervals` as a value: a ratio and the interval around it (shares 0–1)."""

    unit_code: str
    indicator: str
    numerator: float
    denominator: float
    ratio: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """From ``low`` to ``high``: the wider, the less sure."""
        return self.high - self.low

    def against(self, average: float) -> Literal["", "above", "below"]:
        """Whether the whole interval lies above or below ``average``; empty where it may be no different."""
        return "above" if self.low > average else "below" if self.high < average else ""

    @property
    def few(self) -> bool:
        """Whether it rests on few cases."""
        return self.denominator < FEW_CASES


def intervals(card: Scorecard) -> pd.DataFrame:
    """The 95 % confidence interval by Wilson of every ratio of a one-month card.

    Index ``unit_code`` in rank order and ``indicator`` in the scheme's; ``numerator``, ``denominator``,
    ``ratio``, ``low``, ``high`` (shares 0–1). Left out are units without a total, indicators that count
    nothing, and those whose value is no share (days). ``low`` and ``high`` are NaN for 0/0, for counts that
    are not known, and where a numerator exceeds its denominator.

    The counts are complete, no sample: the interval holds the levels of service under which such counts
    are not unusual, and so says how far the ratio may be chance.
    """
    ranked = card.of_units(card.results)["total"].dropna().index
    counted = [i.id for i in card.scheme.indicators if i.is_counted and i.is_share]
    frames = {"numerator": card.numerators, "denominator": card.denominators, "ratio": card.ratios}
    columns = {
        name: card.of_units(frame).loc[ranked, counted].rename_axis(columns="indicator")
        for name, frame in frames.items()
    }
    table = pd.DataFrame({name: frame.stack(future_stack=True) for name, frame in columns.items()})
    return table.join(_wilson(table[table["ratio"].between(0, 1)]))


def each(table: pd.DataFrame) -> list[Interval]:
    """The rows of :func:`intervals` as values, in their order."""
    return [Interval(*row) for row in table.reset_index().itertuples(index=False, name=None)]


def known(table: pd.DataFrame) -> list[Interval]:
    """Those of :func:`each` that have an interval."""
    return each(table.dropna(subset="low"))


def averages(card: Scorecard) -> dict[str, float]:
    """The ratio of all units together for each indicator, from the units whose cases are known."""
    known = card.numerators.notna() & card.denominators.notna()
    over, under = card.numerators.where(known).sum(), card.denominators.where(known).sum()
    return {str(name): float(over[name] / under[name]) for name in under.index if under[name] > 0}


def cases_text(card: Scorecard, one: Interval) -> str:
    """What a ratio rests on: ``56/143 hồ sơ``."""
    cases = card.scheme.indicator(one.indicator).cases
    return f"{vietnamese(one.numerator)}/{vietnamese(one.denominator)} {cases}"


def _wilson(table: pd.DataFrame) -> pd.DataFrame:
    """``low`` and ``high`` of each row by Wilson's formula, as in Newcombe 1998 (method 3)."""
    over, under = table["numerator"], table["denominator"]
    share, double = over / under, 2 * (under + _Z**2)
    middle = (2 * under * share + _Z**2) / double
    half = _Z / double * np.sqrt(4 * under * share * (1 - share) + _Z**2)
    return pd.DataFrame(
        {"low": (middle - half).where(over > 0, 0.0), "high": (middle + half).where(over < under, 1.0)}
    )
