"""Options that several commands share."""

import os

import click

publication = click.option(
    "--publication",
    metavar="MÃ",
    default="",
    help="Mã báo cáo, hoặc BÁO_CÁO/DANH_SÁCH; bỏ trống khi chỉ một báo cáo có kỳ này.",
)
notebooks = click.option(
    "--notebooks",
    metavar="THƯ_MỤC",
    default="",
    help="Thư mục notebook để chạy (mặc định: notebooks của dự án).",
)


def _tell_project(context: click.Context, parameter: click.Parameter, folder: str) -> str:
    """Where the command stands in no project, whose data it takes."""
    from dbp_analysis.settings.project import project_around
    from dbp_analysis.settings.shipped import own_project

    if not folder and not context.resilient_parsing and project_around() is None and (own := own_project()):
        click.echo(f"Ở đây không có dự án nào: dùng số liệu của dự án {own}.", err=True)
    return folder


data = click.option(
    "--data",
    metavar="THƯ_MỤC",
    default="",
    callback=_tell_project,
    help="Thư mục số liệu (mặc định: data của dự án).",
)
output = click.option(
    "--output",
    metavar="THƯ_MỤC",
    default="",
    help="Thư mục kết quả (mặc định: outputs cạnh thư mục số liệu).",
)


def _use_engine(context: click.Context, parameter: click.Parameter, address: str) -> None:
    """Also for the processes and kernels that the command starts."""
    if address:
        os.environ["DBP_ENGINE"] = address


engine = click.option(
    "--engine",
    metavar="ĐỊA_CHỈ",
    default="",
    expose_value=False,
    callback=_use_engine,
    help="Nơi đếm sổ hồ sơ: bỏ trống là DuckDB trong máy; spark://MÁY:7077 hoặc sc://MÁY:15002.",
)
