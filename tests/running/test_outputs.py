import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

import dbp_analysis
from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.publishing.record import RUN_RECORD, file_hash, read_record, write_record
from dbp_analysis.running.outputs import NotebookRun, replacing
from dbp_analysis.running.outputs import run_notebook as run_here
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress

from ..made import bytes_below

PARAMETERS = 'month = ""\ndata = ""\noutput = ""'
MAKE = """\
from pathlib import Path
from dbp_analysis.publishing.record import file_hash, write_record
(Path(output) / "made.txt").write_text(month)
write_record(Path(output), {"outputs": {"made.txt": file_hash(Path(output) / "made.txt")}})
"""


@pytest.fixture
def run(tmp_path: Path) -> NotebookRun:
    """A notebook of one cell that makes ``made.txt``."""
    return with_code(tmp_path, MAKE)


def with_code(folder: Path, source: str) -> NotebookRun:
    cells = [nbformat.v4.new_code_cell(code) for code in (PARAMETERS, source)]
    cells[0].metadata["tags"] = ["parameters"]
    node = nbformat.v4.new_notebook(cells=cells)
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, folder / "small.ipynb")
    return NotebookRun(
        notebook=folder / "small.ipynb",
        target=folder / "outputs" / "2023-12",
        parameters={"month": "2023-12"},
        folders={"data": str(folder / "data")},
        expected=("made.txt",),
    )


def run_notebook(run: NotebookRun, progress: Progress = lambda *at: None) -> dict[str, Any]:
    """In a child of its own, as it wants."""
    return in_child(Job(partial(run_here, run), run.target), progress)


def stop_halfway(folder: Path) -> None:
    (folder / "new.txt").touch()
    raise ValueError("stop")


def test_a_notebook_leaves_its_outputs_itself_and_a_record_of_both(run: NotebookRun) -> None:
    heard: list[tuple[int, int]] = []

    record = run_notebook(run, progress=lambda *at: heard.append(at))

    assert set(bytes_below(run.target)) == {"made.txt", "small.ipynb", RUN_RECORD}
    assert record == json.loads((run.target / RUN_RECORD).read_text())
    assert record["outputs"] == {name: file_hash(run.target / name) for name in ("small.ipynb", "made.txt")}
    assert heard[-1] == (len(heard), len(heard))


def test_the_kept_notebook_states_its_parameters_and_no_folder_of_the_machine(run: NotebookRun) -> None:
    run_notebook(run)

    kept = (run.target / "small.ipynb").read_text()
    assert "month = '2023-12'" in kept
    assert str(run.target.parents[1]) not in kept


def test_a_notebook_that_failed_is_kept_beside_until_one_succeeds(tmp_path: Path) -> None:
    failing = with_code(tmp_path, "raise ValueError('hỏng')")
    with pytest.raises(RunFailed, match=r"2023-12-failed\.ipynb") as failure:
        run_notebook(failing)
    assert "hỏng" in str(failure.value)
    assert set(bytes_below(failing.target.parent)) == {"2023-12-failed.ipynb"}

    run_notebook(with_code(tmp_path, MAKE))
    assert not failing.failed.exists()


SPEAKS_OF_THE_MACHINE = """\
import tempfile, warnings
from pathlib import Path
import pandas as pd
from dbp_analysis.common.errors import WrongUse
warnings.warn(f"{data} {tempfile.gettempdir()} {Path.home() / 'x'}")
display([Path(output), Path(pd.__file__)])
from dbp_analysis.settings.project import find_project
find_project(data)
"""


def test_a_failed_notebook_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    failing = with_code(tmp_path, SPEAKS_OF_THE_MACHINE)
    with pytest.raises(RunFailed, match="Không thấy thư mục số liệu"):
        run_notebook(failing)

    kept = failing.failed.read_text(encoding="utf-8")
    assert "month = '2023-12'" in kept
    assert "Không thấy thư mục số liệu data" in kept
    folders = {tmp_path, Path(tempfile.gettempdir()), Path.home(), Path(pd.__file__).parents[1], Path.cwd()}
    assert [folder for folder in {*folders, Path(dbp_analysis.__file__).parent} if str(folder) in kept] == []
    assert "papermill" not in nbformat.read(failing.failed, as_version=4).metadata


@pytest.mark.parametrize("source", ["import os; os._exit(0)", "import sys; sys.exit(0)"])
def test_a_kernel_that_leaves_early_is_a_failure(tmp_path: Path, source: str) -> None:
    run = with_code(tmp_path, source)

    with pytest.raises(RunFailed):
        run_notebook(run)
    assert not run.target.exists()


def test_a_notebook_that_does_not_make_what_is_expected_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match=r"thiếu tệp: made\.txt, run\.json"):
        run_notebook(with_code(tmp_path, "pass"))


def test_what_was_edited_by_hand_is_replaced_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "2023-12"
    for text, forced in (("first", False), ("second", True)):
        with replacing(target, force=forced) as made:
            (made / "report.txt").write_text(text)
            write_record(made, {"outputs": {"report.txt": file_hash(made / "report.txt")}})
        (target / "report.txt").write_text("edited")

    with pytest.raises(WrongUse, match=r"report\.txt"), replacing(target):
        pass
    assert (target / "report.txt").read_text() == "edited"


def test_an_error_leaves_the_old_outputs_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "2023-12"
    with replacing(target) as made:
        (made / "old.txt").touch()

    with pytest.raises(ValueError, match="stop"), replacing(target, force=True) as made:
        stop_halfway(made)

    assert set(bytes_below(tmp_path)) == {"2023-12/old.txt"}
    assert read_record(target) is None


def test_a_file_that_a_person_put_there_is_not_lost(run: NotebookRun) -> None:
    run_notebook(run)
    signed = run.target / "signed.pdf"
    signed.touch()

    with pytest.raises(WrongUse, match=r"signed\.pdf"):
        run_notebook(run)
    assert signed.exists()


def test_a_folder_that_cannot_be_written_is_a_clear_failure(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file where a folder should be")

    with pytest.raises(RunFailed, match="Không ghi được"), replacing(tmp_path / "outputs" / "2023-12"):
        pass


@pytest.mark.parametrize("leads_to", ["real", "nothing", "file", "2023-12"])
def test_a_link_as_target_is_refused_and_left_as_it_is(tmp_path: Path, leads_to: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "file").touch()
    target = tmp_path / "outputs" / "2023-12"
    target.parent.mkdir()
    target.symlink_to(Path("..") / leads_to)

    with pytest.raises(RunFailed, match="liên kết"), replacing(target, force=True):
        pass

    assert target.is_symlink()
    assert list(target.parent.iterdir()) == [target]
    assert list((tmp_path / "real").iterdir()) == []


@pytest.mark.parametrize("in_the_way", ["outputs", "outputs/vi-du", "outputs/vi-du/2023-12"])
@pytest.mark.parametrize("broken_link", [False, True])
def test_a_file_where_a_folder_belongs_is_refused_and_nothing_is_left(
    tmp_path: Path, in_the_way: str, broken_link: bool
) -> None:
    file = tmp_path / in_the_way
    file.parent.mkdir(parents=True, exist_ok=True)
    file.symlink_to("nowhere") if broken_link else file.write_text("của tôi")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(RunFailed, match=f"Ở đâu: {file}"), replacing(tmp_path / "outputs/vi-du/2023-12"):
        pass

    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_above_the_target_leads_where_it_should(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "outputs").symlink_to(tmp_path / "share")
    with replacing(tmp_path / "outputs" / "2023-12") as made:
        (made / "a").touch()

    assert (tmp_path / "share" / "2023-12" / "a").is_file()
