"""Deciding that 120 months need no run, and how memory grows with the number of months.

python benchmarks/unchanged.py
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import report, seconds

from dbp_analysis.demo import write_demo

MONTHS = 120


def batch(data: Path, output: Path, last: str) -> list[str]:
    """The command line of a batch up to a month."""
    words = ["batch", "--from", "2000-01", "--to", last, "--data", str(data), "--output", str(output)]
    return [sys.executable, "-m", "dbp_analysis", *words]


def largest_child() -> float:
    """The most memory that any child process so far held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        place = write_demo(Path(folder) / "demo", units=12, months=MONTHS, seed=1)
        output = Path(folder) / "outputs"
        subprocess.run(batch(place.data, output, place.months[5]), check=True, capture_output=True)
        after_6 = largest_child()
        subprocess.run(batch(place.data, output, place.months[-1]), check=True, capture_output=True)
        after_120 = largest_child()
        again = batch(place.data, output, place.months[-1])
        decided = seconds(lambda: subprocess.run(again, check=True, capture_output=True))
        report(
            "120 unchanged months, the whole command",
            [("dbp batch, nothing changed", decided)],
            [
                ("seconds", decided, "< 1"),
                ("memory after 120 months / after 6", after_120 / after_6, "about 1"),
            ],
        )
