"""Running an audit in a watched child: read the report, then the notebook, whole or not at all."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dbp_analysis.auditing.taken_for import find_report
from dbp_analysis.publishing.names import AUDITS, audit_name
from dbp_analysis.running.outputs import NotebookRun, run_notebook
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress
from dbp_analysis.settings.project import AUDIT_NOTEBOOK, find_project

EXPECTED = ("findings.csv",)
"""Beside the page and the letter, whose names say which file was audited."""


@dataclass(frozen=True)
class AuditRun:
    """A finished audit: where its outputs are, their record, what the file was taken for (label, words), its
    findings as they are shown, and the cells that were read otherwise than they stand.
    """

    folder: Path
    record: dict[str, Any]
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str, str], ...]
    repaired: tuple[str, ...]


def run_audit(
    file: str | Path,
    publication: str = "",
    scheme: str = "",
    month: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    notebooks: str | Path = "",
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> AuditRun:
    """Audit the file of a report and put the outputs in place, in a folder named like the file.

    Raise as :func:`~dbp_analysis.auditing.audit.audit` before anything is written; otherwise as
    ``running.outputs.run_notebook``, whose ``force`` this is.
    """
    project = find_project(data, output, notebooks)
    path = find_report(file, project)
    run = NotebookRun(
        notebook=project.notebook(AUDIT_NOTEBOOK),
        target=project.output / AUDITS / audit_name(path),
        parameters={"publication": publication, "scheme": scheme, "month": month},
        folders={"file": str(path), "data": str(project.data)},
        expected=EXPECTED,
    )
    return in_child(Job(partial(make_audit, run, force), run.target), progress)


def make_audit(run: NotebookRun, force: bool, progress: Progress) -> AuditRun:
    """In a child of its own: audit the file once, and run the notebook on that."""
    from dbp_analysis.auditing.audit import audit
    from dbp_analysis.common.once import keeping

    with keeping():
        found = audit(**{**run.parameters, **run.folders})
        record = run_notebook(run, {found.path: found.digest}, force=force, progress=progress)
    return AuditRun(run.target, record, found.facts, found.rows, found.repaired)
