"""Putting a finished folder in place of an old one: at every moment there is the old or the new, whole."""

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS
# What tempfile adds to a name. It holds no hyphen, so no name of another target can pass for it.
_ADDED = re.compile(r"[a-z0-9_]+")
_LEFT = re.compile(rf"\.(.+)-(?:new|old)-{_ADDED.pattern}")


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """A folder to work in, hidden beside ``target``, gone afterwards whatever happens; what lies beside it
    goes as well.

    One process at a time works on a target; the others wait. What a killed one left behind is cleared
    away first. Raise ``OSError`` where nothing can be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _lock(target):
        _recover(target)
        place = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
        try:
            made = place / "made"
            made.mkdir()  # with the rights that the user's umask says, which mkdtemp does not heed
            yield made
        finally:
            shutil.rmtree(place, ignore_errors=True)


def clear_away(target: Path, patience: float = 0.0) -> None:
    """Remove what processes that died left beside ``target``, and of targets in it. Where another process
    still works on one after ``patience`` seconds it is left alone.
    """
    within = {found[1] for path in target.glob(".*") if (found := _LEFT.fullmatch(path.name))}
    for one in (target, *(target / name for name in sorted(within))):
        with suppress(OSError):
            if _left_behind(one, "new") or _left_behind(one, "old"):
                with _lock(one, patience):
                    _recover(one)


def put_in_place(made: Path, target: Path) -> None:
    """Make the finished folder ``made`` the ``target``; a target that was there is deleted."""
    _flush(made)
    if not target.exists():
        made.rename(target)
        return
    if _exchange(made, target):
        shutil.rmtree(made, ignore_errors=True)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    try:
        made.rename(target)
    except OSError:
        (old / target.name).rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _lock(target: Path, seconds: float = -1) -> FileLock:
    """The lock of a target, to wait for so long (negative: for ever); then it raises ``TimeoutError``."""
    locks = target.parent / ".locks"
    locks.mkdir(exist_ok=True)
    # The system releases the lock of a process that dies; the empty file stays.
    return FileLock(locks / f"{target.name}.lock", timeout=seconds)


def _recover(target: Path) -> None:
    """Undo what a killed process left: its unfinished work goes, an old target that it set aside returns."""
    for old in _left_behind(target, "old"):
        if not target.exists() and (old / target.name).exists():
            (old / target.name).rename(target)
        shutil.rmtree(old, ignore_errors=True)
    for unfinished in _left_behind(target, "new"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _left_behind(target: Path, kind: str) -> list[Path]:
    """The folders beside ``target`` that were made for it, and for no other."""
    start = f".{target.name}-{kind}-"
    beside = [path for path in target.parent.iterdir() if path.name.startswith(start)]
    return [path for path in beside if _ADDED.fullmatch(path.name.removeprefix(start))]


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system has no such call."""
    if os.name != "posix":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(*names, _EXCHANGE) == 0)
    return False


def _flush(folder: Path) -> None:
    """Have the system write the files to the disk, so that a power cut after the exchange loses none."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
