"""The table of a report against what the counts of its month give, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.finding import Finding, cell_finding
from dbp_analysis.common.numbers import fixed, half_up, settle
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")


def check_counts(annex: Annex, card: Scorecard) -> Iterator[Finding]:
    """Every printed cell that is not what a one-month card gives, under the decimals of its column, row by
    row.
    """
    codes = annex.values["unit"]
    rows = codes.index[codes.isin(card.units.index)]
    given = _computed(card).reindex(codes[rows]).set_axis(rows)
    names = [str(name) for name in annex.values if name in given]
    printed, given = annex.values.loc[rows, names], given[names]
    for name in names:
        if name != "band":
            decimals = annex.decimals.get(name, 0)
            printed[name] = [float(one) if isinstance(one, Decimal) else None for one in printed[name]]
            given[name] = settle(half_up(pd.to_numeric(given[name]).astype(float), decimals))
    differs = (printed.notna() & given.notna() & printed.ne(given)).to_numpy()
    for at, column in zip(*differs.nonzero(), strict=True):
        row, name, figure = int(rows[at]), names[column], given.iat[at, column]
        text = fixed(figure, annex.decimals.get(name, 0)) if isinstance(figure, float) else str(figure)
        yield cell_finding("counts", annex, row, name, say("follows.counts", figure=text))


def _computed(card: Scorecard) -> pd.DataFrame:
    """What may be printed, by unit and the names of an annex's columns."""
    parts = {
        "": pd.concat(
            [card.points, card.adjustments, card.results[["total", "converted", "rank", "band"]]], axis=1
        ),
        "group:": card.group_points,
        "count:": card.counts,
    }
    frames = [card.of_units(frame).add_prefix(prefix) for prefix, frame in parts.items()]
    for suffix, frame in {
        "numerator": card.numerators,
        "denominator": card.denominators,
        "ratio": card.ratios,
    }.items():
        frames.append(card.of_units(frame).add_suffix(f".{suffix}"))
    return pd.concat(frames, axis="columns")
