"""The open month as of a moment: what is due, what is overdue, what it costs."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Xem tháng đang chạy: tạm tính, sắp đến hạn, quá hạn.")
@click.option(
    "--as-of",
    metavar="NGÀY",
    default="",
    help='Tính đến hết ngày này, hoặc giờ này: "2026-11-28 10:30" (bỏ trống: thời điểm mới nhất trong sổ).',
)
@click.option(
    "--since",
    metavar="NGÀY",
    default="",
    help="So với trạng thái lúc này, trong cùng kỳ (bỏ trống: cuối ngày hôm trước).",
)
@click.option(
    "--days",
    metavar="SỐ",
    type=click.IntRange(0, 60),
    default=3,
    help="Sắp đến hạn là trong bấy nhiêu ngày làm việc tới (mặc định 3).",
)
@options.publication
@options.data
@options.output
@options.notebooks
@options.engine
@click.option("--force", is_flag=True, help="Ghi đè cả những tệp kết quả đã được sửa tay.")
def today(
    as_of: str, since: str, days: int, publication: str, data: str, output: str, notebooks: str, force: bool
) -> None:
    """Từ sổ hồ sơ của tháng chưa hết: điểm tạm tính, hồ sơ sắp đến hạn và điểm có thể mất, hồ sơ quá hạn,
    danh sách cần phiếu xin lỗi, mức cao nhất còn đạt được, thay đổi từ hôm trước. Không so với kỳ đã chốt;
    chỉ nêu mã hồ sơ.

    Ví dụ: dbp today --publication dien-bien-phu --as-of 2026-11-28
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.today import run_today

    with progress.cells("Hôm nay") as advance:
        finished = run_today(
            publication, as_of, since, days, data, output, notebooks=notebooks, force=force, progress=advance
        )
    console.show_lines(finished)
