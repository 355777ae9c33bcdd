"""From a path to sheets: check the file, tell its kind by its content, call the reader of that kind."""

import re
from pathlib import Path

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.texts import unfit_in
from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import (
    EncryptedError,
    RefusalError,
    corrupt,
    misnamed_settings,
    no_export,
    unsupported,
)
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
    b"<svg": "tệp ảnh",
    b"RIFF": "tệp ảnh hoặc âm thanh",
    b"PAR1": "tệp dữ liệu Parquet",
    b"MZ": "chương trình",
    b"L\x00\x00\x00\x01\x14\x02\x00": "lối tắt của Windows",
    b"[InternetShortcut]": "lối tắt của Windows",
    b"SQLite format 3": "cơ sở dữ liệu SQLite",
    b"\x00\x01\x00\x00Standard": "cơ sở dữ liệu Access",
}
_TABLES = {
    b"ID;P": "bảng tính dạng SYLK (.slk)",
    b"TABLE\r\n0,1": "bảng tính dạng DIF",
    b"TABLE\n0,1": "bảng tính dạng DIF",
}
# What Windows makes of "corrections.toml" where it hides the endings of files, and what is near it.
_SETTINGS = re.compile(r"(correction|month)s?(?:\.toml|[^.]*\.toml|\.txt)", re.IGNORECASE)
_TOML = re.compile(rb"\s*\[\[?\s*[A-Za-z_][\w.-]*\s*\]\]?\s*(?:[\r\n#]|$)")
_HTTP = b"HTTP/"
# A page may come behind warnings of the program that made it.
_PAGE_BEGINS = re.compile(rb"<(?:!doctype\s+html|html[\s>]|table[\s>])", re.IGNORECASE)
_XML_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook[\s>]", re.IGNORECASE)
_FLAT_ODF = re.compile(rb"<office:document[\s>]", re.IGNORECASE)
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
        if named := _SETTINGS.match(path.name):
            raise misnamed_settings(named[1].lower())
        data = file_bytes(path)
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


def file_bytes(path: Path) -> bytes:
    """The content of a file; raise ``RefusalError`` where it cannot be opened or is too large."""
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
        return _ole_sheets(data)
    if data.startswith(_HTTP):
        return _sheets(_without_http_head(data), name)
    for mark, kind in _OTHERS.items():
        if data.startswith(mark):
            raise no_export(kind)
    if data[4:8] == b"ftyp":
        raise no_export("tệp ảnh hoặc phim")
    first = _first_character(data)
    if first == b"<":
        return _marked_up_sheets(data)
    if _TOML.match(data.removeprefix(_BOMS[0])):
        raise no_export("tệp thiết lập")
    if first in (b"{", b"["):
        from dbp_analysis.reading.files.json_records import read_json

        return read_json(data, name)
    if _MHTML.search(data[:_HEAD]):
        from dbp_analysis.reading.files.html_tables import read_pages
        from dbp_analysis.reading.files.mhtml import pages_of

        return read_pages(pages_of(data))
    for mark, kind in _TABLES.items():
        if data.startswith(mark):
            raise unsupported(kind)
    if begin := _PAGE_BEGINS.search(data[:_HEAD]):
        return _marked_up_sheets(data[begin.start() :])
    from dbp_analysis.reading.files.csv_text import read_csv

    return read_csv(data, name)


def _without_http_head(data: bytes) -> bytes:
    """The body of a response that was saved with its head."""
    head, blank, body = data.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    if not blank or body.startswith(_HTTP) or b"chunked" in head.lower():
        # In a body of chunks their sizes stand between the cells, and may stand inside a number.
        raise corrupt("đầu tệp là phần tiêu đề HTTP của máy chủ")
    return body


def _marked_up_sheets(data: bytes) -> tuple[Sheet, ...]:
    from dbp_analysis.reading.files.html_tables import declared_encoding, read_html
    from dbp_analysis.reading.files.text import decode

    head = data[:_HEAD].replace(b"\x00", b"")
    if not (_XML_WORKBOOK.search(head) or _FLAT_ODF.search(head)):
        return read_html(data)
    bounds.check_file_size(len(data), bounds.HTML_BYTES)
    text = decode(data, declared_encoding(data))
    if _XML_WORKBOOK.search(head):
        from dbp_analysis.reading.files.xml_2003 import read_xml_2003

        return read_xml_2003(text)
    from dbp_analysis.reading.files.ods import read_content

    return read_content(text.strip().encode())


def _ole_sheets(data: bytes) -> tuple[Sheet, ...]:
    from dbp_analysis.reading.files.xls import read_xls

    try:
        return read_xls(data)
    except EncryptedError:
        from dbp_analysis.reading.files.default_password import decrypted

        plain = decrypted(data)
    return _zipped_sheets(plain) if plain.startswith(_ZIP) else read_xls(plain)


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
    if "index/document.iwa" in names:
        raise unsupported("bảng tính của Apple (.numbers)", "Numbers")
    raise no_export("tệp trình chiếu" if "ppt/presentation.xml" in names else "tệp nén")


def _first_character(data: bytes) -> bytes:
    for bom in _BOMS:
        data = data.removeprefix(bom)
    return data[:_HEAD].lstrip(_BLANK)[:1]
