"""Running a month: check what goes in, then the notebook, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbp_analysis.reading.month import MonthInputs, load_month_inputs
from dbp_analysis.reading.overlay_files import scenario_files
from dbp_analysis.running.closing import refuse_closed
from dbp_analysis.running.outputs import NotebookRun, Progress, run_notebook
from dbp_analysis.settings.project import MONTHLY_NOTEBOOK

EXPECTED = ("scores.csv", "report.docx", "report.pdf", "annex.xlsx", "page.html", "commentary.md")
# What the files of a scenario change: none of the folders named so is one of another command.
_CHANGED = {("scheme",): "cach-cham", ("counts",): "so-lieu", ("scheme", "counts"): "ca-hai"}


@dataclass(frozen=True)
class Run:
    """A finished month: what went in, where the outputs are, and their record (``run.json``)."""

    inputs: MonthInputs
    folder: Path
    record: dict[str, Any]


def run_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    scheme: str | Path = "",
    counts: str | Path = "",
    force: bool = False,
    in_process: bool = False,
    progress: Progress = lambda done, of: None,
) -> Run:
    """Run a month and put its outputs in place, replacing those of an earlier run.

    With the ``scheme`` or ``counts`` file of a scenario (see ``reading.month.read_month``) they go
    to a folder beside the month's, named for what the scenario changes and for its files. Raise ``WrongUse``
    or ``DataRejected`` before anything is written, also for a month that is closed (unless ``force``);
    otherwise as
    :func:`~dbp_analysis.running.outputs.run_notebook`, whose ``force`` and ``in_process`` these are.
    """
    inputs = load_month_inputs(month, publication, data, output, scheme=scheme, counts=counts)
    project, name = inputs.project, inputs.publication.id
    files = scenario_files(project.data, scheme, counts)
    if not (files or force):
        refuse_closed(project, name, month)
    scenario = f"-kich-ban-{_CHANGED[tuple(files)]}-{inputs.scenario}" if files else ""
    run = NotebookRun(
        notebook=project.notebooks / MONTHLY_NOTEBOOK,
        target=project.output_folder(name, month + scenario),
        parameters={"month": month, "publication": name} | {kind: path.name for kind, path in files.items()},
        folders={"data": str(project.data)} | {kind: str(path) for kind, path in files.items()},
        expected=EXPECTED,
        read=inputs.sources.digests,
    )
    record = run_notebook(run, force=force, in_process=in_process, progress=progress)
    return Run(inputs, run.target, record)
