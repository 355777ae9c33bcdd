"""A tiny place for the tests, made by code: three units, two exports, one scheme. See the fixtures."""

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import xlsxwriter

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs, read_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.scorecard import Scorecard

PROJECT = Path(__file__).parents[1]
MONTH = "2023-12"

Row = list[object]

UNITS = """\
place,code,type,name,valid_from,valid_to,successor
vi-du,03127,Phường,Him Lam,,2025-06-30,03127
vi-du,03145,Xã,Thanh Minh,,2025-06-30,03127
vi-du,03316,Xã,Nà Tấu,,2025-06-30,03316
"""

SCHEME = """\
id = "bo-thu"
title = "Bộ chỉ số thử"
legal_basis = ["Quyết định số 1/QĐ-UBND ngày 01/01/2023"]
scale = 10
bands = [
  { name = "Xuất sắc", printed = "Xuất sắc", at_least = 9 },
  { name = "Khá", printed = "Khá", at_least = 7 },
  { name = "Yếu", printed = "Yếu", at_least = 0 },
]

[counts]
received = "Tiếp nhận"
received_online = "Tiếp nhận trực tuyến"
resolved = "Đã giải quyết"
resolved_on_time = "Đã giải quyết đúng hạn"
payable = "Hồ sơ có phí, lệ phí"
paid_online = "Thanh toán trực tuyến"

[[groups]]
id = "progress"
name = "Tiến độ giải quyết"
short_name = "Tiến độ"

[[groups.indicators]]
id = "on_time"
name = "Tỷ lệ giải quyết đúng hạn"
short_name = "Đúng hạn"
label = "Chỉ số 1"
maximum = 30
numerator = ["resolved_on_time"]
denominator = ["resolved"]
no_cases = "full"

[[groups]]
id = "online"
name = "Nhóm dịch vụ công trực tuyến"
short_name = "Trực tuyến"

[[groups.indicators]]
id = "submitted"
name = "Tỷ lệ hồ sơ nộp trực tuyến"
short_name = "Nộp trực tuyến"
label = "Chỉ số 1"
maximum = 10
numerator = ["received_online"]
denominator = ["received"]
no_cases = "full"

[[groups.indicators]]
id = "paid"
name = "Tỷ lệ thanh toán trực tuyến"
short_name = "Thanh toán trực tuyến"
label = "Chỉ số 2"
maximum = 10
numerator = ["paid_online"]
denominator = ["payable"]
no_cases = "full"

[[findings]]
id = "submitted-low"
indicators = ["submitted"]
below = 0.5
text = "{count} đơn vị chưa đảm bảo {threshold} số hồ sơ nộp vào: {units}"
request = "đẩy mạnh nộp hồ sơ trực tuyến"
"""

DOSSIERS_LAYOUT = """\
id = "ho-so"
title = "Tình hình giải quyết hồ sơ"
file_name = "ho-so.xlsx"
source = "Hệ thống của tỉnh › Hồ sơ"
unit_name = ["Đơn vị"]
columns = [
  { count = "received", header = ["Tiếp nhận", "Tổng số"] },
  { count = "received_online", header = ["Tiếp nhận", "Trong kỳ", "Trực tuyến"] },
  { count = "received_counter", header = ["Tiếp nhận", "Trong kỳ", "Trực tiếp"] },
  { count = "resolved", header = ["Đã giải quyết", "Tổng số"] },
  { count = "resolved_on_time", header = ["Đã giải quyết", "Đúng hạn"] },
]
identities = [
  { name = "(3) = (4) + (5)", left = ["received"], right = ["received_online", "received_counter"] },
]
"""

PAYMENTS_LAYOUT = """\
id = "thanh-toan"
title = "Thanh toán trực tuyến"
file_name = "thanh-toan.csv"
source = "Hệ thống của tỉnh › Thanh toán"
period = "none"
unit_name = ["Đơn vị"]
unit_code = ["Mã đơn vị"]
columns = [
  { count = "received", header = ["Tiếp nhận"] },
  { count = "payable", header = ["Hồ sơ có phí, lệ phí"], label = "Số lượng" },
  { count = "paid_online", header = ["Thanh toán trực tuyến"], label = "Số lượng" },
]
"""

PUBLICATION = """\
id = "vi-du"
title = "Báo cáo thử"
place = "vi-du"
place_name = "thành phố Ví Dụ"
scheme = "bo-thu"
layouts = ["ho-so", "thanh-toan"]
unit_noun = "đơn vị xã, phường"

[issuer]
name = ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ VÍ DỤ"]
short_name = "UBND thành phố Ví Dụ"

[report]
symbol = "BC-UBND"
place = "Ví Dụ"
subject = ["Kết quả đánh giá {period}"]
legal_basis = ["Căn cứ Quyết định số 1/QĐ-UBND."]
opening = "UBND thành phố báo cáo kết quả {period} như sau:"
shortcomings = "Trong {period} còn một số tồn tại, hạn chế:"
closing = "Trên đây là Báo cáo {period}./."
recipients = ["UBND tỉnh (b/c)", "Lưu: VT"]
annex_title = ["KẾT QUẢ ĐÁNH GIÁ", "{PERIOD}"]

[report.signature]
authority = ["CHỦ TỊCH"]
"""


def dossier_rows() -> list[Row]:
    """The sheet of ``ho-so.xlsx``: title, header of three rows, numbering, units (7–9), total (10), note."""
    return [
        ["TÌNH HÌNH GIẢI QUYẾT HỒ SƠ", *[None] * 6],
        ["Kỳ báo cáo: Tháng 12 năm 2023", *[None] * 6],
        ["STT", "Đơn vị", "Tiếp nhận", None, None, "Đã giải quyết", None],
        [None, None, "Tổng số", "Trong kỳ", None, "Tổng số", "Đúng hạn"],
        [None, None, None, "Trực tuyến", "Trực tiếp", None, None],
        ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)", "(7)"],
        [1, "UBND phường Him Lam", 1200, 1000, 200, 1100, 1100],
        [2, "UBND xã Thanh Minh", 80, 60, 20, 70, 68],
        [3, "UBND xã Nà Tấu", 150, 56, 94, 140, 140],
        [None, "Tổng số", 1430, 1116, 314, 1310, 1308],
        [None, "Ghi chú: số liệu trích lúc 08 giờ.", *[None] * 5],
    ]


MERGED = ("A3:A5", "B3:B5", "C3:E3", "C4:C5", "D4:E4", "F3:G3", "F4:F5", "G4:G5")
"""The cells that the header of ``ho-so.xlsx`` merges."""


def payment_rows() -> list[Row]:
    """The table of ``thanh-toan.csv``: header in row 1, units in rows 2–4, several numbers in a cell."""
    return [
        ["Mã đơn vị", "Đơn vị", "Tiếp nhận", "Hồ sơ có phí, lệ phí", "Thanh toán trực tuyến"],
        ["03127", "Phường Him Lam", "1.200", "Số lượng: 1.020", "Số lượng: 510 Tỷ lệ: 50%"],
        ["03145", "Xã Thanh Minh", "80", "Số lượng: 40", "Số lượng: 10 Tỷ lệ: 25%"],
        ["03316", "Xã Nà Tấu", "150", "Số lượng: 0", "Số lượng: 0 Tỷ lệ: 0%"],
    ]


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """A CSV file as Excel saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[object]],
    merged: Iterable[str] = (),
    extra_sheet: Sequence[Sequence[object]] = (),
) -> None:
    """A workbook with the sheet ``Sheet1``; ``merged`` cells keep the value of their first cell."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for area in merged:
            sheet.merge_range(area, "")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        if extra_sheet:
            second = book.add_worksheet("Sheet2")
            for at, row in enumerate(extra_sheet):
                second.write_row(at, 0, row)


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the locks, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".locks" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def with_value(rows: list[Row], row: int, column: str, value: object) -> list[Row]:
    """``rows`` with another value in one cell, addressed as a spreadsheet does: 1-based row, letter."""
    changed = [list(cells) for cells in rows]
    changed[row - 1][ord(column) - ord("A")] = value
    return changed


def without_row(rows: list[Row], row: int) -> list[Row]:
    """``rows`` without one, 1-based."""
    return rows[: row - 1] + rows[row:]


@dataclass(frozen=True)
class Place:
    """A data folder with one publication and one month of exports, to be changed at will."""

    data: Path
    output: Path
    publication: str
    month: str = MONTH

    @property
    def folder(self) -> Path:
        """Where the exports of the month lie."""
        return self.data / self.publication / self.month

    def change(self, name: str, old: str, new: str) -> Path:
        """Replace a text that stands in a file of the data folder, and return the file."""
        path = self.data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        return path

    def dossiers(self, rows: Sequence[Row]) -> None:
        """Write ``ho-so.xlsx`` of the tiny place anew."""
        write_xlsx(self.folder / "ho-so.xlsx", rows, MERGED if rows[2:5] == dossier_rows()[2:5] else ())

    def payments(self, rows: Sequence[Row]) -> None:
        """Write ``thanh-toan.csv`` of the tiny place anew."""
        write_csv(self.folder / "thanh-toan.csv", rows)

    def copy_to(self, publication: str, month: str) -> None:
        """The same exports (and publication) once more, as another publication or month."""
        target = self.data / publication / month
        shutil.copytree(self.folder, target)
        if publication != self.publication:
            shutil.copy(self.data / self.publication / "publication.toml", target.parent)
            self.change(
                f"{publication}/publication.toml", f'id = "{self.publication}"', f'id = "{publication}"'
            )

    def read(self) -> MonthInputs:
        """The month as it is now, read and checked."""
        return read_month(self.month, self.publication, self.data, self.output)

    def check(self, check_id: str) -> CheckResult:
        """One check on the month as it is now."""
        return next(check for check in self.read().checks if check.id == check_id)

    def problem(self, check_id: str) -> Problem:
        """The only problem that a check finds; fails when it finds none or several."""
        (problem,) = self.check(check_id).problems
        return problem


def make_place(root: Path) -> Place:
    """The tiny place, written into ``root``."""
    place = Place(root / "data", root / "outputs", "vi-du")
    files = {
        "units.csv": UNITS,
        "wording.toml": (PROJECT / "data" / "wording.toml").read_text(encoding="utf-8"),
        "schemes/bo-thu.toml": SCHEME,
        "layouts/ho-so.toml": DOSSIERS_LAYOUT,
        "layouts/thanh-toan.toml": PAYMENTS_LAYOUT,
        "vi-du/publication.toml": PUBLICATION,
    }
    for name, text in files.items():
        path = place.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    place.folder.mkdir()
    place.dossiers(dossier_rows())
    place.payments(payment_rows())
    return place


def copy_real(root: Path) -> Place:
    """The project's own data, copied into ``root``."""
    shutil.copytree(PROJECT / "data", root / "data")
    return Place(root / "data", root / "outputs", "dien-bien-phu")


def copy_partly_counted(root: Path) -> Place:
    """The same with October 2026 of Gia Lai as its pages of single groups have it: counts of a few communes,
    and of most only the points of the groups.
    """
    place = replace(copy_real(root), publication="gia-lai", month="2026-10")
    for name in ("cong-khai.csv", "thanh-toan-chung.csv"):
        (place.folder / name).unlink()
    pages = {"tien-do.csv": "progress", "so-hoa.csv": "digitisation", "hai-long.csv": "satisfaction"}
    for name, page in pages.items():
        published = (PROJECT / "tests" / "published" / f"gia-lai-{page}.csv").read_text(encoding="utf-8")
        codes = {row["code"] for row in csv.DictReader(published.splitlines())} | {"code"}
        lines = (place.folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.split(",")[0] in codes]
        (place.folder / name).write_text("".join(kept), encoding="utf-8")
    return place


@cache
def real_inputs(month: str = MONTH, publication: str = "dien-bien-phu") -> MonthInputs:
    """A month of the project's own data, read once for all tests: nobody may write into its frames."""
    return load_month_inputs(month, publication, PROJECT / "data")


@cache
def real_card(month: str = MONTH, publication: str = "dien-bien-phu") -> Scorecard:
    """Its scorecard, scored once for all tests."""
    return score_inputs(real_inputs(month, publication))
