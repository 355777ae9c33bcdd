"""Months on an existing Dask cluster, each in child processes of the worker that it is sent to.

Run as ``python -m dbp_analysis.running.cluster`` this is such a child: a month may not run inside the worker,
whose threads and other months it could disturb, and a worker, itself a daemon, may not have multiprocessing
children. The child may: it runs the month as a local one is run.
"""

import _thread
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.publishing.record import is_current
from dbp_analysis.running.batch import LocalProcesses
from dbp_analysis.running.tasks import Heard, Limits, Outcome, Task
from dbp_analysis.settings.project import find_project

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 10
WORKERS_SECONDS = 120
_LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True)
class DaskCluster:
    """The workers of the Dask scheduler at ``address``; each takes as many months at a time as its threads.

    A month whose worker is lost goes to another worker, until the scheduler's ``allowed-failures`` are used
    up. A month is made once its outputs are seen here, made from the data and by the code that are here.
    """

    address: str
    limits: Limits = field(default_factory=Limits)

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Outcome]:
        """Every task's outcome, as they finish; no month runs on after this call. ``heard`` is not called.

        Raise ``WrongUse`` where no scheduler answers, or it has no worker.
        """
        if not tasks:
            return
        with _connect(self.address) as client:
            from distributed import as_completed

            running = {client.submit(make_month, task, self.limits, pure=False): task for task in tasks}
            try:
                _require_worker(client, self.address)
                finished = as_completed(list(running), loop=client.loop)  # type: ignore[no-untyped-call]
                for future in finished:
                    outcome = _outcome(future, running.pop(future))
                    # A result that is still wanted would be made again if its worker were lost.
                    future.release()
                    yield outcome
            finally:
                if running and client.status == "running":
                    client.cancel(list(running))


def make_month(task: Task, limits: Limits) -> Outcome:
    """On a worker: run the month in a child of the worker, and end it once nobody wants it any more."""
    from distributed import Reschedule, get_worker

    worker = get_worker()
    key = worker.get_current_task()
    host = socket.gethostname()
    if not Path(task.data).is_dir():
        return Outcome(
            task,
            "failed",
            f"Máy {host} của cụm không thấy thư mục số liệu {task.data}.\n"
            "  Cách xử lý: đặt dự án ở thư mục dùng chung, cùng một đường dẫn trên mọi máy.",
        )
    order = json.dumps({"task": asdict(task), "limits": asdict(limits)})
    command = [sys.executable, "-P", "-m", "dbp_analysis.running.cluster"]
    # Leaving Popen's context closes the child's input, at which it ends its month, and waits for it.
    with (
        tempfile.TemporaryFile() as answer,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=answer) as child,
    ):
        assert child.stdin is not None
        with suppress(BrokenPipeError):
            child.stdin.write(order.encode() + b"\n")
            child.stdin.flush()
        while child.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                child.wait(_LOOK_EVERY_SECONDS)
            state = worker.state.tasks.get(key)
            if state is None or state.state == "cancelled":
                # Reschedule means nothing to a task that is cancelled, and saves one that is wanted again.
                raise Reschedule
        answer.seek(0)
        said = answer.read()
    if child.returncode or not said:
        reason = f"Tiến trình chạy kỳ này trên máy {host} kết thúc với mã {child.returncode}."
        return Outcome(task, "failed", f"{reason}\n  Cách xử lý: xem nhật ký của worker trên máy đó.")
    return Outcome(task, **json.loads(said))


def main() -> None:
    """In a worker's child: run the month named on standard input, answer on standard output, both JSON."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the month itself prints goes to the worker's log
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_stop_without_worker, daemon=True).start()
    local = LocalProcesses(1, Limits(**order["limits"]))
    with suppress(KeyboardInterrupt), answer:
        for outcome in local.run([Task(**order["task"])], lambda *at: None):
            json.dump({"status": outcome.status, "message": outcome.message}, answer)


def _stop_without_worker() -> None:
    """Interrupt the main thread when standard input ends: the worker closed it, or died."""
    while os.read(0, 1):
        pass
    _thread.interrupt_main()


def _connect(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise WrongUse(
            "Chưa cài phần chạy trên cụm Dask.\n"
            '  Cách xử lý: trong thư mục dự án, gõ: pip install ".[cluster]"'
        ) from error

    class Connecting(Client):
        def start(self, **options: Any) -> None:
            """Connect; a client that cannot is closed here. The garbage collector would close it at any
            moment, and if that is while the next client starts, both wait for each other for good.
            """
            try:
                super().start(**options)  # type: ignore[no-untyped-call]
            except BaseException:
                self.close()  # type: ignore[no-untyped-call]
                raise

    try:
        return Connecting(  # type: ignore[no-untyped-call]
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise WrongUse(
            f"Không kết nối được với bộ điều phối Dask {address} ({type(error).__name__}).\n"
            "  Cách xử lý: kiểm tra địa chỉ, ví dụ tcp://may-chu:8786, và xem bộ điều phối có chạy không."
        ) from error


def _require_worker(client: "Client", address: str) -> None:
    """Wait for a first worker: a cluster that grows by demand starts one only now that months are waiting."""
    try:
        client.wait_for_workers(1, WORKERS_SECONDS)
    except TimeoutError as error:
        raise WrongUse(
            f"Bộ điều phối {address} không có máy nào để chạy (worker).\n"
            f"  Cách xử lý: trên mỗi máy chạy, gõ: dask worker {address}"
        ) from error


def _outcome(future: "Future[Any]", task: Task) -> Outcome:
    from distributed import KilledWorker

    try:
        outcome: Outcome = future.result()
    except KilledWorker as error:
        reason = (
            f"Các máy của cụm nhận kỳ này đều dừng giữa chừng, {error.allowed_failures + 1} lần.\n"
            "  Cách xử lý: xem nhật ký của các worker, thường là do thiếu bộ nhớ."
        )
    except CancelledError:
        reason = "Mất kết nối với bộ điều phối khi kỳ này chưa xong.\n  Cách xử lý: chạy lại lệnh."
    except Exception as error:
        reason = (
            f"Cụm không chạy được kỳ này: {type(error).__name__}: {error}\n"
            "  Cách xử lý: cài cùng một phiên bản dbp-analysis[cluster] trên mọi máy của cụm."
        )
    else:
        return _seen_here(outcome)
    return Outcome(task, "failed", reason)


def _seen_here(outcome: Outcome) -> Outcome:
    """The outcome; a failure if the month is said to be made and its outputs are not here, or are others."""
    task = outcome.task
    if outcome.status != "made":
        return outcome
    project = find_project(task.data, task.output, task.notebooks)
    folder = project.output_folder(task.publication, task.month)
    for shared in (*reversed(folder.parents[:2]), folder):
        # Listing a network folder makes the system ask for what is new in it.
        with suppress(OSError):
            next(shared.iterdir(), None)
    if is_current(project, task.publication, task.month):
        return outcome
    return Outcome(
        task,
        "failed",
        f"Cụm báo đã chạy xong, nhưng ở đây không thấy kết quả, hoặc kết quả không phải từ số liệu và phiên "
        f"bản chương trình ở đây.\n  Ở đâu: {folder}\n"
        "  Cách xử lý: dùng chung thư mục số liệu và thư mục kết quả, cài cùng phiên bản trên mọi máy.",
    )


if __name__ == "__main__":
    main()
