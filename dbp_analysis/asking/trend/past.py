"""Where one unit stood in the last months, and which of them compare."""

from dataclasses import dataclass

from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import month_number, short_period
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences

MOST_MONTHS = 13
"""A year and the month it began with."""

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
    """The months among the last 13 of the calendar in which the unit was ranked, oldest first."""
    results = series.card.results.xs(unit_code, level="unit_code")
    ranked = results[results["rank"].notna()]
    parts = series.carried.parts.xs(unit_code, level="unit_code")
    totals, ranks = ranked["total"].to_dict(), ranked["rank"].to_dict()
    days = {inputs.month: inputs.settings.year_to_date for inputs in series.inputs}
    joined, all_joined = months_joined(series, unit_code), months_joined(series)
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
                else say("month", month=short_period(month))
            ),
        )
        for month in series.calendar[-MOST_MONTHS:]
        if month in ranked.index
    ]


def months_joined(series: Series, unit_code: str = "") -> list[str]:
    """The first months in which the unit (empty: any) holds what earlier figures lack."""
    lacking = series.carried.incomplete
    return sorted({f"{one.since:%Y-%m}" for one in lacking if unit_code in ("", one.unit_code)})
