"""Which periods are not compared with which, and why: in the same words wherever two stand side by side.

Months are compared across a merger, on sums of the units that merged: what published months say rests on it.
A longer period is not: it may hold months of both sides, and points that people gave each body on its own.
"""

from collections.abc import Mapping
from itertools import pairwise

from dbp_analysis.common.periods import kind_of, period_of
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences

say = Sentences("change")


def unlike(earlier: MonthInputs, later: MonthInputs) -> str:
    """Why the figures of two periods cannot be compared, as a sentence; empty where they can."""
    said = {"period": later.period, "earlier": earlier.period}
    if kind_of(earlier.month) != kind_of(later.month):
        return say("previous.other_kind", **said)
    for one in (later, earlier):
        if one.covered:
            return say("previous.incomplete", part=one.period, **said)
    if kind_of(later.month) != "month" and earlier.scheme.id != later.scheme.id:
        return say("previous.other_scheme", period=earlier.period, scheme=earlier.scheme.title)
    then, now = (one.settings.year_to_date for one in (earlier, later))
    years = {day.year for day in (then, now) if day}
    if (then is None) == (now is None) and len(years) < 2:
        return ""
    return say("previous.other_year" if len(years) > 1 else "previous.one_to_date", **said)


def not_compared(series: Series) -> Mapping[str, str]:
    """The periods of a series of longer ones that are not compared with those before them, each with why."""
    if kind_of(series.months[-1]) == "month":
        return {}
    kind = kind_of(series.months[-1])
    mergers = {*series.mergers, *(period_of(kind, one.since) for one in series.carried.incomplete)}
    found = {}
    for earlier, later in pairwise(series.inputs):
        said = {"period": later.period, "earlier": earlier.period}
        merged = any(earlier.month < month <= later.month for month in mergers)
        if why := unlike(earlier, later) or (say("previous.merged", **said) if merged else ""):
            found[later.month] = why
    return found
