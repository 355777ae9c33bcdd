"""How few cases, turned the other way, would change a unit's band or its rank."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from dbp_analysis.numbers import settle, vietnamese
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.targets.cases import UnitCases, unit_cases
from dbp_analysis.targets.fewest import Reaches, fewest
from dbp_analysis.wording import fill, listed

MOVES = ("band_up", "band_down", "rank_up", "rank_down")

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "unscored": "{unit} không được chấm điểm trong kỳ.",
        "steady": "{unit}: trong số liệu hiện có, không số trường hợp nào làm đổi xếp loại hay thứ hạng.",
        "changes": "{unit}: {moves}.",
        "first": "{turned} {count} trường hợp đạt là {change}",
        "next": "{turned} {count} là {change}",
        "up": "thêm",
        "down": "bớt",
        "band_up": "lên loại",
        "band_down": "xuống loại",
        "rank_up": "lên hạng",
        "rank_down": "xuống hạng",
    }
)
"""The sentences and their parts, as templates for :func:`~dbp_analysis.wording.fill`."""


def fragility(card: Scorecard) -> pd.DataFrame:
    """The fewest cases whose outcome, turned the other way, changes something: one row a unit of a
    one-month card, in rank order.

    Integer columns, missing where no number of cases would do: ``band_up`` and ``rank_up`` by higher
    numerators, ``band_down`` and ``rank_down`` by lower ones, with every denominator and every other unit
    as it is; ``fewest`` is the smallest of them, ``what`` the first of the columns that it stands in. A
    rank changes when its number does: up where the total draws level with a better unit (passes it, where
    ``ties.decided_by`` tells equal totals apart), down where a unit that was level or behind is ahead.
    """
    results = card.of_units(card.results)
    moves = [_moves(unit_cases(card, str(code)), results) for code in results.index]
    table = pd.DataFrame(moves, index=results.index, columns=list(MOVES)).astype("Int64")
    least = table.min(axis="columns")
    at_least = table.eq(least, axis="index").fillna(False).astype(bool)
    return table.assign(fewest=least, what=at_least.idxmax(axis="columns").where(least.notna()))


def fragility_sentences(card: Scorecard, table: pd.DataFrame) -> pd.Series:
    """What :func:`fragility` found of each unit, in plain Vietnamese: the change that takes fewest cases
    first. Index and order as in ``table``.
    """
    units = card.units["unit_short"].reindex(table.index)
    scored = card.of_units(card.results)["total"].notna()
    said = [
        _sentence(str(units[code]), dict(zip(MOVES, counts, strict=True)))
        if scored[code]
        else fill(TEXT["unscored"], unit=str(units[code]))
        for code, *counts in table[list(MOVES)].itertuples(name=None)
    ]
    return pd.Series(said, index=table.index, name="sentence", dtype=object)


def _moves(cases: UnitCases, results: pd.DataFrame) -> dict[str, int]:
    """The fewest cases of each move that is possible."""
    if pd.isna(results["total"][cases.unit_code]):
        return {}
    gains = [one.gains for one in cases.counted]
    losses = [one.losses for one in cases.counted]
    band_up, band_down = _other_bands(cases, str(results["band"][cases.unit_code]))
    rank_up, rank_down = _other_ranks(cases, results)
    ways = [(gains, band_up), (losses, band_down), (gains, rank_up), (losses, rank_down)]
    found = [fewest(steps, reaches) if reaches else None for steps, reaches in ways]
    return {move: sum(counts) for move, counts in zip(MOVES, found, strict=True) if counts}


def _other_bands(cases: UnitCases, band: str) -> tuple[Reaches | None, Reaches | None]:
    """Whether a gain reaches a better band, whether a loss falls to a worse one; None where there is none."""
    bands = cases.scheme.bands
    at = [one.name for one in bands].index(band)
    better, own = bands[at - 1].at_least, bands[at].at_least
    return (
        (lambda gain: cases.converted(gain) >= better) if at > 0 else None,
        (lambda loss: cases.converted(-loss) < own) if at < len(bands) - 1 else None,
    )


def _other_ranks(cases: UnitCases, results: pd.DataFrame) -> tuple[Reaches | None, Reaches | None]:
    """Whether a gain betters the rank, whether a loss worsens it; None where no other unit is in the way."""
    others = results.drop(index=cases.unit_code)
    better = others["rank"].lt(results["rank"][cases.unit_code]).fillna(False)
    ahead, behind = settle(others["total"][better]), settle(others["total"][~better].dropna())
    draws_level = np.greater if cases.scheme.ties.decided_by else np.greater_equal
    return (
        (lambda gain: draws_level(cases.totals(gain), ahead.min())) if len(ahead) else None,
        (lambda loss: cases.totals(-loss) < behind.max()) if len(behind) else None,
    )


def _sentence(unit: str, counts: dict[str, int]) -> str:
    possible = sorted((move for move in MOVES if pd.notna(counts[move])), key=counts.__getitem__)
    if not possible:
        return fill(TEXT["steady"], unit=unit)
    parts = [
        fill(
            TEXT["first" if at == 0 else "next"],
            turned=TEXT[move.removeprefix("band_").removeprefix("rank_")],
            count=vietnamese(counts[move]),
            change=TEXT[move],
        )
        for at, move in enumerate(possible)
    ]
    return fill(TEXT["changes"], unit=unit, moves=listed(parts))
