from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from dbp_analysis.config import Config, Identifier, Text, load_toml
from dbp_analysis.errors import DataRejected, Problem
from dbp_analysis.scheme import load_scheme

from .made import Place


class Item(Config):
    name: Text
    points: Annotated[float, Field(gt=0, le=10)] = 1


class Sample(Config):
    id: Identifier
    rule: Literal["full", "zero"] = "full"
    items: tuple[Item, ...] = Field(min_length=1)
    least: Annotated[float, Field(ge=0)] = 0


GOOD = 'id = "a-1"\nitems = [{ name = "x" }]\n'


def rejected(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    path = folder / "mau.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataRejected) as caught:
        load_toml(path, Sample)
    assert all(problem.file == "mau.toml" and problem.check == "config" for problem in caught.value.problems)
    return caught.value.problems


def test_a_good_file_is_read_and_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(GOOD, encoding="utf-8")
    sample = load_toml(path, Sample)
    assert (sample.id, sample.items[0].name) == ("a-1", "x")
    with pytest.raises(ValidationError):
        sample.id = "b"


def test_a_byte_order_mark_of_notepad_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_toml(path, Sample).id == "a-1"


@pytest.mark.parametrize(
    ("content", "key", "told"),
    [
        ('items = [{ name = "x" }]', "id", "thiếu mục bắt buộc"),
        (GOOD + "colour = 1", "colour", "không có mục nào mang tên này"),
        ('id = "../etc"\nitems = [{ name = "x" }]', "id", "chữ thường không dấu"),
        ('id = "Điện Biên"\nitems = [{ name = "x" }]', "id", "chữ thường không dấu"),
        ('id = "a"\nitems = [{ name = "x" }, { name = "  " }]', "items[2].name", "không được để trống"),
        ('id = "a"\nitems = []', "items", "ít nhất 1 phần tử"),
        ('id = "a"\nitems = [{ name = "x", points = 0 }]', "items[1].points", "phải lớn hơn 0"),
        ('id = "a"\nitems = [{ name = "x", points = 11 }]', "items[1].points", "không được quá 10"),
        (GOOD + "least = -1", "least", "phải từ 0 trở lên"),
        (GOOD + 'rule = "half"', "rule", "chỉ nhận một trong: 'full' or 'zero'"),
        (GOOD + "least = [1]", "least", "sai kiểu dữ liệu (đang là [1])"),
        ('id = 7\nitems = [{ name = "x" }]', "id", "sai kiểu dữ liệu (đang là 7)"),
    ],
)
def test_a_mistake_names_the_file_the_key_and_what_is_wrong(
    tmp_path: Path, content: str, key: str, told: str
) -> None:
    (problem,) = rejected(tmp_path, content)
    assert problem.column == key
    assert told in problem.what
    assert problem.where == f"tệp mau.toml, mục {key}"
    assert problem.remedy


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    assert {p.column for p in rejected(tmp_path, "colour = 1")} == {"id", "items", "colour"}


def test_braces_in_a_wrong_value_are_shown_as_they_are(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, GOOD + 'least = "{found.__class__}"')
    assert "'{found.__class__}'" in problem.what


def test_malformed_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, 'id = "a"\nitems = [')
    assert "sai cú pháp" in problem.what
    assert "line 2" in problem.what or "end of document" in problem.what


def test_a_file_that_is_not_utf_8_is_told_as_such(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, 'id = "Điện"'.encode("utf-16"))
    assert "không phải văn bản UTF-8" in problem.what
    assert "UTF-8" in problem.remedy


def test_characters_that_cannot_be_seen_are_refused_by_their_key(tmp_path: Path) -> None:
    content = 'id = "a"\nitems = [{ name = "x" }, { name = "Nà \u202eTấu" }, { name = "\\u200b" }]'
    one, other = rejected(tmp_path, content)
    assert (one.column, other.column) == ("items[2].name", "items[3].name")
    assert "U+202E" in one.what
    assert "U+200B" in other.what
    assert "gõ lại" in one.remedy


def test_what_some_scripts_are_spelled_with_is_no_hidden_character(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_text('id = "a"\nitems = [{ name = "\u0645\u06cc\u200c\u062e \u200d" }]', encoding="utf-8")
    assert load_toml(path, Sample).items


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataRejected, match=r"Không có tệp mau\.toml"):
        load_toml(tmp_path / "mau.toml", Sample)


def test_an_id_must_be_the_name_that_others_refer_to(place: Place) -> None:
    path = place.change("schemes/bo-thu.toml", 'id = "bo-thu"', 'id = "bo-khac"')
    with pytest.raises(DataRejected, match="bo-khac"):
        load_scheme(path)
