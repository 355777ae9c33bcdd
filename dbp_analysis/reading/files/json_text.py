"""The text of a JSON file to values: strict, bounded, and without a guess where the standard leaves one."""

import json
import math
import re
from collections import Counter
from typing import TypeAlias

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.text import decode

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = "dict[str, Json]"

SAVE_AGAIN = "Tải lại báo cáo trên Cổng, lưu lại nguyên vẹn phản hồi của hệ thống rồi chạy lại."

# More digits are an identifier, not a count, and a float would lose some.
_EXACT_DIGITS = 15
_QUOTED_CHARACTERS = 120
# What no text file holds but the escapes of JSON can: halves of characters, and controls other than blanks.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def parse(data: bytes) -> Json:
    """The value that a JSON text stands for, at most as large and deep as ``bounds`` allow.

    Numbers that a cell cannot hold exactly or at all (more than 15 digits, beyond the floats) are their text.
    Raises ``RefusalError`` for anything but sound JSON, and for an object with two values of one name.
    """
    bounds.check_file_size(len(data), bounds.JSON_BYTES)
    try:
        value = _parsed(decode(data))
    except RecursionError as error:
        raise _too_deep() from error
    _check_depth(value)
    return value


def _parsed(text: str) -> Json:
    try:
        parsed: Json = json.loads(
            text, object_pairs_hook=_unique, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        raise RefusalError(
            f"Tệp JSON bị hỏng hoặc lưu chưa đủ, tại dòng {error.lineno}, cột {error.colno}.", SAVE_AGAIN
        ) from error
    return parsed


def _unique(pairs: list[tuple[str, Json]]) -> Object:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        # RFC 8259 leaves open which one counts; most programs silently take the last.
        (repeated, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise two_values(repeated)
    return fields


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits.lstrip("-")) <= _EXACT_DIGITS else digits


def _fraction(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _constant(name: str) -> Json:
    raise RefusalError(f"Tệp JSON có giá trị {name}, không phải là số.", SAVE_AGAIN)


def _check_depth(value: Json) -> None:
    level = [value]
    for _ in range(bounds.JSON_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> RefusalError:
    return RefusalError(f"Tệp JSON lồng quá {bounds.JSON_DEPTH} cấp.", SAVE_AGAIN)


def two_values(name: str) -> RefusalError:
    """Refused: which of the values of the field counts would be a guess."""
    return RefusalError(f"Tệp JSON có hai giá trị cho cùng một trường {quoted(name)}.", SAVE_AGAIN)


def sound(text: str) -> str:
    """``text`` itself; ``RefusalError`` when it holds what no text can."""
    if _NO_TEXT.search(text):
        raise RefusalError(f"Tệp JSON có ký tự không hợp lệ trong {quoted(text)}.", SAVE_AGAIN)
    return text


def quoted(text: str) -> str:
    """A text of the file as a message can show it: on one line, short, without hidden characters."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text[: 10 * _QUOTED_CHARACTERS])
    line = " ".join(seen.split())
    return f"«{line[:_QUOTED_CHARACTERS]}…»" if len(line) > _QUOTED_CHARACTERS else f"«{line}»"
