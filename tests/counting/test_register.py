"""The mapped columns of a register in standard fields, whichever kind of file they come from."""

import datetime
from pathlib import Path

import ibis
import pandas as pd
import pytest

from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.counting.engine import engine, fetched
from dbp_analysis.counting.register import Register

from ..registers_made import LAYOUTS, TABLE, by_code, counted, dossier, published_counts, register, registers

LAYOUT = LAYOUTS["dong-bo-ho-so"]
NAMES = {name: path[0] for name, path in LAYOUT.headers.items()}


def standard(one: Register) -> pd.DataFrame:
    with engine("") as connection:
        return fetched(connection, one.standard(connection))


def parquet(path: Path, *, typed: bool) -> Register:
    """The copy of the synchronisation form as Parquet, with moments as they are or as text."""
    table = pd.read_csv(TABLE, dtype=str)
    if typed:
        for name in ("received", "due", "finished"):
            table[NAMES[name]] = pd.to_datetime(table[NAMES[name]], format=LAYOUT.moments)
        for name in ("channel", "status", "payable", "paid_online", "digitised", "digital_result"):
            table[NAMES[name]] = table[NAMES[name]].astype("int8")
    table.to_parquet(path, index=False)
    return Register(path.name, path.stem, LAYOUT, paths=(path,), names=NAMES)


def test_a_moment_may_have_its_time_first() -> None:
    row = standard(register(dossier(received="10:56 13/03/2026"))).iloc[0]
    assert row["received"] == datetime.datetime(2026, 3, 13, 10, 56)


def test_a_moment_of_a_spreadsheet_is_taken_as_it_is() -> None:
    row = standard(register(dossier(received=datetime.datetime(2023, 12, 1, 8, 15)))).iloc[0]
    assert row["received"] == datetime.datetime(2023, 12, 1, 8, 15)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"received": "8h15 ngày 1/12"}, "received"),
        ({"due": "31/02/2024 17:00"}, "due"),
        ({"finished": "chưa"}, "finished"),
        ({"channel": "9"}, "channel"),
        ({"status": "đã trả"}, "status"),
        ({"payable": "25.000"}, "payable"),
        ({"digitised": "x"}, "digitised"),
        ({"paused": "ba ngày"}, "paused"),
    ],
)
def test_a_cell_that_says_nothing_known_is_unclear(cells: dict[str, object], field: str) -> None:
    rows = standard(register(dossier(**cells), dossier("H18.21-231201-0002"), paused=True))
    assert list(rows.sort_values("row")["unclear"].fillna("")) == [field, ""]


@pytest.mark.parametrize("typed", [True, False])
def test_parquet_counts_as_the_table_does(tmp_path: Path, typed: bool) -> None:
    with counted(parquet(tmp_path / "dong-bo.parquet", typed=typed)) as found:
        pd.testing.assert_frame_equal(by_code(found), published_counts(), check_names=False)
        assert fetched(found.connection, found.dossiers["unclear"].isnull().all().as_table()).iloc[0, 0]


def test_a_large_csv_is_read_by_the_engine() -> None:
    one = Register(TABLE.name, TABLE.stem, LAYOUT, paths=(TABLE,), names=NAMES)
    with counted(one) as found:
        pd.testing.assert_frame_equal(by_code(found), published_counts(), check_names=False)


def test_no_column_but_the_mapped_ones_is_opened(tmp_path: Path) -> None:
    for one in (*registers(TABLE), parquet(tmp_path / "dong-bo.parquet", typed=True)):
        with engine("") as connection:
            columns = set(one.opened(connection).columns)
        bad = {f"{name}_bad" for name in ("received", "due", "finished")}
        assert columns - bad == {*LAYOUT.headers, "row"}


def test_an_error_of_the_engine_quotes_nothing_of_the_register() -> None:
    table = ibis.memtable({"x": ["NGUOI-NOP-0001"]})
    with engine("") as connection, pytest.raises(RunFailed) as caught:
        fetched(connection, table.select(y=table["x"].cast("int64")))
    assert "NGUOI-NOP" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_large_csv_that_is_torn_is_refused_without_its_words(tmp_path: Path) -> None:
    path = tmp_path / "dong-bo.csv"
    lines = TABLE.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([*lines[:500], 'x,"NGUOI-NOP-0001', *lines[500:]]), encoding="utf-8")
    with (
        pytest.raises(RunFailed) as caught,
        counted(Register(path.name, path.stem, LAYOUT, paths=(path,), names=NAMES)),
    ):
        pass
    assert "NGUOI-NOP" not in str(caught.value)
    assert caught.value.__context__ is None


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(WrongUse, match="spark://"), engine("oracle"):
        pass
