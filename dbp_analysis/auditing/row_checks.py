"""The rows of an annex against each other and the register: ranks, ties, gaps, order, every unit once."""

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.figures import Interval
from dbp_analysis.auditing.finding import Finding, cell_finding
from dbp_analysis.auditing.heads import covered, one_of
from dbp_analysis.common.sentences import listed
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.unit_names import UnitMatcher

say = Sentences("audit")

_RANK = re.compile(r"(\d{1,4})\s*=?")
_FEWEST_SORTED = 6
"""So many rows at least are taken for sorted, and one in twenty may stand elsewhere."""


def check_units(annex: Annex, units: pd.DataFrame | None) -> list[Finding]:
    """Units that are not in the register, stand twice or are missing; nothing where most are of another
    register. A list of one kind of units needs none of the other kinds, a table of a part of the points none.
    """
    meant = [annex.unit(row) for row in range(len(annex.texts))]
    if units is None or sum(map(bool, meant)) * 2 < len(meant):
        return []
    found = [
        cell_finding("unit_twice", annex, row, "unit", say("table.twice", row=meant.index(code) + 1))
        for row, code in enumerate(meant)
        if code and code in meant[:row]
    ]
    if not covered(list(map(str, annex.texts)), annex.scheme):
        return found
    return [*found, *_unknown(annex, meant, UnitMatcher(units)), *_missing(annex, meant, units)]


def _unknown(annex: Annex, meant: list[str], matcher: UnitMatcher) -> Iterator[Finding]:
    for row in (row for row, code in enumerate(meant) if not code and not annex.damaged):
        near = listed(matcher.match(annex.printed(row, "unit")).suggestions)
        follows = say("table.unknown_near", units=near) if near else say("table.unknown")
        yield cell_finding("unit_unknown", annex, row, "unit", follows, "likely")


def _missing(annex: Annex, meant: list[str], units: pd.DataFrame) -> Iterator[Finding]:
    if annex.damaged and (not all(meant) or _lines_lost(annex)):
        return  # the scan may have lost what is missing
    kinds = {units.at[code, "unit_type"] for code in meant if code}
    for code, kind, label in zip(units.index, units["unit_type"], units["unit_label"], strict=True):
        if kind in kinds and code not in meant:
            said, follows = say("table.rows", count=len(meant)), say("table.missing", unit=label)
            yield Finding("unit_missing", annex.place, said, follows, "certain", str(code), "unit")


def _lines_lost(annex: Annex) -> bool:
    ranks = [one[1] for text in annex.texts.get("rank", ()) if (one := _RANK.fullmatch(text))]
    return bool(ranks) and int(ranks[-1]) != len(annex.texts)


def check_ranks(annex: Annex) -> list[Finding]:
    """Ranks against totals, ties and gaps; running numbers, and the order of rows that are sorted."""
    totals = {row: one for row in range(len(annex.texts)) if (one := annex.interval(row, "total"))}
    if "rank" not in annex.texts:
        return []
    ranks = {row: int(told[1]) for row in totals if (told := _RANK.fullmatch(annex.printed(row, "rank")))}
    shared = any(annex.printed(row, "rank").endswith("=") for row in totals)
    if one_of(annex.heads["rank"], "number") and not shared:  # as many places print ranks that are not shared
        return [*_numbers(annex, ranks), *_order(annex, totals)]
    return [*_ranks(annex, totals, ranks)]


def _ranks(annex: Annex, totals: dict[int, Interval], ranks: dict[int, int]) -> Iterator[Finding]:
    """Ranks that no values behind the printed totals allow: what is printed higher is higher."""
    if annex.scheme.ties.rule == "dense" or len(ranks) < len(totals):
        return
    # Totals of rounded points are equal where they are printed so, and share a rank if nothing else decides.
    exact, wrong = annex.scheme.rounding.indicator is not None and not annex.scheme.ties.decided_by, False
    for row, rank in ranks.items():
        better = sum(other.low >= totals[row].high for other in totals.values())
        worse = sum(other.high <= totals[row].low for other in totals.values())
        if not better < rank <= (better + 1 if exact else len(totals) - worse):
            wrong = True
            follows = say("table.rank", total=annex.printed(row, "total"), better=better, rank=better + 1)
            yield cell_finding("rank", annex, row, "rank", follows)
    for row, rank in {} if wrong else ranks.items():
        before = sum(other < rank for other in ranks.values())
        if before != rank - 1:
            yield cell_finding("rank", annex, row, "rank", say("table.gap", before=before))


def _numbers(annex: Annex, numbers: dict[int, int]) -> Iterator[Finding]:
    """Running numbers that do not go on by one, but where a new part begins at 1."""
    if annex.damaged:
        return
    twice = Counter(numbers.values())
    for row, number in numbers.items():
        before = numbers.get(row - 1)
        if before is not None and number not in (before + 1, 1):
            follows = say("table.number_twice" if twice[number] > 1 else "table.number", before=before)
            yield cell_finding("number", annex, row, "rank", follows)
            return


def _order(annex: Annex, totals: dict[int, Interval]) -> Iterator[Finding]:
    """Rows that stand elsewhere than their total says, where all others are sorted by it."""
    rows = list(totals)
    sorted_rows = _longest_falling([totals[row] for row in rows])
    others = [row for at, row in enumerate(rows) if at not in sorted_rows]
    if len(rows) >= _FEWEST_SORTED and 0 < len(others) <= 1 + len(rows) // 20:
        for row in others:
            yield cell_finding("order", annex, row, "total", say("table.order"), "likely")


def _longest_falling(totals: list[Interval]) -> set[int]:
    """The positions of the longest run, with gaps, in which no total is certainly above one before it."""
    runs: list[list[int]] = []
    for at, total in enumerate(totals):
        before = [run for run in runs if total.low < min(totals[one].high for one in run)]
        runs.append([*_longest(before), at])
    return set(_longest(runs))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
