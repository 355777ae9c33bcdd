"""What the benchmarks share: medians of several runs, and a table that says machine and target."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """The median duration of ``work``."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def report(
    title: str, durations: Sequence[tuple[str, float]], ratios: Sequence[tuple[str, float, str]]
) -> None:
    """Print durations, and ratios beside their targets, as Markdown."""
    print(f"\n### {title}\n\n{platform.system()} {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}\n\n| what | seconds (median) |\n| --- | --- |")
    for name, duration in durations:
        print(f"| {name} | {duration:.3f} |")
    print("\n| ratio | measured | target |\n| --- | --- | --- |")
    for name, ratio, target in ratios:
        print(f"| {name} | {ratio:.2f} | {target} |")
