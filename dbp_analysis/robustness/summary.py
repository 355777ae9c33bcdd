"""How sure a ranking is: weights, indicators, pairs of units and small numbers, one sentence each."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dbp_analysis.html import table_html
from dbp_analysis.numbers import percent, vietnamese
from dbp_analysis.robustness.dominance import Dominance, dominance
from dbp_analysis.robustness.intervals import LEVEL, Interval, intervals, known
from dbp_analysis.robustness.weights import DRAWS, HIGH, LOW, NOISE, SEED, leave_one_out, weight_ranks
from dbp_analysis.scorecard import FEW_CASES, Scorecard
from dbp_analysis.wording import listed

MOST_NAMED = 5


@dataclass(frozen=True)
class Robustness:
    """What is known about how sure a one-month card is.

    - ``ranks``: ranks when weights move by up to ``noise`` by chance, in ``draws`` draws (``weight_ranks``)
    - ``left_out``: shifts of rank without each indicator or group (``leave_one_out``)
    - ``any_weights``, ``near_weights``: the order of pairs of units under all weights, and under all that
      differ by at most ``noise`` (``dominance``)
    - ``intervals``: the confidence interval of each ratio (``intervals``)
    """

    card: Scorecard
    noise: float
    draws: int
    ranks: pd.DataFrame
    left_out: pd.DataFrame
    any_weights: Dominance
    near_weights: Dominance
    intervals: pd.DataFrame

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
        ratios = [one for one in known(self.intervals) if one.unit_code == unit_code]
        on_order = (_unit_rank(self, unit_code, rank), _unit_pairs(self, unit_code))
        return tuple(filter(None, (*on_order, _unit_cases(self.card, ratios))))

    @property
    def steady(self) -> int:
        """How many units move by at most one place in nine draws of ten."""
        up, down = self.ranks["rank"] - self.ranks["low"], self.ranks["high"] - self.ranks["rank"]
        return int((up.le(1) & down.le(1)).sum())

    @property
    def noun(self) -> str:
        """What carries a weight: "chỉ số", or "nhóm" where only the points of groups were given."""
        counted = self.left_out.index.isin([i.id for i in self.card.scheme.indicators])
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
    ranks = weight_ranks(card, noise, draws, seed)
    pairs = dominance(card), dominance(card, noise)
    return Robustness(card, noise, draws, ranks, leave_one_out(card), *pairs, intervals(card))


def span(low: int, high: int) -> str:
    """Ranks from the better to the worse: ``3–5``, or ``4``."""
    return f"{low}" if low == high else f"{low}–{high}"


def cases_text(card: Scorecard, one: Interval) -> str:
    """What a ratio rests on: ``56/143 hồ sơ``."""
    cases = card.scheme.indicator(one.indicator).cases
    return f"{vietnamese(one.numerator)}/{vietnamese(one.denominator)} {cases}"


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
        f"1 bậc trong ít nhất {percent(HIGH - LOW)} số lần thử ({vietnamese(sure.draws)} lần)"
        f"{f'; dao động nhiều nhất là {most}' if most else ''}."
    )


def _fixed(sure: Robustness) -> str:
    ranks = sure.ranks["rank"][sure.near_weights.units["undecided"].eq(0)].to_dict()
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
    often = (
        f"luôn là {rank['rank']}"
        if rank["share_same"] == 1
        else f"là {span(rank['low'], rank['high'])} trong ít nhất {percent(HIGH - LOW)} số lần, "
        f"đúng hạng {rank['rank']} trong {percent(rank['share_same'])} số lần"
    )
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
    return f"Dựa trên dưới {FEW_CASES} trường hợp nên dễ lên xuống: {'; '.join(said)}{rest}."


def _enough() -> str:
    return f"Mọi tỷ lệ tính được đều dựa trên từ {FEW_CASES} trường hợp trở lên"


def _truly(one: Interval) -> str:
    return f"mức thực chất có thể từ {percent(one.low)} đến {percent(one.high)}"


def _name(sure: Robustness, unit_code: object) -> str:
    return str(sure.card.units["unit_short"].to_dict()[unit_code])
