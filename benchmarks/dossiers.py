"""Ten million dossiers in Parquet → counts of 3,000 units and 12 months, against SQL written by hand.

    python benchmarks/dossiers.py [ROWS] [PAIRS]

Whole processes in turn, so that both meet the same load; the figures must be equal, each of them.
"""

import datetime
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import PROJECT, report

FIRST = datetime.datetime(2025, 1, 1)


def by_hand(file: str, out: str) -> None:
    import duckdb

    query = (PROJECT / "benchmarks" / "large_counts.sql").read_text(encoding="utf-8")
    duckdb.sql(query.replace("{file}", file)).df().to_parquet(out)


def by_package(file: str, out: str) -> None:
    from dbp_analysis.counting.counts import Span, counts, placed
    from dbp_analysis.counting.engine import engine, fetched
    from dbp_analysis.counting.register import Register
    from dbp_analysis.counting.repeats import repeats
    from dbp_analysis.counting.rules import load_rule
    from dbp_analysis.settings.register_layout import load_layouts

    data = PROJECT / "data"
    layout = load_layouts(data, ("dong-bo-ho-so",))[1]["dong-bo-ho-so"]
    rule = load_rule(data, "thong-tu-01-2020")
    names = {name: path[0] for name, path in layout.headers.items()}
    starts = [datetime.datetime(2025 + month // 12, month % 12 + 1, 1) for month in range(13)]
    spans = [Span(first.date(), end) for first, end in itertools.pairwise(starts)]
    with engine("") as connection:
        dossiers = Register(file, file, layout, paths=(Path(file),), names=names).standard(connection)
        rows = int(fetched(connection, dossiers.aggregate(n=dossiers.count()))["n"].iloc[0])
        again = repeats(connection, dossiers, rule, rows)
        less = placed(again.again, rule, spans, None) if again else None
        found = fetched(connection, counts(placed(dossiers, rule, spans, None), len(spans), less))
    found.rename(columns={"unit": "unit_code", "span": "month"}).to_parquet(out)


def once(way: str, file: Path, out: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a process."""
    start = time.perf_counter()
    done = subprocess.Popen([sys.executable, __file__, way, str(file), str(out)], cwd=PROJECT / "benchmarks")
    _, status, used = os.wait4(done.pid, 0)
    assert status == 0, way
    return time.perf_counter() - start, used.ru_maxrss / 1024


def equal(ours: Path, theirs: Path) -> bool:
    import pandas as pd

    tables = [pd.read_parquet(path).set_index(["unit_code", "month"]).sort_index() for path in (theirs, ours)]
    return bool(tables[1][list(tables[0])].eq(tables[0]).all(axis=None))


def main(rows: int, pairs: int) -> None:
    found: dict[str, list[tuple[float, float]]] = {"package": [], "hand": []}
    with tempfile.TemporaryDirectory() as place:
        file, outs = Path(place) / "register.parquet", {way: Path(place) / f"{way}.parquet" for way in found}
        maker = PROJECT / "benchmarks" / "large_register.py"
        subprocess.run([sys.executable, str(maker), str(rows), str(file)], check=True)
        file.read_bytes()  # into the page cache
        for _ in range(pairs):
            for way, out in outs.items():
                found[way].append(once(way, file, out))
        assert equal(outs["package"], outs["hand"])
    ours, theirs = (statistics.median(s for s, _ in found[way]) for way in found)
    ratio = statistics.median(a[0] / b[0] for a, b in zip(*found.values(), strict=True))
    memory = {way: max(mb for _, mb in measured) for way, measured in found.items()}
    report(
        f"{rows:,} dossiers to counts (peak: {memory['package']:,.0f} MB, by hand {memory['hand']:,.0f} MB)",
        [("this package, whole process", ours), ("SQL by hand, whole process", theirs)],
        [
            ("this package / SQL by hand (median of the pairs)", ratio, "≤ 1.3"),
            ("memory: this package / SQL by hand", memory["package"] / memory["hand"], "≤ 0.5"),
        ],
    )


if __name__ == "__main__":
    if sys.argv[1:2] in (["package"], ["hand"]):
        {"package": by_package, "hand": by_hand}[sys.argv[1]](*sys.argv[2:4])
    else:
        given = [*map(int, sys.argv[1:]), *(10_000_000, 3)[len(sys.argv) - 1 :]]
        main(*given)
