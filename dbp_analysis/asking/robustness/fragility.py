"""How few cases, turned the other way, would change a unit's band or its rank."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from dbp_analysis.asking.targets.cases import UnitCases, unit_cases
from dbp_analysis.asking.targets.conditions import ways_into, ways_out
from dbp_analysis.asking.targets.ways import Way, fewest_cases, ways_past
from dbp_analysis.common.numbers import counted
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.sentences import Sentences

MOVES = ("band_up", "band_down", "rank_up", "rank_down")

say = Sentences("robustness")


def fragility(card: Scorecard, codes: Collection[str] = ()) -> pd.DataFrame:
    """The fewest cases whose outcome, turned the other way, changes something: one row a unit of a
    one-month card, in rank order; only for the units of ``codes`` where given.

    Integer columns, missing where no number of cases would do: ``band_up`` and ``rank_up`` by higher
    numerators, ``band_down`` and ``rank_down`` by lower ones (the other way round where fewer is better),
    with every denominator and every other unit as it is; ``fewest`` is the smallest of them, ``what`` the
    first of the columns that it stands in. A rank changes when its number does: up where the unit is level
    with a better one or ahead of it, down where a unit that was level or behind is ahead. ``level``
    (boolean): ``rank_up`` cases bring the unit level with the one above, and only more of them ahead of it,
    as its target asks. ``counted`` (boolean): false where only points are known, so that nothing can be
    said of cases.
    """
    results = card.of_units(card.results)
    asked = results.index[results.index.isin(codes)] if codes else results.index
    cases = [unit_cases(card, str(code)) for code in asked]
    moves = [_moves(card, results, one) for one in cases]
    found = pd.DataFrame(moves, index=asked, columns=[*MOVES, "past"]).astype("Int64")
    table = found[list(MOVES)]
    least = table.min(axis="columns")
    at_least = table.eq(least, axis="index").fillna(False).astype(bool)
    return table.assign(
        fewest=least,
        what=at_least.idxmax(axis="columns").where(least.notna()),
        level=found["rank_up"].notna() & found["rank_up"].ne(found["past"]).fillna(True).astype(bool),
        counted=[not one.only_points for one in cases],
    )


def fragility_sentences(card: Scorecard, table: pd.DataFrame) -> pd.Series:
    """What :func:`fragility` found of each unit, in plain Vietnamese: the change that takes fewest cases
    first. Index and order as in ``table``.
    """
    units = card.units["unit_short"].reindex(table.index)
    scored = card.of_units(card.results)["total"].notna()
    said = [
        _sentence(unit, found) if known else say("cases.unscored", unit=unit)
        for unit, known, found in zip(units, scored[table.index], table.to_dict("records"), strict=True)
    ]
    return pd.Series(said, index=table.index, name="sentence", dtype=object)


def _moves(card: Scorecard, results: pd.DataFrame, cases: UnitCases) -> dict[str, int]:
    """The fewest cases of each move that is possible, and to be ``past`` the unit above."""
    if pd.isna(results["total"][cases.unit_code]):
        return {}
    gains = [(one.group_id, one.gains) for one in cases.counted]
    losses = [(one.group_id, one.losses) for one in cases.counted]
    ways = {
        **_other_bands(card, cases, str(results["band"][cases.unit_code])),
        **_other_ranks(card, results, cases),
    }
    found = {
        move: fewest_cases(losses if move.endswith("down") else gains, possible)
        for move, possible in ways.items()
    }
    return {move: sum(counts) for move, counts in found.items() if counts}


def _other_bands(card: Scorecard, cases: UnitCases, band: str) -> dict[str, tuple[Way, ...]]:
    """What reaches a better band, and what falls to a worse one; without those that there are not."""
    bands = cases.scheme.bands
    at = [one.name for one in bands].index(band)
    ways: dict[str, tuple[Way, ...]] = {}
    if at > 0:
        ways["band_up"] = ways_into(card, cases, at - 1)
    if at < len(bands) - 1:
        ways["band_down"] = ways_out(card, cases, at)
    return ways


def _other_ranks(card: Scorecard, results: pd.DataFrame, cases: UnitCases) -> dict[str, tuple[Way, ...]]:
    """What betters the rank, puts the unit ahead of the one above, and worsens the rank; without what no
    other unit is there for.
    """
    others = results["rank"].drop(index=cases.unit_code).dropna()
    better = others < results["rank"][cases.unit_code]
    ways: dict[str, tuple[Way, ...]] = {}
    if better.any():
        above = str(others[better].index[-1])  # in rank order
        ways["rank_up"] = ways_past(card, cases, above, level=True)
        ways["past"] = ways_past(card, cases, above)
    if not better.all():
        ways["rank_down"] = ways_past(card, cases, str(others[~better].index[0]), up=False)
    return ways


def _sentence(unit: str, found: Mapping[Any, Any]) -> str:
    counts = {move: int(found[move]) for move in MOVES if pd.notna(found[move])}
    if not found["counted"]:
        return say("cases.uncounted", unit=unit)
    if not counts:
        return say("cases.steady", unit=unit)
    parts = []
    for at, move in enumerate(sorted(counts, key=counts.__getitem__)):
        way = move.removeprefix("band_").removeprefix("rank_")
        change = say("move.rank_level" if move == "rank_up" and found["level"] else f"move.{move}")
        said = {"count": counted(counts[move]), "change": change}
        parts.append(say(f"next_case.{way}" if at else f"first_case.{way}", **said))
    return say("cases.changes", unit=unit, moves=listed(parts))
