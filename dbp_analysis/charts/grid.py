"""The columns of the heat map: where each lies, and what is written above."""

from collections.abc import Sequence

from dbp_analysis.charts.items import Item, points_text
from dbp_analysis.charts.measure import clamped, lanes, text_width, widest, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, LINE, SMALL, SOFT

GROUP_GAP = 3.0
WIDEST_CELL = 54.0
AIR = 0.5
LANE = 12.0


class Grid:
    """One column an item, as wide as ``width`` allows, names turned where they would not fit.

    ``compact`` is for cells without text: names turned, no group names. ``head`` is the height above
    the cells, ``cell`` the width of one, ``width`` that of all.
    """

    def __init__(self, items: Sequence[Item], width: float, *, compact: bool) -> None:
        self.items = items
        before = [None, *(item.group for item in items)]
        starts = [n > 0 and item.group != before[n] for n, item in enumerate(items)]
        gap = 0.0 if compact else GROUP_GAP
        self.cell = min((width - gap * sum(starts)) / max(len(items), 1), WIDEST_CELL)
        self.left = [n * self.cell + gap * sum(starts[: n + 1]) for n in range(len(items))]
        self.width = self.left[-1] + self.cell if items else 0.0
        words = [word for item in items for word in item.name.split()]
        self._turned = compact or any(text_width(word, SMALL) > self.cell - AIR for word in words)
        self._names = [[i.name] if self._turned else wrap(i.name, self.cell - AIR, SMALL) for i in items]
        if self._turned:
            self._names_height = widest((item.name for item in items), SMALL) + 6
        else:
            self._names_height = max(map(len, self._names), default=0) * LINE + 6
        whole = all(item.is_group or item.beside for item in items)
        self._groups = [] if whole or compact else self._group_spans()
        self._lanes = lanes([text for text, _, _ in self._groups])
        self.head = self._names_height + (LANE * (max(self._lanes) + 1) + 4 if self._groups else 0)

    def decimals(self, wanted: int) -> int:
        """The decimals that the widest printed points leave room for."""
        points = [p for item in self.items for p in item.points.values() if p is not None]
        for decimals in range(wanted, 0, -1):
            if all(text_width(points_text(p, decimals), SMALL) <= self.cell - 2 for p in points):
                return decimals
        return 0

    def draw_head(self, page: Page, x: float, top: float) -> None:
        """Write the names above ``top``."""
        for left, lines in zip(self.left, self._names, strict=True):
            middle = x + left + self.cell / 2
            if self._turned:
                page.text(middle, top - 4, lines[0], SMALL, turned=True)
            else:
                above = top - 4 - len(lines) * LINE
                page.lines(middle, above, lines, colour=SOFT, align="center")
        line = top - self._names_height - 2
        for ((start, _), (first, last), name), lane in zip(self._groups, self._lanes, strict=True):
            page.levels([line], x + first + 1, x + last - 1, SOFT, 0.8)
            if lane:
                middle = x + (first + last) / 2
                page.uprights([middle], line, line - 3 - LANE * lane + 4, SOFT, 0.5)
            page.text(x + start, line - 8 - lane * LANE, name, SMALL, colour=INK, bold=True)

    def _group_spans(self) -> list[tuple[tuple[float, float], tuple[float, float], str]]:
        """The span of each group's name, that of its columns, and the name."""
        spans = []
        for group in dict.fromkeys(item.group for item in self.items):
            own = [n for n, item in enumerate(self.items) if item.group == group]
            first, last = self.left[own[0]], self.left[own[-1]] + self.cell
            name = self.items[own[0]].group_name
            text = clamped((first + last) / 2, text_width(name, SMALL, bold=True), 0, self.width)
            spans.append((text, (first, last), name))
        return spans
