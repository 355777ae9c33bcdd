"""A month, and twelve: this package's batch, the bare functions, and the commands of papermill and nbconvert.

    python benchmarks/months.py

Twelve months of twelve invented units. The bare functions do all that the notebook does, outputs written,
without any notebook; the commands run the same notebook and convert it, one month after the other.
"""

import multiprocessing
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import PROJECT, report

from dbp_analysis.demo import write_demo
from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
from dbp_analysis.settings.project import find_project

REPEATS = 3
MONTHS = 12


def bare(month: str, data: str, output: str) -> None:
    """What the notebook does, by the same functions."""
    import dbp_analysis as dbp

    inputs = dbp.month.load_month_inputs(month, "demo", data)
    card = dbp.month.score_inputs(inputs)
    since = dbp.month.since_previous(inputs, card)
    charts = dbp.month.monthly_charts(card, since, note=inputs.settings.note)
    dbp.month.publish_month(dbp.month.write_report(inputs, card, since), charts, Path(output) / month)


def bare_in_processes(months: list[str], data: str, output: str, jobs: int) -> None:
    """The bare functions, a fresh forked process a month, ``jobs`` at a time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dbp_analysis.running.preloaded"])
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        pool.starmap(bare, [(month, data, output) for month in months], chunksize=1)


def package(months: list[str], data: str, output: str, jobs: int) -> None:
    """``dbp batch`` without its command line."""
    project = find_project(data, output)
    tasks = plan_batch(project, months[0], months[-1], ["demo"], force=True)
    assert {outcome.status for outcome in run_batch(project, tasks, LocalProcesses(jobs))} == {"made"}


def commands(months: list[str], data: str, output: str, jobs: int) -> None:
    """papermill, then nbconvert to HTML, as commands, for each month."""
    notebook = PROJECT / "notebooks" / "monthly.ipynb"
    for month in months:
        folder = Path(output) / month
        folder.mkdir(parents=True)
        made = folder / "monthly.ipynb"
        values = {"month": month, "publication": "demo", "data": data, "output": str(folder)}
        parameters = [part for name, value in values.items() for part in ("-r", name, value)]
        run = [sys.executable, "-m", "papermill", "--no-progress-bar", *parameters, str(notebook), str(made)]
        subprocess.run(run, check=True, capture_output=True)
        convert = [sys.executable, "-m", "nbconvert", "--to", "html", str(made)]
        subprocess.run(convert, check=True, capture_output=True)


def seconds(work, months, data, output, jobs, repeats=REPEATS) -> float:
    """The median duration of ``work`` into an empty folder; what is shared is started beforehand."""
    durations = []
    for _ in range(repeats):
        shutil.rmtree(output, ignore_errors=True)
        start = time.perf_counter()
        work(months, data, output, jobs)
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        place = write_demo(Path(folder) / "demo", units=12, months=MONTHS, seed=1)
        data, output, months = str(place.data), str(Path(folder) / "outputs"), list(place.months)
        bare_in_processes(months[:1], data, output, 1)  # starts the server that children are forked from
        one_bare = seconds(bare_in_processes, months[:1], data, output, 1, 5)
        one = seconds(package, months[:1], data, output, 1, 5)
        all_bare = seconds(bare_in_processes, months, data, output, 2)
        twelve = seconds(package, months, data, output, 2)
        loop = seconds(commands, months, data, output, 1, 1)
        report(
            "months",
            [
                ("one month: bare functions", one_bare),
                ("one month: batch", one),
                ("twelve months: bare functions on two processes", all_bare),
                ("twelve months: batch on two processes", twelve),
                ("twelve months: papermill and nbconvert commands in a loop (once)", loop),
            ],
            [
                ("one month: batch / bare", one / one_bare, "≤ 1.6"),
                ("twelve months: batch / bare", twelve / all_bare, "≤ 1.5"),
                ("twelve months: commands / batch", loop / twelve, "≥ 7"),
            ],
        )
