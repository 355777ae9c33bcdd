"""``trend.html``: several months on one page that needs nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dbp_analysis.asking.trend.commentary import TrendText
from dbp_analysis.asking.trend.control import FEWEST_POINTS, FEWEST_RANGES, NATURAL, ONE_WAY
from dbp_analysis.asking.trend.tables import limits_table, ratios_table, totals_table
from dbp_analysis.asking.trend.trends import MONTHS_IN_A_ROW, Trend
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.common.sentences import capitalised, listed
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.scoring.series import Series, short_month

if TYPE_CHECKING:
    from dbp_analysis.charts import Chart


def trend_page(trend: Trend, text: TrendText, charts: Sequence["Chart"]) -> str:
    """The page as HTML: no address, no clock, nothing loaded from elsewhere.

    Everything but the charts' own SVG is escaped.
    """
    series = trend.series
    issuer = series.inputs[-1].publication.issuer
    return page_template("trend.html.j2").render(
        title=series.inputs[-1].publication.title,
        issuer=[line for line in (issuer.superior, *issuer.name) if line],
        period=capitalised(series.span),
        months=len(series.months),
        units=len(series.card.units),
        notes=text.notes,
        topics=text.topics,
        charts=charts,
        tables=[
            ("Tổng điểm và thứ hạng (trong ngoặc)", _cells(totals_table(trend))),
            ("Tỷ lệ chung của các đơn vị", _cells(ratios_table(trend))),
            ("Giới hạn kiểm soát", _cells(limits_table(trend))),
        ],
        methods=_methods(series),
    )


def _cells(table: ReaderTable) -> tuple[list[tuple[str, bool]], list[list[str]]]:
    """Header, each name with whether it heads figures, and rows of a table, the index as the first column."""
    rows = [[str(name), *map(str, row)] for name, *row in table.frame.itertuples()]
    header = [(str(name), name not in table.words) for name in table.frame.columns]
    return [(str(table.frame.index.name), False), *header], rows


def _methods(series: Series) -> list[tuple[str, str]]:
    """What a reader may ask of the figures: (subject, answer)."""
    mergers = [
        (
            "Sáp nhập",
            f"Đơn vị mới từ tháng {listed([short_month(month) for month in series.mergers])}; số liệu các "
            "tháng trước được cộng từ các đơn vị cũ rồi chấm điểm lại, không lấy bình quân điểm.",
        )
    ]
    return [
        ("Chấm điểm", f"Mọi tháng theo một bộ chỉ số: {series.card.scheme.title}."),
        *(mergers if series.mergers else []),
        ("Tỷ lệ chung", "Tổng tử số chia tổng mẫu số của các đơn vị, không phải bình quân các tỷ lệ."),
        (
            "Tăng, giảm liên tiếp",
            f"Từ {MONTHS_IN_A_ROW} tháng liền nhau trở lên, tháng nào cũng cao hơn (hoặc thấp hơn) tháng "
            "trước; tháng không có số liệu làm đứt quãng.",
        ),
        (
            "Giới hạn kiểm soát",
            "Biểu đồ giá trị đơn lẻ và khoảng biến thiên (XmR, Wheeler): trung bình ± "
            f"{vietnamese(NATURAL, 2)} lần chênh lệch bình quân giữa hai tháng liền nhau; cần ít nhất "
            f"{FEWEST_POINTS} tháng so được, trong đó có {FEWEST_RANGES} cặp tháng liền nhau. Có giới hạn "
            f"hay không, {ONE_WAY} tháng liền đi về một chiều cũng là dấu hiệu đáng tìm nguyên nhân.",
        ),
    ]
