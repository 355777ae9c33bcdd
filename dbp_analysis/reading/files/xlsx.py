"""Workbooks of Excel 2007 and later (xlsx, xlsm), read by calamine from members of a bounded size.

Binary ones (xlsb) are not: calamine shows their errors as blanks, and nothing says how far they reach.
"""

import datetime
import math
import re
from collections.abc import Sequence
from typing import TypeAlias

import python_calamine

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.archive import pack, unpack
from dbp_analysis.reading.files.refusal import corrupt, encrypted
from dbp_analysis.reading.files.sheet import Cell, Sheet, sheet_of
from dbp_analysis.reading.files.xlsx_extent import extent_of, has_strings, shared_text
from dbp_analysis.reading.files.xlsx_parts import standard_parts

# Parts that hold no cell: calamine never sees them.
_LEFT_OUT = re.compile(
    r"(?:docProps|customXml|xl/(?:theme|media|drawings|charts|chartsheets|pivotCache|pivotTables|tables"
    r"|externalLinks|printerSettings|embeddings|activeX|ctrlProps|comments|threadedComments|persons|slicers"
    r"|queryTables|diagrams|webextensions|calcChain\.xml))",
    re.IGNORECASE,
)
# calamine takes memory for as many strings as the part declares, before it reads the first.
_TOO_MANY_DECLARED = re.compile(rb"""uniqueCount\s*=\s*["'](?![0-9]{1,7}["'])""")
# calamine leaves out errors and formulas without a stored value: they are handed to it as the text they show,
# so that nobody takes them for cells that are empty. A formula of type "str" has one: no text.
_ERROR_TYPE = re.compile(rb'(<c(?: [^<>]*)?) t="e"')
_UNCALCULATED = re.compile(
    rb"""(<c(?: (?!t="str")[a-z]+="[^"<>]*")*>)<f(?: [^<>]*)?(?:/>|>([^<]*)</f>)(?:<v></v>|<v ?/>)?</c>"""
)

# A run of a rich text that is raised or struck out and begins with a digit: calamine would append it to the
# run before, and "100" with the mark of a footnote become 1001.
_RUN = re.compile(rb"(<rPr>(?:(?!</rPr>).)*</rPr>\s*<t(?: [^<>]*)?>)(?=\d)", re.DOTALL)
_MARKED = re.compile(rb"""<vertAlign val=["'](?:super|sub)script|<strike\s*(?:/|val=["'](?:1|true))""")

_Value: TypeAlias = Cell | datetime.time | datetime.timedelta


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of a workbook, hidden ones included; chart and macro sheets have no cells.

    A formula without a stored value and an error are the text they show: ``=A1+B1``, ``#N/A``. Raises
    ``RefusalError`` when the workbook is broken or encrypted, or reaches beyond the bounds.
    """
    members = standard_parts(unpack(data, _is_needed))
    _check_cells(members)
    workbook_file = pack({name: _with_uncalculated(content) for name, content in members.items()})
    del members
    try:
        with python_calamine.load_workbook(workbook_file) as workbook:
            return _worksheets(workbook)
    except python_calamine.PasswordError as error:
        raise encrypted() from error
    except python_calamine.CalamineError as error:
        raise corrupt() from error


def _is_needed(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and not _LEFT_OUT.match(name)


def _with_uncalculated(content: bytes) -> bytes:
    """A part with its errors, its formulas without a stored value and its raised digits as texts."""
    if b't="e"' in content:
        content = _ERROR_TYPE.sub(rb'\1 t="str"', content)
    if b"<rPr>" in content and _MARKED.search(content):
        content = _RUN.sub(lambda run: run[1] + b"^" * bool(_MARKED.search(run[1])), content)
    if b"<f" in content:
        content = _UNCALCULATED.sub(rb"\1<is><t>=\2</t></is></c>", content)
    return content


def _check_cells(members: dict[str, bytes]) -> None:
    """Raise ``RefusalError`` when the cells, or the text they share, would take too much memory."""
    if any(_TOO_MANY_DECLARED.search(content) for content in members.values()):
        raise corrupt("số chuỗi ký tự khai báo không hợp lệ")
    extents = {name: extent_of(content) for name, content in members.items()}
    cells = 0
    for extent in extents.values():
        cells = bounds.check_rectangle(extent.rows, extent.columns, cells)
    # calamine writes a shared string out for every cell that refers to it: a few kilobytes can stand for
    # gigabytes. Counted exactly only where the strings are long enough to allow that.
    references = sum(extent.shared for extent in extents.values())
    if references * sum(map(len, members.values())) > bounds.TEXT_CHARACTERS:
        sheets = [members[name] for name, extent in extents.items() if extent.shared]
        bounds.check_text(shared_text(sheets, [*filter(has_strings, members.values())]))


def _worksheets(workbook: python_calamine.CalamineWorkbook) -> tuple[Sheet, ...]:
    metadata = workbook.sheets_metadata
    bounds.check_sheets(len(metadata))
    sheets: list[Sheet] = []
    cells = 0
    # Equal strings become one object: a report repeats its names on thousands of rows.
    known: dict[str, str] = {}
    for index, sheet in enumerate(metadata):
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        values = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
        # Several sheets may show the same part, so the parts alone do not bound their sum.
        cells = bounds.check_rectangle(len(values), len(values[0]) if values else 0, cells)
        hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append(sheet_of(sheet.name, [_row(row, known) for row in values], hidden=hidden))
    return tuple(sheets)


def _row(values: Sequence[_Value], known: dict[str, str]) -> list[Cell]:
    # Most cells are finite numbers; sparing them the call halves the time of a large sheet.
    return [
        value if value.__class__ is float and value - value == 0.0 else _cell(value, known)
        for value in values
    ]


def _cell(value: _Value, known: dict[str, str]) -> Cell:
    if isinstance(value, str):
        return known.setdefault(value, value)
    if isinstance(value, float) and not math.isfinite(value):
        # Only a hand-made file has them; as text they fail wherever a number is expected.
        return str(value)
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value
