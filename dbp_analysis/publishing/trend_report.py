"""A trend as the official report of its periods: what it says with the charts, the tables as annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dbp_analysis.asking.trend.commentary import TrendText
from dbp_analysis.asking.trend.tables import ratios_table, totals_table
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts import Chart
from dbp_analysis.common.periods import span_text
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.publishing.annex import AnnexTable, HeaderCell
from dbp_analysis.publishing.content import Picture, ReportContent, report_content
from dbp_analysis.publishing.trend_page import methods
from dbp_analysis.settings.publication import ROMAN
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.paragraphs import Paragraph

say = Sentences("trend")

MOST_COLUMNS = 13
"""A year and the month it began with; the tables of more stand below one another."""
BY_RANK = 2
"""The first charts, on ranks and bands, stand behind the first topic; the others, which fill a page, behind
all that is said, so that text fills the page before."""


def trend_content(trend: Trend, text: TrendText, charts: Sequence[Chart]) -> ReportContent:
    """The report on the periods of a trend, in the form and words of the publication: head, basis and
    signature are those of a report on the last of them; the day is left open.
    """
    series, last = trend.series, trend.series.inputs[-1]
    unofficial = (one.settings for one in series.inputs if one.settings.provenance != "official")
    note = " ".join(dict.fromkeys(settings.note for settings in unofficial))
    settings = last.settings.model_copy(update={"signed_on": None, "note": note})
    card = replace(series.card.month(last.month), periods={last.month: series.span})
    base = report_content(last.publication, settings, card, tuple(_body(trend, text, charts, note)))
    numerals = (*ROMAN, *map(str, range(len(ROMAN) + 1, 100)))
    annexes = [
        replace(base.annex, label=f"{base.annex.label} {numeral}", title=title, table=table)
        for numeral, (title, table) in zip(numerals, _tables(trend), strict=False)
    ]
    first, *more = base.subject
    subject = (say("document.subject"), lower_first(first), *more)
    whole = " ".join(subject)
    return replace(
        base,
        subject=subject,
        closing=say("document.closing", subject=lower_first(whole)),
        annex=annexes[0],
        more_annexes=tuple(annexes[1:]),
        pictures=tuple(map(_picture, charts)),
    )


def _body(trend: Trend, text: TrendText, charts: Sequence[Chart], foot: str) -> Iterator[Paragraph]:
    """The topics, how it is counted, and the notes that do not stand in the ``foot`` of every page."""
    topics = {topic.heading: topic.sentences for topic in text.topics}
    topics[say("document.method")] = tuple(f"{name}: {said}" for name, said in methods(trend.series))
    if notes := [note for note in text.notes if note not in foot]:
        topics[say("document.notes")] = tuple(notes)
    behind = {0: charts[:BY_RANK], len(topics) - 1: charts[BY_RANK:]}
    for at, (heading, sentences) in enumerate(topics.items()):
        yield Paragraph("heading", heading, number=at + 1)
        yield from (Paragraph("item", sentence) for sentence in sentences)
        yield from (Paragraph("picture", chart.name) for chart in behind.get(at, ()))
    yield Paragraph("reference", trend.series.inputs[-1].wording.annex_reference)


def _tables(trend: Trend) -> Iterator[tuple[tuple[str, str], AnnexTable]]:
    """Each table under its title: names, then a column a period, no more of them than a page is wide."""
    calendar = trend.series.calendar
    totals, ratios = (
        (say("caption.totals"), totals_table(trend)),
        (say("caption.ratios"), ratios_table(trend)),
    )
    for caption, table in (totals, ratios):
        for at in range(0, len(calendar), MOST_COLUMNS):
            periods, frame = calendar[at : at + MOST_COLUMNS], table.frame.iloc[:, at : at + MOST_COLUMNS]
            heads = (str(frame.index.name), *map(str, frame.columns))
            rows = tuple((str(name), *map(str, cells)) for name, *cells in frame.itertuples())
            kinds = ("name", *["points"] * len(periods))
            title = (caption.upper(), span_text(periods[0], periods[-1]).upper())
            yield title, AnnexTable((tuple(map(HeaderCell, heads)),), rows, kinds)


def _picture(chart: Chart) -> Picture:
    alt = f"{chart.title}. {chart.description}"
    return Picture(chart.name, alt, chart.height / chart.width, chart.svg, chart.png)
