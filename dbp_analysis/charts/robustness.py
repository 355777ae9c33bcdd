"""How sure is the ranking: which ranks are left to a unit when the weights are others?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dbp_analysis.asking.robustness.summary import Robustness, least_steady, span
from dbp_analysis.asking.robustness.weights import OFTEN
from dbp_analysis.charts import style
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import everyone
from dbp_analysis.charts.items import Standing, ranked, standings
from dbp_analysis.charts.marks import Box
from dbp_analysis.charts.measure import lanes, text_width, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import COLUMN_GAP, Roster, places, text_columns
from dbp_analysis.charts.style import INK, LABEL, LINE, MARK, SMALL, SOFT, WIDE
from dbp_analysis.common.numbers import percent, vietnamese
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

RANGES, ORDER = "khoang-hang", "thu-tu-chac-chan"
FEW_NAMED, MANY_NAMED = 3, 10
TALL = 420.0
"""The height of the ranges of many units, together."""
BAR, DOT = 10.0, 6.0
COLUMN = 56.0
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
    said = {"draws": vietnamese(sure.draws), "period": sure.card.period, "item": sure.noun}
    subtitle = say("rank_ranges.subtitle", **said, often=percent(OFTEN), noise=percent(sure.noise))
    described = "; ".join(
        say("rank_ranges.row", unit=row.unit.name, rank=row.unit.place, range=row.texts[0], same=row.texts[1])
        for row in rows
    )
    words = (_ranges_title(rows, sure), subtitle, say("rank_ranges.description", rows=described))
    return _chart(RANGES, words, (say("rank_ranges.range"), say("rank_ranges.same")), rows, note)


def _ranges_title(rows: Sequence[RankRow], sure: Robustness) -> str:
    if not rows:
        return say("shared.none_ranked")
    most, units, noise = least_steady(sure), len(sure.card.results), percent(sure.noise)
    if not most:
        return say("rank_ranges.same_ranks", who=everyone(len(rows), units), noise=noise)
    counts = {"steady": sure.steady, "ranked": len(rows)}
    who = say("rank_ranges.some_ranked" if len(rows) < units else "rank_ranges.some", **counts)
    who = everyone(len(rows), units) if sure.steady == len(rows) else who
    return say("rank_ranges.title", who=who, noise=noise, most=most)


def dominance_chart(sure: Robustness, note: str = "") -> Chart:
    """The ranks that are left to each unit under all weights and under all that differ a little."""
    near, every = (one.units.to_dict("index") for one in (sure.near_weights, sure.any_weights))
    strong = _least_sure({str(code): row["undecided"] for code, row in near.items()})
    rows = []
    for unit in ranked(standings(sure.card)):
        left, sides = near[unit.code], every[unit.code]
        outer, texts = (sides["best"], sides["worst"]), (str(sides["above"]), str(sides["below"]))
        rows.append(RankRow(unit, left["best"], left["worst"], outer, texts, unit.code in strong))
    title, noise = say("dominance.too_few"), percent(sure.noise)
    if pairs := sure.any_weights.pairs:
        certain, often = (vietnamese(one.certain) for one in (sure.any_weights, sure.near_weights))
        title = say("dominance.title", certain=certain, pairs=vietnamese(pairs), near=often, noise=noise)
    described = "; ".join(
        say("dominance.row", unit=row.unit.name, rank=row.unit.place, above=row.texts[0], below=row.texts[1])
        for row in rows
    )
    subtitle = say("dominance.subtitle", period=sure.card.period, noise=noise)
    words = (title, subtitle, say("dominance.description", rows=described))
    return _chart(ORDER, words, (say("dominance.above"), say("dominance.below")), rows, note)


def _least_sure(widths: Mapping[str, int]) -> frozenset[str]:
    """The units with the widest ranges, few enough to be named; equally wide ones all or none."""
    named = MANY_NAMED if len(widths) > style.MANY_UNITS else FEW_NAMED
    beyond = sorted(widths.values(), reverse=True)[named:]
    limit = max([0, *beyond])
    return frozenset(code for code, width in widths.items() if width > limit)


def _chart(
    name: str, words: tuple[str, str, str], heads: tuple[str, str], rows: Sequence[RankRow], note: str
) -> Chart:
    """The rows in their order; ``words`` are title, subtitle and description, ``heads`` stand over the texts.

    Of many units every range is drawn, thin, and the strong ones stand below by name.
    """
    title, subtitle, description = words
    many = len(rows) > style.MANY_UNITS
    listed = [row for row in rows if row.strong or not many]
    units = [row.unit for row in listed]
    roster = Roster(units, accents=True)
    lines = [wrap(head, COLUMN, SMALL) for head in heads]
    head = max(2, *map(len, lines)) * LINE + 5 if listed else 0.0
    above = TALL + SCALE + GUTTER if many else 0.0
    thin = say("robustness.thin") if many else ""
    page = Page(title, subtitle, above + head + roster.height, [thin, places(units), note])
    if many:
        pitch = TALL / len(rows)
        middles = {row.unit.code: page.top + SCALE + (n + 0.5) * pitch for n, row in enumerate(rows)}
        _ranges(page, rows, middles, (WIDE.left + 8, WIDE.right - 8), pitch * 0.84, len(rows))
    if listed:
        top = page.top + above
        if many:
            page.text(WIDE.left, top + 6, say("robustness.widest", count=len(listed)), LABEL, bold=True)
        strong = {row.unit.code for row in listed if row.strong}
        middles = roster.draw(page, WIDE.left, top + head, strong)
        texts = [{row.unit.code: row.texts[number] for row in listed} for number in range(len(heads))]
        left = text_columns(page, top, list(zip(lines, texts, strict=True)), middles, strong)
        _ranges(page, listed, middles, (WIDE.left + roster.width + 12, left - COLUMN_GAP), BAR, len(rows))
    return page.chart(name, description)


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
    page.uprights(map(centre, ticks), top, bottom, style.RULE, 0.5)
    halves = [text_width(str(rank), SMALL) / 2 for rank in ticks]
    spans = [(centre(rank) - half, centre(rank) + half) for rank, half in zip(ticks, halves, strict=True)]
    for rank, lane in zip(ticks, lanes(spans, 2), strict=True):
        if lane == 0:
            page.note(centre(rank), top - 7, str(rank), align="center")
    page.boxes([box(row, *row.outer) for row in rows if row.outer != (row.low, row.high)], style.TRACK)
    for strong, colour in ((False, MARK), (True, SOFT)):
        page.boxes([box(row, row.low, row.high) for row in rows if row.strong is strong], colour)
    dots = [(centre(row.unit.rank), middles[row.unit.code]) for row in rows if row.unit.rank is not None]
    if height < DOT:
        page.dots(dots, height * 0.7, INK, INK, 0.3)
    else:
        page.rings(dots, DOT, INK, 1.0)
