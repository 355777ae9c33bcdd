"""A month, whole or not at all: check, run the notebook aside, verify, then put it in place."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbp_analysis.errors import DbpError, RunFailed, WrongUse
from dbp_analysis.inputs import MonthInputs, load_month_inputs
from dbp_analysis.provenance import RUN_RECORD, edited_outputs, file_hash, read_record, write_record

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
    progress: Progress = lambda done, of: None,
) -> Run:
    """Run a month and put its outputs in place, replacing those of an earlier run.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written, ``WrongUse`` too when outputs were
    edited since they were made (``force`` overwrites them), ``RunFailed`` when the notebook fails: it is
    then kept beside the output folder.
    """
    inputs = load_month_inputs(month, publication, data, output)
    target = inputs.project.output_folder(inputs.publication.id, month)
    if not force:
        _refuse_to_lose_edits(target)
    with _workshop(target) as workshop:
        record = _make(inputs, workshop, progress)
        _put_in_place(workshop, target)
    return Run(inputs, target, record)


def _refuse_to_lose_edits(target: Path) -> None:
    edited = edited_outputs(target)
    if edited:
        raise WrongUse(
            f"Các tệp sau đã được sửa tay từ lần chạy trước: {', '.join(edited)}.\n"
            f"  Ở đâu: {target}\n"
            "  Cách xử lý: chép bản đã sửa ra nơi khác rồi chạy lại với --force để ghi đè."
        )


def _make(inputs: MonthInputs, workshop: Path, progress: Progress) -> dict[str, Any]:
    """Run the notebook into ``workshop`` and complete the record with the notebook itself."""
    from dbp_analysis.notebooks import execute, tidy

    shown = {"month": inputs.month, "publication": inputs.publication.id}
    folders = {"data": str(inputs.project.data), "output": str(workshop)}
    notebook = workshop / NOTEBOOK
    try:
        execute(inputs.project.notebooks / NOTEBOOK, notebook, shown | folders, progress)
        missing = [name for name in EXPECTED if not (workshop / name).is_file()]
        if missing:
            raise RunFailed(f"Notebook chạy xong nhưng thiếu tệp: {', '.join(missing)}.")
    except RunFailed as error:
        raise _keep_failed(error, notebook, inputs) from error
    tidy(notebook, shown)
    record = read_record(workshop)
    if record is None:
        raise RunFailed(f"Notebook chạy xong nhưng {RUN_RECORD} không đọc được.")
    record["outputs"] = {NOTEBOOK: file_hash(notebook)} | record["outputs"]
    write_record(workshop, record)
    return record


def _keep_failed(error: RunFailed, notebook: Path, inputs: MonthInputs) -> DbpError:
    """The error with the place of the failed notebook, which is moved beside the output folder."""
    if not notebook.exists():
        return error
    kept = inputs.project.output_folder(inputs.publication.id, f"{inputs.month}-failed.ipynb")
    notebook.replace(kept)
    return RunFailed(
        f"{error}\n  Ở đâu: {kept}\n  Cách xử lý: mở notebook này trong JupyterLab để xem ô bị lỗi."
    )


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A hidden folder beside ``target`` to work in, gone afterwards whatever happens."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise RunFailed(
            f"Không ghi được vào {target.parent}: {error.strerror}.\n"
            "  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn nơi khác bằng --output."
        ) from error
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _put_in_place(workshop: Path, target: Path) -> None:
    """Exchange the old outputs for the new; the old come back if the new cannot be moved."""
    workshop.chmod(0o755)
    if not target.exists():
        workshop.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    try:
        workshop.rename(target)
    except OSError:
        (old / target.name).rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
