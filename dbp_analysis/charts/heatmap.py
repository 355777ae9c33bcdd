"""On which indicator does which unit lose points?"""

from collections.abc import Sequence

from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.facts import everyone, nothing_to_rank
from dbp_analysis.charts.grid import Grid
from dbp_analysis.charts.items import (
    Item,
    Standing,
    group_items,
    indicator_items,
    points_text,
    ranked,
    standings,
)
from dbp_analysis.charts.measure import widest
from dbp_analysis.charts.page import Box, Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import INK, INNER, MANY_UNITS, MARGIN, PAPER, RAMP, RULE, SMALL, SOFT
from dbp_analysis.common.numbers import settle, vietnamese
from dbp_analysis.scoring.scorecard import NO_CASES, Scorecard

NAME = "ban-do-nhiet"
LEVELS = ("đủ điểm", "mất dưới 25%", "25% đến dưới 50%", "50% đến dưới 75%", "từ 75%")
ROW, COMPACT_ROW = 18.0, 10.6
GUTTER, SMALLEST_CELL = 11.0, 10.2
KEY = 18.0
NAMES = 8.5
COMPACT_ITEMS = 8
"""More columns than this do not fit beside many units; they are shown by group."""


@own_style()
def heatmap_chart(card: Scorecard, note: str = "") -> Chart:
    """Units by indicators, darker where more of the maximum is lost."""
    units, items = standings(card), indicator_items(card)
    many = len(units) > MANY_UNITS
    if many and len(items) > COMPACT_ITEMS:
        items = group_items(card)
    blocks = 1 if not many else 3 if len(items) <= COMPACT_ITEMS else 2
    length = -(-len(units) // blocks)
    parts = [units[start : start + length] for start in range(0, len(units), length)] if units else []
    block = (INNER - GUTTER * (blocks - 1)) / blocks
    if many:
        room = max(block - 27 - SMALLEST_CELL * len(items), 40.0)
        rosters = [Roster(part, COMPACT_ROW, room, SMALL, mark_ties=False) for part in parts]
    else:
        rosters = [Roster(part, ROW, 100, NAMES) for part in parts]
    totals = {} if many else _totals(units, card)
    total_width = widest(totals.values(), NAMES, bold=True)
    names_width = max((roster.width for roster in rosters), default=0.0) + 4
    grid = Grid(items, block - names_width - total_width - (6 if totals else 0), compact=many)
    empty = any(item.no_cases for item in items)
    unknown = any(_text(item, unit.code, 0) == "?" for item in items for unit in units)
    body = max((roster.height for roster in rosters), default=0.0)
    page = Page(
        _title(items, units),
        f"{'Điểm' if not many else 'Phần điểm chưa đạt'} theo {_kind(items)}, "
        f"{len(units)} đơn vị theo thứ hạng, {card.period}; càng đậm càng mất nhiều điểm",
        grid.head + body + KEY * (2 if empty or unknown else 1) + 4,
        ["" if many else places(units), note],
    )
    top = page.top + grid.head
    for number, roster in enumerate(rosters):
        left = MARGIN + number * (block + GUTTER)
        middles = roster.draw(page, left, top)
        grid.draw_head(page, left + names_width, top)
        _draw_cells(page, grid, left + names_width, middles, COMPACT_ROW if many else ROW)
        if not many:
            _draw_points(page, grid, left + names_width, middles, card.scheme.printed.points)
    if totals:
        right = MARGIN + names_width + grid.width + 6 + total_width
        page.text(right, top - 9, "Tổng", SMALL, bold=True, align="right")
        for code, text in totals.items():
            page.text(right, middles[code], text, NAMES, bold=text != "–", align="right")
    _draw_key(page, top + body + 14, empty, unknown)
    return page.chart(NAME, _description(items, ranked(units)))


def _draw_cells(page: Page, grid: Grid, x: float, middles: dict[str, float], row: float) -> None:
    air = 1.0 if row == ROW else 0.5
    levels: dict[int, list[Box]] = {}
    hatched: list[Box] = []
    for item, left in zip(grid.items, grid.left, strict=True):
        for code, y in middles.items():
            box = (x + left + air, y - row / 2 + air, grid.cell - 2 * air, row - 2 * air)
            if code in item.no_cases:
                hatched.append(box)
            elif item.points[code] is not None:
                levels.setdefault(_level(item, code), []).append(box)
    for level, boxes in sorted(levels.items()):
        page.cells(boxes, RAMP[level], RULE)
    page.hatches(hatched, RULE)


def _draw_points(page: Page, grid: Grid, x: float, middles: dict[str, float], decimals: int) -> None:
    fitting = grid.decimals(decimals)
    for item, left in zip(grid.items, grid.left, strict=True):
        for code, y in middles.items():
            level = 0 if code in item.no_cases else _level(item, code)
            colour = PAPER if level == len(RAMP) - 1 else INK if level else SOFT
            text = _text(item, code, fitting)
            page.text(x + left + grid.cell / 2, y, text, SMALL, colour=colour, align="center")


def _text(item: Item, code: str, decimals: int) -> str:
    points = item.points[code]
    if points is None:
        return "–" if code in item.no_cases else "?"
    return points_text(points, decimals)


def _level(item: Item, code: str) -> int:
    """The place in the ramp: 0 for nothing lost, then one for each quarter of the maximum."""
    lost = settle(item.lost[code] / item.maximum)
    return min(int(lost * 4), 3) + 1 if lost else 0


def _totals(units: Sequence[Standing], card: Scorecard) -> dict[str, str]:
    decimals = card.scheme.printed.total
    return {u.code: "–" if u.rank is None else vietnamese(u.total, decimals) for u in units}


def _draw_key(page: Page, y: float, empty: bool, unknown: bool) -> None:
    """What the shades mean, in the order of the ramp."""
    x = MARGIN
    for shade, text in zip(RAMP, LEVELS, strict=True):
        x = page.swatch(x, y, shade, text) + 12
    x, y = MARGIN, y + 16
    if empty:
        x = page.swatch(x, y, None, f"{NO_CASES} (mẫu số bằng 0), điểm theo quy định của bộ chỉ số") + 12
    if unknown:
        page.note(x, y, "?  chưa có số liệu")


def _kind(items: Sequence[Item]) -> str:
    return "nhóm" if all(item.id == item.group.id for item in items) else "chỉ số"


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
    of = f"{known} đơn vị{' được chấm điểm' if known < len(units) else ''}"
    if half := _below_half(worst, scored):
        return f"{worst.name}: {half}/{of} đạt dưới một nửa số điểm tối đa"
    if short := _short(worst, scored):
        return f"{worst.name}: {short}/{of} chưa đạt điểm tối đa"
    return f"{everyone(len(scored), len(units))} đạt điểm tối đa ở mọi {_kind(items)}"


def _description(items: Sequence[Item], scored: Sequence[Standing]) -> str:
    rows = []
    for item in items:
        short, half = _short(item, scored), _below_half(item, scored)
        said = (
            f"{short} đơn vị chưa đạt tối đa, {half} đơn vị đạt dưới một nửa" if short else "không mất điểm"
        )
        if item.no_cases:
            said += f", {len(item.no_cases)} đơn vị {NO_CASES}"
        rows.append(f"{item.name} (tối đa {points_text(item.maximum, 2)} điểm): {said}")
    return f"Số đơn vị chưa đạt điểm tối đa ở từng cột: {'; '.join(rows)}."
