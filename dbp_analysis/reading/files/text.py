"""Bytes to text: UTF-8, UTF-16 by its mark, or what an HTML page declares; never a guess."""

from dbp_analysis.reading.files.encodings import encoding_fault, encoding_of_bytes
from dbp_analysis.reading.files.refusal import RefusalError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Only single-byte and Unicode encodings; Python knows others that are slow or are no encodings of text.
_DECLARABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "windows-1258": "cp1258",
}
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a")
_FIRST_PRINTABLE = " "
# Controls that some systems put into texts; any other belongs to a file that is no text.
_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file, without its byte order mark.

    A mark decides, then a ``declared`` encoding (one that cannot be right is ignored, as UTF-16 without a
    mark), else UTF-8. Raises ``RefusalError`` when the bytes are not text in that encoding.
    """
    encoding = _DECLARABLE.get(declared.strip().lower(), "utf-8")
    for bom, marked in _BOMS:
        if data.startswith(bom):
            data, encoding = data.removeprefix(bom), marked
            break
    else:
        if data[:2] in (b"<\x00", b"\x00<"):
            encoding = "utf-16-le" if data[0] else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        encoding = encoding_of_bytes(data)
        raise RefusalError(*encoding_fault(encoding)) if encoding else _not_text() from error
    controls = {letter for letter in set(text) if letter < _FIRST_PRINTABLE} - _TEXT_CONTROLS
    if controls and controls <= _SEPARATORS:
        raise _with_controls(text, controls)
    if controls:
        raise _not_text()
    return text


def _with_controls(text: str, controls: set[str]) -> RefusalError:
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(controls))
    line = 1 + text.count("\n", 0, min(map(text.index, controls)))
    return RefusalError(
        f"Tệp có ký tự điều khiển {codes}, gặp đầu tiên ở dòng {line}.",
        "Tải lại tệp dạng xlsx từ hệ thống nguồn; nếu vẫn còn, báo đơn vị quản lý hệ thống.",
    )


def _not_text() -> RefusalError:
    return RefusalError(
        "Không nhận ra loại tệp: không phải bảng tính, cũng không phải văn bản UTF-8.",
        "Tải lại tệp dạng xlsx từ hệ thống nguồn; nếu không phải tệp xuất, chuyển ra khỏi thư mục của kỳ.",
    )
