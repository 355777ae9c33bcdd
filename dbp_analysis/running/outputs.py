"""Outputs, whole or not at all: made aside, by a notebook or not, then put in place."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dbp_analysis.common.digests import changed_meanwhile, file_hash, hash_now
from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.publishing.record import (
    RUN_RECORD,
    changed_inputs,
    read_record,
    touched_by_hand,
    write_record,
)
from dbp_analysis.running.swap import put_in_place, workshop
from dbp_analysis.running.tasks import Progress

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: Windows' own links between folders, no symbolic ones


@dataclass(frozen=True)
class NotebookRun:
    """A notebook to run into the folder ``target``.

    ``parameters`` are stated in the notebook that is kept, ``folders`` are of this machine and are not.
    The notebook gets the folder to write into as ``output`` and must leave ``run.json`` and the
    ``expected`` files there; of a notebook that runs for a ``part`` of the target, in a folder of that name.
    """

    notebook: Path
    target: Path
    parameters: Mapping[str, str]
    folders: Mapping[str, str]
    expected: tuple[str, ...]
    part: str = ""

    @property
    def failed(self) -> Path:
        """Where the notebook is kept when it fails: beside the target."""
        part = f"-{self.part}" if self.part else ""
        return self.target.with_name(f"{self.target.name}{part}-failed.ipynb")


def run_notebook(
    run: NotebookRun,
    read: Mapping[Path, str] = MappingProxyType({}),
    *,
    force: bool = False,
    progress: Progress = lambda *at: None,
) -> dict[str, Any]:
    """Run a notebook in this very process, a fresh child that its parent watches, and put its outputs in
    place, replacing those of an earlier run; return their record.

    Raise as :func:`replacing` does, and ``RunFailed`` when the notebook fails: it is then kept beside the
    target; also when an input or the notebook itself changed while it ran. ``read`` are the files that were
    read before, with their SHA-256: the notebook must find the same.
    """
    return run_notebooks([run], lambda made, records: records[0], read, force=force, progress=progress)


def run_notebooks(
    runs: Sequence[NotebookRun],
    join: Callable[[Path, list[dict[str, Any]]], dict[str, Any]],
    read: Mapping[Path, str] = MappingProxyType({}),
    *,
    force: bool = False,
    progress: Progress = lambda *at: None,
) -> dict[str, Any]:
    """One notebook several times, each for a part of one target, as :func:`run_notebook` does: all of it is
    put in place, or nothing. ``join`` writes what is made of the parts, and returns the record of it all.
    """
    target, path = runs[0].target, runs[0].notebook
    notebook = hash_now(path)
    with replacing(target, force=force) as made:
        records = []
        for at, run in enumerate(runs):

            def heard(done: int, of: int, at: int = at) -> None:
                progress(at * of + done, len(runs) * of)

            if at:
                from dbp_analysis.running.kernel import put_away

                put_away()
            records.append(_make(run, made, notebook, heard))
        record = join(made, records)
        changed = changed_inputs(record, Path(runs[0].folders.get("data", "")), read)
        changed += [path.name] * (hash_now(path) != notebook)
        if changed:
            raise changed_meanwhile(changed)
    for run in runs:
        run.failed.unlink(missing_ok=True)
    return record


@contextmanager
def replacing(target: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder to write into, which takes the place of ``target`` when the block ends without an error.

    Raise ``WrongUse`` when files in ``target`` were edited or added since it was made (``force`` overwrites
    them), ``RunFailed`` where nothing can be written, or ``target`` is no plain folder.
    """
    try:
        _refuse_no_folder(target)
        if not force:
            _refuse_to_lose_edits(target)
        with workshop(target) as made:
            yield made
            put_in_place(made, target)
    except OSError as error:
        raise RunFailed(
            f"Không ghi được vào {target.parent}: {error.strerror or error}.\n"
            "  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn nơi khác bằng --output."
        ) from error


def _refuse_no_folder(target: Path) -> None:
    """Before anything is written: a link would be replaced where what it leads to is meant, a file lost, and
    below a file no folder can be made.
    """
    if _leads_elsewhere(target):
        raise RunFailed(
            f"Không ghi kết quả vào một liên kết hoặc ổ đĩa được gắn vào.\n  Ở đâu: {target}\n"
            "  Cách xử lý: xóa liên kết đó (tệp ở nơi nó dẫn đến vẫn còn), hoặc chọn nơi khác bằng --output."
        )
    for place in (target, *target.parents):
        if place.is_dir():
            return
        if os.path.lexists(place):
            raise RunFailed(
                f"Không ghi được kết quả: chỗ của một thư mục đã có tệp hoặc liên kết hỏng.\n"
                f"  Ở đâu: {place}\n"
                "  Cách xử lý: chuyển tệp đó đi nơi khác, hoặc chọn nơi khác bằng --output."
            )


def _leads_elsewhere(target: Path) -> bool:
    """Whether a symbolic link, a junction of Windows, or a mounted volume stands there."""
    if not os.path.lexists(target):
        return False
    tag = getattr(target.lstat(), "st_reparse_tag", 0)
    return target.is_symlink() or tag == _JUNCTION or os.path.ismount(target)


def _refuse_to_lose_edits(target: Path) -> None:
    edited = touched_by_hand(target)
    if edited:
        raise WrongUse(
            f"Các tệp sau đã được sửa tay hoặc thêm vào từ lần chạy trước: {', '.join(edited)}.\n"
            f"  Ở đâu: {target}\n"
            "  Cách xử lý: chép chúng ra nơi khác rồi chạy lại với --force để ghi đè."
        )


def _make(run: NotebookRun, whole: Path, code: str, progress: Progress) -> dict[str, Any]:
    """Run the notebook into its part of ``whole`` and complete the record with the notebook itself, as
    code (its SHA-256) and as output.
    """
    from dbp_analysis.running.notebooks import execute, tidy  # takes a while

    made = whole / run.part
    made.mkdir(exist_ok=True)
    notebook = made / run.notebook.name
    parameters = {**run.parameters, **run.folders, "output": str(made)}
    names = _names_of_folders(run, made, whole.with_name("tmp"))
    _keep_temporary_files_in(whole.with_name("tmp"))
    try:
        execute(run.notebook, notebook, parameters, progress)
        missing = [name for name in (*run.expected, RUN_RECORD) if not (made / name).is_file()]
        if missing:
            raise RunFailed(f"Notebook chạy xong nhưng thiếu tệp: {', '.join(missing)}.")
    except RunFailed as error:
        if not notebook.exists():
            raise
        tidy(notebook, run.parameters, names)
        notebook.replace(run.failed)
        raise RunFailed(
            f"{error}\n  Ở đâu: {run.failed}\n  Cách xử lý: mở notebook này trong JupyterLab để xem ô bị lỗi."
        ) from error
    tidy(notebook, run.parameters, names)
    record = read_record(made)
    if record is None:
        raise RunFailed(f"Notebook chạy xong nhưng {RUN_RECORD} không đọc được.")
    record["code"] = record.get("code", {}) | {notebook.name: code}
    record["outputs"] = {notebook.name: file_hash(notebook)} | record["outputs"]
    write_record(made, record)
    return record


def _keep_temporary_files_in(folder: Path) -> None:
    """For this process, which runs one notebook, and what it starts: they go with the workshop however it
    ends.
    """
    folder.mkdir(exist_ok=True)
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    tempfile.tempdir = str(folder)


def _names_of_folders(run: NotebookRun, made: Path, temporary: Path) -> dict[str, str]:
    """The folders that a notebook may speak of, by the names they have in the one that is kept."""
    return {
        str(run.notebook.parents[1]): ".",
        tempfile.gettempdir(): "tmp",
        str(run.target.parent): "outputs",
        str(temporary): "tmp",
        str(made): "output",
        **{path: Path(path).name for path in run.folders.values()},
    }
