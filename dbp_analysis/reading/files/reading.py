"""From a path to sheets: check the file, tell its kind by its content, call the reader of that kind."""

import re
from pathlib import Path

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.texts import unfit_in
from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import RefusalError, corrupt, no_export, unsupported
from dbp_analysis.reading.files.sheet import Sheet

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHERS = {
    b"%PDF": "tệp PDF",
    b"\x89PNG": "tệp ảnh",
    b"\xff\xd8\xff": "tệp ảnh",
    b"GIF8": "tệp ảnh",
    b"II*\x00": "tệp ảnh",
    b"MM\x00*": "tệp ảnh",
    b"{\\rtf": "văn bản RTF",
    b"Rar!\x1a": "tệp nén",
    b"7z\xbc\xaf": "tệp nén",
    b"\x1f\x8b": "tệp nén",
}
_MHTML = re.compile(rb"^(?:MIME-Version|Snapshot-Content-Location):", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096
# What may stand before the first character of a text file; the zero bytes are those of UTF-16.
_BLANK = b" \t\r\n\x00"


def read_sheets(path: Path, noted: Noted = unnoted) -> tuple[Sheet, ...]:
    """The sheets of a file, in its order: xlsx, ods, xls, HTML tables, JSON or CSV, told apart by content
    alone. ``noted`` hears the bytes that they are read from.

    Raises ``DataRejected`` with one problem of check ``file``, and nothing else, whatever the file holds.
    """
    try:
        data = _bytes(path)
        noted(path, data)
        sheets = _sheets(data, path.stem)
        bounds.check_texts(sheets)
        return sheets
    except RefusalError as refused:
        raise _rejected(path, refused) from refused
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # The readers of others raise what they like on a broken file; a panic in calamine's Rust code
        # even comes as a BaseException.
        raise _rejected(path, corrupt()) from error


def _rejected(path: Path, refused: RefusalError) -> DataRejected:
    return DataRejected([Problem(check="file", what=refused.what, remedy=refused.remedy, file=path.name)])


def _bytes(path: Path) -> bytes:
    if unfit_in(path.name):
        # Reports, notes and the record of the run name their sources.
        raise RefusalError("Tên tệp có ký tự không in ra được.", "Đổi tên tệp, chỉ dùng chữ và số.")
    try:
        if path.is_dir():
            raise RefusalError("Đây là thư mục, không phải tệp.", "Chỉ rõ một tệp xuất trong thư mục này.")
        if not path.exists():
            raise RefusalError("Không tìm thấy tệp.", "Kiểm tra lại tên tệp và thư mục chứa tệp.")
        if not path.is_file():
            # A pipe or a device would block, or never end.
            raise unsupported("tệp đặc biệt của hệ điều hành")
        with path.open("rb") as file:
            data = file.read(bounds.FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise RefusalError(
            "Không mở được tệp: không có quyền đọc hoặc tệp đang bị chương trình khác giữ.",
            "Đóng tệp trong Excel, kiểm tra quyền đọc tệp rồi chạy lại.",
        ) from error
    bounds.check_file_size(len(data))
    return data


def _sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    if not data.strip(_BLANK):
        raise RefusalError("Tệp rỗng, không có dữ liệu.", "Xuất lại tệp từ hệ thống nguồn rồi chạy lại.")
    if data.startswith(_ZIP):
        return _zipped_sheets(data)
    if data.startswith(_OLE):
        from dbp_analysis.reading.files.xls import read_xls

        return read_xls(data)
    for mark, kind in _OTHERS.items():
        if data.startswith(mark):
            raise no_export(kind)
    first = _first_character(data)
    if first == b"<":
        from dbp_analysis.reading.files.html_tables import read_html

        return read_html(data)
    if first in (b"{", b"["):
        from dbp_analysis.reading.files.json_records import read_json

        return read_json(data, name)
    if _MHTML.search(data[:_HEAD]):
        raise unsupported("trang web lưu dạng MHTML")
    if data.startswith(b"ID;P"):
        raise unsupported("bảng tính dạng SYLK (.slk)")
    from dbp_analysis.reading.files.csv_text import read_csv

    return read_csv(data, name)


def _zipped_sheets(data: bytes) -> tuple[Sheet, ...]:
    from dbp_analysis.reading.files.archive import member_names

    names = member_names(data)
    if "content.xml" in names:
        from dbp_analysis.reading.files.ods import read_ods

        return read_ods(data)
    if any(name.endswith("workbook.bin") for name in names):
        raise unsupported("tệp Excel nhị phân (.xlsb)")
    if "[content_types].xml" in names and not names & {"word/document.xml", "ppt/presentation.xml"}:
        from dbp_analysis.reading.files.xlsx import read_xlsx

        return read_xlsx(data)
    if "word/document.xml" in names:
        raise no_export("văn bản Word")
    raise no_export("tệp trình chiếu" if "ppt/presentation.xml" in names else "tệp nén")


def _first_character(data: bytes) -> bytes:
    for bom in _BOMS:
        data = data.removeprefix(bom)
    return data[:_HEAD].lstrip(_BLANK)[:1]
