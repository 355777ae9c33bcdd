"""How one begins: a project, a place in it."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp


@dbp.command(short_help="Tạo một dự án mới trong thư mục trống.")
@click.argument("folder", metavar="THƯ_MỤC")
def init(folder: str) -> None:
    """Tạo một dự án mới: cấu hình, notebook, thư mục kết quả trống và một tháng mẫu đã công bố để chạy thử.

    Ví dụ: dbp init cham-diem
    """
    from dbp_analysis.cli import console
    from dbp_analysis.settings.new_project import create_project

    console.show_new_project(create_project(folder))


@dbp.command("new-place", short_help="Thêm một tỉnh, thành phố với mọi xã, phường.")
@click.argument("province", metavar="TỈNH", nargs=-1, required=True)
@options.data
def new_place(province: tuple[str, ...], data: str) -> None:
    """Thêm một tỉnh, thành phố: danh mục xã, phường từ 01/7/2025 kèm mã, báo cáo định kỳ và bộ chỉ số để sửa
    cho đúng. Tên viết có dấu hay không dấu đều được; không sửa, không ghi đè gì đã có.

    Ví dụ: dbp new-place lam dong
    """
    from dbp_analysis.cli import console
    from dbp_analysis.settings.new_place import create_place

    console.show_new_place(create_place(" ".join(province), data), data)
