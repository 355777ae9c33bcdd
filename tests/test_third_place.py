"""The README's "Add a place" as a test: a new place, scheme and layout are data files and nothing else."""

import csv
from pathlib import Path

import pytest

from dbp_analysis.publishing.names import month_files
from dbp_analysis.running.month import run_month

from .made import PROJECT

UNITS = """\
place,code,type,name,valid_from,valid_to,successor
ho-xanh,X1,Xã,Hồ Đông,,,
ho-xanh,X2,Xã,Hồ Tây,,,
ho-xanh,X3,Phường,Hồ Nam,,,
ho-xanh,X4,Xã,Hồ Bắc,,,
"""

SCHEME = """\
id = "nam-sao"
title = "Bộ chỉ số năm sao (thử)"
legal_basis = ["Quyết định số 1/QĐ-UBND ngày 02/01/2026 của UBND huyện Hồ Xanh"]
scale = 5
ties = { rule = "dense", decided_by = ["people"] }
printed = { points = 2, total = 1, converted = 1 }
no_cases_unit = "left_out"
bands = [
  { name = "Năm sao", printed = "5*", at_least = 4.5 },
  { name = "Ba sao", printed = "3*", at_least = 3 },
  { name = "Một sao", printed = "1*", at_least = 0 },
]

[counts]
done = "Đã xong"
all = "Tất cả"
online = "Trực tuyến"
thanks = "Cảm ơn"
visits = "Lượt đến"
calls = "Cuộc gọi"
answered = "Cuộc gọi được trả lời"

[[groups]]
id = "work"
name = "Công việc"
short_name = "Công việc"

[[groups.indicators]]
id = "finished"
name = "Tỷ lệ xong việc"
short_name = "Xong việc"
label = "A1"
maximum = 8
numerator = ["done"]
denominator = ["all"]
no_cases = "zero"

[[groups.indicators]]
id = "web"
name = "Tỷ lệ trực tuyến"
short_name = "Trực tuyến"
label = "A2"
maximum = 4
numerator = ["online"]
denominator = ["all"]
full_at = 0.5
no_cases = "zero"

[[groups]]
id = "people"
name = "Người dân"
short_name = "Người dân"

[[groups.indicators]]
id = "pleased"
name = "Tỷ lệ hài lòng"
short_name = "Hài lòng"
label = "B1"
maximum = 4
numerator = ["thanks"]
denominator = ["visits"]
no_cases = "full"

[[groups.indicators]]
id = "phone"
name = "Tỷ lệ trả lời điện thoại"
short_name = "Điện thoại"
label = "B2"
maximum = 4
numerator = ["answered"]
denominator = ["calls"]
no_cases = "leave_out"

[[findings]]
id = "web-low"
indicators = ["web"]
below = 0.5
text = "{count} đơn vị chưa đạt {threshold} trực tuyến: {units}"
"""

LAYOUT = """\
id = "bang-ke"
title = "Bảng kê"
file_name = "bang-ke.csv"
source = "Sổ theo dõi của huyện"
unit_name = ["Nơi"]
columns = [
  { count = "all", header = ["Tất cả"] },
  { count = "done", header = ["Xong"] },
  { count = "online", header = ["Mạng"] },
  { count = "visits", header = ["Lượt"] },
  { count = "thanks", header = ["Khen"] },
  { count = "calls", header = ["Gọi"] },
  { count = "answered", header = ["Nghe"] },
]
"""

EXPORT = """\
Bảng kê tháng 5 năm 2026;;;;;;;
Nơi;Gọi;Nghe;Tất cả;Xong;Mạng;Lượt;Khen
Xã Hồ Đông;0;0;10;10;5;4;4
x. hồ tây;10;5;10;10;5;4;4
P. Hồ Nam;10;10;10;5;1;4;2
UBND xã Hồ Bắc;0;0;0;0;0;0;0
Cộng;20;15;30;25;11;12;10
"""

PUBLICATION = """\
id = "ho-xanh"
title = "Năm sao – huyện Hồ Xanh"
place = "ho-xanh"
place_name = "huyện Hồ Xanh"
scheme = "nam-sao"
layouts = ["bang-ke"]
unit_label = "{Type} {name}"
unit_noun = "xã, phường"

[issuer]
name = ["ỦY BAN NHÂN DÂN", "HUYỆN HỒ XANH"]
short_name = "UBND huyện Hồ Xanh"

[report]
symbol = "BC-UBND"
place = "Hồ Xanh"
subject = ["Kết quả năm sao {period}"]
legal_basis = ["Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2026."]
opening = "UBND huyện báo cáo kết quả {period} như sau:"
shortcomings = "Còn hạn chế:"
closing = "Trên đây là kết quả {period}./."
recipients = ["UBND tỉnh", "Lưu: VT"]
annex_title = ["KẾT QUẢ NĂM SAO", "{PERIOD}"]
signature = { authority = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"] }
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The outputs of a month of a place made of data files only (wording is the project's own)."""
    root = tmp_path_factory.mktemp("place")
    data = root / "data"
    write(data / "units.csv", UNITS)
    write(data / "schemes" / "nam-sao.toml", SCHEME)
    write(data / "layouts" / "bang-ke.toml", LAYOUT)
    write(data / "ho-xanh" / "publication.toml", PUBLICATION)
    write(data / "ho-xanh" / "2026-05" / "bang-ke.csv", EXPORT)
    write(data / "wording.toml", (PROJECT / "data" / "wording.toml").read_text(encoding="utf-8"))
    return run_month("2026-05", data=data, output=root / "outputs").folder


files = month_files("ho-xanh", "2026-05")


def scores(outputs):
    with (outputs / "scores.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_whole_month_runs(outputs):
    assert {files.docx, files.pdf, files.workbook, files.page, "run.json"} <= {
        path.name for path in outputs.iterdir()
    }


def test_points_are_those_of_its_own_scheme(outputs):
    by_name = {row["unit_name"]: row for row in scores(outputs)}

    # Hồ Đông: 8 + 4 + 4 of the 16 that were open to it without calls, rescaled to 20 of 20: 5 of 5.
    assert (by_name["Xã Hồ Đông"]["total"], by_name["Xã Hồ Đông"]["converted"]) == ("20.0", "5.0")
    assert by_name["Xã Hồ Tây"]["total"] == "18.0"
    # Hồ Nam: 4 + 0.1 / 0.5 × 4 + 2 + 4 = 10.8 of 20.
    assert float(by_name["Phường Hồ Nam"]["total"]) == pytest.approx(10.8)


def test_bands_and_units_left_out_are_those_of_its_own_scheme(outputs):
    assert [(row["rank"], row["unit_name"], row["band"]) for row in scores(outputs)] == [
        ("1", "Xã Hồ Đông", "Năm sao"),
        ("2", "Xã Hồ Tây", "Năm sao"),
        ("3", "Phường Hồ Nam", "Một sao"),
        ("", "Xã Hồ Bắc", ""),
    ]


def test_its_report_speaks_of_its_own_names_and_limits(outputs):
    said = (outputs / files.commentary).read_text(encoding="utf-8")

    assert "02 đơn vị xếp loại năm sao: Xã Hồ Đông, Xã Hồ Tây." in said
    assert "01 đơn vị không phát sinh hồ sơ trong kỳ, không xếp loại: Xã Hồ Bắc." in said
    assert "A2 (trực tuyến): 01 đơn vị chưa đạt 50% trực tuyến: Phường Hồ Nam (1/10 hồ sơ, 10%)." in said
    assert "Điện Biên" not in said
