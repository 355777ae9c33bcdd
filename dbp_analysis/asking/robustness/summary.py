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
from dbp_analysis.common.numbers import percent, vietnamese
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import FEW_CASES, Scorecard

MOST_NAMED = 5


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
        return "chỉ số" if counted.all() else "chỉ số hoặc nhóm" if counted.any() else "nhóm"

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
    low, high = (sure.ranks[end].to_dict()[widest[0]] for end in ("low", "high"))
    others = f" và {len(widest) - 1} đơn vị khác" if len(widest) > 1 else ""
    return f"{_name(sure, widest[0])} (hạng {span(low, high)}){others}"


def _steady(sure: Robustness) -> str:
    most = least_steady(sure)
    return (
        f"Nếu điểm tối đa của mỗi {sure.noun} (trọng số) tăng giảm ngẫu nhiên trong khoảng "
        f"±{percent(sure.noise)}, {sure.steady}/{len(sure.ranks)} đơn vị giữ nguyên hạng hoặc chỉ lên xuống "
        f"1 bậc trong ít nhất {percent(OFTEN)} số lần thử ({vietnamese(sure.draws)} lần)"
        f"{f'; dao động nhiều nhất là {most}' if most else ''}."
    )


def _fixed(sure: Robustness) -> str:
    left = sure.near_weights.units
    ranks = sure.ranks["rank"][left["best"].eq(left["worst"])].to_dict()
    if not ranks:
        return ""
    names = [f"{_name(sure, code)} (hạng {rank})" for code, rank in ranks.items()]
    some = "trong đó có " if len(names) > MOST_NAMED else ""
    return (
        f"{len(ranks)}/{len(sure.ranks)} đơn vị chắc chắn giữ nguyên hạng với mọi trọng số trong khoảng "
        f"±{percent(sure.noise)}: {some}{listed(names[:MOST_NAMED])}."
    )


def _without(sure: Robustness) -> str:
    rows = list(sure.left_out.to_dict("index").values())
    if not rows:
        return ""
    most = max(rows, key=lambda row: float(row["mean_shift"]))
    if not most["largest_shift"]:
        return f"Bỏ bất kỳ {sure.noun} nào, thứ hạng cũng không thay đổi."
    changing = [f"“{row['name']}”" for row in rows if row["first_changes"]]
    first = f"chỉ thay đổi khi bỏ {listed(changing)}" if changing else "không thay đổi"
    return (
        f"Nếu lần lượt bỏ từng {sure.noun}, thứ hạng thay đổi nhiều nhất khi bỏ “{most['name']}”: bình quân "
        f"{vietnamese(most['mean_shift'], 1)} bậc, nhiều nhất {most['largest_shift']} bậc ({most['unit']}); "
        f"đơn vị đứng đầu {first}."
    )


def _pairs(sure: Robustness) -> str:
    pairs = vietnamese(sure.any_weights.pairs)
    return (
        f"{vietnamese(sure.any_weights.certain)}/{pairs} cặp đơn vị giữ nguyên thứ tự dù trọng số thay đổi "
        f"thế nào; {vietnamese(sure.near_weights.certain)}/{pairs} cặp nếu mỗi trọng số xê dịch không quá "
        f"±{percent(sure.noise)}."
    )


def _least_sure(sure: Robustness) -> str:
    ratios = known(sure.intervals)
    if not ratios:
        return ""
    least, few = max(ratios, key=lambda one: one.width), sum(one.few for one in ratios)
    cases = (least.numerator, least.denominator)
    others = sum((one.numerator, one.denominator) == cases for one in ratios) - 1
    said = f"{few}/{len(ratios)} tỷ lệ tính được dựa trên dưới {FEW_CASES} trường hợp" if few else _enough()
    return (
        f"{said}; kém chắc chắn nhất là “{sure.card.scheme.indicator(least.indicator).short_name}” của "
        f"{_name(sure, least.unit_code)} ({cases_text(sure.card, least)})"
        f"{f' và {others} tỷ lệ khác như vậy' if others else ''}: {_truly(least)} "
        f"(khoảng tin cậy {percent(LEVEL)})."
    )


def _unit_rank(sure: Robustness, unit_code: str, rank: dict[Any, Any]) -> str:
    band = sure.card.of_units(sure.card.results)["band"].to_dict()[unit_code]
    low, same, high = rank["low"], rank["rank"], rank["high"]
    held = f"{same} trong {percent(rank['share_same'])} số lần"
    if rank["share_same"] == 1:
        often = f"luôn là {same}"
    elif low == same == high:
        often = f"là {held}"
    else:
        often = f"là {span(low, high)} trong ít nhất {percent(OFTEN)} số lần, đúng hạng {held}"
    share = rank["share_same_band"]
    kept = "mọi lần" if share == 1 else f"{percent(share)} số lần"
    return (
        f"Thử {vietnamese(sure.draws)} lần cho điểm tối đa của mỗi {sure.noun} (trọng số) tăng giảm ngẫu "
        f"nhiên trong khoảng ±{percent(sure.noise)}: hạng {often}; xếp loại {band} giữ nguyên trong {kept}."
    )


def _unit_pairs(sure: Robustness, unit_code: str) -> str:
    if not sure.any_weights.pairs:
        return ""
    counts = sure.any_weights.units.to_dict("index")[unit_code]
    where = {"above": "trên", "below": "dưới"}
    said = [f"{counts[key]} đơn vị luôn đứng {side}" for key, side in where.items() if counts[key]]
    if not said:
        return "Không đơn vị nào chắc chắn đứng trên hay đứng dưới với mọi cách chọn trọng số."
    return f"Dù trọng số thay đổi thế nào, {' và '.join(said)}."


def _unit_cases(card: Scorecard, ratios: list[Interval]) -> str:
    few = sorted((one for one in ratios if one.few), key=lambda one: one.denominator)
    if not few:
        return f"{_enough()}." if ratios else ""
    said = [
        f"{card.scheme.indicator(one.indicator).short_name} {percent(one.ratio)} ({cases_text(card, one)}), "
        f"{_truly(one)}"
        for one in few[:MOST_NAMED]
    ]
    rest = f"; và {len(few) - MOST_NAMED} tỷ lệ khác" if len(few) > MOST_NAMED else ""
    why = f"Dựa trên dưới {FEW_CASES} trường hợp nên dễ lên xuống (khoảng tin cậy {percent(LEVEL)})"
    return f"{why}: {'; '.join(said)}{rest}."


def _enough() -> str:
    return f"Mọi tỷ lệ tính được đều dựa trên từ {FEW_CASES} trường hợp trở lên"


def _truly(one: Interval) -> str:
    return f"mức thực chất có thể từ {percent(one.low)} đến {percent(one.high)}"


def _name(sure: Robustness, unit_code: object) -> str:
    return str(sure.card.units["unit_short"].to_dict()[unit_code])
