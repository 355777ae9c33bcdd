from dataclasses import replace

import pandas as pd
import pytest

from dbp_analysis.asking.change.split import change_between
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.comparison import write_comparison

from ..made import PROJECT
from ..small_changes import SCHEME, small_change

WORDING = load_toml(PROJECT / "data" / "wording.toml", Wording)


def online(numerator, denominator=100):
    return ((50, 50), (numerator, denominator), (20, 20))


def said(before, after, notes=(), wording=WORDING, scheme=SCHEME):
    return [p.text for p in write_comparison(small_change(before, after, scheme), notes, wording)]


def test_the_paragraph_counts_who_rose_and_fell_and_leaves_out_what_did_not_happen():
    text, *_ = said(
        {"A": online(80), "B": online(80), "C": online(80)},
        {"A": online(90), "B": online(90), "C": online(60)},
    )

    assert text == "So với kết quả tháng 02 năm 2025, 02 đơn vị tăng điểm, 01 đơn vị giảm điểm:"


def test_without_anything_to_add_the_paragraph_stands_alone():
    assert said({"A": online(80)}, {"A": online(80)}) == [
        "So với kết quả tháng 02 năm 2025, 01 đơn vị giữ nguyên điểm."
    ]


def test_bands_are_said_with_where_they_came_from():
    lines = said({"A": online(10), "B": online(100)}, {"A": online(100), "B": online(10)})

    assert lines[1] == "01 đơn vị tăng mức xếp loại: UBND xã A (từ Khá lên Xuất sắc)."
    assert lines[2] == "01 đơn vị giảm mức xếp loại: UBND xã B (từ Xuất sắc xuống Khá)."


def test_the_largest_rise_is_explained_by_its_counts():
    lines = said({"A": online(56, 143), "B": online(90)}, {"A": online(1200, 1500), "B": online(89)})

    assert (
        "Tăng điểm nhiều nhất: UBND xã A tăng 8,17 điểm, giữ hạng 2, chủ yếu do tỷ lệ nộp trực tuyến tăng từ "
        "56/143 hồ sơ (39,2%) lên 1.200/1.500 hồ sơ (80,0%)." in lines
    )


def test_a_change_of_rank_is_said_both_ways():
    lines = "\n".join(said({"A": online(50), "B": online(70)}, {"A": online(80), "B": online(60)}))

    assert "UBND xã A tăng 6,00 điểm, từ hạng 2 lên hạng 1" in lines
    assert "UBND xã B giảm 2,00 điểm, từ hạng 1 xuống hạng 2" in lines


def test_cases_that_vanished_are_said_with_what_they_earned():
    lines = "\n".join(said({"A": online(0, 2)}, {"A": online(0, 0)}))

    assert "thay đổi từ 0/2 hồ sơ (0%) thành không phát sinh (được tính 20 điểm)." in lines


def test_units_that_moved_equally_are_named_together():
    lines = said({"A": online(50), "B": online(50)}, {"A": online(60), "B": online(60)})

    assert lines[1:4] == [
        "Tăng điểm nhiều nhất: 02 đơn vị cùng tăng 2,00 điểm:",
        "UBND xã A tăng 2,00 điểm, giữ hạng 1, chủ yếu do tỷ lệ nộp trực tuyến tăng từ 50/100 hồ sơ (50%) "
        "lên 60/100 hồ sơ (60%).",
        "UBND xã B tăng 2,00 điểm, giữ hạng 1, chủ yếu do tỷ lệ nộp trực tuyến tăng từ 50/100 hồ sơ (50%) "
        "lên 60/100 hồ sơ (60%).",
    ]


def test_every_unit_that_moved_is_said_with_how_much_and_why_the_largest_first():
    lines = said(
        dict.fromkeys("ABCDE", online(60)),
        {"A": online(61), "B": online(59), "C": online(90), "D": online(70), "E": online(60)},
    )

    assert [line[:50] for line in lines] == [
        "So với kết quả tháng 02 năm 2025, 03 đơn vị tăng đ",
        "01 đơn vị tăng mức xếp loại: UBND xã C (từ Tốt lên",
        "Tăng điểm nhiều nhất: UBND xã C tăng 6,00 điểm, gi",
        "02 đơn vị khác tăng điểm:",
        "UBND xã D tăng 2,00 điểm, từ hạng 1 xuống hạng 2, ",
        "UBND xã A tăng 0,20 điểm, từ hạng 1 xuống hạng 3, ",
        "01 đơn vị giảm điểm:",
        "UBND xã B giảm 0,20 điểm, từ hạng 1 xuống hạng 5, ",
        "Giữ nguyên điểm: UBND xã E.",
        "Tính chung 05 đơn vị có số liệu cả hai kỳ, tỷ lệ n",
    ]
    assert all("chủ yếu do tỷ lệ nộp trực tuyến" in line for line in lines if line.startswith("UBND"))


@pytest.mark.parametrize(("units", "named"), [(20, 20), (21, 5)])
def test_of_many_that_moved_the_first_are_said_and_where_the_others_stand(units, named):
    names = [f"X{n}" for n in range(units)]
    paragraphs = write_comparison(
        small_change(dict.fromkeys(names, online(60)), dict.fromkeys(names, online(50))), (), WORDING
    )

    where = (
        ""
        if named == units
        else " (nêu 05 đơn vị đầu, danh sách đầy đủ tại trang Phân tích thay đổi của phụ lục Excel)"
    )
    assert f"Giảm điểm nhiều nhất: {units} đơn vị cùng giảm 2,00 điểm{where}:" in [p.text for p in paragraphs]
    assert sum(p.kind == "subitem" for p in paragraphs) == named


@pytest.mark.parametrize(("more", "named"), [(0, 20), (1, 10)])
def test_one_page_names_all_that_moved_up_and_down_or_the_first_of_both(more, named):
    names = [f"X{n}" for n in range(20 + more)]
    after = {name: online(60 + (1 if n % 2 else -1)) for n, name in enumerate(names)}
    found = write_comparison(small_change(dict.fromkeys(names, online(60)), after), (), WORDING)

    assert sum(p.kind == "subitem" for p in found) == named
    assert any("Phân tích thay đổi của phụ lục" in p.text for p in found) == bool(more)


def test_causes_are_named_until_they_explain_more_than_half_equal_ones_included():
    before, half = ((40, 50), (80, 100), (20, 20)), ((45, 50), (85, 100), (20, 20))  # 1 and 1 point
    third = ((45, 50), (85, 100), (18, 20))

    for after in (half, third):
        assert (
            "chủ yếu do tỷ lệ giải quyết đúng hạn tăng từ 40/50 hồ sơ (80%) lên 45/50 hồ sơ (90%); tỷ lệ nộp "
            "trực tuyến tăng từ 80/100 hồ sơ (80%) lên 85/100 hồ sơ (85%)."
        ) in "\n".join(said({"A": before}, {"A": after}))


def test_of_very_many_causes_the_first_are_named_and_the_others_counted():
    few = WORDING.model_copy(update={"few_named": 1})
    before, after = ((40, 50), (80, 100), (20, 20)), ((45, 50), (85, 100), (20, 20))

    assert "90%); và 01 nội dung khác." in "\n".join(said({"A": before}, {"A": after}, wording=few))


def test_what_moved_for_the_whole_place_is_said_with_how_many_units_it_is_of():
    lines = said({"A": online(20), "B": online(20)}, {"A": online(60), "B": online(20)})

    assert (
        "Tính chung 02 đơn vị có số liệu cả hai kỳ, tỷ lệ nộp trực tuyến tăng từ 40/200 hồ sơ (20%) lên "
        "80/200 hồ sơ (40%)." in lines
    )


def test_units_that_cannot_be_compared_are_said_with_the_reason_and_notes_end_the_paragraph():
    lines = said(
        {"A": online(50), "B": None}, {"A": online(50), "B": online(50)}, notes=["Số liệu dựng lại."]
    )

    assert lines[-2:] == [
        "01 đơn vị không so sánh được vì chưa có điểm kỳ trước: UBND xã B.",
        "Lưu ý khi so sánh: Số liệu dựng lại.",
    ]


def test_units_that_cannot_be_compared_for_one_reason_are_named_together():
    lines = said(
        {"A": online(50), "B": None, "C": online(50), "D": online(50)},
        {"A": online(50), "B": online(50), "C": None, "D": None},
    )

    assert [line for line in lines if "không so sánh được" in line] == [
        "01 đơn vị không so sánh được vì chưa có điểm kỳ trước: UBND xã B.",
        "02 đơn vị không so sánh được vì không có điểm kỳ này: UBND xã C, UBND xã D.",
    ]


def test_a_long_list_is_cut_and_says_where_the_rest_stand():
    few = WORDING.model_copy(update={"most_named": 1, "few_named": 1})
    lines = said({"A": online(10), "B": online(10)}, {"A": online(100), "B": online(99)}, wording=few)

    assert lines[1].startswith(
        "02 đơn vị tăng mức xếp loại: trong đó có UBND xã A (từ Khá lên Xuất sắc) (danh"
    )


def test_given_points_are_said_as_points():
    groups = [
        {"id": "open", "name": "Công khai, minh bạch", "short_name": "CK", "given": "p", "given_maximum": 40}
    ]
    scheme = Scheme.model_validate(SCHEME.model_dump() | {"groups": groups, "counts": {"p": "điểm"}})
    change = small_change({"A": online(1)}, {"A": online(1)})
    cards = [
        score(card.counts[[]].assign(p=points), scheme, card.units)
        for card, points in ((change.before, 10.25), (change.after, 30.0))
    ]
    given = change_between(*cards)

    assert "chủ yếu do điểm công khai, minh bạch tăng từ 10,25 lên 30,00." in "\n".join(
        p.text for p in write_comparison(given, (), WORDING)
    )


def test_an_indicator_that_was_left_out_is_the_cause_where_only_the_rescaling_moved_a_unit():
    groups = SCHEME.model_dump()["groups"]
    groups[2]["indicators"][0]["no_cases"] = "leave_out"
    scheme = Scheme.model_validate(SCHEME.model_dump() | {"groups": groups})
    few, none = (((3, 4), (50, 100), rated) for rated in ((0, 2), (0, 0)))
    risen, fallen = (
        "\n".join(said({"A": few}, {"A": none}, scheme=scheme)),
        said({"A": none}, {"A": few}, scheme=scheme),
    )

    assert "chủ yếu do tỷ lệ hài lòng không phát sinh nên không tính, kỳ trước là 0/2 hồ sơ (0%)." in risen
    assert (
        "chủ yếu do tỷ lệ hài lòng là 0/2 hồ sơ (0%), kỳ trước không phát sinh nên không tính."
        in "\n".join(fallen)
    )


def test_where_ranks_before_are_not_known_only_the_rank_now_is_said():
    change = small_change({"A": online(20)}, {"A": online(80)})
    unknown = pd.array([pd.NA], "Int64")
    change = replace(change, units=change.units.assign(rank_before=unknown, rank_change=unknown))

    assert "UBND xã A tăng 12,00 điểm, kỳ này hạng 1, chủ yếu do" in "\n".join(
        p.text for p in write_comparison(change, (), WORDING)
    )


def test_a_change_of_a_stated_value_is_said_in_what_it_is_counted_in():
    names = {"name": "Số ngày giải quyết", "short_name": "Số ngày", "label": "1"}
    days = {"id": "days", **names, "maximum": 60, "value": "days", "cases": "ngày"}
    days["steps"] = [{"at_most": 8, "points": 60}, {"at_most": 10, "points": 20}]
    groups = [{"id": "g", "name": "Nhóm", "short_name": "Nhóm", "indicators": [days]}]
    scheme = Scheme.model_validate(SCHEME.model_dump() | {"groups": groups, "counts": {"days": "Số ngày"}})
    change = small_change({"A": online(1)}, {"A": online(1)})
    cards = [
        score(card.counts[[]].assign(days=value), scheme, card.units)
        for card, value in ((change.before, 8.0), (change.after, 9.2))
    ]
    said = "\n".join(p.text for p in write_comparison(change_between(*cards), (), WORDING))

    assert "do số ngày giải quyết tăng từ 8 ngày lên 9,2 ngày" in said
