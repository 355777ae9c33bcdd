"""Options that several commands share."""

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
