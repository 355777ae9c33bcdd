"""Registers of invented dossiers in both vocabularies, whose counts are those of the month's forms."""

import datetime
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook

from dbp_analysis.common.periods import first_day, last_day
from dbp_analysis.counting.extra import missing
from dbp_analysis.demo.exports import CAPITAL_LABEL

MOST_ROWS_OF_A_SHEET, MOST_ROWS_OF_A_CSV = 100_000, 100_000
INTAKES = ("received_online", "received_counter", "carried_over")
OUTCOMES = ("resolved_early", "resolved_on_time", "resolved_late", "pending_in_time", "pending_overdue")
ASIDE = 0.01
"""Of a month's dossiers so many more are withdrawn or stopped, and so many stand on two rows."""
_CREATED = datetime.datetime(2000, 1, 1)
_HEADER = (
    (
        *("STT", "Số hồ sơ", "Tên thủ tục", "Lĩnh vực", "Người nộp hồ sơ", None, None, "Cơ quan giải quyết"),
        *("Hình thức nộp", "Thời gian", None, None, "Trạng thái", "Phí, lệ phí", None, "Số hóa", None),
        "Thời gian tạm dừng",
    ),
    (
        *(None, None, None, None, "Tổ chức/cá nhân nộp", "Địa chỉ", "Số điện thoại", None, None),
        *("Ngày tiếp nhận", "Hẹn trả", "Ngày hoàn thành", None, "Phí/lệ phí", "Hình thức thanh toán"),
        *("Số hóa thành phần", "Kết quả điện tử", None),
    ),
)
_STATUS = {4: "Đang xử lý", 7: "Rút hồ sơ", 8: "Dừng xử lý", 10: "Đã trả kết quả"}
_CHANNEL = {1: "Trực tiếp", 2: "Trực tuyến", 3: "Bưu chính"}


def month_registers(
    month: str, units: pd.DataFrame, counts: pd.DataFrame, seed: int, data: Path
) -> dict[str, bytes]:
    """The registers of ``month`` by file name; ``units`` and ``counts`` have one row a unit, in one order.

    The same arguments give the same bytes. ``data`` holds the calendar. Raise ``WrongUse`` where the packages
    of the extra ``dossiers`` are missing.
    """
    try:
        from dbp_analysis.counting.calendar import load_calendar
    except ImportError:
        raise missing("dossiers") from None
    year = first_day(month).year
    days = load_calendar(data, range(year - 1, year + 2)).table
    dossiers = invented_dossiers(month, units, counts, seed, days)
    return {**_books(dossiers), **_synchronised(dossiers)}


def invented_dossiers(
    month: str, units: pd.DataFrame, counts: pd.DataFrame, seed: int, days: pd.DataFrame
) -> pd.DataFrame:
    """A row a dossier, those that are repeated twice; moments, ``slip`` the due day before the pauses."""
    rng = np.random.default_rng([seed, int(month.replace("-", "")), 14])
    start, length = np.datetime64(first_day(month)), last_day(month).day
    table = counts.reset_index(drop=True)
    unit, intake = _spread(table, INTAKES)
    _, outcome = _spread(table, OUTCOMES)
    outcome = outcome[np.lexsort((rng.random(len(unit)), unit))]
    size = len(unit)

    def between(least: Any, most: Any) -> Any:
        return least + np.floor(rng.random(size) * (most - least + 1)).astype(int)

    received = np.where(intake == 2, between(-25, -1), between(0, length - 3))
    finished = between(np.maximum(received + 1, 0), length - 1)
    due = np.select(
        [outcome == at for at in range(5)],
        [
            between(finished + 1, finished + 5),
            finished,
            between(received, finished - 1),
            between(length - 1, length + 9),
            between(np.maximum(received, length - 6), length - 2),
        ],
    )
    resolved, in_month = outcome < 3, intake < 2
    payable = _chosen(unit, in_month, table["payable"], rng)
    frame = pd.DataFrame(
        {
            "unit": unit,
            "received": _moments(start, received, rng.integers(450, 990, size)),
            "due": _moments(start, due, np.full(size, 17 * 60)),
            "finished": _moments(start, finished, rng.integers(450, 1019, size)),
            "channel": np.where(intake == 0, 2, np.where(rng.random(size) < 0.9, 1, 3)),
            "status": np.where(resolved, 10, 4),
            "payable": payable,
            "paid": _chosen(unit, payable, table["paid_online"], rng),
            "digitised": _chosen(unit, in_month, table["dossiers_digitised"], rng),
            "digital": _chosen(unit, resolved, table["results_digital"], rng),
            "paused": np.where(rng.random(size) < 0.08, rng.integers(1, 4, size), 0),
        }
    )
    frame["channel"] = frame["channel"].mask((intake == 2) & (rng.random(size) < 0.5), 2)
    frame["finished"] = frame["finished"].where(resolved)
    aside = frame.sample(frac=ASIDE, random_state=rng)
    aside["status"] = rng.choice([7, 8], len(aside))
    frame = pd.concat([frame, aside]).sort_values(["unit", "received", "due"], ignore_index=True)
    frame["serial"] = frame.index + 1
    frame = _with_slips(frame, days)
    agency = "H99." + (frame["unit"] + 1).astype(str)
    serial = frame["serial"].astype(str).str.zfill(6)
    frame["code"] = agency + "-" + frame["received"].dt.strftime("%y%m%d") + "-" + serial
    frame["unit_code"] = units["code"].to_numpy()[frame["unit"]]
    labels = "UBND " + units["type"].str.lower() + " " + units["name"]
    frame["unit_name"] = labels.to_numpy()[frame["unit"]]
    frame["who"] = serial
    return pd.concat([frame, frame.sample(frac=ASIDE, random_state=rng)], ignore_index=True)


def _spread(counts: pd.DataFrame, names: tuple[str, ...]) -> tuple[Any, Any]:
    """Unit and place among ``names`` of as many dossiers as they count, by unit."""
    numbers = counts[list(names)].to_numpy().ravel()
    unit = np.repeat(np.repeat(np.arange(len(counts)), len(names)), numbers)
    return unit, np.repeat(np.tile(np.arange(len(names)), len(counts)), numbers)


def _chosen(unit: Any, among: Any, wanted: pd.Series, rng: np.random.Generator) -> Any:
    """Which dossiers are among so many as are ``wanted`` of each unit, drawn from ``among``."""
    order = np.lexsort((rng.random(len(unit)), ~among, unit))
    place = np.arange(len(unit)) - np.searchsorted(unit, unit)
    chosen = np.zeros(len(unit), dtype=bool)
    chosen[order] = place < wanted.to_numpy()[unit]
    return chosen


def _moments(start: np.datetime64, days: Any, minutes: Any) -> Any:
    return (start + days).astype("datetime64[m]") + minutes


def _with_slips(frame: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """The due moment as on the slip, so many working days earlier as the dossier was paused; one that is due
    on no working day, or would have been due before it was received, was not.
    """
    due = frame["due"].dt.normalize().astype("datetime64[us]")
    by_day = days.set_index("day")
    worked = days[days["worked"]].set_index("number")["day"]
    paused = frame["paused"].where(by_day["worked"].reindex(due).to_numpy(), 0)
    earlier = worked.reindex(by_day["number"].reindex(due).to_numpy() - paused).to_numpy()
    slip = pd.Series(earlier, index=frame.index) + pd.Timedelta(hours=17)
    paused = paused.where(slip >= frame["received"], 0)
    return frame.assign(paused=paused, slip=slip.where(paused > 0, frame["due"]))


def _yes_no(values: pd.Series) -> pd.Series:
    return values.map({True: "Có", False: "Không"})


def _books(dossiers: pd.DataFrame) -> dict[str, bytes]:
    """The one-stop system's register, as many workbooks as its rows need."""
    written = "%d/%m/%Y %H:%M"
    table = pd.DataFrame(
        {
            "code": dossiers["code"],
            "procedure": "Thủ tục thử",
            "field": "Lĩnh vực thử",
            "who": "NGUOI-NOP-" + dossiers["who"],
            "where": "DIA-CHI-" + dossiers["who"],
            "phone": "0900" + dossiers["who"],
            "unit": dossiers["unit_name"],
            "channel": dossiers["channel"].map(_CHANNEL),
            "received": dossiers["received"].dt.strftime(written),
            "slip": dossiers["slip"].dt.strftime(written),
            "finished": dossiers["finished"].dt.strftime(written),
            "status": dossiers["status"].map(_STATUS),
            "fee": dossiers["payable"].map({True: 25_000, False: None}),
            "paid": dossiers["paid"].map({True: "Trực tuyến", False: None}),
            "digitised": _yes_no(dossiers["digitised"]),
            "digital": _yes_no(dossiers["digital"]),
            "paused": dossiers["paused"].where(dossiers["paused"] > 0),
        }
    )
    starts = range(0, max(len(table), 1), MOST_ROWS_OF_A_SHEET)
    several = len(starts) > 1
    return {
        f"so-ho-so{f'-{at:03d}' if several else ''}.xlsx": _book(table[start : start + MOST_ROWS_OF_A_SHEET])
        for at, start in enumerate(starts, 1)
    }


def _book(table: pd.DataFrame) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"comments": CAPITAL_LABEL, "created": _CREATED})
        sheet = book.add_worksheet("So theo doi")
        sheet.write(0, 0, f"SỔ THEO DÕI HỒ SƠ {CAPITAL_LABEL}")
        for at, head in enumerate(_HEADER, 1):
            sheet.write_row(at, 0, head)
        for at, name in enumerate(table, 1):
            cells = table[name].astype(object).where(table[name].notna(), None)
            sheet.write_column(len(_HEADER) + 1, at, cells.tolist())
        sheet.write_column(len(_HEADER) + 1, 0, range(1, len(table) + 1))
    return buffer.getvalue()


def _synchronised(dossiers: pd.DataFrame) -> dict[str, bytes]:
    """The synchronisation form: CSV, or Parquet where that would be long."""
    small = len(dossiers) <= MOST_ROWS_OF_A_CSV
    moment: Callable[[str], pd.Series] = (
        (lambda name: dossiers[name].dt.strftime("%H:%M %d/%m/%Y")) if small else dossiers.__getitem__
    )
    table = pd.DataFrame(
        {
            "MaHoSo": dossiers["code"],
            "MaTTHC": "0.000000",
            "MaDonVi": dossiers["unit_code"],
            "KenhThucHien": dossiers["channel"],
            "NgayTiepNhan": moment("received"),
            "NgayHenTra": moment("due"),
            "NgayKetThucXuLy": moment("finished"),
            "TrangThaiHoSo": dossiers["status"],
            "CoPhiLePhi": dossiers["payable"].astype(int),
            "DuocThanhToanTrucTuyen": dossiers["paid"].astype(int),
            "DuocSoHoa": dossiers["digitised"].astype(int),
            "CoKetQuaDienTu": dossiers["digital"].astype(int),
            "NguoiNop": "NGUOI-NOP-" + dossiers["who"],
            "SoDinhDanh": "SO-DINH-DANH-" + dossiers["who"],
        }
    )
    if small:
        return {"dong-bo-ho-so.csv": table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")}
    return {"dong-bo-ho-so.parquet": table.to_parquet(index=False)}
