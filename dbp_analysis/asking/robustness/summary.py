"""How sure a ranking is: weights, indicators, pairs of units and small numbers, one sentence each."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from dbp_analysis.asking.robustness.dominance import Dominance, dominance
from dbp_analysis.asking.robustness.intervals import LEVEL, Interval, cases_text, intervals, known
from dbp_analysis.asking.robustness.weights import (
    DRAWS,
    NOISE,
    OFTEN,
    SEED,
    checked_draws,
    checked_noise,
    leave_one_out,
    weigh,
    weight_ranks,
)
from dbp_analysis.common.html import table_html
from dbp_analysis.common.numbers import percent, two_digits, vietnamese
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import FEW_CASES, Scorecard
from dbp_analysis.settings.sentences import Sentences

MOST_NAMED = 5

say = Sentences("robustness")


@dataclass(frozen=True, eq=False)
class Robustness:
    """What is known about how sure a one-month card is; each part is computed when it is first asked for."""

    card: Scorecard
    noise: float
    draws: int
    seed: int

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks when weights move by up to ``noise`` by chance, in ``draws`` draws (:func:`weight_ranks`)."""
        return weight_ranks(self.card, self.noise, self.draws, self.seed)

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """Shifts of rank without each indicator or group (:func:`leave_one_out`)."""
        return leave_one_out(self.card)

    @cached_property
    def any_weights(self) -> Dominance:
        """The order of pairs of units under all weights (:func:`dominance`)."""
        return dominance(self.card)

    @cached_property
    def near_weights(self) -> Dominance:
        """The order of pairs of units under all weights that differ by at most ``noise``."""
        return dominance(self.card, self.noise)

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """The confidence interval of each ratio (:func:`intervals`)."""
        return intervals(self.card)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence on each question, for readers who are no statisticians; none on what is not known."""
        on_order = (_steady(self), _fixed(self), _without(self), _pairs(self))
        return tuple(filter(None, (*(on_order if len(self.ranks) > 1 else ()), _least_sure(self))))

    def unit_sentences(self, unit_code: str) -> tuple[str, ...]:
        """The same for the profile of one unit: rank and band, who is above and below, small numbers.

        Raise ``KeyError`` for a unit that is not ranked on the card.
        """
        rank = self.ranks.to_dict("index")[unit_code]
        # Only the unit's own ratios: going through those of every unit, for every unit, takes seconds.
        own = self.intervals.index.get_level_values("unit_code") == unit_code
        ratios = known(self.intervals[own])
        on_order = (_unit_rank(self, unit_code, rank), _unit_pairs(self, unit_code))
        return tuple(filter(None, (*on_order, _unit_cases(self.card, ratios))))

    @property
    def steady(self) -> int:
        """How many units move by at most one place in nine draws of ten or more."""
        return int(self.ranks["share_near"].ge(OFTEN).sum())

    @cached_property
    def noun(self) -> str:
        """What carries a weight: "chỉ số", or "nhóm" where only the points of groups were given."""
        counted = weigh(self.card).parts.index.isin([i.id for i in self.card.scheme.indicators])
        return say("part.indicators" if counted.all() else "part.both" if counted.any() else "part.groups")

    def __repr__(self) -> str:
        return f"Robustness({self.card!r}, noise={self.noise}, draws={self.draws})"

    def _repr_html_(self) -> str:
        said = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences)
        ranks = self.ranks
        columns = {
            "Hạng": ranks["rank"],
            "Đơn vị": self.card.units["unit_short"].reindex(ranks.index),
            "Khoảng hạng": [span(low, high) for low, high in zip(ranks["low"], ranks["high"], strict=True)],
            "Giữ hạng": ranks["share_same"].map(percent),
            "Giữ xếp loại": ranks["share_same_band"].map(percent),
        }
        return f"<ul>{said}</ul>" + table_html(pd.DataFrame(columns), words=["Đơn vị"])


def robustness(card: Scorecard, noise: float = NOISE, draws: int = DRAWS, seed: int = SEED) -> Robustness:
    """Everything about how sure a one-month card is; raise ``WrongUse`` as :func:`weight_ranks` does."""
    checked_noise(noise)
    checked_draws(draws, seed)
    return Robustness(card, noise, int(draws), int(seed))


def span(low: int, high: int) -> str:
    """Ranks from the better to the worse: ``3–5``, or ``4``."""
    return f"{low}" if low == high else f"{low}–{high}"


def least_steady(sure: Robustness) -> str:
    """Whose rank spreads the widest, in words; empty where none moves."""
    widths = sure.ranks["high"] - sure.ranks["low"]
    widest = list(widths.index[widths.gt(0) & widths.eq(widths.max())])
    if not widest:
        return ""
    ranks = span(*(sure.ranks[end].to_dict()[widest[0]] for end in ("low", "high")))
    said = {"unit": _name(sure, widest[0]), "ranks": ranks, "count": len(widest) - 1}
    return say("others" if len(widest) > 1 else "ranked", **said)


def _steady(sure: Robustness) -> str:
    said = {"steady": sure.steady, "all": len(sure.ranks), "most": least_steady(sure)}
    return say("steady_most" if said["most"] else "steady", often=percent(OFTEN), **_drawn(sure), **said)


def _drawn(sure: Robustness) -> dict[str, object]:
    """How the weights were moved, as the sentences fill it in."""
    return {"part": sure.noun, "noise": percent(sure.noise), "draws": vietnamese(sure.draws)}


def _fixed(sure: Robustness) -> str:
    left = sure.near_weights.units
    ranks = sure.ranks["rank"][left["best"].eq(left["worst"])].to_dict()
    if not ranks:
        return ""
    units = [say("ranked", unit=_name(sure, code), ranks=rank) for code, rank in ranks.items()]
    said = {"count": len(ranks), "all": len(sure.ranks), "noise": percent(sure.noise)}
    return say("fixed_many" if len(units) > MOST_NAMED else "fixed", units=listed(units[:MOST_NAMED]), **said)


def _without(sure: Robustness) -> str:
    rows = list(sure.left_out.to_dict("index").values())
    if not rows:
        return ""
    most = max(rows, key=lambda row: float(row["mean_shift"]))
    if not most["largest_shift"]:
        return say("without.nothing_moves", part=sure.noun)
    changing = [say("without.quoted", name=row["name"]) for row in rows if row["first_changes"]]
    return say(
        "without.first_changes" if changing else "without.first_kept",
        part=sure.noun,
        name=most["name"],
        mean=vietnamese(most["mean_shift"], 1),
        largest=most["largest_shift"],
        unit=most["unit"],
        changing=listed(changing),
    )


def _pairs(sure: Robustness) -> str:
    of_any, near = (vietnamese(one.certain) for one in (sure.any_weights, sure.near_weights))
    of_all = vietnamese(sure.any_weights.pairs)
    return say("pairs", any=of_any, near=near, all=of_all, noise=percent(sure.noise))


def _least_sure(sure: Robustness) -> str:
    ratios = known(sure.intervals)
    if not ratios:
        return ""
    least, few = max(ratios, key=lambda one: one.width), sum(one.few for one in ratios)
    cases = (least.numerator, least.denominator)
    others = sum((one.numerator, one.denominator) == cases for one in ratios) - 1
    return say(
        "ratios.least_sure_others" if others else "ratios.least_sure",
        said=say("ratios.few" if few else "ratios.enough", few=few, all=len(ratios), fewest=FEW_CASES),
        indicator=sure.card.scheme.indicator(least.indicator).short_name,
        unit=_name(sure, least.unit_code),
        cases=cases_text(sure.card, least),
        others=two_digits(others),
        truly=_truly(least),
        level=percent(LEVEL),
    )


def _unit_rank(sure: Robustness, unit_code: str, rank: dict[Any, Any]) -> str:
    band = sure.card.of_units(sure.card.results)["band"].to_dict()[unit_code]
    said = {"rank": rank["rank"], "same": percent(rank["share_same"])}
    if rank["share_same"] == 1:
        often = say("unit.rank_always", **said)
    elif rank["low"] == rank["rank"] == rank["high"]:
        often = say("unit.rank_one", **said)
    else:
        ranks = span(rank["low"], rank["high"])
        often = say("unit.rank_between", ranks=ranks, often=percent(OFTEN), **said)
    share = rank["share_same_band"]
    kept = say("unit.kept_always" if share == 1 else "unit.kept", share=percent(share))
    return say("unit.rank", often=often, band=band, kept=kept, **_drawn(sure))


def _unit_pairs(sure: Robustness, unit_code: str) -> str:
    if not sure.any_weights.pairs:
        return ""
    counts = sure.any_weights.units.to_dict("index")[unit_code]
    said = {
        side: say(f"always.{side}", count=two_digits(counts[side]))
        for side in ("above", "below")
        if counts[side]
    }
    if not said:
        return say("unit.pairs_none")
    return say("unit.pairs", said=say("unit.pairs_both", **said) if len(said) > 1 else "".join(said.values()))


def _unit_cases(card: Scorecard, ratios: list[Interval]) -> str:
    few = sorted((one for one in ratios if one.few), key=lambda one: one.denominator)
    if not few:
        return f"{say('ratios.enough', fewest=FEW_CASES)}." if ratios else ""
    said = [
        say(
            "unit.ratio",
            indicator=card.scheme.indicator(one.indicator).short_name,
            ratio=percent(one.ratio),
            cases=cases_text(card, one),
            truly=_truly(one),
        )
        for one in few
    ]
    named = say.listed("unit.more_ratios", said, MOST_NAMED, between="; ")
    return say("unit.few", fewest=FEW_CASES, level=percent(LEVEL), ratios=named)


def _truly(one: Interval) -> str:
    return say("ratios.truly", low=percent(one.low), high=percent(one.high))


def _name(sure: Robustness, unit_code: object) -> str:
    return str(sure.card.units["unit_short"].to_dict()[unit_code])
