"""The charts of a month, one name each, as an analyst finds them behind ``card.plot.``"""

from dataclasses import dataclass

from dbp_analysis.asking.robustness.intervals import intervals
from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.charts import Chart, group_chart, heatmap_chart, losses_chart, ranking_chart, ratios_chart
from dbp_analysis.charts.intervals import interval_chart
from dbp_analysis.charts.robustness import dominance_chart, rank_range_chart
from dbp_analysis.scoring.scorecard import Scorecard


@dataclass(frozen=True, repr=False, eq=False)
class Plots:
    """The charts of a one-month card; ``note`` stands at the foot of each.

    A chart shows itself in a notebook; ``.svg`` and ``.png`` are its file.
    """

    card: Scorecard
    note: str

    def ranking(self) -> Chart:
        """Who is where: converted scores in their bands."""
        return ranking_chart(self.card, self.note)

    def groups(self) -> Chart:
        """What every unit earned and lost in each group."""
        return group_chart(self.card, self.note)

    def heatmap(self) -> Chart:
        """Where every unit loses points, by indicator."""
        return heatmap_chart(self.card, self.note)

    def losses(self) -> Chart:
        """On what the whole place loses its points."""
        return losses_chart(self.card, self.note)

    def ratios(self) -> Chart:
        """The ratio of every unit and indicator, with small denominators."""
        return ratios_chart(self.card, self.note)

    def rank_ranges(self) -> Chart:
        """Between which ranks every unit moves when weights move by chance."""
        return rank_range_chart(robustness(self.card), self.note)

    def dominance(self) -> Chart:
        """Which units are above or below every unit whatever the weights."""
        return dominance_chart(robustness(self.card), self.note)

    def intervals(self, indicator: str = "") -> Chart:
        """How sure the ratios of an indicator are; without an id, of the one that is least sure."""
        return interval_chart(self.card, intervals(self.card), self.note, indicator=indicator)

    def __repr__(self) -> str:
        return f"Plots({self.card!r})"
