import json
import shutil
from pathlib import Path

import nbformat
import pytest

from dbp_analysis.errors import DataRejected, RunFailed, WrongUse
from dbp_analysis.provenance import RUN_RECORD, file_hash
from dbp_analysis.runner import run_month

ROOT = Path(__file__).parent.parent
CHARTS = 5


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The real month, run into two folders."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    heard = []
    for folder in folders:
        run_month("2023-12", data=ROOT / "data", output=folder, progress=lambda *at: heard.append(at))
    return [folder / "dien-bien-phu" / "2023-12" for folder in folders], heard


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the project's data and notebooks, with the current folder inside it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files_below(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and ".locks" not in path.parts)
    return sorted(path.relative_to(folder).as_posix() for path in files)


def replace_code(notebook, source):
    """Make ``source`` the last code cell of a notebook."""
    node = nbformat.read(notebook, as_version=4)
    node.cells[-1].source = source
    nbformat.write(node, notebook)


def test_a_run_makes_every_output(twice):
    (first, _), _ = twice
    made = files_below(first)

    assert {name for name in made if "/" not in name} == {
        "annex.xlsx",
        "commentary.md",
        "monthly.ipynb",
        "page.html",
        "report.docx",
        "report.pdf",
        "run.json",
        "scores.csv",
    }
    assert sum(name.startswith("charts/") and name.endswith(".svg") for name in made) == CHARTS
    assert sum(name.startswith("charts/") and name.endswith(".png") for name in made) == CHARTS


def test_the_same_inputs_give_the_same_bytes(twice):
    (first, second), _ = twice

    assert files_below(first) == files_below(second)
    assert [n for n in files_below(first) if (first / n).read_bytes() != (second / n).read_bytes()] == []


def test_no_output_bears_a_path_of_this_machine(twice):
    (first, _), _ = twice
    bearing = [n for n in files_below(first) if str(ROOT).encode() in (first / n).read_bytes()]

    assert bearing == []
    assert str(first).encode() not in (first / "monthly.ipynb").read_bytes()


def test_the_record_states_what_went_in_and_came_out(twice):
    (first, _), _ = twice
    record = json.loads((first / RUN_RECORD).read_text(encoding="utf-8"))

    assert record["parameters"] == {"publication": "dien-bien-phu", "month": "2023-12"}
    assert set(record["outputs"]) == set(files_below(first)) - {RUN_RECORD}
    assert record["outputs"]["monthly.ipynb"] == file_hash(first / "monthly.ipynb")
    assert record["inputs"]["dien-bien-phu/2023-12/bieu-II-06a.xlsx"]
    assert record["inputs"]["schemes/dien-bien-2023.toml"]
    assert record["provenance"]["kind"] == "reconstructed"
    assert record["fonts"]["report.pdf"]


def test_progress_is_heard_cell_by_cell(twice):
    _, heard = twice

    done, of = zip(*heard[: len(heard) // 2], strict=True)
    assert list(done) == list(range(1, len(done) + 1))
    assert done[-1] == of[-1]


def test_nothing_but_the_month_is_left_in_the_output_folder(twice):
    (first, _), _ = twice

    assert sorted(path.name for path in first.parent.iterdir()) == [".locks", "2023-12"]


def test_outputs_edited_by_hand_are_not_overwritten_without_force(project, twice):
    (first, _), _ = twice
    target = project / "outputs" / "dien-bien-phu" / "2023-12"
    shutil.copytree(first, target)
    (target / "report.docx").write_bytes(b"edited")

    with pytest.raises(WrongUse, match=r"report\.docx"):
        run_month("2023-12")
    assert (target / "report.docx").read_bytes() == b"edited"

    run_month("2023-12", force=True)
    assert (target / "report.docx").read_bytes() == (first / "report.docx").read_bytes()


def test_rejected_data_leaves_the_old_outputs_untouched(project):
    old = project / "outputs" / "dien-bien-phu" / "2023-12" / "scores.csv"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    (project / "data" / "dien-bien-phu" / "2023-12" / "so-hoa.xlsx").unlink()

    with pytest.raises(DataRejected):
        run_month("2023-12")

    assert files_below(project / "outputs") == ["dien-bien-phu/2023-12/scores.csv"]
    assert old.read_text() == "old"


def test_a_failing_notebook_is_kept_beside_and_named(project):
    replace_code(project / "notebooks" / "monthly.ipynb", "raise ValueError('hỏng')")

    with pytest.raises(RunFailed, match=r"2023-12-failed\.ipynb") as failure:
        run_month("2023-12")

    assert "hỏng" in str(failure.value)
    assert files_below(project / "outputs") == ["dien-bien-phu/2023-12-failed.ipynb"]


@pytest.mark.parametrize("source", ["import os; os._exit(0)", "import sys; sys.exit(0)"])
def test_a_kernel_that_leaves_early_is_a_failure(project, source):
    replace_code(project / "notebooks" / "monthly.ipynb", source)

    with pytest.raises(RunFailed):
        run_month("2023-12")

    assert not (project / "outputs" / "dien-bien-phu" / "2023-12").exists()


def test_a_notebook_that_makes_no_outputs_is_a_failure(project):
    replace_code(project / "notebooks" / "monthly.ipynb", "pass")

    with pytest.raises(RunFailed, match=r"thiếu tệp: scores\.csv"):
        run_month("2023-12")


def test_an_output_folder_that_cannot_be_written_is_a_clear_failure(project):
    (project / "outputs").write_text("a file where a folder should be")

    with pytest.raises(RunFailed, match="Không ghi được"):
        run_month("2023-12")
