"""A trend → sentences: who moved, what keeps rising or falling, what is more than usual variation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from dbp_analysis.asking.trend.control import (
    FEWEST_POINTS,
    FEWEST_RANGES,
    NATURAL,
    ONE_SIDE,
    ONE_WAY,
    Limits,
    Verdict,
)
from dbp_analysis.asking.trend.runs import MONTHS_IN_A_ROW
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.common.html import below_heading
from dbp_analysis.common.numbers import percent, same_decimals, vietnamese
from dbp_analysis.common.periods import named_period, preceding
from dbp_analysis.common.sentences import capitalised, listed, markdown_text
from dbp_analysis.scoring.scorecard import FEW_CASES
from dbp_analysis.settings.sentences import Sentences

MOST_NAMED = 5
"""More units than this are named only by the first of them."""

say = Sentences("trend")


@dataclass(frozen=True)
class Topic:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class TrendText:
    """What is said about a trend, and the notes that a reader must know with it."""

    title: str
    topics: tuple[Topic, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences as a text with headings and lists (Markdown)."""
        notes = [f"> {markdown_text(note)}" for note in self.notes]
        blocks = [
            "\n".join([f"## {one.heading}", "", *(f"- {markdown_text(said)}" for said in one.sentences)])
            for one in self.topics
        ]
        title = f"# {markdown_text(self.title)}"
        return "\n\n".join([title, *["\n>\n".join(notes)] * bool(notes), *blocks]) + "\n"

    def _repr_markdown_(self) -> str:
        return below_heading(self.text)

    def __repr__(self) -> str:
        return f"TrendText({self.title})"


def describe_trend(trend: Trend) -> TrendText:
    """The sentences on a trend: places and bands, runs, and the place's ratios beside their limits."""
    topics = (
        Topic(say("heading.standing"), tuple(_standing(trend))),
        Topic(say("heading.runs", months=trend.counted(MONTHS_IN_A_ROW)), _alike(_runs(trend))),
        Topic(say("heading.control"), _alike(_control(trend))),
    )
    return TrendText(trend.series.title, topics, trend.series.notes)


def _alike(sentences: Iterable[str]) -> tuple[str, ...]:
    """The shares that one sentence sets beside one another with the same decimals."""
    return tuple(text for sentence in sentences for text in same_decimals([sentence]))


def verdict(trend: Trend, indicator: str) -> str:
    """What an indicator's last month says, or why there are no limits to tell."""
    found = trend.verdicts[indicator]
    return _verdict(trend, found) if found else why_no_limits(trend, indicator)


def limits_text(limits: Limits) -> str:
    """``62,2%–69,1%``."""
    return f"{percent(limits.lower)}–{percent(limits.upper)}"


def beside_text(trend: Trend, indicator: str) -> str:
    """``; 7/12 tháng ngoài giới hạn; tăng liên tiếp 4 tháng``: what tells whether the last month
    stands alone; empty where it does. Of a run that is the verdict itself, where it began.
    """
    limits, runs = trend.limits[indicator], trend.place_runs
    if trend.verdicts[indicator] in ("rising", "falling"):
        run = trend.one_way[indicator]
        return say("beside.start", ratio=percent(run.before), month=named_period(run.start))
    if not limits:
        return ""
    more = set(limits.outside) - {limits.last}
    points = trend.counted(limits.points)
    said = say("beside.outside", outside=len(limits.outside), months=points) if more else ""
    lasting = runs[runs["subject"].eq(indicator) & runs["last"].eq(limits.last)]
    ran = [
        say("beside.up" if rising else "beside.down", months=trend.counted(months))
        for rising, months in zip(lasting["rising"], lasting["months"], strict=True)
    ]
    return said + "".join(ran)


def month_if_older(trend: Trend, month: str) -> str:
    """``, tháng 11/2025``: the month that is judged, where it is not the last one."""
    return "" if month == trend.series.months[-1] else say("beside.month", month=named_period(month))


def break_text(trend: Trend) -> str:
    """Why months are compared only from some month on; empty where all of them are."""
    if trend.all_whole:
        return ""
    if trend.breaks:
        return " ".join(trend.breaks.values())
    lacking = trend.whole_from.index[trend.whole_from.gt(trend.series.months[0])]
    return say("break", since=named_period(trend.since), units=_units(lacking))


def _standing(trend: Trend) -> Iterator[str]:
    first, last = (named_period(month) for month in (trend.since, trend.series.months[-1]))
    if why := break_text(trend):
        yield why
    moves = trend.moves
    leaders = moves.index[moves["to_rank"].eq(1)]
    if len(leaders):
        said = {"count": len(leaders), "month": last, "units": _units(leaders)}
        yield say("standing.leaders" if len(leaders) > 1 else "standing.leader", **said)
    if first == last:
        return
    climbed = moves["climbed"].dropna()
    apart = moves.index.difference(climbed.index, sort=False)
    if len(apart):
        said = {"count": len(apart), "all": len(moves), "span": trend.span, "units": _units(apart)}
        yield say("standing.apart", first=first, **said)
    if climbed.empty:
        return
    for way, steps in (("up", climbed), ("down", -climbed)):
        most = moves.loc[steps.index[steps.gt(0) & steps.eq(steps.max())], ["from_rank", "to_rank"]]
        moved = [say(f"most_unit.{way}", unit=u, before=b, after=a) for u, b, a in most.itertuples()]
        if moved:
            yield say(f"most.{way}", first=first, units=_units(moved))
    if climbed.eq(0).all():
        some = len(climbed) < len(moves)
        yield say(
            "standing.ranks_kept_known" if some else "standing.ranks_kept", known=len(climbed), first=first
        )
    yield from _band_changes(trend, first)


def _band_changes(trend: Trend, first: str) -> Iterator[str]:
    moves = trend.moves.dropna(subset=["from_band", "to_band"])
    changed = moves.loc[moves["from_band"].ne(moves["to_band"]), ["from_band", "to_band"]]
    said = {"known": len(moves), "first": first}
    if len(changed):
        units = [say("standing.bands_unit", unit=u, before=b, after=a) for u, b, a in changed.itertuples()]
        yield say("standing.bands", count=len(changed), units=_units(units), **said)
    elif len(moves):
        some = len(moves) < len(trend.moves)
        yield say("standing.bands_kept_known" if some else "standing.bands_kept", **said)


def _runs(trend: Trend) -> Iterator[str]:
    last, scheme = trend.series.months[-1], trend.series.card.scheme
    places = trend.place_runs["subject"].map({i.id: i.short_name for i in scheme.indicators})
    for kind, runs, write in (
        ("units", trend.unit_runs, lambda total: vietnamese(total, scheme.printed.total)),
        ("indicators", trend.place_runs.assign(subject=places), percent),
    ):
        lasting = runs[runs["last"].eq(last)].sort_values("months", ascending=False, kind="stable")
        for way, rising in (("up", True), ("down", False)):
            rows = lasting[lasting["rising"].eq(rising)].to_dict("records")
            if rows:
                found = [_run(trend, row, write) for row in rows]
                named = say.listed(f"more.{kind}", found, MOST_NAMED)
                yield say(f"runs_{way}.{kind}", last=named_period(last), named=named)
        if lasting.empty:
            yield say(f"runs_none.{kind}", last=named_period(last))


def _run(trend: Trend, run: Mapping[Any, Any], write: Callable[[float], str]) -> str:
    return say(
        "run",
        subject=run["subject"],
        months=trend.counted(run["months"]),
        before=write(run["before"]),
        since=named_period(preceding(run["first"])),
        after=write(run["after"]),
    )


def _control(trend: Trend) -> Iterator[str]:
    names = {i.id: i.short_name for i in trend.series.card.scheme.indicators}
    judged = {name: limits for name, limits in trend.limits.items() if limits}
    if judged:
        yield say("method", factor=vietnamese(NATURAL, 2), **_rows(trend))
    for kind in get_args(Verdict):
        found = [_judged(trend, name, names[name]) for name, of in trend.verdicts.items() if of == kind]
        if found:
            yield say(
                "control.found", verdict=capitalised(_verdict(trend, kind)), indicators="; ".join(found)
            )
    for way in ("up", "down"):
        moved = [names[name] for name, limits in judged.items() if limits.moved == way]
        if moved:
            yield say(f"moved.{way}", span=trend.span, indicators=listed(moved))
    reasons: dict[str, list[str]] = {}
    for name, limits in trend.limits.items():
        if not limits:
            reasons.setdefault(why_no_limits(trend, name), []).append(names[name])
    for why, lacking in reasons.items():
        yield say("control.no_limits", why=why, indicators=listed(lacking))


def _verdict(trend: Trend, kind: str) -> str:
    return say(f"verdict.{kind}", **_rows(trend))


def _rows(trend: Trend) -> Mapping[str, str]:
    return {
        "span": trend.span,
        "one_side": trend.counted(ONE_SIDE),
        "one_way": trend.counted(ONE_WAY),
    }


def _judged(trend: Trend, indicator: str, name: str) -> str:
    """``80% (45,4%–58,7%, tháng 11/2023; 2/13 tháng ngoài giới hạn)``: the last value, and what judges it."""
    limits = trend.limits[indicator]
    judged = limits or trend.one_way[indicator]
    said = limits_text(limits) if limits else ""
    said += month_if_older(trend, judged.last) + beside_text(trend, indicator)
    said = said.removeprefix("; ").removeprefix(", ")
    return say("control.judged", indicator=name, ratio=percent(judged.value), said=said)


def why_no_limits(trend: Trend, indicator: str) -> str:
    """Why an indicator has no limits."""
    months = trend.place.loc[indicator].loc[[m for m in trend.series.months if m >= trend.since]]
    known, units = int(months["known"].max()), int(months["units"].max())
    if not known:
        return say("no_limits.unknown")
    if known < units:
        return say("no_limits.some_units", known=known, units=units)
    if set(months.index) <= set(trend.series.year_to_date):
        return say("no_limits.to_date")
    if months["denominator"].lt(FEW_CASES).sum() > len(months) / 2:
        cases = trend.series.card.scheme.indicator(indicator).cases
        return say("no_limits.few_cases", span=trend.span, fewest=FEW_CASES, cases=cases)
    ratios = trend.comparable.loc[indicator]
    points, pairs = len(ratios.dropna()), len(ratios.diff().dropna())
    why = (
        say("no_limits.few_points", points=trend.counted(points), fewest=FEWEST_POINTS)
        if points < FEWEST_POINTS
        else say("no_limits.few_pairs", points=pairs, span=trend.span, fewest=FEWEST_RANGES)
    )
    return why if trend.all_whole else say("no_limits.from", month=named_period(trend.since), why=why)


def _units(names: Iterable[str]) -> str:
    """Units by name, or the first of many and how many more."""
    return say.listed("more.units", list(names), MOST_NAMED)
