import datetime
import io
import struct
from pathlib import Path

import pytest
import xlwt

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.reading.files.xls import read_xls

from .files import read_bytes, refusal, refusal_in_little_memory, xls


def test_values_keep_their_types(capfd: pytest.CaptureFixture[str]) -> None:
    row = (
        "Nà Tấu",
        "007",
        84,
        0.5,
        True,
        datetime.date(2023, 12, 31),
        datetime.datetime(2023, 12, 31, 17, 30),
    )
    (sheet,) = read_xls(xls(((), (None, *row, datetime.time(12, 0)))))
    assert sheet.name == "Trang 1"
    assert sheet.rows == ((None,) * 9, (None, *row, "12:00:00"))
    assert isinstance(sheet.rows[1][5], bool)
    assert capfd.readouterr() == ("", "")


def test_errors_are_the_text_they_show() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, xlwt.Formula('""'))
    sheet.row(0).set_cell_error(1, 0x2A)
    sheet.write(0, 2, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_xls(buffer.getvalue())[0].rows[0][1:] == ("#N/A", 1)


def test_sheets_come_in_order_with_hidden_ones() -> None:
    book = xlwt.Workbook()
    for name in ("b", "a"):
        book.add_sheet(name).write(0, 0, name)
    book.get_sheet(1).visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    assert [(sheet.name, sheet.rows, sheet.hidden) for sheet in read_xls(buffer.getvalue())] == [
        ("b", (("b",),), False),
        ("a", (("a",),), True),
    ]


def test_truncated_anywhere_it_is_refused_or_complete(tmp_path: Path) -> None:
    data = xls(tuple((f"xã {i}", i) for i in range(300)))
    whole = read_xls(data)
    refused = 0
    for size in range(8, len(data), 397):
        try:
            assert read_bytes(tmp_path, data[:size]) == whole
        except DataRejected:
            refused += 1
    assert refused > 20


def test_cells_far_apart_are_refused_in_little_memory(tmp_path: Path) -> None:
    data = xls(tuple((i + 1 / 3,) for i in range(20_000)))
    number = struct.pack("<HH", 0x0203, 14)
    hostile = bytearray(data)
    at = hostile.find(number)
    while at >= 0:
        hostile[at + 6 : at + 8] = struct.pack("<H", 255)
        at = hostile.find(number, at + 4)
    assert "giới hạn" in refusal_in_little_memory(tmp_path, bytes(hostile))


def test_an_encrypted_workbook_is_told_as_a_password(tmp_path: Path) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in refusal(tmp_path, container, "a.xlsx").what
    data = xls()
    at = data.find(struct.pack("<HHH", 0x00E1, 2, 0x04B0))  # any record of the globals becomes FILEPASS
    if at < 0:
        at = data.find(struct.pack("<HH", 0x0042, 2))
    assert at > 0
    filepass = data[:at] + struct.pack("<H", 0x002F) + data[at + 2 :]
    assert "mật khẩu" in refusal(tmp_path, filepass, "a.xls").what


def test_an_ole_file_of_another_program_is_refused(tmp_path: Path) -> None:
    data = xls().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert "không phải sổ tính" in refusal(tmp_path, data).what


def test_digits_of_two_formats_do_not_become_one_number() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang 1")
    raised = xlwt.Font()
    raised.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    sheet.write_rich_text(0, 0, ("100", ("1", raised)))
    sheet.write_rich_text(0, 1, (("9", raised), "100"))
    sheet.write_rich_text(0, 2, ("Nà ", ("Tấu", raised)))
    buffer = io.BytesIO()
    book.save(buffer)
    (read,) = read_xls(buffer.getvalue())
    assert read.rows == (("100^1", "9^100", "Nà Tấu"),)
