"""What the charts say about a scorecard of one month: headlines and foot lines, no drawing."""

from collections.abc import Mapping, Sequence
from statistics import median

from dbp_analysis.asking.change.text import signed
from dbp_analysis.charts.items import (
    Item,
    Standing,
    beside_items,
    group_items,
    leaders,
    ranked,
    standings,
    trailers,
)
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

MOST_NAMED = 3
"""More than these are counted in a headline, not named."""
MOST_LISTED = 10
"""More than these are counted in a foot line."""


def highest_word(units: Sequence[Standing]) -> str:
    """``cao nhất``, of the :func:`leaders`, and among whom, where units without cases are ranked before."""
    before = any(unit.no_cases and unit.rank == 1 for unit in units)
    return say("shared.highest_with_cases" if before else "shared.highest")


def foremost(units: Sequence[Standing]) -> str:
    """Who is first, as a headline: "A cao nhất", "A và B cùng cao nhất", "29 đơn vị cùng cao nhất"; "A đứng
    đầu" where another has its total too and the scheme's order of groups decided.
    """
    return _end(leaders(units), units, highest_word(units), say("shared.leading"))


def hindmost(units: Sequence[Standing]) -> str:
    """Who is last, as :func:`foremost`."""
    return _end(trailers(units), units, say("shared.lowest"), say("shared.trailing"))


def _end(end: Sequence[Standing], units: Sequence[Standing], alone: str, decided: str) -> str:
    equal = sum(settle(unit.total - end[0].total) == 0 for unit in ranked(units))
    how = alone if equal == len(end) else decided
    return say("shared.ends" if len(end) > 1 else "shared.end", who=who([unit.name for unit in end]), how=how)


def nothing_to_rank(units: Sequence[Standing]) -> str:
    """The headline where there is no ranking to speak of; empty where there is."""
    if not ranked(units):
        return say("shared.none_ranked")
    idle = all(unit.no_cases for unit in ranked(units))
    return say("shared.all_idle", who=everyone(len(ranked(units)), len(units))) if idle else ""


def among(units: Sequence[Standing]) -> str:
    """Of how many units a headline speaks, where some are not known: "; 6/12 đơn vị được xếp hạng"."""
    unknown = any(unit.rank is None and not unit.no_cases for unit in units)
    return say("shared.among", ranked=len(ranked(units)), units=len(units)) if unknown else ""


def unranked(units: Sequence[Standing], most: int = MOST_LISTED) -> str:
    """One foot line for the units without a rank, by name while they are few."""
    without = [unit for unit in units if unit.rank is None]
    named = {
        reason: [unit.name for unit in without if unit.missing == reason] for reason in (NO_CASES, UNKNOWN)
    }
    reasons = reasons_text(named, most)
    return say("shared.unranked", reasons=reasons) if reasons else ""


def beside_text(card: Scorecard) -> str:
    """One foot line for the bonuses and deductions in the totals; nothing without any."""
    rows = beside_rows(card)
    return say("shared.beside", rows=rows) if rows else ""


def beside_rows(card: Scorecard) -> str:
    """For each bonus and deduction how many units it moved, and which most."""
    rows = []
    for item in beside_items(card):
        points = {code: value for code, value in item.points.items() if value}
        most = max(points.values(), key=abs)
        names = dict(zip(item.points, card.names("unit_short"), strict=True))
        units = listed([str(names[code]) for code, value in points.items() if value == most], 2)
        by = signed(most, card.scheme.printed.points)
        rows.append(say("shared.beside_row", name=item.name, count=len(points), units=units, points=by))
    return "; ".join(rows)


def beside_sums(card: Scorecard, units: Sequence[Standing]) -> dict[str, str]:
    """What all bonuses and deductions make of each unit's total, signed, by unit code; empty without any."""
    items, decimals = beside_items(card), card.scheme.printed.points
    sums = {unit.code: settle(sum(item.points[unit.code] or 0.0 for item in items)) for unit in units}
    return {code: signed(value, decimals) if value else "" for code, value in sums.items() if items}


def held_back(units: Sequence[Standing]) -> str:
    """One foot line for the units that are not in the band that their scores reach."""
    rows = [
        say("shared.held_back_row", unit=unit.name, band=unit.band, why=unit.held_back)
        for unit in units
        if unit.held_back
    ]
    if len(rows) > MOST_LISTED:
        return say("shared.held_back", rows=say("shared.units", count=len(rows)))
    return say("shared.held_back", rows="; ".join(rows)) if rows else ""


def reasons_text(named: Mapping[str, Sequence[str]], most: int) -> str:
    """How many units each reason is true of, and which while they are no more than ``most``."""
    said = []
    for reason, names in named.items():
        values = {"what": reason, "count": len(names), "names": ", ".join(names)}
        if names:
            said.append(say("shared.number" if len(names) > most else "shared.number_named", **values))
    return "; ".join(said)


def lowest_because(card: Scorecard) -> str:
    """Why the last unit is last: the groups in which it lies furthest below the middle unit."""
    units = standings(card)
    scored, all_ = ranked(units), everyone(len(ranked(units)), len(units))
    if nothing := nothing_to_rank(units):
        return nothing
    items = group_items(card)
    if not any(item.lost[unit.code] for item in items for unit in scored):
        return say("shared.all_full", who=all_, items=say("shared.group"))
    last = trailers(scored)
    if len(last) == len(scored) > 1:
        return say("groups.all_equal", who=all_)
    if len(last) > 1:
        return f"{hindmost(units)}{among(units)}"
    behind = {
        item.id: settle(item.lost[last[0].code] - (_usual(item, scored) if len(scored) > 1 else 0.0))
        for item in items
    }
    furthest = _furthest(items, behind)
    groups = listed([lower_first(item.name) for item in furthest])
    if len(scored) == 1:
        return say("groups.only", unit=last[0].name, groups=groups) + among(units)
    because = say("groups.because", groups=groups) if 0 < len(furthest) <= MOST_NAMED else ""
    return f"{hindmost(units)}{because}{among(units)}"


def _furthest(items: Sequence[Item], behind: Mapping[str, float]) -> list[Item]:
    """The items that explain more than half of what a unit lies behind, and all that are half as large as the
    largest; equal ones all or none.
    """
    ordered = sorted((item for item in items if behind[item.id] > 0), key=lambda item: -behind[item.id])
    sizes = [behind[item.id] for item in ordered]
    number = sum(size >= sizes[0] / 2 for size in sizes)
    while number < len(sizes) and (
        sum(sizes[:number]) <= sum(sizes) / 2 or sizes[number] == sizes[number - 1]
    ):
        number += 1
    return ordered[:number]


def everyone(count: int, of: int = 0) -> str:
    """All the units, as a subject: "Cả 12 đơn vị"; of more units, "Cả 6 đơn vị được xếp hạng"."""
    number = "many" if count > 1 else "one"
    return say(f"shared.ranked_{number}" if count < of else f"shared.everyone_{number}", count=count)


def who(names: Sequence[str], many: str = "") -> str:
    """Names in words; of more than ``MOST_NAMED`` their number, or what is said of ``many``."""
    return listed(names) if len(names) <= MOST_NAMED else many or say("shared.units", count=len(names))


def listed(names: Sequence[str], limit: int = 3, noun: str = "") -> str:
    """Names in words: "A, B và C"; beyond ``limit`` "A và 7 đơn vị khác", units or as ``noun`` calls them."""
    if len(names) > limit:
        return say("shared.more", first=names[0], count=len(names) - 1, noun=noun or say("shared.unit"))
    *others, last = names
    return say("shared.and", names=", ".join(others), last=last) if others else last


def lowest_of(items: Sequence[str], noun: str) -> str:
    """Items that share a place, as a subject: "A", "A và B cùng"."""
    names = listed(items, noun=noun)
    return say("shared.together", who=names) if len(items) > 1 else names


def _usual(item: Item, units: Sequence[Standing]) -> float:
    return median(item.lost[unit.code] for unit in units)
