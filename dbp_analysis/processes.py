"""Months in child processes of this machine, one process a month, watched from outside."""

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from dbp_analysis.swap import clear_away
from dbp_analysis.tasks import Heard, Limits, Outcome, Task, run_task

_LOOK_EVERY_SECONDS = 0.5


@dataclass
class _Child:
    """A running month: its process, since when it runs, and since when its present cell does."""

    task: Task
    process: BaseProcess
    started: float = field(default_factory=time.monotonic)
    cell: int = 1
    cell_started: float = field(default_factory=time.monotonic)

    def overdue(self, limits: Limits) -> str:
        """Why the child must be ended now; empty while it need not be."""
        now = time.monotonic()
        if now - self.started > limits.month:
            return f"Quá thời hạn {limits.month:g} giây cho một tháng."
        if now - self.cell_started > limits.cell:
            return f"Ô lệnh thứ {self.cell} quá thời hạn {limits.cell:g} giây."
        return ""


@dataclass(frozen=True)
class LocalProcesses:
    """Up to ``jobs`` months at a time, each in a process of its own that dies with its month.

    Where the system can, a child is forked from a clean process that has the packages loaded already;
    elsewhere it starts anew. The notebook runs inside the child: what it does, or how it dies, touches no
    other month.
    """

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Outcome]:
        """Every task's outcome, as they finish; no child outlives this call."""
        context = _context()
        waiting = deque(tasks)
        children: dict[Connection, _Child] = {}
        try:
            while waiting or children:
                while waiting and len(children) < self.jobs:
                    connection, child = _start(context, waiting.popleft())
                    children[connection] = child
                for ready in wait(list(children), timeout=_LOOK_EVERY_SECONDS):
                    assert isinstance(ready, Connection)
                    outcome = _hear(ready, children[ready], heard)
                    if outcome:
                        _end(children.pop(ready), ready)
                        yield outcome
                for connection, child in list(children.items()):
                    if reason := child.overdue(self.limits):
                        child.process.kill()
                        _end(children.pop(connection), connection)
                        clear_away(_target(child.task))
                        yield Outcome(child.task, "failed", reason)
        finally:
            for connection, child in children.items():
                child.process.terminate()
                _end(child, connection)


def _context() -> Any:
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dbp_analysis.preloaded"])
    return context


def _start(context: Any, task: Task) -> tuple[Connection, _Child]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, _Child(task, process)


def _work(task: Task, connection: Connection) -> None:
    """In the child: run the task, tell each finished cell, then the outcome.

    When the parent is gone there is nobody to work for: the child ends, and leaves nothing behind.
    """

    def tell(message: Outcome | tuple[int, int]) -> None:
        try:
            connection.send(message)
        except OSError:
            raise SystemExit from None

    tell(run_task(task, lambda _, done, of: tell((done, of)), in_process=True))
    connection.close()


def _hear(connection: Connection, child: _Child, heard: Heard) -> Outcome | None:
    """Take one message of a child; its outcome if that is what it was, or if the child died."""
    try:
        message = connection.recv()
    except (EOFError, OSError):
        child.process.join(_LOOK_EVERY_SECONDS)
        code = child.process.exitcode
        how = f"bị ngắt bởi tín hiệu {-code}" if code is not None and code < 0 else f"kết thúc với mã {code}"
        clear_away(_target(child.task))
        return Outcome(child.task, "failed", f"Tiến trình chạy tháng này {how}, ở ô lệnh thứ {child.cell}.")
    if isinstance(message, Outcome):
        return message
    done, of = message
    child.cell, child.cell_started = done + 1, time.monotonic()
    heard(child.task, done, of)
    return None


def _target(task: Task) -> Path:
    return Path(task.output, task.publication, task.month)


def _end(child: _Child, connection: Connection) -> None:
    connection.close()
    child.process.join()
    child.process.close()
