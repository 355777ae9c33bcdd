"""Running a month: check what goes in, then the notebook, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbp_analysis.inputs import MonthInputs, load_month_inputs
from dbp_analysis.outputs import NotebookRun, Progress, run_notebook

NOTEBOOK = "monthly.ipynb"
EXPECTED = ("scores.csv", "report.docx", "report.pdf", "annex.xlsx", "page.html", "commentary.md")


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
    force: bool = False,
    in_process: bool = False,
    progress: Progress = lambda done, of: None,
) -> Run:
    """Run a month and put its outputs in place, replacing those of an earlier run.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written; otherwise as
    :func:`~dbp_analysis.outputs.run_notebook`, whose ``force`` and ``in_process`` these are.
    """
    inputs = load_month_inputs(month, publication, data, output)
    project, name = inputs.project, inputs.publication.id
    run = NotebookRun(
        notebook=project.notebooks / NOTEBOOK,
        target=project.output_folder(name, month),
        parameters={"month": month, "publication": name},
        folders={"data": str(project.data)},
        expected=EXPECTED,
    )
    record = run_notebook(run, force=force, in_process=in_process, progress=progress)
    return Run(inputs, run.target, record)
