"""Work in child processes of this machine, one process a job, watched from outside."""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

from dbp_analysis.common.errors import RunFailed
from dbp_analysis.running.child import Answer, kill_all, started_by, work_and_tell
from dbp_analysis.running.swap import clear_away
from dbp_analysis.running.tasks import Limits, Progress

T = TypeVar("T")

_LOOK_EVERY_SECONDS = 0.5
_ALONE = Limits(month=86400.0)  # whoever waits for a single run can end it
_DYING_SECONDS = 5.0
"""How long what was killed may take to be gone."""


@dataclass(frozen=True, eq=False)
class Job(Generic[T]):
    """What a child is to do: ``work``, called with what hears its ``progress``, which can be pickled as can
    what it returns; ``target`` is the folder that it makes, or makes folders in, and ``step`` what it counts.
    """

    work: Callable[..., T]
    target: Path
    step: str = "ô lệnh"


@dataclass
class _Child(Generic[T]):
    """A running job: its process, since when it runs and its present step does, and what it told last."""

    job: Job[T]
    process: BaseProcess
    connection: Connection
    started: float = field(default_factory=time.monotonic)
    step: int = 1
    step_started: float = field(default_factory=time.monotonic)
    answer: Answer[T] | None = None

    def signs(self) -> list[Any]:
        """What to wait for: the child tells something, or ends."""
        return [self.process.sentinel, *([] if self.connection.closed else [self.connection])]

    def hear(self, heard: Callable[[Job[T], int, int], None]) -> None:
        """Take what the child has told so far."""
        for message in self._told():
            if isinstance(message, Answer):
                self.answer = message
            else:
                self.step, self.step_started = message[0] + 1, time.monotonic()
                heard(self.job, *message)

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

    def conclusion(self, heard: Callable[[Job[T], int, int], None], limits: Limits) -> Answer[T] | None:
        """What came of the job, once the child has ended or must be ended; it is done only when the child
        said so and then ended by itself in time.
        """
        code = self.process.exitcode
        self.hear(heard)
        if code is None:
            reason = self.overdue(limits)
            return Answer(error=RunFailed(reason)) if reason else None
        if self.answer and (code == 0 or self.answer.error):
            return self.answer
        how = f"bị ngắt bởi tín hiệu {-code}" if code < 0 else f"kết thúc với mã {code}"
        return Answer(error=RunFailed(f"Tiến trình con {how}, ở {self.job.step} thứ {self.step}."))

    def overdue(self, limits: Limits) -> str:
        """Why the child must be ended now; empty while it need not be."""
        now = time.monotonic()
        if now - self.started > limits.month:
            return f"Quá thời hạn {limits.month:g} giây cho một kỳ."
        if now - self.step_started > limits.cell:
            return f"{self.job.step.capitalize()} thứ {self.step} quá thời hạn {limits.cell:g} giây."
        return ""

    def kill(self) -> None:
        """End the child, if it has not ended, and what it started."""
        pid = self.process.pid
        assert pid is not None
        started = started_by(pid) if self.process.exitcode is None else []
        self.process.kill()
        # The group holds also those whose own parent is gone. Windows has no such groups: what a child
        # started is found there only while the child lives.
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        kill_all(started)

    def bury(self) -> None:
        """Wait until it is gone, and clear away what it left."""
        self.connection.close()
        self.process.join(_DYING_SECONDS)
        clear_away(self.job.target, _DYING_SECONDS)


def in_child(job: Job[T], progress: Progress = lambda done, of: None, limits: Limits = _ALONE) -> T:
    """Do one job in a child and return what its work returned, or raise what it raised.

    A failure that is no ``DbpError`` and none of the system's becomes a ``RunFailed``, as does a child that
    dies or hangs.
    """
    ((_, answer),) = run_jobs([job], 1, limits, lambda _, *at: progress(*at))
    if answer.error:
        raise answer.error
    return cast(T, answer.value)


def run_jobs(
    jobs: Sequence[Job[T]], at_once: int, limits: Limits, heard: Callable[[Job[T], int, int], None]
) -> Iterator[tuple[Job[T], Answer[T]]]:
    """Every job's answer, as they finish; no child outlives this call.

    Where the system can, a child is forked from a clean process that has the packages loaded already;
    elsewhere it starts anew. The work is done inside the child: what it does, or how it dies, touches no
    other, and nothing it started outlives it.
    """
    context = _context()
    waiting = deque(jobs)
    children: list[_Child[T]] = []
    try:
        while waiting or children:
            while waiting and len(children) < at_once:
                children.append(_start(context, waiting.popleft()))
            wait([sign for child in children for sign in child.signs()], timeout=_LOOK_EVERY_SECONDS)
            for child in list(children):
                if answer := child.conclusion(heard, limits):
                    child.kill()
                    child.bury()
                    children.remove(child)
                    yield child.job, answer
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


def _start(context: Any, job: Job[T]) -> _Child[T]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work_and_tell, args=(job.work, theirs), daemon=True)
    with _nothing_from_outside():
        process.start()
    theirs.close()
    return _Child(job, process, ours)


@contextmanager
def _nothing_from_outside() -> Iterator[None]:
    """Have the Python that is started import nothing from the current folder, whatever lies there (it gets
    this one's path, which names that folder in a notebook), and not run once more the script that runs here.
    """
    main, before, path = sys.modules["__main__"], os.environ.get("PYTHONSAFEPATH"), sys.path
    sys.modules["__main__"], os.environ["PYTHONSAFEPATH"] = ModuleType("__main__"), "1"
    sys.path = [entry for entry in path if entry]
    try:
        yield
    finally:
        sys.modules["__main__"], sys.path = main, path
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before
