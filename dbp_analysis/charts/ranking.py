"""Who stands where, and in which band?"""

from collections.abc import Sequence

from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.crowd import GUTTER, HALF, NAMED, Crowd, draw_heading, end_of
from dbp_analysis.charts.facts import among, everyone, foremost, hindmost, listed, nothing_to_rank, unranked
from dbp_analysis.charts.items import Standing, band_counts, leaders, ranked, standings, trailers
from dbp_analysis.charts.measure import text_width, widest
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import ACCENT, INNER, LABEL, MANY_UNITS, MARGIN, MARK, RIGHT, RULE, SMALL
from dbp_analysis.charts.zones import FOOT, Zones
from dbp_analysis.common.numbers import distance, vietnamese
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

NAME = "xep-hang"
NEAR = 0.01
"""Of the scale: a unit this close under a band is told how little it lacks."""
DOT = 7.0
TALLEST, CLOSE_ROW = 150.0, 15.0


@own_style()
def ranking_chart(card: Scorecard, note: str = "") -> Chart:
    """The converted scores in the order of the ranking, the bands as zones behind them."""
    units = standings(card)
    if len(units) > MANY_UNITS:
        return _ranking_of_many(card, units, note)
    scored, scheme = ranked(units), card.scheme
    roster = Roster(units, accents=True)
    left = MARGIN + roster.width + 12
    room = text_width(vietnamese(scheme.scale, scheme.printed.converted), LABEL, bold=True)
    zones = Zones(scheme, scored, left, RIGHT - room - DOT)
    head, below = (zones.head, FOOT) if scored else (0.0, 0.0)
    page = Page(
        _title(units, scheme),
        f"{scheme.score_name} (thang điểm {vietnamese(scheme.scale)}) của {len(units)} đơn vị, "
        f"{card.period}; vạch dọc là mức điểm xếp loại",
        head + roster.height + below,
        [places(units), note],
    )
    top = page.top + head
    if scored:
        zones.draw(page, top, top + roster.ranked_height)
    ends = {unit.code for unit in (*leaders(units), *trailers(units))}
    accented = ends if len(ends) < len(scored) else set()
    # Units without a rank stand below the numbers of the scale.
    middles = roster.draw(page, MARGIN, top, accented, below)
    marks = [(unit, zones.x(unit.converted), middles[unit.code]) for unit in scored]
    lacks = [_lack(unit, scheme, zones) for unit in scored]
    leads = [
        ((left, y), (min(x, lack[0] - 3) if lack else x, y))
        for (_, x, y), lack in zip(marks, lacks, strict=True)
    ]
    page.strokes(leads, RULE, 0.6, (1, 2))
    for strong in (False, True):
        centres = [(x, y) for unit, x, y in marks if (unit.code in accented) is strong]
        page.dots(centres, DOT, ACCENT if strong else MARK)
    for (unit, x, y), lack in zip(marks, lacks, strict=True):
        page.text(x + DOT, y, _score(unit, scheme), bold=unit.code in accented)
        if lack:
            page.note(lack[0], y, lack[1])
    for unit in units[len(scored) :]:
        page.note(left, middles[unit.code], unit.missing)
    return page.chart(NAME, _description(units, scheme))


def _title(units: Sequence[Standing], scheme: Scheme) -> str:
    scored, first, last = ranked(units), leaders(units), trailers(units)
    if nothing := nothing_to_rank(units):
        return nothing
    if len(scored) == 1:
        return f"{scored[0].name} xếp loại {scored[0].band}{among(units)}"
    if len(last) == len(scored):
        return f"{everyone(len(scored), len(units))} bằng điểm nhau, xếp loại {scored[0].band}"
    if len(units) > MANY_UNITS:
        score = f"{_score(first[0], scheme)} {scheme.score_unit}"
        return f"{_largest(scored, scheme)}; {foremost(units)} với {score}{among(units)}"
    lowest = f"{hindmost(units)} ({last[0].band}){among(units)}"
    return lowest if first == last else f"{foremost(units)} ({first[0].band}), {lowest}"


def _lack(unit: Standing, scheme: Scheme, zones: Zones) -> tuple[float, str] | None:
    """Where, and what, is said of a unit just under a band: what it lacks, or which band that is.

    It stands beside the score or before the dot, and never runs into a zone that is neither the unit's own
    nor the one it nearly reached.
    """
    short = scheme.shortfall(unit.converted)
    if not short or short.converted > NEAR * scheme.scale:
        return None
    near = scheme.bands.index(short.band)
    lowest = zones.x(max(scheme.bands[near + 1].at_least, zones.low)) + 3
    highest = zones.x(scheme.bands[near - 1].at_least if near else scheme.scale) - 3
    x = zones.x(unit.converted)
    after = x + DOT + text_width(_score(unit, scheme), LABEL, bold=True) + 6
    amount = f"{distance(short.converted, scheme.printed.converted)} {scheme.score_unit}"
    for text in (f"còn thiếu {amount} để đạt {short.band.name}", f"sát mức {short.band.name}"):
        before = x - DOT - text_width(text, SMALL)
        if after + text_width(text, SMALL) <= highest:
            return after, text
        if before >= lowest:
            return before, text
    return None


def _score(unit: Standing, scheme: Scheme) -> str:
    return vietnamese(unit.converted, scheme.printed.converted)


def _description(units: Sequence[Standing], scheme: Scheme) -> str:
    rows = [
        f"{unit.name}: {unit.missing}"
        if unit.rank is None
        else f"hạng {unit.place} {unit.name} {_score(unit, scheme)} ({unit.band})"
        for unit in units
    ]
    return f"{scheme.score_name} theo thứ hạng: {'; '.join(rows)}."


def _ranking_of_many(card: Scorecard, units: Sequence[Standing], note: str) -> Chart:
    """Stacked dots over the converted scores, then the best and the last units in two columns."""
    scored, scheme = ranked(units), card.scheme
    zones = Zones(scheme, scored, MARGIN + 6, RIGHT - 6)
    shares = [(unit.converted - zones.low) / (scheme.scale - zones.low) for unit in scored]
    crowd = Crowd(shares, INNER - 12, TALLEST)
    scores = HALF - widest((band.name for band in scheme.bands), SMALL) - 6
    ends = _ends(scored)
    rosters = [Roster(end, CLOSE_ROW, max(scores - 90, 60)) for end in ends]
    page = Page(
        _title(units, scheme),
        f"{scheme.score_name} (thang điểm {vietnamese(scheme.scale)}), {card.period}; "
        f"mỗi chấm là một đơn vị, vạch dọc là mức điểm xếp loại",
        zones.head + crowd.height + FOOT + GUTTER + max(roster.height for roster in rosters),
        [unranked(units, NAMED), places([unit for end in ends for unit in end]), note],
    )
    top = page.top + zones.head
    bottom = top + crowd.height
    zones.draw(page, top, bottom)
    named = {unit.code for end in ends for unit in end}
    crowd.draw(page, MARGIN + 6, bottom, [unit.code in named for unit in scored])
    y = bottom + FOOT + 6
    columns = (MARGIN, "cao"), (MARGIN + HALF + GUTTER, "thấp")
    for (left, which), end, roster in zip(columns, ends, rosters, strict=True):
        if not end:
            continue
        draw_heading(page, left, y, f"{len(end)} đơn vị {which} nhất")
        middles = roster.draw(page, left, y + 18)
        for unit in end:
            page.text(left + scores, middles[unit.code], _score(unit, scheme), bold=True, align="right")
            page.note(left + scores + 6, middles[unit.code], unit.band)
    return page.chart(NAME, _description_of_many(scored, ends, scheme))


def _ends(scored: Sequence[Standing]) -> list[list[Standing]]:
    """The best and the last units, none in both."""
    half = min(NAMED, -(-len(scored) // 2))
    first, last = (end_of(order, lambda unit: unit.rank, half) for order in (scored, scored[::-1]))
    return [first, [unit for unit in last[::-1] if unit not in first]]


def _largest(scored: Sequence[Standing], scheme: Scheme) -> str:
    """How many units the largest band holds; all bands that hold so many."""
    counts = band_counts(scored, scheme)
    most = max(counts.values())
    held = f"{most}/{len(scored)} đơn vị"
    bands = [band for band, number in counts.items() if number == most]
    return (
        f"{held} xếp loại {bands[0]}" if len(bands) == 1 else f"{listed(bands, len(bands))} mỗi loại {held}"
    )


def _description_of_many(scored: Sequence[Standing], ends: list[list[Standing]], scheme: Scheme) -> str:
    counts = "; ".join(f"{band}: {number} đơn vị" for band, number in band_counts(scored, scheme).items())
    first, last = (", ".join(f"{unit.name} {_score(unit, scheme)}" for unit in end) for end in ends)
    return f"Số đơn vị theo xếp loại: {counts}. Cao nhất: {first}. Thấp nhất: {last}."
