"""Running a reconciliation in a watched child: read both sides, then the notebook, whole or not at all."""

from functools import partial
from pathlib import Path

from dbp_analysis.publishing.names import RECONCILIATION
from dbp_analysis.running.outputs import NotebookRun, run_notebook
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress, ToldRun
from dbp_analysis.settings.project import RECONCILE_NOTEBOOK, find_project


def run_reconcile(
    month: str,
    left: str,
    right: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    left_file: str = "",
    right_file: str = "",
    notebooks: str | Path = "",
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> ToldRun:
    """Reconcile two systems' exports of a month and put the outputs in place, beside the month's own.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written; otherwise as
    ``running.outputs.run_notebook``, whose ``force`` this is.
    """
    from dbp_analysis.publishing.reconcile_files import file_names

    project = find_project(data, output, notebooks)
    name, month = project.choose(month, publication)
    asked = {"month": month, "left": left, "right": right, "publication": name}
    run = NotebookRun(
        notebook=project.notebook(RECONCILE_NOTEBOOK),
        target=project.output_folder(name, f"{month}-{RECONCILIATION}-{left}-{right}"),
        parameters={**asked, "left_file": left_file, "right_file": right_file},
        folders={"data": str(project.data)},
        expected=file_names(name, month),
    )
    return in_child(Job(partial(make_reconciliation, run, force), run.target), progress)


def make_reconciliation(run: NotebookRun, force: bool, progress: Progress) -> ToldRun:
    """In a child of its own: read both sides once, run the notebook on them, and tell what they say."""
    from dbp_analysis.asking.reconcile.reconciliation import reconcile_month
    from dbp_analysis.common.once import keeping

    with keeping():
        found = reconcile_month(**{**run.parameters, **run.folders})
        record = run_notebook(run, found.settled.sources.digests, force=force, progress=progress)
    classes = [
        f"- {name}: {count} ({units} đơn vị)" for name, count, units in found.classes.frame.itertuples()
    ]
    warned = [f"Lưu ý: {warning}" for warning in record["warnings"]]
    lines = (*found.notes, found.summary, *classes, *warned)
    return ToldRun(run.target, record, lines, len(found.differences))
