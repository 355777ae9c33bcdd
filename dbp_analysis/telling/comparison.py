"""Movements since the month before → a paragraph of the report, with its items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from dbp_analysis.asking.change.movements import Movements, PlaceMove, movements
from dbp_analysis.asking.change.split import APART, Change, rows_of
from dbp_analysis.asking.change.text import indicator_of, month_left_out, status_text
from dbp_analysis.common.numbers import concise, distance, same_decimals, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import fill, listed, lower_first
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.paragraphs import Paragraph


@dataclass(frozen=True, eq=False)
class _Writer:
    """What every sentence needs: the change, and the words."""

    change: Change
    wording: Wording

    def unit(self, code: str) -> str:
        return str(self.change.after.units.at[code, "unit_label"])

    def units(self, codes: Sequence[str]) -> str:
        return self.wording.all_or_first([self.unit(code) for code in codes], self.wording.many_since)

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        return rows_of(self.change.units)

    @cached_property
    def causes(self) -> dict[str, list[dict[str, Any]]]:
        return self.change.main_by_unit


def write_comparison(change: Change, notes: Sequence[str], wording: Wording) -> tuple[Paragraph, ...]:
    """What moved since ``change.before``, where at least one unit can be compared. ``notes`` are what a
    reader of the comparison must know.
    """
    found = movements(change, wording.notable)
    counts = {"since_rose": found.rose, "since_fell": found.fell, "since_kept": found.kept}
    said = [fill(getattr(wording, k), count=two_digits(len(v))) for k, v in counts.items() if v]
    text = fill(wording.since, previous=change.before.period, counts=listed(said))
    writer = _Writer(change, wording)
    items = (
        *_items(_bands_moved(writer, found)),
        *_moved(writer, found, "up"),
        *_moved(writer, found, "down"),
        *_items(_rest(writer, found)),
        *_items(fill(wording.since_note, note=note) for note in notes),
    )
    return (Paragraph("text", text + (":" if items else ".")), *items)


def _items(texts: Iterable[str]) -> Iterator[Paragraph]:
    return (Paragraph("item", text) for text in texts)


def _bands_moved(writer: _Writer, found: Movements) -> Iterator[str]:
    wording = writer.wording
    yield from _bands(writer, found.band_up, wording.since_band_up, wording.figure_band_up)
    yield from _bands(writer, found.band_down, wording.since_band_down, wording.figure_band_down)


def _rest(writer: _Writer, found: Movements) -> Iterator[str]:
    """Who kept its total beside others that did not, what moved for the whole place, who is not compared."""
    wording = writer.wording
    if found.kept and (found.rose or found.fell):
        yield fill(wording.since_kept_units, units=writer.units(found.kept))
    yield from (_place(writer, move) for move in found.place[: wording.few_named])
    for status in APART:
        names = [writer.unit(code) for code in found.apart if writer.rows[code]["status"] == status]
        if names:
            units, why = wording.all_or_first(names, wording.many_since), status_text(status)
            yield fill(wording.since_apart, count=two_digits(len(names)), reason=why, units=units)


def _bands(writer: _Writer, codes: Sequence[str], text: str, figure: str) -> Iterator[str]:
    if codes:
        units = writer.rows
        bands = ((code, units[code]["band_before"], units[code]["band_after"]) for code in codes)
        names = [fill(figure, unit=writer.unit(code), before=b, after=a) for code, b, a in bands]
        said = writer.wording.all_or_first(names, writer.wording.many_since)
        yield fill(text, count=two_digits(len(names)), units=said)


def _moved(writer: _Writer, found: Movements, way: Literal["up", "down"]) -> Iterator[Paragraph]:
    """All that rose (or fell): who moved most, where that is notable, then the others, largest first; each
    with how much and why, or only the first, where more moved up and down than one list names.
    """
    wording, rows = writer.wording, writer.rows
    codes, most = (found.rose, found.most_up) if way == "up" else (found.fell, found.most_down)
    many = len(found.rose) + len(found.fell) > wording.most_named
    one, several = (getattr(wording, f"since_most_{way}{shared}") for shared in ("", "_shared"))
    unit, head, others = (getattr(wording, f"since_{way}_{what}") for what in ("unit", "units", "others"))
    if len(most) == 1:
        yield Paragraph("item", _unit(writer, most[0], one))
    elif most:
        points = vietnamese(abs(rows[most[0]]["change"]), writer.change.scheme.printed.total)
        yield from _list(writer, most, fill(several, count=two_digits(len(most)), points=points), unit, many)
    left = sorted((c for c in codes if c not in most), key=lambda code: -abs(settle(rows[code]["change"])))
    if left:
        yield from _list(
            writer, left, fill(others if most else head, count=two_digits(len(left))), unit, many
        )


def _list(writer: _Writer, codes: Sequence[str], head: str, text: str, many: bool) -> Iterator[Paragraph]:
    """A line a unit; of ``many`` only of the first, with where the others stand."""
    wording = writer.wording
    named = codes[: wording.few_named] if many else codes
    cut = [fill(wording.since_first, count=two_digits(len(named)))] if len(named) < len(codes) else []
    yield Paragraph("item", f"{' '.join([head, *cut])}:")
    yield from (Paragraph("subitem", _unit(writer, code, text)) for code in named)


def _unit(writer: _Writer, code: str, text: str) -> str:
    row, wording = writer.rows[code], writer.wording
    return fill(
        text,
        unit=writer.unit(code),
        points=distance(row["change"], writer.change.scheme.printed.total),
        ranks=_ranks(wording, row),
        cause=wording.first_and_more([_cause(writer, code, part) for part in writer.causes[code]]),
    )


def _ranks(wording: Wording, unit: dict[str, Any]) -> str:
    before, after = unit["rank_before"], unit["rank_after"]
    if pd.isna(before):
        return fill(wording.rank_now, after=str(after))
    ranks = wording.rank_up if after < before else wording.rank_down if after > before else wording.rank_kept
    return fill(ranks, before=str(before), after=str(after))


def _cause(writer: _Writer, code: str, part: dict[str, Any]) -> str:
    """What moved a unit: ``tỷ lệ … tăng từ 56/143 hồ sơ (39,2%) lên 120/150 hồ sơ (80%)``."""
    change, wording = writer.change, writer.wording
    indicator = indicator_of(change.scheme, part["subject"])
    if indicator and (when := month_left_out(indicator, part)):
        way = wording.cause_left_out if when == "after" else wording.cause_counted
        figure = _figure(writer, indicator, part, "before" if when == "after" else "after")
        return fill(way, subject=lower_first(indicator.name), figure=figure)
    if indicator and (values := _values(change, code, indicator)):
        way = wording.cause_up if values[1] > values[0] else wording.cause_down
        said = dict(zip(("before", "after"), map(indicator.value_text, values), strict=True))
        return fill(way, subject=lower_first(indicator.name), **said)
    way = wording.cause_up if _rose(indicator, part) else wording.cause_down
    without = 0 in (part["denominator_before"], part["denominator_after"])
    if indicator and (without or not settle(part["by_other"])):
        before, after = same_decimals(
            [_figure(writer, indicator, part, when) for when in ("before", "after")]
        )
        way = wording.cause_cases if without else way
        return fill(way, subject=lower_first(indicator.name), before=before, after=after)
    name = indicator.name if indicator else _name(change.scheme, part["subject"])
    before, after = (vietnamese(part[f"points_{when}"], 2) for when in ("before", "after"))
    subject = fill(wording.given_points, group=lower_first(name))
    return fill(way, subject=subject, before=before, after=after)


def _values(change: Change, code: str, indicator: Indicator) -> list[float]:
    """A stated value before and after (days), where both are known and differ."""
    if not indicator.value:
        return []
    cards = (change.before, change.after)
    values = [settle(float(card.of_units(card.ratios)[indicator.id][code])) for card in cards]
    return values if pd.notna(values).all() and values[0] != values[1] else []


def _name(scheme: Scheme, subject: str) -> str:
    """What a group, or what is added beside the groups, is called."""
    groups = {group.id: group.name for group in scheme.groups}
    return groups.get(subject) or scheme.adjustment_name(subject)


def _rose(indicator: Indicator | None, part: dict[str, Any]) -> bool:
    """Whether what is told of a part rose: its points, or a value that is not the better the higher it is."""
    values = [part[f"{name}_{when}"] for when in ("before", "after") for name in ("numerator", "denominator")]
    if indicator is None or indicator.direction == "rising" or not (values[1] and values[3]):
        return bool(part["change"] > 0)
    return bool(values[2] / values[3] > values[0] / values[1])


def _figure(writer: _Writer, indicator: Indicator, part: dict[str, Any], when: str) -> str:
    if part[f"denominator_{when}"]:
        return _ratio(writer, indicator, part[f"numerator_{when}"], part[f"denominator_{when}"])
    points = concise(part[f"points_{when}"])
    return fill(writer.wording.no_cases_points, points=points)


def _place(writer: _Writer, move: PlaceMove) -> str:
    wording = writer.wording
    indicator = writer.change.scheme.indicator(move.indicator)
    before = _ratio(writer, indicator, move.numerator_before, move.denominator_before)
    after = _ratio(writer, indicator, move.numerator_after, move.denominator_after)
    before, after = same_decimals([before, after])
    return fill(
        wording.since_place_up if move.change > 0 else wording.since_place_down,
        count=two_digits(move.units),
        indicator=lower_first(indicator.name),
        before=before,
        after=after,
    )


def _ratio(writer: _Writer, indicator: Indicator, numerator: float, denominator: float) -> str:
    return fill(
        writer.wording.ratio_counts,
        numerator=vietnamese(numerator),
        denominator=vietnamese(denominator),
        cases=indicator.cases,
        percent=indicator.value_text(numerator / denominator),
    )
