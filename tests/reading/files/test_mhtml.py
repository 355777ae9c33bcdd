import quopri
from pathlib import Path

import pytest

from .files import read_bytes, refusal

HTML = "<html><body><table><tr><td>Đơn vị<td>UBND xã Nà Tấu</table></body></html>"


def mhtml(*pages: str, end: str = "--b--\r\n") -> bytes:
    parts = "".join(
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{quopri.encodestring(page.encode()).decode()}\r\n"
        for page in pages
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return (head + parts + end).encode()


def test_the_tables_of_every_page_are_sheets(tmp_path: Path) -> None:
    frames = '<html><frameset><frame src="sheet001.htm"></frameset></html>'
    sheets = read_bytes(tmp_path, mhtml(frames, HTML, HTML), "a.xls")
    assert [sheet.name for sheet in sheets] == ["Bảng 1", "Bảng 2"]
    assert sheets[1].rows == (("Đơn vị", "UBND xã Nà Tấu"),)


@pytest.mark.parametrize(
    "data",
    [mhtml(HTML, end=""), mhtml(HTML)[:-60], mhtml(), mhtml("<p>a"), b"MIME-Version: 1.0\r\n\r\na"],
)
def test_what_is_cut_off_or_has_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal(tmp_path, data).what
