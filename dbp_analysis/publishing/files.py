"""A month's report → its files: all made in memory first, then written."""

from collections.abc import Sequence
from pathlib import Path

from dbp_analysis.charts import Chart
from dbp_analysis.common.csv_out import csv_text
from dbp_analysis.publishing.citizens import for_citizens
from dbp_analysis.publishing.content import addressee_warnings, report_content
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.fonts import chart_warnings
from dbp_analysis.publishing.names import MonthFiles, month_files
from dbp_analysis.publishing.page import month_page
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.publishing.record import run_record
from dbp_analysis.publishing.workbook import annex_workbook
from dbp_analysis.publishing.written import ALWAYS, NOTHING, Published, chart_files, write_outputs
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.report import MonthlyReport

DESCRIPTIONS = MonthFiles(
    scores="bảng điểm, số chưa làm tròn",
    docx="báo cáo để chỉnh sửa và trình ký",
    pdf="báo cáo như khi in",
    workbook="phụ lục, tử số và mẫu số của từng điểm, ghi chú",
    page="trang tổng hợp để xem trên máy tính hoặc điện thoại",
    commentary="lời văn nhận định",
)


def publish_month(report: MonthlyReport, charts: Sequence[Chart], folder: str | Path = "") -> Published:
    """Write every output of a month into ``folder``; nothing when ``folder`` is empty."""
    if not folder:
        return NOTHING
    files, fonts, warnings = render(report, charts)
    record = run_record(report.inputs, files, fonts, warnings, report.since.sources)
    described = dict(zip(file_names(report.inputs), DESCRIPTIONS, strict=True))
    return write_outputs(Path(folder), files, record, described, warnings)


def file_names(inputs: MonthInputs) -> MonthFiles:
    """What the files of a month that was read are called."""
    return month_files(inputs.publication.id, inputs.month, inputs.scenario)


def beside(inputs: MonthInputs) -> dict[str, str]:
    """What lies beside the page of a month, by address; the report on several lists lies above them."""
    names, whole = file_names(inputs), inputs.publication.id.partition("/")[0]
    if inputs.publication.own_list:
        above = month_files(whole, inputs.month, inputs.scenario)
        names = names._replace(docx=f"../{above.docx}", pdf=f"../{above.pdf}")
    described = dict(zip(names, DESCRIPTIONS, strict=True)) | ALWAYS
    return {name: what for name, what in described.items() if name != names.page}


def render(
    report: MonthlyReport, charts: Sequence[Chart]
) -> tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]:
    """Every output by file name, the fonts in the PDF, and warnings about those of PDF and charts. One of
    several lists has no report of its own.
    """
    inputs = report.inputs
    content = report_content(
        inputs.publication, inputs.settings, report.card, report.commentary, report.since
    )
    pdf = None if inputs.publication.own_list else report_pdf(content)
    names = file_names(inputs)
    shown, drawn = for_citizens(report, charts)
    files = {
        names.scores: scores_csv(report.card, inputs.settings.provenance).encode("utf-8-sig"),
        **({names.docx: report_docx(content), names.pdf: pdf.data} if pdf else {}),
        names.workbook: annex_workbook(report, content),
        names.page: month_page(shown, content, drawn, beside(inputs)).encode(),
        names.commentary: report.text.encode(),
    }
    fonts, warned = (pdf.fonts, pdf.warnings) if pdf else ((), ())
    return (
        files | chart_files(drawn),
        fonts,
        (*warned, *addressee_warnings(inputs.publication), *chart_warnings(drawn)),
    )


def scores_csv(card: Scorecard, provenance: str) -> str:
    """``scores.csv``: the ranking with every number written so that it reads back the same, and in the last
    column whether the figures are ``official``, ``reconstructed``, ``synthetic`` or of a ``scenario``.
    """
    return csv_text(card.ranking.assign(provenance=provenance))
