"""The ranking in short, as the console prints it."""

import pandas as pd

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.scoring.scorecard import Scorecard

TIED = "="
"""Behind a rank that several share."""


def printed_ranks(results: pd.DataFrame) -> "pd.Series[str]":
    """The ranks of ``results`` as every table and picture writes them: ``12=`` where several share it,
    missing where there is none.
    """
    return results["rank"].astype("string") + results["tied"].map({True: TIED, False: ""})


def printed_ranking(card: Scorecard) -> tuple[tuple[str, ...], ...]:
    """The ranking as it is printed, its head first, every unit of the card in it."""
    printed, scheme = card.scheme.printed, card.scheme
    results = card.of_units(card.results)
    scored = results["total"].notna()
    figures = {"Tổng điểm": results["total"].map(lambda value: vietnamese(value, printed.total))}
    if scheme.with_converted:
        figures["Quy đổi"] = results["converted"].map(lambda value: vietnamese(value, printed.converted))
    shown = pd.DataFrame({"Hạng": printed_ranks(results), "Đơn vị": card.names("unit_label"), **figures})
    shown[["Hạng", *figures]] = shown[["Hạng", *figures]].where(scored, "–")
    shown["Xếp loại"] = card.bands
    return tuple(tuple(map(str, row)) for row in (list(shown), *shown.to_numpy().tolist()))
