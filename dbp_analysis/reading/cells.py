"""One cell of an export → text or a whole number; never a guess."""

import datetime
import re
import unicodedata
from decimal import Decimal

from dbp_analysis.common.texts import alike, folded, seen
from dbp_analysis.reading.files import Cell

# Groups of three behind the first; dots or any spaces, not both, are how these systems part thousands.
# "0.125" is no such number, "71.0" is a whole one that a program wrote, and more than 15 digits are no count
# (nor exact in a table of floats).
_WHOLE = re.compile(r"\d{1,15}|\d{1,15}\.0|[1-9]\d{0,2}(?:(?:\.\d{3}){1,4}|(?: \d{3}){1,4})")
_TOO_LARGE = 10**15
_POINTS = re.compile(r"\d{1,6}(?:[.,]\d{1,15})?")
_POINTS_BELOW = 10**6
# How programs keep a spreadsheet from taking a code for a number, where no program takes it away again.
_KEPT_AS_TEXT = re.compile(r"'\d[\d. ]*")
_ERROR = re.compile(r"#[A-Z/0!?_]{2,}|Err:\d{3}", re.IGNORECASE)
# Behind a label: one number, then nothing but the next label; "95e3", "95-100" and "190/2" are none.
_LABELLED = re.compile(
    r"(\d(?:[\d.,\s]*\d)?)\s*(%?)(?:[-–/;,|(\s]*([^\W\d_]{2})[^:\d]*[:\d].*)?\s*", re.DOTALL
)


def cell_text(cell: Cell) -> str:
    """A cell as text in one Unicode form with single spaces and nothing unseen; empty for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(unicodedata.normalize("NFC", seen(str(cell))).split())
    return text[1:] if _KEPT_AS_TEXT.fullmatch(text) else text


def without_value(cell: Cell) -> str:
    """What a cell holds that a spreadsheet program could not or did not calculate; empty for all others."""
    text = cell_text(cell) if isinstance(cell, str) else ""
    if _ERROR.fullmatch(text):
        return f"có lỗi {text}, không có số"
    return "là công thức chưa được tính, không có số" if text.startswith("=") else ""


def header_key(cell: Cell) -> str:
    """A header or a label as it is compared."""
    return folded(cell_text(cell))


def whole_number(cell: Cell, label: str = "") -> int | None:
    """The count in a cell; None for an empty cell.

    ``label`` picks the number behind it in a cell such as "Số lượng: 1.234 Tỷ lệ: 5,2%". Raise
    ``ValueError`` (in Vietnamese) for anything that is not certainly a whole number, negative included.
    """
    if isinstance(cell, bool | datetime.date):
        raise ValueError(f"không phải là số: {cell_text(cell)!r}")
    if isinstance(cell, int | float):
        if abs(cell) >= _TOO_LARGE:
            raise ValueError("không phải số nguyên: hơn 15 chữ số")
        if not float(cell).is_integer():
            raise ValueError(f"không phải số nguyên: {cell}")
        if cell < 0:
            raise ValueError(f"số âm: {int(cell)}")
        return int(cell)
    if cell is None or cell_text(cell) == "":
        return None
    return _from_text(cell, label)


def points_number(cell: Cell, label: str = "", called: str = "điểm") -> float | None:
    """Points (or what they are ``called``) in a cell, with a decimal point or comma; None for an empty cell.

    Raise ``ValueError`` (in Vietnamese) for anything else, negative included.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not 0 <= cell < _POINTS_BELOW:
            raise ValueError(f"không phải là {called}, từ 0 đến dưới 1.000.000")
        return float(cell)
    text = _folded(cell)
    if not text:
        return None
    if label:
        text = _behind(label, text)
    if isinstance(cell, bool | datetime.date) or not _POINTS.fullmatch(text):
        raise ValueError(f"không phải là {called}: {cell_text(cell)!r}")
    return float(text.replace(",", "."))


def rate_number(cell: Cell, label: str) -> Decimal | None:
    """The percentage behind ``label``, with the decimals it is printed with; None where the cell states none.

    Raise ``ValueError`` (in Vietnamese) where what stands there is no percentage.
    """
    text = _folded(cell)
    if not isinstance(cell, str) or not _places(label, text):
        return None
    number = _behind(label, text, percent=True)
    if not _POINTS.fullmatch(number):
        raise ValueError(f"không phải là tỷ lệ phần trăm: {cell_text(cell)!r}")
    return Decimal(number.replace(",", "."))


def _folded(cell: Cell) -> str:
    """A cell's text with full-width digits as plain ones. A raised or circled digit is a mark, and would
    become one digit more: a text with such stays as it is, and is no number.
    """
    text = cell_text(cell)
    marked = any(letter.isnumeric() and not letter.isdecimal() for letter in text)
    return text if marked else alike(text)


def _from_text(cell: str, label: str) -> int:
    text = _folded(cell)
    digits = " ".join((_behind(label, text) if label else text).split())
    if digits.startswith("-") and _WHOLE.fullmatch(digits[1:].strip()):
        raise ValueError(f"số âm: {digits}")
    if not _WHOLE.fullmatch(digits):
        raise ValueError(f"không phải số nguyên: {cell_text(cell)!r}")
    return int(digits.removesuffix(".0").replace(".", "").replace(" ", ""))


def _behind(label: str, text: str, *, percent: bool = False) -> str:
    """The number behind ``label`` in a text of several, with nothing between it and the next label."""
    places = _places(label, text)
    if len(places) > 1:
        raise ValueError(f"ghi chữ {label!r} {len(places)} lần: {text!r}")
    rest = text[places[0] :] if places else ""
    if not rest[:1].isdigit():
        raise ValueError(f"không thấy số sau chữ {label!r}: {text!r}")
    found = _LABELLED.fullmatch(rest)
    if not found or (found[2] and not percent) or (found[3] and not found[3][0].isupper()):
        raise ValueError(f"có chữ hoặc dấu lạ ngay sau số: {text!r}")
    return found[1]


def _places(label: str, text: str) -> list[int]:
    """Where what stands behind each ``label`` in a text begins."""
    wanted = re.escape(alike(cell_text(label)))
    return [found.end() for found in re.finditer(rf"{wanted}\s*:?\s*", text, re.IGNORECASE)]
