"""What every reader returns: a named rectangle of cells, addressed as a spreadsheet program shows it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | None

_LETTERS = 26


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0][0]`` is cell A1 of the file; all rows have the same width; empty is ``None``.

    Leading empty rows and columns are kept, so that an index is always an address. Strings are as the
    file has them (not normalised, not parsed as numbers). A sheet without any value has no rows.
    ``hidden`` is whether a spreadsheet program does not show it.
    A text file also has ``widths``, how many fields each record has of its own, and is ``open_ended`` when
    its last line has no end. A table of a page also has what the page says ``above`` it.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    open_ended: bool = False
    hidden: bool = False
    above: str = ""


def sheet_of(name: str, rows: Sequence[Iterable[Cell]], *, hidden: bool = False) -> Sheet:
    """A sheet from rows of any widths: pads them with ``None`` to the widest; ``""`` becomes ``None``."""
    cleaned = [tuple(None if cell == "" else cell for cell in row) for row in rows]
    width = max(map(len, cleaned), default=0)
    if not width:
        return Sheet(name, (), hidden=hidden)
    padded = tuple(row + (None,) * (width - len(row)) for row in cleaned)
    return Sheet(name, padded, hidden=hidden)


def column_letter(index: int) -> str:
    """The letters of a 0-based column: 0 → ``A``, 25 → ``Z``, 26 → ``AA``. Raises ValueError if negative."""
    if index < 0:
        raise ValueError(f"column index {index} is negative")
    letters = ""
    number = index + 1
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based index of column letters, in either case: ``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
