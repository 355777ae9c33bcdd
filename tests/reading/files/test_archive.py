import zipfile
from pathlib import Path

import pytest

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.archive import member_names, pack, unpack
from dbp_analysis.reading.files.refusal import RefusalError

from .files import lying_zip, refusal, refusal_in_little_memory, xlsx_members, zipped


def test_a_clean_copy_has_the_same_members() -> None:
    members = {"a.xml": b"<a/>", "b/c.xml": b"<c/>"}
    assert unpack(pack(unpack(zipped(dict(members)), lambda _: True)).getvalue(), lambda _: True) == members


def test_only_wanted_members_are_unpacked() -> None:
    data = zipped({"a.xml": "<a/>", "media/big.png": b"\x00" * (bounds.UNPACKED_BYTES + 1)})
    assert unpack(data, lambda name: name.endswith(".xml")) == {"a.xml": b"<a/>"}


def test_backslashes_of_windows_exporters_are_slashes() -> None:
    assert member_names(zipped({"xl\\Workbook.xml": ""})) == {"xl/workbook.xml"}


@pytest.mark.slow
def test_a_zip_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    bomb = zipped(xlsx_members("") | {"xl/styles.xml": b" " * (200 << 20)})
    assert len(bomb) < 1 << 20
    assert "128 MB" in refusal_in_little_memory(tmp_path, bomb)


@pytest.mark.slow
def test_a_stream_longer_than_declared_is_not_unpacked_beyond_the_declared_size(tmp_path: Path) -> None:
    data = lying_zip("content.xml", b"<a>" + b" " * (200 << 20), declared=3)
    assert unpack(data, lambda _: True) == {"content.xml": b"<a>"}
    assert "hỏng" in refusal_in_little_memory(tmp_path, data)


def test_a_stream_shorter_than_declared_is_refused() -> None:
    with pytest.raises((RefusalError, zipfile.BadZipFile)):
        unpack(lying_zip("content.xml", b"<a/>", declared=1_000), lambda _: True)


def test_declared_sizes_beyond_the_limit_are_refused_before_unpacking() -> None:
    with pytest.raises(RefusalError, match="128 MB"):
        unpack(lying_zip("content.xml", b"<a/>", declared=1 << 30), lambda _: True)


def test_too_many_members_are_refused() -> None:
    with pytest.raises(RefusalError, match="2000"):
        unpack(zipped({f"{i}.xml": "" for i in range(bounds.ZIP_MEMBERS + 1)}), lambda _: True)


def test_members_of_one_name_are_refused() -> None:
    with pytest.raises(RefusalError, match="trùng tên"):
        unpack(zipped({"xl/a.xml": "", "XL\\A.xml": ""}), lambda _: True)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_cannot_be_bounded_is_refused(method: int) -> None:
    with pytest.raises(RefusalError, match="kiểu nén"):
        unpack(zipped({"a.xml": "<a/>"}, method), lambda _: True)


def test_an_encrypted_member_is_told_as_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped(xlsx_members("")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "mật khẩu" in refusal(tmp_path, bytes(data)).what
