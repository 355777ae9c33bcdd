import pytest

from dbp_analysis.reading.files.sheet import column_index, column_letter, sheet_of


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters_are_those_of_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letter(index) == letters
    assert column_index(letters) == index


def test_no_letter_for_a_negative_column() -> None:
    with pytest.raises(ValueError, match="-1"):
        column_letter(-1)


def test_rows_are_padded_to_the_widest_and_empty_text_is_none() -> None:
    assert sheet_of("a", [["", "x"], [], [0, False, 1]]).rows == (
        (None, "x", None),
        (None, None, None),
        (0, False, 1),
    )


def test_a_sheet_without_cells_has_no_rows() -> None:
    assert sheet_of("a", [[], []]).rows == ()
