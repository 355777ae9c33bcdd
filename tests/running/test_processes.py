"""Months in child processes: isolated, watched, and gone with their month."""

import math
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from dbp_analysis.common.errors import DataRejected, Problem, RunFailed, WrongUse
from dbp_analysis.running.batch import LocalProcesses
from dbp_analysis.running.child import _answer
from dbp_analysis.running.tasks import Limits

from ..made import Place
from ..small_notebooks import (
    MAKE_OUTPUTS,
    add_month,
    folder_of,
    notebooks_of,
    outputs,
    task_of,
    with_notebook,
)

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
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "tín hiệu 9", marks=pytest.mark.slow
        ),
        ("raise ValueError('hỏng')", "hỏng"),
        pytest.param("import sys; sys.exit(0)", "monthly.ipynb", marks=pytest.mark.slow),
    ],
)
def test_how_one_month_dies_does_not_touch_another(place: Place, source: str, said: str) -> None:
    with_notebook(place, f"if month == '{place.month}':\n    {source}", MAKE_OUTPUTS)
    found, _ = run([task_of(place), task_of(add_month(place, AFTER))])

    assert found[place.month].status == "failed"
    assert said in found[place.month].message
    assert found[AFTER].status == "made"
    assert {name.split("/")[1] for name in outputs(place)} <= {AFTER, f"{place.month}-failed.ipynb"}


@pytest.mark.slow
def test_a_cell_that_hangs_is_ended_and_named(place: Place) -> None:
    with_notebook(place, "import time; time.sleep(600)")
    found, _ = run([task_of(place)], limits=Limits(cell=5.0, month=60.0))

    assert found[place.month].message == "Ô lệnh thứ 3 quá thời hạn 5 giây."


@pytest.mark.slow
def test_a_month_that_hangs_is_ended(place: Place) -> None:
    with_notebook(place, *["import time; time.sleep(0.4)"] * 20)
    found, _ = run([task_of(place)], limits=Limits(cell=60.0, month=2.0))

    assert "2 giây cho một kỳ" in found[place.month].message


THREAD = "import threading, time; threading.Thread(target=time.sleep, args=(600,)).start()"
SLEEPERS = """
import subprocess, sys
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
started = [subprocess.Popen(sleep, start_new_session=alone).pid for alone in (False, True)]
orphan = f"import subprocess; print(subprocess.Popen({{sleep}}, stdout=subprocess.DEVNULL).pid)"
started.append(int(subprocess.run([sys.executable, "-c", orphan], stdout=subprocess.PIPE).stdout))
open({path!r}, "w").write(" ".join(map(str, started)))
"""


@pytest.mark.slow
def test_a_thread_that_a_cell_left_does_not_keep_a_month_alive(place: Place) -> None:
    with_notebook(place, THREAD, MAKE_OUTPUTS)
    began = time.monotonic()
    found, _ = run([task_of(place)], limits=Limits(cell=60.0, month=60.0))

    assert found[place.month].status == "made"
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_a_month_that_does_not_end_after_its_outcome_is_not_made(place: Place) -> None:
    with_notebook(place, "import os, time; os._exit = lambda code: time.sleep(600)", MAKE_OUTPUTS)
    found, _ = run([task_of(place)], limits=Limits(cell=60.0, month=4.0))

    assert found[place.month].status == "failed"
    assert "4 giây cho một kỳ" in found[place.month].message


@pytest.mark.slow
@pytest.mark.parametrize("end", ["hangs", "is made"])
def test_what_a_cell_started_ends_with_its_month(place: Place, tmp_path: Path, end: str) -> None:
    last = {"hangs": "import time; time.sleep(600)", "is made": MAKE_OUTPUTS}[end]
    with_notebook(place, SLEEPERS.format(path=str(tmp_path / "started")), last)
    run([task_of(place)], limits=Limits(cell=5.0, month=60.0))

    started = [int(pid) for pid in (tmp_path / "started").read_text().split()]
    assert len(started) == 3
    _wait_until(lambda: not any(map(_runs, started)))


@pytest.mark.slow
def test_a_killed_month_leaves_nothing_behind(place: Place, tmp_path: Path, monkeypatch) -> None:
    seen = tmp_path / "seen"
    tell = f"open({str(seen)!r}, 'w').write(tempfile.mkdtemp())"
    with_notebook(place, f"import tempfile; {tell}", "import time; time.sleep(600)")
    found, _ = run([task_of(place)], limits=Limits(cell=5.0, month=60.0))

    assert found[place.month].status == "failed"
    assert Path(seen.read_text()).is_relative_to(place.output)
    assert {path.name for path in (place.output / place.publication).iterdir()} == {".locks"}


@pytest.mark.parametrize("seconds", [math.nan, math.inf, 0.0, -1.0])
@pytest.mark.parametrize("which", ["cell", "month"])
def test_what_is_no_limit_is_refused(which: str, seconds: float) -> None:
    with pytest.raises(WrongUse, match="Thời hạn"):
        Limits(**{which: seconds})


@pytest.mark.slow
def test_a_month_ends_with_its_parent(place: Place, tmp_path: Path) -> None:
    started = tmp_path / "started"
    with_notebook(place, SLEEPERS.format(path=str(started)), "import time; time.sleep(600)")
    command = [sys.executable, "-m", "dbp_analysis", "batch", "--from", place.month, "--to", place.month]
    command += ["--data", str(place.data), "--output", str(place.output)]
    parent = subprocess.Popen([*command, "--notebooks", str(notebooks_of(place))])
    try:
        _wait_until(lambda: started.exists() and len(started.read_text().split()) == 3, seconds=60)
    finally:
        parent.kill()
        parent.wait()

    _wait_until(lambda: not any(map(_runs, map(int, started.read_text().split()))))


@pytest.mark.slow
def test_children_need_neither_the_current_folder_nor_the_script_that_was_started(
    place: Place, tmp_path: Path
) -> None:
    with_notebook(place, "import csv, fractions", MAKE_OUTPUTS)
    here = tmp_path / "here"
    here.mkdir()
    for name in ("random", "pandas", "csv", "fractions", "colorsys"):
        (here / f"{name}.py").write_text("raise SystemExit('shadow')")
    driver = tmp_path / "driver.py"
    driver.write_text("from dbp_analysis.cli import main\nmain()\n")
    options = ["--data", str(place.data), "--notebooks", str(notebooks_of(place))]
    batch = [driver, "batch", "--from", place.month, "--to", place.month]
    for command in (batch, ["-m", "dbp_analysis", "batch", *batch[2:], "--force"]):
        said = subprocess.run([sys.executable, *command, *options], cwd=here, capture_output=True, text=True)

        assert (said.returncode, said.stderr) == (0, "")


def test_what_a_notebook_changes_in_its_process_does_not_reach_the_next(place: Place) -> None:
    change = "import os; assert 'SEEN' not in os.environ; os.environ['SEEN'] = '1'"
    with_notebook(place, change, MAKE_OUTPUTS)
    found, _ = run([task_of(place), task_of(add_month(place, AFTER))])

    assert {outcome.status for outcome in found.values()} == {"made"}
    assert "SEEN" not in os.environ


@pytest.mark.slow
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


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "becomes"),
    [
        (WrongUse("sai"), WrongUse("sai")),
        (DataRejected([Problem("a", "hỏng", "sửa")]), DataRejected([Problem("a", "hỏng", "sửa")])),
        (PermissionError(13, "cấm", "a.xlsx"), PermissionError(13, "cấm", "a.xlsx")),
        (ZeroDivisionError("chia cho 0"), RunFailed("ZeroDivisionError: chia cho 0")),
    ],
)
def test_an_error_travels_from_a_child_as_what_the_command_line_knows(
    error: Exception, becomes: Exception
) -> None:
    arrived = pickle.loads(pickle.dumps(_answer(lambda progress: _raise(error), lambda *at: None))).error

    assert (type(arrived), str(arrived)) == (type(becomes), str(becomes))
    assert getattr(arrived, "problems", ()) == getattr(becomes, "problems", ())


def test_rejected_data_fails_with_the_problems_and_writes_nothing(place: Place) -> None:
    with_notebook(place, MAKE_OUTPUTS)
    (place.folder / "thanh-toan.csv").unlink()
    found, _ = run([task_of(place)])

    assert "Thiếu tệp xuất" in found[place.month].message
    assert outputs(place) == set()


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_until(holds, seconds: int = 10) -> None:
    for _ in range(10 * seconds):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError
