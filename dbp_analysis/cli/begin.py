"""How one begins: a project, a place in it."""

from __future__ import annotations

import click

from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Tạo một dự án mới trong thư mục trống.")
@click.argument("folder", metavar="THƯ_MỤC")
def init(folder: str) -> None:
    """Tạo một dự án mới: cấu hình, sổ tay, thư mục kết quả trống và một tháng mẫu đã công bố để chạy thử.

    Ví dụ: dbp init cham-diem
    """
    from dbp_analysis.cli import console
    from dbp_analysis.settings.new_project import create_project

    console.show_new_project(create_project(folder))
