"""Why totals moved between two months: an exact sum over indicators, numerators and denominators."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from dbp_analysis.asking.change.parts import Counted, parts_of
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.periods import last_day
from dbp_analysis.scoring.score import Floats
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.successors import CarriedCounts

COMPARED = ("compared", "merged")
"""The statuses of units whose two totals may be compared."""
APART = ("new", "unscored", "missing", "incomplete")
"""Those of all others, in the order in which they are told."""


@dataclass(frozen=True, eq=False)
class Change:
    """Two months side by side, and what moved each total.

    - ``units``: index ``unit_code``, as ``after`` ranks them, those of ``before`` alone last.
      ``status``: ``compared``; ``merged``, its counts before are those of several units; ``new``, neither it
      nor a part of it was there before; ``unscored``, it was and had no total; ``incomplete``, its counts
      before lack some of its parts; ``missing``, it has no total now.
      ``total_before``, ``total_after``, ``change``; ``converted_before``, ``converted_after``;
      ``rank_before``, ``rank_after``, ``rank_change`` (places gained); ``band_before``, ``band_after``,
      ``band_change`` (``up``, ``down`` or empty); ``held_back_before``, ``held_back_after``.
      A unit that cannot be compared has no change. One whose
      counts before lack parts has nothing before, and then no unit has a rank before: it was among its parts.
    - ``parts``: index (``unit_code``, ``subject``), units that can be compared only. A subject is an
      indicator, a whole group where its points were given in either month, an adjustment or ``limit``.
      ``numerator_before``, ``numerator_after``, ``denominator_before``, ``denominator_after``: the counts
      (NaN where only points are told); ``points_before``, ``points_after``: as they count in the total;
      ``change``, which is ``by_numerator`` + ``by_denominator`` + ``by_other``, and which adds up to the
      change of the total.
    """

    before: Scorecard
    after: Scorecard
    units: pd.DataFrame
    parts: pd.DataFrame

    @property
    def scheme(self) -> Scheme:
        """The scheme of both months."""
        return self.after.scheme

    @property
    def compared(self) -> pd.DataFrame:
        """The rows of ``units`` that can be compared."""
        return self.units[self.units["status"].isin(COMPARED)]

    @cached_property
    def main_parts(self) -> pd.DataFrame:
        """Of each unit that moved, the parts that moved it most, strongest first, by ``unit_code``: as many
        as explain more than half of its change, and those as strong as the last of them. ``subject``, and the
        columns of ``parts``. What only rescaling moved stands with the indicators that were left out.
        """
        moved = settle(self.compared["change"])
        pull = settle(self._pull * _of_parts(np.sign(moved), self._pull))
        pull = pull[pull > 0].sort_values(ascending=False, kind="stable")
        explained = pull.groupby(level="unit_code").cumsum() - pull
        needed = settle(explained) <= _of_parts(moved.abs() / 2, pull)
        least = pull[needed].groupby(level="unit_code").min()
        main = pull.index[pull >= _of_parts(least, pull)]
        return self.parts.loc[list(main)].reset_index("subject")

    @property
    def main_by_unit(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of :attr:`main_parts`, to be told unit by unit."""
        main = self.main_parts
        rows: dict[str, list[dict[str, Any]]] = {str(code): [] for code in main.index}
        for code, row in zip(main.index, main.to_dict("records"), strict=True):
            rows[str(code)].append(cast(dict[str, Any], row))
        return rows

    @property
    def _pull(self) -> pd.Series:
        """The change of each part. Those that were only rescaled have none: theirs belongs, in equal shares,
        to the indicators of the unit that were left out in one month alone.
        """
        change = self.parts["change"]
        may = [i.id for i in self.scheme.indicators if i.no_cases == "leave_out"]
        without = self.parts[["denominator_before", "denominator_after"]].eq(0).sum(axis="columns")
        left_out = without.eq(1) & without.index.isin(may, level="subject")
        number = left_out.groupby(level="unit_code").transform("sum")
        rescaled = (
            self._earned(self.before).eq(self._earned(self.after)).reindex(change.index, fill_value=False)
        )
        together = (left_out | rescaled) & number.gt(0)
        of_all = change.where(together, 0.0).groupby(level="unit_code").transform("sum")
        return change.mask(together, (of_all / number.where(number.gt(0))).where(left_out, 0.0))

    def _earned(self, card: Scorecard) -> pd.Series:
        """What each subject earned before any rescaling, by ``unit_code`` and ``subject``."""
        given = [group.id for group in self.scheme.groups if group.given]
        earned = card.of_units(card.points.join(card.group_points[given]).join(card.adjustments))
        subjects: pd.Series = pd.concat(dict(earned.items()), names=["subject"])
        return settle(subjects.swaplevel())


def change_between(before: Scorecard, after: Scorecard, carried: CarriedCounts | None = None) -> Change:
    """What changed from one one-month card to another by the same scheme and the same units.

    ``before`` holds the units of ``after`` (see ``scoring.series.join_months``); ``carried``
    tells which of them were summed and which lack parts. Raise ``ValueError`` for a card of several months,
    two schemes, or units that ``after`` does not know.

    An indicator's change is split as the average over both orders of changing first its numerator, then its
    denominator, and the other way round (the Shapley value of two players): exact, and it favours neither.
    What neither explains is ``by_other``: points that were given, an indicator without cases in one of the
    months, and the rescaling where a scheme leaves indicators out.
    """
    _refuse_unlike(before, after)
    units = _units(before, after, carried)
    compared = units.index[units["status"].isin(COMPARED)]
    old, new = Counted.of(before, compared), Counted.of(after, compared)
    parts = pd.concat(dict(parts_of(old, new, after.scheme)), names=["subject"]).swaplevel()
    order = compared.get_indexer(parts.index.get_level_values("unit_code"))
    return Change(before, after, units, parts.iloc[np.argsort(order, kind="stable")])


def _of_parts(by_unit: pd.Series, parts: pd.Series) -> Floats:
    """What is known of each unit, once for each of its ``parts``."""
    return by_unit.loc[parts.index.get_level_values("unit_code")].to_numpy(dtype=float)


def rows_of(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows of a frame by ``unit_code``, to be told one by one."""
    return cast(dict[str, dict[str, Any]], frame.to_dict("index"))


def _refuse_unlike(before: Scorecard, after: Scorecard) -> None:
    for card in (before, after):
        if len(card.months) != 1:
            raise ValueError(f"the card holds {len(card.months)} months; choose one with .month()")
    if before.scheme != after.scheme:
        raise ValueError(f"two schemes: {before.scheme.id} and {after.scheme.id}")
    unknown = before.results.index.unique("unit_code").difference(after.units.index)
    if len(unknown):
        raise ValueError(f"units that the later month does not know: {', '.join(unknown)}; carry them to it")


def _units(before: Scorecard, after: Scorecard, carried: CarriedCounts | None) -> pd.DataFrame:
    now, then = after.of_units(after.results), before.of_units(before.results)
    codes = now.index.append(then.index.difference(now.index, sort=False)).rename("unit_code")
    now, then = now.reindex(codes), then.reindex(codes)
    summed, lacking, existed = _told_by(carried, before.months[0], codes)
    status = pd.Series("compared", index=codes).mask(codes.isin(summed), "merged")
    status = status.mask(then["total"].isna(), "unscored").mask(~codes.isin(existed), "new")
    status = status.mask(codes.isin(lacking), "incomplete").mask(now["total"].isna(), "missing")
    pairs = {
        f"{name}_{when}": results[name]
        for name in ("total", "converted", "rank", "band", "held_back")
        for when, results in (("before", then), ("after", now))
    }
    units = pd.DataFrame({"status": status, **pairs})
    units.loc[codes.isin(lacking), [name for name in pairs if name.endswith("_before")]] = np.nan
    if lacking:
        units["rank_before"] = pd.Series(pd.NA, codes, "Int64")
    may = units["status"].isin(COMPARED)
    height = {band.name: place for place, band in enumerate(reversed(after.scheme.bands))}
    climbed = np.sign(units["band_after"].map(height) - units["band_before"].map(height)).where(may)
    units["change"] = (units["total_after"] - units["total_before"]).where(may)
    units["rank_change"] = (units["rank_before"] - units["rank_after"]).where(may)
    units["band_change"] = climbed.map({1: "up", -1: "down"}).fillna("")
    return units[
        ["status", "total_before", "total_after", "change", "converted_before", "converted_after",
         "rank_before", "rank_after", "rank_change", "band_before", "band_after", "band_change",
         "held_back_before", "held_back_after"]
    ]  # fmt: skip


def _told_by(
    carried: CarriedCounts | None, month: str, codes: pd.Index
) -> tuple[pd.Index, list[str], pd.Index]:
    """The codes of the units that were summed in ``month``, of those that lack parts of it, and of those that
    were there; all of ``codes`` where nothing is known.
    """
    if carried is None:
        return codes[:0], [], codes
    parts = carried.parts.xs(month, level="month")
    day = last_day(month)
    lacking = [one.unit_code for one in carried.incomplete if day < one.since]
    existed = carried.existed[carried.existed.get_level_values("month") == month]
    return parts.index[parts.map(len).gt(1)], lacking, existed.get_level_values("unit_code")
