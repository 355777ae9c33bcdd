"""The members of a zipped workbook, unpacked within bounds whatever the zip declares about itself."""

import io
import zipfile
from collections.abc import Callable

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import corrupt, encrypted

_CENTRAL_ENTRY = b"PK\x01\x02"
_CHUNK = bounds.MEGABYTE
_ENCRYPTED_FLAG = 0x1
# The decompressors of the other methods cannot be told to stop after so many bytes.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def member_names(data: bytes) -> frozenset[str]:
    """The names in a zip, in lower case and with ``/``. ``RefusalError`` when it is not sound."""
    with _open(data) as archive:
        return frozenset(_normal(name).lower() for name in archive.namelist())


def unpack(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The content of the members whose name (with ``/``) is ``wanted``, by name.

    Raises ``RefusalError`` when the zip is broken, encrypted, ambiguous, or unpacks to more than the limit.
    No more than the limit is ever unpacked: the sizes that the zip declares are not relied on.
    """
    with _open(data) as archive:
        members = [
            info for info in archive.infolist() if not info.is_dir() and wanted(_normal(info.filename))
        ]
        bounds.check_unpacked(sum(info.file_size for info in members))
        contents: dict[str, bytes] = {}
        total = 0
        for info in members:
            content = _read(archive, info, bounds.UNPACKED_BYTES - total)
            total += len(content)
            contents[_normal(info.filename)] = content
    return contents


def pack(contents: dict[str, bytes]) -> io.BytesIO:
    """A clean zip of these members, stored: a reader of it sees these bytes and no others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    buffer.seek(0)
    return buffer


def _open(data: bytes) -> zipfile.ZipFile:
    # zipfile keeps an object for every entry it finds, so they are counted before it is called.
    bounds.check_members(data.count(_CENTRAL_ENTRY))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise corrupt("cấu trúc tệp nén") from error
    names = [_normal(name).lower() for name in archive.namelist()]
    if len(names) != len(set(names)):
        raise corrupt("thành phần trùng tên")
    return archive


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise encrypted()
    if info.compress_type not in _METHODS:
        raise corrupt("kiểu nén không được hỗ trợ")
    chunks = []
    size = 0
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            if size > room:
                bounds.check_unpacked(bounds.UNPACKED_BYTES + 1)
            chunks.append(chunk)
    if size != info.file_size:
        raise corrupt(f"thành phần {info.filename}")
    return b"".join(chunks)


def _normal(name: str) -> str:
    """Some exporters on Windows write backslashes."""
    return name.replace("\\", "/").lstrip("/")
