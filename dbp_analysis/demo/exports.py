"""The four exports of a month as the source systems hand them out: titles, merged headers, total rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dbp_analysis.common.numbers import half_up, vietnamese
from dbp_analysis.common.periods import period_text
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.demo.settings import LABEL

CAPITAL_LABEL = LABEL.upper()

_CREATED = datetime(2000, 1, 1)
_TOTAL = "Tổng số"

Cells = Sequence[object]


@dataclass(frozen=True)
class _Form:
    """A sheet: ``titles`` above (``{period}`` is filled), the ``header`` rows with their ``merged`` cells,
    what stands below them, and the ``columns`` of the units; ``total`` says whether a total row ends it.
    """

    titles: tuple[str, ...]
    header: tuple[Cells, ...]
    merged: tuple[str, ...]
    below: tuple[Cells, ...]
    columns: tuple[str, ...]
    total: bool


_DOSSIERS = _Form(
    titles=(
        "Biểu số II.06a/VPCP/KSTT",
        f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH {CAPITAL_LABEL}",
        "Kỳ báo cáo: {period}",
        "Đơn vị tính: Số hồ sơ TTHC",
    ),
    header=(
        [
            *("TT", "Đơn vị", "Tiếp nhận", *[None] * 3),
            *("Số lượng hồ sơ đã giải quyết", *[None] * 3),
            *("Số lượng hồ sơ đang giải quyết", *[None] * 2),
        ],
        [
            *(None, None, "Tổng số", "Trong kỳ", None, "Từ kỳ trước"),
            *("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"),
            *("Tổng số", "Trong hạn", "Quá hạn"),
        ],
        [None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", *[None] * 8],
    ),
    merged=(
        *("A5:A7", "B5:B7", "C5:F5", "C6:C7", "D6:E6", "F6:F7", "G5:J5", "G6:G7", "H6:H7", "I6:I7", "J6:J7"),
        *("K5:M5", "K6:K7", "L6:L7", "M6:M7"),
    ),
    below=([f"({number})" for number in range(1, 14)], []),
    columns=(
        *("label", "received_total", "received_online", "received_counter", "carried_over"),
        *("resolved_total", "resolved_early", "resolved_on_time", "resolved_late"),
        *("pending_total", "pending_in_time", "pending_overdue"),
    ),
    total=True,
)

_DIGITISATION = _Form(
    titles=(
        "THEO DÕI MỨC ĐỘ SỐ HÓA CÁC ĐƠN VỊ - THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTg NGÀY 23/06/2022 " + CAPITAL_LABEL,
        "{period}",
    ),
    header=(
        [
            *("STT", "Đơn vị", "Tiếp nhận", "Số hóa hồ sơ TTHC khi tiếp nhận", *[None] * 3),
            *("Đã giải quyết", "Số hóa kết quả giải quyết", None),
        ],
        [
            *(None, None, None, "Chưa số hóa TPHS", "Có số hóa TPHS", "Có tái sử dụng thành phần"),
            *("Có tái sử dụng thành phần từ cổng DVC quốc gia", None, "Chưa số hóa", "Đã số hóa"),
        ],
    ),
    merged=("A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:H4", "I3:J3"),
    below=([],),
    columns=(
        *("label", "received_in_period", "dossiers_not_digitised", "dossiers_digitised", "dossiers_reused"),
        *("dossiers_reused_national", "resolved_total", "results_not_digital", "results_digital"),
    ),
    total=True,
)

_SATISFACTION = _Form(
    titles=(f"MỨC ĐỘ HÀI LÒNG CỦA NGƯỜI DÂN, DOANH NGHIỆP {CAPITAL_LABEL}", "{period}"),
    header=(
        [
            *("STT", "Mã đơn vị", "Đơn vị", "Phản ánh, kiến nghị", None, None),
            *("Đánh giá mức độ hài lòng khi tiếp nhận, giải quyết", None),
        ],
        [
            *(None, None, None, "Tổng số", "Xử lý đúng hạn", "Hài lòng với kết quả xử lý"),
            *("Số lượt đánh giá", "Số lượt hài lòng"),
        ],
    ),
    merged=("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:H3"),
    below=([],),
    columns=(
        *("code", "label", "petitions", "petitions_on_time", "petitions_satisfied"),
        *("ratings", "ratings_satisfied"),
    ),
    total=False,
)

_PAYMENT_TITLE = (
    f"THEO DÕI THANH TOÁN TRỰC TUYẾN - THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTG NGÀY 23/06/2022 {CAPITAL_LABEL}"
)
_PAYMENT_HEADER = (
    "STT",
    "Đơn vị",
    "Số lượng thủ tục có phí, lệ phí",
    "Tổng số hồ sơ thuộc các thủ tục có phí, lệ phí",
    "Số hồ sơ được thanh toán trực tuyến thuộc các thủ tục có phí, lệ phí",
)


def month_exports(month: str, units: pd.DataFrame, counts: pd.DataFrame) -> dict[str, bytes]:
    """The exports of ``month`` by file name; ``units`` and ``counts`` have one row a unit, in one order."""
    table = counts.assign(code=units["code"], label="UBND " + units["type"].str.lower() + " " + units["name"])
    return {
        "bieu-II-06a.xlsx": _workbook(_DOSSIERS, month, table),
        "so-hoa.xlsx": _workbook(_DIGITISATION, month, table),
        "muc-do-hai-long.xlsx": _workbook(_SATISFACTION, month, table),
        "thanh-toan-truc-tuyen.xls": _html(table),
    }


def _workbook(form: _Form, month: str, table: pd.DataFrame) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": form.titles[0], "comments": CAPITAL_LABEL, "created": _CREATED})
        sheet = book.add_worksheet("Sheet1")
        titled = book.add_format({"bold": True})
        headed = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        for area in form.merged:
            sheet.merge_range(area, "", headed)
        titles = [[title.format(period=capitalised(period_text(month)))] for title in form.titles]
        _write(sheet, 0, titles, titled)
        _write(sheet, len(titles), form.header, headed)
        first = len(titles) + len(form.header)
        _write(sheet, first, [*form.below, *_rows(form, table)])
        sheet.set_column(form.columns.index("label") + 1, form.columns.index("label") + 1, 28)
    return buffer.getvalue()


def _rows(form: _Form, table: pd.DataFrame) -> list[Cells]:
    """The units, numbered, and the total row where the form has one."""
    columns = [table[name].tolist() for name in form.columns]
    rows: list[Cells] = [(at, *cells) for at, cells in enumerate(zip(*columns, strict=True), start=1)]
    if form.total:
        sums = table[list(form.columns[1:])].sum().tolist()
        rows.append((None, _TOTAL, *sums))
    return rows


def _write(sheet: Worksheet, first: int, rows: Sequence[Cells], style: Format | None = None) -> None:
    for at, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value, style)


def _html(table: pd.DataFrame) -> bytes:
    """The table that the system calls ``.xls``; several numbers stand in a cell, with dots in thousands."""
    columns = (table[name].tolist() for name in ("label", "fee_procedures", "payable", "paid_online"))
    rows = (
        f"<tr><td>{at}</td><td>{label}</td><td>{procedures}</td>"
        f"<td><span>Số lượng: {vietnamese(payable)}</span></td>"
        f"<td><span>Số lượng: {vietnamese(paid)}</span><br/>"
        f"<span>Tỷ lệ: {_percent(paid, payable)}%</span></td></tr>"
        for at, (label, procedures, payable, paid) in enumerate(zip(*columns, strict=True), start=1)
    )
    header = "".join(f"<td><strong>{text}</strong></td>" for text in _PAYMENT_HEADER)
    text = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>'
        f'<table id="tableToExcel"><thead><tr><td colspan="{len(_PAYMENT_HEADER)}"><strong>{_PAYMENT_TITLE}'
        f"</strong></td></tr><tr>{header}</tr></thead><tbody>{''.join(rows)}</tbody></table></body></html>"
    )
    return text.encode()


def _percent(part: int, whole: int) -> float:
    return half_up(100 * part / whole, 2) if whole else 0.0
