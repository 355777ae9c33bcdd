"""The ranking of many units: every unit a dot in the bands, the two ends by name."""

from collections import Counter
from collections.abc import Sequence

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import (
    Standing,
    among,
    band_counts,
    everyone,
    foremost,
    leaders,
    listed,
    nothing_to_rank,
    ranked,
    unranked,
)
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import ACCENT, LABEL, MARGIN, MARK, PAPER, SMALL, SOFT, WIDTH, text_width
from dbp_analysis.charts.zones import FOOT, Zones
from dbp_analysis.common.numbers import settle, vietnamese
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

NAMED = 10
BINS = 100
TALLEST = 150.0
GUTTER = 24.0
ROW = 15.0


def ranking_of_many(card: Scorecard, units: Sequence[Standing], name: str, note: str) -> Chart:
    """Stacked dots over the converted scores, then the best and the last units in two columns."""
    scored, scheme = ranked(units), card.scheme
    zones = Zones(scheme, scored, MARGIN + 6, WIDTH - MARGIN - 6)
    pitch = (zones.x(scheme.scale) - zones.x(zones.low)) / BINS
    stacks = _stacks(scored, zones.low, scheme.scale)
    tallest = max((level + 1 for _, level in stacks), default=1)
    rise = min(pitch, TALLEST / tallest)
    half = (WIDTH - 2 * MARGIN - GUTTER) / 2
    bands = max(text_width(band.name, SMALL) for band in scheme.bands)
    scores = half - bands - 6
    ends = _ends(scored)
    rosters = [Roster(end, ROW, max(scores - 90, 60)) for end in ends]
    page = Page(
        _title(units, scheme),
        f"{scheme.score_name} (thang điểm {vietnamese(scheme.scale)}), {card.period}; "
        f"mỗi chấm là một đơn vị, vạch dọc là mức điểm xếp loại",
        zones.head + tallest * rise + 14 + FOOT + GUTTER + max(roster.height for roster in rosters),
        [unranked(units, NAMED), places([unit for end in ends for unit in end]), note],
    )
    top = page.top + zones.head
    bottom = top + tallest * rise + 14
    zones.draw(page, top, bottom)
    named = {unit.code for end in ends for unit in end}
    for strong in (False, True):
        centres = [
            (zones.x(zones.low) + (column + 0.5) * pitch, bottom - 2 - (level + 0.5) * rise)
            for unit, (column, level) in zip(scored, stacks, strict=True)
            if (unit.code in named) is strong
        ]
        page.dots(centres, pitch * 0.88, ACCENT if strong else MARK, PAPER, 0.3)
    y = bottom + FOOT + 6
    for left, which, end, roster in zip(
        (MARGIN, MARGIN + half + GUTTER), ("cao", "thấp"), ends, rosters, strict=True
    ):
        if not end:
            continue
        page.text(left, y + 7, f"{len(end)} đơn vị {which} nhất", LABEL, bold=True)
        page.strokes([((left, y + 15), (left + half, y + 15))], SOFT, 0.6)
        middles = roster.draw(page, left, y + 18)
        for unit in end:
            score = vietnamese(unit.converted, scheme.printed.converted)
            page.text(left + scores, middles[unit.code], score, bold=True, align="right")
            page.text(left + scores + 6, middles[unit.code], unit.band, SMALL, colour=SOFT)
    return page.chart(name, _description(scored, ends, scheme))


def _ends(scored: Sequence[Standing]) -> list[list[Standing]]:
    """The best and the last units, none in both. A shared place is named whole or, too large, not at all."""
    ends = []
    named = min(NAMED, -(-len(scored) // 2))
    for order in (list(scored), list(scored)[::-1]):
        cut = order[:named][-1].rank if order else None
        within = next((n for n, unit in enumerate(order[named:]) if unit.rank != cut), len(order) - named)
        whole = order[: named + within]
        ends.append(whole if len(whole) <= 2 * NAMED else [u for u in whole if u.rank != cut])
    return [ends[0], [unit for unit in ends[1][::-1] if unit not in ends[0]]]


def _stacks(scored: Sequence[Standing], low: float, scale: float) -> list[tuple[int, int]]:
    """(column, level) of each unit's dot, the best of a column on top."""
    filled: Counter[int] = Counter()
    places = []
    for unit in reversed(scored):
        share = settle((unit.converted - low) / (scale - low) * BINS)
        column = min(max(int(share), 0), BINS - 1)
        places.append((column, filled[column]))
        filled[column] += 1
    return places[::-1]


def _title(units: Sequence[Standing], scheme: Scheme) -> str:
    scored = ranked(units)
    if nothing := nothing_to_rank(units):
        return nothing
    if len(scored) > 1 and scored[0].rank == scored[-1].rank:
        return f"{everyone(len(scored), len(units))} bằng điểm nhau, xếp loại {scored[0].band}"
    score = vietnamese(leaders(units)[0].converted, scheme.printed.converted)
    return f"{_largest(scored, scheme)}; {foremost(units)} với {score} {scheme.score_unit}{among(units)}"


def _largest(scored: Sequence[Standing], scheme: Scheme) -> str:
    """How many units the largest band holds; all bands that hold so many."""
    counts = band_counts(scored, scheme)
    most = max(counts.values())
    held = f"{most}/{len(scored)} đơn vị"
    bands = [band for band, number in counts.items() if number == most]
    return (
        f"{held} xếp loại {bands[0]}" if len(bands) == 1 else f"{listed(bands, len(bands))} mỗi loại {held}"
    )


def _description(scored: Sequence[Standing], ends: list[list[Standing]], scheme: Scheme) -> str:
    counts = "; ".join(f"{band}: {number} đơn vị" for band, number in band_counts(scored, scheme).items())
    first, last = (
        ", ".join(f"{unit.name} {vietnamese(unit.converted, scheme.printed.converted)}" for unit in end)
        for end in ends
    )
    return f"Số đơn vị theo xếp loại: {counts}. Cao nhất: {first}. Thấp nhất: {last}."
