import datetime
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.reading.cells import cell_text, header_key, points_number, rate_number, whole_number

COUNTS = st.integers(0, 999_999_999_999)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0, 0),
        (224, 224),
        (224.0, 224),
        (-0.0, 0),
        ("224", 224),
        (" 224 ", 224),
        ("007", 7),
        ("71.0", 71),
        ("71\u2060", 71),
        ("\u200b1.234", 1234),
        ("1.234", 1234),
        ("12.345.678", 12_345_678),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u2009234", 1234),
        ("1\u202f234", 1234),
        ("２２４", 224),
        ("１．２３４", 1234),
    ],
)
def test_a_whole_number_is_read_however_it_is_written(cell: object, number: int) -> None:
    assert whole_number(cell) == number


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\n", "\u200b"])
def test_an_empty_cell_is_no_number_and_no_mistake(cell: str | None) -> None:
    assert whole_number(cell) is None
    assert whole_number(cell, "Số lượng") is None


@pytest.mark.parametrize(
    "cell",
    [
        "12,5",
        "1,234",
        "12.34",
        "1.23",
        "1234.567",
        "0.125",
        "1.234,5",
        "1.234 567",
        "1 234.567",
        "1  23",
        "224.00",
        "1.234.0",
        "224.5",
        "12\u202e34",
        224.5,
        float("nan"),
        float("inf"),
        "abc",
        "12a",
        "5%",
        "1e3",
        "+5",
        "1/2",
        "½",
        "12²",
        "①",
        "12⑩",
        "_1",
        "-",
        ".",
        "9" * 16,
        "9" * 5000,
        10**15,
        1e15,
        1e300,
        -1e300,
        10**400,
    ],
)
def test_what_is_not_certainly_a_whole_number_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match="không phải số nguyên"):
        whole_number(cell)


@pytest.mark.parametrize("cell", [-3, -3.0, "-3", "- 3", "-1.234"])
def test_a_negative_number_is_refused_as_such(cell: object) -> None:
    with pytest.raises(ValueError, match="số âm: -"):
        whole_number(cell)


@pytest.mark.parametrize(
    "cell", [True, False, datetime.date(2023, 12, 1), datetime.datetime(2023, 12, 1, 8, 30)]
)
def test_a_truth_value_or_a_date_is_no_number(cell: object) -> None:
    with pytest.raises(ValueError, match="không phải là số"):
        whole_number(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Số lượng: 1.234 Tỷ lệ: 5.2%", 1234),
        ("Số lượng: 1.234\nTỷ lệ: 5,2%", 1234),
        ("Tỷ lệ: 5.2% Số lượng: 12", 12),
        ("Số lượng:0", 0),
        ("SỐ LƯỢNG : 95", 95),
        ("Số\u00a0lượng:\u00a01\u00a0234 Tỷ lệ: 5%", 1234),
        (unicodedata.normalize("NFD", "Số lượng: 95"), 95),
        ("Số lượng: 95Tỷ lệ: 5%", 95),
        ("Số lượng: 95; Tỷ lệ: 5%", 95),
        ("Số lượng: 95 (Tỷ lệ 5%)", 95),
        (95, 95),
        (95.0, 95),
    ],
)
def test_a_label_picks_its_number_out_of_several(cell: object, number: int) -> None:
    assert whole_number(cell, "Số lượng") == number
    assert whole_number(cell, unicodedata.normalize("NFD", "Số lượng")) == number


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Tỷ lệ: 5.2%", "không thấy số sau chữ 'Số lượng'"),
        ("Số lượng: Tỷ lệ: 5.2%", "không thấy số sau chữ 'Số lượng'"),
        ("Số lượng: -3", "không thấy số sau chữ 'Số lượng'"),
        ("Số lượng: 12,5 Tỷ lệ: 5%", "không phải số nguyên"),
        ("Số lượng: 1.5 Tỷ lệ: 5%", "không phải số nguyên"),
        ("95", "không thấy số sau chữ 'Số lượng'"),
        (-3, "số âm"),
    ],
)
def test_a_cell_without_a_whole_number_behind_the_label_is_refused(cell: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        whole_number(cell, "Số lượng")


@pytest.mark.parametrize(
    "text",
    [
        *("95e3", "95-100", "95 - 100", "190/2", "95 nghìn", "95 nghìn Tỷ lệ: 5%", "95 x 2", "95%", "95 E3"),
        *("5 Số lượng: 7", "5 Tỷ lệ: 5% Số lượng: 5"),
    ],
)
def test_a_number_is_not_cut_out_of_what_stands_behind_a_label(text: str) -> None:
    cell = f"Số lượng: {text}"
    with pytest.raises(ValueError, match=r"có chữ hoặc dấu lạ|ghi chữ 'Số lượng' 2 lần") as refusal:
        whole_number(cell, "Số lượng")
    assert repr(cell) in str(refusal.value)
    with pytest.raises(ValueError, match=r"lạ|2 lần"):
        points_number(cell, "Số lượng")


@given(COUNTS, st.sampled_from([".", " ", "\u00a0", "\u2009", "\u202f", ""]))
def test_every_count_is_read_back_from_its_grouped_writing(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    assert whole_number(written) == number
    assert whole_number(f"Số lượng: {written} Tỷ lệ: 5.2%", "Số lượng") == number


@given(COUNTS)
def test_a_count_is_the_same_as_a_number_of_either_kind(number: int) -> None:
    assert whole_number(number) == whole_number(float(number)) == number


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.dates())
def test_any_cell_is_a_count_or_empty_or_refused(cell: object) -> None:
    try:
        number = whole_number(cell)
    except ValueError:
        return
    assert number is None or (type(number) is int and number >= 0)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (3127.0, "3127"),
        (0.5, "0.5"),
        (" a \n\u00a0b ", "a b"),
        (unicodedata.normalize("NFD", "Nà Tấu"), "Nà Tấu"),
        (datetime.date(2023, 12, 1), "2023-12-01"),
    ],
)
def test_a_cell_as_text_has_one_form_and_single_spaces(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_a_label_is_found_whatever_its_tone_placement_and_unseen_characters() -> None:
    assert whole_number("Số hoá\u200b: 12 Tỷ lệ: 5%", "Số hóa") == 12
    assert whole_number("ÐÚNG HẠN: 12", "Đúng hạn") == 12


@pytest.mark.parametrize(
    "cell",
    [
        "Ðơn vị",
        "Ɖơn\u00ad vị\u200b",
        "Đơn vị",
        "ĐƠN  VỊ",
        " đơn\nvị ",
        unicodedata.normalize("NFD", "Đơn vị"),
    ],
)
def test_a_header_is_compared_without_regard_to_case_spaces_and_form(cell: str) -> None:
    assert header_key(cell) == "đơn vị"


@pytest.mark.parametrize(
    ("cell", "points"),
    [("11.79", 11.79), ("11,79", 11.79), (11.79, 11.79), (6, 6.0), ("18", 18.0), ("", None), (None, None)],
)
def test_points_are_read_with_a_decimal_point_or_comma(cell, points):
    assert points_number(cell) == points


BEYOND = [1e300, 10**400, 1e6, "1000000", float("nan")]


@pytest.mark.parametrize("cell", ["-1", "1.234,5", "abc", True, "1e5", -0.5, float("inf"), *BEYOND])
def test_what_is_not_points_is_refused(cell):
    with pytest.raises(ValueError, match="không phải là điểm"):
        points_number(cell)


def test_points_behind_a_label_are_picked():
    assert points_number("Điểm: 8,75 Hạng: 3", "Điểm") == 8.75


def test_points_have_the_same_bounds_as_text_and_as_a_number():
    for points in (999_999.5, 8.333333333333334):
        assert points_number(points) == points_number(str(points)) == points


def test_a_printed_rate_keeps_its_decimals():
    assert rate_number("Số lượng: 33 Tỷ lệ: 18,10 %", "Tỷ lệ") == Decimal("18.10")
    assert str(rate_number("Số lượng: 33\nTỷ lệ: 20.0%", "Tỷ lệ")) == "20.0"
    assert rate_number("Số lượng: 33", "Tỷ lệ") is rate_number(33, "Tỷ lệ") is None


@pytest.mark.parametrize("rate", ["18.1x%", "1 8%", "-3%", "", "18% Tỷ lệ: 18%"])
def test_what_is_no_rate_is_refused(rate):
    with pytest.raises(ValueError, match="Tỷ lệ"):
        rate_number(f"Số lượng: 33 Tỷ lệ: {rate}", "Tỷ lệ")


@pytest.mark.parametrize("mark", ["¹", "₂", "③"])
def test_the_mark_of_a_footnote_is_no_digit_of_a_number(mark):
    for read, cell in ((whole_number, "Số lượng: 33{}"), (points_number, "Số lượng: 8,5{}")):
        with pytest.raises(ValueError, match="Số lượng"):
            read(cell.format(mark), "Số lượng")
    with pytest.raises(ValueError, match="Tỷ lệ"):
        rate_number(f"Số lượng: 33 Tỷ lệ: 18.1{mark}%", "Tỷ lệ")
