"""One month: run it, check it, begin it, see which there are."""

from __future__ import annotations

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp

_scheme = click.option(
    "--scheme", metavar="TỆP", default="", help="Kịch bản giả định: chấm theo bộ chỉ số này (tệp hoặc mã)."
)
_counts = click.option(
    "--counts", metavar="TỆP", default="", help="Kịch bản giả định: thay số liệu theo tệp này."
)


@dbp.command(short_help="Chạy một tháng (quý, năm, …), từ số liệu đến báo cáo.")
@click.argument("month", metavar="KỲ")
@options.publication
@_scheme
@_counts
@options.data
@options.output
@options.notebooks
@options.engine
@click.option("--force", is_flag=True, help="Ghi đè cả tệp kết quả đã sửa tay, cả kỳ đã chốt.")
def run(
    month: str,
    publication: str,
    scheme: str,
    counts: str,
    data: str,
    output: str,
    notebooks: str,
    force: bool,
) -> None:
    """Chạy một kỳ: kiểm tra, chấm điểm, xếp loại, vẽ biểu đồ, viết báo cáo. Kịch bản giả định được ghi
    vào thư mục riêng, không thay kết quả của kỳ.

    Kỳ là tháng 2023-12, quý 2023-Q4, 6 tháng 2023-H2, năm 2023 hoặc tuần 2023-W50.

    Ví dụ: dbp run 2023-12
    """
    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.month import run_month

    with progress.cells(f"Kỳ {month}") as advance:
        finished = run_month(
            month,
            publication,
            data,
            output,
            notebooks=notebooks,
            scheme=scheme,
            counts=counts,
            force=force,
            progress=advance,
        )
    console.show_run(finished)


@dbp.command(short_help="Chỉ kiểm tra số liệu của một kỳ.")
@click.argument("month", metavar="KỲ")
@options.publication
@_scheme
@_counts
@options.data
@options.engine
def check(month: str, publication: str, scheme: str, counts: str, data: str) -> None:
    """Chỉ kiểm tra số liệu của một kỳ, không ghi gì.

    Ví dụ: dbp check 2023-12
    """
    from dbp_analysis.cli import console
    from dbp_analysis.reading.month import read_month
    from dbp_analysis.settings.project import find_project

    project = find_project(data)
    name, month = project.choose(month, publication)
    lists = (name,) if scheme or counts else project.lists(name)
    found = [read_month(month, one, data, scheme=scheme, counts=counts) for one in lists]
    for inputs in found:
        console.show_checks(inputs)
        if inputs.scenario:
            click.echo(inputs.settings.note)
    for inputs in found:
        if inputs.errors:
            raise inputs.rejection


@dbp.command("list", short_help="Liệt kê báo cáo, kỳ, tình trạng.")
@options.data
@options.output
def list_months(data: str, output: str) -> None:
    """Liệt kê các báo cáo, các kỳ đã có số liệu và kỳ nào đã chạy."""
    from dbp_analysis.cli import console
    from dbp_analysis.settings.project import find_project

    console.show_months(find_project(data, output))


@dbp.command(short_help="Tạo thư mục cho một kỳ mới.")
@click.argument("month", metavar="KỲ")
@options.publication
@options.data
def new(month: str, publication: str, data: str) -> None:
    """Tạo thư mục cho một kỳ mới và cho biết cần tệp xuất nào, lấy ở đâu. Quý, 6 tháng, năm cộng từ các tháng
    thì chỉ cần khi có tệp xuất riêng hoặc điểm do người chấm của kỳ.

    Ví dụ: dbp new 2024-01; dbp new 2024-Q1
    """
    from dbp_analysis.cli import console
    from dbp_analysis.settings.new_month import create_month

    console.show_new_month(create_month(month, publication, data), data)


@dbp.command(short_help="Chốt một kỳ đã ký, hoặc mở lại.")
@click.argument("month", metavar="KỲ")
@options.publication
@click.option("--reopen", is_flag=True, help="Mở lại kỳ đã chốt.")
@options.data
@options.output
def close(month: str, publication: str, reopen: bool, data: str, output: str) -> None:
    """Chốt một kỳ khi báo cáo đã ký: dbp batch để nguyên kết quả, dbp run chỉ chạy lại khi có --force.
    So sánh, xu hướng và phiếu kết quả vẫn đọc số liệu của kỳ.

    Ví dụ: dbp close 2023-12 --publication dien-bien-phu
    """
    from dbp_analysis.cli import console
    from dbp_analysis.running.closing import close_month

    console.show_closed(*close_month(month, publication, data, output, reopen=reopen))
