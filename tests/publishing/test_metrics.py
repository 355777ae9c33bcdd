"""Widths in Times: the table against Adobe's own metrics, which come with matplotlib."""

import re
from pathlib import Path

import matplotlib
import pytest
from fontTools.agl import toUnicode
from matplotlib.ft2font import FT2Font

from dbp_analysis.publishing.metrics import TIMES, text_width, widest_width

METRIC = re.compile(r"^C .*? WX (\d+) ; N (\w+) ;", re.MULTILINE)


@pytest.mark.parametrize(("name", "bold"), [("Times-Roman", False), ("Times-Bold", True)])
def test_letters_are_as_wide_as_adobe_states(name: str, bold: bool) -> None:
    told = Path(matplotlib.get_data_path(), "fonts", "pdfcorefonts", f"{name}.afm").read_text("ascii")
    widths = {toUnicode(letter): int(width) for width, letter in METRIC.findall(told)}
    letters = [*map(chr, range(32, 127)), *"đĐáàãéèíìóòõúùýăâêôÁÀÃĂÂÊÔ–—’“”…×"]
    pairs = {letter: (TIMES.advance(letter, bold), widths[letter]) for letter in letters}

    assert {letter: pair for letter, pair in pairs.items() if pair[0] != pair[1]} == {}


def test_a_tone_mark_takes_no_room_and_a_horn_little() -> None:
    assert text_width("Tiến độ", 12) == text_width("Tien đo", 12)
    assert text_width("o", 12) < text_width("ơ", 12) < text_width("o", 12) * 1.1


def test_a_letter_that_is_not_in_times_counts_as_a_full_square() -> None:
    assert text_width("漢", 72) == pytest.approx(25.4)


@pytest.mark.parametrize(("name", "bold"), [("DejaVuSerif", False), ("DejaVuSerif-Bold", True)])
def test_the_widest_letters_are_those_of_a_machine_without_times(name: str, bold: bool) -> None:
    font = FT2Font(str(Path(matplotlib.get_data_path(), "fonts", "ttf", f"{name}.ttf")))
    font.set_size(72, 72)  # a point is a pixel
    for text in (
        "72,00",
        "12.345/123.456",
        "100%",
        "Tổng",
        "điểm",
        "Tỷ lệ hồ sơ nộp trực tuyến",
        "Trung bình",
    ):
        drawn = sum(font.load_char(ord(letter)).linearHoriAdvance / 65536 for letter in text)
        assert drawn * 25.4 / 72 <= widest_width(text, 72, bold=bold), text
