"""The scale of converted scores with the bands as quiet zones, shared by both rankings."""

import math
from collections.abc import Sequence
from itertools import pairwise

from dbp_analysis.charts.items import Standing, band_counts
from dbp_analysis.charts.measure import clamped, lanes, text_width
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import INK, PAPER, SMALL, SOFT, ZONE
from dbp_analysis.common.numbers import in_full, settle
from dbp_analysis.settings.scheme import Band, Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

LANE = 11.0


class Zones:
    """Bands between ``left`` and ``right``, from the lowest band that is held to the full scale, or to the
    highest score where that lies above it. ``said`` tells what a strict limit means.

    Positions carry the scores, not lengths, so the scale need not start at zero.
    """

    def __init__(self, scheme: Scheme, ranked: Sequence[Standing], left: float, right: float) -> None:
        self._scale, self.left, self.width = scheme.scale, left, right - left
        scores = [float(settle(unit.converted)) for unit in ranked] or [0.0]
        lowest, self.high = min(scores), max(scheme.scale, *scores)
        held = {unit.band for unit in ranked}
        reached = next(band for band in scheme.bands if band.reached(max(lowest, 0.0)))
        self.low = min(band.limit for band in scheme.bands if band is reached or band.name in held)
        if not self.low:
            step = scheme.scale / 10
            below = math.floor(lowest / step - 1) * step
            self.low = below if lowest < 0 else max(0.0, below)
        uppers = [self.high, *(band.limit for band in scheme.bands)]
        self._zones = [
            (band, max(band.limit, self.low) if band.limit else self.low, upper)
            for band, upper in zip(scheme.bands, uppers, strict=False)
            if upper > max(self.low, band.limit)
        ]
        strict = [
            say("ranking.strict", band=band.name, limit=in_full(band.limit), below=below.name)
            for band, below in pairwise(scheme.bands)
            if band.strict and band.limit >= self.low
        ]
        self.said = " ".join(strict)
        self._counts = band_counts(ranked, scheme)
        self._labels = [self._label(band, self.x(end) - self.x(start)) for band, start, end in self._zones]
        self._spans = [
            clamped((self.x(start) + self.x(end)) / 2, text_width(label, SMALL, bold=True), left, right)
            for label, (_, start, end) in zip(self._labels, self._zones, strict=True)
        ]
        self._lanes = lanes(self._spans)
        self.head = LANE * (max(self._lanes, default=0) + 1) + 3
        """The height of the bands' names above the zones."""

    def x(self, score: float) -> float:
        """Where a converted score lies."""
        return self.left + self.width * self.share(score)

    def share(self, score: float) -> float:
        """How much of the scale that is drawn lies below."""
        return (score - self.low) / (self.high - self.low)

    def draw(self, page: Page, top: float, bottom: float) -> None:
        """The zones from ``top`` to ``bottom``, names above, limits below."""
        for number, (band, start, end) in enumerate(self._zones):
            box = (self.x(start), top, self.x(end) - self.x(start), bottom - top)
            page.boxes([box], PAPER if number % 2 else ZONE)
            span, lane, held = self._spans[number], self._lanes[number], self._counts[band.name]
            x, y, colour = span[0], top - 8 - lane * LANE, band.ink.upper() or (INK if held else SOFT)
            if band.colour:
                page.boxes([(x - 2, y - LANE / 2, span[1] - x + 4, LANE), (*box[:3], 3)], band.colour.upper())
            page.text(x, y, self._labels[number], SMALL, colour=colour, bold=bool(held))
        limits = [self.low, *sorted(min(end, self._scale) for _, _, end in self._zones)]
        page.uprights([self.x(value) for value in limits], top, bottom + 3)
        page.numbers(bottom + 9, [(self.x(value), in_full(settle(value))) for value in limits])

    def _label(self, band: Band, width: float) -> str:
        held = self._counts[band.name]
        whole = say("shared.number", what=band.name, count=held)
        choices = (whole, f"{band.name}: {held}", f"{band.printed}: {held}")
        return next((c for c in choices if text_width(c, SMALL, bold=True) <= width - 6), choices[-1])
