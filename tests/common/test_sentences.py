import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.common.sentences import (
    band_limits,
    capitalised,
    check_placeholders,
    fill,
    listed,
    lower_first,
    markdown_text,
)

NAMES = frozenset({"count", "units"})


@pytest.mark.parametrize(
    "template", ["", "không có gì", "{count} đơn vị: {units}", "ngoặc {{thật}} và {count}"]
)
def test_plain_names_that_are_known_may_stand_in_a_template(template: str) -> None:
    check_placeholders(template, NAMES)


@pytest.mark.parametrize(
    "template",
    [
        "{other}",
        "{count.__class__}",
        "{count.__class__.__mro__}",
        "{count[0]}",
        "{count!r}",
        "{count:>9999999}",
        "{count:{units}}",
        "{}",
        "{0}",
        "{ count }",
    ],
)
def test_anything_else_in_a_template_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"chỗ điền lạ .*\{count\}, \{units\}"):
        check_placeholders(template, NAMES)


@pytest.mark.parametrize("template", ["{count", "count}", "{count}}"])
def test_braces_that_do_not_match_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match="ngoặc nhọn"):
        check_placeholders(template, NAMES)


def test_a_refusal_says_so_where_nothing_may_be_filled_in() -> None:
    with pytest.raises(ValueError, match="chỗ điền được dùng: không có"):
        check_placeholders("{count}", frozenset())


@given(st.text(alphabet=string.printable + "đĐ{}"))
def test_what_is_filled_in_stays_as_it_is(value: str) -> None:
    assert fill("có {units} đạt", units=value) == f"có {value} đạt"


@given(st.text(alphabet="{}count:!.[] "))
def test_a_template_that_passes_can_be_filled(template: str) -> None:
    try:
        check_placeholders(template, NAMES)
    except ValueError:
        return
    fill(template, count="1", units="x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nộp trực tuyến", "nộp trực tuyến"),
        ("Đúng hạn", "đúng hạn"),
        ("PAKN đúng hạn", "PAKN đúng hạn"),
        ("Ý kiến, kiến nghị", "ý kiến, kiến nghị"),
        ("", ""),
    ],
)
def test_inside_a_sentence_a_word_is_lowered_but_no_abbreviation(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("đạt 3 lỗi PAKN", "Đạt 3 lỗi PAKN"), ("", "")])
def test_a_sentence_starts_with_a_capital_and_keeps_the_rest(text: str, expected: str) -> None:
    assert capitalised(text) == expected


def test_names_are_listed_with_commas() -> None:
    assert listed(["Nà Tấu", "Him Lam"]) == "Nà Tấu, Him Lam"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("limits", "said"),
    [((8, None), "từ 8"), ((7.5, 8), "từ 7,5 đến dưới 8"), ((0, 5), "dưới 5")],
)
def test_limits_of_bands_are_said_in_words(limits: tuple[float, float | None], said: str) -> None:
    assert band_limits(*limits) == said


@given(st.text())
def test_every_sign_that_markdown_may_read_is_escaped_and_no_text_is_lost(text: str) -> None:
    written = markdown_text(text)

    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>&#|$]", written)
    assert len(written.splitlines()) <= 1
    assert re.sub(r"\\(.)", r"\1", written) == " ".join(text.splitlines())


def test_ordinary_text_stays_as_it_is_in_markdown() -> None:
    said = "1. Xã Nà Tấu: 56/143 hồ sơ (39,2%) – giảm 1.234,5 điểm; “tốt” + khá!"

    assert markdown_text(said) == said
