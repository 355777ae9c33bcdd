"""Workbooks for the tests of the readers, made by code; the hostile ones as no program writes them."""

import datetime
import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.reading.files import Sheet, read_sheets

ROWS = (("Đơn vị", "Tiếp nhận"), ("UBND xã Nà Tấu", 84))

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def read_bytes(folder: Path, content: bytes, name: str = "tệp.dat") -> tuple[Sheet, ...]:
    path = folder / name
    path.write_bytes(content)
    return read_sheets(path)


def refusal(folder: Path, content: bytes, name: str = "tệp.dat") -> Problem:
    """The one problem a file is rejected with; fails for any other outcome."""
    with pytest.raises(DataRejected) as caught:
        read_bytes(folder, content, name)
    (problem,) = caught.value.problems
    assert (problem.check, problem.file, problem.severity) == ("file", name, "error")
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")
    assert "\n" not in problem.what + problem.remedy
    return problem


def refusal_in_little_memory(folder: Path, content: bytes, megabytes: int = 700) -> str:
    """What a process that may not take more memory says; an abort or a MemoryError of a reader fails."""
    path = folder / "hostile.dat"
    path.write_bytes(content)
    program = (
        "import resource, sys; from pathlib import Path\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20,) * 2)\n"
        "from dbp_analysis.common.errors import DataRejected\n"
        "from dbp_analysis.reading.files import read_sheets\n"
        "try: read_sheets(Path(sys.argv[1]))\n"
        "except DataRejected as error:\n"
        "    assert not isinstance(error.__cause__, MemoryError)\n"
        "    sys.stdout.buffer.write(error.problems[0].what.encode())\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, path], cwd=root, capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(rows: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Trang 1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def xlsx_members(sheet_data: str, before: str = "", sheets: int = 1) -> dict[str, str | bytes]:
    """The parts of a workbook whose sheets all show one worksheet part with this content."""
    listed = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="rId1"/>' for i in range(1, sheets + 1))
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{sheet_data}</sheetData></worksheet>",
    }


def xlsx_of(sheet_data: str, before: str = "", sheets: int = 1) -> bytes:
    return zipped(xlsx_members(sheet_data, before, sheets))


def xls(rows: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang 1")
    formats = {
        datetime.date: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        datetime.datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM"),
        datetime.time: xlwt.easyxf(num_format_str="HH:MM"),
    }
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, formats.get(type(value), xlwt.Style.default_style))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods_of(*tables: str, manifest: str = "<manifest/>") -> bytes:
    """An ods file; each table is the content of one ``table:table``."""
    names = " ".join(f'xmlns:{part}="{_ODF}{part}:1.0"' for part in ("office", "table", "text", "drawing"))
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    body = "".join(f'<table:table table:name="T{i}">{t}</table:table>' for i, t in enumerate(tables, 1))
    content = (
        f'<office:document-content {names} xmlns:calcext="{calc}"><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def lying_zip(name: str, content: bytes, declared: int) -> bytes:
    """A zip with one deflated member that declares the size and checksum of its first bytes only."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    checksum = zlib.crc32(content[:declared])
    raw = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(packed), declared, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end
