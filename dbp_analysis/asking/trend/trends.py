"""A series → what it says when its months are read one after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from dbp_analysis.asking.comparable import not_compared
from dbp_analysis.asking.trend.control import ONE_WAY, Limits, Verdict, control_limits
from dbp_analysis.asking.trend.runs import runs
from dbp_analysis.common.once import once
from dbp_analysis.common.periods import counted, kind_noun, kind_of, period_of, preceding
from dbp_analysis.scoring.scorecard import FEW_CASES
from dbp_analysis.scoring.series import Series


@dataclass(frozen=True)
class Run:
    """Months from ``start`` to ``last``, each above (or each below) the one before, from the value ``before``
    to ``value``.
    """

    rising: bool
    start: str
    last: str
    before: float
    value: float


@dataclass(frozen=True, eq=False)
class Trend:
    """A series with everything that is read from it; all frames are computed once, when first asked for."""

    series: Series

    @property
    def span(self) -> str:
        """What one of its months is called: tháng, quý, …"""
        return kind_noun(self.series.months[-1])

    def counted(self, count: int) -> str:
        """So many of its months: ``3 tháng``, ``3 quý``."""
        return counted(count, self.series.months[-1])

    @cached_property
    def breaks(self) -> Mapping[str, str]:
        """The periods that are not compared with those before them, each with the reason."""
        return not_compared(self.series)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """Total points, unrounded: one row a unit, one column a month (see :func:`by_month`)."""
        return by_month(self.series, "total").astype(float)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks within the month, as :attr:`totals`."""
        return by_month(self.series, "rank").astype("Int64")

    @cached_property
    def bands(self) -> pd.DataFrame:
        """Names of bands, as :attr:`totals`."""
        return by_month(self.series, "band").astype(object)

    @cached_property
    def summed(self) -> pd.DataFrame:
        """Whether a unit's figures sum units that were merged later: boolean, as :attr:`totals`."""
        parts = self.series.carried.parts.map(len).gt(1).unstack("month")
        by_code = parts.set_axis(unit_names(self.series)[parts.index], axis="index")
        return by_code.reindex_like(self.totals).eq(True)

    @cached_property
    def whole_from(self) -> pd.Series:
        """Unit → the month from which its figures hold all that belongs to it in the last month."""
        from_ = whole_from(self.series)
        return from_.set_axis(unit_names(self.series)[from_.index]).reindex(self.totals.index)

    @cached_property
    def since(self) -> str:
        """The first month that can be compared with the last: from it on no unit's figures lack a part."""
        return next(month for month in self.series.months if month >= self.whole_from.max())

    @property
    def all_whole(self) -> bool:
        """Whether all months can be compared, because none lacks a part."""
        return self.since == self.series.months[0]

    @cached_property
    def moves(self) -> pd.DataFrame:
        """From :attr:`since` to the last month, one row a unit: ``from_rank``, ``to_rank``, ``climbed``
        (places, positive upwards, missing where a rank is), ``from_band``, ``to_band``.
        """
        first, last = self.since, self.series.months[-1]
        return pd.DataFrame(
            {
                "from_rank": self.ranks[first],
                "to_rank": self.ranks[last],
                "climbed": self.ranks[first] - self.ranks[last],
                "from_band": self.bands[first],
                "to_band": self.bands[last],
            }
        )

    @cached_property
    def place(self) -> pd.DataFrame:
        """The ratios of the whole place (see :func:`place_ratios`)."""
        return place_ratios(self.series)

    @cached_property
    def comparable(self) -> pd.DataFrame:
        """The place's ratios, one row an indicator, one column a month, only where they can be compared."""
        ratios = self.place["ratio"].where(self.place["comparable"])
        return ratios.unstack("month").reindex(ratios.index.unique("indicator"))

    @cached_property
    def unit_runs(self) -> pd.DataFrame:
        """Runs of the units' totals (see :func:`runs`), of each unit while its figures are whole."""
        own = self.totals.assign(**dict.fromkeys(self.series.year_to_date, np.nan))
        return runs(own.where(np.less_equal.outer(self.whole_from.to_numpy(), own.columns.to_numpy())))

    @cached_property
    def place_runs(self) -> pd.DataFrame:
        """Runs of the place's ratios; ``subject`` is the indicator's id."""
        return runs(self.comparable)

    @cached_property
    def limits(self) -> Mapping[str, Limits | None]:
        """The control limits of each indicator's ratio for the place; None where there is too little."""
        return {str(name): control_limits(ratios) for name, ratios in self.comparable.iterrows()}

    @cached_property
    def one_way(self) -> Mapping[str, Run]:
        """The run of each indicator that only rose, or only fell, over :data:`ONE_WAY` months or more up to
        the last that can be compared.
        """
        last = {name: ratios.last_valid_index() for name, ratios in self.comparable.iterrows()}
        lasting = runs(self.comparable, ONE_WAY - 1)
        lasting = lasting[lasting["last"].eq(lasting["subject"].map(last))]
        return {
            str(run["subject"]): Run(
                bool(run["rising"]), preceding(run["first"]), run["last"], run["before"], run["after"]
            )
            for run in lasting.to_dict("records")
        }

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict | None]:
        """What the last month of each indicator that can be compared says: beside its limits, else as the end
        of a run in :attr:`one_way`; None where there are neither.
        """
        return {name: self._verdict(name) for name in self.limits}

    def _verdict(self, indicator: str) -> Verdict | None:
        limits, run = self.limits[indicator], self.one_way.get(indicator)
        if run and (limits is None or limits.verdict == "usual"):
            return "rising" if run.rising else "falling"
        return limits.verdict if limits else None

    def __repr__(self) -> str:
        return f"Trend({self.series!r})"


@once
def read_trend(series: Series) -> Trend:
    """What ``series`` says month after month: totals, ranks, bands, the place's ratios, runs and limits."""
    return Trend(series)


def by_month(series: Series, column: Literal["total", "converted", "rank", "band"]) -> pd.DataFrame:
    """One column of the results, months side by side.

    One row a unit under its short name, in the order of the last month's ranking; one column for every month
    of the calendar, those without data too (missing, as is what a unit did not get).
    """
    card = series.card
    last = card.month(series.months[-1])
    wide = card.results[column].unstack("month").reindex(columns=pd.Index(series.calendar, name="month"))
    absent = wide.index.difference(last.of_units(last.results).index)
    order = [*last.of_units(last.results).index, *absent]
    return wide.loc[order].set_axis(unit_names(series)[order].rename("unit"), axis="index")


def unit_names(series: Series) -> pd.Series:
    """A short name for each unit by code, with the code where two units share even the full name."""
    names = series.card.units["unit_short"]
    return names.mask(names.duplicated(keep=False), names + " (" + names.index + ")")


def whole_from(series: Series) -> pd.Series:
    """The month from which a unit's figures hold all that belongs to it in the last month, by ``unit_code``.

    That is the series' first month, but for a unit that took in others without figures the month of the
    last such day: what lies before counts less than the unit, and no change across that day is its own;
    of all units, of longer periods the last that is not compared with the one before.
    """
    first = max([series.months[0], *not_compared(series)])
    from_, kind = pd.Series(first, index=series.card.units.index, dtype=object), kind_of(first)
    for one in series.carried.incomplete:
        from_[one.unit_code] = max(from_[one.unit_code], period_of(kind, one.since))
    return from_


def place_ratios(series: Series) -> pd.DataFrame:
    """Each indicator that is a share, for the whole place: its numerators by its denominators, each summed.

    Index (``indicator``, ``month``), every month of the calendar. Columns: ``numerator``, ``denominator``,
    ``ratio`` (NaN where no case arose), all over the ``known`` of ``units`` units whose counts are known; and
    ``comparable``: whether the month may be compared with the last, because all units are in it with
    all their parts, the figures are the month's own, and there are at least :data:`FEW_CASES` cases.
    """
    card = series.card
    counted = [i.id for i in card.scheme.indicators if i.is_counted and i.is_share]
    over, under = card.numerators[counted], card.denominators[counted]
    columns = {
        "numerator": over.groupby("month").sum(min_count=1),
        "denominator": under.groupby("month").sum(min_count=1),
        "known": under.notna().groupby("month").sum(),
    }
    months = pd.Index(series.calendar, name="month")
    index = pd.MultiIndex.from_product([counted, months], names=["indicator", "month"])
    table = pd.DataFrame(
        {name: frame.reindex(months).unstack().set_axis(index) for name, frame in columns.items()}
    )
    ratio = table["numerator"] / table["denominator"].where(table["denominator"] > 0)
    known_units = table["known"].fillna(0).astype(int)
    all_units = len(card.units)
    month = index.get_level_values("month")
    comparable = (
        known_units.eq(all_units)
        & table["denominator"].ge(FEW_CASES)
        & ~month.isin(series.year_to_date)
        & (month >= whole_from(series).max())
    )
    return table.assign(known=known_units, units=all_units, ratio=ratio, comparable=comparable)[
        ["numerator", "denominator", "ratio", "known", "units", "comparable"]
    ]
