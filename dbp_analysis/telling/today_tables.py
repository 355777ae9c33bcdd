"""The tables of an open month, for notebook and page: each unit, and what moved it."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pandas as pd

from dbp_analysis.asking.today.state import STEPS, Today
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import distance, settle, vietnamese
from dbp_analysis.scoring.scorecard import UNKNOWN
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.today import step_numbers

say = Sentences("today")

COLUMNS = ("unit", "points", "band", "due_soon", "at_stake", "overdue", "late", "best")
WORDS = ("unit", "band")
_MOST_ROWS = 30


def band_text(band: object) -> str:
    """A band as it is printed, or why there is none."""
    return UNKNOWN if pd.isna(band) else str(band)  # type: ignore[call-overload]


def unit_rows(today: Today) -> Iterator[list[tuple[str, str]]]:
    """A row a unit: each cell of ``COLUMNS``, and what stands small below it."""
    decimals, names = today.card.scheme.printed.total, today.inputs.units["unit_short"]
    rows = cast(dict[str, dict[str, Any]], today.units.loc[today.order].to_dict("index"))
    for code, row in rows.items():
        stake = settle(float(row["at_stake"]))
        yield [
            (str(names[code]), ""),
            (_figure(row["points"], decimals), ""),
            (band_text(row["band"]), ""),
            (_figure(row["due_soon"], 0), ""),
            ("–" if pd.isna(stake) else distance(stake, decimals), _other(row, "band_if_late")),
            (_figure(row["overdue"], 0), ""),
            (_figure(row["late"], 0), ""),
            (_figure(row["best"], decimals), _other(row, "best_band")),
        ]


def units_table(today: Today) -> ReaderTable:
    """The same for a reader of the notebook."""
    rows = [[f"{cell} ({below})" if below else cell for cell, below in row] for row in unit_rows(today)]
    table = pd.DataFrame(rows, columns=[say(f"head.{name}") for name in COLUMNS])
    return ReaderTable(table.set_index(say("head.unit")), (say("head.band"),), _MOST_ROWS)


def bridge_table(today: Today) -> ReaderTable:
    """What each step added to the points of each unit that moved, the most moved first."""
    decimals, names = today.card.scheme.printed.total, today.inputs.units["unit_short"]
    change = settle(today.units["change"])
    moved = change[change.notna() & settle(today.bridge).ne(0).any(axis="columns")]
    order = moved.abs().sort_values(ascending=False, kind="stable").index
    table = today.bridge.loc[order].assign(change=change[order])
    shown = table.map(lambda value: signed(value, decimals))
    shown.columns = pd.Index([*(say(f"head.step_{name}") for name in STEPS), say("head.change")])
    return ReaderTable(shown.set_axis(names.reindex(order).rename(say("head.unit"))), (), _MOST_ROWS)


def steps_table(today: Today) -> pd.DataFrame:
    """What moved dossiers, with what it did to points, as texts."""
    decimals = today.card.scheme.printed.total
    rows = [
        (
            say(f"head.step_{name}"),
            *(vietnamese(count) for count in counts),
            *(vietnamese(one, decimals) for one in points),
        )
        for name, *figures in step_numbers(today).itertuples()
        for counts, points in [(figures[:2], figures[2:])]
    ]
    heads = [say(f"head.{name}") for name in ("step", "dossiers", "units", "gained", "lost")]
    return pd.DataFrame(rows, columns=heads)


def signed(value: float, decimals: int) -> str:
    """A change of points: ``+0,12``, ``−1,50``, ``0``."""
    value = settle(float(value))
    return f"{'+' if value > 0 else '−'}{distance(value, decimals)}" if value else "0"


def _figure(value: float, decimals: int) -> str:
    return "–" if pd.isna(value) else vietnamese(value, decimals)


def _other(row: Mapping[str, Any], name: str) -> str:
    """Another band than that of now; empty where it is the same, or none is known."""
    if pd.isna(row["band"]) or pd.isna(row[name]) or row[name] == row["band"]:
        return ""
    return say(f"other.{name}", band=row[name])
