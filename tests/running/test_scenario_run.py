"""A scenario from the command line to its outputs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest

from dbp_analysis.asking.scenario.scenario import Scenario, scenario_of
from dbp_analysis.publishing.names import month_files
from dbp_analysis.publishing.record import file_hash, is_current
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.running.month import plan_month

from ..made import PROJECT, Place

Dbp = Callable[..., "subprocess.CompletedProcess[str]"]
LABEL = "Kịch bản giả định: 2 số liệu thay đổi, cách chấm thay đổi (bộ chỉ số dien-bien-2023-gia-dinh)."

FILES = month_files("dien-bien-phu", "2023-12", "dien-bien-2023-gia-dinh")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("output")


@pytest.fixture(scope="module")
def scenario(output: Path) -> Scenario:
    """Nà Tấu with 100 dossiers online, under a lower limit for the second band."""
    inputs = load_month_inputs("2023-12", "dien-bien-phu", PROJECT / "data", output)
    return scenario_of(inputs).with_shift("Nà Tấu", "received_online", 100).with_band("Tốt", 7.5)


@pytest.fixture(scope="module")
def options(scenario: Scenario) -> tuple[object, ...]:
    scheme, counts = scenario.write()
    return ("2023-12", "--publication", "dien-bien-phu", "--scheme", scheme, "--counts", counts)


@pytest.fixture(scope="module")
def ran(options: tuple[object, ...], output: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "dbp_analysis", "run", *map(str, options), "--output", str(output)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(ran: "subprocess.CompletedProcess[str]", output: Path) -> Path:
    assert ran.returncode == 0, ran.stderr
    return output / "dien-bien-phu" / "2023-12-kich-ban-ca-hai-dien-bien-2023-gia-dinh"


def test_a_scenario_goes_to_a_folder_of_its_own(folder: Path, output: Path) -> None:
    assert sorted(path.name for path in folder.parent.iterdir()) == [".locks", folder.name]
    project = load_month_inputs("2023-12", "dien-bien-phu", PROJECT / "data", output).project
    assert not is_current(project, "dien-bien-phu", "2023-12")


def test_the_scores_are_those_of_the_scenario(folder: Path, scenario: Scenario) -> None:
    scores = pd.read_csv(folder / "scores.csv", dtype={"unit_code": str})
    pd.testing.assert_frame_equal(
        scores[["unit_code", "total", "band"]],
        scenario.card.ranking[["unit_code", "total", "band"]],
        check_dtype=False,
    )


def test_every_output_says_that_it_is_a_scenario(
    ran: "subprocess.CompletedProcess[str]", folder: Path
) -> None:
    assert LABEL in ran.stdout
    for name in (FILES.commentary, FILES.page, "monthly.ipynb", "run.json"):
        assert LABEL in (folder / name).read_text(encoding="utf-8"), name
    for sheet in openpyxl.load_workbook(folder / FILES.workbook):
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert any("Kịch bản giả định" in cell for cell in cells), sheet.title


def test_the_record_holds_the_files_of_the_scenario(folder: Path, output: Path) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["provenance"]["kind"] == "scenario"
    assert record["scheme"]["id"] == "dien-bien-2023-gia-dinh"
    for kind in ("toml", "csv"):
        name = f"dien-bien-2023-gia-dinh.{kind}"
        assert record["inputs"][f"scenario/{name}"] == file_hash(output / "scenarios" / name)


def test_no_output_bears_a_path_of_this_machine(folder: Path, output: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if str(output).encode() in path.read_bytes()] == []
    cells = nbformat.read(folder / "monthly.ipynb", as_version=4).cells
    (injected,) = [cell for cell in cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert "scheme = 'dien-bien-2023-gia-dinh.toml'" in injected.source


def test_check_looks_at_a_scenario_without_running_it(dbp: Dbp, options: tuple[object, ...]) -> None:
    checked = dbp("check", *options)
    assert checked.returncode == 0
    assert "Nà Tấu: received_online 56 → 100" in checked.stdout
    assert LABEL in checked.stdout


def test_a_file_that_no_longer_fits_the_exports_is_rejected(dbp: Dbp, tmp_path: Path) -> None:
    counts = tmp_path / "cu.csv"
    counts.write_text("unit_code,count,from,to\n03316,paid_online,5,9\n", encoding="utf-8")
    ran = dbp("run", "2023-12", "--publication", "dien-bien-phu", "--counts", counts, "--output", tmp_path)
    assert ran.returncode == 3
    assert "từ 5, nhưng tệp xuất ghi 0" in ran.stderr
    assert "cu.csv" in ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cu.csv"]


def test_no_run_of_a_scenario_replaces_outputs_of_another_kind(place: Place, tmp_path: Path) -> None:
    scenario = scenario_of(place.read()).with_shift("Nà Tấu", "resolved", 141).with_band("Khá", 6)
    scheme, counts = scenario.with_id("profiles").write(tmp_path)
    laid_over = ({}, {"scheme": scheme}, {"counts": counts}, {"scheme": scheme, "counts": counts})
    runs = [plan_month("2023-12", "vi-du", place.data, place.output, **files) for files in laid_over]
    assert [run.target.relative_to(place.output).as_posix() for run in runs] == [
        "vi-du/2023-12",
        "vi-du/2023-12-kich-ban-cach-cham-profiles",
        "vi-du/2023-12-kich-ban-so-lieu-profiles",
        "vi-du/2023-12-kich-ban-ca-hai-profiles",
    ]


def test_a_file_that_is_not_there_is_wrong_use(dbp: Dbp) -> None:
    assert dbp("check", "2023-12", "--publication", "dien-bien-phu", "--scheme", "x.toml").returncode == 2
