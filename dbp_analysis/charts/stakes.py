"""Whose points are at stake in the next days?"""

from dbp_analysis.asking.today.state import Today
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import listed
from dbp_analysis.charts.measure import widest, wrap
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import ACCENT, LABEL, MARK, Canvas
from dbp_analysis.common.numbers import distance, settle, vietnamese
from dbp_analysis.settings.sentences import Sentences

say = Sentences("today")

NAME = "diem-co-the-mat"
MOST, ROW, BAR, SIDE = 15, 20.0, 11.0, 0.3
"""How many units; points; the names' share of the width."""


@on_every_canvas
def stakes_chart(canvas: Canvas, today: Today) -> Chart:
    """What each unit loses if all that is due soon is late, the most first, as a bar."""
    units = today.losing
    shown, decimals = units.head(MOST), today.card.scheme.printed.total
    names = today.inputs.units["unit_short"].reindex(shown.index).astype(str).tolist()
    points = [distance(stake, decimals) for stake in shown["at_stake"]]
    texts = [
        say("chart.row", points=stake, count=vietnamese(count))
        for stake, count in zip(points, shown["due_soon"], strict=True)
    ]
    title, first = say("chart.title_none"), 0
    if names:
        first = int(settle(units["at_stake"]).eq(settle(units["at_stake"].iloc[0])).sum())
        leaders = today.inputs.units["unit_short"].reindex(units.index[:first])
        title = say("chart.title", unit=listed(leaders.astype(str).tolist()), points=points[0])
    subtitle = say("chart.subtitle", day=f"{today.horizon:%d/%m/%Y}", period=today.card.period)
    more = say("chart.more", count=len(units) - len(shown)) if len(units) > len(shown) else ""
    page = Page(title, subtitle, ROW * len(shown), [more, today.inputs.settings.note], canvas)
    side = SIDE * canvas.inner
    left = canvas.left + side
    room = canvas.right - left - widest(texts, LABEL, bold=True) - 10
    rows = zip(names, shown["at_stake"], texts, strict=True)
    for at, (name, stake, text) in enumerate(rows):
        middle = page.top + (at + 0.5) * ROW
        page.block(canvas.left, middle, wrap(name, side - 8, LABEL)[:1], LABEL, bold=at < first)
        width = max(room * stake / shown["at_stake"].iloc[0], 0.8)
        page.boxes([(left, middle - BAR / 2, width, BAR)], ACCENT if at < first else MARK)
        page.text(left + width + 5, middle, text, bold=at < first)
    described = "; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    return page.chart(NAME, described or title)
