import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.common.texts import (
    begins_formula,
    on_one_line,
    unaccented,
    unfit_in,
    unfit_text,
    visible,
    visible_lines,
)


@given(st.text())
def test_what_is_shown_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert unfit_in(visible(text)) == ""
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_what_can_be_seen_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_what_a_terminal_obeys_is_shown_by_its_code() -> None:
    assert visible("a\x1b[31m\r\nb\u202ec\udcff") == r"a\x1b[31m\r\nb\u202ec\udcff"
    assert visible_lines("a\x07\nb") == "a\\x07\nb"


@given(st.text())
def test_a_text_on_one_line_stays_as_it_is(text: str) -> None:
    line = on_one_line(text)
    assert on_one_line(line) == line
    assert not set("\t\n\r\u2028\u2029") & set(line)


def test_each_kind_of_unfit_character_is_told_with_its_harm() -> None:
    what, remedy = unfit_text(unfit_in("a\x07b\u202e\ue000\x07\u200d"))
    assert "điều khiển U+0007, không in ra được" in what
    assert "ẩn U+202E" in what
    assert "U+E000, mỗi máy in ra một kiểu" in what
    assert "gõ lại" in remedy


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1", "\ta", "\ra"])
def test_what_a_spreadsheet_takes_for_a_formula_is_known(text: str) -> None:
    assert begins_formula(text)
    assert not begins_formula(f"a{text}")


@pytest.mark.parametrize(
    ("text", "plain"), [("Điện Biên Phủ", "Dien Bien Phu"), ("ĐƯỜNG", "DUONG"), ("Nà Tấu", "Na Tau")]
)
def test_diacritics_can_be_left_out(text: str, plain: str) -> None:
    assert unaccented(text) == plain
