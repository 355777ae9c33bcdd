"""Write a synthetic Parquet of V2 columns for benchmarks: 3,000 units, 12 months of 2025.

    python benchmarks/large_register.py ROWS OUT.parquet [--seed 1] [--text-dates]

ROWS counts the rows; one in 200 repeats another row (the same dossier twice). --text-dates writes the
date-times as the CSV form has them ('10:56 13/03/2025'); without it they are timestamps.
Needs numpy and pyarrow.
"""

import argparse

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

UNITS, CHUNK = 3000, 1_000_000
PROCEDURES = np.array([f"1.{i:06d}" for i in range(4800, 4840)])
DAYS = np.array([0, 0, 0, 3, 3, 5, 8, 10, 15, 22, 30, 45])  # calendar days here: nothing depends on it
FIRST, LAST = np.datetime64("2024-11-01"), np.datetime64("2026-01-10")


def text(array):
    return pc.cast(array, pa.string())


def numbered(prefix, numbers, width):
    return pc.binary_join_element_wise(
        pa.scalar(prefix), pc.utf8_lpad(text(pa.array(numbers)), width, "0"), ""
    )


def chunk(rng, start, rows, text_dates):
    minutes = rng.integers(7 * 60 + 30, 17 * 60, rows)
    received_day = FIRST + rng.integers(0, (LAST - FIRST).astype(int), rows)
    received = received_day.astype("datetime64[m]") + minutes
    unit = rng.integers(1, UNITS + 1, rows)
    procedure = rng.integers(0, len(PROCEDURES), rows)
    due_day = received_day + DAYS[procedure % len(DAYS)]
    due = due_day.astype("datetime64[m]") + 17 * 60
    # 45 % early (a day or more before), 45 % on the due day, 10 % late; same-day ones are at most on the day.
    kind = rng.random(rows)
    spare = (due_day - received_day).astype(int)
    shift = np.where(
        kind < 0.45,
        -np.minimum(spare, rng.integers(1, 4, rows)),
        np.where(kind < 0.9, 0, rng.integers(1, 20, rows)),
    )
    finished_day = due_day + shift
    clock = np.where(
        finished_day == received_day,
        np.minimum(minutes + rng.integers(1, 120, rows), 17 * 60),
        rng.integers(450, 1020, rows),
    )
    finished = finished_day.astype("datetime64[m]") + clock
    open_ = (finished_day >= LAST) | (rng.random(rows) < 0.01)
    gone = rng.random(rows) < 0.02
    status = np.where(
        gone, rng.integers(7, 9, rows), np.where(open_, rng.integers(4, 6, rows), rng.integers(9, 11, rows))
    )
    payable = procedure % 2 == 0
    paid = payable & (rng.random(rows) < 0.3)
    channel = rng.choice(np.array([1, 2, 2, 2, 3], dtype="int8"), rows)

    def when(values, empty=None):
        array = pa.array(values.astype("datetime64[s]"), mask=empty)
        return pc.strftime(array, "%H:%M %d/%m/%Y") if text_dates else array.cast(pa.timestamp("ms"))

    day = pc.strftime(pa.array(received.astype("datetime64[s]")), "%y%m%d")
    unit_code = numbered("", unit, 5)
    serial = np.arange(start, start + rows)
    table = pa.table({
        "MaHoSo": pc.binary_join_element_wise(numbered("H", unit, 5), day, numbered("", serial, 8), "-"),
        "MaTTHC": pa.array(PROCEDURES[procedure]).dictionary_encode(),
        "MaDonVi": unit_code.dictionary_encode(),
        "KenhThucHien": pa.array(channel),
        "NgayTiepNhan": when(received), "NgayHenTra": when(due), "NgayKetThucXuLy": when(finished, open_),
        "TrangThaiHoSo": pa.array(status.astype("int8")),
        "CoPhiLePhi": pa.array(payable.astype("int8")),
        "DuocThanhToanTrucTuyen": pa.array(paid.astype("int8")),
        "DuocSoHoa": pa.array(((channel == 2) | (rng.random(rows) < 0.5)).astype("int8")),
        "CoKetQuaDienTu": pa.array((~open_ & (rng.random(rows) < 0.7)).astype("int8")),
        "NguoiNop": numbered("NGUOI-NOP-", serial, 8), "SoDinhDanh": numbered("SO-DINH-DANH-", serial, 8),
    })  # fmt: skip
    repeats = rows // 200
    order = np.arange(rows)
    order[rng.choice(rows, repeats, replace=False)] = rng.integers(
        0, rows, repeats
    )  # overwrites some rows with others
    return table.take(pa.array(order)) if repeats else table


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("rows", type=int)
    ask.add_argument("out")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--text-dates", action="store_true")
    asked = ask.parse_args()
    rng, writer = np.random.default_rng(asked.seed), None
    for start in range(0, asked.rows, CHUNK):
        table = chunk(rng, start, min(CHUNK, asked.rows - start), asked.text_dates)
        writer = writer or pq.ParquetWriter(asked.out, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=250_000)
    writer.close()


if __name__ == "__main__":
    main()
