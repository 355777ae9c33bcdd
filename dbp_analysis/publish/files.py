"""A month's report → its files: all made in memory first, then written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dbp_analysis.charts import Chart
from dbp_analysis.provenance import RUN_RECORD, run_record, write_record
from dbp_analysis.publish.content import report_content
from dbp_analysis.publish.docx import report_docx
from dbp_analysis.publish.page import month_page
from dbp_analysis.publish.pdf import report_pdf
from dbp_analysis.publish.workbook import annex_workbook
from dbp_analysis.report import MonthlyReport
from dbp_analysis.scorecard import Scorecard

DESCRIPTIONS: Mapping[str, str] = {
    "scores.csv": "bảng điểm, số chưa làm tròn",
    "report.docx": "báo cáo để chỉnh sửa và trình ký",
    "report.pdf": "báo cáo như khi in",
    "annex.xlsx": "phụ lục, tử số và mẫu số của từng điểm, ghi chú",
    "page.html": "trang tổng hợp để xem trên máy tính hoặc điện thoại",
    "commentary.md": "lời văn nhận định",
    RUN_RECORD: "đầu vào, đầu ra và mã kiểm tra SHA-256",
}


@dataclass(frozen=True)
class Published:
    """What was written, and what the reader should know about it (missing fonts)."""

    files: tuple[str, ...]
    warnings: tuple[str, ...]

    def _repr_html_(self) -> str:
        if not self.files:
            return "<p>Không ghi tệp nào: tham số <code>output</code> để trống.</p>"
        rows = [(name, DESCRIPTIONS.get(name, "biểu đồ")) for name in self.files]
        table = pd.DataFrame(rows, columns=["Tệp", "Nội dung"]).to_html(index=False, border=0)
        return table + "".join(f"<p>Lưu ý: {warning}</p>" for warning in self.warnings)

    def __repr__(self) -> str:
        return f"Published({len(self.files)} files)"


def publish_month(report: MonthlyReport, charts: Sequence[Chart], folder: str | Path = "") -> Published:
    """Write every output of a month into ``folder``; nothing when ``folder`` is empty.

    The run record is written last, so that a folder that has one has everything it lists.
    """
    if not folder:
        return Published((), ())
    files, fonts, warnings = render(report, charts)
    target = Path(folder)
    for name, data in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    write_record(target, run_record(report.inputs, files, fonts, warnings))
    return Published((*files, RUN_RECORD), warnings)


def render(
    report: MonthlyReport, charts: Sequence[Chart]
) -> tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]:
    """Every output by file name, the fonts in the PDF, and warnings about them."""
    inputs = report.inputs
    content = report_content(inputs.publication, inputs.settings, report.card, report.commentary)
    pdf = report_pdf(content)
    files = {
        "scores.csv": scores_csv(report.card).encode(),
        "report.docx": report_docx(content),
        "report.pdf": pdf.data,
        "annex.xlsx": annex_workbook(report, content),
        "page.html": month_page(report, content, charts).encode(),
        "commentary.md": report.text.encode(),
    }
    for chart in charts:
        files[f"charts/{chart.name}.svg"] = chart.svg.encode()
        files[f"charts/{chart.name}.png"] = chart.png
    return files, pdf.fonts, pdf.warnings


def scores_csv(card: Scorecard) -> str:
    """``scores.csv``: the ranking with every number written so that it reads back the same."""
    return card.ranking.to_csv(index=False, lineterminator="\n")
