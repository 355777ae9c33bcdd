"""What decides a ranking: which parts of the totals differ, which rank nobody, what units can still move."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape

import pandas as pd

from dbp_analysis.asking.robustness.ranks import RankConfidence, rank_confidence
from dbp_analysis.asking.robustness.summary import span
from dbp_analysis.asking.robustness.weights import Weighed, weigh
from dbp_analysis.common.html import table_html
from dbp_analysis.common.numbers import concise, percent, same_decimals, settle, vietnamese
from dbp_analysis.common.once import once
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS, LIMIT
from dbp_analysis.settings.sentences import Sentences

MOSTLY = 0.8
"""The causes named make up this share of the variance, unless those are too many."""
MOST_CAUSES = 3
FEW = 0.01
"""What has a smaller share of the variance hardly ranks anybody."""
POINTS = ("maximum", "least", "most", "reachable", "left")

say = Sentences("drivers")


@dataclass(frozen=True, eq=False)
class Drivers:
    """What decides the ranking of a one-month card.

    ``table``: one row an indicator, or a group whose points were given for some unit (index ``subject``, its
    id), in the scheme's order, then one an adjustment:

    - ``group``, ``name``: in short; ``maximum`` points (NaN for an adjustment)
    - ``share`` of the variance of the totals, negative where it works against the ranking: adds up to 1; NaN
      without a variance
    - ``least``, ``most``: the fewest and the most points of any unit to which they were open (before totals
      are rescaled)
    - ``reachable``: the most that is left to a unit which does everything well that it can move itself
    - ``left``: the mean points that units have yet to gain there by themselves; 0 for constants and what the
      place shares, NaN where only points are known, and for an adjustment
    """

    card: Scorecard
    table: pd.DataFrame
    ranks: RankConfidence

    @property
    def sentences(self) -> tuple[str, ...]:
        """What decides the ranking and how sure it is, a sentence each."""
        return (*self._sentences(), *self.ranks.sentences)

    @property
    def shown(self) -> pd.DataFrame:
        """The table as a reader gets it, all texts."""
        shares = same_decimals(_texts(settle(self.table["share"]), percent))
        columns = {"part": list(self._names), "share": shares}
        for name in POINTS:
            text_of = concise if name == "maximum" else partial(vietnamese, decimals=2)
            columns[name] = _texts(self.table[name], text_of)
        return pd.DataFrame({say(f"column.{name}"): texts for name, texts in columns.items()})

    @cached_property
    def _names(self) -> pd.Series:
        group, name = self.table["group"], self.table["name"]
        return name.where(group.eq(name), group + ": " + name)

    def _sentences(self) -> Iterator[str]:
        table, ranked = self.table, len(self.ranks.errors)
        if ranked < 2 or table["share"].isna().all():
            yield say("too_few" if ranked < 2 else "all_equal", count=ranked)
            return
        # By group, as decisions are read; by indicator where there is but one group.
        by = table["group"] if table["group"].nunique() > 1 else table["name"]
        if settle(table["share"].get(LIMIT, 0.0)):  # what was given and cut again: only the rest counts
            by = by.mask(table["maximum"].isna(), ADJUSTMENTS)
        shares = table["share"].groupby(by, sort=False)
        large = settle(shares.sum()).sort_values(ascending=False, kind="stable")
        named = large[large.cumsum() - large < MOSTLY][:MOST_CAUSES]
        causes = [say("part", name=name, share=percent(share)) for name, share in named.items()]
        yield say("spread", names=listed(causes))
        if large.iloc[0] > 1:  # together all make up 1
            yield say("against", names=listed([say("quoted", name=name) for name in large.index[large < 0]]))
        maximum = concise(self.card.scheme.maximum)
        idle = shares.transform(lambda of_group: of_group.abs().max()).lt(FEW) & table["maximum"].notna()
        if idle.any():
            names = listed([say("quoted", name=name) for name in by[idle].unique()])
            points = concise(table.loc[idle, "maximum"].sum())
            yield say("idle", points=points, maximum=maximum, few=percent(FEW), names=names)
        sums = {name: vietnamese(table[name].sum(), 2) for name in ("least", "reachable", "left")}
        if table["left"].notna().any():
            yield say("room_known" if table["left"].isna().any() else "room", maximum=maximum, **sums)

    def __repr__(self) -> str:
        return f"Drivers({self.card!r})"

    def _repr_html_(self) -> str:
        said = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences)
        ranks, decimals = self.ranks.table, self.card.scheme.printed.total
        units = {
            "Hạng": ranks["rank"],
            "Đơn vị": self.card.units["unit_short"].reindex(ranks.index),
            "Tổng điểm": ranks["total"].map(lambda value: vietnamese(value, decimals)),
            "Sai số chuẩn": ranks["error"].map(lambda value: vietnamese(value, 2), na_action="ignore"),
            "Khoảng hạng": [span(*ends) for ends in zip(ranks["best"], ranks["worst"], strict=True)],
        }
        tables = (self.shown, [say("column.part")]), (pd.DataFrame(units), ["Đơn vị"])
        return f"<ul>{said}</ul>" + "".join(table_html(*table, missing="–") for table in tables)


@once
def drivers(card: Scorecard) -> Drivers:
    """What decides the ranking of a one-month card; units without a total are left out."""
    units = weigh(card)
    points = units.points.where(units.open_to > 0)
    groups = units.parts[["group", "name", "maximum"]].assign(
        group=[card.scheme.group(group).short_name for group in units.parts["group"]],
        least=points.min(),
        most=points.max(),
        reachable=settle(units.parts["maximum"] - _lost(units, own=False).min().fillna(0.0)),
        left=settle(_lost(units, own=True).mean()),
    )
    added = adjustments(units)
    names = [card.scheme.adjustment_name(str(one)) for one in added]
    beside = pd.DataFrame({"group": names, "name": names, "least": added.min(), "most": added.max()})
    table = pd.concat([groups, beside]) if len(beside) else groups
    table.insert(3, "share", variance_shares(total_parts(units)))
    table = table.rename_axis("subject")
    return Drivers(card, table, rank_confidence(card))


def total_parts(units: Weighed) -> pd.DataFrame:
    """What the total of each ranked unit is the sum of, one column a part, rescaled as the total is."""
    scale = units.card.scheme.maximum / units.open_to.sum(axis="columns")
    return units.points.mul(scale, axis="index").join(adjustments(units))


def adjustments(units: Weighed) -> pd.DataFrame:
    """The signed points beside the groups of each ranked unit, one column an adjustment."""
    return units.card.of_units(units.card.adjustments).loc[units.points.index]


def variance_shares(parts: pd.DataFrame) -> pd.Series:
    """The share of each part in the variance of their sum, cov(part, sum) / var(sum): they add up to 1.

    NaN for all where the sums do not differ, or where there are fewer than two.
    """
    away = parts - parts.mean()
    total = away.sum(axis="columns")
    differs = settle(total).ne(0).any() and len(parts) > 1
    products = away.mul(total, axis="index").sum()
    return products / (products.sum() if differs else float("nan"))


def _lost(units: Weighed, *, own: bool) -> pd.DataFrame:
    """The points of each part that each ranked unit did not earn where it can by its ``own`` work, or where
    it cannot (constants, figures of the whole place); NaN where left out or only points are known.
    """
    card = units.card
    points, counted = (card.of_units(one).loc[units.points.index] for one in (card.points, card.from_counts))
    lost = {}
    for group in card.scheme.groups:
        for one in group.indicators:
            wanted = own is not (one.shared or one.constant is not None)
            short = (one.maximum - points[one.id]).clip(lower=0) * wanted
            lost[one.id] = short.where(counted[group.id] & (not one.given))
        inside = pd.DataFrame({one.id: lost[one.id] for one in group.indicators}, points.index)
        lost.setdefault(group.id, inside.sum(axis="columns", skipna=False, min_count=1))
    return pd.DataFrame(lost)[list(units.parts.index)]


def _texts(values: pd.Series, text_of: Callable[[float], str]) -> list[str]:
    return ["–" if pd.isna(value) else text_of(value) for value in values]
