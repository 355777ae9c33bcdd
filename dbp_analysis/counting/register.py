"""The mapped columns of a register, however it writes them → a table of standard fields, one row a row.

``code``, ``unit`` and ``procedure`` are texts; ``received``, ``due``, ``finished`` moments; ``online`` and
the fields of yes and no booleans, as are all of ``STATUSES``; ``paused`` days; ``row`` the 1-based row of a
sheet, null where there are none. What a register has no column for is null; ``unclear`` is the first field
whose cell says nothing that the layout knows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from dbp_analysis.common.texts import alike, folded
from dbp_analysis.counting.engine import told_plainly
from dbp_analysis.settings.register_layout import STATUSES, RegisterLayout

MOMENTS = ("received", "due", "finished")
FLAGS = ("payable", "paid_online", "digitised", "digital_result")


@dataclass(frozen=True, eq=False)
class Register:
    """One file of a register: ``cells`` with a column a field and the index of its rows in the sheet, or
    ``paths`` of files too large for that, whose ``names`` say which column holds which field; ``columns`` are
    the letters of a sheet's.
    """

    file: str
    sheet: str
    layout: RegisterLayout
    cells: pd.DataFrame | None = None
    paths: tuple[Path, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    def opened(self, connection: Any) -> ir.Table:
        """The mapped columns under the names of their fields, and no other."""
        if self.cells is not None:
            cells = self.cells.rename_axis("row").reset_index()
            return ibis.memtable(pa.Table.from_pandas(cells, preserve_index=False))
        table: ir.Table = told_plainly(lambda: self._mapped(connection))
        return table

    def _mapped(self, connection: Any) -> ir.Table:
        paths = list(map(str, self.paths))
        if self.paths[0].suffix.lower() == ".csv":
            whole = connection.read_csv(paths, header=True, all_varchar=True)
        else:
            whole = connection.read_parquet(paths if len(paths) > 1 else paths[0])
        mapped = {name: whole[column] for name, column in self.names.items()}
        return whole.select(row=ibis.null("int64"), **mapped)

    def standard(self, connection: Any) -> ir.Table:
        """Its dossiers in standard fields."""
        return standard(self.opened(connection), self.layout)


def cells_of(columns: Mapping[str, Sequence[object]], layout: RegisterLayout, first_row: int) -> pd.DataFrame:
    """The cells of a sheet's mapped columns, texts but for its moments (NaT where one is not readable, with
    ``<field>_bad`` true); rows that hold neither code nor reception are none, as what stands below a table.
    """
    table = pd.DataFrame(dict(columns), dtype=object)
    table.index = table.index + first_row
    for name in columns.keys() - set(MOMENTS):
        texts = {cell: _text(cell, name in layout.coded) for cell in table[name].dropna().unique()}
        # Spark makes a text of what is null in a frame.
        table[name] = table[name].map(texts).astype(object).fillna("")
    for name in MOMENTS:
        cells = table[name]
        written = cells.map(lambda cell: isinstance(cell, str)).astype(bool)
        stripped = cells.where(written).str.strip()
        read = pd.to_datetime(stripped, format=layout.moments, errors="coerce")
        read = read.fillna(pd.to_datetime(cells.where(~written), errors="coerce"))
        table[name] = read.astype("datetime64[us]")
        table[f"{name}_bad"] = table[name].isna() & cells.notna() & stripped.ne("")
    return table[table["code"].ne("") | table["received"].notna()]


def together(registers: Sequence[Register], connection: Any) -> ir.Table:
    """The dossiers of all registers, standard fields alike."""
    first, *others = (one.standard(connection) for one in registers)
    return ibis.union(first, *(one.select(*first.columns) for one in others)) if others else first


def standard(raw: ir.Table, layout: RegisterLayout) -> ir.Table:
    """The standard fields of a table of mapped columns."""
    unclear: dict[str, ir.BooleanValue] = {}
    fields: dict[str, ir.Value] = {"row": raw["row"]}
    for name in ("code", "unit", "procedure"):
        fields[name] = raw[name].cast("string") if name in raw.columns else ibis.null("string")
    for name in MOMENTS:
        fields[name] = _moment(raw[name], layout.moments)
        blank = _blank(raw[name])
        unclear[name] = raw[f"{name}_bad"] if f"{name}_bad" in raw.columns else ~blank & fields[name].isnull()
    known = {name: _meanings(raw[name], layout, name) for name in layout.coded}
    unclear |= {name: ~_blank(raw[name]) & ~_any(found) for name, found in known.items()}
    fields["online"] = known["channel"].get("online", ibis.literal(False))
    fields["without_channel"] = _blank(raw["channel"])
    fields |= {name: known["status"].get(name, ibis.literal(False)) for name in STATUSES}
    for name in FLAGS:
        found = known.get(name)
        fields[name] = found.get("yes", found.get("above")) if found else ibis.null("boolean")
    days = raw["paused"].cast("string") if layout.paused else ibis.literal("")
    fields["paused"] = days.fill_null("").nullif("").try_cast("int64").fill_null(0)
    if layout.paused:
        unclear["paused"] = ~_blank(raw["paused"]) & ~days.re_search(r"^\d{1,4}$")
    cases = [(wrong.fill_null(False), name) for name, wrong in unclear.items()]
    return raw.select(**fields, unclear=ibis.cases(*cases, else_=ibis.null("string")))


def _text(cell: object, coded: bool) -> str:
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    return folded(text) if coded else text.strip() if text.isascii() else alike(text)


def _blank(column: ir.Value) -> ir.BooleanValue:
    return column.isnull() | (column == "") if column.type().is_string() else column.isnull()


def _any(found: Mapping[str, ir.BooleanValue]) -> ir.BooleanValue:
    every = list(found.values())
    return ibis.or_(*every) if every else ibis.literal(False)


def _meanings(column: ir.Value, layout: RegisterLayout, field: str) -> dict[str, ir.BooleanValue]:
    """Whether a cell says each of the things that the layout knows of its field; blank, it says none."""
    coded = layout.coded[field]
    if coded.above is not None:
        number = column if column.type().is_numeric() else column.nullif("").try_cast("float64")
        return {"above": (number > coded.above).fill_null(False), "number": number.notnull()}
    return {what: _is_one_of(column, values) for what, values in coded.values.items()}


def _is_one_of(column: ir.Value, values: Sequence[str]) -> ir.BooleanValue:
    if column.type().is_boolean():
        return (column == ("1" in values or "true" in map(folded, values))).fill_null(False)
    if column.type().is_integer():
        return column.isin([int(value) for value in values if value.isdecimal()]).fill_null(False)
    every = {form for one in values for form in (one, folded(one))}
    return column.cast("string").isin(sorted(every)).fill_null(False)


def _moment(column: ir.Value, written: str) -> ir.TimestampValue:
    """A moment; of a text each part is taken from its own place, and what is none comes out null."""
    if not column.type().is_string():
        return column.cast("timestamp")
    text, parts, shape, at = column, {}, "", 0
    for token in re.findall("%.|.", written):
        width = (4 if token == "%Y" else 2) if token.startswith("%") else 1
        parts[token] = text.substr(at, width)
        shape += f"[0-9]{{{width}}}" if token.startswith("%") else re.escape(token)
        at += width
    year, month, day, hour, minute, second = (
        parts.get(token, ibis.literal("00")) for token in ("%Y", "%m", "%d", "%H", "%M", "%S")
    )
    whole = year + "-" + month + "-" + day + " " + hour + ":" + minute + ":" + second
    return text.re_search(f"^{shape}$").ifelse(whole, ibis.null("string")).try_cast("timestamp")
