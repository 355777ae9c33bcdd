"""One cell of an export → text or a whole number; never a guess."""

import datetime
import re
import unicodedata

from dbp_analysis.readers import Cell

# Groups of three behind the first; dots or any spaces, not both, are how these systems part thousands.
# "0.125" is no such number, and more than 15 digits are no count (nor exact in a table of floats).
_WHOLE = re.compile(r"\d{1,15}|[1-9]\d{0,2}(?:(?:\.\d{3}){1,4}|(?: \d{3}){1,4})")
_POINTS = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_NUMBER = r"[\d.,\s]*\d"


def cell_text(cell: Cell) -> str:
    """A cell as text in one Unicode form with single spaces; empty for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def header_key(cell: Cell) -> str:
    """A header as it is compared: compatibility letters folded, lower case."""
    return " ".join(unicodedata.normalize("NFKC", cell_text(cell)).casefold().split())


def whole_number(cell: Cell, label: str = "") -> int | None:
    """The count in a cell; None for an empty cell.

    ``label`` picks the number behind it in a cell such as "Số lượng: 1.234 Tỷ lệ: 5,2%". Raise
    ``ValueError`` (in Vietnamese) for anything that is not certainly a whole number, negative included.
    """
    if cell is None or cell_text(cell) == "":
        return None
    if isinstance(cell, bool | datetime.date):
        raise ValueError(f"không phải là số: {cell_text(cell)!r}")
    if isinstance(cell, int | float):
        if not float(cell).is_integer():
            raise ValueError(f"không phải số nguyên: {cell}")
        if cell < 0:
            raise ValueError(f"số âm: {int(cell)}")
        return int(cell)
    return _from_text(cell, label)


def points_number(cell: Cell, label: str = "") -> float | None:
    """Points in a cell, with a decimal point or comma; None for an empty cell.

    Raise ``ValueError`` (in Vietnamese) for anything else, negative included.
    """
    text = unicodedata.normalize("NFKC", cell_text(cell))
    if not text:
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < float("inf"):
        return float(cell)
    if label:
        text = _behind(label, text)
    if isinstance(cell, bool | datetime.date) or not _POINTS.fullmatch(text):
        raise ValueError(f"không phải là điểm: {cell_text(cell)!r}")
    return float(text.replace(",", "."))


def _from_text(cell: str, label: str) -> int:
    text = unicodedata.normalize("NFKC", cell_text(cell))
    digits = " ".join((_behind(label, text) if label else text).split())
    if digits.startswith("-") and _WHOLE.fullmatch(digits[1:].strip()):
        raise ValueError(f"số âm: {digits}")
    if not _WHOLE.fullmatch(digits):
        raise ValueError(f"không phải số nguyên: {cell_text(cell)!r}")
    return int(digits.replace(".", "").replace(" ", ""))


def _behind(label: str, text: str) -> str:
    """The number that stands behind ``label`` in a text of several."""
    folded = unicodedata.normalize("NFKC", cell_text(label))
    found = re.search(rf"{re.escape(folded)}\s*:?\s*({_NUMBER})", text, re.IGNORECASE)
    if not found:
        raise ValueError(f"không thấy số sau chữ {label!r}: {text!r}")
    return found[1]
