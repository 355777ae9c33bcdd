"""Two systems' exports of one month, set side by side."""

from __future__ import annotations

from typing import Any

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import FOUND, dbp


@dbp.command(short_help="Đối chiếu số liệu của hai hệ thống trong một tháng.")
@click.argument("month", metavar="KỲ")
@click.option("--left", metavar="MẪU", required=True, help="Mã mẫu tệp (data/layouts) của bên trái.")
@click.option("--right", metavar="MẪU", required=True, help="Mã mẫu tệp của bên phải.")
@click.option(
    "--left-file", metavar="TỆP", default="", help="Tệp của bên trái (bỏ trống: tìm trong thư mục kỳ)."
)
@click.option(
    "--right-file", metavar="TỆP", default="", help="Tệp của bên phải (bỏ trống: tìm trong thư mục kỳ)."
)
@options.publication
@options.data
@options.output
@options.notebooks
@options.engine
@click.option("--force", is_flag=True, help="Ghi đè cả những tệp kết quả đã được sửa tay.")
def reconcile(month: str, left: str, right: str, **options: Any) -> None:
    """Đối chiếu số liệu của hai hệ thống: từng đơn vị, từng số liệu khác nhau bao nhiêu, vì sao, làm điểm và
    hạng đổi bao nhiêu. Một bên có thể là sổ hồ sơ. Mã kết thúc 4 khi có chênh lệch.

    Ví dụ: dbp reconcile 2023-12 --left vpcp-kstt-ii-06a --right so-hoa-766
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.reconcile import run_reconcile

    with progress.cells("Đối chiếu") as advance:
        finished = run_reconcile(month, left, right, **options, progress=advance)
    console.show_lines(finished)
    if finished.differences:
        raise SystemExit(FOUND)
