"""The large figures of a unit profile, and the sentence on where points were lost."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

import pandas as pd

from dbp_analysis.charts.facts import listed
from dbp_analysis.common.numbers import concise, half_up, settle, vietnamese
from dbp_analysis.common.sentences import band_limits
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.telling.profile.rows import Row

Result = Mapping[Hashable, Any]
Results = Mapping[str, Result]
"""A row of ``Scorecard.results``, and those of a month by unit code."""

MOST_NAMED = 3


@dataclass(frozen=True)
class Headline:
    """A large figure (``value`` ``of`` so many) with what it is and what to compare it with."""

    label: str
    value: str
    of: str
    details: tuple[str, ...]


def headlines(card: Scorecard, results: Results, code: str) -> tuple[Headline, ...]:
    """Score, rank and band of a unit; what a unit without a score is, in place of each."""
    own = results[code]
    if pd.isna(own["total"]):
        why = NO_CASES if own["no_cases"] else UNKNOWN
        shown = (("Điểm", "không chấm điểm"), ("Thứ hạng", "không xếp hạng"), ("Xếp loại", "không xếp loại"))
        return tuple(Headline(label, "–", "", (why, said)) for label, said in shown)
    scored = [row["converted"] for row in results.values() if pd.notna(row["total"])]
    return (
        _score(card.scheme, own, scored),
        Headline("Thứ hạng", str(own["rank"]), f"/{len(scored)}", _neighbours(card, results, code)),
        Headline("Xếp loại", str(own["band"]), "", _limits(card.scheme, str(own["band"]))),
    )


def losses_text(scheme: Scheme, own: Result, rows: Sequence[Row]) -> str:
    """How much was lost, and on which rows half of it."""
    if pd.isna(own["total"]):
        return "Không chấm điểm trong kỳ này."
    decimals = scheme.printed.total
    lost = settle(scheme.maximum - half_up(float(own["total"]), decimals))
    losing = sorted((row for row in rows if row.lost_points), key=lambda row: -row.lost_points)
    largest = [row for row in losing if row.main]
    said = "Đạt điểm tối đa ở mọi chỉ số."
    if largest:
        where = "đều ở" if largest == losing else "nhiều nhất ở"
        rounded = " (các số đã làm tròn)" if _is_rounded(lost, rows) else ""
        of = f"{vietnamese(lost, decimals)} trên {concise(scheme.maximum)} điểm{rounded}"
        said = f"Mất {of}, {where} {_named_rows(largest)}."
    empty = f"Đơn vị {NO_CASES} trường hợp nào trong kỳ; điểm được tính theo quy định của bộ chỉ số."
    return f"{empty} {said}" if own["no_cases"] else said


def _is_rounded(lost: float, rows: Sequence[Row]) -> bool:
    """Whether the losses as the table prints them miss ``lost`` by what rounding alone can do."""
    # Printed is the maximum less the points rounded half up, so a loss is rounded half down.
    printed = sum(ceil(settle(row.lost_points * 100 - 0.5)) / 100 for row in rows)
    return 0 < abs(settle(printed - lost)) <= 0.005 * (len(rows) + 1)


def _named_rows(rows: Sequence[Row]) -> str:
    """Rows with what was lost on them: "A (10,00), B (6,08) và 3 chỉ số khác"."""
    named = [f"{row.short_name} ({row.lost})" for row in rows]
    if rest := rows[MOST_NAMED:]:
        kinds = {True: "nhóm", False: "chỉ số"}
        kind = ", ".join(kinds[is_group] for is_group in sorted({row.is_group for row in rest}))
        return f"{', '.join(named[:MOST_NAMED])} và {len(rest)} {kind} khác"
    return listed(named, MOST_NAMED)


def _score(scheme: Scheme, own: Result, scored: Sequence[float]) -> Headline:
    decimals = scheme.printed.converted
    details = []
    if scheme.with_converted:
        total = vietnamese(own["total"], scheme.printed.total)
        details.append(f"tổng điểm {total}/{concise(scheme.maximum)}")
    if len(scored) > 1:
        middle = vietnamese(median(scored), decimals)
        details.append(f"nửa số đơn vị đạt từ {middle} {scheme.score_unit} trở lên")
    return Headline(
        scheme.score_name,
        vietnamese(own["converted"], decimals),
        f"/{concise(scheme.scale)}",
        tuple(details),
    )


def _neighbours(card: Scorecard, results: Results, code: str) -> tuple[str, ...]:
    """Who shares the rank, who stands just above and just below, with their totals."""
    held: dict[int, list[str]] = {}
    for unit, row in results.items():
        if pd.notna(row["rank"]) and unit != code:
            held.setdefault(int(row["rank"]), []).append(unit)
    own = int(results[code]["rank"])
    chosen = (
        ("đồng hạng với", held.get(own)),
        ("ngay sau", held.get(max((rank for rank in held if rank < own), default=0))),
        ("ngay trước", held.get(min((rank for rank in held if rank > own), default=0))),
    )
    return tuple(f"{word} {_named(card, results, units)}" for word, units in chosen if units)


def _named(card: Scorecard, results: Results, codes: Sequence[str]) -> str:
    short = card.names("unit_short")
    names = listed([str(short[code]) for code in codes], 2)
    return f"{names} (tổng điểm {vietnamese(results[codes[0]]['total'], card.scheme.printed.total)})"


def _limits(scheme: Scheme, band: str) -> tuple[str, ...]:
    """The scores of a band: of the total, and of what it converts to where that is another scale."""
    at = [one.name for one in scheme.bands].index(band)
    lower, upper = scheme.bands[at].at_least, scheme.bands[at - 1].at_least if at else None
    share = scheme.maximum / scheme.scale
    of_total = f"tổng điểm {band_limits(lower * share, None if upper is None else upper * share)}"
    if not scheme.with_converted:
        return (of_total,)
    return (f"{band_limits(lower, upper)} {scheme.score_unit}", f"tức {of_total}")
