"""One month as a task that any process can run, and what came of it: plain values that travel."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Literal, Protocol

from dbp_analysis.common.errors import WrongUse

Status = Literal["made", "unchanged", "closed", "failed"]
Progress = Callable[[int, int], None]
"""Hears how many steps of how many are done: code cells of a notebook, units."""


@dataclass(frozen=True)
class Task:
    """A month to run; folders as text, absolute, the same on every machine that may run it."""

    publication: str
    month: str
    data: str
    output: str
    force: bool = False
    notebooks: str = ""

    def __str__(self) -> str:
        return f"{self.publication} {self.month}"

    @property
    def target(self) -> Path:
        """Where its outputs go."""
        return Path(self.output, self.publication, self.month)


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
        for what, seconds in (("một ô lệnh", self.cell), ("một kỳ", self.month)):
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


@dataclass(frozen=True)
class ProfilesRun:
    """Finished profiles: the folder of each unit by code, and what the user should know: of the data, of the
    pages, of what the figures are.
    """

    folder: Path
    folders: Mapping[str, Path]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class ToldRun:
    """A finished run: where the outputs are, their record (``run.json``), the lines that it says, and how
    many ``differences`` it found where it looks for some.
    """

    folder: Path
    record: dict[str, Any]
    lines: tuple[str, ...]
    differences: int = 0
