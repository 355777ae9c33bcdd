"""``data/units.csv`` as people and Excel save it → a table of texts and days, fit for every output."""

import re
from io import StringIO

import pandas as pd

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.sentences import listed
from dbp_analysis.common.texts import begins_formula, on_one_line, unfit_in, unfit_text

REGISTER_COLUMNS = ("place", "code", "type", "name", "valid_from", "valid_to", "successor")
ALIASES = "aliases"
CATEGORY = "category"
CLUSTER = "cluster"
DAYS = ("valid_from", "valid_to")

_SEPARATOR_LINE = re.compile(r"\Asep=.\r?\n", re.IGNORECASE)
_SEPARATORS = (",", ";", "\t")
# A day that Excel of another language would have written the other way round: 7/1/2025 for 1 July.
_UNPADDED = r"[1-9]/[1-9]/\d{4}|[1-9]/1[0-2]/\d{4}|1[0-2]/[1-9]/\d{4}"
_DAY_FIRST = r"(1[3-9]|2\d|3[01])/\d{1,2}/\d{4}"


def register_table(text: str, file_name: str) -> pd.DataFrame:
    """The rows of a register, days as days (NaT where blank), all else text without blanks around it.

    Commas, semicolons or tabs part the cells, whichever the header has; days are 2025-07-01 or 01/07/2025; a
    row or an unnamed column of blanks is none. Raise ``DataRejected`` for what is no such table.
    """
    text = _SEPARATOR_LINE.sub("", text)
    header = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    unfit = Problem(
        "units",
        "Danh mục đơn vị không phải bảng CSV UTF-8.",
        "Lưu lại dạng CSV UTF-8, các ô phân cách bằng dấu phẩy hoặc dấu chấm phẩy.",
        file_name,
    )
    try:
        table = pd.read_csv(StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except ValueError:  # empty, or rows of more cells than the header
        raise DataRejected([unfit]) from None
    if len(table.columns) == 1:  # parted by something else
        raise DataRejected([unfit])
    table = table.fillna("").map(on_one_line).rename(columns=lambda name: name.strip().lower())
    unnamed = [name for name in table if str(name).startswith("unnamed: ") and table[name].eq("").all()]
    table = table.drop(columns=unnamed)[(table != "").any(axis="columns")]
    missing = [column for column in REGISTER_COLUMNS if column not in table]
    if missing:
        what, names = f"Danh mục thiếu cột {listed(missing)}.", f"Dòng đầu ghi: {','.join(REGISTER_COLUMNS)}."
        raise DataRejected([Problem("units", what, names, file_name, column=missing[0])])
    _refuse_unfit(table, file_name)
    _refuse_unnamed(table, file_name)
    table = table.assign(**{column: _with_zeros(table[column]) for column in ("code", "successor")})
    table = table.assign(**_days(table[list(DAYS)], file_name))
    if backwards := list(table.index[table["valid_from"].gt(table["valid_to"])]):
        what = "valid_from sau valid_to: dòng không có hiệu lực ngày nào."
        row = int(backwards[0]) + 2
        raise DataRejected(
            [Problem("units", what, "Sửa lại hai ngày này.", file_name, row=row, column="valid_from")]
        )
    return table


def _with_zeros(codes: pd.Series) -> pd.Series:
    """Codes of communes with the zeros that a spreadsheet took from them: all have five digits."""
    return codes.str.replace(r"^([1-9]\d{3})(?:\.0)?$", r"0\1", regex=True)


def _refuse_unnamed(table: pd.DataFrame, file_name: str) -> None:
    """Raise ``DataRejected`` naming every row that says not which unit it is, of which type or place."""
    remedy = "Ghi đủ place, type và name của đơn vị, hoặc bỏ dòng này."
    problems = [
        Problem("units", "Dòng để trống ô này.", remedy, file_name, row=int(row) + 2, column=column)
        for column in ("place", "type", "name")
        for row in table.index[table[column].eq("")]
    ]
    if problems:
        raise DataRejected(problems)


def _days(written: pd.DataFrame, file_name: str) -> dict[str, pd.Series]:
    days = {column: pd.to_datetime(written[column], format="%Y-%m-%d", errors="coerce") for column in DAYS}
    if not any((days[column].isna() & written[column].ne("")).any() for column in DAYS):
        return days
    by_slashes = written.replace(r"^(\d{1,2})-(\d{1,2})-(\d{4})$", r"\1/\2/\3", regex=True)
    is_day_first = any(by_slashes[column].str.fullmatch(_DAY_FIRST).any() for column in DAYS)
    problems: list[Problem] = []
    for column in DAYS:
        texts = by_slashes[column]
        read = days[column].fillna(pd.to_datetime(texts, format="%d/%m/%Y", errors="coerce"))
        days[column] = read if is_day_first else read.mask(texts.str.fullmatch(_UNPADDED))
        unknown = written.loc[days[column].isna() & texts.ne(""), column]
        problems += [
            Problem(
                "units",
                f"Ngày không hợp lệ hoặc không rõ ngày, tháng: {day!r}{_more(len(rows) - 1)}.",
                "Ghi ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2025-07-01, hoặc NGÀY/THÁNG/NĂM đủ hai chữ số, ví dụ "
                "01/07/2025; để trống khi không giới hạn.",
                file_name,
                row=int(rows.index[0]) + 2,
                column=column,
                kind="day",
            )
            for day, rows in unknown.groupby(unknown, sort=False)
        ]
    if problems:
        raise DataRejected(problems)
    return days


def _more(others: int) -> str:
    return f" (và {others} ô khác như vậy)" if others else ""


def _refuse_unfit(table: pd.DataFrame, file_name: str) -> None:
    """Raise ``DataRejected`` naming every cell that some output cannot hold as it stands."""
    texts = {column: table[column].tolist() for column in table}
    unfit = [
        Problem("units", *unfit_text(found), file_name, row=int(table.index[at]) + 2, column=str(column))
        for column, cells in texts.items()
        if unfit_in("".join(cells))  # most columns need no look at each cell
        for at, text in enumerate(cells)
        if (found := unfit_in(text))
    ]
    formulas = [
        Problem(
            "units",
            f"Ô bắt đầu bằng dấu {text[0]!r}, bảng tính sẽ coi là công thức.",
            "Ghi lại bắt đầu bằng chữ hoặc chữ số.",
            file_name,
            row=int(table.index[at]) + 2,
            column=column,
        )
        for column in REGISTER_COLUMNS
        for at, text in enumerate(texts[column])
        if begins_formula(text)
    ]
    if unfit or formulas:
        raise DataRejected([*unfit, *formulas])
