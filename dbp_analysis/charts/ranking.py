"""Who stands where, and in which band?"""

from collections.abc import Sequence

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.crowd import FOOT, NAMED, End, crowd_chart, end_of, end_width
from dbp_analysis.charts.facts import (
    among,
    beside_sums,
    beside_text,
    everyone,
    foremost,
    held_back,
    hindmost,
    listed,
    nothing_to_rank,
    unranked,
)
from dbp_analysis.charts.items import Standing, band_counts, leaders, ranked, standings, trailers
from dbp_analysis.charts.measure import text_width, widest, wrap
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.roster import Roster, columns_width, places, text_columns
from dbp_analysis.charts.style import INK, LINE, MANY_UNITS, MARK, RULE, SMALL, Canvas
from dbp_analysis.charts.zones import Zones
from dbp_analysis.common.numbers import distance, vietnamese
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "xep-hang"
NEAR = 0.01
"""Of the scale: a unit this close under a band is told how little it lacks."""
DOT = 7.0
COLUMN = 48.0
TALLEST, CLOSE_ROW, END_HEAD = 150.0, 15.0, 18.0


@on_every_canvas
def ranking_chart(canvas: Canvas, card: Scorecard, note: str = "") -> Chart:
    """The converted scores in the order of the ranking, the bands as zones behind them."""
    units = standings(card)
    if len(units) > MANY_UNITS:
        return _ranking_of_many(canvas, card, units, note)
    scored, scheme = ranked(units), card.scheme
    roster = Roster(units, room=96 if canvas.narrow else 130, accents=True)
    left = canvas.left + roster.width + 12
    columns = _columns(card, scored)
    zones = Zones(scheme, scored, left, canvas.right - columns_width(columns))
    head, below = (max(zones.head, LINE * 2 + 3), FOOT) if scored else (0.0, 0.0)
    title, said = _title(units, scheme), {"score": scheme.score_name, "scale": vietnamese(scheme.scale)}
    subtitle = say("ranking.subtitle", **said, units=len(units), period=card.period)
    foot = [zones.said, held_back(units), places(units), note]
    page = Page(title, subtitle, head + roster.height + below, foot, canvas)
    top = page.top + head
    if scored:
        zones.draw(page, top, top + roster.ranked_height)
    ends = {unit.code for unit in (*leaders(units), *trailers(units))}
    accented = ends if len(ends) < len(scored) else set()
    # Units without a rank stand below the numbers of the scale.
    middles = roster.draw(page, canvas.left, top, accented, below)
    marks = [(unit, zones.x(unit.converted), middles[unit.code]) for unit in scored]
    lacks = [_lack(unit, scheme, zones) for unit in scored]
    leads = [
        ((left, y), (min(x, lack[0] - 3) if lack else x, y))
        for (_, x, y), lack in zip(marks, lacks, strict=True)
    ]
    page.strokes(leads, RULE, 0.6, (1, 2))
    for strong in (False, True):
        centres = [(x, y) for unit, x, y in marks if (unit.code in accented) is strong]
        page.dots(centres, DOT, INK if strong else MARK)
    for (_, _, y), lack in zip(marks, lacks, strict=True):
        if lack:
            page.note(lack[0], y, lack[1])
    text_columns(page, page.top, columns, middles, accented)
    for unit in units[len(scored) :]:
        page.note(left, middles[unit.code], unit.missing)
    return page.chart(NAME, _description(units, scheme))


def _columns(card: Scorecard, scored: Sequence[Standing]) -> list[tuple[list[str], dict[str, str]]]:
    """The scores, and what bonuses and deductions make of them where there are any."""
    scores = {unit.code: _score(unit, card.scheme) for unit in scored}
    heads = {card.scheme.score_name: scores, say("shared.beside_head"): beside_sums(card, scored)}
    return [(wrap(head, COLUMN, SMALL), texts) for head, texts in heads.items() if texts]


def _title(units: Sequence[Standing], scheme: Scheme) -> str:
    scored, first, last = ranked(units), leaders(units), trailers(units)
    if nothing := nothing_to_rank(units):
        return nothing
    if len(scored) == 1:
        return say("ranking.one", unit=scored[0].name, band=scored[0].band) + among(units)
    if len(last) == len(scored):
        return say("ranking.equal", who=everyone(len(scored), len(units)), band=scored[0].band)
    if len(units) > MANY_UNITS:
        score = f"{_score(first[0], scheme)} {scheme.score_unit}"
        title = say("ranking.many", bands=_largest(scored, scheme), first=foremost(units), score=score)
        return title + among(units)
    lowest = f"{hindmost(units)} ({last[0].band}){among(units)}"
    return lowest if first == last else f"{foremost(units)} ({first[0].band}), {lowest}"


def _lack(unit: Standing, scheme: Scheme, zones: Zones) -> tuple[float, str] | None:
    """Where, and what, is said of a unit just under a band: what it lacks, or which band that is.

    It stands behind the dot or before it, and never runs into a zone that is neither the unit's own
    nor the one it nearly reached.
    """
    short = scheme.shortfall(unit.converted)
    if not short or short.converted > NEAR * scheme.scale:
        return None
    near = scheme.bands.index(short.band)
    lowest = zones.x(max(scheme.bands[near + 1].limit, zones.low)) + 3
    highest = zones.x(scheme.bands[near - 1].limit if near else zones.high) - 3
    x = zones.x(unit.converted)
    after = x + DOT
    amount = f"{distance(short.converted, scheme.printed.converted)} {scheme.score_unit}"
    texts = (
        say("ranking.lacks", amount=amount, band=short.band.name),
        say("ranking.near", band=short.band.name),
    )
    for text in texts:
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
        else say("ranking.row", rank=unit.place, unit=unit.name, score=_score(unit, scheme), band=unit.band)
        for unit in units
    ]
    return say("ranking.description", score=scheme.score_name, rows="; ".join(rows))


def _ranking_of_many(canvas: Canvas, card: Scorecard, units: Sequence[Standing], note: str) -> Chart:
    """Stacked dots over the converted scores, then the best and the last units in two columns."""
    scored, scheme = ranked(units), card.scheme
    half = min(NAMED, -(-len(scored) // 2))
    first, last = (end_of(order, lambda unit: unit.rank, half) for order in (scored, scored[::-1]))
    ends = first, [unit for unit in last[::-1] if unit not in first]
    said = {"score": scheme.score_name, "scale": vietnamese(scheme.scale), "period": card.period}
    held = band_counts(scored, scheme).items()
    counts = "; ".join(say("shared.number", what=band, count=number) for band, number in held)
    best, least = (", ".join(f"{unit.name} {_score(unit, scheme)}" for unit in end) for end in ends)
    words = (
        _title(units, scheme),
        say("ranking.subtitle_many", **said),
        say("ranking.description_many", counts=counts, first=best, last=least),
    )
    columns = (
        _end(ends[0], say("ranking.best", count=len(ends[0])), scheme, canvas),
        _end(ends[1], say("ranking.last", count=len(ends[1])), scheme, canvas),
    )
    scores = {unit.code: unit.converted for unit in scored}
    zones = Zones(scheme, scored, canvas.left + 6, canvas.right - 6)
    foot = [
        zones.said,
        held_back(units),
        beside_text(card),
        unranked(units, NAMED),
        places([*ends[0], *ends[1]]),
        note,
    ]
    return crowd_chart(canvas, NAME, words, zones, scores, TALLEST, columns, foot)


def _end(units: Sequence[Standing], over: str, scheme: Scheme, canvas: Canvas) -> End:
    """The best or the last units, each with its score and its band."""
    scores = end_width(canvas) - widest((band.name for band in scheme.bands), SMALL) - 6
    roster = Roster(units, CLOSE_ROW, max(scores - 90, 60))

    def draw(page: Page, left: float, top: float) -> None:
        middles = roster.draw(page, left, top + END_HEAD)
        for unit in units:
            page.text(left + scores, middles[unit.code], _score(unit, scheme), bold=True, align="right")
            page.note(left + scores + 6, middles[unit.code], unit.band)

    return End([unit.code for unit in units], over, END_HEAD + roster.height, draw)


def _largest(scored: Sequence[Standing], scheme: Scheme) -> str:
    """How many units the largest band holds; all bands that hold so many."""
    counts = band_counts(scored, scheme)
    most = max(counts.values())
    bands = [band for band, number in counts.items() if number == most]
    said = {"bands": listed(bands, len(bands)), "count": most, "units": len(scored)}
    return say("ranking.largest" if len(bands) == 1 else "ranking.largest_equal", **said)
