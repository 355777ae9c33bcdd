"""Running a month in a watched child: check what goes in, then the notebook, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.publishing.names import month_files
from dbp_analysis.running.closing import refuse_closed
from dbp_analysis.running.outputs import NotebookRun, run_notebook
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress, Task
from dbp_analysis.settings.project import MONTHLY_NOTEBOOK, find_project

# What the files of a scenario change: none of the folders named so is one of another command.
_CHANGED = {("scheme",): "cach-cham", ("counts",): "so-lieu", ("scheme", "counts"): "ca-hai"}


@dataclass(frozen=True)
class Run:
    """A finished month: where the outputs are, their record (``run.json``), and each ranking as printed, its
    head first, by the title of its list (empty where there is only one).
    """

    folder: Path
    record: dict[str, Any]
    rankings: Mapping[str, tuple[tuple[str, ...], ...]]


def run_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    notebooks: str | Path = "",
    scheme: str | Path = "",
    counts: str | Path = "",
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> Run:
    """Run a month and put its outputs in place, replacing those of an earlier run.

    With the ``scheme`` or ``counts`` file of a scenario (see ``reading.month.read_month``) they go
    to a folder beside the month's, named for what the scenario changes and for its files. Raise ``WrongUse``
    or ``DataRejected`` before anything is written, also for a month that is closed (unless ``force``);
    otherwise as :func:`~dbp_analysis.running.outputs.run_notebook`, whose ``force`` this is.
    """
    run = plan_month(month, publication, data, output, notebooks, scheme, counts, force)
    return in_child(Job(partial(make_month, run, force), run.target), progress)


def month_job(task: Task) -> Job[Run]:
    """A month of a batch for a child: what is wrong with it is that month's own failure."""
    return Job(partial(_make_task, task), task.target)


def plan_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    notebooks: str | Path = "",
    scheme: str | Path = "",
    counts: str | Path = "",
    force: bool = False,
) -> NotebookRun:
    """What is to run, with nothing read yet; raise ``WrongUse`` for what can be refused unread."""
    project = find_project(data, output, notebooks)
    name, month = project.choose(month, publication)
    notebook = project.notebook(MONTHLY_NOTEBOOK)
    files, named = {}, ""
    if "/" in name and not (scheme or counts):
        whole, _, list_id = name.partition("/")
        raise WrongUse(
            f"Danh sách {list_id} là một phần của báo cáo {whole}, không chạy riêng.\n"
            f"  Cách xử lý: dbp run {month} --publication {whole}; chỉ xem kiểm tra: "
            f"dbp check {month} --publication {name}"
        )
    if scheme or counts:
        from dbp_analysis.reading.overlay_files import scenario_files

        files = scenario_files(project.data, scheme, counts)
        named = "-".join(dict.fromkeys(path.stem for path in files.values()))
    elif not force:
        refuse_closed(project, name, month)
    return NotebookRun(
        notebook=notebook,
        target=project.output_folder(
            name, f"{month}-kich-ban-{_CHANGED[tuple(files)]}-{named}" if files else month
        ),
        parameters={"month": month, "publication": name} | {kind: path.name for kind, path in files.items()},
        folders={"data": str(project.data)} | {kind: str(path) for kind, path in files.items()},
        expected=month_files(name, month, named),
    )


def make_month(run: NotebookRun, force: bool, progress: Progress) -> Run:
    """In a child of its own: read the month once, run its notebook on that, and tell what came of it."""
    asked: dict[str, Any] = {**run.parameters, **run.folders}
    publication = run.parameters["publication"]
    lists = find_project(run.folders["data"]).lists(publication)
    if len(lists) > 1 and not {"scheme", "counts"} & set(asked):
        from dbp_analysis.running.lists import make_lists

        return Run(run.target, *make_lists(run, lists, force, progress))
    from dbp_analysis.common.once import keeping
    from dbp_analysis.reading.month import load_month_inputs
    from dbp_analysis.scoring.score import score_inputs
    from dbp_analysis.telling.ranking import printed_ranking

    with keeping():
        inputs = load_month_inputs(**asked)
        record = run_notebook(run, inputs.sources.digests, force=force, progress=progress)
        return Run(run.target, record, {"": printed_ranking(score_inputs(inputs))})


def _make_task(task: Task, progress: Progress) -> Run:
    folders = (task.data, task.output, task.notebooks)
    run = plan_month(task.month, task.publication, *folders, force=task.force)
    return make_month(run, task.force, progress)
