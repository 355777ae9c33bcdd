"""``cham-tay.csv``: points by people, a row a figure with its reason → a reading for each figure."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.near import nearest
from dbp_analysis.common.numbers import in_full, settle
from dbp_analysis.common.texts import unaccented, unfit_in, unfit_text
from dbp_analysis.reading.cells import cell_text, header_key, points_number, without_value
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.files import Cell, Sheet, column_letter
from dbp_analysis.settings.by_people import HEADS, StatedFigure, is_form, stated_figures
from dbp_analysis.settings.layout import Column, Layout
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.unit_names import UnitMatcher

CHECK = "by-people"
_LONGEST_REASON = 2_000
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}$")
"""A value that Vietnamese reads as thousands and a program as a fraction; points have a bound that tells."""
_KNOWN_HEADS = {
    "unit": ("don vi", "ten don vi", "ma don vi", "unit"),
    "figure": ("chi tieu", "chi so", "noi dung", "figure", "indicator"),
    "points": ("diem", "so diem", "gia tri", "diem/gia tri", "points", "value"),
    "reason": ("ly do", "reason"),
}
_NAMED = dict(zip(_KNOWN_HEADS, HEADS, strict=True))


@dataclass(frozen=True)
class GivenFigure:
    """A figure as people gave it to a unit, and why; ``name`` is its id in the scheme."""

    unit_code: str
    name: str
    title: str
    value: float
    reason: str


@dataclass(frozen=True)
class _Row:
    """A row that is certain: 1-based ``row`` of the sheet."""

    row: int
    unit_code: str
    figure: str
    value: float
    reason: str


class _WrongCellError(ValueError):
    """What is wrong in which cell of a row, and what to do."""

    def __init__(self, head: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.head, self.what, self.remedy = head, what, remedy


def read_form(
    file: str, sheets: Sequence[Sheet], scheme: Scheme, matcher: UnitMatcher, own: Container[str]
) -> tuple[list[Reading], list[Problem]] | None:
    """The readings of a form of points by people, one a sheet and figure, and what is wrong with it; None for
    a file that is no such form, neither by its name nor by its heads. A row without points, or of a unit that
    is not one of ``own``, says nothing.
    """
    forms = [(sheet, *found) for sheet in sheets if (found := _heads(sheet))]
    if not forms:
        return ([], [_without_heads(file)]) if is_form(file) else None
    figures = stated_figures(scheme)
    problems: list[Problem] = []
    readings: list[Reading] = []
    seen: dict[tuple[str, str], str] = {}
    empty, filled = True, False
    for sheet, head_row, heads in forms:
        rows: list[_Row] = []
        below = [
            (at, row) for at, row in enumerate(sheet.rows[head_row + 1 :], head_row + 2) if any(_texts(row))
        ]
        empty = empty and not below
        for at, cells in below:
            filled = filled or bool(cell_text(cells[heads["points"]]))
            try:
                row = _row(at, cells, heads, figures, matcher, own)
                if row is None:
                    continue
                there = f"trang {sheet.name}, dòng {at}"
                if (first := seen.setdefault((row.unit_code, row.figure), there)) != there:
                    what = f"Điểm này của đơn vị đã có ở {first}."
                    raise _WrongCellError("figure", what, "Giữ một dòng có điểm đúng, xóa dòng kia.")
            except _WrongCellError as wrong:
                column = column_letter(heads[wrong.head])
                problems.append(Problem(CHECK, wrong.what, wrong.remedy, file, sheet.name, at, column))
            else:
                rows.append(row)
        readings += [_reading(file, sheet, figure, rows, heads) for figure in figures]
    readings = [reading for reading in readings if len(reading.counts)]
    if not (readings or problems or filled):  # it may be filled in for another list only
        what = "Biểu chấm điểm không có dòng nào." if empty else "Biểu chấm điểm chưa điền điểm nào."
        remedy = "Điền điểm và lý do của từng đơn vị; nếu kỳ này không chấm thì chuyển tệp ra khỏi thư mục."
        problems.append(Problem(CHECK, what, remedy, file, severity="error" if empty else "warning"))
    return readings, problems


def given_figures(readings: Iterable[Reading]) -> tuple[GivenFigure, ...]:
    """What people gave, with the reasons that they wrote, by unit."""
    found = [
        GivenFigure(unit, name, reading.layout.title, float(reading.counts[name][row]), reason)
        for reading in readings
        for row, reason in reading.reasons.items()
        for name, unit in [(str(reading.counts.columns[0]), str(reading.units[row]))]
    ]
    return tuple(sorted(found, key=lambda one: one.unit_code))


def _key(cell: Cell) -> str:
    return unaccented(header_key(cell)).strip(" :*")


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell_text(cell) for cell in row]


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The 0-based row of the heads, and the column of each."""
    for at, row in enumerate(sheet.rows[:20]):
        keys = [_key(cell) for cell in row]
        found = {
            head: [n for n, key in enumerate(keys) if key in known] for head, known in _KNOWN_HEADS.items()
        }
        if all(len(columns) == 1 for columns in found.values()):
            return at, {head: columns[0] for head, columns in found.items()}
    return None


def _without_heads(file: str) -> Problem:
    what = "Biểu chấm điểm không có dòng tiêu đề đủ bốn cột, mỗi cột một lần."
    return Problem(CHECK, what, f"Ghi tên các cột ở dòng đầu: {', '.join(HEADS)}.", file)


def _row(
    at: int,
    cells: Sequence[Cell],
    heads: Mapping[str, int],
    figures: Sequence[StatedFigure],
    matcher: UnitMatcher,
    own: Container[str],
) -> _Row | None:
    """What a row says, None where it has no points or is of another list; raise ``_WrongCellError`` where it
    is not certain.
    """
    beside = [text for column, text in enumerate(_texts(cells)) if text and column > max(heads.values())]
    if beside:
        what = f"Có ô thừa bên phải bảng: {beside[0]!r}."
        remedy = 'Đặt trong dấu nháy kép ô có dấu phẩy, ví dụ "3,5"; xóa ô thừa.'
        raise _WrongCellError("reason", what, remedy)
    cell = cells[heads["points"]]
    if not cell_text(cell):
        return None
    unit, called = cell_text(cells[heads["unit"]]), cell_text(cells[heads["figure"]])
    code = _unit_code(unit, matcher)
    if code not in own:
        return None
    figure = _figure(called, figures)
    value = _value(cell, figure)
    return _Row(at, code, figure.name, value, _reason(cells[heads["reason"]]))


def _unit_code(written: str, matcher: UnitMatcher) -> str:
    by_name = matcher.match(name=written)
    if code := matcher.match(code=written).unit_code or by_name.unit_code:
        return code
    hint = f" Có phải: {' hoặc '.join(by_name.suggestions)}?" if by_name.suggestions else ""
    what = f"Không có đơn vị {written!r} trong kỳ này.{hint}" if written else "Dòng có điểm không ghi đơn vị."
    raise _WrongCellError("unit", what, "Ghi tên hoặc mã đơn vị như trong data/units.csv.")


def _figure(written: str, figures: Sequence[StatedFigure]) -> StatedFigure:
    if not written:
        raise _WrongCellError("figure", "Dòng có điểm không ghi chỉ tiêu.", "Ghi tên hoặc mã chỉ tiêu.")
    for key in (header_key, _key):  # as it is written before without diacritics
        meant = [one for one in figures if key(written) in map(key, one.calls)]
        if len(meant) == 1:
            return meant[0]
        if meant:
            names = " hoặc ".join(one.name for one in meant)
            what = f"Chỉ tiêu {written!r} có thể là nhiều chỉ tiêu."
            raise _WrongCellError("figure", what, f"Ghi mã: {names}.")
    titles = [one.title for one in figures]
    near = " hoặc ".join(nearest(written, titles))
    known = "; ".join(f"{one.title} ({one.name})" for one in figures)
    remedy = f"Có phải {near}?" if near else f"Ghi một trong: {known}."
    if not figures:
        remedy = "Bộ chỉ số không có điểm nào do người chấm: chuyển tệp ra khỏi thư mục của kỳ."
    raise _WrongCellError("figure", f"Không nhận ra chỉ tiêu {written!r}.", remedy)


def _value(cell: Cell, figure: StatedFigure) -> float:
    remedy = "Ghi một số từ 0 trở lên, ví dụ 3,5; để trống nếu chưa biết."
    text = cell_text(cell)
    if said := without_value(cell):
        raise _WrongCellError("points", f"Ô {said}.", remedy)
    if text[:1] in "-−–" and any(map(str.isdigit, text)):
        raise _WrongCellError("points", f"Số âm: {text}.", remedy)
    if figure.most is None and isinstance(cell, str) and _THOUSANDS.match(text):
        either = f"{text.replace('.', '')} hay {in_full(float(text))}"
        raise _WrongCellError("points", f"Không rõ {text} là {either}.", f"Ghi lại cho rõ: {either}.")
    try:
        value = points_number(cell) or 0.0  # it is not blank
    except ValueError:
        raise _WrongCellError("points", f"Không phải là một số: {text!r}.", remedy) from None
    if figure.most is not None and settle(value) > figure.most:
        what = f"{figure.title}: {in_full(value)} điểm, vượt mức tối đa {in_full(figure.most)}."
        raise _WrongCellError("points", what, "Đối chiếu với bảng chấm điểm rồi ghi lại.")
    return value


def _reason(cell: Cell) -> str:
    text = cell_text(cell)
    remedy = "Ghi ngắn gọn căn cứ của điểm này."
    if not text:
        raise _WrongCellError("reason", "Điểm không có lý do.", remedy)
    if unfit := unfit_in(text):
        raise _WrongCellError("reason", *unfit_text(unfit))
    if len(text) > _LONGEST_REASON:
        raise _WrongCellError("reason", f"Lý do dài quá {_LONGEST_REASON} ký tự.", remedy)
    return text


def _reading(
    file: str, sheet: Sheet, figure: StatedFigure, rows: Sequence[_Row], heads: Mapping[str, int]
) -> Reading:
    own = [row for row in rows if row.figure == figure.name]
    at = [row.row for row in own]
    header = (_NAMED["points"],)
    kind = {"value": figure.name} if figure.most is None else {"points": figure.name}
    return Reading(
        layout=Layout(
            id="cham-tay",
            title=figure.title,
            file_name=file,
            source="người chấm điểm",
            period="none",
            covers="some",
            unit_name=(_NAMED["unit"],),
            columns=(Column.model_validate({**kind, "header": header}),),
        ),
        file=file,
        sheet=sheet.name,
        heading="",
        counts=pd.DataFrame({figure.name: [row.value for row in own]}, index=at, dtype=float),
        units=pd.Series([row.unit_code for row in own], index=at, dtype=object),
        columns={figure.name: column_letter(heads["points"])},
        totals=pd.DataFrame(columns=[figure.name], dtype=float),
        hidden=sheet.hidden,
        reasons={row.row: row.reason for row in own},
    )
