"""What an analyst holds: a month's card with all that can be asked of it, and two months compared."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from dbp_analysis.asking.change.previous import SincePrevious, since_previous
from dbp_analysis.asking.change.split import Change
from dbp_analysis.asking.change.text import change_table
from dbp_analysis.asking.drivers import Drivers, drivers
from dbp_analysis.asking.robustness.fragility import fragility
from dbp_analysis.asking.robustness.summary import Robustness, robustness
from dbp_analysis.asking.robustness.weights import DRAWS, NOISE, SEED
from dbp_analysis.asking.targets.unit_targets import Targets, targets
from dbp_analysis.charts import Chart, change_chart
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.html import ReaderTable, table_html
from dbp_analysis.common.periods import period_text
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.lab.plots import Plots
from dbp_analysis.lab.table import reader_table
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.explain import explain
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("board")


@dataclass(frozen=True, repr=False, eq=False)
class Comparison:
    """Two months side by side; ``notes`` are what a reader of them must know."""

    change: Change
    notes: tuple[str, ...] = ()

    @property
    def units(self) -> pd.DataFrame:
        """By the units' short names: ``status``; ``total_before``, ``total_after``, ``change``;
        ``converted_before``, ``converted_after``; ``rank_before``, ``rank_after``, ``rank_change`` (places
        gained); ``band_before``, ``band_after``, ``band_change`` (``up``, ``down``, empty). Statuses are told
        at :class:`~dbp_analysis.asking.change.split.Change`.
        """
        units = self.change.units
        return units.set_axis(self._names(units.index))

    @property
    def parts(self) -> pd.DataFrame:
        """By the units' short names and ``subject``, an indicator or a group that was given:
        ``numerator_before``, ``numerator_after``, ``denominator_before``, ``denominator_after``;
        ``points_before``, ``points_after``; ``change``, the sum of ``by_numerator``, ``by_denominator`` and
        ``by_other``. The changes of a unit add up to that of its total.
        """
        parts = self.change.parts
        levels = [
            self._names(parts.index.get_level_values("unit_code")),
            parts.index.get_level_values("subject"),
        ]
        return parts.set_axis(pd.MultiIndex.from_arrays(levels))

    def plot(self) -> Chart:
        """Whose total moved, and because of what."""
        return change_chart(self.change, " ".join(self.notes))

    def _names(self, codes: "pd.Index[str]") -> "pd.Index[str]":
        return _short_names(self.change.after, codes)

    def __repr__(self) -> str:
        return f"Comparison({self.change.before.months[0]}, {self.change.after.months[0]})"

    def _repr_html_(self) -> str:
        title = capitalised(
            say("comparison.title", after=self.change.after.period, before=self.change.before.period)
        )
        table = table_html(change_table(self.change), words=("Đơn vị", "Do đâu"))
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<b>{escape(title)}</b>{table}{notes}"


@dataclass(frozen=True, repr=False, eq=False)
class MonthCard:
    """One scored month.

    Frames have one row a unit, best rank first, by its short name ("Nà Tấu"), and one column a count or
    indicator by its id; ``indicators`` says what those stand for. Where a unit is asked for, its name may be
    written as people do ("UBND xã Nà Tấu"), or be its code; ``WrongUse`` says which may have been meant.
    """

    inputs: MonthInputs
    scorecard: Scorecard

    @property
    def ranking(self) -> pd.DataFrame:
        """``rank``, ``unit_code``, ``unit_name``, the points of every indicator and of every group that may
        be given, ``total``, ``converted``, ``band``.
        """
        table = self.scorecard.ranking
        return table.set_axis(_short_names(self.scorecard, pd.Index(table["unit_code"])))

    @property
    def indicators(self) -> pd.DataFrame:
        """The indicators of the scheme by id: ``group``, ``name`` and ``maximum``."""
        rows = [
            (one.id, group.name, one.name, one.maximum)
            for group in self.scorecard.scheme.groups
            for one in group.indicators
        ]
        return pd.DataFrame(rows, columns=["indicator", "group", "name", "maximum"]).set_index("indicator")

    @property
    def counts(self) -> pd.DataFrame:
        """What went in: whole numbers, missing where not known."""
        return self._by_name(self.scorecard.counts).convert_dtypes()

    @property
    def ratios(self) -> pd.DataFrame:
        """Numerator by denominator, 0–1; NaN for 0/0."""
        return self._by_name(self.scorecard.ratios)

    @property
    def points(self) -> pd.DataFrame:
        """What each indicator earned, unrounded unless the scheme rounds; NaN where left out or not known."""
        return self._by_name(self.scorecard.points)

    @property
    def group_points(self) -> pd.DataFrame:
        """What each group earned, from its indicators or as given."""
        return self._by_name(self.scorecard.group_points)

    @property
    def results(self) -> pd.DataFrame:
        """``total``, ``converted``, ``band``, ``rank``, ``tied``, ``no_cases``."""
        return self._by_name(self.scorecard.results)

    @property
    def plot(self) -> Plots:
        """The charts of the month."""
        return Plots(self.scorecard, self.inputs.settings.note)

    def explain(self, unit: str) -> pd.DataFrame:
        """Where the points of a unit come from, one row an indicator: ``group``, ``name``; ``count`` cases
        ``of`` all, their ``ratio``; ``points`` of ``maximum``, ``lost``; ``best`` and ``best_unit``;
        the ``reason`` of what people gave, where they gave any
        (see :func:`~dbp_analysis.scoring.explain.explain`).
        """
        return explain(self.scorecard, self.unit_code(unit), self.inputs.given)

    def targets(self, unit: str) -> Targets:
        """The fewest extra cases that lift a unit into the next band or past the unit above it; its ``table``
        has one row a goal and indicator: ``kind``, ``name``, ``gap``, ``indicator_id``, ``indicator``,
        ``numerator``, ``denominator``, ``extra_alone``, ``total_alone``, ``extra_in_mix``.
        """
        return targets(self.scorecard, self.unit_code(unit))

    def robustness(self, noise: float = NOISE, draws: int = DRAWS, seed: int = SEED) -> Robustness:
        """How sure the ranking is: weights that move by up to ``noise`` of themselves (0.25: ±25 %) in
        ``draws`` draws, indicators left out, pairs of units, small numbers. Raise ``WrongUse`` unless
        0 ≤ noise < 1 and draws ≥ 1.
        """
        return robustness(self.scorecard, noise, draws, seed)

    def fragility(self) -> pd.DataFrame:
        """How few cases, turned the other way, change a band or a rank; missing where no number would do,
        and throughout where ``counted`` is false: only points are known, no cases.

        ``band_up``, ``band_down``, ``rank_up``, ``rank_down``; ``fewest`` of these, and ``what`` it changes;
        ``level``: so many cases for ``rank_up`` draw level with the unit above, and do not yet pass it.
        """
        table = fragility(self.scorecard)
        return table.set_axis(_short_names(self.scorecard, table.index))

    def drivers(self) -> Drivers:
        """What decides the ranking: ``table``, one row an indicator, with its ``share`` of the variance of
        totals and the points that units all have and can still move; ``ranks``, the ranks that chance leaves
        each unit (see :class:`~dbp_analysis.asking.drivers.Drivers`).
        """
        return drivers(self.scorecard)

    def change(self) -> Comparison:
        """What changed since the month before; raise ``WrongUse`` where there is nothing to compare with."""
        return comparison(self, since_previous(self.inputs, self.scorecard))

    def show(self, frame: pd.DataFrame, decimals: int = 2) -> ReaderTable:
        """A frame of the card for a reader: Vietnamese heads, decimal commas, words for what is not known."""
        return reader_table(frame, self.scorecard.scheme, decimals)

    def unit_code(self, unit: str) -> str:
        """The code of a unit, however its name is written; raise ``WrongUse`` when it is not certain."""
        return self.inputs.unit_code(unit)

    def __repr__(self) -> str:
        return f"MonthCard({self.inputs.publication.id}, {self.inputs.month}, {len(self.inputs.units)} units)"

    def _repr_html_(self) -> str:
        note = self.inputs.settings.note
        return self.scorecard._repr_html_() + (f"<p>{escape(note)}</p>" if note else "")

    def _by_name(self, frame: pd.DataFrame) -> pd.DataFrame:
        rows = self.scorecard.of_units(frame)
        return rows.set_axis(_short_names(self.scorecard, rows.index))


def comparison(card: MonthCard, since: SincePrevious) -> Comparison:
    """``since`` for an analyst; raise ``WrongUse`` with the reason where nothing could be compared."""
    if since.change is None:
        nothing = f"Không có số liệu {period_text(since.month)} để so sánh."
        raise WrongUse(
            f"{since.reason or nothing}\n  Cách xử lý: so với kỳ khác bằng dbp.compare(trước, sau)."
        )
    own = filter(None, [card.inputs.settings.note])
    return Comparison(since.change, (*own, *since.notes, *since.details))


def _short_names(card: Scorecard, codes: "pd.Index[str]") -> "pd.Index[str]":
    names: pd.Index[str] = pd.Index(card.units["unit_short"].reindex(codes), name="unit")
    return names
