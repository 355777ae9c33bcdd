"""How far long work is: bars on a terminal, silence elsewhere, and the log of a scheduled batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.texts import visible

if TYPE_CHECKING:
    from dbp_analysis.running.tasks import Heard, Outcome, Task

_err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def _bar(*columns: ProgressColumn | str) -> Progress:
    """A bar with these columns, texts as they stand: what they show is data and no markup of rich."""
    shown = (TextColumn(one, markup=False) if isinstance(one, str) else one for one in columns)
    return Progress(*shown, console=_err, transient=True, disable=not _err.is_terminal)


@contextmanager
def cells(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence elsewhere; yields what to call with (done, of)."""
    title = visible(title)
    columns = ("{task.description}", BarColumn(), "{task.percentage:>3.0f}%", TimeElapsedColumn())
    with _bar(*columns) as bar:
        task = bar.add_task(f"{title}: kiểm tra số liệu", total=None)

        def advance(done: int, of: int) -> None:
            bar.update(task, description=f"{title}: chạy notebook", completed=done, total=of)

        yield advance


@contextmanager
def units(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar over units on a terminal, silence elsewhere; yields what to call with (done, of)."""
    with _bar("{task.description}", BarColumn(), "{task.completed}/{task.total} đơn vị") as bar:
        task = bar.add_task(visible(title), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def months(log: str = "") -> Iterator[tuple[Heard, Callable[[int], None], Callable[[Outcome], None]]]:
    """One bar over the months with the running ones named; nothing but ``log`` where there is no terminal.

    Yields what to call with each finished cell, the number of months to run, and each outcome.
    """
    running: dict[Task, str] = {}
    with _bar("{task.completed}/{task.total} tháng", BarColumn(), "{task.description}") as bar:
        line = bar.add_task("", total=None)

        def heard(task: Task, done: int, of: int) -> None:
            running[task] = visible(f"{task} ({done}/{of})")
            bar.update(line, description=", ".join(running.values()))

        def starts(count: int) -> None:
            bar.update(line, total=count)

        def finished(outcome: Outcome) -> None:
            running.pop(outcome.task, None)
            bar.update(
                line, advance=outcome.status in ("made", "failed"), description=", ".join(running.values())
            )
            if log:
                _write(log, outcome)

        yield heard, starts, finished


def begin(file: str, option: str) -> None:
    """Raise ``WrongUse`` before any month runs where the file of an option cannot be written; an empty name
    asks for none.
    """
    try:
        if file:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            with Path(file).open("a", encoding="utf-8"):
                pass
    except OSError as error:
        raise WrongUse(
            f"Không ghi được vào {file}: {error.strerror or error}.\n"
            f"  Cách xử lý: chọn tệp khác bằng {option}."
        ) from error


def _write(log: str, outcome: Outcome) -> None:
    said = {"made": "đã chạy", "unchanged": "không thay đổi", "closed": "đã chốt", "failed": "lỗi"}[
        outcome.status
    ]
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    reason = f": {' | '.join(map(visible, outcome.message.split(chr(10))))}" if outcome.message else ""
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(f"{when} {outcome.task}: {said}{reason}\n")
