"""Many months at a time, and invented ones to try that with."""

from __future__ import annotations

import sys

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp

POSITIVE = click.FloatRange(0, min_open=True)


@dbp.command(short_help="Chạy nhiều tháng, nhiều báo cáo, không cần người trông.")
@click.option(
    "--from",
    "first",
    metavar="KỲ",
    default="",
    help="Tháng đầu, ví dụ 2023-01, hoặc quý đầu 2023-Q1 (bỏ trống: từ kỳ đầu có số liệu).",
)
@click.option(
    "--to",
    "last",
    metavar="KỲ",
    default="",
    help="Tháng cuối, ví dụ 2023-12, hoặc quý cuối 2023-Q4 (bỏ trống: đến kỳ cuối có số liệu).",
)
@click.option(
    "--publication", "publications", metavar="MÃ", multiple=True, help="Chỉ báo cáo này; ghi được nhiều lần."
)
@click.option(
    "--jobs", metavar="SỐ", type=click.IntRange(1), help="Số kỳ chạy cùng lúc (mặc định: số nhân máy)."
)
@click.option("--force", is_flag=True, help="Chạy lại mọi kỳ chưa chốt, ghi đè cả tệp đã sửa tay.")
@click.option(
    "--scheduler", metavar="ĐỊA_CHỈ", default="", help="Chạy trên cụm Dask đã có, ví dụ tcp://may-chu:8786."
)
@click.option(
    "--cell-limit", metavar="GIÂY", type=POSITIVE, default=600, help="Thời hạn một ô lệnh (mặc định 600)."
)
@click.option(
    "--month-limit", metavar="GIÂY", type=POSITIVE, default=1800, help="Thời hạn một kỳ (mặc định 1800)."
)
@click.option("--log", metavar="TỆP", default="", help="Ghi nhật ký vào tệp này.")
@click.option(
    "--notify",
    metavar="TỆP",
    default="",
    help="Ghi vào tệp này một tin ngắn để gửi đi: kỳ nào lỗi, cảnh báo nào cần xem, báo cáo nào trình ký.",
)
@options.data
@options.output
@options.notebooks
@options.engine
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
    notify: str,
    data: str,
    output: str,
    notebooks: str,
) -> None:
    """Chạy mọi tháng có số liệu, hoặc chỉ từ tháng đầu đến tháng cuối; ghi hai quý, hai kỳ 6 tháng, hai năm,
    hai tuần thì chạy các kỳ loại đó. Kỳ không có gì thay đổi thì bỏ qua; một kỳ lỗi không ảnh hưởng kỳ khác.

    Ví dụ: dbp batch --from 2023-01 --to 2023-12; dbp batch --from 2023-Q1 --to 2023-Q4
    """
    import os
    from pathlib import Path

    from dbp_analysis.cli import console, progress
    from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
    from dbp_analysis.running.notice import write_notice
    from dbp_analysis.running.tasks import Executor, Limits
    from dbp_analysis.settings.project import find_project

    project = find_project(data, output, notebooks)
    for file, option in ((log, "--log"), (notify, "--notify")):
        progress.begin(file, option)
    tasks = plan_batch(project, first, last, publications, force=force)
    limits = Limits(cell_limit, month_limit)
    executor: Executor
    if scheduler:
        from dbp_analysis.running.cluster import DaskCluster

        executor = DaskCluster(scheduler, limits)
    else:
        executor = LocalProcesses(jobs or os.cpu_count() or 1, limits)
    with progress.months(log) as (heard, starts, finished):
        outcomes = []
        for outcome in run_batch(project, tasks, executor, heard, starts):
            finished(outcome)
            outcomes.append(outcome)
    if notify:
        write_notice(Path(notify), outcomes)
    console.show_batch(outcomes)
    if any(outcome.status == "failed" for outcome in outcomes):
        sys.exit(1)


@dbp.command(short_help="Tạo số liệu thử để làm quen.")
@click.argument("folder", metavar="THƯ_MỤC")
@click.option("--units", metavar="SỐ", type=click.IntRange(1), default=12, help="Số đơn vị (mặc định 12).")
@click.option(
    "--months",
    metavar="SỐ",
    type=click.IntRange(1, 120),
    default=12,
    help="Số tháng, từ 1 đến 120 (mặc định 12).",
)
@click.option("--seed", metavar="SỐ", type=int, default=0, help="Cùng số này thì cùng số liệu.")
@click.option("--dossiers", is_flag=True, help="Thêm sổ hồ sơ, mỗi dòng một hồ sơ, khớp với các tệp xuất.")
def demo(folder: str, units: int, months: int, seed: int, dossiers: bool) -> None:
    """Tạo một nơi không có thật với các tệp xuất đúng mẫu, ghi rõ là số liệu thử.

    Ví dụ: dbp demo thu-nghiem --units 12 --months 24
    """
    from pathlib import Path

    from dbp_analysis.cli import console
    from dbp_analysis.demo import write_demo

    console.show_demo(write_demo(Path(folder), units, months, seed, dossiers=dossiers))
