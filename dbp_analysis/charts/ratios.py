"""Which ratios are low, and on how many cases does each rest?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dbp_analysis.asking.robustness.intervals import LEVEL, Interval, intervals
from dbp_analysis.asking.robustness.intervals import known as intervals_known
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import everyone, listed, lowest_of
from dbp_analysis.charts.items import standings
from dbp_analysis.charts.measure import text_width
from dbp_analysis.charts.page import on_every_canvas
from dbp_analysis.charts.strips import Mark, Strip, marks_text, strips_chart, text_room
from dbp_analysis.charts.style import SMALL, Canvas
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import FEW_CASES, NO_CASES, Scorecard
from dbp_analysis.settings.scheme import Indicator
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "ty-le"


@dataclass(frozen=True)
class Cases:
    """An indicator's cases by unit code, where there are any and known, and of how many units there are none,
    and of how many it is unknown; the intervals of those with ``few`` cases.
    """

    indicator: Indicator
    numerators: Mapping[str, float]
    denominators: Mapping[str, float]
    without: int
    unknown: int
    few: Mapping[str, Interval]

    def ratio(self, code: str) -> float:
        """Numerator / denominator of a unit that has cases."""
        return settle(self.numerators[code] / self.denominators[code])

    @property
    def ratios(self) -> list[float]:
        """The ratio of every unit that has cases."""
        return [self.ratio(code) for code in self.denominators]

    @property
    def middle(self) -> float:
        """The ratio of the middle unit of those that have cases."""
        return settle(median(self.ratios))


def ratios_known(card: Scorecard) -> bool:
    """Whether any indicator has counts, so that there is a ratio, or a 0/0, to show."""
    return bool(card.denominators.notna().to_numpy().any())


@on_every_canvas
def ratios_chart(canvas: Canvas, card: Scorecard, note: str = "") -> Chart:
    """Each unit's ratio on a strip for each indicator, with the cases behind those that are named."""
    names = {unit.code: unit.name for unit in standings(card)}
    known = _cases(card)
    with_cases = [cases for cases in known if cases.denominators]
    judged = [c for c in with_cases if c.indicator.is_share and c.indicator.direction == "rising"]
    lowest = min((cases.middle for cases in judged), default=1.0)
    weakest = [cases for cases in judged if cases.middle == lowest]
    strips = [_strip(canvas, cases, names, cases in weakest and min(cases.ratios) < 1) for cases in known]
    subtitle = say("ratios.subtitle_empty", units=len(names), period=card.period)
    if with_cases:
        most = max(len(names) - cases.unknown for cases in known)
        which = say("ratios.known" if most < len(names) else "shared.units", known=most, count=len(names))
        subtitle = say("ratios.subtitle", units=which, period=card.period, marks=marks_text(strips))
    words = (_title(known, weakest, len(names)), subtitle, _description(strips))
    return strips_chart(canvas, NAME, words, strips, [_key(strips), note])


def _cases(card: Scorecard) -> list[Cases]:
    """The indicators of which some unit's counts are known, units in the card's order."""
    over, under = card.of_units(card.numerators), card.of_units(card.denominators)
    known = under.gt(0) & over.notna()
    few: dict[str, dict[str, Interval]] = {i.id: {} for i in card.scheme.indicators}
    for one in intervals_known(intervals(card)):
        if one.few:
            few[one.indicator][one.unit_code] = one
    return [
        Cases(
            i,
            {str(code): float(value) for code, value in over[i.id][known[i.id]].items()},
            {str(code): float(value) for code, value in under[i.id][known[i.id]].items()},
            int(under[i.id].eq(0).sum()),
            int((~known[i.id] & under[i.id].ne(0)).sum()),
            few[i.id],
        )
        for i in card.scheme.indicators
        if under[i.id].notna().any()
    ]


def _strip(canvas: Canvas, cases: Cases, names: Mapping[str, str], strong: bool) -> Strip:
    ratios, details = cases.ratios, []
    if ratios:
        least, most = (vietnamese(end(cases.denominators.values())) for end in (min, max))
        span = least if least == most else f"{least}–{most}"
        details.append(say("ratios.denominators", span=span, cases=cases.indicator.cases))
    if cases.without and ratios:
        details.append(say("shared.number", what=NO_CASES, count=cases.without))
    full_from = cases.indicator.full_from
    if full_from is not None and (full_from < 1 or not cases.indicator.is_share):
        details.append(say("ratios.full_at", share=cases.indicator.value_text(full_from)))
    if cases.unknown:
        details.append(say("shared.number", what=say("shared.no_figures"), count=cases.unknown))
    everybody = lower_first(everyone(cases.without))
    idle = say("shared.units", count=cases.without) if cases.unknown else everybody
    ends = sorted({min(ratios), max(ratios)}) if ratios else []
    return Strip(
        cases.indicator.short_name,
        details,
        ratios,
        [Mark(ratio, _mark(cases, names, ratio, text_room(canvas)), strong) for ratio in ends],
        [cases.denominators[code] < FEW_CASES for code in cases.denominators],
        strong,
        full_from,
        say("ratios.idle", no_cases=NO_CASES, units=idle),
        canvas,
    )


def _mark(cases: Cases, names: Mapping[str, str], ratio: float, room: float) -> str:
    """Who has this ratio: one unit with its cases, a few by name, more by their number."""
    codes = [code for code in cases.denominators if cases.ratio(code) == ratio]
    write = cases.indicator.value_text
    if len(codes) == 1:
        over, under = (vietnamese(values[codes[0]]) for values in (cases.numerators, cases.denominators))
        text = f"{names[codes[0]]} {write(ratio)} ({over}/{under})"
        return text + (_chance(cases, few) if (few := cases.few.get(codes[0])) else "")
    if len(codes) <= (4 if ratio < 1 else 2):
        text = f"{listed([names[code] for code in codes], 4)} {write(ratio)}"
        if text_width(text, SMALL, bold=True) <= room:
            return text
    many = say("shared.units", count=len(codes))
    if len(codes) == len(cases.denominators):
        some = cases.without or cases.unknown
        many = say("ratios.all_with_cases" if some else "ratios.all", count=len(codes))
    return f"{many} {write(ratio)}"


def _chance(cases: Cases, few: Interval) -> str:
    """How far a ratio of few cases may be chance, and whether it differs from that of all units together."""
    average = sum(cases.numerators.values()) / sum(cases.denominators.values())
    said = say("ratios.chance", low=percent(few.low), high=percent(few.high))
    against = say(f"against.{few.against(average) or 'same'}")
    return said + (say("ratios.against", against=against) if len(cases.denominators) > 1 else "")


def _key(strips: Sequence[Strip]) -> str:
    """What the foot says about hollow dots, where any is drawn."""
    if not any(any(strip.hollow) for strip in strips if not strip.in_columns):
        return ""
    return say("ratios.key", few=FEW_CASES, moved=vietnamese(100 / FEW_CASES, 1), level=percent(LEVEL))


def _title(known: Sequence[Cases], weakest: Sequence[Cases], units: int) -> str:
    """By the middle unit of each indicator, which is said where another has a lower ratio; with the number of
    units that are known, where that is not all.
    """
    if not known:
        return say("shared.no_ratio")
    partly = any(cases.unknown for cases in known)
    if not weakest and any(cases.denominators for cases in known):
        return say("ratios.not_compared")
    if not weakest:
        return say("ratios.all_idle_known" if partly else "ratios.all_idle", no_cases=NO_CASES)
    if all(ratio == 1 for cases in known for ratio in cases.ratios):
        return say("ratios.all_full_known" if partly else "ratios.all_full")
    ratios = [ratio for cases in weakest for ratio in cases.ratios]
    low, high = min(ratios), max(ratios)
    span = percent(low) if low == high else say("ratios.span", low=percent(low), high=percent(high))
    items = lowest_of([cases.indicator.short_name for cases in weakest], say("shared.indicator"))
    of = sorted({units - cases.unknown for cases in weakest})
    counted = "–".join(map(str, dict.fromkeys((of[0], of[-1]))))
    by_median = any(ratio < low for cases in known for ratio in cases.ratios)
    title = say("ratios.lowest_by_median" if by_median else "ratios.lowest", items=items, span=span)
    return title + (say("ratios.of", known=counted, units=units) if of[0] < units else "")


def _description(strips: Sequence[Strip]) -> str:
    rows = []
    for strip in strips:
        texts = [mark.text for mark in strip.marks] or [strip.empty]
        details = f" ({', '.join(strip.details)})" if strip.details else ""
        rows.append(f"{strip.name}{details}: {'; '.join(texts)}")
    return say("ratios.description", rows=". ".join(rows)) if rows else say("ratios.nothing")
