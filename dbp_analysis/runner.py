"""A month, whole or not at all: check, run the notebook aside, verify, then put it in place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbp_analysis.errors import DbpError, RunFailed, WrongUse
from dbp_analysis.inputs import MonthInputs, load_month_inputs
from dbp_analysis.provenance import RUN_RECORD, edited_outputs, file_hash, read_record, write_record
from dbp_analysis.swap import put_in_place, workshop

NOTEBOOK = "monthly.ipynb"
EXPECTED = ("scores.csv", "report.docx", "report.pdf", "annex.xlsx", "page.html", "commentary.md", RUN_RECORD)

Progress = Callable[[int, int], None]


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

    Raise ``WrongUse`` or ``DataRejected`` before anything is written, ``WrongUse`` too when outputs were
    edited since they were made (``force`` overwrites them), ``RunFailed`` when the notebook fails: it is
    then kept beside the output folder. ``in_process`` runs the notebook in this very process, for a child
    process that runs one month and is watched.
    """
    inputs = load_month_inputs(month, publication, data, output)
    target = inputs.project.output_folder(inputs.publication.id, month)
    if not force:
        _refuse_to_lose_edits(target)
    try:
        with workshop(target) as made:
            record = _make(inputs, made, in_process, progress)
            put_in_place(made, target)
    except OSError as error:
        raise RunFailed(
            f"Không ghi được vào {target.parent}: {error.strerror or error}.\n"
            "  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn nơi khác bằng --output."
        ) from error
    _failed_notebook(inputs).unlink(missing_ok=True)
    return Run(inputs, target, record)


def _refuse_to_lose_edits(target: Path) -> None:
    edited = edited_outputs(target)
    if edited:
        raise WrongUse(
            f"Các tệp sau đã được sửa tay từ lần chạy trước: {', '.join(edited)}.\n"
            f"  Ở đâu: {target}\n"
            "  Cách xử lý: chép bản đã sửa ra nơi khác rồi chạy lại với --force để ghi đè."
        )


def _make(inputs: MonthInputs, made: Path, in_process: bool, progress: Progress) -> dict[str, Any]:
    """Run the notebook into ``made`` and complete the record with the notebook itself."""
    from dbp_analysis.notebooks import IN_PROCESS, execute, tidy

    shown = {"month": inputs.month, "publication": inputs.publication.id}
    folders = {"data": str(inputs.project.data), "output": str(made)}
    notebook = made / NOTEBOOK
    try:
        execute(
            inputs.project.notebooks / NOTEBOOK,
            notebook,
            shown | folders,
            progress,
            IN_PROCESS if in_process else None,
        )
        missing = [name for name in EXPECTED if not (made / name).is_file()]
        if missing:
            raise RunFailed(f"Notebook chạy xong nhưng thiếu tệp: {', '.join(missing)}.")
    except RunFailed as error:
        raise _keep_failed(error, notebook, inputs) from error
    tidy(notebook, shown)
    record = read_record(made)
    if record is None:
        raise RunFailed(f"Notebook chạy xong nhưng {RUN_RECORD} không đọc được.")
    record["outputs"] = {NOTEBOOK: file_hash(notebook)} | record["outputs"]
    write_record(made, record)
    return record


def _failed_notebook(inputs: MonthInputs) -> Path:
    """Where a notebook that failed is kept: beside the output folder."""
    return inputs.project.output_folder(inputs.publication.id, f"{inputs.month}-failed.ipynb")


def _keep_failed(error: RunFailed, notebook: Path, inputs: MonthInputs) -> DbpError:
    """The error with the place of the failed notebook, which is moved beside the output folder."""
    if not notebook.exists():
        return error
    kept = _failed_notebook(inputs)
    notebook.replace(kept)
    return RunFailed(
        f"{error}\n  Ở đâu: {kept}\n  Cách xử lý: mở notebook này trong JupyterLab để xem ô bị lỗi."
    )
