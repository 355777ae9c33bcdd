"""TOML files → validated, frozen models; a mistake names the file, the key and the remedy."""

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from dbp_analysis.digests import Noted, unnoted
from dbp_analysis.errors import DataRejected, Problem

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_.-][a-z0-9]+)*$")]
"""An id that may name a file, a column and a key: lower-case ASCII, never a path."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Config(BaseModel):
    """Base of everything read from TOML: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=Config)

_EXPLANATIONS = {
    "missing": "thiếu mục bắt buộc này",
    "extra_forbidden": "không có mục nào mang tên này",
    "string_pattern_mismatch": "chỉ dùng chữ thường không dấu, chữ số và dấu - _ .",
    "string_too_short": "không được để trống",
    "too_short": "cần ít nhất {min_length} phần tử",
    "greater_than": "phải lớn hơn {gt:g}",
    "greater_than_equal": "phải từ {ge:g} trở lên",
    "less_than_equal": "không được quá {le:g}",
    "literal_error": "chỉ nhận một trong: {expected}",
    "value_error": "{error}",
}
_WRONG_TYPE = "sai kiểu dữ liệu (đang là {found!r})"
_JOINERS = "\u200c\u200d"
"""Of the characters that show nothing, those that some scripts are spelled with."""


def load_toml(path: Path, model: type[Model], noted: Noted = unnoted) -> Model:
    """Read ``path`` into ``model``; raise ``DataRejected`` with one problem for each wrong key."""
    return validate(read_toml(path, noted), model, path.name)


def load_named(path: Path, model: type[Model], name: str, noted: Noted = unnoted) -> Model:
    """Like :func:`load_toml` for a model with an ``id``, which must be ``name``: files refer to each
    other by it.
    """
    loaded = load_toml(path, model, noted)
    found = getattr(loaded, "id", name)
    if found == name:
        return loaded
    what = f"Mã id là {found!r} nhưng tệp hoặc thư mục mang tên {name!r}."
    raise DataRejected([Problem("config", what, "Đặt hai tên giống nhau.", path.name, column="id")])


def read_toml(path: Path, noted: Noted = unnoted) -> dict[str, Any]:
    """The raw content of a TOML file, its bytes told to ``noted``; raise ``DataRejected`` when it is missing
    or malformed, or a text in it holds characters that cannot be seen.
    """
    try:
        data = path.read_bytes()
        content = tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        raise DataRejected(
            [Problem("config", f"Không có tệp {path.name}.", f"Tạo tệp {path.name} theo README.", path.name)]
        ) from None
    except UnicodeDecodeError:
        raise DataRejected(
            [Problem("config", "Tệp không phải văn bản UTF-8.", "Lưu lại tệp với mã UTF-8.", path.name)]
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise DataRejected(
            [Problem("config", f"Tệp TOML viết sai cú pháp: {error}.", "Sửa chỗ được nêu.", path.name)]
        ) from None
    hidden = [
        Problem("config", *hidden_text(found), path.name, column=_key(location))
        for location, text in _texts(content)
        if (found := hidden_in(text))
    ]
    if hidden:
        raise DataRejected(hidden)
    noted(path, data)
    return content


def hidden_in(text: str) -> str:
    """The characters of ``text`` that show nothing themselves (Unicode category Cf), each once: they may turn
    the figures after a name round, or make two names differ that look alike.
    """
    return "".join(sorted(c for c in set(text) if unicodedata.category(c) == "Cf" and c not in _JOINERS))


def hidden_text(found: str) -> tuple[str, str]:
    """What is wrong with a text in which :func:`hidden_in` ``found`` something, and what to do."""
    codes = ", ".join(f"U+{ord(character):04X}" for character in found)
    what = f"Có ký tự ẩn {codes}, có thể làm đảo hoặc sai chữ và số đứng sau."
    return what, "Xóa cả đoạn chữ này rồi gõ lại bằng tay, không dán từ nơi khác."


def _texts(value: Any, location: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a file with the key that it stands under; a key is a text too."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*location, key), key
            yield from _texts(inner, (*location, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*location, number))


def validate(content: dict[str, Any], model: type[Model], file_name: str) -> Model:
    """Check ``content`` against ``model``; raise ``DataRejected`` naming ``file_name`` and each key."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        details = error.errors()
        told = [detail for detail in details if not _follows(detail, details)]
        raise DataRejected([_problem(detail, file_name) for detail in told]) from None


def _follows(detail: Any, details: Sequence[Any]) -> bool:
    """Whether a list only counts as too short because elements of it, told themselves, are wrong."""
    depth = len(detail["loc"])
    deeper = (one["loc"][:depth] == detail["loc"] and len(one["loc"]) > depth for one in details)
    return detail["type"] == "too_short" and any(deeper)


def _problem(detail: Any, file_name: str) -> Problem:
    template = _EXPLANATIONS.get(detail["type"], _WRONG_TYPE)
    explanation = template.format(found=detail["input"], **detail.get("ctx", {}))
    return Problem(
        check="config",
        what=f"Nội dung cấu hình chưa đúng: {explanation}.",
        remedy="Sửa mục được nêu theo mẫu trong README.",
        file=file_name,
        column=_key(detail["loc"]),
    )


def _key(location: tuple[str | int, ...]) -> str:
    """``("groups", 0, "name")`` as people count: ``groups[1].name``."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")
