"""Vietnamese in letters of another encoding (TCVN3, VNI, windows-1258, misread UTF-8): named, never read.

Which of two encodings a file is in cannot be seen from its bytes, but words that every export has can.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

# Every letter of TCVN3 (fonts .VnTime), as Windows shows it in any other font, and what it is.
_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
# VNI writes the mark behind its letter; the others have letters of their own.
_VNI_MARKS = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)) | {
    letter: mark + tone
    for mark, letters in (("\u0302", "âáàåãä"), ("\u0306", "êéèúüë"))
    for letter, tone in zip(letters, ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
}
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_VNI = str.maketrans("ôöæóòîñÔÖÆÓÒÎÑ", "ơưỉĩịỵđƠƯỈĨỊỴĐ")
_WORDS = (
    "đơn vị",
    "hồ sơ",
    "tổng số",
    "tiếp nhận",
    "giải quyết",
    "số hóa",
    "hài lòng",
    "thủ tục",
    "trực tuyến",
    "thanh toán",
    "đúng hạn",
    "quá hạn",
    "số lượng",
    "mức độ",
    "phường",
    "tháng",
)
_ENOUGH = 2
_LOST = {word: re.sub(r"([^\x00-\x7f])", r"[\1?]", word) for word in _WORDS}
_SHOWN = 60_000


def conversions(text: str) -> Iterator[tuple[str, str]]:
    """What a text would be in other encodings: the name of each, and the text; nothing for plain ASCII."""
    if text.isascii():
        return
    for name, convert in _CONVERSIONS:
        converted = unicodedata.normalize("NFC", convert(text))
        if converted != unicodedata.normalize("NFC", text):
            yield name, converted


def foreign_encoding(text: str) -> str:
    """The encoding, in Vietnamese, that the words of exports show in ``text``; empty where it shows none."""
    text = text[:_SHOWN]
    if _words_in(text) >= _ENOUGH:
        return ""
    for name, converted in conversions(text):
        if _words_in(converted) >= _ENOUGH:
            return name
    low = text.lower()
    found = [found[0] for pattern in _LOST.values() if (found := re.search(pattern, low))]
    return "chữ có dấu đã mất, thành dấu «?»" if sum("?" in one for one in found) >= _ENOUGH else ""


def encoding_of_bytes(data: bytes) -> str:
    """The encoding that bytes which are no UTF-8 are in, as far as the words in them show it."""
    sample = data[:_SHOWN]
    vietnamese = unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))
    if _words_in(vietnamese) >= _ENOUGH:
        return "windows-1258"
    return foreign_encoding("".join(map(_as_windows_shows, sample)))


def encoding_fault(encoding: str) -> tuple[str, str]:
    """What is wrong with a text in this encoding, and what to do."""
    return (
        f"Chữ trong tệp không theo bảng mã Unicode: {encoding}.",
        "Tải lại tệp từ hệ thống nguồn dạng .xlsx hoặc CSV UTF-8; nếu hệ thống chỉ cho bảng mã này thì "
        "chuyển mã sang Unicode (UniKey có công cụ chuyển mã) rồi đối chiếu lại.",
    )


def _words_in(text: str) -> int:
    low = text.lower()
    return sum(word in low for word in _WORDS)


def _as_windows_shows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def _tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _vni(text: str) -> str:
    return _VNI_PAIR.sub(lambda pair: pair[1] + _VNI_MARKS[pair[2].lower()], text).translate(_VNI)


def _misread(text: str) -> str:
    """The UTF-8 that a program took for windows-1252; what was lost on the way stays lost."""
    return b"".join(map(_windows_byte, text)).decode("utf-8", "ignore")


def _windows_byte(letter: str) -> bytes:
    return letter.encode("cp1252", "ignore") or letter.encode("latin-1", "ignore")


_MISREAD = "UTF-8 đã bị đọc nhầm thành windows-1252 rồi lưu lại"
_CONVERSIONS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("TCVN3 (phông .VnTime)", _tcvn3),
    ("VNI (phông VNI-Times)", _vni),
    (_MISREAD, _misread),
    (_MISREAD, lambda text: _misread(_misread(text))),
)
