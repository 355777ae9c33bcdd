"""The state of an open month of 135 units and 200,000 dossiers, once its register is read.

python benchmarks/today.py [DOSSIERS]
"""

import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from timing import report, seconds

UNITS, MONTH, AS_OF = 135, "2026-11", "2026-11-20 10:30"


def write_place(folder: Path, dossiers: int) -> Path:
    """An invented place whose register holds so many dossiers: its own, with other numbers each time."""
    from dbp_analysis.demo import write_demo

    data = write_demo(folder / "demo", UNITS, 1, 1, MONTH, dossiers=True).data
    month = data / "demo" / MONTH
    rows = pd.read_csv(month / "dong-bo-ho-so.csv", dtype=str)
    parts = [rows.assign(MaHoSo=rows["MaHoSo"] + str(at)) for at in range(dossiers // len(rows) + 1)]
    pd.concat(parts).head(dossiers).to_parquet(month / "dong-bo-ho-so.parquet", index=False)
    for name in ("dong-bo-ho-so.csv", "so-ho-so.xlsx"):
        (month / name).unlink()
    return data


def main(dossiers: int) -> None:
    from dbp_analysis.asking.today.opening import open_inputs
    from dbp_analysis.asking.today.state import today_of

    with tempfile.TemporaryDirectory() as folder:
        data = str(write_place(Path(folder), dossiers))
        start = time.perf_counter()
        inputs = open_inputs("demo", AS_OF, data)
        reading = time.perf_counter() - start
        state = seconds(lambda: today_of(inputs))
    title = f"Today: {dossiers:,} dossiers, {UNITS} units"
    report(title, [("reading", reading), ("the state", state)], [("the state, seconds", state, "≤ 1")])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
