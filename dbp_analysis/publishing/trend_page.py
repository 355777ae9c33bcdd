"""The page of a trend: several months on one page that needs nothing else."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dbp_analysis.asking.trend.commentary import TrendText
from dbp_analysis.asking.trend.control import FEWEST_POINTS, FEWEST_RANGES, NATURAL, ONE_WAY
from dbp_analysis.asking.trend.runs import MONTHS_IN_A_ROW
from dbp_analysis.asking.trend.tables import limits_table, ratios_table, totals_table
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.common.periods import counted, kind_noun, named_period
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.publication import Issuer
from dbp_analysis.settings.sentences import Sentences

if TYPE_CHECKING:
    from dbp_analysis.charts import Chart


say = Sentences("trend")


def trend_page(trend: Trend, text: TrendText, charts: Sequence["Chart"]) -> str:
    """The page as HTML: no address, no clock, nothing loaded from elsewhere.

    Everything but the charts' own SVG is escaped.
    """
    series = trend.series
    publication, months = series.inputs[-1].publication, counted(len(series.months), series.months[-1])
    return page_of_tables(
        publication.issuer,
        title=say("document.title", title=publication.title),
        period=capitalised(series.span),
        extent=say("document.extent", months=months, units=len(series.card.units)),
        notes=text.notes,
        topics=text.topics,
        charts=charts,
        tables=[
            (say("caption.totals"), totals_table(trend)),
            (say("caption.ratios"), ratios_table(trend)),
            # Where nothing can be judged, the sentences say why.
            *([(say("caption.limits"), limits_table(trend))] if any(trend.limits.values()) else ()),
        ],
        methods=list(methods(series)),
    )


def page_of_tables(issuer: Issuer, *, tables: Sequence[tuple[str, ReaderTable]], **told: Any) -> str:
    """A page of what is said, charts, ``tables`` under their captions, and how it was worked out."""
    lines = [line for line in (issuer.superior, *issuer.name) if line]
    shown = [(caption, _cells(table)) for caption, table in tables]
    return page_template("trend.html.j2").render(issuer=lines, tables=shown, **told)


def _cells(table: ReaderTable) -> tuple[list[tuple[str, bool]], list[list[str]]]:
    """Header, each name with whether it heads figures, and rows of a table, the index as the first column."""
    rows = [[str(name), *map(str, row)] for name, *row in table.frame.itertuples()]
    header = [(str(name), name not in table.words) for name in table.frame.columns]
    return [(str(table.frame.index.name), False), *header], rows


def methods(series: Series) -> Iterator[tuple[str, str]]:
    """What a reader may ask of the figures: (subject, answer)."""
    last, span = series.months[-1], kind_noun(series.months[-1])
    yield say("method_label.scoring"), say("method_text.scoring", span=span, scheme=series.card.scheme.title)
    if series.mergers:
        since = named_period(*series.mergers)
        yield say("method_label.mergers"), say("method_text.mergers", span=span, since=since)
    yield say("method_label.ratios"), say("method_text.ratios")
    runs = say("method_text.runs", span=span, fewest=counted(MONTHS_IN_A_ROW, last))
    yield say("method_label.runs"), runs
    limits = say(
        "method_text.limits",
        factor=vietnamese(NATURAL, 2),
        span=span,
        points=counted(FEWEST_POINTS, last),
        pairs=FEWEST_RANGES,
        one_way=counted(ONE_WAY, last),
    )
    yield say("method_label.limits"), limits
