"""A trend as the official report of its periods: what it says with the charts, the tables as annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dbp_analysis.asking.trend.commentary import TrendText
from dbp_analysis.asking.trend.tables import ratios_table, totals_table
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts import Chart
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.publishing.annex import AnnexTable, HeaderCell
from dbp_analysis.publishing.content import Picture, ReportContent, report_content
from dbp_analysis.publishing.trend_page import methods
from dbp_analysis.settings.publication import ROMAN
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.paragraphs import Paragraph

say = Sentences("trend")

BY_RANK = 2
"""The first charts, on ranks and bands, stand behind the first topic, the others behind the last."""


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
    tables = (("caption.totals", totals_table(trend)), ("caption.ratios", ratios_table(trend)))
    annexes = [
        replace(
            base.annex,
            label=f"{base.annex.label} {numeral}",
            title=(say(caption).upper(), series.span.upper()),
            table=_annex_table(table),
        )
        for numeral, (caption, table) in zip(ROMAN, tables, strict=False)
    ]
    return replace(
        base, annex=annexes[0], more_annexes=tuple(annexes[1:]), pictures=tuple(map(_picture, charts))
    )


def _body(trend: Trend, text: TrendText, charts: Sequence[Chart], foot: str) -> Iterator[Paragraph]:
    """The topics, how it is counted, and the notes that do not stand in the ``foot`` of every page."""
    topics = {topic.heading: topic.sentences for topic in text.topics}
    topics[say("document.method")] = tuple(f"{name}: {said}" for name, said in methods(trend.series))
    if notes := [note for note in text.notes if note not in foot]:
        topics[say("document.notes")] = tuple(notes)
    behind = {0: charts[:BY_RANK], len(text.topics) - 1: charts[BY_RANK:]}
    for at, (heading, sentences) in enumerate(topics.items()):
        yield Paragraph("heading", heading, number=at + 1)
        yield from (Paragraph("item", sentence) for sentence in sentences)
        yield from (Paragraph("picture", chart.name) for chart in behind.get(at, ()))
    yield Paragraph("reference", trend.series.inputs[-1].wording.annex_reference)


def _annex_table(table: ReaderTable) -> AnnexTable:
    """The names of units or indicators, then a column a period."""
    frame = table.frame
    heads = (str(frame.index.name), *map(str, frame.columns))
    rows = tuple((str(name), *map(str, cells)) for name, *cells in frame.itertuples())
    return AnnexTable((tuple(map(HeaderCell, heads)),), rows, ("name", *["points"] * frame.shape[1]))


def _picture(chart: Chart) -> Picture:
    width, height = chart.figure.get_size_inches()
    alt = f"{chart.title}. {chart.description}"
    return Picture(chart.name, alt, float(height / width), chart.svg, chart.png)
