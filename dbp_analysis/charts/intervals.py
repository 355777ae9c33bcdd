"""How far may a ratio be chance? Each with its confidence interval and its cases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.robustness.intervals import LEVEL, Interval, cases_text, each, known
from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.facts import listed
from dbp_analysis.charts.items import Standing, ranked, standings
from dbp_analysis.charts.measure import lines_height, text_width, wrap
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.roster import Roster, places
from dbp_analysis.charts.style import ACCENT, LABEL, MANY_UNITS, MARGIN, MARK, PAPER, RIGHT, RULE, SMALL
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import FEW_CASES, NO_CASES, Scorecard

NAME, UNIT_NAME = "khoang-tin-cay", "khoang-tin-cay-don-vi"
NOTHING = "Chưa có tỷ lệ nào để trình bày"
WIDEST = 20
SIDE, HEAD, ROW = 128.0, 20.0, 18.0
GAP, DOT, BAR = 10.0, 7.0, 4.0
HEADS = ("tỷ lệ", f"khoảng {percent(LEVEL)}", "số trường hợp")
KEY = (
    f"Vạch: khoảng tin cậy {percent(LEVEL)} (Wilson), tức các mức thực chất phù hợp với số trường hợp đã có; "
    f"càng ít trường hợp, vạch càng dài. Chấm rỗng: mẫu số dưới {FEW_CASES}."
)


@dataclass(frozen=True)
class _Row:
    """A ratio with its interval (NaN where there is none), and the ``texts`` under ``HEADS``."""

    ratio: float
    low: float
    high: float
    texts: tuple[str, str, str]
    few: bool
    strong: bool


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
    widest = max(settle(one.width) for one in found.values())
    strong = {code for code, one in found.items() if settle(one.width) == widest}
    ratios = {one.unit_code: one for one in each(table) if one.indicator == chosen}
    rows = [_row(ratios[unit.code], unit.code in strong) for unit in shown]
    roster = Roster(shown, ROW, accents=True)
    page = Page(
        _title(card, units, found, strong),
        f"Tỷ lệ và khoảng tin cậy {percent(LEVEL)} của {which}, {card.period}",
        HEAD + roster.height,
        [KEY, places(shown), note],
    )
    middles = roster.draw(page, MARGIN, page.top + HEAD, strong)
    _draw(page, MARGIN + roster.width + 12, rows, [middles[unit.code] for unit in shown])
    return page.chart(NAME, _description([unit.name for unit in shown], rows))


@own_style()
def unit_interval_chart(card: Scorecard, table: pd.DataFrame, unit_code: str, note: str = "") -> Chart:
    """Every ratio of one unit; ``table`` is from :func:`~dbp_analysis.asking.robustness.intervals.intervals`.

    Indicators of which no counts are known stand at the foot. Raise ``KeyError`` for a unit that is not on
    the card.
    """
    unit = str(card.units["unit_short"].to_dict()[unit_code])
    ratios = [one for one in each(table) if one.unit_code == unit_code]
    found = [one for one in known(table) if one.unit_code == unit_code]
    counted = [one for one in ratios if not pd.isna(one.denominator)]
    names = {one.indicator: card.scheme.indicator(one.indicator).short_name for one in ratios}
    unknown = [lower_first(names[one.indicator]) for one in ratios if one not in counted]
    rows = [_row(one, one.few and one.denominator > 0) for one in counted]
    labels = [wrap(names[one.indicator], SIDE, LABEL, bold=True) for one in counted]
    heights = [max(ROW, lines_height(lines, LABEL) + 4) for lines in labels]
    page = Page(
        _unit_title(unit, found, partial=bool(unknown)),
        f"Tỷ lệ và khoảng tin cậy {percent(LEVEL)} theo chỉ số, {card.period}",
        HEAD + sum(heights) if counted else 0,
        [KEY if found else "", f"Chưa có số liệu: {'; '.join(unknown)}." if unknown else "", note],
    )
    middles, y = [], page.top + HEAD
    for lines, height, row in zip(labels, heights, rows, strict=True):
        middles.append(y + height / 2)
        page.block(MARGIN, middles[-1], lines, LABEL, bold=row.strong)
        y += height
    if counted:
        _draw(page, MARGIN + SIDE + 12, rows, middles)
    return page.chart(UNIT_NAME, f"{unit}. {_description([names[one.indicator] for one in counted], rows)}")


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
    widest = set(sorted(found, key=lambda code: -found[code].width)[:WIDEST])
    return [u for u in units if u.code in widest], f"{WIDEST}/{len(units)} đơn vị có khoảng rộng nhất"


def _unit_title(unit: str, found: Sequence[Interval], *, partial: bool) -> str:
    if not found:
        return f"{unit}: chưa có tỷ lệ nào để trình bày"
    few = sum(one.few for one in found)
    if few:
        return f"{unit}: {few}/{len(found)} tỷ lệ dựa trên dưới {FEW_CASES} trường hợp nên dễ lên xuống"
    counted = " có số liệu" if partial else ""
    return f"{unit}: mọi tỷ lệ{counted} đều dựa trên từ {FEW_CASES} trường hợp trở lên"


def _row(one: Interval, strong: bool) -> _Row:
    if pd.isna(one.ratio):
        why = NO_CASES if one.denominator == 0 else "chưa có số liệu"
        return _Row(one.ratio, one.low, one.high, (why, "", ""), False, False)
    span = "" if pd.isna(one.low) else f"{percent(one.low).removesuffix('%')}–{percent(one.high)}"
    texts = (percent(one.ratio), span, f"{vietnamese(one.numerator)}/{vietnamese(one.denominator)}")
    return _Row(one.ratio, one.low, one.high, texts, one.few, strong)


def _draw(page: Page, left: float, rows: Sequence[_Row], middles: Sequence[float]) -> None:
    """The columns of text at the right, then scale, intervals and dots between them and ``left``."""
    right = RIGHT
    top, bottom = page.top + HEAD - 4, max(middles) + ROW / 2
    known_rows = [(row, y) for row, y in zip(rows, middles, strict=True) if not pd.isna(row.ratio)]
    for number in (2, 1, 0):
        page.note(right, page.top + 4, HEADS[number], align="right")
        for row, y in known_rows:
            bold = row.strong and number == 0
            page.text(right, y, row.texts[number], LABEL if number == 0 else SMALL, bold=bold, align="right")
        texts = [text_width(row.texts[number], LABEL, bold=True) for row, _ in known_rows]
        right -= max([text_width(HEADS[number], SMALL), *texts]) + GAP
    right -= GAP

    def x(share: float) -> float:
        return left + (right - left) * min(share, 1.0)

    page.strokes([((x(share), top), (x(share), bottom)) for share in (0, 0.25, 0.5, 0.75, 1)], RULE, 0.5)
    for share in (0.0, 0.5, 1.0):
        page.note(x(share), page.top + 4, percent(share), align="center")
    for row, y in zip(rows, middles, strict=True):
        if pd.isna(row.ratio):
            page.boxes([(left + 1, y - 6, text_width(row.texts[0], SMALL) + 6, 12)], PAPER)
            page.note(left + 4, y, row.texts[0])
    for strong, colour in ((False, MARK), (True, ACCENT)):
        same = [(row, y) for row, y in known_rows if row.strong is strong]
        spans = [(x(row.low), x(row.high), y) for row, y in same if not pd.isna(row.low)]
        page.boxes([(start, y - BAR / 2, max(end - start, 1.0), BAR) for start, end, y in spans], colour)
        page.dots([(x(row.ratio), y) for row, y in same if not row.few], DOT, colour, PAPER, 0.8)
        page.dots([(x(row.ratio), y) for row, y in same if row.few], DOT - 1, PAPER, colour, 1.4)


def _description(names: Sequence[str], rows: Sequence[_Row]) -> str:
    said = [
        f"{name}: {row.texts[0]}" + (f" ({row.texts[2]}), khoảng {row.texts[1]}" if row.texts[1] else "")
        for name, row in zip(names, rows, strict=True)
    ]
    return f"Tỷ lệ và khoảng tin cậy {percent(LEVEL)}: {'; '.join(said)}." if said else f"{NOTHING}."
