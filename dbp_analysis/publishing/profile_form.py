"""The form of a unit profile: one A4 page; type size and column widths that fit what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from dbp_analysis.charts import Chart
from dbp_analysis.charts.style import ACCENT, INK, MARK, RULE, SOFT, ZONE
from dbp_analysis.publishing.form import Page
from dbp_analysis.publishing.metrics import MM_PER_POINT, WIDER, text_width, wrapped
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.profile.profile import UnitProfile
from dbp_analysis.telling.profile.rows import Row

say = Sentences("profile")

PAGE = Page(210, 297, top=12, bottom=12, left=15, right=15, header=4)
SIZES = tuple(11 - step / 4 for step in range(19))
"""Of the text in points, from 11 to 6.5, tried from the largest; other sizes follow from it."""
KINDS = {
    "issuer": 1.0, "unit": 1.9, "title": 1.3, "subject": 1.0, "provenance": 1.0, "label": 1.0, "value": 2.3,
    "detail": 0.9, "heading": 1.15, "text": 1.0, "item": 1.0, "cell": 0.9, "note": 0.8,
}  # fmt: skip
"""Of text: its size as a share of that of the running text."""
LEAST_NOTE = 6.0
_HEADS = ("indicator", "cases", "ratio", "points", "maximum", "lost", "", "best")
NAME, LOST, BAR, BEST = 0, 5, 6, 7
"""The columns that are no plain figures."""

CELL_MARGIN, CELL_SPACE = 1.2, 1.2
"""Inside table cells: millimetres beside the text, points above and below it."""
BOX_MARGIN, BOX_SPACE, GAP = 2.5, 5.0, 5.0
"""Beside (millimetres) and above (points) the text of a box; between two boxes (millimetres)."""
GAP_SHARE = 0.7
"""Of the size of the text: the distance between two sections."""
LEAST_BAR, MOST_BAR = 20.0, 38.0
MOST_BEST = 50.0
"""Millimetres: the column of the bars at its narrowest and widest; the widest of the best units."""

COLOURS = {"ink": INK, "soft": SOFT, "accent": ACCENT, "mark": MARK, "zone": ZONE, "rule": RULE}

PICTURE = 1.0
"""Of the width of the text: the history chart, whose letters then match the rest of the page."""


@dataclass(frozen=True)
class Letters:
    """What a page is planned for: how much ``wider`` and ``bolder`` (when bold) its letters may come out than
    those of Times, how high a line is as a share of their size, how much of the page's height is filled.
    """

    wider: float
    bolder: float
    line: float
    filled: float

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """Of ``text`` on one line, in millimetres."""
        return text_width(text, size, bold=bold) * (self.bolder if bold else self.wider)


TIMES_LIKE = Letters(1.0, 1.0, 1.22, 0.97)
"""Every font that a PDF is set in."""
WIDEST = Letters(*WIDER, 1.17, 0.96)
"""What a word processor sets where no such font is installed."""
PRINTED, EDITED = (TIMES_LIKE,), (TIMES_LIKE, WIDEST)
"""The letters that a PDF and a Word file may come out in."""
_ROOM = 1.09
"""Of a figure's width, for its column."""


@dataclass(frozen=True)
class ProfilePlan:
    """The size of the text in points and the widths of the table's columns in millimetres."""

    size: float
    widths: tuple[float, ...]


def sizes(text: float) -> dict[str, float]:
    """The size in points of every kind of text on a page whose running text has size ``text``."""
    made = {kind: text * share for kind, share in KINDS.items()}
    return made | {"note": max(made["note"], LEAST_NOTE)}


@lru_cache(maxsize=2)
def plan_profile(
    profile: UnitProfile, picture: float = 0.0, letters: tuple[Letters, ...] = PRINTED
) -> ProfilePlan:
    """The largest size at which everything stands on one page in any of the ``letters``; the smallest where
    none does. The columns hold the widest of them.

    ``picture`` is the height of the history chart in millimetres, 0 without one.
    """
    height = PAGE.height - PAGE.top - PAGE.bottom
    for size in SIZES:
        plan = ProfilePlan(size, _widths(profile.rows, sizes(size)["cell"], letters[-1]))
        if all(sum(_heights(profile, plan, one)) <= height * one.filled - picture for one in letters):
            break
    return plan


def header() -> tuple[str, ...]:
    """Of the table; the bar of the points lost has no header of its own, that before it spans both."""
    return tuple(key and say(f"head.{key}") for key in _HEADS)


def cells(row: Row) -> tuple[str, ...]:
    """The texts of a row in the order of the :func:`header`; that of the bar is empty."""
    return (row.name, row.cases, row.ratio, row.points, row.maximum, row.lost, "", row.best)


def bar_length(row: Row, plan: ProfilePlan) -> float:
    """The bar of the points lost in millimetres; one that is not nothing can be seen."""
    return max(row.bar * (plan.widths[BAR] - 2 * CELL_MARGIN), 0.3) if row.bar else 0.0


def _widths(rows: Sequence[Row], size: float, letters: Letters) -> tuple[float, ...]:
    """Figures stand on one line; names too, where the bars can spare the room."""
    texts = zip(header(), *map(cells, rows), strict=True)
    widths = [
        max(letters.width(text, size, bold=not row or at == LOST) for row, text in enumerate(column)) * _ROOM
        + 2 * CELL_MARGIN
        for at, column in enumerate(texts)
    ]
    widths[BEST] = min(widths[BEST], MOST_BEST)
    left = PAGE.text_width - sum(widths) + widths[NAME] + widths[BAR]
    widths[BAR] = min(max(left - widths[NAME], LEAST_BAR), MOST_BAR)
    widths[NAME] = left - widths[BAR]
    return tuple(widths)


def _heights(profile: UnitProfile, plan: ProfilePlan, letters: Letters) -> Iterator[float]:
    """The heights of what stands below each other, in millimetres."""
    size, full = sizes(plan.size), PAGE.text_width

    def lines(kind: str, text: str, width: float = full, *, bold: bool = False) -> float:
        room = width / (letters.bolder if bold else letters.wider)
        # A word wider than the line breaks anywhere.
        broken = (
            max(1, ceil(text_width(line, size[kind], bold=bold) / room))
            for line in wrapped(text, room, size[kind], bold=bold)
        )
        return sum(broken) * size[kind] * letters.line * MM_PER_POINT

    gap, box = plan.size * GAP_SHARE * MM_PER_POINT, 2 * BOX_SPACE * MM_PER_POINT
    yield sum(lines(kind, text, bold=kind in ("unit", "title")) for kind, text in head_lines(profile))
    if profile.provenance:
        yield lines("provenance", f"{say('form.provenance')} {profile.provenance}", full - 2 * BOX_MARGIN) + 2
    third = (full - 2 * GAP) / 3 - 2 * BOX_MARGIN
    yield (
        gap
        + box
        + lines("label", "x")
        + max(lines("value", one.value, third, bold=True) for one in profile.headlines)
        + max(sum(lines("detail", text, third) for text in one.details) for one in profile.headlines)
    )
    yield 3 * (gap + lines("heading", "x"))
    yield lines("text", profile.losses)
    inner = [width - 2 * CELL_MARGIN for width in plan.widths]
    space = 2 * CELL_SPACE * MM_PER_POINT
    for texts in (header(), *map(cells, profile.rows)):
        yield space + max(lines("cell", text, width) for text, width in zip(texts, inner, strict=True))
    half = (full - GAP) / 2 - 2 * BOX_MARGIN
    yield box + max(
        lines("text", one.title, half, bold=True)
        + sum(lines("item", text, half * 0.95) for text in (*one.lines, *one.items))
        for one in profile.goals
    )
    yield sum(lines("item", text, full - 4) for text in profile.certainty)
    yield gap * 1.5 + sum(lines("note", f"{note.label}: {note.text}") for note in profile.notes)


def head_lines(profile: UnitProfile) -> tuple[tuple[str, str], ...]:
    """The lines at the top of the page, each with its kind."""
    return (
        ("issuer", profile.issuer),
        ("unit", profile.unit),
        ("title", profile.title),
        ("subject", profile.subject),
    )


def picture_height(chart: Chart | None) -> float:
    """The height in millimetres of a chart on the page; 0 without one."""
    if chart is None:
        return 0.0
    return PICTURE * PAGE.text_width * chart.height / chart.width
