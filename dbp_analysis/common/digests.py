"""What was read, by SHA-256: of the very bytes that were parsed, never of a second look at the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dbp_analysis.common.errors import RunFailed
from dbp_analysis.common.periods import first_day, kind_of, last_day, preceding

if TYPE_CHECKING:
    import pandas as pd

Noted = Callable[[Path, bytes], None]
"""Hears the bytes of a file that was read."""


def unnoted(path: Path, data: bytes) -> None:
    """Nobody asks later what was read."""


@dataclass(frozen=True)
class Sources:
    """The files that were read: ``digests`` of all their bytes, and ``used``, of what a month uses of a file
    that says more than that.
    """

    digests: dict[Path, str] = field(default_factory=dict)
    used: dict[Path, str] = field(default_factory=dict)

    def note(self, path: Path, data: bytes) -> None:
        """Take down what was read of a file."""
        self.digests[path] = digest(data)
        if path.suffix == ".toml":
            self.used[path] = settings_digest(data)


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def hash_now(path: Path) -> str:
    """The SHA-256 of a file as it is now; empty, so like no other, where there is none that can be read."""
    try:
        return file_hash(path) if path.is_file() else ""
    except OSError:
        return ""


@lru_cache(maxsize=256)
def settings_digest(data: bytes) -> str:
    """The SHA-256 of what a TOML file says; its comments and blank lines say nothing."""
    return digest(repr(tomllib.loads(data.decode("utf-8-sig"))).encode())


def register_digest(register: pd.DataFrame, place: str, month: str) -> str:
    """The SHA-256 of what a month and its comparison with the one before use of the register of units.

    Those are the units of ``place`` in both months, and those of other places that joined one of them
    between; an end that comes after ``month`` is not known to it yet.
    """
    import pandas as pd

    day = pd.Timestamp(last_day(month))
    since = first_day(month if kind_of(month) == "month" else preceding(month))
    over = (register["valid_to"] + pd.Timedelta(days=1)).lt(pd.Timestamp(since))
    own = register["place"].eq(place)
    identity = ["code", "type", "name"]
    named = register["code"] + "\n" + register["type"] + "\n" + register["name"]
    known = named.isin(named[own])
    joined = register["successor"].isin(register.loc[own, "code"]) & register["valid_to"].lt(day) & ~known
    started = ~register["valid_from"].gt(day)
    rows = register[(own | joined) & started & ~over]
    ended = rows["valid_to"].lt(day)
    rows = rows.assign(valid_to=rows["valid_to"].where(ended), successor=rows["successor"].where(ended, ""))
    columns = ["place", *identity, "valid_from", "valid_to", "successor"]
    columns += [name for name in ("aliases", "category", "cluster") if name in rows and rows[name].any()]
    return digest(rows[columns].to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode())


def together(readings: Iterable[Mapping[Path, str]]) -> dict[Path, str]:
    """The digests of several readings as one; raise ``RunFailed`` where two of them saw a file otherwise."""
    merged: dict[Path, str] = {}
    for digests in readings:
        for path, seen in digests.items():
            if merged.setdefault(path, seen) != seen:
                raise changed_meanwhile([path.name])
    return merged


def changed_meanwhile(names: Sequence[str]) -> RunFailed:
    """What to say where files are no longer those that the run began with."""
    return RunFailed(
        f"Tệp đầu vào thay đổi trong lúc chạy: {', '.join(names)}. Chưa ghi kết quả nào.\n"
        "  Cách xử lý: đợi chép hoặc sửa xong tệp rồi chạy lại lệnh."
    )
