"""Months in child processes: isolated, watched, and gone with their month."""

import os
import time

import pytest

from dbp_analysis.processes import LocalProcesses
from dbp_analysis.tasks import Limits

from .made import Place
from .small_notebooks import MAKE_OUTPUTS, add_month, folder_of, outputs, task_of, with_notebook

AFTER = "2024-01"


def run(tasks, **options):
    """Outcomes by month, and what was heard."""
    heard = []
    executor = LocalProcesses(**options)
    found = {outcome.task.month: outcome for outcome in executor.run(tasks, lambda *at: heard.append(at))}
    return found, heard


def test_months_are_made_and_heard_cell_by_cell(place: Place) -> None:
    with_notebook(place, MAKE_OUTPUTS)
    found, heard = run([task_of(place), task_of(add_month(place, AFTER))], jobs=2)

    assert {outcome.status for outcome in found.values()} == {"made"}
    assert (folder_of(place, AFTER) / "scores.csv").read_text() == AFTER
    assert {(done, of) for task, done, of in heard if task.month == AFTER} == {(1, 3), (2, 3), (3, 3)}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os; os._exit(3)", "kết thúc với mã 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "tín hiệu 9"),
        ("raise ValueError('hỏng')", "hỏng"),
        ("import sys; sys.exit(0)", "monthly.ipynb"),
    ],
)
def test_how_one_month_dies_does_not_touch_another(place: Place, source: str, said: str) -> None:
    with_notebook(place, f"if month == '{place.month}':\n    {source}", MAKE_OUTPUTS)
    found, _ = run([task_of(place), task_of(add_month(place, AFTER))])

    assert found[place.month].status == "failed"
    assert said in found[place.month].message
    assert found[AFTER].status == "made"
    assert {name.split("/")[1] for name in outputs(place)} <= {AFTER, f"{place.month}-failed.ipynb"}


def test_a_cell_that_hangs_is_ended_and_named(place: Place) -> None:
    with_notebook(place, "import time; time.sleep(600)")
    found, _ = run([task_of(place)], limits=Limits(cell=1.0, month=60.0))

    assert found[place.month].message == "Ô lệnh thứ 3 quá thời hạn 1 giây."


def test_a_month_that_hangs_is_ended(place: Place) -> None:
    with_notebook(place, *["import time; time.sleep(0.4)"] * 20)
    found, _ = run([task_of(place)], limits=Limits(cell=60.0, month=2.0))

    assert "2 giây cho một tháng" in found[place.month].message


def test_what_a_notebook_changes_in_its_process_does_not_reach_the_next(place: Place) -> None:
    change = "import os; assert 'SEEN' not in os.environ; os.environ['SEEN'] = '1'"
    with_notebook(place, change, MAKE_OUTPUTS)
    found, _ = run([task_of(place), task_of(add_month(place, AFTER))])

    assert {outcome.status for outcome in found.values()} == {"made"}
    assert "SEEN" not in os.environ


def test_children_end_when_the_caller_stops_listening(place: Place) -> None:
    with_notebook(place, "import os; print(os.getpid(), flush=True)", "import time; time.sleep(600)")
    tasks = [task_of(place), task_of(add_month(place, AFTER), force=True)]
    quick = with_notebook(place, f"if month == '{AFTER}': import time; time.sleep(600)", MAKE_OUTPUTS)
    running = LocalProcesses(jobs=2).run(tasks, lambda *at: None)
    first = next(running)
    running.close()

    assert (first.task.month, first.status) == (place.month, "made")
    _wait_until(lambda: not list(quick.output.rglob(f".{AFTER}-new-*")) or True)
    assert not folder_of(place, AFTER).exists()


def test_rejected_data_fails_with_the_problems_and_writes_nothing(place: Place) -> None:
    with_notebook(place, MAKE_OUTPUTS)
    (place.folder / "thanh-toan.csv").unlink()
    found, _ = run([task_of(place)])

    assert "Thiếu tệp xuất" in found[place.month].message
    assert outputs(place) == set()


def _wait_until(holds) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError
