"""The rows of the charts by unit: places and names at the left, columns of text at the right."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from dbp_analysis.charts.items import Standing
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, LABEL, SMALL, SOFT, Canvas
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")
One = TypeVar("One")

GAP, COLUMN_GAP = 6.0, 10.0


class Roster:
    """Units in their order; a long name takes more lines, and a gap parts units without a rank.

    With ``accents`` some names may be drawn bold, and all are measured so. ``width``, ``height`` and
    ``ranked_height`` (without the units below the gap) are known before anything is drawn.
    """

    def __init__(
        self,
        units: Sequence[Standing],
        row: float = 18.0,
        room: float = 130.0,
        size: float = LABEL,
        *,
        accents: bool = False,
    ) -> None:
        self.units, self.row, self._size = units, row, size
        self._places = [unit.place for unit in units]
        self._place_width = widest(self._places, size)
        self._lines = [wrap(unit.name, room, size, bold=accents) for unit in units]
        self._heights = [max(row, lines_height(lines, size) + 2) for lines in self._lines]
        longest = widest((line for lines in self._lines for line in lines), size, bold=accents)
        self.width = self._place_width + GAP + longest
        rows = zip(units, self._heights, strict=True)
        self.ranked_height = sum(height for unit, height in rows if unit.rank is not None)
        self._gap = GAP if 0 < self.ranked_height < sum(self._heights) else 0.0
        self.height = sum(self._heights) + self._gap

    def draw(
        self, page: Page, x: float, y: float, accented: Collection[str] = (), below: float = 0.0
    ) -> dict[str, float]:
        """Write the column; return the middle of each unit's row by code. ``below`` widens the gap."""
        middles: dict[str, float] = {}
        names_x, parted = x + self._place_width + GAP, False
        for unit, place, lines, height in zip(
            self.units, self._places, self._lines, self._heights, strict=True
        ):
            if unit.rank is None and not parted:
                y, parted = y + self._gap + (below if middles else 0.0), True
            middle = y + height / 2
            page.text(x + self._place_width, middle, place, self._size, colour=SOFT, align="right")
            top = middle - lines_height(lines, self._size) / 2
            colour = SOFT if unit.rank is None else INK
            page.lines(names_x, top, lines, self._size, colour=colour, bold=unit.code in accented)
            middles[unit.code] = middle
            y += height
        return middles


class ThinRows:
    """More units than can be read by name: thin rows, ``height`` together, every so many places written."""

    height, every = 480.0, 50

    def __init__(self, units: Mapping[str, str]) -> None:
        """Units by code, each with its place."""
        self.units, self.row = units, self.height / max(len(units), 1)
        self.width = widest(units.values(), SMALL)

    def draw(self, page: Page, x: float, y: float) -> dict[str, float]:
        """Write the column; return the middle of each unit's row by code."""
        middles = {code: y + (n + 0.5) * self.row for n, code in enumerate(self.units)}
        for n, (code, place) in enumerate(self.units.items(), 1):
            if n == 1 or n % self.every == 0:
                page.note(x + self.width, middles[code], place, align="right")
        return middles


def too_tall(rows: float, canvas: Canvas) -> bool:
    """Whether rows with names could not be read where they fill a page of paper, or end on a phone."""
    return rows > (1500 if canvas.narrow else 800)


def places(units: Sequence[Standing]) -> str:
    """What the foot of a chart says about shared places; nothing when there are none."""
    return say("shared.places") if any(unit.place.endswith("=") for unit in units) else ""


def text_columns(
    page: Page,
    y: float,
    columns: Sequence[tuple[Sequence[str], Mapping[str, str]]],
    middles: Mapping[str, float],
    strong: Collection[str],
    size: float = LABEL,
) -> float:
    """Columns at the right end of the rows, each with its head from ``y`` down and its texts by unit code:
    bold for ``strong`` units in the first, of ``size`` in the others. Return where they start.
    """
    right = page.canvas.right
    for number, (head, texts) in reversed(list(enumerate(columns))):
        page.lines(right, y, head, colour=SOFT, align="right")
        for code, text in texts.items():
            bold, own = (code in strong, LABEL) if number == 0 else (False, size)
            page.text(right, middles[code], text, own, bold=bold, align="right")
        right -= _width(head, texts)
    return right


def columns_width(columns: Sequence[tuple[Sequence[str], Mapping[str, str]]]) -> float:
    """What :func:`text_columns` takes, with the space before each."""
    return sum(_width(head, texts) for head, texts in columns)


def _width(head: Sequence[str], texts: Mapping[str, str]) -> float:
    return max(widest(texts.values(), LABEL, bold=True), widest(head, SMALL)) + COLUMN_GAP


def side_by_side(
    units: Sequence[One], canvas: Canvas, blocks: int, gutter: float
) -> list[tuple[float, Sequence[One]]]:
    """Where each of so many blocks starts, and its units: as many in each but the last."""
    length = max(-(-len(units) // blocks), 1)
    starts = enumerate(range(0, len(units), length))
    step = (canvas.inner + gutter) / blocks
    return [(canvas.left + n * step, units[start : start + length]) for n, start in starts]
