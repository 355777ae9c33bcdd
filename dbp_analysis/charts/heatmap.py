"""On which indicator does which unit lose points?"""

from collections.abc import Sequence

from dbp_analysis.asking.change.text import signed
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import everyone, nothing_to_rank
from dbp_analysis.charts.grid import Grid
from dbp_analysis.charts.items import (
    Item,
    Standing,
    beside_items,
    group_items,
    indicator_items,
    points_text,
    ranked,
    standings,
)
from dbp_analysis.charts.marks import Box
from dbp_analysis.charts.measure import widest
from dbp_analysis.charts.page import KEY_ROW, Key, Page, key_rows, on_every_canvas
from dbp_analysis.charts.roster import Roster, ThinRows, places, side_by_side, too_tall
from dbp_analysis.charts.style import ACCENT, INK, MANY_UNITS, RAMP, RULE, SMALL, SOFT, TRACK, Canvas
from dbp_analysis.common.colours import ink_on
from dbp_analysis.common.numbers import settle, vietnamese
from dbp_analysis.scoring.scorecard import NO_CASES, Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "ban-do-nhiet"
ROW, COMPACT_ROW = 18.0, 10.6
GUTTER, SMALLEST_CELL = 11.0, 10.2
KEY_GAP = 12.0
NAMES = 8.5
COMPACT_ITEMS = 8
"""More columns than this do not fit beside many units, or on a phone; they are shown by group."""


@on_every_canvas
def heatmap_chart(canvas: Canvas, card: Scorecard, note: str = "") -> Chart:
    """Units by indicators, darker where more of the maximum is lost."""
    units, items = standings(card), indicator_items(card)
    many = len(units) > MANY_UNITS
    if (many or canvas.narrow) and len(items) > COMPACT_ITEMS:
        items = group_items(card)
    every, beside = items, beside_items(card)
    same = [item for item in items if many and _constant(item)]
    items = [item for item in items if item not in same] or items
    blocks = 1 if canvas.narrow or not many else 3 if len(items) + len(beside) <= COMPACT_ITEMS else 2
    thin = many and too_tall(COMPACT_ROW * len(units) / blocks, canvas)
    items = items if thin else [*items, *beside]
    kind, blocks = ("thin", 1) if thin else ("many" if many else "few", blocks)
    block = (canvas.inner - GUTTER * (blocks - 1)) / blocks
    rosters: list[tuple[float, Roster | ThinRows]] = [
        (left, _roster(kind, part, block - 31 - SMALLEST_CELL * len(items)))
        for left, part in side_by_side(units, canvas, blocks, GUTTER)
    ]
    names_width = max((roster.width for _, roster in rosters), default=0.0) + 4
    totals = {} if many or canvas.narrow else _totals(units, card)
    total_width = widest(totals.values(), NAMES, bold=True)
    grid = Grid(items, block - names_width - total_width - (6 if totals else 0), compact=kind == "many")
    body = max((roster.height for _, roster in rosters), default=0.0)
    alike = "; ".join(_alike(item, card.scheme) for item in same if item not in items)
    keys = key_rows(_keys(items, units), canvas, KEY_GAP)
    said = {"items": _kind(every), "units": len(units), "period": card.period}
    page = Page(
        _title(every, units),
        say(f"heatmap.subtitle_{kind}", **said),
        grid.head + body + KEY_ROW * len(keys) + 6,
        [
            say("shared.alike", items=alike) if alike else "",
            say("heatmap.beside") if beside and not thin else "",
            places(units),
            note,
        ],
        canvas,
    )
    top = page.top + grid.head
    for left, roster in rosters:
        middles = roster.draw(page, left, top)
        grid.draw_head(page, left + names_width, top)
        _draw_cells(page, grid, left + names_width, middles, roster.row)
        decimals = 0 if many else grid.decimals(card.scheme.printed.points)
        if not thin:
            _draw_points(page, grid, left + names_width, middles, decimals, signs=many)
    if totals:
        right = canvas.left + names_width + grid.width + 6 + total_width
        page.text(right, top - 9, say("shared.total"), SMALL, bold=True, align="right")
        for code, text in totals.items():
            page.text(right, middles[code], text, NAMES, bold=text != "–", align="right")
    page.swatches(top + body + 14, keys, KEY_GAP)
    return page.chart(NAME, _description(every, ranked(units)))


def _roster(kind: str, units: Sequence[Standing], room: float) -> Roster | ThinRows:
    """The names of a block, as far as they leave ``room`` for its cells."""
    if kind == "thin":
        return ThinRows({unit.code: unit.place for unit in units})
    if kind == "many":
        return Roster(units, COMPACT_ROW, max(room, 40.0), SMALL)
    return Roster(units, ROW, min(max(room, 70.0), 100.0), NAMES)


def _keys(items: Sequence[Item], units: Sequence[Standing]) -> list[Key]:
    """What the shades and signs mean, as far as they occur."""
    levels = ("full", "under_quarter", "under_half", "under_three_quarters", "rest")
    keys = [(shade, say(f"heatmap.lost_{level}")) for shade, level in zip(RAMP, levels, strict=True)]
    if any(item.no_cases for item in items):
        keys.append((TRACK, say("heatmap.no_cases", no_cases=NO_CASES)))
    if any(_text(item, unit.code, 0) == "?" for item in items for unit in units):
        keys.append(("", say("heatmap.unknown")))
    return keys


def _draw_cells(page: Page, grid: Grid, x: float, middles: dict[str, float], row: float) -> None:
    air = 1.0 if row == ROW else 0.5 if row == COMPACT_ROW else 0.0
    levels: dict[int, list[Box]] = {}
    empty: list[Box] = []
    for item, left in zip(grid.items, grid.left, strict=True):
        for code, y in middles.items():
            box = (x + left + air, y - row / 2 + air, grid.cell - 2 * air, row - 2 * air)
            if code in item.no_cases:
                empty.append(box)
            elif not item.beside and item.points[code] is not None:
                levels.setdefault(_level(item, code), []).append(box)
    for level, boxes in sorted(levels.items()):
        page.cells(boxes, RAMP[level], RULE)
    page.boxes(empty, TRACK)
    if row == COMPACT_ROW:  # without text, a dash tells grey cells from those of little loss on a photocopy
        page.strokes([((x + w / 2 - 2, y + h / 2), (x + w / 2 + 2, y + h / 2)) for x, y, w, h in empty], SOFT)


def _draw_points(
    page: Page, grid: Grid, x: float, middles: dict[str, float], decimals: int, *, signs: bool
) -> None:
    """The points, or only the ``signs`` of what stands beside the groups."""
    for item, left in zip(grid.items, grid.left, strict=True):
        for code, y in middles.items():
            text = _text(item, code, decimals)
            if signs:
                text = text[:1] if item.beside else ""
            level = 0 if code in item.no_cases or item.beside else _level(item, code)
            colour = ink_on(RAMP[level]) if level else SOFT
            if item.beside:
                colour = ACCENT if item.lost[code] else INK
            page.text(x + left + grid.cell / 2, y, text, SMALL, colour=colour, align="center")


def _text(item: Item, code: str, decimals: int) -> str:
    points = item.points[code]
    if item.beside:
        return signed(points, decimals) if points else ""
    if points is None:
        return "–" if code in item.no_cases else "?"
    return points_text(points, decimals)


def _constant(item: Item) -> bool:
    """Whether every unit has the same points, and none of them without a case."""
    return not item.no_cases and None not in item.points.values() and len(set(item.points.values())) == 1


def _alike(item: Item, scheme: Scheme) -> str:
    points = points_text(next(iter(item.points.values())) or 0.0, scheme.printed.points)
    return say("heatmap.alike_row", item=item.name, points=points, maximum=points_text(item.maximum, 2))


def _level(item: Item, code: str) -> int:
    """The place in the ramp: 0 for nothing lost, then one for each quarter of the maximum."""
    lost = settle(item.lost[code] / item.maximum)
    return min(int(lost * 4), 3) + 1 if lost else 0


def _totals(units: Sequence[Standing], card: Scorecard) -> dict[str, str]:
    decimals = card.scheme.printed.total
    return {u.code: "–" if u.rank is None else vietnamese(u.total, decimals) for u in units}


def _kind(items: Sequence[Item]) -> str:
    return say("shared.group" if all(item.is_group for item in items) else "shared.indicator")


def _below_half(item: Item, scored: Sequence[Standing]) -> int:
    return sum(item.lost[unit.code] > item.maximum / 2 for unit in scored)


def _short(item: Item, scored: Sequence[Standing]) -> int:
    return sum(item.lost[unit.code] > 0 for unit in scored)


def _title(items: Sequence[Item], units: Sequence[Standing]) -> str:
    if nothing := nothing_to_rank(units):
        return nothing
    scored = ranked(units)

    def lost(item: Item) -> float:
        return sum(item.lost[unit.code] for unit in scored) / item.maximum

    worst = max(items, key=lambda i: (_below_half(i, scored), _short(i, scored), lost(i)))
    known = len(worst.known(scored))
    of = say("heatmap.scored" if known < len(units) else "shared.units", count=known)
    if half := _below_half(worst, scored):
        return say("heatmap.title", item=worst.name, count=half, of=of)
    if short := _short(worst, scored):
        return say("heatmap.title_short", item=worst.name, count=short, of=of)
    return say("shared.all_full", who=everyone(len(scored), len(units)), items=_kind(items))


def _description(items: Sequence[Item], scored: Sequence[Standing]) -> str:
    rows = []
    for item in items:
        short, half = _short(item, scored), _below_half(item, scored)
        said = say("heatmap.short" if short else "heatmap.nothing_lost", short=short, half=half)
        if item.no_cases:
            said += say("heatmap.without", count=len(item.no_cases), no_cases=NO_CASES)
        rows.append(say("heatmap.row", item=item.name, maximum=points_text(item.maximum, 2), said=said))
    return say("heatmap.description", rows="; ".join(rows))
