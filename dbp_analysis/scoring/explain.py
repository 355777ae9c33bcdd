"""Where the points of one unit come from, as a plain table."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.given_form import GivenFigure
from dbp_analysis.scoring.lines import SCORED, Adjusted, Line, adjusted_lines, score_lines
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS, Adjustment
from dbp_analysis.settings.scheme import Group, Indicator, Scheme

MOST_NAMED = 3
"""More units that are best together are counted rather than named."""


def explain(card: Scorecard, unit_code: str, given: Iterable[GivenFigure] = ()) -> pd.DataFrame:
    """One row an indicator of a unit on a one-month card, or a group whose points were given, by its id; then
    its adjustments, and ``limit``, what the ends of the scale changed, where they did.

    ``group`` and ``name`` in short; ``count`` cases ``of`` all and their ``ratio`` 0–1 (NaN for 0/0),
    or the value that is stated in its place; ``basis``, what points rest on that are not counted;
    ``points`` of ``maximum`` and what was ``lost`` (NaN where left out or not known); ``best``, the most
    points that a unit with a total and cases earned there, and ``best_unit``, who did; of a month of figures
    that people gave (``given``), ``reason``, what they wrote beside them. Raise ``KeyError`` for a unit that
    is not on the card.

    The points add up to the unit's total, except where indicators were left out for it (``no_cases`` is
    ``leave_out``): there the total is their sum scaled up, as if the maxima of what is left were the
    scheme's whole maximum.
    """
    table = pd.DataFrame([_row(line) for line in score_lines(card)])
    table["lost"] = settle(table["maximum"] - table["points"])
    results = card.of_units(card.results)
    settled = settle(table["points"]).where(
        table["unit_code"].map(results["total"].notna() & ~results["no_cases"])
    )
    table["best"] = settled.groupby(table["indicator"]).transform("max")
    names = table["unit_code"].map(card.units["unit_short"])
    holders = names[settled == table["best"]].groupby(table["indicator"]).agg(_holders)
    table["best_unit"] = table["indicator"].map(holders)
    own = table.set_index("unit_code").loc[[unit_code]].set_index("indicator")
    extra = pd.DataFrame([_adjusted(one, card) for one in adjusted_lines(card)[unit_code]])
    if len(extra):
        own = pd.concat([own, extra.set_index("indicator").reindex(columns=own.columns)])
    if reasons := list(given):
        own["reason"] = [_reason(str(subject), card.scheme, unit_code, reasons) for subject in own.index]
    return own.astype({"count": "Float64" if own["count"].mod(1).any() else "Int64", "of": "Int64"})


def _row(line: Line) -> dict[str, object]:
    subject = line.indicator or line.group
    return {
        "unit_code": line.unit_code,
        "indicator": subject.id,
        "group": line.group.short_name,
        "name": subject.short_name,
        "count": line.numerator,
        "of": line.denominator,
        "ratio": line.ratio,
        "basis": line.basis,
        "points": line.points,
        "maximum": line.maximum,
    }


def _adjusted(one: Adjusted, card: Scorecard) -> dict[str, object]:
    known = card.scheme.adjustment(one.column)
    return {
        "indicator": one.column,
        "group": ADJUSTMENTS,
        "name": card.scheme.adjustment_name(one.column),
        "count": one.cases,
        "basis": SCORED if known and known.given else "",
        "points": one.points,
        "maximum": (known.at_most if known and known.kind == "bonus" else None) or float("nan"),
        "lost": one.lost,
    }


def _reason(subject: str, scheme: Scheme, unit_code: str, given: Iterable[GivenFigure]) -> str:
    parts: tuple[Group | Indicator | Adjustment, ...] = (
        *scheme.groups,
        *scheme.indicators,
        *scheme.adjustments,
    )
    names = {
        one.given or (one.value if isinstance(one, Indicator) else None) for one in parts if one.id == subject
    }
    said = (one.reason for one in given if one.unit_code == unit_code and one.name in names)
    return "; ".join(dict.fromkeys(said))


def _holders(names: Sequence[str]) -> str:
    return listed(list(names)) if len(names) <= MOST_NAMED else f"{len(names)} đơn vị"
