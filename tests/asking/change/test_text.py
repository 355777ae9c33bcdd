from dataclasses import replace

import pandas as pd
import pytest

from dbp_analysis.asking.change.text import (
    Cause,
    causes,
    change_table,
    rank_arrow,
    rank_move,
    signed,
    unit_texts,
)
from dbp_analysis.settings.scheme import Scheme

from ...small_changes import SCHEME, small_change


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
        "u1": "So với kết quả tháng 02 năm 2025: tăng 16,00 điểm (từ 24,00); lên 1 bậc (từ hạng 2); xếp loại "
        "từ Khá thành Xuất sắc; nhiều nhất ở Nộp trực tuyến +16,00 (20/100 → 100/100).",
        "u2": "So với kết quả tháng 02 năm 2025: giữ nguyên điểm; xuống 1 bậc (từ hạng 1).",
        "u3": "So với kết quả tháng 02 năm 2025: không so sánh được (chưa có điểm kỳ trước).",
    }


@pytest.mark.parametrize(("after", "way"), [(6002, "tăng"), (5998, "giảm")])
def test_a_change_too_small_to_print_is_not_said_to_be_nothing(after, way):
    change = small_change({"A": online(6000, 10000)}, {"A": online(after, 10000)})

    assert unit_texts(change)["u1"] == (
        f"So với kết quả tháng 02 năm 2025: {way} chưa đến 0,01 điểm (từ 32,00); giữ hạng; nhiều nhất ở "
        f"Nộp trực tuyến {way} chưa đến 0,01 (6.000/10.000 → {after // 1000}.{after % 1000:03}/10.000)."
    )


def test_several_causes_are_named_together_and_of_many_the_others_counted():
    before, after = ((40, 50), (80, 100), (20, 20)), ((45, 50), (85, 100), (20, 20))
    change = small_change({"A": before}, {"A": after})
    (cause,) = causes(change).values()

    assert cause.text == "Giải quyết đúng hạn +1,00 (40/50 → 45/50), Nộp trực tuyến +1,00 (80/100 → 85/100)"
    assert cause.short == "Giải quyết đúng hạn, Nộp trực tuyến"
    assert f"nhiều nhất ở {cause.text}." in unit_texts(change)["u1"]
    assert Cause(cause.movers * 3).short == f"{cause.short} và 04 nội dung khác"
    assert Cause(cause.movers * 3).text.endswith("(40/50 → 45/50) và 03 nội dung khác")


LEAVING_OUT = SCHEME.model_dump()
LEAVING_OUT["groups"][2]["indicators"][0]["no_cases"] = "leave_out"
FEW, NONE = (((3, 4), (50, 100), rated) for rated in ((0, 2), (0, 0)))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (FEW, NONE, "nhiều nhất do Hài lòng không phát sinh nên không tính (trước: 0/2)."),
        (NONE, FEW, "nhiều nhất do Hài lòng 0/2, kỳ trước không phát sinh nên không tính."),
    ],
)
def test_a_unit_that_only_rescaling_moved_says_what_was_left_out(before, after, said):
    change = small_change({"A": before}, {"A": after}, Scheme.model_validate(LEAVING_OUT))

    assert said in unit_texts(change)["u1"]


def test_a_rank_before_that_is_not_known_is_not_said():
    change = small_change({"A": online(20)}, {"A": online(80)})
    units = change.units.assign(
        rank_before=pd.array([pd.NA], "Int64"), rank_change=pd.array([pd.NA], "Int64")
    )
    unranked = replace(change, units=units)

    assert "tăng 12,00 điểm (từ 24,00); xếp loại từ Khá" in unit_texts(unranked)["u1"]
    assert change_table(unranked).at[0, "Hạng trước → nay"] == "– → 1"
    assert rank_move(None) == rank_arrow(None) == ""
