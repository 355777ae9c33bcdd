"""One month as a task that any process can run, and what came of it: plain values that travel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, Protocol

from dbp_analysis.common.errors import DbpError, WrongUse

Status = Literal["made", "unchanged", "closed", "failed"]


@dataclass(frozen=True)
class Task:
    """A month to run; folders as text, absolute, the same on every machine that may run it."""

    publication: str
    month: str
    data: str
    output: str
    force: bool = False

    def __str__(self) -> str:
        return f"{self.publication} {self.month}"


@dataclass(frozen=True)
class Outcome:
    """What came of a task; ``message`` is the reason of a failure, in Vietnamese."""

    task: Task
    status: Status
    message: str = ""


@dataclass(frozen=True)
class Limits:
    """Seconds after which a cell, or a whole month, counts as hanging and is ended."""

    cell: float = 600.0
    month: float = 1800.0

    def __post_init__(self) -> None:
        """Raise ``WrongUse`` for what is no limit: nothing, less, endless, or not a number."""
        for what, seconds in (("một ô lệnh", self.cell), ("một tháng", self.month)):
            if not 0 < seconds < inf:
                raise WrongUse(
                    f"Thời hạn của {what} là {seconds:g} giây: không phải là thời hạn.\n"
                    "  Cách xử lý: chọn một số giây lớn hơn 0, ví dụ --cell-limit 600 --month-limit 1800."
                )


Heard = Callable[[Task, int, int], None]
"""Hears how many code cells of how many a task has done."""


class Executor(Protocol):
    """Runs tasks somewhere, each isolated from the others."""

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Outcome]:
        """Every task's outcome, as they finish."""
        ...


def run_task(task: Task, heard: Heard, *, in_process: bool) -> Outcome:
    """Run a month; a failure is an outcome, not an exception."""
    from dbp_analysis.running.month import run_month

    try:
        run_month(
            task.month,
            task.publication,
            task.data,
            task.output,
            force=task.force,
            in_process=in_process,
            progress=lambda done, of: heard(task, done, of),
        )
    except DbpError as error:
        return Outcome(task, "failed", str(error))
    except Exception as error:
        return Outcome(task, "failed", f"{type(error).__name__}: {error}")
    return Outcome(task, "made")
