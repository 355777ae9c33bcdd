import contextlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.common.texts import unfit_in
from dbp_analysis.reading.files import bounds, read_sheets, reading

from .files import ROWS, ods_of, read_bytes, refusal, xls, xlsx, zipped

HTML = "<table><tr><td>Đơn vị<td>Tiếp nhận<tr><td>UBND xã Nà Tấu<td>84</table>".encode()
CSV = "Đơn vị,Tiếp nhận\nUBND xã Nà Tấu,84\n".encode()
ODS = ods_of("<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>")
JSON = '{"data": [{"departmentName": "UBND xã Nà Tấu", "metrics": [{"code": "A", "n": 84}]}]}'.encode()
_LONG = f"<table:table-cell><text:p>{'b' * 33_000}</text:p></table:table-cell>"
SEEDS = (xlsx(), xls(), ODS, HTML, CSV, JSON)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.html", "a", "a.ods"])
@pytest.mark.parametrize("content", [xlsx(), xls(), HTML, CSV], ids=["xlsx", "xls", "html", "csv"])
def test_the_content_decides_and_never_the_name(tmp_path: Path, content: bytes, name: str) -> None:
    (sheet,) = read_bytes(tmp_path, content, name)
    assert tuple(tuple(map(str, row)) for row in sheet.rows) in (
        tuple(tuple(map(str, row)) for row in ROWS),
        (ROWS[0], (ROWS[1][0], "84.0")),
    )


def test_blanks_before_the_first_tag_do_not_matter(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"\xef\xbb\xbf\r\n " + HTML) == read_bytes(tmp_path, HTML)


def test_a_text_that_begins_with_pk_is_no_zip(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"PK,a\n1,2\n")[0].rows == (("PK", "a"), ("1", "2"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "ảnh"),
        (b"\xff\xd8\xff\xe0", "ảnh"),
        (b"{\\rtf1 a}", "RTF"),
        (b"Rar!\x1a\x07", "tệp nén"),
        (zipped({"a.txt": b"x"}), "tệp nén"),
        (zipped({"word/document.xml": b"", "[Content_Types].xml": "<Types/>"}), "văn bản Word"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 512 + "WordDocument".encode("utf-16-le"), "văn bản Word"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 512 + "__substg1.0_".encode("utf-16-le"), "thư Outlook"),
        (b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\na", "thư điện tử"),
        (b"\x00\x00\x00\x18ftypheic", "ảnh"),
        (b"\x00\x00\x00\x24ftypavif", "ảnh"),
        (b"PAR1", "Parquet"),
        (b"MZ\x90\x00", "chương trình"),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00", "lối tắt"),
        (b"[InternetShortcut]\r\nURL=http://x\r\n", "lối tắt"),
        (b"[[corrections]]\nunit = 1\n", "thiết lập"),
    ],
)
def test_what_is_no_table_is_called_what_it_is_and_leaves_the_folder(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    problem = refusal(tmp_path, content)
    assert problem.what.startswith("Không phải tệp xuất")
    assert kind in problem.what
    assert "ra khỏi thư mục của kỳ" in problem.remedy


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\n", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "DIF"),
        (zipped({"Index/Document.iwa": b"x"}), "Apple"),
        (b'<html><frameset><frame src="a_files/sheet001.htm"></frameset></html>', "khung"),
        (b'<?xml version="1.0"?><DataSet><Row/></DataSet>', "XML"),
    ],
)
def test_a_table_of_a_kind_that_is_not_read_is_named_with_the_way_out(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    problem = refusal(tmp_path, content)
    assert kind in problem.what
    assert "xlsx" in problem.remedy


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.ms-excel\r\nSet-Cookie: a=b\r\n\r\n",
        "HTTP/2 200\ncontent-type: text/html\n\n\n",
        "Warning: mysql_connect(): deprecated in /var/www/a.php on line 3\n",
        "\n\ufeff\ufeff",
    ],
)
def test_what_a_server_put_before_a_page_does_not_matter(tmp_path: Path, head: str) -> None:
    assert read_bytes(tmp_path, head.encode() + HTML, "a.xls") == read_bytes(tmp_path, HTML)


def test_what_a_server_put_before_a_workbook_does_not_matter(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"HTTP/1.1 200 OK\r\n\r\n" + xlsx()) == read_bytes(tmp_path, xlsx())


@pytest.mark.parametrize(
    "head", ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n", "HTTP/1.1 200 OK\r\n"]
)
def test_a_response_whose_body_is_not_whole_in_itself_is_refused(tmp_path: Path, head: str) -> None:
    assert "HTTP" in refusal(tmp_path, head.encode() + HTML).what


def test_a_flat_opendocument_file_is_read_like_an_ods(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(ODS)) as archive:
        content = archive.read("content.xml").replace(b"office:document-content", b"office:document")
    flat = b'<?xml version="1.0" encoding="UTF-8"?>\n' + content
    assert read_bytes(tmp_path, flat, "a.fods") == read_bytes(tmp_path, ODS)


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    assert "rỗng" in refusal(tmp_path, content).what


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    assert "32 MB" in refusal(tmp_path, b"a" * (bounds.FILE_BYTES + 1)).what


@pytest.mark.parametrize(
    "content",
    [
        f"a,{'b' * 33_000}".encode(),
        f"<table><tr><td>{'b' * 33_000}</table>".encode(),
        f'{{"data": [{{"a": "{"b" * 33_000}"}}]}}'.encode(),
        ods_of(f"<table:table-row>{_LONG}</table:table-row>"),
    ],
    ids=["csv", "html", "json", "ods"],
)
def test_a_cell_of_any_kind_of_file_holds_what_a_cell_of_excel_can(tmp_path: Path, content: bytes) -> None:
    assert "32767 ký tự" in refusal(tmp_path, content).what


@pytest.mark.parametrize("name", ["a\x1b[31m.csv", "a\nb.csv", "a\u202evsc.x", "a\udcff.csv"])
def test_a_name_that_no_output_can_hold_is_refused_and_shown_harmlessly(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CSV)
    with pytest.raises(DataRejected, match="Tên tệp có ký tự") as caught:
        read_sheets(tmp_path / name)
    assert unfit_in(str(caught.value).replace("\n", "")) == ""


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"xl/workbook.bin": b"", "[Content_Types].xml": "<Types/>"}, "xlsb"),
        ({"word/document.xml": b"", "[Content_Types].xml": "<Types/>"}, "không phải bảng tính"),
        ({"a.txt": b"x"}, "không phải bảng tính"),
        ({}, "không phải bảng tính"),
    ],
)
def test_other_zips_are_told_apart(tmp_path: Path, members: dict[str, str | bytes], told: str) -> None:
    assert told in refusal(tmp_path, zipped(members)).what


def test_a_missing_file_and_a_folder_are_told_as_such(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "không có.xlsx", "Không tìm thấy"), (tmp_path, "thư mục")):
        with pytest.raises(DataRejected) as caught:
            read_sheets(path)
        assert told in caught.value.problems[0].what
        assert caught.value.problems[0].file == path.name


def test_a_file_that_may_not_be_opened_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbidden)
    (tmp_path / "a").touch()
    with pytest.raises(DataRejected, match="không có quyền đọc"):
        read_sheets(tmp_path / "a")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(DataRejected):
        read_sheets(tmp_path / "a")


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), AssertionError(), BaseException("panic")])
def test_whatever_a_library_raises_is_a_rejection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(reading, "_sheets", broken)
    assert "hỏng" in refusal(tmp_path, b"a").what


def test_an_interrupt_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_sheets", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(tmp_path, b"a")


def test_importing_the_readers_imports_no_library() -> None:
    program = (
        "import sys, dbp_analysis.reading.files\n"
        "print(sorted({'python_calamine', 'xlrd', 'bs4', 'pandas', 'html.parser'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


def _reads_or_rejects(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tệp")
        path.write_bytes(content)
        with contextlib.suppress(DataRejected):
            assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in read_sheets(path))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"{", b"\xff\xfe"]),
    st.binary(),
)
def test_any_bytes_give_sheets_or_a_rejection(start: bytes, rest: bytes) -> None:
    _reads_or_rejects(start + rest)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_files_give_sheets_or_a_rejection(seed: bytes, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    _reads_or_rejects(bytes(damaged[: data.draw(st.integers(1, len(seed)))]))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("corrections.toml.txt", "corrections.toml"),
        ("Corrections.txt", "corrections.toml"),
        ("correction.toml", "corrections.toml"),
        ("corrections (1).toml", "corrections.toml"),
        ("month.toml.bak", "month.toml"),
    ],
)
def test_settings_under_another_name_are_told_their_name(tmp_path: Path, name: str, meant: str) -> None:
    problem = refusal(tmp_path, b"[[corrections]]", name)
    assert f"{meant} nhưng không phải" in problem.what
    assert "đổi tên" in problem.remedy
