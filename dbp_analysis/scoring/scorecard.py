"""The scorecard (bảng điểm): what scoring found out, kept together, one row a unit and month."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape

import numpy as np
import pandas as pd

from dbp_analysis.common.html import table_html
from dbp_analysis.common.numbers import by_column, settle, vietnamese
from dbp_analysis.common.periods import period_text
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.reading.known import groups_counted
from dbp_analysis.scoring.measures import Parts
from dbp_analysis.settings.layout import Identity
from dbp_analysis.settings.scheme import Scheme

NO_CASES = "không phát sinh"
"""What is shown for 0/0, never a percentage."""
UNKNOWN = "chưa đủ số liệu"
"""What is said of a unit without a total that had cases, but not all the figures that scoring needs."""
FEW_CASES = 30
"""Under this denominator one case moves a ratio by more than 3 %."""


def open_maxima(points: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """The maximum of each indicator where it counted; 0 where it was left out, or is not known."""
    maxima = {i.id: i.maximum for i in scheme.indicators}
    by_place = np.array([maxima[str(name)] for name in points], dtype=float)
    return pd.DataFrame(points.notna().to_numpy(dtype=bool) * by_place, points.index, points.columns)


def open_points(
    counts: pd.DataFrame, points: pd.DataFrame, counted: pd.DataFrame, scheme: Scheme
) -> pd.DataFrame:
    """The most points that were open to each row, one column a group: the maxima of its indicators without
    those that were left out, where it is ``counted`` or what is missing of it earns nothing; else its own.
    """
    maxima, known = by_column(open_maxima(points, scheme)), by_column(by_indicators(counts, counted, scheme))
    by_group = {
        g.id: np.where(known[g.id], np.sum([maxima[i.id] for i in g.indicators], axis=0), g.maximum)
        for g in scheme.groups
    }
    return pd.DataFrame(by_group, index=points.index)


def by_indicators(counts: pd.DataFrame, counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Whether the points of each group are those of its indicators (boolean, one column a group): it is
    ``counted``, or what is missing of it earns nothing and no points were given for it.
    """
    if scheme.missing_figures == "no_total":
        return counted
    ungiven = {g.id: counts[g.given].isna() if g.given else True for g in scheme.groups if g.indicators}
    return counted.assign(**{name: counted[name] | open_ for name, open_ in ungiven.items()})


@dataclass(frozen=True, eq=False)
class Scorecard:
    """Counts, ratios, points, totals, bands and ranks of units by months.

    Every frame but ``units`` has the index (``month``, ``unit_code``), in the order of the counts.

    - ``counts``: what went in, one column a count (whole numbers; NaN where not known)
    - ``numerators``, ``denominators``, ``ratios``, ``points``: one column an indicator of the scheme;
      numerator and denominator NaN both unless all their counts are known; ratio NaN for 0/0; points NaN
      where left out or not known
    - ``group_points``: one column a group, from its indicators or as given; NaN where ``unknown``
    - ``adjustments``: signed points beside the groups, one column an adjustment, and ``limit``, what the ends
      of the scale take off; no column in a scheme without adjustments
    - ``results``: ``total`` (NaN as soon as a group is ``unknown``, unless the scheme gives nothing for it),
      ``converted``, ``band``, ``rank``, ``tied``; ``no_cases``: whether every count is known, no case
      arose and nothing else is scored; ``held_back``: why a band that the score reaches was not given
    - ``units``: index ``unit_code``; ``unit_name`` ("Xã Nà Tấu"), ``unit_label`` ("UBND xã Nà Tấu"),
      ``unit_short`` ("Nà Tấu", where no other unit bears it)
    - ``listed``: the title of the list that is ranked, where the report ranks several
    - ``periods``: what a month's figures cover, in words, where it is not the month alone
    - ``withheld``: whether the indicators of each group are merged, so that only its points are told
      (boolean, one column a group); None where none are (see ``scoring.small_cells``)
    - ``identities``: the sums of counts that the forms hold equal, where the counts come from forms
    """

    scheme: Scheme
    counts: pd.DataFrame
    numerators: pd.DataFrame
    denominators: pd.DataFrame
    ratios: pd.DataFrame
    points: pd.DataFrame
    group_points: pd.DataFrame
    adjustments: pd.DataFrame
    results: pd.DataFrame
    units: pd.DataFrame
    periods: Mapping[str, str] = field(default_factory=dict)
    listed: str = ""
    identities: tuple[Identity, ...] = ()
    withheld: pd.DataFrame | None = None

    @property
    def period(self) -> str:
        """The period of a one-month card in words ("tháng 12 năm 2023")."""
        (month,) = self.months
        return self.periods.get(month, period_text(month))

    @property
    def months(self) -> list[str]:
        """The months on the card, oldest first."""
        return sorted(self.results.index.unique("month"))

    def month(self, month: str) -> "Scorecard":
        """The card of one month; raise ``KeyError`` when the month is not on it."""
        if month not in self.months:
            raise KeyError(month)
        frames = (
            "counts",
            "numerators",
            "denominators",
            "ratios",
            "points",
            "group_points",
            "adjustments",
            "results",
        )
        return replace(self, **{name: getattr(self, name).xs(month, drop_level=False) for name in frames})

    def of_units(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame of a one-month card by ``unit_code`` alone, best rank first, left-out units last."""
        return frame.reset_index("month", drop=True).loc[self._best_first]

    @cached_property
    def _best_first(self) -> pd.Index:
        if len(self.months) != 1:
            raise ValueError(f"the card holds {len(self.months)} months; choose one with .month()")
        results = self.results.reset_index("month", drop=True)
        return results.sort_values(["rank", "unit_code"], na_position="last").index

    def names(self, column: str) -> pd.Series:
        """A column of ``units`` for a one-month card, best rank first; a unit that is ranked although no
        case arose is marked "(không phát sinh)".
        """
        results = self.of_units(self.results)
        names = self.units[column].reindex(results.index)
        marked = results["no_cases"] & results["total"].notna()
        return names.mask(marked, names + f" ({NO_CASES})")

    @property
    def bands(self) -> pd.Series:
        """Each unit's band on a one-month card, best rank first, or why it has none."""
        results = self.of_units(self.results)
        return results["band"].fillna(results["no_cases"].map({True: NO_CASES, False: UNKNOWN}))

    @property
    def ranking(self) -> pd.DataFrame:
        """One row a unit, best first: ``rank``, ``unit_code``, ``unit_name``, the points of every
        indicator and of every group that may be given, signed those of every adjustment (and ``limit``),
        ``total``, ``converted``, ``band``.
        All points unrounded unless the scheme rounds them.
        """
        columns = {
            name: frame[name]
            for group in self.scheme.groups
            for frame, names in (
                (self.group_points, [group.id] * bool(group.given)),
                (self.points, [indicator.id for indicator in group.indicators]),
            )
            for name in names
        } | {str(name): points for name, points in self.adjustments.items()}
        table = self.of_units(pd.DataFrame(columns).join(self.results)).join(self.units["unit_name"])
        return table.reset_index()[["rank", "unit_code", "unit_name", *columns, "total", "converted", "band"]]

    @cached_property
    def from_counts(self) -> pd.DataFrame:
        """Whether all counts of each group are known, so that its points are not those given (boolean, one
        column a group). A group is counted, or ``given``, or ``unknown``.
        """
        counted = groups_counted(self.counts, self.scheme)
        return counted if self.withheld is None else counted & ~self.withheld

    @cached_property
    def given(self) -> pd.DataFrame:
        """Whether each group, not counted, has the points that its source gave, or that alone are told (as
        ``from_counts``).
        """
        stated = {g.id: self.counts[g.given].notna() if g.given else False for g in self.scheme.groups}
        given = ~self.from_counts & pd.DataFrame(stated, index=self.counts.index)
        return given if self.withheld is None else given | self.withheld

    @cached_property
    def unknown(self) -> pd.DataFrame:
        """Whether neither the counts nor the points of each group are known (as ``from_counts``)."""
        return ~self.from_counts & ~self.given

    @cached_property
    def open_to(self) -> pd.DataFrame:
        """The most points that were open to each unit (see :func:`open_points`), one column a group."""
        return open_points(self.counts, self.points, self.from_counts, self.scheme)

    @property
    def by_indicators(self) -> pd.DataFrame:
        """Whether the points of each group are those of its indicators (see :func:`by_indicators`)."""
        return by_indicators(self.counts, self.from_counts, self.scheme)

    @property
    def measures(self) -> Parts:
        """What findings and conditions look at."""
        counts = self.counts
        if self.withheld is not None:
            behind = {g.id: [name for i in g.indicators for name in i.counts] for g in self.scheme.groups}
            for name, names in behind.items():
                counts = counts.assign(**{one: counts[one].mask(self.withheld[name]) for one in names})
        frames = (
            counts,
            self.numerators,
            self.denominators,
            self.ratios,
            self.points,
            self.group_points,
        )
        return Parts(self.scheme, *frames, self.from_counts, self.results["no_cases"])

    @property
    def left_out(self) -> pd.Series:
        """Whether a unit has no total because no case arose (boolean): its points count for nothing."""
        return self.results["no_cases"] & self.results["total"].isna()

    @property
    def at_maximum(self) -> pd.DataFrame:
        """Whether each indicator earned all its points (boolean, one column an indicator)."""
        maxima = pd.Series({i.id: i.maximum for i in self.scheme.indicators})
        return settle(self.points).ge(settle(maxima), axis="columns")

    def __repr__(self) -> str:
        return f"Scorecard({self.scheme.id}, {', '.join(self.months)}, {len(self.units)} units)"

    def _repr_html_(self) -> str:
        months = self.period if len(self.months) == 1 else f"{self.months[0]} – {self.months[-1]}"
        named = f"{escape(self.listed)} · " if self.listed else ""
        title = (
            f"<b>{escape(self.scheme.title)}</b><br>{named}{capitalised(months)} · {len(self.units)} đơn vị"
        )
        if len(self.months) != 1:
            return title
        results = self.of_units(self.results)
        shown = pd.DataFrame({"Hạng": results["rank"], "Đơn vị": self.names("unit_label")})
        figures = [("Tổng điểm", "total", self.scheme.printed.total)]
        if self.scheme.with_converted:
            figures.append(("Quy đổi", "converted", self.scheme.printed.converted))
        for name, column, decimals in figures:
            shown[name] = results[column].map(
                lambda value, d=decimals: vietnamese(value, d), na_action="ignore"
            )
        shown["Xếp loại"] = self.bands
        return title + table_html(shown, words=("Đơn vị", "Xếp loại"), missing="–")
