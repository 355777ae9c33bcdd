"""A quarter from its beginning to its outputs: three months summed, points on a form of its own."""

import json
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from dbp_analysis.reading.month import read_month
from dbp_analysis.running.batch import plan_batch
from dbp_analysis.running.month import Run, run_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.new_month import create_month
from dbp_analysis.settings.project import find_project

from ..decision_made import FIGURES, NAMES, make_decision
from ..made import Place

QUARTER, MONTHS = "2026-Q4", ("2026-10", "2026-11", "2026-12")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_decision(tmp_path_factory.mktemp("quarter"))
    for month in MONTHS[1:]:
        shutil.copytree(place.folder, place.folder.with_name(month))
    form = create_month("quý IV/2026", data=place.data).folder / "cham-tay.csv"
    rows = pd.read_csv(form, dtype=str, encoding="utf-8-sig")
    assert len(rows) == 3 * len(NAMES)  # though the months' exports hold all three figures
    rows["Điểm"] = "1"
    rows.loc[rows["Chỉ tiêu"].str.contains("phút|chờ", case=False), "Điểm"] = "12"
    rows["Lý do"] = "Hội đồng chấm quý IV"
    rows.to_csv(form, index=False, encoding="utf-8-sig")
    return place


@pytest.fixture(scope="module")
def run(place: Place) -> Run:
    return run_month(QUARTER, "", place.data, place.output)


def test_counts_are_the_months_and_points_the_forms(place: Place) -> None:
    inputs = read_month(QUARTER, "vi-du", place.data)

    assert inputs.errors == ()
    assert inputs.period == "quý IV năm 2026"
    own = inputs.counts.droplevel("month")
    assert own["received"].tolist() == [3 * count for count in FIGURES["received"]]
    assert own["initiative_points"].eq(1).all()
    assert {one.reason for one in inputs.given} == {"Hội đồng chấm quý IV"}
    assert score_inputs(inputs).results["total"].notna().all()


def test_its_outputs_lie_in_a_folder_of_its_own_and_speak_of_a_quarter(run: Run) -> None:
    assert run.folder.name == QUARTER
    record = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))
    assert {f"vi-du/{month}/so-lieu.csv" for month in MONTHS} <= set(record["inputs"])
    assert f"vi-du/{QUARTER}/cham-tay.csv" in record["inputs"]
    page = next(run.folder.glob("*.html")).read_text(encoding="utf-8")
    assert "Quý IV năm 2026" in page
    for name in ("Bảng điểm tháng", "tháng trước", "tháng báo cáo"):
        assert name not in page
        notebook = nbformat.read(run.folder / "monthly.ipynb", as_version=4)
        assert not any(name in cell.source for cell in notebook.cells)


def test_a_range_of_quarters_is_a_batch_of_quarters(place: Place) -> None:
    tasks = plan_batch(find_project(place.data), "2026-Q1", "2026-Q4")

    assert [task.month for task in tasks] == [QUARTER]
    assert Path(tasks[0].target).name == QUARTER
