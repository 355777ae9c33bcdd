"""A trend → sentences: who moved, what keeps rising or falling, what is more than usual variation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.trend.control import FEWEST_POINTS, FEWEST_RANGES, NATURAL, ONE_SIDE, ONE_WAY, Limits
from dbp_analysis.asking.trend.trends import MONTHS_IN_A_ROW, Trend
from dbp_analysis.common.html import below_heading
from dbp_analysis.common.numbers import percent, vietnamese
from dbp_analysis.common.periods import preceding_month
from dbp_analysis.common.sentences import capitalised, lower_first, markdown_text
from dbp_analysis.scoring.scorecard import FEW_CASES
from dbp_analysis.scoring.series import short_month

MOST_NAMED = 5
"""More units than this are named only by the first of them."""

VERDICTS = {
    "above": "vượt giới hạn trên",
    "below": "xuống dưới giới hạn dưới",
    "high": f"ít nhất {ONE_SIDE} tháng liền cao hơn trung bình",
    "low": f"ít nhất {ONE_SIDE} tháng liền thấp hơn trung bình",
    "change": "thay đổi nhiều hơn dao động thường thấy",
    "rising": f"qua ít nhất {ONE_WAY} tháng liền, tháng sau luôn cao hơn tháng trước",
    "falling": f"qua ít nhất {ONE_WAY} tháng liền, tháng sau luôn thấp hơn tháng trước",
    "usual": "nằm trong dao động thường thấy",
}
"""What is said about the last month of a ratio."""

METHOD = (
    f"Giới hạn là trung bình của các tháng cộng, trừ {vietnamese(NATURAL, 2)} lần chênh lệch bình quân "
    "giữa hai tháng liền nhau. Dấu hiệu đáng tìm nguyên nhân là một tháng ra ngoài giới hạn, một lần thay "
    f"đổi lớn bất thường, {ONE_SIDE} tháng liền ở cùng một phía của trung bình, hoặc {ONE_WAY} tháng liền "
    "đi về một chiều; ngoài ra là dao động thường thấy, chưa đủ căn cứ để nói tiến bộ hay sa sút."
)


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
        Topic("Thứ hạng và xếp loại", tuple(_standing(trend))),
        Topic(f"Tăng hoặc giảm liên tiếp {MONTHS_IN_A_ROW} tháng trở lên", tuple(_runs(trend))),
        Topic("Tỷ lệ chung và giới hạn kiểm soát", tuple(_control(trend))),
    )
    return TrendText(trend.series.title, topics, trend.series.notes)


def verdict(trend: Trend, indicator: str) -> str:
    """What an indicator's last month says, or why there are no limits to tell."""
    found = trend.verdicts[indicator]
    return VERDICTS[found] if found else why_no_limits(trend, indicator)


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
        return f"; từ {percent(run.before)} tháng {short_month(run.start)}"
    if not limits:
        return ""
    more = set(limits.outside) - {limits.last}
    said = f"; {len(limits.outside)}/{limits.points} tháng ngoài giới hạn" if more else ""
    lasting = runs[runs["subject"].eq(indicator) & runs["last"].eq(limits.last)]
    ran = [
        f"; {'tăng' if run.rising else 'giảm'} liên tiếp {run.months} tháng" for run in lasting.itertuples()
    ]
    return said + "".join(ran)


def month_if_older(trend: Trend, month: str) -> str:
    """``, tháng 11/2025``: the month that is judged, where it is not the last one."""
    return "" if month == trend.series.months[-1] else f", tháng {short_month(month)}"


def break_text(trend: Trend) -> str:
    """Why months are compared only from some month on; empty where all of them are."""
    if trend.all_whole:
        return ""
    since = short_month(trend.since)
    lacking = trend.whole_from.index[trend.whole_from.gt(trend.series.months[0])]
    return (
        f"Trước tháng {since}, số liệu của {_named(lacking)} chưa có các đơn vị nhập vào sau; vì vậy thứ "
        f"hạng, xếp loại và tỷ lệ chung chỉ được so sánh từ tháng {since}, tổng điểm của các đơn vị này cũng "
        "vậy."
    )


def _standing(trend: Trend) -> Iterator[str]:
    first, last = (short_month(month) for month in (trend.since, trend.series.months[-1]))
    if why := break_text(trend):
        yield why
    moves = trend.moves
    leaders = moves.index[moves["to_rank"].eq(1)]
    if len(leaders):
        tied = f"{len(leaders)} đơn vị cùng đứng đầu" if len(leaders) > 1 else "Đứng đầu"
        yield f"{tied} tháng {last}: {_named(leaders)}."
    if first == last:
        return
    climbed = moves["climbed"].dropna()
    apart = moves.index.difference(climbed.index, sort=False)
    if len(apart):
        yield (
            f"{len(apart)}/{len(moves)} đơn vị không so sánh được với tháng {first}, vì một trong hai tháng "
            f"không được xếp hạng: {_named(apart)}."
        )
    if climbed.empty:
        return
    for said, word, steps in (("Tăng", "lên", climbed), ("Giảm", "xuống", -climbed)):
        most = moves.loc[steps.index[steps.gt(0) & steps.eq(steps.max())], ["from_rank", "to_rank"]]
        moved = [
            f"{unit} (từ hạng {before} {word} hạng {after})" for unit, before, after in most.itertuples()
        ]
        if moved:
            yield f"{said} hạng nhiều nhất so với tháng {first}: {_named(moved)}."
    if climbed.eq(0).all():
        yield f"Không đơn vị nào{_compared(climbed, moves)} đổi hạng so với tháng {first}."
    yield from _band_changes(trend, first)


def _compared(known: pd.Series | pd.DataFrame, units: pd.DataFrame) -> str:
    return f" trong {len(known)} đơn vị so được" if len(known) < len(units) else ""


def _band_changes(trend: Trend, first: str) -> Iterator[str]:
    moves = trend.moves.dropna(subset=["from_band", "to_band"])
    changed = moves[moves["from_band"].ne(moves["to_band"])]
    if changed.empty:
        if len(moves):
            which = _compared(moves, trend.moves)
            yield f"Không đơn vị nào{which} đổi xếp loại so với tháng {first}."
        return
    said = [f"{unit} từ {row.from_band} sang {row.to_band}" for unit, row in changed.iterrows()]
    yield f"{len(changed)}/{len(moves)} đơn vị đổi xếp loại so với tháng {first}: {_named(said)}."


def _runs(trend: Trend) -> Iterator[str]:
    last = trend.series.months[-1]
    decimals = trend.series.card.scheme.printed.total
    short = {i.id: i.short_name for i in trend.series.card.scheme.indicators}
    units = trend.unit_runs.assign(
        before=trend.unit_runs["before"].map(lambda value: vietnamese(value, decimals)),
        after=trend.unit_runs["after"].map(lambda value: vietnamese(value, decimals)),
    )
    place = trend.place_runs.assign(
        subject=trend.place_runs["subject"].map(short),
        before=trend.place_runs["before"].map(percent),
        after=trend.place_runs["after"].map(percent),
    )
    for what, noun, table in (("Tổng điểm", "đơn vị", units), ("Tỷ lệ chung", "chỉ số", place)):
        lasting = table[table["last"].eq(last)].sort_values("months", ascending=False, kind="stable")
        for said, rising in (("tăng", True), ("giảm", False)):
            found = [_run(run) for run in lasting[lasting["rising"].eq(rising)].itertuples()]
            if found:
                yield f"{what} {said} liên tiếp đến tháng {short_month(last)}: {_named(found, noun)}."
        if lasting.empty:
            yield f"{what}: đến tháng {short_month(last)}, không có trường hợp nào tăng hoặc giảm liên tiếp."


def _run(run: tuple[object, ...]) -> str:
    values = run._asdict()  # type: ignore[attr-defined]
    since = short_month(preceding_month(str(values["first"])))
    return (
        f"{values['subject']} ({values['months']} tháng, từ {values['before']} tháng {since} "
        f"đến {values['after']})"
    )


def _control(trend: Trend) -> Iterator[str]:
    indicators = {i.id: i for i in trend.series.card.scheme.indicators}
    judged = {name: limits for name, limits in trend.limits.items() if limits}
    if judged:
        yield METHOD
    for kind, said in VERDICTS.items():
        found = [
            f"{indicators[name].short_name} {_judged(trend, name)}"
            for name, found in trend.verdicts.items()
            if found == kind
        ]
        if found:
            yield f"{capitalised(said)}: {'; '.join(found)}."
    for way, word in (("up", "lên"), ("down", "xuống")):
        found = [indicators[name].short_name for name, limits in judged.items() if limits.moved == way]
        if found:
            yield (
                f"Mức chung đã chuyển {word} qua các tháng, không phải chỉ ở tháng cuối: {', '.join(found)}."
            )
    reasons = {name: why_no_limits(trend, name) for name, limits in trend.limits.items() if not limits}
    for why in dict.fromkeys(reasons.values()):
        names = [indicators[name].short_name for name, reason in reasons.items() if reason == why]
        yield f"Không tính giới hạn vì {lower_first(why)}: {', '.join(names)}."


def _judged(trend: Trend, indicator: str) -> str:
    """``80% (45,4%–58,7%, tháng 11/2023; 2/13 tháng ngoài giới hạn)``: the last value, and what judges it."""
    limits = trend.limits[indicator]
    judged = limits or trend.one_way[indicator]
    said = limits_text(limits) if limits else ""
    said += month_if_older(trend, judged.last) + beside_text(trend, indicator)
    return f"{percent(judged.value)} ({said.removeprefix('; ').removeprefix(', ')})"


def why_no_limits(trend: Trend, indicator: str) -> str:
    """Why an indicator has no limits."""
    months = trend.place.loc[indicator].loc[[m for m in trend.series.months if m >= trend.since]]
    cases = next(i.cases for i in trend.series.card.scheme.indicators if i.id == indicator)
    known, units = int(months["known"].max()), int(months["units"].max())
    if not known:
        return "chưa có số liệu"
    if known < units:
        return f"mới có số liệu của {known}/{units} đơn vị"
    if set(months.index) <= set(trend.series.year_to_date):
        return "số liệu là số lũy kế từ đầu năm"
    if months["denominator"].lt(FEW_CASES).sum() > len(months) / 2:
        return f"phần lớn các tháng có dưới {FEW_CASES} {cases}"
    ratios = trend.comparable.loc[indicator]
    points, pairs = ratios.count(), ratios.diff().count()
    from_ = "" if trend.all_whole else f"từ tháng {short_month(trend.since)} "
    if points < FEWEST_POINTS:
        return f"{from_}mới có {points} tháng so được, cần ít nhất {FEWEST_POINTS}"
    return f"{from_}mới có {pairs} cặp tháng liền nhau so được, cần ít nhất {FEWEST_RANGES}"


def _named(names: "Sequence[str] | pd.Index", noun: str = "đơn vị") -> str:
    """The names, or the first of many and how many more."""
    shown, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return f"{', '.join(shown)} và {more} {noun} khác" if more > 0 else ", ".join(shown)
