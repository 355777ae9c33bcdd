"""Which ratios are low, and on how many cases does each rest?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import everyone, listed, standings
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.strips import TEXT_ROOM, Mark, Strip, draw_strips, strips_height
from dbp_analysis.charts.style import SMALL, own_style, text_width
from dbp_analysis.numbers import percent, settle, vietnamese
from dbp_analysis.scheme import Indicator
from dbp_analysis.scorecard import FEW_CASES, NO_CASES, Scorecard
from dbp_analysis.wording import lower_first

NAME = "ty-le"


@dataclass(frozen=True)
class Cases:
    """An indicator's cases by unit code, where there are any, and how many units have none."""

    indicator: Indicator
    numerators: Mapping[str, float]
    denominators: Mapping[str, float]
    without: int
    unknown: int

    def ratio(self, code: str) -> float:
        """Numerator / denominator of a unit that has cases."""
        return settle(self.numerators[code] / self.denominators[code])

    @property
    def ratios(self) -> list[float]:
        """The ratio of every unit that has cases."""
        return [self.ratio(code) for code in self.denominators]


def ratios_known(card: Scorecard) -> bool:
    """Whether any indicator has counts, so that there is a ratio, or a 0/0, to show."""
    return bool(card.denominators.notna().to_numpy().any())


@own_style()
def ratios_chart(card: Scorecard, note: str = "") -> Chart:
    """Each unit's ratio on a strip for each indicator, with the cases behind those that are named."""
    names = {unit.code: unit.name for unit in standings(card)}
    known = _cases(card)
    with_cases = [cases for cases in known if cases.denominators]
    weakest = min(with_cases, key=lambda cases: median(cases.ratios), default=None)
    strips = [_strip(cases, names, cases is weakest and min(cases.ratios) < 1) for cases in known]
    page = Page(
        _title(known, weakest),
        f"Tỷ lệ theo chỉ số (tử số/mẫu số), {len(names)} đơn vị, {card.period}; {_shown(strips)}"
        if with_cases
        else f"Tỷ lệ theo chỉ số, {len(names)} đơn vị, {card.period}",
        strips_height(strips),
        [_key(strips), note],
    )
    draw_strips(page, strips)
    return page.chart(NAME, _description(strips))


def _cases(card: Scorecard) -> list[Cases]:
    """The indicators of which some unit's counts are known, units in the card's order."""
    over, under = card.of_units(card.numerators), card.of_units(card.denominators)
    return [
        Cases(
            i,
            {str(code): float(value) for code, value in over[i.id].items()},
            {str(code): float(value) for code, value in under[i.id].items() if value > 0},
            int(under[i.id].eq(0).sum()),
            int(under[i.id].isna().sum()),
        )
        for i in card.scheme.indicators
        if under[i.id].notna().any()
    ]


def _strip(cases: Cases, names: Mapping[str, str], strong: bool) -> Strip:
    ratios, details = cases.ratios, []
    if ratios:
        least, most = (vietnamese(end(cases.denominators.values())) for end in (min, max))
        details.append(f"mẫu số {least if least == most else f'{least}–{most}'} {cases.indicator.cases}")
    if cases.without and ratios:
        details.append(f"{NO_CASES}: {cases.without} đơn vị")
    if cases.indicator.full_at < 1:
        details.append(f"vạch đứt: đủ điểm từ {percent(cases.indicator.full_at)}")
    if cases.unknown:
        details.append(f"chưa có số liệu: {cases.unknown} đơn vị")
    ends = sorted({min(ratios), max(ratios)}) if ratios else []
    return Strip(
        cases.indicator.short_name,
        details,
        ratios,
        [Mark(ratio, _mark(cases, names, ratio), strong) for ratio in ends],
        [cases.denominators[code] < FEW_CASES for code in cases.denominators],
        strong,
        cases.indicator.full_at,
        f"{NO_CASES} ở {lower_first(everyone(cases.without))}",
    )


def _mark(cases: Cases, names: Mapping[str, str], ratio: float) -> str:
    """Who has this ratio: one unit with its cases, a few by name, more by their number."""
    codes = [code for code in cases.denominators if cases.ratio(code) == ratio]
    if len(codes) == 1:
        over, under = (vietnamese(values[codes[0]]) for values in (cases.numerators, cases.denominators))
        return f"{names[codes[0]]} {percent(ratio)} ({over}/{under})"
    if len(codes) <= (4 if ratio < 1 else 2):
        text = f"{listed([names[code] for code in codes], 4)} {percent(ratio)}"
        if text_width(text, SMALL, bold=True) <= TEXT_ROOM:
            return text
    whole = len(codes) == len(cases.denominators)
    return f"{f'cả {len(codes)}' if whole else len(codes)} đơn vị {percent(ratio)}"


def _shown(strips: Sequence[Strip]) -> str:
    """What stands for a unit on the strips."""
    columns = "số trên cột cao nhất là số đơn vị"
    if all(strip.in_columns for strip in strips if strip.shares):
        return columns
    dots = "mỗi chấm là một đơn vị"
    return f"{dots}; ở hàng vẽ cột, {columns}" if any(strip.in_columns for strip in strips) else dots


def _key(strips: Sequence[Strip]) -> str:
    """What the foot says about hollow dots, where any is drawn."""
    if not any(any(strip.hollow) for strip in strips if not strip.in_columns):
        return ""
    moved = vietnamese(100 / FEW_CASES, 1)
    return f"Chấm rỗng: mẫu số dưới {FEW_CASES}, một trường hợp làm tỷ lệ đổi hơn {moved} điểm phần trăm."


def _title(known: Sequence[Cases], weakest: Cases | None) -> str:
    if not known:
        return "Chưa có tỷ lệ nào để trình bày"
    if weakest is None:
        return f"Mọi chỉ số đều {NO_CASES}"
    low, high = min(weakest.ratios), max(weakest.ratios)
    if all(ratio == 1 for cases in known for ratio in cases.ratios):
        return "Mọi tỷ lệ có phát sinh đều đạt 100%"
    span = percent(low) if low == high else f"từ {percent(low)} đến {percent(high)}"
    return f"{weakest.indicator.short_name} thấp nhất: {span}"


def _description(strips: Sequence[Strip]) -> str:
    rows = []
    for strip in strips:
        texts = [mark.text for mark in strip.marks] or [strip.empty]
        details = f" ({', '.join(strip.details)})" if strip.details else ""
        rows.append(f"{strip.name}{details}: {'; '.join(texts)}")
    return f"Tỷ lệ theo chỉ số. {'. '.join(rows)}." if rows else "Chưa có số liệu để tính tỷ lệ."
