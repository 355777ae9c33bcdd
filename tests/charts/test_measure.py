import pytest

from dbp_analysis.charts.measure import clamped, drawable, lanes, missing_letters, text_width, wrap


def test_lines_fit_and_nothing_is_lost():
    text = "Cung cấp dịch vụ trực tuyến cho người dân và doanh nghiệp"
    lines = wrap(text, 90, 9)
    assert " ".join(lines) == text
    assert max(text_width(line, 9) for line in lines) <= 90


def test_words_of_two_syllables_stay_whole():
    assert wrap("Thanh toán trực tuyến", text_width("Thanh toán trực", 8), 8) == ["Thanh toán", "trực tuyến"]
    assert wrap("Thanh toán", text_width("Thanh", 8) + 1, 8) == ["Thanh", "toán"]


def test_lines_have_about_one_length():
    assert wrap("một hai ba bốn", text_width("một hai ba", 9), 9) == ["một hai", "ba bốn"]


def test_a_syllable_wider_than_a_line_is_broken():
    lines = wrap("A" * 30, 50, 9)
    assert "".join(lines) == "A" * 30
    assert max(text_width(line, 9) for line in lines) <= 50
    assert wrap("", 50, 9) == [""]


@pytest.mark.parametrize("text", ["Nguyễn Thị Ửng", "Điện Biên Phủ", "12,5% (3/24)"])
def test_measured_width_is_what_is_drawn(text):
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=9)
    drawn = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    assert text_width(text, 9) == pytest.approx(drawn, abs=1.5)


def test_letters_that_the_font_lacks_are_replaced_and_named():
    text = "Số 測 của\nxã\tA\x01 \ue000"
    assert drawable(text) == "Số � của xã A  �"
    assert missing_letters(text) == {"測", "\ue000"}
    assert text_width(text, 9) == text_width(drawable(text), 9)
    assert wrap("một\nhai 測", 500, 9) == ["một hai 測"]
    assert missing_letters("Nguyễn Thị Ửng ▲▼≥±−–…“”") == frozenset()


def test_lanes_keep_spans_apart():
    assert lanes([(0, 10), (12, 20), (30, 40), (15, 33)], gap=3) == [0, 1, 0, 2]
    assert lanes([]) == []


def test_a_span_is_moved_inside_its_limits():
    assert clamped(5, 20, 0, 100) == (0, 20)
    assert clamped(95, 20, 0, 100) == (80, 100)
    assert clamped(50, 20, 0, 100) == (40, 60)
