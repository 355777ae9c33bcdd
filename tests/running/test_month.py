import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected, RunFailed, WrongUse
from dbp_analysis.publishing.names import month_files
from dbp_analysis.publishing.record import RUN_RECORD, file_hash, write_record
from dbp_analysis.running.month import run_month

from ..made import Place, bytes_below
from ..small_notebooks import MAKE_OUTPUTS, notebooks_of, outputs, with_notebook

ROOT = Path(__file__).parents[2]
CHARTS = 5


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The outputs of the real month."""
    folder = tmp_path_factory.mktemp("first")
    return run_month("2023-12", data=ROOT / "data", output=folder).folder


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the project's data and notebooks, with the current folder inside it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_makes_every_output(first):
    made = bytes_below(first)

    assert {name for name in made if "/" not in name} == {
        "bao-cao-dien-bien-phu-2023-12.docx",
        "bao-cao-dien-bien-phu-2023-12.pdf",
        "monthly.ipynb",
        "nhan-dinh-dien-bien-phu-2023-12.md",
        "phu-luc-dien-bien-phu-2023-12.xlsx",
        "run.json",
        "scores.csv",
        "trang-dien-bien-phu-2023-12.html",
    }
    assert sum(name.startswith("charts/") and name.endswith(".svg") for name in made) == CHARTS
    assert sum(name.startswith("charts/") and name.endswith(".png") for name in made) == CHARTS


def test_no_output_bears_a_path_of_this_machine(first):
    bearing = [name for name, made in bytes_below(first).items() if str(ROOT).encode() in made]

    assert bearing == []
    assert str(first).encode() not in (first / "monthly.ipynb").read_bytes()


def test_the_record_states_what_went_in_and_came_out(first):
    record = json.loads((first / RUN_RECORD).read_text(encoding="utf-8"))

    assert record["parameters"] == {"publication": "dien-bien-phu", "month": "2023-12"}
    assert set(record["outputs"]) == set(bytes_below(first)) - {RUN_RECORD}
    assert record["outputs"]["monthly.ipynb"] == file_hash(first / "monthly.ipynb")
    assert record["inputs"]["dien-bien-phu/2023-12/bieu-II-06a.xlsx"]
    assert record["inputs"]["schemes/dien-bien-2023.toml"]
    assert record["provenance"]["kind"] == "reconstructed"
    assert record["fonts"]["pdf"]


def test_nothing_but_the_month_is_left_in_the_output_folder(first):

    assert sorted(path.name for path in first.parent.iterdir()) == [".locks", "2023-12"]


def test_outputs_edited_by_hand_are_made_again_by_force_alone_and_then_to_the_same_bytes(project, first):
    target = project / "outputs" / "dien-bien-phu" / "2023-12"
    shutil.copytree(first, target)
    (target / month_files("dien-bien-phu", "2023-12").docx).write_bytes(b"edited")

    with pytest.raises(WrongUse, match=r"bao-cao-dien-bien-phu-2023-12\.docx"):
        run_month("2023-12")
    assert (target / month_files("dien-bien-phu", "2023-12").docx).read_bytes() == b"edited"

    run_month("2023-12", force=True)
    made, again = bytes_below(first), bytes_below(target)
    assert [name for name in made | again if made.get(name) != again.get(name)] == []


def test_rejected_data_leaves_the_old_outputs_untouched(project):
    old = project / "outputs" / "dien-bien-phu" / "2023-12" / "scores.csv"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    (project / "data" / "dien-bien-phu" / "2023-12" / "so-hoa.xlsx").unlink()

    with pytest.raises(DataRejected):
        run_month("2023-12")

    assert list(bytes_below(project / "outputs")) == ["dien-bien-phu/2023-12/scores.csv"]
    assert old.read_text() == "old"


@pytest.mark.parametrize("edited", [False, True])
def test_files_of_an_earlier_release_go_with_their_run_but_none_that_was_edited(place: Place, edited) -> None:
    with_notebook(place, MAKE_OUTPUTS)
    target = place.output / "vi-du" / "2023-12"
    target.mkdir(parents=True)
    (target / "report.docx").write_bytes(b"made")
    write_record(target, {"outputs": {"report.docx": file_hash(target / "report.docx")}})
    if edited:
        (target / "report.docx").write_bytes(b"edited")

    asked = partial(run_month, "2023-12", "vi-du", place.data, place.output, notebooks=notebooks_of(place))
    if edited:
        with pytest.raises(WrongUse, match=r"report\.docx"):
            asked()
    else:
        asked()
    left = {path.name for path in target.iterdir()}
    names = {*month_files("vi-du", "2023-12"), "monthly.ipynb"}
    assert left == {RUN_RECORD, *(["report.docx"] if edited else names)}


CHANGE = """\
from pathlib import Path
with (Path(data) / publication / month / "thanh-toan.csv").open("a") as file:
    file.write("\\n")
"""


@pytest.mark.parametrize("sources", [(CHANGE, MAKE_OUTPUTS), (MAKE_OUTPUTS, CHANGE)], ids=["before", "after"])
def test_a_file_that_changes_while_the_month_runs_leaves_no_outputs(place: Place, sources) -> None:
    with_notebook(place, *sources)
    with pytest.raises(RunFailed, match=r"thay đổi trong lúc chạy: vi-du/2023-12/thanh-toan\.csv"):
        run_month("2023-12", "vi-du", place.data, place.output, notebooks=notebooks_of(place))

    assert outputs(place) == set()
