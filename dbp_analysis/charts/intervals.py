"""How far may a ratio be chance? Each with its confidence interval and its cases."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dbp_analysis.asking.robustness.intervals import LEVEL, Interval, averages, cases_text, each, known
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import listed
from dbp_analysis.charts.items import Standing, ranked, standings
from dbp_analysis.charts.measure import text_width
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import COLUMN_GAP, Roster, places, text_columns
from dbp_analysis.charts.style import BETTER, LINE, MANY_UNITS, MARK, PAPER, RULE, SMALL, SOFT, WIDE, WORSE
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.scoring.scorecard import FEW_CASES, NO_CASES, Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "khoang-tin-cay"
WIDEST = 20
HEAD, ROW = 20.0, 18.0
DOT, BAR = 7.0, 4.0


def interval_chart(card: Scorecard, table: pd.DataFrame, note: str = "", *, indicator: str = "") -> Chart:
    """One indicator's ratio for the ranked units of a one-month card.

    ``table`` is from ``asking.robustness.intervals``. Without ``indicator``: of the
    indicators in which many units had cases, the one whose intervals are widest. Of many units those with
    an interval are shown, the ``WIDEST`` if there are many of these too. Raise ``WrongUse`` for an indicator
    that the scheme does not have.
    """
    ids = [one.id for one in card.scheme.indicators]
    if indicator and indicator not in ids:
        raise WrongUse(f"Không có chỉ số {indicator!r}.\n  Các chỉ số: {', '.join(ids)}.")
    chosen = indicator or _widest_indicator(table)
    units = ranked(standings(card))
    codes = {unit.code for unit in units}
    found = {one.unit_code: one for one in known(table) if one.indicator == chosen and one.unit_code in codes}
    if not found:
        nothing = say("shared.no_ratio")
        return Page(nothing, capitalised(card.period), 0, [note]).chart(NAME, f"{nothing}.")
    shown, which = _shown(units, found)
    most = max(settle(one.width) for one in found.values())
    strong = {code for code, one in found.items() if settle(one.width) == most}
    ratios = {one.unit_code: one for one in each(table) if one.indicator == chosen}
    roster = Roster(shown, ROW, accents=True)
    subtitle = say("intervals.subtitle", level=percent(LEVEL), units=which, period=card.period)
    average = averages(card)[chosen]
    key = say("intervals.key", level=percent(LEVEL), few=FEW_CASES, average=percent(average))
    title = _title(card, units, found, strong)
    page = Page(title, subtitle, HEAD + roster.height, [key, places(shown), note])
    middles = roster.draw(page, WIDE.left, page.top + HEAD, strong)
    rows = [ratios[unit.code] for unit in shown]
    rising = card.scheme.indicator(chosen).direction == "rising"
    _draw(page, WIDE.left + roster.width + 12, rows, middles, strong, average, rising=rising)
    return page.chart(NAME, _description(shown, ratios, average))


def _title(
    card: Scorecard, units: Sequence[Standing], found: Mapping[str, Interval], strong: Collection[str]
) -> str:
    """Whose ratio is least sure, of those that are known."""
    names = listed([unit.name for unit in units if unit.code in strong])
    least = [one for code, one in found.items() if code in strong]
    first, indicator = least[0], card.scheme.indicator(least[0].indicator)
    spans = {(one.numerator, one.denominator) for one in least}
    interval = say(
        "intervals.between" if len(spans) == 1 else "intervals.wide",
        low=percent(first.low),
        high=percent(first.high),
        cases=cases_text(card, first),
        points=vietnamese(first.width * 100, 1),
    )
    counted, total = int(card.denominators[indicator.id].notna().sum()), len(card.results)
    said = {"indicator": indicator.short_name, "units": names, "interval": interval}
    title = say("intervals.title_one" if len(found) == 1 else "intervals.title", **said)
    return title + (say("intervals.known", known=counted, units=total) if counted < total else "")


def _widest_indicator(table: pd.DataFrame) -> str:
    """By the middle unit, among the indicators with at least half as many intervals as any has."""
    widths = table["high"].sub(table["low"]).dropna().groupby(level="indicator", sort=False)
    units = widths.size()
    return str(widths.median()[units.ge(units.max() / 2)].idxmax()) if len(units) else ""


def _shown(units: list[Standing], found: Mapping[str, Interval]) -> tuple[list[Standing], str]:
    """The units with a row, and how they were chosen, in words."""
    count = len(units)
    if count <= MANY_UNITS:
        return units, say("intervals.ranked", count=count)
    if len(found) <= MANY_UNITS:
        which = say("intervals.with_cases", found=len(found), count=count)
        return [unit for unit in units if unit.code in found], which
    least = set(sorted(found, key=lambda code: -found[code].width)[:WIDEST])
    return [u for u in units if u.code in least], say("intervals.widest", shown=WIDEST, count=count)


def _texts(one: Interval) -> tuple[str, str, str]:
    """What stands in the three columns; why there is no ratio, where there is none."""
    if pd.isna(one.ratio):
        return (NO_CASES if one.denominator == 0 else say("shared.no_figures")), "", ""
    span = "" if pd.isna(one.low) else f"{percent(one.low).removesuffix('%')}–{percent(one.high)}"
    return percent(one.ratio), span, f"{vietnamese(one.numerator)}/{vietnamese(one.denominator)}"


def _draw(
    page: Page,
    left: float,
    rows: Sequence[Interval],
    middles: Mapping[str, float],
    strong: Collection[str],
    average: float,
    *,
    rising: bool,
) -> None:
    """The columns of text at the right, then scale, intervals and dots between them and ``left``, coloured
    where they lie on one side of the ``average``.
    """
    texts = {one.unit_code: (*_texts(one), _against(one, average)) for one in rows}
    top, bottom = page.top + HEAD - 4, max(middles.values()) + ROW / 2
    counted = [one for one in rows if not pd.isna(one.ratio)]
    heads = [say("intervals.ratio"), say("intervals.interval", level=percent(LEVEL)), say("intervals.cases")]
    heads += [say("intervals.against")] if len(counted) > 1 else []
    columns = [
        ([head], {one.unit_code: texts[one.unit_code][number] for one in counted})
        for number, head in enumerate(heads)
    ]
    # The heads stand on the line of the scale's numbers.
    right = text_columns(page, page.top + 4 - LINE / 2, columns, middles, strong, SMALL) - COLUMN_GAP

    def x(share: float) -> float:
        return left + (right - left) * min(share, 1.0)

    page.uprights([x(share) for share in (0, 0.25, 0.5, 0.75, 1)], top, bottom, RULE, 0.5)
    for share in (0.0, 0.5, 1.0):
        page.note(x(share), page.top + 4, percent(share), align="center")
    for code in (one.unit_code for one in rows if pd.isna(one.ratio)):
        page.boxes([(left + 1, middles[code] - 6, text_width(texts[code][0], SMALL) + 6, 12)], PAPER)
        page.note(left + 4, middles[code], texts[code][0])
    page.uprights([x(average)], top, bottom, SOFT, 0.8, (2, 1.5))
    sides = {"": MARK, "above": BETTER if rising else WORSE, "below": WORSE if rising else BETTER}
    for side, colour in sides.items():
        same = [(one, middles[one.unit_code]) for one in counted if one.against(average) == side]
        spans = [(x(one.low), x(one.high), y) for one, y in same if not pd.isna(one.low)]
        page.boxes([(start, y - BAR / 2, max(end - start, 1.0), BAR) for start, end, y in spans], colour)
        page.dots([(x(one.ratio), y) for one, y in same if not one.few], DOT, colour, width=0.8)
        page.rings([(x(one.ratio), y) for one, y in same if one.few], DOT - 1, colour, 1.4)


def _against(one: Interval, average: float) -> str:
    """How a ratio lies to that of all units together, as far as its interval allows to say."""
    return "" if pd.isna(one.low) else say(f"against.{one.against(average) or 'same'}")


def _description(units: Sequence[Standing], ratios: Mapping[str, Interval], average: float) -> str:
    said = []
    for unit in units:
        ratio, span, cases = _texts(ratios[unit.code])
        row = {"unit": unit.name, "ratio": ratio, "cases": cases, "interval": span}
        row["against"] = _against(ratios[unit.code], average)
        said.append(say("intervals.row", **row) if span else f"{unit.name}: {ratio}")
    return say("intervals.description", level=percent(LEVEL), rows="; ".join(said))
