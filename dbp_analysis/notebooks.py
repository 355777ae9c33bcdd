"""Running a notebook with papermill, and leaving nothing of the machine in what is kept."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dbp_analysis.errors import RunFailed

# Importing papermill reaches jsonschema's optional URL-format check, whose parser tables take most of a
# second to build and which nothing here uses; jsonschema leaves the check out when it is not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402
import papermill  # noqa: E402
from papermill.exceptions import PapermillExecutionError  # noqa: E402

START_TIMEOUT_SECONDS = 60
CELL_TIMEOUT_SECONDS = 600

Progress = Callable[[int, int], None]


def execute(
    notebook: Path, output: Path, parameters: Mapping[str, str], progress: Progress = lambda done, of: None
) -> None:
    """Run ``notebook`` into ``output``; ``progress`` hears how many code cells of how many are done.

    Raise ``RunFailed`` unless every code cell ran, in order, without an exception. The notebook as far
    as it went is then at ``output``.
    """
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise RunFailed(f"Notebook {notebook.name} không có tham số: {', '.join(unknown)}.")
    total = sum(cell.cell_type == "code" for cell in nbformat.read(notebook, as_version=4).cells) + 1
    done = 0

    def cell_done(**_: Any) -> None:
        nonlocal done
        done += 1
        progress(done, total)

    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=dict(parameters),
            progress_bar=False,
            kernel_name="python3",
            start_timeout=START_TIMEOUT_SECONDS,
            execution_timeout=CELL_TIMEOUT_SECONDS,
            on_cell_executed=cell_done,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
    except PapermillExecutionError as error:
        raise RunFailed(
            f"Ô lệnh thứ {error.exec_count} của {notebook.name} bị lỗi: {error.ename}: {error.evalue}"
        ) from error
    except Exception as error:
        raise RunFailed(f"Không chạy được {notebook.name}: {type(error).__name__}: {error}") from error
    _require_complete(output)


def tidy(notebook: Path, parameters: Mapping[str, str]) -> None:
    """Rewrite an executed notebook so that the same inputs give the same bytes.

    Timings, papermill's records and random ids go; the injected cell states ``parameters`` alone, not
    the folders of this machine.
    """
    node = nbformat.read(notebook, as_version=4)
    node.metadata.pop("papermill", None)
    for number, cell in enumerate(node.cells):
        cell.id = f"cell-{number:02d}"
        for key in ("papermill", "execution", "tags"):
            if key != "tags" or cell.metadata.get("tags") == []:
                cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.write_text(nbformat.writes(node) + "\n", encoding="utf-8", newline="\n")


def _require_complete(notebook: Path) -> None:
    """Raise ``RunFailed`` unless every code cell ran, in order: a dead kernel may pass as completed."""
    node = nbformat.read(notebook, as_version=4)
    counts = [cell.execution_count for cell in node.cells if cell.cell_type == "code" and cell.source.strip()]
    if counts != list(range(1, len(counts) + 1)):
        raise RunFailed(f"Notebook {notebook.name} dừng giữa chừng: không phải ô lệnh nào cũng đã chạy.")
