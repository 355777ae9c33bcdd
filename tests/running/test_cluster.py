"""Months on a real Dask cluster of this machine: a scheduler and workers, each a process of its own."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.running import cluster as module
from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
from dbp_analysis.running.cluster import DaskCluster
from dbp_analysis.running.month import run_month
from dbp_analysis.running.tasks import Limits, Task
from dbp_analysis.settings.project import find_project

from ..made import Place, bytes_below
from ..small_notebooks import MAKE_OUTPUTS, add_month, folder_of, outputs, task_of, with_notebook

pytestmark = pytest.mark.slow

AFTER = "2024-01"
NOWHERE = "tcp://127.0.0.1:1"
WAIT_FOR_GO = """\
import os, time
from pathlib import Path
(Path(data).parent / f"{month}.{os.getpid()}.here").touch()
while not (Path(data).parent / "go").exists():
    time.sleep(0.05)
"""
KILL_THE_WORKER = """\
import psutil
chain = psutil.Process().parents()
child = next(at for at, one in enumerate(chain) if "dbp_analysis.running.cluster" in one.cmdline())
chain[child + 1].kill()
"""


class Cluster:
    """A scheduler and workers; a month may lose one worker, not two."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.log = (folder / "log.txt").open("w")
        self.processes: list[psutil.Process] = []
        self._start("scheduler", "--port", "0", allowed_failures="1")
        _wait_until(lambda: self.file.exists() and self.file.read_text().endswith("}"))
        self.address = json.loads(self.file.read_text())["address"]
        self.workers = [self._start("worker", "--nthreads", "1", "--nworkers", "1") for _ in range(workers)]
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, 60)

    @property
    def scheduler(self) -> psutil.Process:
        return self.processes[0]

    def close(self) -> None:
        for process in self.processes:
            if process.is_running():
                for one in [*process.children(recursive=True), process]:
                    one.kill()
        self.log.close()

    def _start(self, *words: str, allowed_failures: str = "") -> psutil.Process:
        command = [sys.executable, "-m", "dask", *words, "--scheduler-file", str(self.file)]
        places = ["--host", "127.0.0.1", "--no-dashboard"]
        if words[0] == "worker":
            places += ["--local-directory", str(self.folder)]
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": allowed_failures or "3"}
        process = psutil.Popen(
            command + places,
            env=os.environ | settings,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        self.processes.append(process)
        return process


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    """Two workers that all tests share; the last two of them take processes away for good."""
    made = Cluster(tmp_path_factory.mktemp("cluster"), workers=2)
    yield made
    made.close()


def run(at: Cluster, tasks, limits: Limits | None = None):
    """Outcomes by month."""
    running = DaskCluster(at.address, limits or Limits()).run(tasks, lambda *at: None)
    return {outcome.task.month: outcome for outcome in running}


def pids_here(place: Place) -> dict[str, int]:
    """The processes of the months that wait for ``go``, by month; of each month the last one seen."""
    signs = sorted(place.data.parent.glob("*.here"), key=lambda path: path.stat().st_mtime)
    return {sign.name.split(".")[0]: int(sign.name.split(".")[1]) for sign in signs}


def test_a_batch_gives_the_same_bytes_as_a_single_run(cluster: Cluster, real: Place) -> None:
    project = find_project(real.data, real.output)
    tasks = plan_batch(project, "2025-11", "2025-12")
    outcomes = list(run_batch(project, tasks, DaskCluster(cluster.address)))
    alone = real.data.parent / "alone"
    last = tasks[-1]
    run_month(last.month, last.publication, last.data, alone)

    assert [outcome.message for outcome in outcomes if outcome.status != "made"] == []
    assert len(outcomes) == len(tasks) > 1
    of_last = {name: made for name, made in bytes_below(real.output).items() if last.month in name}
    assert of_last == bytes_below(alone)


def test_how_a_month_fails_is_said_and_does_not_touch_another(cluster: Cluster, place: Place) -> None:
    with_notebook(place, f"if month == '{AFTER}':\n    import os; os._exit(3)", "print('log')", MAKE_OUTPUTS)
    rejected = add_month(place, "2024-02")
    (rejected.folder / "thanh-toan.csv").unlink()
    found = run(cluster, [task_of(place), task_of(add_month(place, AFTER)), task_of(rejected)])

    assert found[place.month].status == "made"
    assert "kết thúc với mã 3" in found[AFTER].message
    assert "Thiếu tệp xuất" in found[rejected.month].message
    assert {path.split("/")[1] for path in outputs(place)} == {place.month}


def test_a_month_that_hangs_is_ended(cluster: Cluster, place: Place) -> None:
    with_notebook(place, "import time; time.sleep(600)")
    found = run(cluster, [task_of(place)], Limits(cell=60.0, month=1.0))

    assert found[place.month].message == "Quá thời hạn 1 giây cho một kỳ."


def test_a_month_that_kills_its_workers_is_given_up(cluster: Cluster, place: Place) -> None:
    with_notebook(place, KILL_THE_WORKER, MAKE_OUTPUTS)
    found = run(cluster, [task_of(place)])

    assert "đều dừng giữa chừng, 2 lần" in found[place.month].message
    assert not folder_of(place, place.month).exists()


def test_months_end_when_the_caller_stops_listening(cluster: Cluster, place: Place) -> None:
    with_notebook(place, f"if month == '{AFTER}':\n    exec({WAIT_FOR_GO!r})", MAKE_OUTPUTS)
    tasks = [task_of(place), task_of(add_month(place, AFTER))]
    running = DaskCluster(cluster.address).run(tasks, lambda *at: None)
    first = next(running)
    _wait_until(lambda: AFTER in pids_here(place))
    running.close()

    assert (first.task.month, first.status) == (place.month, "made")
    _wait_until(lambda: not psutil.pid_exists(pids_here(place)[AFTER]))
    assert not folder_of(place, AFTER).exists()


def test_outputs_that_are_not_of_the_data_here_are_a_failure(cluster: Cluster, place: Place) -> None:
    with_notebook(place, MAKE_OUTPUTS, WAIT_FOR_GO)
    with ThreadPoolExecutor() as pool:
        found = pool.submit(run, cluster, [task_of(place)])
        _wait_until(lambda: pids_here(place))
        (place.folder / "corrections.toml").write_text("", encoding="utf-8")
        (place.data.parent / "go").touch()
        outcomes = found.result()

    assert outcomes[place.month].status == "failed"
    assert "không phải từ số liệu" in outcomes[place.month].message


def test_a_worker_that_does_not_see_the_data_says_so(cluster: Cluster, place: Place) -> None:
    gone = str(place.data.parent / "gone")
    found = run(cluster, [Task(place.publication, place.month, gone, str(place.output))])

    assert f"không thấy thư mục số liệu {gone}" in found[place.month].message


@pytest.mark.parametrize("address", [NOWHERE, "khong-co://may-chu:1", "tcp://127.0.0.1:cong"])
def test_a_wrong_address_is_wrong_use_and_leaves_no_client_open(
    place: Place, address: str, monkeypatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)

    with pytest.raises(WrongUse, match=address) as failure:
        list(DaskCluster(address).run([task_of(place)], lambda *at: None))
    # Were one left open, the garbage collector would close it, while another client starts perhaps.
    assert failure.value.__cause__ is not None
    clients = [one for one in gc.get_objects() if isinstance(one, Client)]
    assert {client.status for client in clients} <= {"closed", "newly-created"}


def test_a_scheduler_without_workers_is_wrong_use(place: Place, monkeypatch) -> None:
    monkeypatch.setattr(module, "WORKERS_SECONDS", 0.5)
    places = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": None}
    with LocalCluster(n_workers=0, **places) as empty:
        address = empty.scheduler_address
        with pytest.raises(WrongUse, match=f"dask worker {address}"):
            list(DaskCluster(address).run([task_of(place)], lambda *at: None))


def test_distributed_is_needed_only_where_there_is_something_to_run(place: Place, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert list(DaskCluster(NOWHERE).run([], lambda *at: None)) == []
    with pytest.raises(WrongUse, match=r"pip install"):
        list(DaskCluster(NOWHERE).run([task_of(place)], lambda *at: None))


def test_a_killed_worker_leaves_every_month_whole(cluster: Cluster, place: Place) -> None:
    with_notebook(place, WAIT_FOR_GO, MAKE_OUTPUTS)
    places = [place, add_month(place, AFTER)]
    with ThreadPoolExecutor() as pool:
        found = pool.submit(run, cluster, [task_of(one) for one in places])
        _wait_until(lambda: len(pids_here(place)) == 2)
        nanny = cluster.workers[0]
        lost = nanny.children(recursive=True)
        assert {one.pid for one in lost} & set(pids_here(place).values())
        for process in (nanny, *nanny.children()):
            process.kill()
        _wait_until(lambda: not any(_is_alive(one) for one in lost))
        (place.data.parent / "go").touch()
        outcomes = found.result()
    alone = place.data.parent / "alone"
    list(LocalProcesses().run([replace(task_of(one), output=str(alone)) for one in places], lambda *at: None))

    assert [outcome.message for outcome in outcomes.values() if outcome.status != "made"] == []
    assert len(outcomes) == len(places)
    assert bytes_below(place.output) == bytes_below(alone)


def test_a_lost_scheduler_is_a_failure(cluster: Cluster, place: Place, monkeypatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 1)
    with_notebook(place, WAIT_FOR_GO, MAKE_OUTPUTS)
    with ThreadPoolExecutor() as pool:
        found = pool.submit(run, cluster, [task_of(place)])
        _wait_until(lambda: pids_here(place))
        cluster.scheduler.kill()
        outcomes = found.result()

    assert "Mất kết nối với bộ điều phối" in outcomes[place.month].message


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_until(holds) -> None:
    for _ in range(1800):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError
