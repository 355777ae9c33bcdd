"""A trend → its files: all made in memory first, then written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dbp_analysis.asking.trend.commentary import TrendText
from dbp_analysis.asking.trend.tables import ratios_csv, totals_csv
from dbp_analysis.asking.trend.trends import Trend
from dbp_analysis.charts import Chart
from dbp_analysis.common.digests import digest
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.fonts import chart_warnings
from dbp_analysis.publishing.names import TREND, document_name
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.publishing.record import code_hashes, relative_name, versions
from dbp_analysis.publishing.trend_page import trend_page
from dbp_analysis.publishing.trend_report import trend_content
from dbp_analysis.publishing.written import NOTHING, Published, chart_files, write_outputs
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.project import TREND_NOTEBOOK

DESCRIPTIONS: Mapping[str, str] = {
    ".html": "trang tổng hợp để xem trên máy tính hoặc điện thoại",
    ".docx": "báo cáo xu hướng để sửa và trình ký",
    ".pdf": "báo cáo xu hướng để in",
    "totals.csv": "tổng điểm, xếp loại, thứ hạng của từng đơn vị, từng kỳ, số chưa làm tròn",
    "ratios.csv": "tỷ lệ chung của từng chỉ số, từng kỳ, và giới hạn kiểm soát",
}


def publish_trend(
    trend: Trend, text: TrendText, charts: Sequence[Chart], folder: str | Path = ""
) -> Published:
    """Write every output of a trend into ``folder``; nothing when ``folder`` is empty."""
    if not folder:
        return NOTHING
    publication, months = trend.series.inputs[-1].publication.id, trend.series.months
    called = document_name(TREND, publication, months[0], months[-1])
    content = trend_content(trend, text, charts)
    pdf = report_pdf(content)
    files = {
        f"{called}.html": trend_page(trend, text, charts).encode(),
        f"{called}.docx": report_docx(content),
        f"{called}.pdf": pdf.data,
        "totals.csv": totals_csv(trend).encode("utf-8-sig"),
        "ratios.csv": ratios_csv(trend).encode("utf-8-sig"),
        **chart_files(charts),
    }
    warnings = (*pdf.warnings, *chart_warnings(charts))
    record = trend_record(trend.series, files, pdf.fonts, warnings)
    told = {name.replace(called, ""): name for name in files}
    descriptions = {told[name]: said for name, said in DESCRIPTIONS.items()}
    return write_outputs(Path(folder), files, record, descriptions, warnings)


def trend_record(
    series: Series, outputs: Mapping[str, bytes], fonts: Sequence[str], warnings: Sequence[str]
) -> dict[str, Any]:
    """The record of a run over several months, in the form of a month's (see ``provenance.run_record``).

    Paths are relative to the data folder and to the output folder; there is no clock in it.
    """
    last = series.inputs[-1]
    return {
        "parameters": {
            "publication": last.publication.id,
            "first": series.months[0],
            "last": series.months[-1],
        },
        "months": series.months,
        "skipped": dict(series.skipped),
        "provenance": {one.month: one.settings.provenance for one in series.inputs},
        "notes": list(series.notes),
        "scheme": {
            "id": series.card.scheme.id,
            "title": series.card.scheme.title,
            "legal_basis": list(series.card.scheme.legal_basis),
        },
        "code": code_hashes(last.project, TREND_NOTEBOOK),
        "inputs": {relative_name(path, last.project.data): seen for path, seen in series.digests.items()},
        "outputs": {name: digest(content) for name, content in outputs.items()},
        "fonts": {"pdf": list(fonts), "charts": ["DejaVu Sans"]},
        "warnings": list(warnings),
        "versions": versions(),
    }
