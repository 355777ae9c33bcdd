"""How sure is the ranking: which ranks are left to a unit when the weights are others?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dbp_analysis.asking.robustness.summary import Robustness, least_steady, span
from dbp_analysis.asking.robustness.weights import OFTEN
from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.facts import everyone
from dbp_analysis.charts.items import Standing, ranked, standings
from dbp_analysis.charts.measure import lanes, text_width, widest, wrap
from dbp_analysis.charts.page import Box, Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import (
    ACCENT,
    INK,
    LABEL,
    LINE,
    MANY_UNITS,
    MARGIN,
    MARK,
    RIGHT,
    RULE,
    SMALL,
    SOFT,
    TRACK,
)
from dbp_analysis.common.numbers import percent, vietnamese

RANGES, ORDER = "khoang-hang", "thu-tu-chac-chan"
FEW_NAMED, MANY_NAMED = 3, 10
TALL = 420.0
"""The height of the ranges of many units, together."""
BAR, DOT = 10.0, 6.0
COLUMN, GAP = 56.0, 10.0
SCALE, GUTTER = 20.0, 24.0


@dataclass(frozen=True)
class RankRow:
    """The ranks from ``low`` to ``high`` that a unit may take, and the wider range ``outer`` behind them.

    ``texts`` stand in the two columns at the right; a ``strong`` row is accented, and named among many.
    """

    unit: Standing
    low: int
    high: int
    outer: tuple[int, int]
    texts: tuple[str, str]
    strong: bool


@own_style()
def rank_range_chart(sure: Robustness, note: str = "") -> Chart:
    """Each unit's rank, and the ranks that it takes in nine draws of ten."""
    ranks = sure.ranks.to_dict("index")
    strong = _least_sure({str(code): row["high"] - row["low"] for code, row in ranks.items()})
    rows = []
    for unit in ranked(standings(sure.card)):
        row = ranks[unit.code]
        low, high = row["low"], row["high"]
        texts = (span(low, high), percent(row["share_same"]))
        rows.append(RankRow(unit, low, high, (low, high), texts, unit.code in strong))
    subtitle = (
        f"Khoảng hạng trong ít nhất {percent(OFTEN)} của {vietnamese(sure.draws)} lần thử, "
        f"{sure.card.period}; mỗi lần cho điểm tối đa của từng {sure.noun} (trọng số) tăng giảm ngẫu nhiên "
        f"trong ±{percent(sure.noise)}; chấm: hạng theo bộ chỉ số"
    )
    words = (_ranges_title(rows, sure, len(sure.card.results)), subtitle, _ranges_description(rows))
    return _chart(RANGES, words, ("khoảng hạng", "giữ đúng hạng"), rows, [note])


def _ranges_title(rows: Sequence[RankRow], sure: Robustness, units: int) -> str:
    if not rows:
        return "Chưa có đơn vị nào được xếp hạng"
    when = f"khi trọng số xê dịch ±{percent(sure.noise)}"
    most = least_steady(sure)
    if not most:
        return f"{everyone(len(rows), units)} thường giữ nguyên hạng {when}"
    which = " được xếp hạng" if len(rows) < units else ""
    all_steady = sure.steady == len(rows)
    who = everyone(len(rows), units) if all_steady else f"{sure.steady}/{len(rows)} đơn vị{which}"
    return f"{who} thường lên xuống không quá 1 bậc {when}; nhiều nhất là {most}"


def _ranges_description(rows: Sequence[RankRow]) -> str:
    said = [f"{row.unit.name} hạng {row.unit.place}, khoảng {row.texts[0]}, {row.texts[1]}" for row in rows]
    return f"Khoảng hạng và tỷ lệ số lần thử đúng hạng: {'; '.join(said)}."


@own_style()
def dominance_chart(sure: Robustness, note: str = "") -> Chart:
    """The ranks that are left to each unit under all weights and under all that differ a little."""
    near, every = (one.units.to_dict("index") for one in (sure.near_weights, sure.any_weights))
    strong = _least_sure({str(code): row["undecided"] for code, row in near.items()})
    rows = []
    for unit in ranked(standings(sure.card)):
        left, sides = near[unit.code], every[unit.code]
        outer, texts = (sides["best"], sides["worst"]), (str(sides["above"]), str(sides["below"]))
        rows.append(RankRow(unit, left["best"], left["worst"], outer, texts, unit.code in strong))
    subtitle = (
        f"Các hạng còn có thể, {sure.card.period}; vạch nhạt: trọng số bất kỳ; vạch đậm: mỗi trọng số "
        f"xê dịch không quá ±{percent(sure.noise)}; chấm: hạng theo bộ chỉ số; "
        "hai cột số: số đơn vị luôn đứng trên, luôn đứng dưới dù trọng số thế nào"
    )
    words = (_order_title(sure), subtitle, _order_description(rows))
    return _chart(ORDER, words, ("đơn vị luôn trên", "đơn vị luôn dưới"), rows, [note])


def _order_title(sure: Robustness) -> str:
    pairs = sure.any_weights.pairs
    if not pairs:
        return "Chưa đủ hai đơn vị được xếp hạng để so sánh"
    every, near = (vietnamese(one.certain) for one in (sure.any_weights, sure.near_weights))
    return (
        f"{every}/{vietnamese(pairs)} cặp đơn vị giữ nguyên thứ tự dù trọng số thế nào; "
        f"{near} cặp khi xê dịch ±{percent(sure.noise)}"
    )


def _order_description(rows: Sequence[RankRow]) -> str:
    said = [
        f"{row.unit.name} hạng {row.unit.place}, {row.texts[0]} đơn vị luôn trên, {row.texts[1]} luôn dưới"
        for row in rows
    ]
    return f"Thứ tự giữ nguyên với mọi trọng số: {'; '.join(said)}."


def _least_sure(widths: Mapping[str, int]) -> frozenset[str]:
    """The units with the widest ranges, few enough to be named; equally wide ones all or none."""
    named = MANY_NAMED if len(widths) > MANY_UNITS else FEW_NAMED
    beyond = sorted(widths.values(), reverse=True)[named:]
    chosen = {code for code, width in widths.items() if width > 0}
    if len(chosen) > named:
        chosen = {code for code in chosen if widths[code] > beyond[0]}
    return frozenset(chosen)


def _chart(
    name: str,
    words: tuple[str, str, str],
    heads: tuple[str, str],
    rows: Sequence[RankRow],
    foot: Sequence[str],
) -> Chart:
    """The rows in their order; ``words`` are title, subtitle and description, ``heads`` stand over the texts.

    Of many units every range is drawn, thin, and the strong ones stand below by name.
    """
    title, subtitle, description = words
    many = len(rows) > MANY_UNITS
    listed = [row for row in rows if row.strong or not many]
    units = [row.unit for row in listed]
    roster = Roster(units, accents=True)
    lines = [wrap(head, COLUMN, SMALL) for head in heads]
    head = max(2, *map(len, lines)) * LINE + 5 if listed else 0.0
    above = TALL + SCALE + GUTTER if many else 0.0
    thin = "Phần trên: mỗi vạch là một đơn vị, theo thứ hạng." if many else ""
    page = Page(title, subtitle, above + head + roster.height, [thin, places(units), *foot])
    if many:
        pitch = TALL / len(rows)
        middles = {row.unit.code: page.top + SCALE + (n + 0.5) * pitch for n, row in enumerate(rows)}
        _ranges(page, rows, middles, (MARGIN + 8, RIGHT - 8), pitch * 0.84, len(rows))
    if listed:
        top = page.top + above
        if many:
            page.text(MARGIN, top + 6, f"{len(listed)} đơn vị có khoảng hạng rộng nhất", LABEL, bold=True)
        middles = roster.draw(page, MARGIN, top + head, {row.unit.code for row in listed if row.strong})
        left = _texts(page, listed, lines, middles, top)
        _ranges(page, listed, middles, (MARGIN + roster.width + 12, left - GAP), BAR, len(rows))
    return page.chart(name, description)


def _texts(
    page: Page, rows: Sequence[RankRow], heads: Sequence[list[str]], middles: Mapping[str, float], y: float
) -> float:
    """The two columns at the right; return where they start."""
    right = RIGHT
    for number in (1, 0):
        page.lines(right, y, heads[number], colour=SOFT, align="right")
        for row in rows:
            strong = row.strong and number == 0
            page.text(right, middles[row.unit.code], row.texts[number], bold=strong, align="right")
        texts = widest((row.texts[number] for row in rows), LABEL, bold=True)
        right -= max(texts, widest(heads[number], SMALL)) + GAP
    return right


def _ranges(
    page: Page,
    rows: Sequence[RankRow],
    middles: Mapping[str, float],
    sides: tuple[float, float],
    height: float,
    ranks: int,
) -> None:
    """A scale of so many ``ranks`` and the ranges on it; every rank is as wide."""
    left, right = sides
    cell = (right - left) / ranks
    top, bottom = min(middles.values()) - height, max(middles.values()) + height

    def centre(rank: int) -> float:
        return left + (rank - 0.5) * cell

    def box(row: RankRow, low: int, high: int) -> Box:
        return left + (low - 1) * cell, middles[row.unit.code] - height / 2, (high - low + 1) * cell, height

    room = text_width(str(ranks), SMALL) + 6
    step = next((n for n in (1, 5, 10, 20, 50, 100, 200, 500) if n * cell >= room), ranks)
    ticks = [1, *(rank for rank in range(step, ranks + 1, step) if rank > 1)]
    page.strokes([((centre(rank), top), (centre(rank), bottom)) for rank in ticks], RULE, 0.5)
    halves = [text_width(str(rank), SMALL) / 2 for rank in ticks]
    spans = [(centre(rank) - half, centre(rank) + half) for rank, half in zip(ticks, halves, strict=True)]
    for rank, lane in zip(ticks, lanes(spans, 2), strict=True):
        if lane == 0:
            page.note(centre(rank), top - 7, str(rank), align="center")
    page.boxes([box(row, *row.outer) for row in rows if row.outer != (row.low, row.high)], TRACK)
    for strong, colour in ((False, MARK), (True, ACCENT)):
        page.boxes([box(row, row.low, row.high) for row in rows if row.strong is strong], colour)
    dots = [(centre(row.unit.rank), middles[row.unit.code]) for row in rows if row.unit.rank is not None]
    if height < DOT:
        page.dots(dots, height * 0.7, INK, INK, 0.3)
    else:
        page.rings(dots, DOT, INK, 1.0)
