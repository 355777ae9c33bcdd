"""Months in child processes of this machine, one process a month, watched from outside."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil

from dbp_analysis.running.swap import clear_away
from dbp_analysis.running.tasks import Heard, Limits, Outcome, Task, run_task

_LOOK_EVERY_SECONDS = 0.5
_DYING_SECONDS = 5.0
"""How long what was killed may take to be gone."""


@dataclass
class _Child:
    """A running month: its process, since when it runs and its present cell does, and what it told last."""

    task: Task
    process: BaseProcess
    connection: Connection
    started: float = field(default_factory=time.monotonic)
    cell: int = 1
    cell_started: float = field(default_factory=time.monotonic)
    outcome: Outcome | None = None

    def signs(self) -> list[Any]:
        """What to wait for: the child tells something, or ends."""
        return [self.process.sentinel, *([] if self.connection.closed else [self.connection])]

    def hear(self, heard: Heard) -> None:
        """Take what the child has told so far."""
        for message in self._told():
            if isinstance(message, Outcome):
                self.outcome = message
            else:
                self.cell, self.cell_started = message[0] + 1, time.monotonic()
                heard(self.task, *message)

    def _told(self) -> Iterator[Any]:
        while not self.connection.closed:
            try:
                if not self.connection.poll():
                    return
                message = self.connection.recv()
            except (EOFError, OSError):
                self.connection.close()
                return
            yield message

    def conclusion(self, heard: Heard, limits: Limits) -> Outcome | None:
        """What came of the month, once the child has ended or must be ended; it is made only when the child
        said so and then ended by itself in time.
        """
        code = self.process.exitcode
        self.hear(heard)
        if code is None:
            reason = self.overdue(limits)
            return Outcome(self.task, "failed", reason) if reason else None
        if self.outcome and (code == 0 or self.outcome.status == "failed"):
            return self.outcome
        how = f"bị ngắt bởi tín hiệu {-code}" if code < 0 else f"kết thúc với mã {code}"
        message = f"Tiến trình chạy tháng này {how}, ở ô lệnh thứ {self.cell}."
        return Outcome(self.task, "failed", message)

    def overdue(self, limits: Limits) -> str:
        """Why the child must be ended now; empty while it need not be."""
        now = time.monotonic()
        if now - self.started > limits.month:
            return f"Quá thời hạn {limits.month:g} giây cho một tháng."
        if now - self.cell_started > limits.cell:
            return f"Ô lệnh thứ {self.cell} quá thời hạn {limits.cell:g} giây."
        return ""

    def kill(self) -> None:
        """End the child, if it has not ended, and what it started."""
        pid = self.process.pid
        assert pid is not None
        started = _started_by(pid) if self.process.exitcode is None else []
        self.process.kill()
        # The group holds also those whose own parent is gone. Windows has no such groups: what a child
        # started is found there only while the child lives.
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        _kill_all(started)

    def bury(self) -> None:
        """Wait until it is gone, and clear away what it left."""
        self.connection.close()
        self.process.join(_DYING_SECONDS)
        clear_away(Path(self.task.output, self.task.publication, self.task.month), _DYING_SECONDS)


@dataclass(frozen=True)
class LocalProcesses:
    """Up to ``jobs`` months at a time, each in a process of its own that dies with its month.

    Where the system can, a child is forked from a clean process that has the packages loaded already;
    elsewhere it starts anew. The notebook runs inside the child: what it does, or how it dies, touches no
    other month, and nothing it started outlives it.
    """

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Outcome]:
        """Every task's outcome, as they finish; no child outlives this call."""
        context = _context()
        waiting = deque(tasks)
        children: list[_Child] = []
        try:
            while waiting or children:
                while waiting and len(children) < self.jobs:
                    children.append(_start(context, waiting.popleft()))
                wait([sign for child in children for sign in child.signs()], timeout=_LOOK_EVERY_SECONDS)
                for child in list(children):
                    if outcome := child.conclusion(heard, self.limits):
                        child.kill()
                        child.bury()
                        children.remove(child)
                        yield outcome
        finally:
            for child in children:
                child.kill()
            for child in children:
                child.bury()


def _context() -> Any:
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dbp_analysis.running.preloaded"])
    return context


def _start(context: Any, task: Task) -> _Child:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, theirs), daemon=True)
    with _nothing_from_outside():
        process.start()
    theirs.close()
    return _Child(task, process, ours)


@contextmanager
def _nothing_from_outside() -> Iterator[None]:
    """Have the Python that is started import nothing from the current folder, whatever lies there, and not
    run once more the script that runs here.
    """
    main, before = sys.modules["__main__"], os.environ.get("PYTHONSAFEPATH")
    sys.modules["__main__"], os.environ["PYTHONSAFEPATH"] = ModuleType("__main__"), "1"
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before


def _work(task: Task, connection: Connection) -> None:
    """In the child: run the task, tell each finished cell, then the outcome, and end.

    When the parent is gone there is nobody to work for: the child ends.
    """
    if os.name == "posix":
        os.setsid()
    os.environ.pop("PYTHONSAFEPATH", None)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import dbp_analysis.running.preloaded  # noqa: F401  as it is where a child is forked, so that the bytes are the same

    def tell(message: Outcome | tuple[int, int]) -> None:
        try:
            connection.send(message)
        except OSError:
            raise SystemExit from None

    tell(run_task(task, lambda _, done, of: tell((done, of)), in_process=True))
    # At once: Python would wait for threads that cells may have left.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    _kill_all(_started_by(os.getpid()))
    os._exit(0)


def _end_with_parent() -> None:
    """Wait for the parent's end, whatever the cells are doing, then end this process and what it started."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    _kill_all(_started_by(os.getpid()))
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _started_by(pid: int) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
    return found


def _kill_all(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.kill()
