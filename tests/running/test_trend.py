import json
import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from dbp_analysis.cli import dbp
from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.publishing.record import RUN_RECORD, file_hash
from dbp_analysis.running.tasks import ToldRun
from dbp_analysis.running.trend import run_trend
from dbp_analysis.settings.project import find_project

from ..made import PROJECT, bytes_below

DATA = PROJECT / "data"
NAME = "dien-bien-phu-thu"
PAGE = f"xu-huong-{NAME}-2025-05-2025-08.html"
MONTHS = {"first": "2025-05", "last": "2025-08"}
CHARTS = ("thu-hang-qua-cac-thang", "xep-loai-qua-cac-thang", "ty-le-chung-qua-cac-thang")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> list[ToldRun]:
    """Four months over the merger, run into two folders."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    return [run_trend(**MONTHS, data=DATA, output=folder) for folder in folders]


@pytest.fixture(scope="module")
def twice(ran: list[ToldRun]) -> list[Path]:
    """Where they went."""
    return [one.folder for one in ran]


def test_a_run_makes_every_output(twice: list[Path]) -> None:
    assert twice[0].name == "trend-2025-05-2025-08"
    assert twice[0].parent.name == NAME
    charts = [f"charts/{name}.{kind}" for name in CHARTS for kind in ("png", "svg")]
    own = [
        PAGE,
        PAGE.replace("html", "docx"),
        PAGE.replace("html", "pdf"),
        "ratios.csv",
        "run.json",
        "totals.csv",
        "trend.ipynb",
    ]
    assert list(bytes_below(twice[0])) == sorted([*charts, *own])


def test_the_same_inputs_give_the_same_bytes(twice: list[Path]) -> None:
    first, second = map(bytes_below, twice)
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_no_output_bears_a_path_of_this_machine(twice: list[Path]) -> None:
    for path in (str(PROJECT), str(twice[0])):
        assert [name for name, made in bytes_below(twice[0]).items() if path.encode() in made] == []


def test_the_notebook_states_what_was_asked_for(twice: list[Path]) -> None:
    cells = nbformat.read(twice[0] / "trend.ipynb", as_version=4).cells
    (injected,) = [cell for cell in cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert injected.source == f"publication = '{NAME}'\nfirst = '2025-05'\nlast = '2025-08'"


def test_the_record_states_what_went_in_and_came_out(twice: list[Path]) -> None:
    first = twice[0]
    record = json.loads((first / RUN_RECORD).read_text(encoding="utf-8"))

    assert record["parameters"] == {"publication": NAME, **MONTHS}
    assert record["months"] == ["2025-05", "2025-06", "2025-07", "2025-08"]
    assert set(record["outputs"]) == set(bytes_below(first)) - {RUN_RECORD}
    assert all(digest == file_hash(first / name) for name, digest in record["outputs"].items())
    assert {"schemes/dien-bien-2023.toml", "units.csv", f"{NAME}/publication.toml"} <= set(record["inputs"])
    for month in record["months"]:
        own = {path.name for path in (DATA / NAME / month).iterdir()}
        assert {name.split("/")[-1] for name in record["inputs"] if f"/{month}/" in name} == own
    assert all(digest == file_hash(DATA / name) for name, digest in record["inputs"].items())
    assert set(record["provenance"].values()) == {"synthetic"}
    assert "không có thật" in record["notes"][0]
    assert record["versions"]["pandas"]


def test_page_and_notebook_say_that_the_figures_are_synthetic(twice: list[Path]) -> None:
    for name in (PAGE, "trend.ipynb"):
        assert "Số liệu thử, không có thật" in (twice[0] / name).read_text(encoding="utf-8")


def test_the_months_of_the_project_are_as_before(twice: list[Path]) -> None:
    assert find_project(DATA, twice[0].parents[1]).months(NAME) == [f"2025-{n:02d}" for n in range(1, 13)]


def test_an_output_that_was_edited_is_not_lost(twice: list[Path]) -> None:
    edited = twice[1] / "totals.csv"
    edited.write_text("sửa tay", encoding="utf-8")

    with pytest.raises(WrongUse, match=r"totals\.csv"):
        run_trend(**MONTHS, data=DATA, output=twice[1].parents[1])

    assert edited.read_text(encoding="utf-8") == "sửa tay"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-05", "2025-05", "chỉ có số liệu tháng 5/2025"),
        ("2025-08", "2025-05", "ở sau tháng cuối"),
        ("2020-01", "2020-12", "Không có số liệu"),
    ],
)
def test_what_is_no_trend_is_refused_before_anything_is_written(
    tmp_path: Path, first: str, last: str, said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        run_trend(first, last, data=DATA, output=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_notebook_is_kept_beside_the_outputs(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    notebook = tmp_path / "notebooks" / "trend.ipynb"
    notebook.parent.mkdir()
    text = (PROJECT / "notebooks" / "trend.ipynb").read_text(encoding="utf-8")
    notebook.write_text(text.replace("read_trend(series)", "read_trend(nothing)"), encoding="utf-8")

    with pytest.raises(RunFailed, match="nothing"):
        run_trend(**MONTHS, data=tmp_path / "data", output=tmp_path / "out", notebooks=notebook.parent)

    assert (tmp_path / "out" / NAME / "trend-2025-05-2025-08-failed.ipynb").is_file()
    assert not (tmp_path / "out" / NAME / "trend-2025-05-2025-08").exists()


def test_the_command_says_the_sentences_and_where_the_outputs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noted(first: str, last: str, publication: str, data: str, output: str, **more: object) -> ToldRun:
        assert (publication, output, more["force"]) == ("", str(tmp_path), False)
        return ToldRun(tmp_path / "xu-huong", {}, ("Đứng đầu", "Lưu ý: Chữ lạ."))

    monkeypatch.setattr("dbp_analysis.running.trend.run_trend", noted)
    months = ["--from", "2025-07", "--to", "2025-08"]
    result = CliRunner().invoke(dbp, ["trend", *months, "--data", str(DATA), "--output", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert result.output == f"Đứng đầu\nLưu ý: Chữ lạ.\nKết quả: {tmp_path / 'xu-huong'}\n"


def test_what_the_months_say_comes_back_with_the_notes(ran: list[ToldRun]) -> None:
    assert ran[0].lines[0].endswith("từ tháng 5/2025 đến tháng 8/2025")
    assert any("Đứng đầu tháng 8/2025" in line for line in ran[0].lines)
    assert any(line.startswith("Ghi chú: Số liệu thử, không có thật") for line in ran[0].lines)


def test_without_a_range_every_month_of_the_only_publication_with_several_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dbp_analysis.running.trend.in_child", lambda job, progress: job)

    assert run_trend(data=DATA, output=tmp_path).target == tmp_path / NAME / "trend-2025-01-2025-12"
    assert run_trend("5/2025", data=DATA, output=tmp_path).target.name == "trend-2025-05-2025-12"
