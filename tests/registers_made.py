"""Registers for the tests: small ones made by code, and the copies in ``tests/data/registers``."""

import datetime
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from dbp_analysis.counting.calendar import Calendar, load_calendar
from dbp_analysis.counting.counts import Span
from dbp_analysis.counting.engine import engine
from dbp_analysis.counting.register import Register, cells_of
from dbp_analysis.counting.rules import CountingRule
from dbp_analysis.counting.tally import Tally, tally
from dbp_analysis.reading.files import read_sheets
from dbp_analysis.reading.registers import Registers
from dbp_analysis.settings.register_layout import RegisterLayout, load_layouts

from .made import PROJECT, Place

DATA = PROJECT / "data"
COPIES = PROJECT / "tests" / "data" / "registers"
BOOK, TABLE, LATENESS = (COPIES / name for name in ("so-theo-doi.xlsx", "v2-dong-bo.csv", "v2-lateness.csv"))
CANARIES = ("NGUOI-NOP-", "DIA-CHI-", "SO-DINH-DANH-", "090000")
LAYOUTS: dict[str, RegisterLayout] = load_layouts(DATA, ("so-theo-doi", "dong-bo-ho-so"))[1]
SPAN = Span(datetime.date(2023, 12, 1), datetime.datetime(2024, 1, 1))
HEADS = [path[0] for path in LAYOUTS["dong-bo-ho-so"].headers.values()] + ["NguoiNop", "SoDinhDanh"]
FORMS = ("bieu-II-06a.xlsx", "so-hoa.xlsx", "thanh-toan-truc-tuyen.xls")


def rule(**changed: str) -> CountingRule:
    """The rule of the forms, with something else in it."""
    return CountingRule(id="thu", title="Quy tắc thử", source=("Thử",), **changed)


def calendar() -> Calendar:
    """The working days around the month of the copies."""
    return load_calendar(DATA, range(2020, 2028))


def registers(*paths: Path) -> list[Register]:
    """The registers in files, as a month finds them."""
    found = Registers(tuple(LAYOUTS.values()))
    for path in paths:
        assert found.read(path.name, read_sheets(path))
    return found.found


def dossier(code: str = "H18.21-231201-0001", **cells: object) -> dict[str, object]:
    """A row of the synchronisation form: received online on 1 December, due on the 8th, ended on the 7th."""
    row: dict[str, object] = {
        "code": code,
        "unit": "03124",
        "procedure": "1.001776",
        "received": "08:15 01/12/2023",
        "due": "17:00 08/12/2023",
        "finished": "10:00 07/12/2023",
        "channel": "2",
        "status": "10",
        "payable": "0",
        "paid_online": "0",
        "digitised": "1",
        "digital_result": "1",
    }
    return row | cells


def register(*rows: dict[str, object], paused: bool = False) -> Register:
    """A register of these rows; with ``paused``, also of how many days each was paused."""
    layout = LAYOUTS["dong-bo-ho-so"]
    if paused:
        layout = layout.model_copy(update={"paused": ("TamDung",)})
    names = layout.headers
    columns: dict[str, Sequence[object]] = {name: [row.get(name) for row in rows] for name in names}
    letters = {name: chr(ord("A") + at) for at, name in enumerate(names)}
    return Register("dong-bo.csv", "dong-bo", layout, cells_of(columns, layout, 2), columns=letters)


@contextmanager
def counted(
    *found: Register, by: CountingRule | None = None, span: Span = SPAN, address: str = ""
) -> Iterator[Tally]:
    """The registers counted for a period."""
    from dbp_analysis.counting.register import together

    with engine(address) as connection:
        yield tally(connection, together(found, connection), by or rule(), span, calendar())


def counts_of(*rows: dict[str, object], paused: bool = False, **how: Any) -> dict[str, int]:
    """What the only unit of these rows counts, without the zeros and the sums."""
    with counted(register(*rows, paused=paused), **how) as found:
        (row,) = found.counts.to_dict("records")
    sums = ("received_in_period", "received_total", "resolved_total", "pending_total")
    left = {str(name): int(n) for name, n in row.items() if n and name not in sums}
    return {name: n for name, n in left.items() if "not_digit" not in name}


def published_counts() -> pd.DataFrame:
    """The twelve counts of the twelve units that the copies must give, by unit code."""
    table = pd.read_csv(COPIES / "counts.csv", dtype={"unit_code": str}).set_index("unit_code")
    return table.drop(columns=["unit_name", *(c for c in table if str(c).startswith(("petit", "rating")))])


def by_code(found: Tally) -> pd.DataFrame:
    """The counts of the copies by unit code, whichever way they name their units."""
    names = pd.read_csv(COPIES / "counts.csv", dtype=str).set_index("unit_name")["unit_code"]
    codes = {f"ubnd {name}".lower(): code for name, code in names.items()}
    keyed = found.counts.rename(index=lambda unit: codes.get(unit.lower(), unit)).sort_index()
    return keyed[list(published_counts())]


def with_registers(place: Place, *paths: Path, keep_forms: bool = False) -> Place:
    """December 2023 with registers instead of the forms that they give the counts of."""
    for path in paths:
        shutil.copy(path, place.folder / f"so-ho-so-{path.name}")
    for name in () if keep_forms else FORMS:
        (place.folder / name).unlink()
    return place


def write_rows(path: Path, *rows: dict[str, object], heads: Sequence[str] = HEADS) -> Path:
    """A CSV of the synchronisation form with personal columns, which are canaries."""
    fields = list(LAYOUTS["dong-bo-ho-so"].headers)
    cells = [[row.get(name, "") or "" for name in fields] for row in rows]
    lines = [[*row, f"NGUOI-NOP-{at:04d}", f"SO-DINH-DANH-{at:04d}"] for at, row in enumerate(cells)]
    text = "\n".join(",".join(map(str, line)) for line in [list(heads), *lines]) + "\n"
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path
