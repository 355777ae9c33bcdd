"""Movements since the month before → a paragraph of the report, with its items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dbp_analysis.change.movements import Movements, PlaceMove, movements
from dbp_analysis.change.split import Change, rows_of
from dbp_analysis.change.text import STATUSES, indicator_of, month_left_out
from dbp_analysis.commentary import Paragraph
from dbp_analysis.numbers import concise, percent, settle, two_digits, vietnamese
from dbp_analysis.wording import Wording, fill, listed, lower_first


@dataclass(frozen=True)
class _Writer:
    """What every sentence needs: the change, and the words."""

    change: Change
    wording: Wording

    def unit(self, code: str) -> str:
        return str(self.change.after.units.at[code, "unit_label"])

    def units(self, codes: Sequence[str]) -> str:
        return self.wording.all_or_first([self.unit(code) for code in codes], self.wording.many_since)


def write_comparison(change: Change, notes: Sequence[str], wording: Wording) -> tuple[Paragraph, ...]:
    """What moved since ``change.before``, where at least one unit can be compared. ``notes`` are what a
    reader of the comparison must know.
    """
    found = movements(change, wording.notable)
    counts = {"since_rose": found.rose, "since_fell": found.fell, "since_kept": found.kept}
    said = [fill(getattr(wording, k), count=two_digits(len(v))) for k, v in counts.items() if v]
    text = fill(wording.since, previous=change.before.period, counts=listed(said))
    items = [*_items(_Writer(change, wording), found), *(fill(wording.since_note, note=n) for n in notes)]
    intro = Paragraph("text", text + (":" if items else "."))
    return (intro, *(Paragraph("item", item) for item in items))


def _items(writer: _Writer, found: Movements) -> Iterator[str]:
    wording = writer.wording
    yield from _bands(writer, found.band_up, wording.since_band_up, wording.figure_band_up)
    yield from _bands(writer, found.band_down, wording.since_band_down, wording.figure_band_down)
    yield from _most(writer, found.most_up, wording.since_most_up, wording.since_most_up_shared)
    yield from _most(writer, found.most_down, wording.since_most_down, wording.since_most_down_shared)
    yield from (_place(writer, move) for move in found.place[: wording.few_named])
    if found.apart:
        status = writer.change.units["status"]
        names = [
            fill(wording.figure_apart, unit=writer.unit(code), reason=STATUSES[status[code]])
            for code in found.apart
        ]
        units = wording.all_or_first(names, wording.many_since)
        yield fill(wording.since_apart, count=two_digits(len(names)), units=units)


def _bands(writer: _Writer, codes: Sequence[str], text: str, figure: str) -> Iterator[str]:
    if codes:
        units = rows_of(writer.change.units)
        bands = ((code, units[code]["band_before"], units[code]["band_after"]) for code in codes)
        names = [fill(figure, unit=writer.unit(code), before=b, after=a) for code, b, a in bands]
        said = writer.wording.all_or_first(names, writer.wording.many_since)
        yield fill(text, count=two_digits(len(names)), units=said)


def _most(writer: _Writer, codes: Sequence[str], alone: str, shared: str) -> Iterator[str]:
    if not codes:
        return
    units = rows_of(writer.change.units)
    points = vietnamese(abs(units[codes[0]]["change"]), writer.change.scheme.printed.total)
    if len(codes) > 1:
        yield fill(shared, count=two_digits(len(codes)), points=points, units=writer.units(codes))
        return
    (code,) = codes
    ranks, cause = _ranks(writer.wording, units[code]), _cause(writer, code)
    yield fill(alone, unit=writer.unit(code), points=points, ranks=ranks, cause=cause)


def _ranks(wording: Wording, unit: dict[str, Any]) -> str:
    before, after = unit["rank_before"], unit["rank_after"]
    if pd.isna(before):
        return fill(wording.rank_now, after=str(after))
    ranks = wording.rank_up if after < before else wording.rank_down if after > before else wording.rank_kept
    return fill(ranks, before=str(before), after=str(after))


def _cause(writer: _Writer, code: str) -> str:
    """What moved the unit most: ``tỷ lệ … tăng từ 56/143 hồ sơ (39,2%) lên 120/150 hồ sơ (80%)``."""
    change, wording = writer.change, writer.wording
    part = rows_of(change.main_parts)[code]
    indicator = indicator_of(change.scheme, part["subject"])
    if indicator and (when := month_left_out(indicator, part)):
        way = wording.cause_left_out if when == "after" else wording.cause_counted
        figure = _figure(writer, indicator.cases, part, "before" if when == "after" else "after")
        return fill(way, subject=lower_first(indicator.name), figure=figure)
    way = wording.cause_up if part["change"] > 0 else wording.cause_down
    without = 0 in (part["denominator_before"], part["denominator_after"])
    if indicator and (without or not settle(part["by_other"])):
        before, after = (_figure(writer, indicator.cases, part, when) for when in ("before", "after"))
        way = wording.cause_cases if without else way
        return fill(way, subject=lower_first(indicator.name), before=before, after=after)
    name = indicator.name if indicator else change.scheme.group(part["subject"]).name
    before, after = (vietnamese(part[f"points_{when}"], 2) for when in ("before", "after"))
    subject = fill(wording.given_points, group=lower_first(name))
    return fill(way, subject=subject, before=before, after=after)


def _figure(writer: _Writer, cases: str, part: dict[str, Any], when: str) -> str:
    if part[f"denominator_{when}"]:
        return _ratio(writer, cases, part[f"numerator_{when}"], part[f"denominator_{when}"])
    points = concise(part[f"points_{when}"])
    return fill(writer.wording.no_cases_points, points=points)


def _place(writer: _Writer, move: PlaceMove) -> str:
    wording = writer.wording
    indicator = writer.change.scheme.indicator(move.indicator)
    return fill(
        wording.since_place_up if move.change > 0 else wording.since_place_down,
        count=two_digits(move.units),
        indicator=lower_first(indicator.name),
        before=_ratio(writer, indicator.cases, move.numerator_before, move.denominator_before),
        after=_ratio(writer, indicator.cases, move.numerator_after, move.denominator_after),
    )


def _ratio(writer: _Writer, cases: str, numerator: float, denominator: float) -> str:
    return fill(
        writer.wording.ratio_counts,
        numerator=vietnamese(numerator),
        denominator=vietnamese(denominator),
        cases=cases,
        percent=percent(numerator / denominator),
    )
