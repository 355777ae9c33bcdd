"""Which ratios are low, and on how many cases does each rest?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dbp_analysis.charts.chart import Chart, own_style
from dbp_analysis.charts.facts import everyone, listed
from dbp_analysis.charts.items import standings
from dbp_analysis.charts.measure import text_width
from dbp_analysis.charts.strips import TEXT_ROOM, Mark, Strip, strips_chart
from dbp_analysis.charts.style import SMALL
from dbp_analysis.common.numbers import percent, settle, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import FEW_CASES, NO_CASES, Scorecard
from dbp_analysis.settings.scheme import Indicator

NAME = "ty-le"


@dataclass(frozen=True)
class Cases:
    """An indicator's cases by unit code, where there are any and known, and of how many units there are none,
    and of how many it is unknown.
    """

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

    @property
    def middle(self) -> float:
        """The ratio of the middle unit of those that have cases."""
        return settle(median(self.ratios))


def ratios_known(card: Scorecard) -> bool:
    """Whether any indicator has counts, so that there is a ratio, or a 0/0, to show."""
    return bool(card.denominators.notna().to_numpy().any())


@own_style()
def ratios_chart(card: Scorecard, note: str = "") -> Chart:
    """Each unit's ratio on a strip for each indicator, with the cases behind those that are named."""
    names = {unit.code: unit.name for unit in standings(card)}
    known = _cases(card)
    with_cases = [cases for cases in known if cases.denominators]
    lowest = min((cases.middle for cases in with_cases), default=1.0)
    weakest = [cases for cases in with_cases if cases.middle == lowest]
    strips = [_strip(cases, names, cases in weakest and min(cases.ratios) < 1) for cases in known]
    what = "Tỷ lệ theo chỉ số (tử số/mẫu số)" if with_cases else "Tỷ lệ theo chỉ số"
    which = _units(known, len(names)) if with_cases else f"{len(names)} đơn vị"
    subtitle = f"{what}, {which}, {card.period}{f'; {_shown(strips)}' if with_cases else ''}"
    words = (_title(known, weakest, len(names)), subtitle, _description(strips))
    return strips_chart(NAME, words, strips, [_key(strips), note])


def _cases(card: Scorecard) -> list[Cases]:
    """The indicators of which some unit's counts are known, units in the card's order."""
    over, under = card.of_units(card.numerators), card.of_units(card.denominators)
    known = under.gt(0) & over.notna()
    return [
        Cases(
            i,
            {str(code): float(value) for code, value in over[i.id][known[i.id]].items()},
            {str(code): float(value) for code, value in under[i.id][known[i.id]].items()},
            int(under[i.id].eq(0).sum()),
            int((~known[i.id] & under[i.id].ne(0)).sum()),
        )
        for i in card.scheme.indicators
        if under[i.id].notna().any()
    ]


def _units(known: Sequence[Cases], units: int) -> str:
    """How many units any figure shown is known of."""
    most = max(units - cases.unknown for cases in known)
    return f"{units} đơn vị" if most == units else f"có số liệu của nhiều nhất {most}/{units} đơn vị"


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
        f"{NO_CASES} ở "
        + (f"{cases.without} đơn vị" if cases.unknown else lower_first(everyone(cases.without))),
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
    cases_of = " có phát sinh" if cases.without or cases.unknown else ""
    return f"{f'cả {len(codes)} đơn vị{cases_of}' if whole else f'{len(codes)} đơn vị'} {percent(ratio)}"


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


def _title(known: Sequence[Cases], weakest: Sequence[Cases], units: int) -> str:
    """By the middle unit of each indicator, which is said where another has a lower ratio; with the number of
    units that are known, where that is not all.
    """
    if not known:
        return "Chưa có tỷ lệ nào để trình bày"
    counted = "" if not any(cases.unknown for cases in known) else " có số liệu"
    if not weakest:
        return f"Mọi chỉ số{counted} đều {NO_CASES}"
    if all(ratio == 1 for cases in known for ratio in cases.ratios):
        return f"Mọi tỷ lệ có phát sinh{counted and ','}{counted} đều đạt 100%"
    ratios = [ratio for cases in weakest for ratio in cases.ratios]
    low, high = min(ratios), max(ratios)
    span = percent(low) if low == high else f"từ {percent(low)} đến {percent(high)}"
    names = listed([cases.indicator.short_name for cases in weakest], noun="chỉ số")
    of = sorted({units - cases.unknown for cases in weakest})
    partial = f" ({'–'.join(map(str, dict.fromkeys((of[0], of[-1]))))}/{units} đơn vị có số liệu)"
    together = "cùng " if len(weakest) > 1 else ""
    by = " theo trung vị" if any(ratio < low for cases in known for ratio in cases.ratios) else ""
    return f"{names} {together}thấp nhất{by}: {span}{partial if of[0] < units else ''}"


def _description(strips: Sequence[Strip]) -> str:
    rows = []
    for strip in strips:
        texts = [mark.text for mark in strip.marks] or [strip.empty]
        details = f" ({', '.join(strip.details)})" if strip.details else ""
        rows.append(f"{strip.name}{details}: {'; '.join(texts)}")
    return f"Tỷ lệ theo chỉ số. {'. '.join(rows)}." if rows else "Chưa có số liệu để tính tỷ lệ."
