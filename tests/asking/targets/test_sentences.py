from dbp_analysis.asking.targets.unit_targets import targets

from ...exact import made_month as month
from ...scoring.test_score import indicator, scheme
from .test_goals import curved, decided, two


def sentences(card, code="u0"):
    return targets(card, code).sentences


def test_a_unit_that_is_left_out_has_no_goal():
    card = month(two(no_cases_unit="left_out"), a_done=[0, 1], a_all=[0, 2], b_done=[0, 1], b_all=[0, 2])

    assert sentences(card) == ("U0 không được chấm điểm trong kỳ nên không có mục tiêu.",)


def test_the_first_unit_of_the_best_band_is_told_so():
    card = month(two(), a_done=[9, 5], a_all=[10, 10], b_done=[9, 5], b_all=[10, 10])

    assert sentences(card) == (
        "U0 có 18,00/20 điểm, xếp loại Tốt, hạng 1/2.",
        "U0 đã ở mức xếp loại cao nhất (Tốt).",
        "U0 đang đứng đầu.",
    )


def test_a_shared_first_rank_is_told_so():
    card = month(two(), a_done=[5, 5], a_all=[10, 10], b_done=[5, 5], b_all=[10, 10])

    assert "U1 đang đồng hạng nhất." in sentences(card, "u1")


GIVEN = {"id": "g", "name": "g", "short_name": "Nhóm G", "given": "points", "given_maximum": 10}


def test_a_unit_of_which_only_points_are_known_is_told_so():
    assert sentences(month(scheme(GIVEN), points=[6.0]))[2] == (
        "Để đạt loại Tốt (từ 8 điểm) còn thiếu 2,00 điểm, nhưng chưa có số liệu đếm được, "
        "nên không tính được cần thêm bao nhiêu trường hợp."
    )


def test_what_counted_cases_cannot_do_alone_is_not_said_of_those_that_are_not_counted():
    card = month(scheme((indicator("a", 10),), GIVEN), a_done=[5], a_all=[10], points=[5])

    assert sentences(card)[2:4] == (
        "Để đạt loại Tốt (từ 16 điểm) còn thiếu 6,00 điểm, nhưng chỉ riêng các trường hợp có số đếm "
        "thì không đủ (nhiều nhất 15,00 điểm); các nhóm chỉ có điểm thì không tính được.",
        "Chỉ có điểm, không có số lượng nên giữ nguyên: nhóm G.",
    )


def test_the_sentences_for_na_tau(published):
    assert sentences(published, "03316") == (
        "Nà Tấu có 53,21/80 điểm, xếp loại Trung bình, hạng 12/12.",
        "Để đạt loại Khá (từ 56 điểm) còn thiếu 2,79 điểm: "
        "ít nhất là thanh toán trực tuyến thêm 24 hồ sơ (từ 0 lên 24/84).",
        "Nếu chỉ làm một việc khác: nộp trực tuyến thêm 40 hồ sơ (từ 56 lên 96/143); "
        "hoặc số hóa khi tiếp nhận thêm 40 hồ sơ (từ 56 lên 96/143); "
        "hoặc số hóa kết quả thêm 83 hồ sơ (từ 11 lên 94/147).",
        "Để vượt Mường Phăng (57,90 điểm) còn kém 4,70 điểm: "
        "ít nhất là thanh toán trực tuyến thêm 40 hồ sơ (từ 0 lên 40/84).",
        "Nếu chỉ làm một việc khác: nộp trực tuyến thêm 68 hồ sơ (từ 56 lên 124/143); "
        "hoặc số hóa khi tiếp nhận thêm 68 hồ sơ (từ 56 lên 124/143).",
        "Chỉ bằng số hóa kết quả thì không đủ: dù cả 147/147 hồ sơ vẫn thiếu 0,07 điểm.",
        "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
    )


def test_a_mix_is_told_with_its_steps_and_with_what_one_alone_would_lack():
    card = month(two(), a_done=[2], a_all=[3], b_done=[4], b_all=[8])

    assert sentences(card)[2:] == (
        "Để đạt loại Tốt (từ 16 điểm) còn thiếu 4,33 điểm: ít nhất 02 trường hợp, "
        "gồm a thêm 01 hồ sơ (từ 2 lên 3/3); b thêm 01 lượt (từ 4 lên 5/8).",
        "Nếu chỉ làm một việc: b thêm 04 lượt (từ 4 lên 8/8).",
        "Chỉ bằng a thì không đủ: dù cả 3/3 hồ sơ vẫn thiếu 1,00 điểm.",
        "Một trường hợp có thể tính cho nhiều chỉ số, nên số trường hợp thực tế có thể ít hơn.",
        "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
    )


def test_a_goal_out_of_reach_says_how_far_everything_goes():
    by = scheme((indicator("a", 10), indicator("b", 4, no_cases="zero")))
    card = month(by, a_done=[9], a_all=[10], b_done=[0], b_all=[0])

    assert sentences(card)[2] == (
        "Để đạt loại Tốt (từ 11,2 điểm) còn thiếu 2,20 điểm, "
        "nhưng không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ 10,00."
    )


def six(done):
    """A unit of six equal indicators with these numerators of 50 each."""
    counts = {f"{name}_done": [n] for name, n in zip("abcdef", done, strict=True)}
    by = scheme(tuple(indicator(name, 10) for name in "abcdef"))
    return month(by, **counts, **{f"{name}_all": [50] for name in "abcdef"})


def test_of_many_ways_that_are_enough_the_shortest_are_named_and_the_rest_counted():
    said = sentences(six([36, 37, 38, 39, 40, 40]))  # 46 of 48 points

    assert said[2].endswith("ít nhất là a thêm 10 hồ sơ (từ 36 lên 46/50).")
    assert said[3] == (
        "Nếu chỉ làm một việc khác: b thêm 10 hồ sơ (từ 37 lên 47/50); "
        "hoặc c thêm 10 hồ sơ (từ 38 lên 48/50); "
        "hoặc d thêm 10 hồ sơ (từ 39 lên 49/50); hoặc e thêm 10 hồ sơ (từ 40 lên 50/50); còn 01 cách khác."
    )


def test_of_many_ways_that_are_too_little_the_closest_is_named():
    assert sentences(six([12, 10, 10, 10, 10, 10]))[3] == (
        "06 việc nếu chỉ làm một thì không đủ; gần đủ nhất là b (dù cả 50/50 hồ sơ vẫn thiếu 9,60 điểm)."
    )


def test_no_decimal_of_a_limit_is_lost():
    bands = [
        {"name": name, "printed": name, "at_least": limit} for name, limit in (("Tốt", 7.25), ("Yếu", 0))
    ]
    card = month(scheme((indicator("a", 33),), bands=bands), a_done=[700], a_all=[1000])

    assert sentences(card)[2].startswith("Để đạt loại Tốt (từ 23,925 điểm) còn thiếu 0,83 điểm:")


def test_equal_totals_are_called_equal_and_what_decides_is_named():
    said = sentences(decided(a_done=[5, 6], b_done=[6, 5]), "u1")

    assert said[3:6] == (
        "Để vượt U0 (đang bằng điểm: 11,00): ít nhất là a thêm 01 hồ sơ (từ 6 lên 7/10).",
        "Nếu chỉ làm một việc khác: b thêm 01 hồ sơ (từ 5 lên 6/10).",
        "Khi bằng điểm, đơn vị có điểm cao hơn ở g1 xếp trên.",
    )


def test_a_gap_too_small_to_print_is_not_printed_as_nothing():
    card = month(two(), a_done=[79999], a_all=[100000], b_done=[8], b_all=[10])

    assert "còn thiếu chưa đến 0,01 điểm" in sentences(card)[2]


def test_where_fewer_is_better_the_cases_to_take_away_are_told():
    found = targets(curved({"curve": [[0, 10], [0.5, 0]]}), "u0")

    assert found.sentences[1].startswith(
        "Để đạt loại Khá (từ 10 điểm) còn thiếu 1,00 điểm: ít nhất là a bớt 01 "
    )
    assert found.sentences[1].endswith("(từ 3 xuống 2/10).")
    assert found.table["extra_alone"].tolist() == [-1, 1, -2, 3]
    assert found.table["extra_in_mix"].tolist() == [-1, 0, -2, 0]


def test_a_falling_indicator_that_is_not_enough_alone_is_told_without_a_count_of_all():
    found = targets(curved({"curve": [[0, 10], [0.5, 9.5], [1, 0]]}), "u0").sentences

    assert any("a thì không đủ: dù ở mức nhiều điểm nhất vẫn thiếu" in sentence for sentence in found)


def test_days_stay_as_they_are_and_are_told_so():
    by = scheme((indicator("a", 10, curve=[[1, 10], [6, 0]]), indicator("b", 10)))
    card = month(by, a_done=[40, 50], a_all=[10, 10], b_done=[1, 5], b_all=[10, 10])

    told = sentences(card)
    assert "Giữ nguyên, vì không phải tỷ lệ nên không tính được số trường hợp: a." in told
    assert targets(card, "u0").table["indicator_id"].unique().tolist() == ["b"]
    alone = month(by, a_done=[60, 10], a_all=[10, 10], b_done=[1, 10], b_all=[10, 10])
    assert any(
        "dù mọi trường hợp tính được đều đạt, tổng điểm cũng chỉ 10,00" in one for one in sentences(alone)
    )


def test_a_total_below_zero_keeps_its_sign():
    late = {"id": "late", "name": "Trừ", "short_name": "Trừ", "kind": "deduction", "counts": ["a_done"]}
    made = two(adjustments=[late | {"points_each": 5}], below_zero=True)
    card = month(made, a_done=[9, 0], a_all=[10, 10], b_done=[0, 5], b_all=[10, 10])
    said = sentences(card)
    assert said[0].startswith("U0 có −36,00/20 điểm")


def test_a_condition_that_points_enough_would_break_is_no_lack_of_points():
    required = {"indicators": ["a"], "at_most": 0.5, "missed": "quá cao"}
    bands = [
        {"name": "Tốt", "printed": "Tốt", "at_least": 8, "requires": [required]},
        {"name": "Yếu", "printed": "Yếu", "at_least": 0},
    ]
    card = month(two(bands=bands), a_done=[5], a_all=[10], b_done=[9], b_all=[10])
    assert "nhưng không số nào vừa đủ điểm vừa giữ được các điều kiện của mức này." in " ".join(
        sentences(card)
    )
