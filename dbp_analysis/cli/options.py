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
data = click.option(
    "--data", metavar="THƯ_MỤC", default="", help="Thư mục số liệu (mặc định: data của dự án)."
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
