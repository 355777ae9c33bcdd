"""A folder that comes to be whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dbp_analysis.common.errors import RunFailed, WrongUse


@contextmanager
def new_folder(folder: Path, apart: str) -> Iterator[Path]:
    """A hidden folder to fill; when all is well its content comes to lie in ``folder``, which is missing or
    empty; otherwise nothing is left of it.

    Raise ``WrongUse`` where ``folder`` is a file or holds anything, saying with ``apart`` why the two do not
    mix; ``RunFailed`` where it cannot be written.
    """
    folder = folder.resolve()
    _refuse_to_mix(folder, apart)
    workshop: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        yield workshop
        _refuse_to_mix(folder, apart)
        _move(workshop, folder)
    except OSError as error:
        raise RunFailed(
            f"Không ghi được vào {folder}: {error.strerror}.\n"
            "  Cách xử lý: kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn thư mục khác."
        ) from error
    finally:
        if workshop is not None:
            shutil.rmtree(workshop, ignore_errors=True)


def _refuse_to_mix(folder: Path, apart: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} là một tệp, không phải thư mục.\n  Chọn một thư mục mới.")
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUse(
            f"Thư mục {folder} đã có tệp bên trong; {apart}.\n"
            "  Chọn một thư mục mới, hoặc chuyển các tệp đó đi nơi khác."
        )


def _move(workshop: Path, folder: Path) -> None:
    """Entry by entry, as ``folder`` may be the current one and must stay what it is."""
    folder.mkdir(exist_ok=True)
    moved: list[Path] = []
    try:
        for entry in sorted(workshop.iterdir()):
            moved.append(entry.rename(folder / entry.name))
    except BaseException:
        for path in moved:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
