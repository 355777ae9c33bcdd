"""The engine that counts: DuckDB in this process, or what ``DBP_ENGINE`` names (``--engine``)."""

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.counting.extra import missing

ADDRESS = "DBP_ENGINE"
_CLUSTERS = ("spark://", "sc://", "local", "yarn", "k8s://")


@contextmanager
def engine(address: str | None = None) -> Iterator[Any]:
    """A connection to the engine at ``address`` (as :data:`ADDRESS` says where it is None): empty or
    ``duckdb``, ``polars``, or a Spark master or Spark Connect address. It keeps nothing on disk.

    Raise ``WrongUse`` for another address or a missing package.
    """
    address = os.environ.get(ADDRESS, "") if address is None else address
    if address.startswith(_CLUSTERS):
        yield _spark(address)
        return
    if address not in ("", "duckdb", "polars"):
        raise WrongUse(
            f"Không rõ máy tính toán nào là {address!r}.\n  Cách xử lý: bỏ trống để dùng DuckDB trong máy, "
            "hoặc ghi địa chỉ Spark: spark://MÁY:7077, sc://MÁY:15002."
        )
    if address == "polars":
        yield ibis.polars.connect()
        return
    connection = ibis.duckdb.connect()
    # What does not fit is not spilled: no dossier is ever written anywhere.
    connection.raw_sql("SET temp_directory = ''; SET preserve_insertion_order = false")
    try:
        yield connection
    finally:
        connection.disconnect()


def instant(moment: datetime.datetime) -> ir.TimestampScalar:
    """A moment as every engine takes it, to the second."""
    return ibis.timestamp(f"{moment:%Y-%m-%d %H:%M:%S}")


def fetched(connection: Any, table: ir.Table) -> pd.DataFrame:
    """The rows of a small table, from the engine; raise ``RunFailed`` as :func:`told_plainly` does."""
    found: pd.DataFrame = told_plainly(lambda: connection.execute(table))
    return found


def held(connection: Any, table: ir.Table) -> ir.Table:
    """The same table with its rows in memory, so that what is asked of it is planned in no time; raise as
    :func:`told_plainly` does.
    """
    return ibis.memtable(told_plainly(lambda: connection.to_pyarrow(table)))


def told_plainly(work: Callable[[], Any]) -> Any:
    """What ``work`` gives. The engines' own errors quote cells: ``RunFailed`` takes their place, and has none
    of their words, nor them behind it.
    """
    try:
        found = work()
    except Exception as error:
        kind = type(error).__name__
    else:
        return found
    raise RunFailed(
        f"Máy tính toán không đếm được sổ hồ sơ ({kind}).\n  Cách xử lý: kiểm tra tệp sổ mở được và không bị "
        "cắt; tệp quá lớn so với bộ nhớ thì chia theo tháng, hoặc dùng cụm: --engine spark://MÁY:7077."
    )


@ibis.udf.scalar.builtin(name="hash", signature=((dt.string,), dt.uint64))  # type: ignore[untyped-decorator]
def _duckdb_hash(text: str) -> int:  # type: ignore[empty-body]
    """What DuckDB has built in takes a third of the time of what ibis writes for it."""


def hashed(connection: Any, text: ir.StringValue) -> ir.IntegerValue:
    """A hash of a text: the same for the same text on one connection."""
    return _duckdb_hash(text) if connection.name == "duckdb" else text.hash()


def _spark(address: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise missing("spark") from None
    named = SparkSession.builder.appName("dbp")
    placed = named.remote(address) if address.startswith("sc://") else named.master(address)
    settled = {"spark.ui.enabled": "false"}
    if address.startswith("local"):  # two hundred parts, as a cluster has, take minutes on one machine
        settled["spark.sql.shuffle.partitions"] = "4"
    for name, value in settled.items():
        placed = placed.config(name, value)
    return ibis.pyspark.connect(placed.getOrCreate())
