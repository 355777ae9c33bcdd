"""One page on each unit, for its leader."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Viết phiếu kết quả cho từng đơn vị.")
@click.argument("month", metavar="KỲ")
@click.option(
    "--unit", "units", metavar="ĐƠN_VỊ", multiple=True, help="Mã hoặc tên đơn vị; ghi được nhiều lần."
)
@click.option("--all", "everyone", is_flag=True, help="Mọi đơn vị.")
@options.publication
@options.data
@options.output
@click.option("--force", is_flag=True, help="Ghi đè cả những phiếu đã được sửa tay.")
def profile(
    month: str,
    units: tuple[str, ...],
    everyone: bool,
    publication: str,
    data: str,
    output: str,
    force: bool,
) -> None:
    """Viết phiếu kết quả một trang (docx, pdf, html) cho lãnh đạo đơn vị: điểm, hạng, mất điểm ở đâu, làm
    gì để lên hạng, kết quả chắc đến đâu.

    Ví dụ: dbp profile 2023-12 --unit "Nà Tấu"
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.common.errors import WrongUse
    from dbp_analysis.running.profiles import run_profiles

    if bool(units) == everyone:
        raise WrongUse(
            "Chưa rõ viết phiếu cho đơn vị nào.\n"
            f'  Cách xử lý: dbp profile {month} --unit "TÊN HOẶC MÃ", hoặc --all cho mọi đơn vị.'
        )
    with progress.units(f"Phiếu kết quả {month}") as advance:
        finished = run_profiles(month, publication, units, data, output, force=force, progress=advance)
    console.show_profiles(finished)
