"""The tables of a trend: for a reader as they are shown, and in full as they are filed."""

import pandas as pd

from dbp_analysis.asking.trend.commentary import beside_text, limits_text, verdict
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.common.csv_out import csv_text
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import percent, same_decimals, vietnamese
from dbp_analysis.common.periods import short_period
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.scoring.scorecard import NO_CASES
from dbp_analysis.settings.sentences import Sentences

UNKNOWN = "–"

say = Sentences("trend")


def totals_table(trend: Trend) -> ReaderTable:
    """Totals with their rank, ``69,28 (1)``: units in the order of the last month, a column a month."""
    decimals = trend.series.card.scheme.printed.total
    totals = trend.totals.map(lambda value: vietnamese(value, decimals), na_action="ignore").astype("string")
    ranked = totals + "\N{NO-BREAK SPACE}(" + trend.ranks.astype("string") + ")"
    shown = ranked.fillna(totals)
    table = shown.fillna(UNKNOWN).rename_axis(index="Đơn vị", columns=None).rename(columns=_head)
    return ReaderTable(table)


def ratios_table(trend: Trend) -> ReaderTable:
    """The place's ratios by month; a ratio of some units only says of how many."""
    place = trend.place
    known = place["ratio"].dropna()
    texts = pd.Series(same_decimals(list(map(percent, known))), known.index, dtype=object)
    shown = texts.reindex(place.index)
    shown = shown.mask(place["denominator"].eq(0), NO_CASES).fillna(UNKNOWN)
    some = place["known"].between(1, place["units"] - 1)
    of_some = [
        say("tables.some_units", ratio=ratio, known=known, units=units)
        for ratio, known, units in zip(shown, place["known"], place["units"], strict=True)
    ]
    shown = shown.mask(some, pd.Series(of_some, shown.index))
    names = {i.id: i.short_name for i in trend.series.card.scheme.indicators}
    wide = shown.unstack("month").reindex(shown.index.unique("indicator"))
    table = wide.rename(index=names, columns=_head).rename_axis(index="Chỉ số", columns=None)
    return ReaderTable(table)


def limits_table(trend: Trend) -> ReaderTable:
    """Each indicator's ratio in the last month that can be judged, its limits, and what they say."""
    names = {i.id: i.short_name for i in trend.series.card.scheme.indicators}
    rows = [
        {
            "Chỉ số": names[indicator],
            capitalised(trend.span): _head(limits.last) if limits else UNKNOWN,
            "Tỷ lệ": percent(limits.value) if limits else UNKNOWN,
            "Trung bình": percent(limits.centre) if limits else UNKNOWN,
            "Giới hạn": limits_text(limits) if limits else UNKNOWN,
            "Kết luận": verdict(trend, indicator) + beside_text(trend, indicator),
        }
        for indicator, limits in trend.limits.items()
    ]
    return ReaderTable(pd.DataFrame(rows).set_index("Chỉ số"), words=("Kết luận",))


def totals_csv(trend: Trend) -> str:
    """``totals.csv``: one row a unit and month, unrounded; ``parts`` names the units of that day it sums."""
    card, carried = trend.series.card, trend.series.carried
    rows = card.results[["total", "converted", "band", "rank", "tied"]].join(
        carried.parts.map("; ".join).rename("parts")
    )
    rows = rows.reset_index()
    rows.insert(2, "unit_name", rows["unit_code"].map(card.units["unit_name"]))
    return _csv(rows, trend)


def ratios_csv(trend: Trend) -> str:
    """``ratios.csv``: one row an indicator and month of the place, with its limits where there are any."""
    limits = pd.DataFrame.from_dict(
        {
            name: {"centre": one.centre, "lower": one.lower, "upper": one.upper, "points": one.points}
            for name, one in trend.limits.items()
            if one
        },
        orient="index",
        columns=["centre", "lower", "upper", "points"],
    )
    rows = trend.place.reset_index().merge(limits, left_on="indicator", right_index=True, how="left")
    outside = {(name, month) for name, one in trend.limits.items() if one for month in one.outside}
    rows["outside"] = [pair in outside for pair in zip(rows["indicator"], rows["month"], strict=True)]
    whole = dict.fromkeys(["numerator", "denominator", "points"], "Int64")
    return _csv(rows.astype(whole), trend)


def _head(period: str) -> str:
    return capitalised(short_period(period))


def _csv(rows: pd.DataFrame, trend: Trend) -> str:
    """The rows with what the figures of their month are: official, reconstructed or synthetic."""
    kinds = {one.month: one.settings.provenance for one in trend.series.inputs}
    return csv_text(rows.assign(provenance=rows["month"].map(kinds)))
