"""An indicator over the months, as the control chart shows it: ratios, limits, and what is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from dbp_analysis.asking.trend import commentary
from dbp_analysis.asking.trend.control import Limits, Verdict
from dbp_analysis.asking.trend.trends import Run, Trend
from dbp_analysis.charts.measure import lines_height, wrap
from dbp_analysis.charts.style import BETTER, LABEL, MARK, SMALL, WORSE
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

Sign = tuple[str, str]
"""A letter or an arrow, and its colour; empty where there is nothing to say."""


@dataclass(frozen=True)
class Panel:
    """An indicator: its ratio by month where a case arose, the months that can be compared, its limits, its
    run in one direction, the verdict on its last month, and what is said below its name; whether ``more`` of
    it is better, and the ``target`` that earns all points where that is not simply all cases.
    """

    name: str
    ratios: dict[str, float]
    comparable: frozenset[str]
    limits: Limits | None
    run: Run | None
    verdict: Verdict | None
    said: list[str]
    more: bool
    target: float | None

    @property
    def variation(self) -> Sign:
        """Whether the last month left the usual variation, which way, and whether that is good."""
        if self.verdict in (None, "usual"):
            return ("≈", MARK) if self.verdict else ("", MARK)
        centre = self.limits.centre if self.limits else 0.0
        up = self.run.rising if self.run and not self.limits else self.ratios[self.judged] > centre
        return "▲" if up else "▼", BETTER if up is self.more else WORSE

    @property
    def assurance(self) -> Sign:
        """Whether all of the usual variation, none or a part of it reaches the target."""
        if self.target is None or self.limits is None:
            return "", MARK
        ends = (self.limits.lower, self.limits.upper)
        inside = [settle((end - self.target) * (1 if self.more else -1)) >= 0 for end in ends]
        return ("✓", BETTER) if all(inside) else ("?", MARK) if any(inside) else ("✗", WORSE)

    @property
    def strong(self) -> bool:
        """Whether the last month left the usual variation."""
        return self.verdict not in (None, "usual")

    @property
    def judged(self) -> str:
        """The last month that can be compared, which the verdict is on; empty without one."""
        return max(self.comparable & self.ratios.keys(), default="")

    @property
    def centre(self) -> float | None:
        """The average of the months that can be compared."""
        known = [self.ratios[month] for month in sorted(self.comparable & self.ratios.keys())]
        return sum(known) / len(known) if len(known) > 1 else None

    @property
    def signals(self) -> dict[str, str]:
        """The months outside the limits, and those that lie in a row on one side or go one way, each with the
        colour of whether that is good.
        """
        ups = {}
        if run := self.run:
            ups = {month: run.rising for month in self.comparable if run.start <= month <= run.last}
        if self.limits:
            beyond = (*self.limits.outside, *self.limits.one_side)
            ups |= {month: self.ratios[month] > self.limits.centre for month in beyond}
        return {month: BETTER if up is self.more else WORSE for month, up in ups.items()}

    @property
    def head(self) -> float:
        """The height of the name and what is said."""
        return lines_height([self.name], LABEL) + lines_height(self.said, SMALL) + 8

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest value to be shown, a little apart."""
        values = [*self.ratios.values(), *((self.limits.lower, self.limits.upper) if self.limits else ())]
        values += [self.target] if self.target is not None else []
        low, high = min(values), max(values)
        return (low, high) if high - low > 0.02 else (max(low - 0.01, 0.0), min(high + 0.01, 1.0))


def panels_of(trend: Trend, width: float) -> Iterator[Panel]:
    """A panel for each indicator that counts shares; what is said of it in lines of ``width``."""
    for indicator in trend.series.card.scheme.indicators:
        if not indicator.is_counted or not indicator.is_share:
            continue
        name, rows = indicator.id, trend.place.loc[indicator.id]
        limits, run = trend.limits[name], trend.one_way.get(name)
        said = capitalised(commentary.verdict(trend, name))
        said += f" ({commentary.limits_text(limits)})" if limits else ""
        if judged := limits or run:
            said += commentary.month_if_older(trend, judged.last) + commentary.beside_text(trend, name)
        if run and not limits:
            said += say("control.no_limits", why=commentary.why_no_limits(trend, name))
        ratios = {str(month): float(ratio) for month, ratio in rows["ratio"].dropna().items()}
        comparable, lines = frozenset(rows.index[rows["comparable"]]), wrap(said, width, SMALL)
        target, more = indicator.full_from, indicator.direction == "rising"
        if target is not None and not 0 < target < 1:
            target = None
        found = (limits, run, trend.verdicts[name])
        yield Panel(indicator.short_name, ratios, comparable, *found, lines, more=more, target=target)
