import hashlib
import io
import struct
from pathlib import Path

import msoffcrypto
import olefile
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.format.xls97 import Xls97File
from msoffcrypto.method.rc4 import DocumentRC4

from .files import ROWS, read_bytes, refusal, xls, xlsx

DEFAULT = "VelvetSweatshop"
SALT = bytes(16)


def encrypted_xlsx(password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt(password, out)
    return out.getvalue()


def encrypted_xls(password: str) -> bytes:
    """A workbook in RC4, which undoes itself: its records are "decrypted" once."""
    with olefile.OleFileIO(io.BytesIO(xls(ROWS * 100))) as ole:
        stream = ole.openstream("Workbook").read()
    verifier = bytes(16)
    both = DocumentRC4.decrypt(password, SALT, io.BytesIO(verifier + hashlib.md5(verifier).digest())).read()
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + SALT + both
    at = stream.index(struct.pack("<HH", 0x5C, 112))  # the name of who wrote it makes room
    stream = stream[:at] + filepass + struct.pack("<HH", 0x5C, 54) + stream[at + 62 :]
    end = stream.rindex(struct.pack("<HH", 0x0A, 0)) + 4
    rest = len(stream) - end
    stream = stream[:end] + struct.pack("<HH", 0, rest % 4) + bytes(rest - 4)  # xlwt fills it up
    data = io.BytesIO(xls(ROWS * 100))
    with olefile.OleFileIO(data, write_mode=True) as ole:
        ole.write_stream("Workbook", stream)
    out = io.BytesIO()
    book = msoffcrypto.OfficeFile(io.BytesIO(data.getvalue()))
    assert isinstance(book, Xls97File)
    book.load_key(password=password)
    book.decrypt(out)
    blank = struct.pack("<HH", 0, 54) + bytes(54)
    return out.getvalue().replace(blank, filepass, 1)


@pytest.mark.parametrize("encrypt", [encrypted_xlsx, encrypted_xls])
def test_a_workbook_that_excel_opens_without_asking_is_read(tmp_path: Path, encrypt: object) -> None:
    assert callable(encrypt)
    rows = read_bytes(tmp_path, encrypt(DEFAULT), "a.xls")[0].rows
    assert rows[:2] == ROWS


@pytest.mark.parametrize("encrypt", [encrypted_xlsx, encrypted_xls])
def test_a_password_of_its_own_is_asked_to_be_taken_off(tmp_path: Path, encrypt: object) -> None:
    assert callable(encrypt)
    assert "mật khẩu" in refusal(tmp_path, encrypt("bí mật"), "a.xlsx").what


@pytest.mark.slow
def test_a_key_of_millions_of_rounds_is_not_computed(tmp_path: Path) -> None:
    data = encrypted_xlsx(DEFAULT).replace(b'spinCount="100000"', b'spinCount="9999999"')
    assert "mật khẩu" in refusal(tmp_path, data).what
