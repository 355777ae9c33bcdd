"""A published report held against itself, and against the counts of its month."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import FOUND, dbp


@dbp.command(short_help="Soát một báo cáo đã công bố.")
@click.argument("file", metavar="TỆP")
@click.option("--publication", metavar="MÃ", default="", help="Mã báo cáo: so cả với số liệu của kỳ.")
@click.option(
    "--scheme", metavar="TỆP", default="", help="Bộ chỉ số của báo cáo (tệp hoặc mã); bỏ trống: tự tìm."
)
@click.option("--month", metavar="KỲ", default="", help="Kỳ của báo cáo; bỏ trống: theo lời văn của báo cáo.")
@options.data
@options.output
@options.notebooks
@click.option("--force", is_flag=True, help="Ghi đè cả tệp kết quả đã sửa tay.")
def audit(
    file: str, publication: str, scheme: str, month: str, data: str, output: str, notebooks: str, force: bool
) -> None:
    """Soát một báo cáo đã công bố (docx, PDF có chữ, xlsx, ods, html, md, txt từ OCR): bảng điểm và lời văn
    có khớp nhau, khớp với bộ chỉ số không. Khi có --publication và kỳ có số liệu thì so cả với số liệu.

    Kết thúc với mã 0 khi không thấy gì, mã 4 khi có điều cần xem lại.

    Ví dụ: dbp audit bao-cao-08.docx; dbp audit bao-cao.pdf --publication dien-bien-phu --month 2023-12
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.audit import run_audit

    with progress.cells("Soát báo cáo") as advance:
        finished = run_audit(
            file,
            publication,
            scheme,
            month,
            data,
            output,
            notebooks=notebooks,
            force=force,
            progress=advance,
        )
    console.show_audit(finished)
    if finished.rows:
        raise SystemExit(FOUND)
