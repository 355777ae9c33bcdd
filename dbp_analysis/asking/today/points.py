"""What states of an open month score: pure functions over the counts that registers give by unit."""

from collections.abc import Mapping

import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.reading.exports import CountedReading
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard


def score_states(inputs: MonthInputs, states: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """The results of every state (see :func:`results_of`), all scored at once. A state has the counts by unit
    code that registers give; what they do not give is in each as in ``inputs``.
    """
    base = inputs.counts.droplevel("month")
    counted = counted_reading(inputs)
    listed = base.index[base.index.isin(counted.units)]
    tables: dict[str, pd.DataFrame] = {}
    for name, table in states.items():
        own = table.reindex(listed, columns=counted.counts.columns, fill_value=0).reindex(base.index)
        tables[name] = base.assign(**own.astype(float))
    found = results_of(score(pd.concat(tables, names=["month"]), inputs.scheme, inputs.units))
    return {name: found[found.index.get_level_values("month") == name].droplevel("month") for name in states}


def counted_reading(inputs: MonthInputs) -> CountedReading:
    """What registers count of an open month."""
    return next(one for one in inputs.readings if isinstance(one, CountedReading))


def results_of(card: Scorecard) -> pd.DataFrame:
    """By month and unit code the ``points`` that are known: the total, or where it is not known those of the
    groups that are, none without cases; ``open`` how many points these can be, ``band`` of a total.
    """
    points = card.group_points.mask(card.unknown)
    known = points.sum(axis="columns").mask(card.results["no_cases"] | card.unknown.all(axis="columns"))
    total = card.results["total"]
    open_ = card.open_to.mask(card.unknown).sum(axis="columns").where(total.isna(), card.scheme.maximum)
    return pd.DataFrame({"points": total.fillna(known), "open": open_, "band": card.results["band"]})


def resolved(now: pd.DataFrame, number: pd.Series, digital: pd.Series, outcome: str) -> pd.DataFrame:
    """The counts ``now`` after a ``number`` of dossiers pending in time by unit was resolved with an
    ``outcome``, of them so many with a ``digital`` result.
    """
    number, digital = (one.reindex(now.index).fillna(0).astype("int64") for one in (number, digital))
    moved = {
        "pending_in_time": -number,
        "pending_total": -number,
        outcome: number,
        "resolved_total": number,
        "results_digital": digital,
        "results_not_digital": number - digital,
    }
    return now.assign(**{name: now[name] + by for name, by in moved.items()})


def bridge(results: Mapping[str, pd.DataFrame], steps: tuple[str, ...]) -> pd.DataFrame:
    """What each step, in their order, added to the points of each unit; they add up to its whole change. NaN
    where points are not known on both sides.
    """
    names = ("then", *steps)
    points = pd.DataFrame({name: results[name]["points"] for name in names})
    return settle(points.diff(axis="columns")[list(steps)])
