"""Many months: which there are, which need running, and running those."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dbp_analysis.common.errors import DbpError, WrongUse
from dbp_analysis.common.typed_periods import checked_periods, range_text
from dbp_analysis.publishing.record import is_current
from dbp_analysis.running.month import month_job
from dbp_analysis.running.processes import run_jobs
from dbp_analysis.running.swap import clear_away
from dbp_analysis.running.tasks import Executor, Heard, Limits, Outcome, Task
from dbp_analysis.settings.project import MONTHLY_NOTEBOOK, Project


@dataclass(frozen=True)
class LocalProcesses:
    """Up to ``jobs`` months at a time, each in a watched child of its own that dies with its month."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Outcome]:
        """Every task's outcome, as they finish; no child outlives this call."""
        by_job = {month_job(task): task for task in tasks}
        answers = run_jobs(list(by_job), self.jobs, self.limits, lambda job, *at: heard(by_job[job], *at))
        for job, answer in answers:
            error = answer.error
            reason = str(error) if isinstance(error, DbpError) else f"{type(error).__name__}: {error}"
            yield Outcome(by_job[job], "failed", reason) if error else Outcome(by_job[job], "made")


def plan_batch(
    project: Project,
    first: str = "",
    last: str = "",
    publications: Sequence[str] = (),
    *,
    force: bool = False,
) -> list[Task]:
    """Every month from ``first`` to ``last`` (empty: no limit) that has data, of the named publications or
    of all.

    Raise ``WrongUse`` for a malformed month, months in the wrong order, an unknown publication, or when no
    month has data.
    """
    known = project.publications()
    unknown = sorted(set(publications) - set(known))
    if unknown:
        raise WrongUse(
            f"Không có báo cáo {', '.join(unknown)}.\n  Các báo cáo hiện có: {', '.join(known) or 'chưa có'}."
        )
    within = project.months_within(first, last, [one for one in known if one in (publications or known)])
    tasks = [
        Task(publication, month, str(project.data), str(project.output), force, str(project.notebooks))
        for publication, months in within.items()
        for month in months
    ]
    project.notebook(MONTHLY_NOTEBOOK)
    if not tasks:
        available = "\n".join(f"  {one}: {', '.join(project.months(one)) or 'chưa có'}" for one in known)
        asked = range_text(*checked_periods(first, last))
        raise WrongUse(f"Không có số liệu{asked}. Số liệu đã có:\n{available}")
    return tasks


def run_batch(
    project: Project,
    tasks: Sequence[Task],
    executor: Executor,
    heard: Heard = lambda task, done, of: None,
    starts: Callable[[int], None] = lambda count: None,
) -> Iterator[Outcome]:
    """The outcome of every task: at once where the month is closed, even by force, or where nothing changed
    since it was made, else as it finishes.

    ``starts`` hears how many months need running before the first of them starts. What a batch that was
    killed left is cleared away first.
    """
    for task in tasks:
        clear_away(project.output_folder(task.publication, task.month))
    closed = [task for task in tasks if project.is_closed(task.publication, task.month)]
    yield from (Outcome(task, "closed") for task in closed)
    open_tasks = [task for task in tasks if task not in closed]
    current = {t for t in open_tasks if not t.force and is_current(project, t.publication, t.month)}
    yield from (Outcome(task, "unchanged") for task in open_tasks if task in current)
    needed = [task for task in open_tasks if task not in current]
    starts(len(needed))
    yield from executor.run(needed, heard)
