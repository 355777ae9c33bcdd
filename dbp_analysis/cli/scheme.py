"""A scheme in words, to be laid beside the decision it was written from."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Đọc một bộ chỉ số bằng lời, kèm một đơn vị tính mẫu.")
@click.argument("scheme", metavar="TỆP")
@options.data
def scheme(scheme: str, data: str) -> None:
    """Đọc một bộ chỉ số (tệp, hoặc mã của tệp trong data/schemes): từng quy tắc bằng lời để so với quyết
    định, rồi tính mẫu cho một đơn vị không có thật.

    Ví dụ: dbp scheme mau-day-du
    """
    from dbp_analysis.cli.scheme_shown import show_scheme
    from dbp_analysis.settings.project import find_project
    from dbp_analysis.settings.scheme import load_scheme
    from dbp_analysis.settings.scheme_file import scheme_file

    show_scheme(load_scheme(scheme_file(scheme, find_project(data).data)))
