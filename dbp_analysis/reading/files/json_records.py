"""Responses of a reporting service saved as JSON: their lists of records as sheets.

Made for the national public service portal, which answers ``{"code", "data", "message"}`` with the units in
``data.children`` or ``data.evaluation`` and their province in ``data.parent`` or ``data.overview``; nothing
but the fields that name a unit is taken for granted, since the portal publishes no description.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.json_text import SAVE_AGAIN, Json, Object, parse, quoted, sound, two_values
from dbp_analysis.reading.files.refusal import RefusalError, too_large
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of

_PAYLOAD = "data"
_NAMES_OF_A_UNIT = ("departmentName", "departmentCode", "departmentId")
_CODE = "code"
# The header must stay within the rows in which a layout looks for it.
_HEADING_ROWS = 100


def read_json(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Every list of objects as a sheet named by its path (``data.children``; ``name`` at the top).

    A sheet begins with heading rows: each text, whole number and boolean that stands outside the records, one
    ``path: value`` a row (at most 100; no fractions: "7.2023" would read as a month). Then follow one header
    row and a row a record, in order; columns in the order in which they first appear, ``None`` for what a
    record lacks. Texts stay texts, also those of digits; whole numbers of more than 15 digits become text.

    A column is named by the path of its value in the record: ``totalReceived``, ``payment.total``, and for a
    list of objects with codes by their code: ``metrics.DOSSIER_SYNC.numerator``. No position in a list says
    what it counts, so items without a code are left out, and items of the same code are never chosen from:
    a text in their column ("[3 mục]", "[2 mục cùng mã]") tells so, and fails where a layout wants a number.

    An object outside any list that names a unit is a sheet of one record. Its columns bear its path behind
    ``data`` (``parent.departmentName``): no layout takes the province for one of its units. An object that
    has a list of units of its own only heads them.

    Raises ``RefusalError`` when the text is no sound JSON, holds no records, has two values for one field,
    or reaches beyond the bounds.
    """
    response = parse(data)
    found = _Response()
    found.walk(response, "", "")
    if not found.tables:
        raise _without_records(response)
    sheets = []
    cells = 0
    for table in found.tables:
        columns, rows = _rectangle(table, cells)
        heading: list[list[Cell]] = [[line] for line in found.heading]
        cells = bounds.check_rectangle(len(heading) + 1 + len(rows), len(columns), cells)
        sheets.append(sheet_of(table.path or name, [*heading, columns, *rows]))
    return tuple(sheets)


@dataclass(frozen=True)
class _Table:
    path: str
    prefix: str  # of the names of the columns
    records: list[Object]


class _Response:
    """The tables of a response, and the lines of text around them."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.heading: list[str] = []

    def walk(self, value: Json, path: str, prefix: str) -> None:
        """``prefix`` is ``path`` without the ``data`` of the envelope."""
        if isinstance(value, list):
            self._walk_list(value, path)
        elif not isinstance(value, dict):
            self._add_line(value, path)
        elif _names_unit(value) and not any(map(_holds_units, value.values())):
            self._add_table(_Table(path, prefix, [value]))
        else:
            for key, inner in value.items():
                is_payload = not path and key == _PAYLOAD
                self.walk(inner, _joined(path, key), "" if is_payload else _joined(prefix, key))

    def _walk_list(self, items: list[Json], path: str) -> None:
        records = [item for item in items if isinstance(item, dict)]
        if not records:
            for number, item in enumerate(items, start=1):
                if isinstance(item, list):
                    self._walk_list(item, _joined(path, str(number)))
        elif len(records) < len(items):
            where = f" {quoted(path)}" if path else ""
            raise RefusalError(f"Danh sách{where} có mục không phải là bản ghi.", SAVE_AGAIN)
        elif any(records):
            self._add_table(_Table(path, "", records))

    def _add_table(self, table: _Table) -> None:
        bounds.check_sheets(len(self.tables) + 1)
        self.tables.append(table)

    def _add_line(self, value: str | int | float | bool | None, path: str) -> None:
        if value in (None, "") or isinstance(value, float) or len(self.heading) == _HEADING_ROWS:
            return
        shown = str(value).lower() if isinstance(value, bool) else sound(str(value))
        self.heading.append(f"{path}: {shown}")


def _rectangle(table: _Table, other_cells: int) -> tuple[list[Cell], list[list[Cell]]]:
    """The header and the rows, not padded; bounded while they grow."""
    columns: dict[str, int] = {}
    rows: list[list[Cell]] = []
    for record in table.records:
        row: dict[int, Cell] = {}
        for name, cell in _flattened(record, table.prefix):
            if name not in columns:
                columns[name] = len(columns)
                bounds.check_rectangle(len(rows) + 1, len(columns), other_cells)
            column = columns[name]
            if column in row:
                raise two_values(name)
            row[column] = cell
        rows.append([row.get(column) for column in range(len(columns))])
        bounds.check_rectangle(len(rows), len(columns), other_cells)
    return [*columns], rows


def _flattened(record: Object, path: str, is_coded: bool = False) -> Iterator[tuple[str, Cell]]:
    """The values of a record, each with the name of its column; of a coded one, without the code."""
    for key, value in record.items():
        if is_coded and key == _CODE:
            continue
        name = _joined(path, key)
        if isinstance(value, dict):
            yield from _flattened(value, name)
        elif isinstance(value, list):
            yield from _flattened_list(value, name)
        else:
            yield name, sound(value) if isinstance(value, str) else value


def _flattened_list(items: list[Json], path: str) -> Iterator[tuple[str, Cell]]:
    by_code: dict[str, list[Object]] = {}
    left_out = 0
    for item in items:
        code = item.get(_CODE) if isinstance(item, dict) else None
        if isinstance(item, dict) and isinstance(code, str | int) and str(code).strip():
            by_code.setdefault(str(code), []).append(item)
        else:
            left_out += 1
    if left_out:
        yield path, f"[{left_out} mục]"
    for code, coded in by_code.items():
        name = _joined(path, code)
        if len(coded) == 1:
            yield from _flattened(coded[0], name, is_coded=True)
            continue
        seen = set()
        for item in coded:
            for column, _ in _flattened(item, name, is_coded=True):
                if column not in seen:
                    seen.add(column)
                    yield column, f"[{len(coded)} mục cùng mã]"


def _names_unit(value: Object) -> bool:
    return any(isinstance(value.get(key), str | int) for key in _NAMES_OF_A_UNIT)


def _holds_units(value: Json) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, dict) and _names_unit(item) for item in value)
    return isinstance(value, dict) and any(map(_holds_units, value.values()))


def _joined(path: str, key: str) -> str:
    name = f"{path}.{sound(key)}" if path else sound(key)
    if len(name) > bounds.JSON_NAME_CHARACTERS:
        raise too_large(f"Tên trường trong tệp JSON dài quá {bounds.JSON_NAME_CHARACTERS} ký tự.")
    return name


def _without_records(response: Json) -> RefusalError:
    message = response.get("message") if isinstance(response, dict) else None
    said = f" (thông báo kèm theo: {quoted(message)})" if isinstance(message, str) and message else ""
    return RefusalError(
        f"Phản hồi của hệ thống không có số liệu{said}.",
        "Đăng nhập lại hệ thống nguồn, chọn đúng đơn vị và kỳ báo cáo, lưu lại phản hồi rồi chạy lại.",
    )
