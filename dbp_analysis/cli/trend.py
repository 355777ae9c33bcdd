"""Several months together: what rises, what falls, what is more than usual variation."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Xem xu hướng qua nhiều tháng.")
@click.option(
    "--from",
    "first",
    metavar="THÁNG",
    default="",
    help="Tháng đầu, ví dụ 2025-01 (bỏ trống: từ tháng đầu có số liệu).",
)
@click.option(
    "--to",
    "last",
    metavar="THÁNG",
    default="",
    help="Tháng cuối, ví dụ 2025-12 (bỏ trống: đến tháng cuối có số liệu).",
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
    nhập được nối với các đơn vị cũ.

    Ví dụ: dbp trend --from 2025-01 --to 2025-12
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.trend import run_trend

    with progress.cells("Xu hướng") as advance:
        finished = run_trend(
            first, last, publication, data, output, notebooks=notebooks, force=force, progress=advance
        )
    console.show_trend(finished)
