import pytest

from dbp_analysis.change.text import causes, change_table, rank_arrow, rank_move, signed, unit_texts

from ..small_changes import small_change


def online(numerator, denominator=100):
    return ((50, 50), (numerator, denominator), (20, 20))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.25, "+1,25"),
        (-0.5, "−0,50"),
        (0.0, "0,00"),
        (1e-12, "0,00"),
        (0.004, "+0,00"),
        (-1234.5, "−1.234,50"),
        (0.125, "+0,13"),
        (-0.125, "−0,13"),
    ],
)
def test_a_change_bears_its_sign_and_rounds_half_away_from_nothing(value, written):
    assert signed(value, 2) == written


@pytest.mark.parametrize(
    ("places", "words", "sign"), [(3, "lên 3 bậc", "▲ 3"), (-1, "xuống 1 bậc", "▼ 1"), (0, "giữ hạng", "")]
)
def test_places_are_written_in_words_and_as_a_sign(places, words, sign):
    assert (rank_move(places), rank_arrow(places)) == (words, sign)


def test_a_cause_is_written_with_its_counts():
    change = small_change({"A": online(50), "B": online(50)}, {"A": online(75), "B": online(0, 0)})

    assert {code: cause.text for code, cause in causes(change).items()} == {
        "u1": "Nộp trực tuyến +5,00 (50/100 → 75/100)",
        "u2": "Nộp trực tuyến +10,00 (50/100 → không phát sinh)",
    }


def test_the_table_tells_every_unit_in_the_order_of_the_ranking():
    change = small_change(
        {"A": online(20), "B": online(80), "C": None}, {"A": online(100), "B": online(80), "C": online(10)}
    )
    table = change_table(change)

    assert table.to_dict("records") == [
        {
            "Hạng": "1", "Đơn vị": "A", "Điểm trước": "24,00", "Điểm nay": "40,00", "Tăng, giảm": "+16,00",
            "Hạng trước → nay": "2 → 1", "Xếp loại": "Khá → Xuất sắc",
            "Do đâu": "Nộp trực tuyến +16,00 (20/100 → 100/100)",
        },
        {
            "Hạng": "2", "Đơn vị": "B", "Điểm trước": "36,00", "Điểm nay": "36,00", "Tăng, giảm": "0,00",
            "Hạng trước → nay": "1 → 2", "Xếp loại": "Xuất sắc", "Do đâu": "",
        },
        {
            "Hạng": "3", "Đơn vị": "C", "Điểm trước": "–", "Điểm nay": "22,00", "Tăng, giảm": "–",
            "Hạng trước → nay": "– → 3", "Xếp loại": "Khá", "Do đâu": "chưa có điểm kỳ trước",
        },
    ]  # fmt: skip


def test_a_unit_s_sentence_says_points_places_band_and_cause():
    change = small_change(
        {"A": online(20), "B": online(80), "C": None}, {"A": online(100), "B": online(80), "C": online(10)}
    )

    assert unit_texts(change) == {
        "u1": "So với tháng 02 năm 2025: tăng 16,00 điểm (từ 24,00); lên 1 bậc (từ hạng 2); xếp loại từ Khá "
        "thành Xuất sắc; nhiều nhất ở Nộp trực tuyến +16,00 (20/100 → 100/100).",
        "u2": "So với tháng 02 năm 2025: giữ nguyên điểm; xuống 1 bậc (từ hạng 1).",
        "u3": "So với tháng 02 năm 2025: không so sánh được (chưa có điểm kỳ trước).",
    }
