"""Running an open month's state in a watched child: check what goes in, then its notebook, whole or not."""

from functools import partial
from pathlib import Path

from dbp_analysis.common.errors import told
from dbp_analysis.running.outputs import NotebookRun, run_notebook
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress, ToldRun
from dbp_analysis.settings.project import TODAY_NOTEBOOK, find_project


def run_today(
    publication: str = "",
    as_of: str = "",
    since: str = "",
    days: int = 3,
    data: str | Path = "",
    output: str | Path = "",
    *,
    notebooks: str | Path = "",
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> ToldRun:
    """Run the open month as of a moment (see ``asking.today.state.read_today``) and put the outputs in place
    of those of its last state, in a folder beside the month's.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written; otherwise as
    ``running.outputs.run_notebook``, whose ``force`` this is.
    """
    from dbp_analysis.asking.today.opening import open_month

    project = find_project(data, output, notebooks)
    name, month, _ = open_month(project, publication, as_of)
    run = NotebookRun(
        notebook=project.notebook(TODAY_NOTEBOOK),
        target=project.output_folder(name, f"{month}-hom-nay"),
        parameters={"publication": name, "as_of": as_of, "since": since, "days": str(days)},
        folders={"data": str(project.data)},
        expected=(),
    )
    return in_child(Job(partial(make_today, run, force), run.target), progress)


def make_today(run: NotebookRun, force: bool, progress: Progress) -> ToldRun:
    """In a child of its own: read the state once, run the notebook on it, and tell what it says."""
    from dbp_analysis.asking.today.state import read_today
    from dbp_analysis.common.once import keeping
    from dbp_analysis.telling.today import describe_today

    with keeping():
        today = read_today(**{**run.parameters, **run.folders})
        record = run_notebook(run, today.inputs.sources.digests, force=force, progress=progress)
        lines = describe_today(today).lines
    found = [problem for check in record["checks"] for problem in check["problems"]]
    warned = [f"Cảnh báo: {told(one['what'], one['where'], one['remedy'])}" for one in found]
    return ToldRun(run.target, record, (*lines, *warned))
