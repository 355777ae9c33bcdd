import unicodedata
from pathlib import Path

import pytest

from dbp_analysis.reading.files.encodings import conversions, encoding_of_bytes, foreign_encoding

from .files import refusal

TEXT = "STT,Đơn vị,Tổng số hồ sơ tiếp nhận,Giải quyết đúng hạn\n1,UBND phường Noong Bua,3,4\n"
TCVN3 = "STT,§¬n vÞ,Tæng sè hå s¬ tiÕp nhËn,Gi¶i quyÕt ®óng h¹n\n1,UBND ph\u00adêng Noong Bua,3,4\n"
VNI = "STT,Ñôn vò,Toång soá hoà sô tieáp nhaän,Giaûi quyeát ñuùng haïn\n1,UBND phöôøng Noong Bua,3,4\n"


def misread(text: str, times: int = 1) -> str:
    for _ in range(times):
        text = "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in text.encode())
    return text


def in_windows_1258(text: str) -> bytes:
    out = b""
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tone))
        out += (plain + "".join(tone)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TCVN3, "TCVN3"),
        (TCVN3.lower(), "TCVN3"),
        (VNI, "VNI"),
        (VNI.upper(), "VNI"),
        (misread(TEXT), "UTF-8"),
        (misread(TEXT, 2), "UTF-8"),
        (misread(TEXT).replace("\u0090", "").replace("\u00ad", ""), "UTF-8"),
        (TEXT.encode("ascii", "replace").decode(), "«?»"),
        (TEXT.encode("cp1252", "replace").decode("cp1252"), "«?»"),
    ],
)
def test_the_words_of_an_export_show_in_which_encoding_it_is(text: str, name: str) -> None:
    assert name in foreign_encoding(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        unicodedata.normalize("NFD", TEXT),
        "",
        "Unit,Received\nA,1\n",
        "Ghi chú: § 3, ¬",
        "?",
    ],
)
def test_unicode_and_texts_without_words_of_an_export_are_not_called_anything(text: str) -> None:
    assert foreign_encoding(text) == ""


def test_a_name_is_converted_letter_for_letter() -> None:
    assert ("TCVN3 (phông .VnTime)", "Nà Tấu") in conversions("Nµ TÊu")
    assert ("VNI (phông VNI-Times)", "Nà Tấu") in conversions("Naø Taáu")
    assert list(conversions("Him Lam")) == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (in_windows_1258(TEXT), "windows-1258"),
        (TCVN3.encode("cp1252"), "TCVN3"),
        (VNI.encode("cp1252"), "VNI"),
    ],
)
def test_a_text_file_that_is_no_utf_8_is_called_what_it_is(tmp_path: Path, data: bytes, name: str) -> None:
    assert name in encoding_of_bytes(data)
    assert name in refusal(tmp_path, data).what
