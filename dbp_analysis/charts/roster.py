"""The column of places and names that stands at the left of the charts by unit."""

from collections.abc import Collection, Sequence

from dbp_analysis.charts.items import Standing
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, LABEL, SOFT

GAP = 6.0


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
        mark_ties: bool = True,
        accents: bool = False,
    ) -> None:
        self.units, self._size = units, size
        self._places = [unit.place if mark_ties else unit.place.rstrip("=") for unit in units]
        self._place_width = widest(self._places, size)
        self._lines = [wrap(unit.name, room, size, bold=accents) for unit in units]
        self._heights = [max(row, lines_height(lines, size) + 2) for lines in self._lines]
        self.width = (
            self._place_width
            + GAP
            + widest((line for lines in self._lines for line in lines), size, bold=accents)
        )
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


def places(units: Sequence[Standing]) -> str:
    """What the foot of a chart says about shared places; nothing when there are none."""
    return "Dấu “=” sau thứ hạng: đồng hạng." if any(unit.place.endswith("=") for unit in units) else ""
