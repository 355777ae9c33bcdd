"""What the charts say about a scorecard of one month: headlines and foot lines, no drawing."""

from collections.abc import Mapping, Sequence
from statistics import median

from dbp_analysis.charts.items import Item, Standing, group_items, leaders, ranked, standings, trailers
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard

MOST_NAMED = 3
"""More than these are counted in a headline, not named."""


def highest_word(units: Sequence[Standing]) -> str:
    """``cao nhất``, of the :func:`leaders`, and among whom, where units without cases are ranked before."""
    before = any(unit.no_cases and unit.rank == 1 for unit in units)
    return "cao nhất trong các đơn vị có phát sinh" if before else "cao nhất"


def foremost(units: Sequence[Standing]) -> str:
    """Who is first, as a headline: "A cao nhất", "A và B cùng cao nhất", "29 đơn vị cùng cao nhất"; "A đứng
    đầu" where another has its total too and the scheme's order of groups decided.
    """
    return _end(leaders(units), units, highest_word(units), "đứng đầu")


def hindmost(units: Sequence[Standing]) -> str:
    """Who is last, as :func:`foremost`."""
    return _end(trailers(units), units, "thấp nhất", "đứng cuối")


def _end(end: Sequence[Standing], units: Sequence[Standing], alone: str, decided: str) -> str:
    equal = sum(settle(unit.total - end[0].total) == 0 for unit in ranked(units))
    who = listed([unit.name for unit in end]) if len(end) <= MOST_NAMED else f"{len(end)} đơn vị"
    return f"{who} {'cùng ' if len(end) > 1 else ''}{alone if equal == len(end) else decided}"


def nothing_to_rank(units: Sequence[Standing]) -> str:
    """The headline where there is no ranking to speak of; empty where there is."""
    if not ranked(units):
        return "Chưa có đơn vị nào được xếp hạng"
    idle = all(unit.no_cases for unit in ranked(units))
    return f"{everyone(len(ranked(units)), len(units))} không phát sinh trường hợp nào" if idle else ""


def among(units: Sequence[Standing]) -> str:
    """Of how many units a headline speaks, where some are not known: "; 6/12 đơn vị được xếp hạng"."""
    unknown = any(unit.rank is None and not unit.no_cases for unit in units)
    return f"; {len(ranked(units))}/{len(units)} đơn vị được xếp hạng" if unknown else ""


def unranked(units: Sequence[Standing], most: int = 10) -> str:
    """One foot line for the units without a rank, by name while they are few."""
    parts = []
    for reason in (NO_CASES, UNKNOWN):
        names = [unit.name for unit in units if unit.rank is None and unit.missing == reason]
        if names:
            which = f" ({', '.join(names)})" if len(names) <= most else ""
            parts.append(f"{reason}: {len(names)} đơn vị{which}")
    return f"Không xếp hạng – {'; '.join(parts)}." if parts else ""


def lowest_because(card: Scorecard) -> str:
    """Why the last unit is last: the groups in which it lies furthest below the middle unit."""
    units = standings(card)
    scored, all_ = ranked(units), everyone(len(ranked(units)), len(units))
    if nothing := nothing_to_rank(units):
        return nothing
    items = group_items(card)
    if not any(item.lost[unit.code] for item in items for unit in scored):
        return f"{all_} đạt điểm tối đa ở mọi nhóm"
    last = trailers(scored)
    if len(last) == len(scored) > 1:
        return f"{all_} bằng tổng điểm"
    if len(last) > 1:
        return f"{hindmost(units)}{among(units)}"
    behind = {
        item.id: settle(item.lost[last[0].code] - (_usual(item, scored) if len(scored) > 1 else 0.0))
        for item in items
    }
    furthest = _furthest(items, behind)
    groups = listed([lower_first(item.name) for item in furthest])
    if len(scored) == 1:
        return f"{last[0].name}: chưa đạt nhiều nhất ở {groups}{among(units)}"
    because = f" vì {groups}" if 0 < len(furthest) <= MOST_NAMED else ""
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
    which = " được xếp hạng" if count < of else ""
    return f"Cả {count} đơn vị{which}" if count > 1 else f"Đơn vị duy nhất{which}"


def listed(names: Sequence[str], limit: int = 3, noun: str = "đơn vị") -> str:
    """Names in words: "A, B và C"; beyond ``limit`` "A và 7 đơn vị khác", as ``noun`` calls them."""
    if len(names) > limit:
        return f"{names[0]} và {len(names) - 1} {noun} khác"
    return " và ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _usual(item: Item, units: Sequence[Standing]) -> float:
    return median(item.lost[unit.code] for unit in units)
