"""TOML files → validated, frozen models; a mistake names the file, the key and the remedy."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from reprlib import repr as shortened
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.near import nearest
from dbp_analysis.common.texts import on_one_line, unfit_in, unfit_text
from dbp_analysis.settings.settings_file import settings_bytes

IDENTIFIER = "[a-z][a-z0-9]*([_.-][a-z0-9]+)*"

Identifier = Annotated[str, StringConstraints(pattern=f"^{IDENTIFIER}$")]
"""An id that may name a file, a column and a key: lower-case ASCII, never a path."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A text that stands in the head of a table or at a mark of a chart."""


class Config(BaseModel):
    """Base of everything read from TOML: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=Config)

_EXPLANATIONS = {
    "missing": "thiếu mục bắt buộc này",
    "extra_forbidden": "không có mục nào mang tên này",
    "string_pattern_mismatch": "chỉ dùng chữ thường không dấu, chữ số và dấu - _ .",
    "string_too_short": "không được để trống",
    "string_too_long": "không được dài quá {max_length} ký tự",
    "too_short": "cần ít nhất {min_length} phần tử",
    "tuple_type": "phải là danh sách trong dấu [ ] (đang là {found})",
    "greater_than": "phải lớn hơn {gt:g}",
    "greater_than_equal": "phải từ {ge:g} trở lên",
    "less_than_equal": "không được quá {le:g}",
    "literal_error": "chỉ nhận một trong: {expected}",
    "value_error": "{error}",
}
_WRONG_TYPE = "sai kiểu dữ liệu (đang là {found})"
_NO_NUMBER = "sai kiểu dữ liệu (số quá lớn, hoặc không phải là một số)"
_DEEPEST = 32
_DEEP_KEY = re.compile(r"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
"""A key of so many parts takes tomllib time and memory by the square of their number."""
_LONGEST_TEXT = 2_000
_LONGEST_WORD = 200
_LONGEST_KEY = 60
_MOST_TOLD = 100
_LARGEST = 1e15
"""Numbers up to here are exact wherever they go."""

_Location: TypeAlias = tuple[str | int, ...]


def load_toml(path: Path, model: type[Model], noted: Noted = unnoted) -> Model:
    """Read ``path`` into ``model``; raise ``DataRejected`` with one problem for each wrong key."""
    return validate(read_toml(path, noted), model, path.name)


def load_named(path: Path, model: type[Model], name: str, noted: Noted = unnoted) -> Model:
    """Like :func:`load_toml` for a model with an ``id``, which must be ``name``: files refer to each
    other by it.
    """
    return validate_named(read_toml(path, noted), model, path, name)


def validate_named(content: dict[str, Any], model: type[Model], path: Path, name: str) -> Model:
    """What :func:`load_named` does with the ``content`` of ``path``."""
    loaded = validate(content, model, path.name)
    found = getattr(loaded, "id", name)
    if found == name:
        return loaded
    what = f"Mã id là {found!r} nhưng tệp hoặc thư mục mang tên {name!r}."
    raise DataRejected([Problem("config", what, "Đặt hai tên giống nhau.", path.name, column="id")])


def read_toml(path: Path, noted: Noted = unnoted) -> dict[str, Any]:
    """The raw content of a TOML file, its bytes told to ``noted``; raise ``DataRejected`` when it cannot be
    read or is malformed.
    """
    data = settings_bytes(path)
    text = data.decode("utf-8-sig")
    try:
        if _DEEP_KEY.search(text):
            raise RecursionError
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = f"Tệp TOML viết sai cú pháp, tại {_place(str(error))}."
        remedy = "Sửa chỗ được nêu: mỗi mục một lần, dạng TÊN = GIÁ TRỊ, chữ đặt trong dấu nháy."
    except RecursionError:
        what, remedy = (
            "Tệp TOML lồng quá nhiều cấp.",
            "Viết lại tệp theo một tệp cùng loại có sẵn trong data/.",
        )
    except ValueError:  # of whole numbers with thousands of digits
        what, remedy = "Tệp TOML có số quá dài.", "Ghi lại số đó cho đúng."
    else:
        noted(path, data)
        return content
    raise DataRejected([Problem("config", what, remedy, path.name)])


def _place(error: str) -> str:
    """Where tomllib, which ends every message so, stopped reading."""
    found = re.search(r"\(at line (\d+), column (\d+)\)$", error)
    return f"dòng {found[1]}, cột {found[2]}" if found else "cuối tệp"


def validate(content: dict[str, Any], model: type[Model], file_name: str) -> Model:
    """Check ``content`` against ``model``; raise ``DataRejected`` naming ``file_name`` and each key.

    Texts become one line each: what a person breaks into lines in the file runs on where it is printed.
    """
    wrong: list[Problem] = []
    cleaned = _cleaned(content, (), wrong)
    if wrong:
        raise DataRejected([replace(problem, file=file_name) for problem in wrong[:_MOST_TOLD]])
    try:
        return model.model_validate(cleaned)
    except ValidationError as error:
        details = error.errors()[:_MOST_TOLD]
        told = [detail for detail in details if not _follows(detail, details)]
        raise DataRejected([_problem(detail, file_name, model) for detail in told]) from None


def _cleaned(value: Any, at: _Location, wrong: list[Problem]) -> Any:
    """``value`` with every text on one line; what no output can hold is added to ``wrong``."""

    def refuse(what: str, remedy: str) -> None:
        wrong.append(Problem("config", what, remedy, column=_key(at)))

    if len(at) > _DEEPEST:
        refuse("Mục này lồng quá nhiều cấp.", "Viết lại mục theo một tệp cùng loại có sẵn trong data/.")
    elif isinstance(value, dict):
        for key in value:
            _cleaned(key, (*at, key), wrong)
        return {key: _cleaned(inner, (*at, key), wrong) for key, inner in value.items()}
    elif isinstance(value, list | tuple):
        return [_cleaned(inner, (*at, number), wrong) for number, inner in enumerate(value)]
    elif isinstance(value, str):
        value = on_one_line(value)
        if found := unfit_in(value):
            refuse(*unfit_text(found))
        if len(value) > _LONGEST_TEXT:
            refuse(f"Đoạn chữ dài quá {_LONGEST_TEXT} ký tự.", "Viết ngắn lại.")
        elif max(map(len, value.split(" "))) > _LONGEST_WORD:  # no line can hold it
            refuse(f"Có từ dài quá {_LONGEST_WORD} ký tự.", "Viết ngắn lại, hoặc thêm dấu cách.")
    elif isinstance(value, int | float) and not abs(value) < _LARGEST:
        refuse(f"Nội dung cấu hình chưa đúng: {_NO_NUMBER}.", "Ghi lại số này.")
    return value


def _follows(detail: Any, details: Sequence[Any]) -> bool:
    """Whether a list only counts as too short because elements of it, told themselves, are wrong."""
    depth = len(detail["loc"])
    deeper = (one["loc"][:depth] == detail["loc"] and len(one["loc"]) > depth for one in details)
    return detail["type"] == "too_short" and any(deeper)


def _problem(detail: Any, file_name: str, model: type[Config]) -> Problem:
    template = _EXPLANATIONS.get(detail["type"], _WRONG_TYPE)
    explanation = template.format(found=shortened(detail["input"]), **detail.get("ctx", {}))
    if detail["type"] == "literal_error":
        explanation = explanation.replace("' or '", "', '")
    remedy = "Sửa mục được nêu theo một tệp cùng loại có sẵn trong data/."
    if detail["type"] == "extra_forbidden":
        keys = _keys_beside(detail["loc"], model)
        near = " hoặc ".join(nearest(str(detail["loc"][-1]), keys))
        remedy = f"{f'Có phải {near}? ' if near else ''}Các mục ghi được ở đây: {', '.join(keys)}."
    return Problem(
        check="config",
        what=f"Nội dung cấu hình chưa đúng: {explanation}.",
        remedy=remedy,
        file=file_name,
        column=_key(detail["loc"]),
    )


def _keys_beside(location: _Location, model: type[Config]) -> list[str]:
    """The keys that a table may have, in the order of its model, for one at ``location`` that it may not."""
    for part in location[:-1]:
        inner = (field.annotation for name, field in model.model_fields.items() if part == name)
        model = next((one for annotation in inner for one in _models_in(annotation)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[Config]]:
    if isinstance(annotation, type) and issubclass(annotation, Config):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _key(location: _Location) -> str:
    """``("groups", 0, "name")`` as people count: ``groups[1].name``."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part[:_LONGEST_KEY]}" for part in location]
    return "".join(parts).lstrip(".")
