"""The change of many units: every unit a dot on the scale of points, the two ends by name and reason."""

import math
from collections import Counter
from collections.abc import Sequence

from dbp_analysis.asking.change.split import Change
from dbp_analysis.asking.change.text import signed
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import Moved
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import places
from dbp_analysis.charts.style import (
    ACCENT,
    LABEL,
    LEADING,
    MARGIN,
    MARK,
    PAPER,
    RULE,
    SMALL,
    SOFT,
    WIDTH,
    ZONE,
    clamped,
    lanes,
    text_width,
    wrap,
)
from dbp_analysis.common.numbers import concise, settle

NAMED = 10
BINS = 100
TALLEST = 130.0
GUTTER = 22.0
HALF = (WIDTH - 2 * MARGIN - GUTTER) / 2
HEAD, FOOT = 19.0, 18.0


def change_of_many(
    change: Change, units: Sequence[Moved], name: str, title: str, what: str, note: str
) -> Chart:
    """Stacked dots over the changes, then those that rose and fell most in two columns."""
    moved = sorted((m for m in units if m.points is not None), key=lambda m: m.points or 0.0)
    points, decimals = [m.points or 0.0 for m in moved], change.scheme.printed.total
    scale = _Scale(min(0.0, *points), max(0.0, *points))
    stacks = _stacks(points, scale)
    tallest = max(level + 1 for _, level in stacks)
    rise = min(scale.pitch, TALLEST / tallest)
    rose, fell = [m for m in moved[::-1] if (m.points or 0) > 0], [m for m in moved if (m.points or 0) < 0]
    left, middle = MARGIN, MARGIN + HALF + GUTTER
    columns = [
        _Column(at, way, _end(ordered), decimals)
        for at, way, ordered in ((left, "tăng", rose), (middle, "giảm", fell))
    ]
    ends = [m for column in columns for m in column.units]
    page = Page(
        title,
        f"{what}; mỗi chấm là một đơn vị, ▲▼: số bậc lên, xuống",
        tallest * rise + 14 + FOOT + 6 + max(column.height for column in columns),
        [_apart(units), places([m.unit for m in ends]), note],
    )
    bottom = page.top + tallest * rise + 14
    scale.draw(page, page.top, bottom)
    named = {m.unit.code for m in ends}
    for strong in (False, True):
        centres = [
            (scale.x(scale.low) + (place + 0.5) * scale.pitch, bottom - 2 - (level + 0.5) * rise)
            for m, (place, level) in zip(moved, stacks, strict=True)
            if (m.unit.code in named) is strong
        ]
        page.dots(centres, scale.pitch * 0.88, ACCENT if strong else MARK, PAPER, 0.3)
    for column in columns:
        column.draw(page, bottom + FOOT + 6)
    return page.chart(name, _description(moved, [column.units for column in columns], decimals))


class _Column:
    """One end of the changes: each unit with its change, and below it the ranks and what moved it most."""

    def __init__(self, left: float, way: str, units: Sequence[Moved], decimals: int) -> None:
        self.units, self._left, self._way = units, left, way
        self._values = [signed(m.points or 0, decimals) for m in units]
        value = max((text_width(text, LABEL, bold=True) for text in self._values), default=0.0)
        self._indent = max((text_width(m.unit.place, LABEL) for m in units), default=0.0) + 6
        self._names = [wrap(m.unit.name, HALF - self._indent - value - 6, LABEL) for m in units]
        self._whys = [wrap(_why(m), HALF - self._indent, SMALL) for m in units]
        rows = zip(self._names, self._whys, strict=True)
        self._heights = [
            len(names) * LABEL * LEADING + len(whys) * SMALL * LEADING + 5 for names, whys in rows
        ]
        self.height = HEAD + sum(self._heights)

    def draw(self, page: Page, y: float) -> None:
        if not self.units:
            return
        right = self._left + HALF
        page.text(self._left, y + 7, f"{len(self.units)} đơn vị {self._way} nhiều nhất", LABEL, bold=True)
        page.strokes([((self._left, y + 15), (right, y + 15))], SOFT, 0.6)
        y += HEAD
        rows = zip(self.units, self._values, self._names, self._whys, self._heights, strict=True)
        for m, value, names, whys, height in rows:
            first, start = y + LABEL * LEADING / 2, self._left + self._indent
            page.text(start - 6, first, m.unit.place, LABEL, colour=SOFT, align="right")
            page.text(right, first, value, bold=True, align="right")
            below = page.lines(start, y, names, LABEL)
            page.lines(start, below, whys, SMALL, colour=SOFT)
            y += height


def _why(moved: Moved) -> str:
    return " · ".join(filter(None, [moved.arrow, moved.cause.short if moved.cause else ""]))


class _Scale:
    """The scale of changes with its zero, between the margins."""

    def __init__(self, low: float, high: float) -> None:
        rough = (high - low or 1.0) / 6
        power = 10.0 ** math.floor(math.log10(rough))
        self._step = power * next(m for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
        self.low = math.floor(settle(low / self._step)) * self._step
        self.high = max(math.ceil(settle(high / self._step)) * self._step, self.low + self._step)
        self._left, self._right = MARGIN + 10, WIDTH - MARGIN - 10
        self.pitch = (self._right - self._left) / BINS

    def x(self, points: float) -> float:
        return self._left + (self._right - self._left) * (points - self.low) / (self.high - self.low)

    def draw(self, page: Page, top: float, bottom: float) -> None:
        """The side of the falls as a quiet zone, a line and a number at each step."""
        if self.low < 0:
            page.boxes([(self.x(self.low), top, self.x(0) - self.x(self.low), bottom - top)], ZONE)
        count = round((self.high - self.low) / self._step)
        values = [settle(self.low + n * self._step) for n in range(count + 1)]
        page.strokes([((self.x(v), bottom), (self.x(v), bottom + 3)) for v in values], RULE, 0.6)
        page.strokes([((self.x(self.low), bottom), (self.x(self.high), bottom))], RULE, 0.6)
        page.strokes([((self.x(0), top), (self.x(0), bottom + 3))], SOFT, 0.8)
        texts = [concise(v).replace("-", "−") if v <= 0 else f"+{concise(v)}" for v in values]
        spans = [
            clamped(self.x(v), text_width(t, SMALL), 0, math.inf) for v, t in zip(values, texts, strict=True)
        ]
        for text, (start, _), lane in zip(texts, spans, lanes(spans, 3), strict=True):
            if lane == 0:
                page.text(start, bottom + 9, text, SMALL, colour=SOFT)


def _stacks(points: Sequence[float], scale: _Scale) -> list[tuple[int, int]]:
    """(column, level) of each unit's dot."""
    filled: Counter[int] = Counter()
    spots = []
    for value in points:
        share = settle((value - scale.low) / (scale.high - scale.low) * BINS)
        column = min(max(int(share), 0), BINS - 1)
        spots.append((column, filled[column]))
        filled[column] += 1
    return spots


def _end(ordered: Sequence[Moved]) -> list[Moved]:
    """Those that moved most. Equal changes are named whole or, when they are too many, not at all."""
    if len(ordered) <= NAMED:
        return list(ordered)
    cut = ordered[NAMED - 1].points
    whole = [m for n, m in enumerate(ordered) if n < NAMED or m.points == cut]
    return whole if len(whole) <= 2 * NAMED else [m for m in whole if m.points != cut]


def _apart(units: Sequence[Moved]) -> str:
    """One foot line for the units that cannot be compared, by name while they are few."""
    reasons = dict.fromkeys(m.apart for m in units if m.apart)
    said = []
    for reason in reasons:
        names = [m.unit.name for m in units if m.apart == reason]
        said.append(
            f"{reason}: {len(names)} đơn vị" + (f" ({', '.join(names)})" if len(names) <= NAMED else "")
        )
    return f"Không so sánh – {'; '.join(said)}." if said else ""


def _description(moved: Sequence[Moved], ends: Sequence[Sequence[Moved]], decimals: int) -> str:
    up, down = (
        "; ".join(f"{m.unit.name} {signed(m.points or 0, decimals)}" for m in end) or "không đơn vị nào"
        for end in ends
    )
    rose, fell = (sum((m.points or 0) * way > 0 for m in moved) for way in (1, -1))
    return f"{rose} đơn vị tăng, {fell} đơn vị giảm. Tăng nhiều nhất: {up}. Giảm nhiều nhất: {down}."
