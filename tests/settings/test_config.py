from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.settings.config import Config, Identifier, Text, load_toml
from dbp_analysis.settings.scheme import load_scheme

from ..made import Place


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


def test_a_model_to_follow_is_in_every_project(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, 'items = [{ name = "x" }]')
    assert problem.remedy == "Sửa mục được nêu theo một tệp cùng loại có sẵn trong data/."


def test_a_text_where_a_list_belongs_is_told_how_to_write_one(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, 'id = "a"\nitems = "x"')
    assert "phải là danh sách trong dấu [ ] (đang là 'x')" in problem.what


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (GOOD + "leest = 1", "Có phải least? Các mục ghi được ở đây: id, rule, items, least."),
        (GOOD + "xyz = 1", "Các mục ghi được ở đây: id, rule, items, least."),
        (
            'id = "a"\nitems = [{ name = "x", point = 2 }]',
            "Có phải points? Các mục ghi được ở đây: name, points.",
        ),
    ],
)
def test_a_key_that_does_not_exist_is_told_those_that_do(tmp_path: Path, content: str, remedy: str) -> None:
    (problem,) = rejected(tmp_path, content)
    assert problem.remedy == remedy


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
        (GOOD + 'rule = "half"', "rule", "chỉ nhận một trong: 'full', 'zero'"),
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


@pytest.mark.parametrize(
    ("content", "told"),
    [('id = "a"\nitems == []', "dòng 2, cột 8"), ('id = "a"\nitems = [', "cuối tệp")],
)
def test_malformed_toml_is_told_with_its_line_in_vietnamese(tmp_path: Path, content: str, told: str) -> None:
    (problem,) = rejected(tmp_path, content)
    assert problem.what == f"Tệp TOML viết sai cú pháp, tại {told}."


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"""Số liệu dựng lại.\nDòng thứ hai."""', "Số liệu dựng lại. Dòng thứ hai."),
        ('"""\r\n  a \t\r\n\r\n  b\n"""', "a b"),
        ('"a\\u2028b\\tc"', "a b c"),
        ('"Nà\u00a0Tấu 社會 ٣"', "Nà\u00a0Tấu 社會 ٣"),
    ],
)
def test_a_text_of_several_lines_runs_on_as_one(tmp_path: Path, text: str, read: str) -> None:
    (tmp_path / "mau.toml").write_bytes(f'id = "a"\nitems = [{{ name = {text} }}]'.encode())
    assert load_toml(tmp_path / "mau.toml", Sample).items[0].name == read


@pytest.mark.parametrize(
    "number", [0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9F, 0xE000, 0xF0B7, 0xFDD0, 0xFFFE, 0xFFFF, 0x10FFFF]
)
def test_a_character_that_no_output_can_hold_is_refused_by_its_code(tmp_path: Path, number: int) -> None:
    (problem,) = rejected(tmp_path, f'id = "a"\nitems = [{{ name = "x\\U{number:08X}y" }}]')
    assert problem.column == "items[1].name"
    assert f"U+{number:04X}" in problem.what


@pytest.mark.parametrize("value", ["nan", "-inf", "1e400", "1e16", "9" * 200, "0x" + "F" * 9_000])
def test_what_is_no_number_that_can_be_printed_is_refused_by_its_key(tmp_path: Path, value: str) -> None:
    (problem,) = rejected(tmp_path, f"{GOOD}least = {value}")
    assert (problem.column, "sai kiểu dữ liệu" in problem.what) == ("least", True)


def test_a_text_or_a_word_without_end_is_refused(tmp_path: Path) -> None:
    (problem,) = rejected(tmp_path, f'id = "a"\nitems = [{{ name = "x {"a" * 201}" }}]')
    assert (problem.column, "từ dài quá 200" in problem.what) == ("items[1].name", True)
    (problem,) = rejected(tmp_path, f'id = "a"\nitems = [{{ name = "{"a" * 5_000}" }}]')
    assert (problem.column, "2000 ký tự" in problem.what) == ("items[1].name", True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a = " + "[" * 3_000 + "]" * 3_000, "lồng quá nhiều cấp"),
        ("a = " + "{a = " * 3_000 + "1" + "}" * 3_000, "lồng quá nhiều cấp"),
        ("a = " + "[" * 100 + "]" * 100, "lồng quá nhiều cấp"),
        ("a." * 200_000 + "a = 1", "lồng quá nhiều cấp"),
        ("[" + "'a' . " * 3_000 + "a]", "lồng quá nhiều cấp"),
        ("a = " + "9" * 10_000, "số quá dài"),
        ("# " + "a" * (1 << 20), "lớn hơn 1 MB"),
        ("\ufeff\ufeffa = 1", "sai cú pháp"),
    ],
    ids=["brackets", "tables", "some-brackets", "dots", "quoted-dots", "digits", "megabytes", "two-marks"],
)
def test_toml_that_no_person_writes_is_one_problem(tmp_path: Path, content: str, told: str) -> None:
    (problem,) = rejected(tmp_path, content)
    assert told in problem.what


def test_mistakes_beyond_number_are_not_all_told(tmp_path: Path) -> None:
    assert len(rejected(tmp_path, 'id = "a"\nitems = [' + '{ name = "" },' * 500 + "]")) == 100
    assert len(rejected(tmp_path, f'id = "a"\nitems = [{{ name = "x" }}]\n{"k" * 500} = 1')[0].column) < 100
