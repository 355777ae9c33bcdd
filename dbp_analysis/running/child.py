"""What happens inside a child process: its work, what it tells, and its end with its parent."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

import psutil

from dbp_analysis.common.errors import DbpError, RunFailed
from dbp_analysis.running.tasks import Progress

T = TypeVar("T")


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What came of a job: what its work returned, or the error that it ended with."""

    value: T | None = None
    error: DbpError | OSError | None = None


def work_and_tell(work: Callable[..., Any], connection: Connection) -> None:
    """In the child: do the work, tell each finished step, then the answer, and end.

    When the parent is gone there is nobody to work for: the child ends.
    """
    if os.name == "posix":
        os.setsid()
    os.environ.pop("PYTHONSAFEPATH", None)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import dbp_analysis.running.preloaded  # noqa: F401  as it is where a child is forked, so that the bytes are the same

    def tell(message: Answer[Any] | tuple[int, int]) -> None:
        try:
            connection.send(message)
        except OSError:
            raise SystemExit from None

    tell(_answer(work, lambda done, of: tell((done, of))))
    # At once: Python would wait for threads that cells may have left.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    kill_all(started_by(os.getpid()))
    os._exit(0)


def _answer(work: Callable[..., Any], progress: Progress) -> Answer[Any]:
    try:
        return Answer(work(progress=progress))
    except DbpError as error:
        return Answer(error=error)
    except OSError as error:
        return Answer(error=OSError(error.errno, error.strerror or str(error), error.filename))
    except Exception as error:
        return Answer(error=RunFailed(f"{type(error).__name__}: {error}"))


def _end_with_parent() -> None:
    """Wait for the parent's end, whatever the cells are doing, then end this process and what it started."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    kill_all(started_by(os.getpid()))
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def started_by(pid: int) -> list[psutil.Process]:
    """Every process that one started, and theirs; none where it is gone."""
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
    return found


def kill_all(processes: Sequence[psutil.Process]) -> None:
    """End what is still there of them."""
    for process in processes:
        with suppress(psutil.Error):
            process.kill()
