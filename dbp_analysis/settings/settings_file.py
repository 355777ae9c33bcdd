"""A file that people write: a plain file of a bounded size, or one clear refusal."""

from pathlib import Path

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.near import nearest

_MEGABYTES = 1
"""The registers and schemes of a province take a tenth of it."""
_WRITTEN_IN = {
    "schemes": " ở mục scheme của publication.toml hoặc month.toml",
    "layouts": " ở mục layouts, optional_layouts của publication.toml",
}
"""Where people write the id of a file, by the folder that holds it."""


def settings_bytes(path: Path, check: str = "config", kind: str = "văn bản UTF-8") -> bytes:
    """The bytes of a file of settings, in UTF-8; raise ``DataRejected`` with a problem of ``check`` where
    there is none, or no file that can be one, which says that it is no ``kind``.
    """
    if not path.exists():
        near = nearest(path.stem, (one.stem for one in path.parent.glob(f"*{path.suffix}")))
        meant = f"Có phải {' hoặc '.join(near)}? " if near else ""
        where = _WRITTEN_IN.get(path.parent.name, "")
        remedy = f"{meant}Ghi đúng mã{where}, hoặc tạo tệp {path.name} theo README."
        raise _refused(check, path, f"Không có tệp {path.name}.", remedy)
    if not path.is_file():  # a pipe or a device would block, or never end
        raise _refused(
            check, path, f"Đây không phải là tệp {kind}.", "Chuyển đi nơi khác rồi tạo tệp theo README."
        )
    with path.open("rb") as file:
        data = file.read((_MEGABYTES << 20) + 1)
    if len(data) > _MEGABYTES << 20:
        raise _refused(check, path, f"Tệp lớn hơn {_MEGABYTES} MB.", "Kiểm tra lại: tệp này chỉ gồm chữ.")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(check, path, f"Tệp không phải {kind}.", "Lưu lại tệp với mã UTF-8.") from None
    return data


def _refused(check: str, path: Path, what: str, remedy: str) -> DataRejected:
    return DataRejected([Problem(check, what, remedy, path.name)])
