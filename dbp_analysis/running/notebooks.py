"""Running a notebook with papermill, and leaving nothing of the machine in what is kept."""

from collections.abc import Callable, Mapping
from errno import ENOSPC
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from dbp_analysis.common.errors import RunFailed
from dbp_analysis.running.kernel import IN_PROCESS
from dbp_analysis.running.machine import without_folders
from dbp_analysis.running.tasks import Progress


def execute(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, str],
    progress: Progress = lambda done, of: None,
    engine: str = IN_PROCESS,
) -> None:
    """Run ``notebook`` into ``output``; ``progress`` hears how many code cells of how many are done.

    The cells run in this process, which must be a fresh child that its parent watches (see
    ``dbp_analysis.running.kernel``), unless another ``engine`` of papermill's says otherwise.

    Raise ``RunFailed`` unless every code cell ran, in order, without an exception. The notebook as far
    as it went is then at ``output``.
    """
    known = papermill.inspect_notebook(_literal(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise RunFailed(f"Notebook {notebook.name} không có tham số: {', '.join(unknown)}.")
    total = len(_code_cells(notebook)) + bool(parameters)
    done = 0

    def cell_done(**_: Any) -> None:
        nonlocal done
        done += 1
        progress(done, total)

    try:
        papermill.execute_notebook(
            _literal(notebook),
            _literal(output),
            parameters=dict(parameters),
            engine_name=engine,
            progress_bar=False,
            kernel_name="python3",
            on_cell_executed=cell_done,
        )
    except PapermillExecutionError as error:
        what = f"Ô lệnh thứ {error.exec_count} của {notebook.name} bị lỗi: {error.ename}: {error.evalue}"
        if error.ename in ("OSError", "PermissionError"):
            what += "\n  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa."
        raise RunFailed(what) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise  # what was written of the notebook is no use to anybody
        raise RunFailed(f"Không chạy được {notebook.name}: {type(error).__name__}: {error}") from error
    _require_complete(output)


def tidy(
    notebook: Path, parameters: Mapping[str, str], folders: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Rewrite an executed notebook, whole or failed, so that the same inputs give the same bytes.

    Timings, papermill's records and random ids go, pieces of text are joined; the injected cell states
    ``parameters`` alone, and in outputs the ``folders`` of this machine stand by the names given here.
    """
    named = without_folders(folders)
    node = nbformat.read(notebook, as_version=4)
    node.metadata.pop("papermill", None)
    for number, cell in enumerate(node.cells):
        cell.id = f"cell-{number:02d}"
        if "outputs" in cell:
            cell.outputs = _merged(cell.outputs)
            for output in cell.outputs:
                _rewrite(output, named)
        for key in ("papermill", "execution", "tags"):
            if key != "tags" or cell.metadata.get("tags") == []:
                cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.write_text(nbformat.writes(node) + "\n", encoding="utf-8", newline="\n")


def _literal(path: Path) -> str:
    """The path as papermill takes it: braces in a path would name parameters there."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _code_cells(notebook: Path) -> list[nbformat.NotebookNode]:
    """The cells that run: blank ones do not."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]


def _merged(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Outputs with neighbouring pieces of text joined, standard output first: a kernel sends text in
    pieces as time passes, and which of the two streams is sent first is chance.
    """
    merged: list[nbformat.NotebookNode] = []
    for is_stream, group in groupby(outputs, key=lambda output: output.output_type == "stream"):
        if not is_stream:
            merged.extend(group)
            continue
        pieces = list(group)
        for name in sorted({piece.name for piece in pieces}, reverse=True):
            text = "".join(piece.text for piece in pieces if piece.name == name)
            merged.append(nbformat.v4.new_output("stream", name=name, text=text))
    return merged


def _rewrite(output: nbformat.NotebookNode, change: Callable[[str], str]) -> None:
    """Change the text of an output; pictures are none."""
    if output.output_type == "stream":
        output.text = change(output.text)
    elif output.output_type == "error":
        output.evalue, output.traceback = change(output.evalue), [change(one) for one in output.traceback]
    else:
        output.data |= {kind: change(of) for kind, of in output.data.items() if kind.startswith("text/")}


def _require_complete(notebook: Path) -> None:
    """Raise ``RunFailed`` unless every code cell ran, in order: a dead kernel may pass as completed."""
    counts = [cell.execution_count for cell in _code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        raise RunFailed(f"Notebook {notebook.name} dừng giữa chừng: không phải ô lệnh nào cũng đã chạy.")
