"""A finding of an audit: what a report says, and what follows from other figures of it."""

from dataclasses import dataclass
from typing import Literal

Sure = Literal["certain", "likely", "possible"]


@dataclass(frozen=True)
class Finding:
    """One contradiction. ``kind`` is a key of the table ``kind`` in ``data/wording/audit.toml``; ``said`` is
    what stands at ``place``, ``follows`` what should or could stand there, both in Vietnamese; ``unit`` is
    the code of the unit that it is about, ``column`` the column of the annex.
    """

    kind: str
    place: str
    said: str
    follows: str
    sure: Sure
    unit: str = ""
    column: str = ""
