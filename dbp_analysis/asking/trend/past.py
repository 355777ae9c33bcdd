"""Where one unit stood in the last months, and which of them compare."""

from dataclasses import dataclass

from dbp_analysis.asking.comparable import not_compared
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import kind_of, month_number, named_period, period_of
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences

MOST_MONTHS, MOST_LONGER = 13, 5
"""A year and the month (or, of longer periods, the quarter) it began with."""

say = Sentences("trend")


@dataclass(frozen=True)
class Past:
    """Where the unit stood in one month; ``merged`` when its figures are the sum of earlier units.

    Only totals of one ``basis`` compare: the year in which the figures run from the first of January (None:
    they are of the month alone), and how many of the units that it took in without figures it had by then.
    Only ranks of one ``rank_basis`` do, the same of all units. ``period`` names the month in a comparison.
    """

    month: str
    total: float
    rank: int
    merged: bool
    basis: tuple[int | None, int] = (None, 0)
    rank_basis: int = 0
    period: str = ""


def past_results(series: Series, unit_code: str) -> list[Past]:
    """The months among the last 13 of the calendar (longer periods: 5) in which the unit was ranked,
    oldest first.
    """
    results = series.card.results.xs(unit_code, level="unit_code")
    ranked = results[results["rank"].notna()]
    parts = series.carried.parts.xs(unit_code, level="unit_code")
    totals, ranks = ranked["total"].to_dict(), ranked["rank"].to_dict()
    days = {inputs.month: inputs.settings.year_to_date for inputs in series.inputs}
    breaks = list(not_compared(series))
    joined = [*months_joined(series, unit_code), *breaks]
    all_joined = [*months_joined(series), *breaks]
    return [
        Past(
            month,
            float(totals[month]),
            int(ranks[month]),
            merged=len(parts[month]) > 1,
            basis=(day.year if (day := days[month]) else None, sum(one <= month for one in joined)),
            rank_basis=sum(one <= month for one in all_joined),
            period=(
                say("to_date", day=f"{two_digits(day.day)}/{month_number(day.month)}/{day.year}")
                if day
                else named_period(month)
            ),
        )
        for month in series.calendar[-most_shown(series.months[-1]) :]
        if month in ranked.index
    ]


def months_joined(series: Series, unit_code: str = "") -> list[str]:
    """The first months in which the unit (empty: any) holds what earlier figures lack."""
    lacking = series.carried.incomplete
    kind = kind_of(series.months[-1])
    return sorted({period_of(kind, one.since) for one in lacking if unit_code in ("", one.unit_code)})


def most_shown(period: str) -> int:
    """How many periods of a kind a unit's history shows at most."""
    return MOST_MONTHS if kind_of(period) in ("month", "week") else MOST_LONGER
