"""How far may a ratio be chance? Each with its confidence interval and its cases."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dbp_analysis.asking.robustness.intervals import LEVEL, Interval, cases_text, each, known
from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.facts import listed
from dbp_analysis.charts.items import Standing, ranked, standings
from dbp_analysis.charts.measure import text_width, widest
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import ACCENT, LABEL, MANY_UNITS, MARGIN, MARK, PAPER, RIGHT, RULE, SMALL
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.scoring.scorecard import FEW_CASES, NO_CASES, Scorecard

NAME = "khoang-tin-cay"
NOTHING = "Chưa có tỷ lệ nào để trình bày"
WIDEST = 20
HEAD, ROW = 20.0, 18.0
GAP, DOT, BAR = 10.0, 7.0, 4.0
HEADS = ("tỷ lệ", f"khoảng {percent(LEVEL)}", "số trường hợp")
KEY = (
    f"Vạch: khoảng tin cậy {percent(LEVEL)} (Wilson), tức các mức thực chất phù hợp với số trường hợp đã có; "
    f"càng ít trường hợp, vạch càng dài. Chấm rỗng: mẫu số dưới {FEW_CASES}."
)


@own_style()
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
        return Page(NOTHING, card.period.capitalize(), 0, [note]).chart(NAME, f"{NOTHING}.")
    shown, which = _shown(units, found)
    most = max(settle(one.width) for one in found.values())
    strong = {code for code, one in found.items() if settle(one.width) == most}
    ratios = {one.unit_code: one for one in each(table) if one.indicator == chosen}
    roster = Roster(shown, ROW, accents=True)
    page = Page(
        _title(card, units, found, strong),
        f"Tỷ lệ và khoảng tin cậy {percent(LEVEL)} của {which}, {card.period}",
        HEAD + roster.height,
        [KEY, places(shown), note],
    )
    middles = roster.draw(page, MARGIN, page.top + HEAD, strong)
    _draw(page, MARGIN + roster.width + 12, [ratios[unit.code] for unit in shown], middles, strong)
    return page.chart(NAME, _description(shown, ratios))


def _title(
    card: Scorecard, units: Sequence[Standing], found: Mapping[str, Interval], strong: Collection[str]
) -> str:
    """Whose ratio is least sure, of those that are known."""
    names = listed([unit.name for unit in units if unit.code in strong])
    least = [one for code, one in found.items() if code in strong]
    spans = {(one.numerator, one.denominator) for one in least}
    between = f"từ {percent(least[0].low)} đến {percent(least[0].high)} ({cases_text(card, least[0])})"
    wide = f"khoảng rộng {vietnamese(least[0].width * 100, 1)} điểm phần trăm"
    said = between if len(spans) == 1 else wide
    indicator = card.scheme.indicator(least[0].indicator)
    known, total = int(card.denominators[indicator.id].notna().sum()), len(card.results)
    of = f" – {known}/{total} đơn vị có số liệu" if known < total else ""
    which = "" if len(found) == 1 else "kém chắc chắn nhất là "
    return f"{indicator.short_name}: {which}{names}, {said}{of}"


def _widest_indicator(table: pd.DataFrame) -> str:
    """By the middle unit, among the indicators with at least half as many intervals as any has."""
    widths = table["high"].sub(table["low"]).dropna().groupby(level="indicator", sort=False)
    units = widths.size()
    return str(widths.median()[units.ge(units.max() / 2)].idxmax()) if len(units) else ""


def _shown(units: list[Standing], found: Mapping[str, Interval]) -> tuple[list[Standing], str]:
    """The units with a row, and how they were chosen, in words."""
    if len(units) <= MANY_UNITS:
        return units, f"{len(units)} đơn vị theo thứ hạng"
    if len(found) <= MANY_UNITS:
        which = f"{len(found)} đơn vị có phát sinh, có số liệu trong {len(units)} đơn vị"
        return [unit for unit in units if unit.code in found], which
    least = set(sorted(found, key=lambda code: -found[code].width)[:WIDEST])
    return [u for u in units if u.code in least], f"{WIDEST}/{len(units)} đơn vị có khoảng rộng nhất"


def _texts(one: Interval) -> tuple[str, str, str]:
    """What stands under ``HEADS``; why there is no ratio, where there is none."""
    if pd.isna(one.ratio):
        return (NO_CASES if one.denominator == 0 else "chưa có số liệu"), "", ""
    span = "" if pd.isna(one.low) else f"{percent(one.low).removesuffix('%')}–{percent(one.high)}"
    return percent(one.ratio), span, f"{vietnamese(one.numerator)}/{vietnamese(one.denominator)}"


def _draw(
    page: Page, left: float, rows: Sequence[Interval], middles: Mapping[str, float], strong: Collection[str]
) -> None:
    """The columns of text at the right, then scale, intervals and dots between them and ``left``."""
    right, texts = RIGHT, {one.unit_code: _texts(one) for one in rows}
    top, bottom = page.top + HEAD - 4, max(middles.values()) + ROW / 2
    counted = [one for one in rows if not pd.isna(one.ratio)]
    for number in (2, 1, 0):
        page.note(right, page.top + 4, HEADS[number], align="right")
        size = SMALL if number else LABEL
        for code in (one.unit_code for one in counted):
            bold = code in strong and not number
            page.text(right, middles[code], texts[code][number], size, bold=bold, align="right")
        widths = widest((texts[one.unit_code][number] for one in counted), LABEL, bold=True)
        right -= max(text_width(HEADS[number], SMALL), widths) + GAP
    right -= GAP

    def x(share: float) -> float:
        return left + (right - left) * min(share, 1.0)

    page.strokes([((x(share), top), (x(share), bottom)) for share in (0, 0.25, 0.5, 0.75, 1)], RULE, 0.5)
    for share in (0.0, 0.5, 1.0):
        page.note(x(share), page.top + 4, percent(share), align="center")
    for code in (one.unit_code for one in rows if pd.isna(one.ratio)):
        page.boxes([(left + 1, middles[code] - 6, text_width(texts[code][0], SMALL) + 6, 12)], PAPER)
        page.note(left + 4, middles[code], texts[code][0])
    for accented, colour in ((False, MARK), (True, ACCENT)):
        same = [(one, middles[one.unit_code]) for one in counted if (one.unit_code in strong) is accented]
        spans = [(x(one.low), x(one.high), y) for one, y in same if not pd.isna(one.low)]
        page.boxes([(start, y - BAR / 2, max(end - start, 1.0), BAR) for start, end, y in spans], colour)
        page.dots([(x(one.ratio), y) for one, y in same if not one.few], DOT, colour, width=0.8)
        page.rings([(x(one.ratio), y) for one, y in same if one.few], DOT - 1, colour, 1.4)


def _description(units: Sequence[Standing], ratios: Mapping[str, Interval]) -> str:
    said = []
    for unit in units:
        ratio, span, cases = _texts(ratios[unit.code])
        said.append(f"{unit.name}: {ratio}" + (f" ({cases}), khoảng {span}" if span else ""))
    return f"Tỷ lệ và khoảng tin cậy {percent(LEVEL)}: {'; '.join(said)}."
