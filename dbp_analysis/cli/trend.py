"""Several months together: what rises, what falls, what is more than usual variation."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Xem xu hướng qua nhiều tháng, nhiều quý.")
@click.option(
    "--from",
    "first",
    metavar="KỲ",
    default="",
    help="Tháng đầu, ví dụ 2025-01, hoặc quý đầu 2025-Q1 (bỏ trống: từ kỳ đầu có số liệu).",
)
@click.option(
    "--to",
    "last",
    metavar="KỲ",
    default="",
    help="Tháng cuối, ví dụ 2025-12, hoặc quý cuối 2025-Q4 (bỏ trống: đến kỳ cuối có số liệu).",
)
@options.publication
@options.data
@options.output
@options.notebooks
@click.option("--force", is_flag=True, help="Ghi đè cả những tệp kết quả đã được sửa tay.")
def trend(
    first: str, last: str, publication: str, data: str, output: str, notebooks: str, force: bool
) -> None:
    """Xem xu hướng qua nhiều tháng: tổng điểm, thứ hạng, xếp loại, tỷ lệ chung, giới hạn. Đơn vị sáp
    nhập được nối với các đơn vị cũ. Cũng xem được nhiều quý, 6 tháng, năm hoặc tuần: không lẫn hai loại kỳ.

    Ví dụ: dbp trend --from 2025-01 --to 2025-12; dbp trend --from 2024-Q1 --to 2025-Q4
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.trend import run_trend

    with progress.cells("Xu hướng") as advance:
        finished = run_trend(
            first, last, publication, data, output, notebooks=notebooks, force=force, progress=advance
        )
    console.show_lines(finished)
