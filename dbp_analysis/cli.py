"""The command ``dbp``: thin, in Vietnamese, and quick to answer because it imports late."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dbp_analysis.errors import DbpError

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh"}


class _Formatter(click.HelpFormatter):
    """Click's help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", "add_help_option": False, **kwargs})
        self.params.append(_help_option())


class _Group(_Command, click.Group):
    command_class = _Command


def _help_option() -> click.Option:
    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Hiện hướng dẫn này.",
    )


_publication = click.option(
    "--publication", metavar="MÃ", default="", help="Mã báo cáo; bỏ trống khi chỉ một báo cáo có tháng này."
)
_data = click.option(
    "--data", metavar="THƯ_MỤC", default="", help="Thư mục số liệu (mặc định: data của dự án)."
)
_output = click.option(
    "--output", metavar="THƯ_MỤC", default="", help="Thư mục kết quả (mặc định: outputs của dự án)."
)


@click.group(cls=_Group, subcommand_metavar="LỆNH [THAM SỐ]")
def dbp() -> None:
    """Chấm điểm, xếp loại và viết báo cáo hằng tháng về chất lượng phục vụ người dân, doanh nghiệp
    trong giải quyết thủ tục hành chính của các xã, phường.

    Một tháng làm việc: dbp new → chép tệp xuất vào thư mục tháng → dbp check → dbp run → trình ký.
    """


@dbp.command(short_help="Chạy một tháng, từ số liệu đến báo cáo.")
@click.argument("month", metavar="THÁNG")
@_publication
@_data
@_output
@click.option("--force", is_flag=True, help="Ghi đè cả những tệp kết quả đã được sửa tay.")
def run(month: str, publication: str, data: str, output: str, force: bool) -> None:
    """Chạy một tháng: kiểm tra, chấm điểm, xếp loại, vẽ biểu đồ, viết báo cáo.

    Ví dụ: dbp run 2023-12
    """
    from dbp_analysis import console
    from dbp_analysis.runner import run_month

    with console.progress(f"Tháng {month}") as progress:
        finished = run_month(month, publication, data, output, force=force, progress=progress)
    console.show_run(finished)


@dbp.command(short_help="Chạy nhiều tháng, nhiều báo cáo, không cần người trông.")
@click.option("--from", "first", metavar="THÁNG", required=True, help="Tháng đầu, ví dụ 2023-01.")
@click.option("--to", "last", metavar="THÁNG", required=True, help="Tháng cuối, ví dụ 2023-12.")
@click.option(
    "--publication", "publications", metavar="MÃ", multiple=True, help="Chỉ báo cáo này; ghi được nhiều lần."
)
@click.option(
    "--jobs", metavar="SỐ", type=click.IntRange(1), help="Số tháng chạy cùng lúc (mặc định: số nhân máy)."
)
@click.option("--force", is_flag=True, help="Chạy lại mọi tháng, ghi đè cả tệp đã sửa tay.")
@click.option(
    "--scheduler", metavar="ĐỊA_CHỈ", default="", help="Chạy trên cụm Dask đã có, ví dụ tcp://may-chu:8786."
)
@click.option("--cell-limit", metavar="GIÂY", type=float, default=600, help="Thời hạn một ô lệnh (600).")
@click.option("--month-limit", metavar="GIÂY", type=float, default=1800, help="Thời hạn một tháng (1800).")
@click.option("--log", metavar="TỆP", default="", help="Ghi nhật ký vào tệp này.")
@_data
@_output
def batch(
    first: str,
    last: str,
    publications: tuple[str, ...],
    jobs: int | None,
    force: bool,
    scheduler: str,
    cell_limit: float,
    month_limit: float,
    log: str,
    data: str,
    output: str,
) -> None:
    """Chạy mọi tháng có số liệu từ tháng đầu đến tháng cuối. Tháng không có gì thay đổi thì bỏ qua;
    một tháng lỗi không ảnh hưởng các tháng khác.

    Ví dụ: dbp batch --from 2023-01 --to 2023-12
    """
    import os

    from dbp_analysis import console
    from dbp_analysis.batch import plan_batch, run_batch
    from dbp_analysis.project import find_project
    from dbp_analysis.tasks import Executor, Limits

    project = find_project(data, output)
    tasks = plan_batch(project, first, last, publications, force=force)
    limits = Limits(cell_limit, month_limit)
    executor: Executor
    if scheduler:
        from dbp_analysis.cluster import DaskCluster

        executor = DaskCluster(scheduler, limits)
    else:
        from dbp_analysis.processes import LocalProcesses

        executor = LocalProcesses(jobs or os.cpu_count() or 1, limits)
    with console.batch_progress(log) as (heard, starts, finished):
        outcomes = []
        for outcome in run_batch(project, tasks, executor, heard, starts):
            finished(outcome)
            outcomes.append(outcome)
    console.show_batch(outcomes)
    if any(outcome.status == "failed" for outcome in outcomes):
        sys.exit(1)


@dbp.command(short_help="Tạo số liệu thử để làm quen.")
@click.argument("folder", metavar="THƯ_MỤC")
@click.option("--units", metavar="SỐ", type=click.IntRange(1), default=12, help="Số đơn vị (12).")
@click.option(
    "--months", metavar="SỐ", type=click.IntRange(1, 120), default=12, help="Số tháng (mặc định 12)."
)
@click.option("--seed", metavar="SỐ", type=int, default=0, help="Cùng số này thì cùng số liệu.")
def demo(folder: str, units: int, months: int, seed: int) -> None:
    """Tạo một nơi không có thật với các tệp xuất đúng mẫu, ghi rõ là số liệu thử.

    Ví dụ: dbp demo thu-nghiem --units 12 --months 24
    """
    from pathlib import Path

    from dbp_analysis import console
    from dbp_analysis.demo import write_demo

    console.show_demo(write_demo(Path(folder), units, months, seed))


@dbp.command(short_help="Chỉ kiểm tra số liệu của một tháng.")
@click.argument("month", metavar="THÁNG")
@_publication
@_data
def check(month: str, publication: str, data: str) -> None:
    """Chỉ kiểm tra số liệu của một tháng, không ghi gì.

    Ví dụ: dbp check 2023-12
    """
    from dbp_analysis import console
    from dbp_analysis.errors import DataRejected
    from dbp_analysis.inputs import read_month

    inputs = read_month(month, publication, data)
    console.show_checks(inputs)
    if inputs.errors:
        raise DataRejected(inputs.errors)


@dbp.command("list", short_help="Liệt kê báo cáo, tháng, tình trạng.")
@_data
@_output
def list_months(data: str, output: str) -> None:
    """Liệt kê các báo cáo, các tháng đã có số liệu và tháng nào đã chạy."""
    from dbp_analysis import console
    from dbp_analysis.project import find_project

    console.show_months(find_project(data, output))


@dbp.command(short_help="Tạo thư mục cho một tháng mới.")
@click.argument("month", metavar="THÁNG")
@_publication
@_data
def new(month: str, publication: str, data: str) -> None:
    """Tạo thư mục cho một tháng mới và cho biết cần tệp xuất nào, lấy ở đâu.

    Ví dụ: dbp new 2024-01
    """
    from dbp_analysis import console
    from dbp_analysis.new_month import create_month

    console.show_new_month(create_month(month, publication, data))


def main() -> None:
    """Run the command line; the exit code says how it ended (0, 1, 2 wrong use, 3 data rejected)."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _stop)
    from dbp_analysis.errors import DbpError

    try:
        dbp.main(prog_name="dbp", standalone_mode=False)
    except DbpError as error:
        sys.exit(_fail(error))
    except click.exceptions.Abort:
        click.echo("Đã dừng theo yêu cầu; kết quả cũ giữ nguyên.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"Lỗi: {_in_vietnamese(error)}\n  Xem hướng dẫn: dbp --help", err=True)
        sys.exit(2)


def _stop(*_: object) -> None:
    """Asked to end: as if by Ctrl-C, so that children are ended and nothing half done is left."""
    raise KeyboardInterrupt


def _fail(error: DbpError) -> int:
    problems = getattr(error, "problems", ())
    if problems:
        click.echo(f"Số liệu chưa dùng được: {len(problems)} lỗi. Chưa ghi kết quả nào.\n", err=True)
    click.echo("\n\n".join(map(str, problems)) or f"Lỗi: {error}", err=True)
    return error.exit_code


def _in_vietnamese(error: click.ClickException) -> str:
    """Click's own complaints about the command line, in the user's language."""
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}."
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"thiếu {error.param.make_metavar(error.ctx or click.Context(dbp))}."
    if (
        isinstance(error, click.UsageError)
        and error.ctx is not None
        and isinstance(error.ctx.command, click.Group)
    ):
        return f"không có lệnh này. Các lệnh: {', '.join(sorted(error.ctx.command.commands))}."
    return "tham số chưa đúng (thừa, thiếu hoặc sai chỗ)."


def _speak_utf8() -> None:
    """Vietnamese on every console, also where the system's code page cannot write it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
