"""Which band was each unit in, month after month?"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from dbp_analysis.asking.trend.trends import Trend, by_month
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import who
from dbp_analysis.charts.marks import Box
from dbp_analysis.charts.measure import lines_height, text_width, widest, wrap
from dbp_analysis.charts.months import FOOT, Months, merger_text
from dbp_analysis.charts.page import KEY_ROW, Key, Page, key_rows, on_every_canvas
from dbp_analysis.charts.roster import ThinRows, side_by_side, too_tall
from dbp_analysis.charts.style import LABEL, MANY_UNITS, RAMP, RULE, SMALL, TRACK, Canvas
from dbp_analysis.common.colours import ink_on
from dbp_analysis.common.numbers import concise, vietnamese
from dbp_analysis.common.periods import named_period, short_period
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "xep-loai-qua-cac-thang"
ROW, COMPACT_ROW = 19.0, 10.6
WIDEST, COMPACT_WIDEST = 116.0, 84.0
GUTTER = 14.0
SMALLEST_CELL, WIDEST_CELL = 5.5, 44.0
KEY_GAP = 14.0

Cell = tuple[str, str]
"""Unit and month."""


@on_every_canvas
def bands_over_time_chart(canvas: Canvas, trend: Trend, note: str = "") -> Chart:
    """Units by months, darker in lower bands; converted scores stand in the cells where there is room."""
    series, calendar = trend.series, trend.series.calendar
    units = [str(unit) for unit in trend.bands.index]
    many = len(units) > MANY_UNITS
    size, least, room = (SMALL, COMPACT_ROW, COMPACT_WIDEST) if many else (LABEL, ROW, WIDEST)
    lines = {unit: wrap(unit, room, size) for unit in units}
    row = max([least, *(lines_height(name, size) + 2 for name in lines.values())])
    names = widest((line for name in lines.values() for line in name), size) + 6
    count = _block_count(canvas, names, len(calendar)) if many else 1
    thin = ThinRows({unit: str(n) for n, unit in enumerate(units, 1)})
    if is_thin := many and too_tall(row * len(units) / count, canvas):
        row, names, count = thin.row, thin.width + 6, 1
    block = (canvas.inner - GUTTER * (count - 1)) / count
    cell, air = min((block - names) / len(calendar), WIDEST_CELL), 0.0 if is_thin else 0.5
    gap = min(1.0, cell / 4)
    scores = {} if many else _scores(trend, cell - 3)
    placed, keys = side_by_side(units, canvas, count, GUTTER), key_rows(_keys(trend), canvas, KEY_GAP)
    height = max((len(members) for _, members in placed), default=0) * row
    said = {"units": len(units), "month": named_period(series.months[-1])}
    kind = "_thin" if is_thin else "_scores" if scores else ""
    page = Page(
        _title(trend),
        say(f"bands_over_time.subtitle{kind}", **said),
        height + FOOT + len(keys) * KEY_ROW + 12,
        [merger_text(series, dots=False), note],
        canvas,
    )
    for start, members in placed:
        left, bottom = start + names, page.top + len(members) * row
        months = Months(calendar, series.mergers, left + cell / 2, left + cell * (len(calendar) - 0.5))
        boxes: dict[Cell, Box] = {}
        if is_thin:
            thin.draw(page, start, page.top)
        for at, unit in enumerate(members):
            top = page.top + at * row
            if not is_thin:
                page.block(left - 6, top + row / 2, lines[unit], size, align="right")
            for month in series.months:
                left_side = months.x(month) - (cell - gap) / 2
                boxes[unit, month] = (left_side, top + air, cell - gap, row - 2 * air)
        _draw_cells(page, trend, boxes, scores)
        months.draw_mergers(page, page.top - 3, bottom)
        months.draw_numbers(page, bottom + 2)
    page.swatches(page.top + height + FOOT + 16, keys, KEY_GAP)
    return page.chart(
        NAME, say("bands_over_time.description", rows="; ".join(_spans(trend)), span=trend.span)
    )


def _block_count(canvas: Canvas, names: float, months: int) -> int:
    """How many blocks of many units fit side by side with cells that can still be told apart."""
    free = {n: (canvas.inner - GUTTER * (n - 1)) / n - names for n in (3, 2)}
    return next((n for n, width in free.items() if width / months >= SMALLEST_CELL), 1)


def _scores(trend: Trend, width: float) -> dict[Cell, str]:
    """Converted scores with all decimals (fewer might suggest another band); none where one is too wide."""
    decimals = trend.series.card.scheme.printed.converted
    scores = _by_cell(by_month(trend.series, "converted"))
    texts = {cell: vietnamese(score, decimals) for cell, score in scores.items()}
    return texts if all(text_width(text, SMALL) <= width for text in texts.values()) else {}


def _by_cell(frame: pd.DataFrame) -> dict[Cell, Any]:
    """What is known in a frame of units by months."""
    columns = ((str(month), column.dropna()) for month, column in frame.items())
    return {(str(unit), month): value for month, column in columns for unit, value in column.items()}


def _shades(scheme: Scheme) -> dict[str, Key]:
    """Of each band its shade and the ink on it: its own colour; else the best lightest, the last darkest."""
    step = (len(RAMP) - 1) / max(len(scheme.bands) - 1, 1)
    ramp = [RAMP[round(n * step)] for n in range(len(scheme.bands))]
    return {
        band.name: (band.colour.upper(), band.ink.upper()) if band.colour else (shade, ink_on(shade))
        for band, shade in zip(scheme.bands, ramp, strict=True)
    }


def _draw_cells(page: Page, trend: Trend, boxes: Mapping[Cell, Box], scores: Mapping[Cell, str]) -> None:
    shades = _shades(trend.series.card.scheme)
    bands = {cell: str(band) for cell, band in _by_cell(trend.bands).items() if cell in boxes}
    page.boxes([box for cell, box in boxes.items() if cell not in bands], TRACK)
    for name, (shade, _) in shades.items():
        page.cells([boxes[cell] for cell, band in bands.items() if band == name], shade, RULE)
    for cell in [cell for cell in boxes if cell in scores]:
        left, top, width, height = boxes[cell]
        ink = shades[bands[cell]][1]
        page.text(left + width / 2, top + height / 2, scores[cell], SMALL, colour=ink, align="center")


def _keys(trend: Trend) -> list[Key]:
    """What the shades mean."""
    scheme = trend.series.card.scheme
    shades, (*others, last) = _shades(scheme), scheme.bands
    said = {
        band.name: say(
            "bands_over_time.above" if band.strict else "bands_over_time.from",
            band=band.name,
            limit=concise(band.limit),
        )
        for band in others
    }
    keys = [(shades[name][0], text) for name, text in (said | {last.name: last.name}).items()]
    if trend.bands[trend.series.months].isna().to_numpy().any():
        keys.append((TRACK, say("bands_over_time.without")))
    return keys


def _title(trend: Trend) -> str:
    bands = [band.name for band in trend.series.card.scheme.bands]
    first, last = (named_period(month) for month in (trend.since, trend.series.months[-1]))
    moves = trend.moves.dropna(subset=["from_band", "to_band"])
    if moves.empty:
        return say("bands_over_time.none_in_both", first=first, last=last)
    if first == last:
        held = moves["to_band"].value_counts()
        counts = ", ".join(f"{held[band]} {band}" for band in bands if band in held)
        return capitalised(say("bands_over_time.one_month", month=last, counts=counts))
    steps = moves["from_band"].map(bands.index) - moves["to_band"].map(bands.index)
    said = [
        say(f"bands_over_time.rated_{way}", who=who(list(units)))
        for way, units in (("higher", moves.index[steps > 0]), ("lower", moves.index[steps < 0]))
        if len(units)
    ]
    if said:
        return say("bands_over_time.title", said=", ".join(said), month=first)
    partly = len(moves) < len(trend.moves)
    compared = {"compared": len(moves), "month": first}
    return say("bands_over_time.same_of" if partly else "bands_over_time.same", **compared)


def _spans(trend: Trend) -> Iterator[str]:
    """Each unit with its bands, months in the same band together."""
    for unit, bands in trend.bands[trend.series.months].fillna(say("bands_over_time.without")).iterrows():
        spans = []
        for band, group in groupby(bands.items(), key=lambda pair: pair[1]):
            months = [short_period(str(month)) for month, _ in group]
            spans.append(f"{months[0]}{f'–{months[-1]}' if len(months) > 1 else ''} {band}")
        yield f"{unit}: {', '.join(spans)}"
