"""Who loses points in which group?"""

from collections.abc import Sequence
from statistics import median

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import beside_sums, beside_text, listed, lowest_because, lowest_of, unranked
from dbp_analysis.charts.items import Item, Standing, group_items, points_text, ranked, standings, trailers
from dbp_analysis.charts.measure import widest, wrap
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.strips import Mark, Strip, marks_text, strips_chart
from dbp_analysis.charts.style import ACCENT, INK, LABEL, LINE, MANY_UNITS, SMALL, SOFT, TRACK, WIDE, Canvas
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "diem-nhom"
BAR = 9.0
GAP = 9.0
SLOT_GAP = 4.0


@on_every_canvas
def group_chart(canvas: Canvas, card: Scorecard, note: str = "") -> Chart:
    """Points by group against the maximum, one point as wide in every group; of many units, and where there
    is no room, a strip a group.
    """
    units = standings(card)
    if len(units) > MANY_UNITS or canvas.narrow:
        return _groups_of_many(canvas, card, units, note)
    items, scheme, scored = group_items(card), card.scheme, ranked(units)
    roster = Roster(units, room=118, accents=True)
    left = WIDE.left + roster.width + 12
    printed = [[_printed(item.points[u.code], scheme.printed.points) for u in units] for item in items]
    slots = [widest(texts, LABEL, bold=True) + SLOT_GAP for texts in printed]
    totals = ["–" if u.rank is None else vietnamese(u.total, scheme.printed.total) for u in units]
    maximum = _maximum(scheme)
    total_width = widest([*totals, maximum], LABEL, bold=True) + GAP
    sums = beside_sums(card, scored)
    side = wrap(say("shared.beside_head"), 44, SMALL) if sums else []
    beside = max(widest(sums.values(), LABEL), widest(side, SMALL))
    room = WIDE.right - total_width - beside - left - sum(slots) - GAP * len(items)
    scale = max(room, 40.0) / scheme.maximum
    widths = [item.maximum * scale + slot for item, slot in zip(items, slots, strict=True)]
    heads = [
        [*wrap(item.name, width, SMALL, bold=True), *wrap(_maximum(item), width, SMALL)]
        for item, width in zip(items, widths, strict=True)
    ]
    head = max(map(len, heads)) * LINE + 4
    subtitle = say("groups.subtitle", units=len(units), period=card.period)
    page = Page(lowest_because(card), subtitle, head + roster.height, [places(units), note])
    top, x = page.top + head, left
    last = {unit.code for unit in trailers(units)}
    middles = roster.draw(page, WIDE.left, top, last if len(last) < len(units) else ())
    for item, width, lines, texts in zip(items, widths, heads, printed, strict=True):
        own = len(wrap(item.name, width, SMALL, bold=True))
        y = page.lines(x, top - 4 - len(lines) * LINE, lines[:own], bold=True)
        page.lines(x, y, lines[own:], colour=SOFT)
        _bars(page, item, {unit.code: middles[unit.code] for unit in scored}, x, scale)
        most = max((item.lost[unit.code] for unit in scored), default=0.0)
        for unit, text in zip(scored, texts, strict=False):
            lost = item.lost[unit.code]
            strong, colour = 0 < lost == most, INK if lost else SOFT
            end = x + item.maximum * scale + SLOT_GAP
            page.text(end, middles[unit.code], text, colour=colour, bold=strong)
        x += width + GAP
    page.text(WIDE.right, top - 4 - LINE * 1.5, say("shared.total"), SMALL, bold=True, align="right")
    page.note(WIDE.right, top - 4 - LINE / 2, maximum, align="right")
    page.lines(WIDE.right - total_width, top - 4 - LINE * 2, side, colour=SOFT, align="right")
    for code, text in sums.items():
        page.text(WIDE.right - total_width, middles[code], text, align="right")
    for unit, text in zip(units, totals, strict=True):
        page.text(WIDE.right, middles[unit.code], text, bold=unit.rank is not None, align="right")
        if unit.rank is None:
            page.note(left, middles[unit.code], unit.missing)
    return page.chart(NAME, _description(units, items, scheme.printed.points))


def _bars(page: Page, item: Item, middles: dict[str, float], x: float, scale: float) -> None:
    page.boxes([(x, y - BAR / 2, item.maximum * scale, BAR) for y in middles.values()], TRACK)
    lost = [(item.lost[code] * scale, y - BAR / 2) for code, y in middles.items() if item.lost[code]]
    page.boxes([(x + item.maximum * scale - width, y, width, BAR) for width, y in lost], ACCENT)


def _groups_of_many(canvas: Canvas, card: Scorecard, units: Sequence[Standing], note: str) -> Chart:
    """A strip a group: where the units lie between nothing and the maximum."""
    items, decimals, scored = group_items(card), card.scheme.printed.points, ranked(units)
    medians = {
        item.id: settle(median(p / item.maximum for p in points))
        for item in items
        if (points := _points(item, scored))
    }
    lowest = min(medians.values(), default=1.0)
    weakest = [item for item in items if medians.get(item.id) == lowest < 1]
    strips = [_strip(canvas, item, scored, item in weakest, decimals) for item in items]
    title = lowest_because(card)
    if weakest and len(scored) > 1:
        groups = lowest_of([item.name for item in weakest], say("shared.group"))
        said = {"groups": groups, "ranked": len(scored), "share": percent(lowest)}
        title = say("groups.lowest_ranked" if len(scored) < len(units) else "groups.lowest", **said)
    subtitle = say("groups.subtitle_many", units=len(scored), period=card.period, marks=marks_text(strips))
    rows = "; ".join(f"{strip.name}: {', '.join(mark.text for mark in strip.marks)}" for strip in strips)
    words = (title, subtitle, say("groups.description_many", rows=rows))
    return strips_chart(canvas, NAME, words, strips, [beside_text(card), unranked(units), note])


def _strip(canvas: Canvas, item: Item, scored: Sequence[Standing], strong: bool, decimals: int) -> Strip:
    points = _points(item, scored)
    details = [say("groups.maximum_points", maximum=points_text(item.maximum, 2))]
    if not points:
        return Strip(item.name, details, [], [], empty=say("shared.no_figures"), canvas=canvas)
    full = sum(not item.lost[unit.code] for unit in item.known(scored))
    if full:
        details.append(say("groups.full", count=full))
    middle, lowest = median(points), min(points)
    share = percent(middle / item.maximum)
    said = {"points": points_text(middle, decimals), "share": share}
    text = say("groups.median" if len(points) > 1 else "groups.one", **said)
    marks = [Mark(middle / item.maximum, text, strong)]
    if lowest < max(points):
        names = listed([unit.name for unit in scored if item.points[unit.code] == lowest], 2)
        text = say("groups.least", points=points_text(lowest, decimals), units=names)
        marks.append(Mark(lowest / item.maximum, text))
    shares = [p / item.maximum for p in points]
    return Strip(item.name, details, shares, marks, strong=strong, canvas=canvas)


def _points(item: Item, units: Sequence[Standing]) -> list[float]:
    return [points for unit in units if (points := item.points[unit.code]) is not None]


def _printed(points: float | None, decimals: int) -> str:
    return "–" if points is None else points_text(points, decimals)


def _maximum(of: Item | Scheme) -> str:
    return say("groups.maximum", maximum=points_text(of.maximum, 2))


def _description(units: Sequence[Standing], items: list[Item], decimals: int) -> str:
    rows = []
    for unit in units:
        lost = [(item, _printed(item.points[unit.code], decimals)) for item in items if item.lost[unit.code]]
        said = ", ".join(f"{lower_first(i.name)} {points}/{points_text(i.maximum, 2)}" for i, points in lost)
        said = said or say("groups.nothing_lost")
        rows.append(f"{unit.name}: {unit.missing if unit.rank is None else said}")
    return say("groups.description", rows="; ".join(rows))
