"""Widths in Times: the table against Adobe's own metrics, which come with matplotlib."""

import re
from pathlib import Path

import matplotlib
import pytest
from fontTools.agl import toUnicode

from dbp_analysis.publishing.metrics import TIMES, text_width

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
