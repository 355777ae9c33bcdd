"""A batch of forked children and a single run in a spawned one make the same bytes."""

import multiprocessing

import pytest

from dbp_analysis.demo import write_demo
from dbp_analysis.running import processes
from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
from dbp_analysis.running.month import run_month
from dbp_analysis.settings.project import find_project

from .made import bytes_below


@pytest.mark.slow
def test_a_batch_makes_the_bytes_of_a_single_run_however_children_start(tmp_path, monkeypatch):
    place = write_demo(tmp_path / "demo", units=5, months=2, seed=3)
    project = find_project(place.data, tmp_path / "batch")
    tasks = plan_batch(project, place.months[0], place.months[-1])
    assert {outcome.status for outcome in run_batch(project, tasks, LocalProcesses(2))} == {"made"}
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("spawn"))
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    run_month(place.months[-1], place.publication, place.data, tmp_path / "single")

    batch, single = bytes_below(tmp_path / "batch"), bytes_below(tmp_path / "single")
    of_last = {name: made for name, made in batch.items() if place.months[-1] in name}
    assert [name for name in sorted(of_last | single) if of_last.get(name) != single.get(name)] == []
    assert len(batch) == 2 * (8 + 10) + 2  # the second month has a chart of what changed
