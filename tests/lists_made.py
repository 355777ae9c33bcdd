"""A made province whose report ranks two lists: five communes, three departments, one export with both."""

from pathlib import Path

from .made import PROJECT, SCHEME, Place

MONTH = "2026-10"

UNITS = """\
place,code,type,name,valid_from,valid_to,successor,category
song-xanh,X1,Xã,Sông Đông,,,,
song-xanh,X2,Xã,Sông Tây,,,,
song-xanh,X3,Phường,Sông Nam,,,,
song-xanh,X4,Xã,Sông Bắc,,,,
song-xanh,X5,Xã,Nội Vụ,,,,
song-xanh,S1,Sở,Nội vụ,,,,
song-xanh,S2,Sở,Y tế,,,,
song-xanh,S3,Ban,Quản lý Khu kinh tế,,,,so
"""

LAYOUT = """\
id = "bang-ke"
title = "Bảng kê"
file_name = "bang-ke.csv"
source = "Hệ thống của tỉnh"
unit_name = ["Đơn vị"]
total_row = "required"
columns = [
  { count = "received", header = ["Nhận"] },
  { count = "received_online", header = ["Nhận qua mạng"] },
  { count = "resolved", header = ["Xong"] },
  { count = "resolved_on_time", header = ["Đúng hạn"] },
]
"""

PAYMENTS = """\
id = "thu-phi"
title = "Thu phí trực tuyến"
file_name = "thu-phi.csv"
source = "Hệ thống của tỉnh"
period = "none"
unit_name = ["Đơn vị"]
columns = [
  { count = "payable", header = ["Có phí"] },
  { count = "paid_online", header = ["Nộp qua mạng"] },
]
"""

EXPORT = """\
Bảng kê tháng 10 năm 2026;;;;
Đơn vị;Nhận;Nhận qua mạng;Xong;Đúng hạn
Sở Nội vụ;500;450;400;390
Sở Y tế;300;100;250;200
Ban Quản lý Khu kinh tế;50;50;40;40
Xã Sông Đông;100;90;80;80
Xã Sông Tây;80;40;70;60
Phường Sông Nam;200;190;180;171
Xã Sông Bắc;60;20;50;40
Xã Nội Vụ;40;30;30;29
Tổng số;1330;970;1100;1010
"""

COMMUNE_PAYMENTS = """\
Đơn vị;Có phí;Nộp qua mạng
Xã Sông Đông;50;40
Xã Sông Tây;40;10
Phường Sông Nam;90;80
Xã Sông Bắc;20;5
Xã Nội Vụ;10;10
Tổng số;210;145
"""

DEPARTMENTS = """\
id = "bo-so"
title = "Bộ chỉ số sở, ngành"
legal_basis = ["Quyết định số 2/QĐ-UBND ngày 01/01/2026"]
scale = 100
bands = [
  { name = "Tốt", printed = "Tốt", at_least = 80 },
  { name = "Chưa tốt", printed = "Chưa tốt", at_least = 0 },
]
printed = { points = 1, total = 1, converted = 1 }

[counts]
received = "Tiếp nhận"
received_online = "Tiếp nhận trực tuyến"
resolved = "Đã giải quyết"
resolved_on_time = "Đã giải quyết đúng hạn"

[[groups]]
id = "work"
name = "Giải quyết hồ sơ"
short_name = "Giải quyết"

[[groups.indicators]]
id = "on_time"
name = "Tỷ lệ đúng hạn"
short_name = "Đúng hạn"
label = "A"
maximum = 60
numerator = ["resolved_on_time"]
denominator = ["resolved"]
no_cases = "full"

[[groups.indicators]]
id = "online"
name = "Tỷ lệ trực tuyến"
short_name = "Trực tuyến"
label = "B"
maximum = 40
numerator = ["received_online"]
denominator = ["received"]
no_cases = "full"

[[findings]]
id = "online-low"
indicators = ["online"]
below = 0.5
text = "{count} đơn vị chưa đạt {threshold} hồ sơ trực tuyến: {units}"
request = "hướng dẫn nộp hồ sơ trực tuyến"
"""

LISTS = """
[[lists]]
id = "xa"
title = "Khối xã, phường"
types = ["xã", "Phường"]
layouts = ["thu-phi"]
unit_noun = "xã, phường"

[[lists]]
id = "so"
title = "Khối sở, ngành"
types = ["Sở"]
categories = ["so"]
scheme = "bo-so"
unit_label = "{Type} {name}"
unit_noun = "sở, ban, ngành"
annex_title = ["KẾT QUẢ CỦA CÁC SỞ, NGÀNH", "{PERIOD}"]
"""

PUBLICATION = """\
id = "song-xanh"
title = "Phục vụ người dân – tỉnh Sông Xanh"
place = "song-xanh"
place_name = "tỉnh Sông Xanh"
scheme = "bo-thu"
layouts = ["bang-ke"]

[issuer]
name = ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG XANH"]
short_name = "UBND tỉnh Sông Xanh"

[report]
symbol = "BC-UBND"
place = "Sông Xanh"
subject = ["Kết quả đánh giá chất lượng phục vụ người dân, doanh nghiệp {period}"]
legal_basis = ["Căn cứ Quyết định số 1/QĐ-UBND và Quyết định số 2/QĐ-UBND."]
opening = "UBND tỉnh báo cáo kết quả {period} như sau:"
general = "Trong {span}, các đơn vị tiếp tục thực hiện kiểm soát thủ tục hành chính."
shortcomings = "Trong {period} còn một số tồn tại, hạn chế:"
requests = ["Yêu cầu thủ trưởng các đơn vị khắc phục tồn tại, hạn chế."]
closing = "Trên đây là Báo cáo {period}./."
recipients = ["Văn phòng Chính phủ (b/c)", "Lưu: VT"]
annex_title = ["KẾT QUẢ CỦA CÁC XÃ, PHƯỜNG", "{PERIOD}"]

[report.signature]
authority = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
"""


def make_lists(root: Path) -> Place:
    """The province, written into ``root``."""
    place = Place(root / "data", root / "outputs", "song-xanh", MONTH)
    files = {
        "units.csv": UNITS,
        "wording.toml": (PROJECT / "data" / "wording.toml").read_text(encoding="utf-8"),
        "schemes/bo-thu.toml": SCHEME,
        "schemes/bo-so.toml": DEPARTMENTS,
        "layouts/bang-ke.toml": LAYOUT,
        "layouts/thu-phi.toml": PAYMENTS,
        "song-xanh/publication.toml": PUBLICATION + LISTS,
        f"song-xanh/{MONTH}/bang-ke.csv": EXPORT,
        f"song-xanh/{MONTH}/thu-phi.csv": COMMUNE_PAYMENTS,
    }
    for name, text in files.items():
        path = place.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return place
