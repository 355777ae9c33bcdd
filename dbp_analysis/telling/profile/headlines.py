"""The large figures of a unit profile, and the sentence on where points were lost."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

import pandas as pd

from dbp_analysis.charts.facts import listed
from dbp_analysis.common.numbers import concise, half_up, settle, vietnamese
from dbp_analysis.scoring.rule_text import limits_of
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.profile.rows import Row

Result = Mapping[Hashable, Any]
Results = Mapping[str, Result]
"""A row of ``Scorecard.results``, and those of a month by unit code."""

MOST_NAMED = 3

say = Sentences("profile")


@dataclass(frozen=True)
class Headline:
    """A large figure (``value`` ``of`` so many) with what it is and what to compare it with; on a ``colour``
    of its own, in an ``ink`` that can be read there.
    """

    label: str
    value: str
    of: str
    details: tuple[str, ...]
    colour: str = ""
    ink: str = ""


def headlines(card: Scorecard, results: Results, code: str) -> tuple[Headline, ...]:
    """Score, rank and band of a unit; what a unit without a score is, in place of each."""
    own = results[code]
    if pd.isna(own["total"]):
        why = NO_CASES if own["no_cases"] else UNKNOWN
        return tuple(
            Headline(say(f"label.{one}"), "–", "", (why, say(f"without.{one}")))
            for one in ("score", "rank", "band")
        )
    band = next(band for band in card.scheme.bands if band.name == own["band"])
    details = _band_details(card.scheme, own)
    scored = [row["converted"] for row in results.values() if pd.notna(row["total"])]
    return (
        _score(card.scheme, own, scored),
        Headline(say("label.rank"), str(own["rank"]), f"/{len(scored)}", _neighbours(card, results, code)),
        Headline(say("label.band"), band.name, "", details, band.colour or "", band.ink),
    )


def losses_text(scheme: Scheme, own: Result, rows: Sequence[Row]) -> str:
    """How much was lost, and on which rows half of it."""
    if pd.isna(own["total"]):
        return say("lost.unscored")
    decimals = scheme.printed.total
    gains = [row for row in rows if row.gained]
    gained = half_up(float(sum(row.gained for row in gains)), decimals)
    lost = settle(scheme.maximum - half_up(float(own["total"]), decimals) + gained)
    losing = sorted((row for row in rows if row.lost_points), key=lambda row: -row.lost_points)
    largest = [row for row in losing if row.main]
    said = say("lost.none")
    if largest:
        figures = {"lost": vietnamese(lost, decimals), "maximum": concise(scheme.maximum)}
        where = "all" if largest == losing else "mostly"
        said = say(
            f"lost_rounded.{where}" if _is_rounded(lost, rows) else f"lost_on.{where}",
            rows=_named_rows(largest),
            **figures,
        )
    if gains:
        named = listed([f"{row.short_name} ({row.points})" for row in gains])
        said = say("lost.gained", said=said, rows=named)
    return say("lost.idle", said=said) if own["no_cases"] else said


def _is_rounded(lost: float, rows: Sequence[Row]) -> bool:
    """Whether the losses as the table prints them miss ``lost`` by what rounding alone can do."""
    # Printed is the maximum less the points rounded half up, so a loss is rounded half down.
    printed = sum(ceil(settle(row.lost_points * 100 - 0.5)) / 100 for row in rows)
    return 0 < abs(settle(printed - lost)) <= 0.005 * (len(rows) + 1)


def _named_rows(rows: Sequence[Row]) -> str:
    """Rows with what was lost on them: "A (10,00), B (6,08) và 3 chỉ số khác"."""
    named = [say("lost.row", name=row.short_name, lost=row.lost) for row in rows]
    left = {row.is_group for row in rows[MOST_NAMED:]}
    if not left:
        return listed(named, MOST_NAMED)
    kind = "both" if len(left) > 1 else "groups" if left == {True} else "indicators"
    return say.listed(f"lost_more.{kind}", named, MOST_NAMED)


def _score(scheme: Scheme, own: Result, scored: Sequence[float]) -> Headline:
    decimals = scheme.printed.converted
    details = []
    if scheme.with_converted:
        total = vietnamese(own["total"], scheme.printed.total)
        details.append(say("headline.total", total=total, maximum=concise(scheme.maximum)))
    if len(scored) > 1:
        middle = vietnamese(median(scored), decimals)
        details.append(say("headline.middle", middle=middle, score_unit=scheme.score_unit))
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
    chosen = {
        "same": held.get(own, []),
        "above": held.get(max((rank for rank in held if rank < own), default=0), []),
        "below": held.get(min((rank for rank in held if rank > own), default=0), []),
    }
    short, decimals = card.names("unit_short"), card.scheme.printed.total
    return tuple(
        say(
            f"beside.{where}",
            units=listed([str(short[code]) for code in codes], 2),
            total=vietnamese(results[codes[0]]["total"], decimals),
        )
        for where, codes in chosen.items()
        if codes
    )


def _band_details(scheme: Scheme, own: Result) -> tuple[str, ...]:
    """The scores of a unit's band, or why it is not in the better one that its score reaches."""
    if own.get("held_back"):
        return (say("headline.held_back", reason=own["held_back"]),)
    return _limits(scheme, str(own["band"]))


def _limits(scheme: Scheme, band: str) -> tuple[str, ...]:
    """The scores of a band: of the total, and of what it converts to where that is another scale."""
    at = [one.name for one in scheme.bands].index(band)
    of_total = limits_of(scheme, at, scheme.maximum / scheme.scale)
    if not scheme.with_converted:
        return (say("headline.limits_total", limits=of_total),)
    own = say("headline.limits", limits=limits_of(scheme, at), score_unit=scheme.score_unit)
    return (own, say("headline.limits_converted", limits=of_total))
