"""Text measured in a font that is given."""

from dbp_analysis.common.measure import Font


def test_a_text_is_as_wide_as_its_letters_in_the_font_that_is_given() -> None:
    narrow = Font(lambda letter, bold: 300 if letter == "i" else 500, per_size=1000)
    wide = Font(lambda letter, bold: 1.5 if bold else 1.0)

    assert narrow.width("xin", 10) == 13
    assert wide.width("xin", 10) == 30
    assert wide.width("xin", 10, bold=True) == 45
    assert wide.width("", 10) == 0
