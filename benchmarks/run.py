"""``dbp run 2023-12`` against papermill's command on the same notebook, same outputs, whole processes.

    python benchmarks/run.py [PAIRS]

One after the other, in turn, so that both meet the same load of the machine. ``dbp run`` reads, checks, runs,
writes, records and prints; papermill runs and writes.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import PROJECT, report

from dbp_analysis.publishing.names import month_files

MONTH, PUBLICATION = "2023-12", "dien-bien-phu"
OUTPUTS = {*month_files(PUBLICATION, MONTH), "charts"}


def package(folder: Path) -> list[str]:
    """The command ``dbp run``."""
    words = ["run", MONTH, "--publication", PUBLICATION, "--data", str(PROJECT / "data")]
    return [sys.executable, "-m", "dbp_analysis", *words, "--output", str(folder)]


def papermill(folder: Path) -> list[str]:
    """papermill's command, into a folder that is there."""
    output = folder / PUBLICATION / MONTH
    output.mkdir(parents=True)
    values = {"month": MONTH, "publication": PUBLICATION, "data": PROJECT / "data", "output": output}
    parameters = [part for name, value in values.items() for part in ("-r", name, str(value))]
    notebook, made = PROJECT / "notebooks" / "monthly.ipynb", output / "monthly.ipynb"
    return [sys.executable, "-m", "papermill", "--no-progress-bar", *parameters, str(notebook), str(made)]


def once(command: list[str], folder: Path) -> float:
    """The duration of a command that makes the month in ``folder``."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=PROJECT)
    duration = time.perf_counter() - start
    made = {path.name for path in (folder / PUBLICATION / MONTH).iterdir()}
    assert made >= {*OUTPUTS, "run.json", "monthly.ipynb"}, made
    return duration


if __name__ == "__main__":
    durations: dict[str, list[float]] = {"dbp run": [], "papermill": []}
    with tempfile.TemporaryDirectory() as place:
        for number in range(int(sys.argv[1]) if sys.argv[1:] else 5):
            for name, command in (("dbp run", package), ("papermill", papermill)):
                folder = Path(place) / f"{name}-{number}"
                durations[name].append(once(command(folder), folder))
    ours, theirs = (statistics.median(durations[name]) for name in ("dbp run", "papermill"))
    ratio = statistics.median(a / b for a, b in zip(*durations.values(), strict=True))
    report(
        "one month, the whole command",
        [("dbp run 2023-12", ours), ("papermill on the same notebook", theirs)],
        [("dbp run / papermill (median of the pairs)", ratio, "≤ 0.7")],
    )
