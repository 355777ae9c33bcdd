import pandas as pd
import pytest

from dbp_analysis.asking.robustness.fragility import fragility, fragility_sentences
from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.profile.goals import Box, certainty_lines, goal_boxes

from ...small_cards import MONTH, given_card, small_card, small_scheme, small_units


def boxes(card: Scorecard, code: str) -> tuple[Box, ...]:
    return goal_boxes(targets(card, code))


def certainty(card: Scorecard, code: str) -> tuple[str, ...]:
    sentences = fragility_sentences(card, fragility(card))
    return certainty_lines(targets(card, code), sentences[code], robustness(card, draws=100))


def test_the_ways_to_a_goal_stand_from_the_fewest_cases_up() -> None:
    # 30 + 2 + 12 = 44 of 60; 48 is the band above: 4 points are 4 of 10 cases at 1, or 2 of 10 at 2.
    band, _ = boxes(small_card([((10, 10), (2, 10), (6, 10))]), "a")

    assert band.title == "Lên loại Tốt: tổng điểm còn thiếu 4,00"
    assert band.lines[0] == "Chỉ cần một trong các cách sau:"
    assert band.items == (
        "Chỉ số 2 thêm 02 hồ sơ (từ 6 lên 8/10)",
        "Chỉ số 1 thêm 04 hồ sơ (từ 2 lên 6/10)",
    )


CONDITION = {"indicators": ["i1"], "at_least": 0.9, "missed": "tỷ lệ 1 dưới 90%"}
STRICT = [{"name": "Tốt", "printed": "Tốt", "above": 8}, {"name": "Yếu", "printed": "Yếu", "at_least": 0}]
SHARED = {"counts": ["over2"], "at_most": 0, "missed": "còn hồ sơ quá hạn"}


def held(*required: dict[str, object], **best: float) -> tuple[Box, ...]:
    """The goals of a unit of 50 points in the second of three bands: 48 are enough, unless ``best`` says."""
    rest = ({"name": name, "printed": name, "at_least": least} for name, least in (("Khá", 5), ("Yếu", 0)))
    first = {"name": "Tốt", "printed": "Tốt", "requires": required, **(best or {"at_least": 8})}
    return boxes(small_card([((10, 10), (8, 10), (6, 10))], bands=[first, *rest]), "a")


def test_a_band_that_no_case_opens_names_its_condition() -> None:
    band, _ = held(SHARED)
    assert band.title == "Lên loại Tốt: đủ điểm, còn vướng điều kiện"
    assert band.lines == ("Không số nào đáp ứng được điều kiện này: còn hồ sơ quá hạn.",)


def test_a_condition_that_cases_can_meet_stands_before_the_way() -> None:
    band, _ = held(CONDITION)
    assert band.title == "Lên loại Tốt: đủ điểm, còn vướng điều kiện"
    assert band.lines[:2] == (
        "Điều kiện chưa đạt: tỷ lệ 1 dưới 90%.",
        "Chỉ cần chỉ số 1 thêm 01 hồ sơ (từ 8 lên 9/10).",
    )
    assert held(CONDITION, at_least=9.5)[0].title == "Lên loại Tốt: tổng điểm còn thiếu 7,00"


def test_a_score_just_at_a_limit_that_is_not_enough_lacks_no_points() -> None:
    assert (
        boxes(small_card([((10, 10), (6, 10), (6, 10))], bands=STRICT), "a")[0].title
        == "Lên loại Tốt: đang vừa bằng mức này"
    )


def test_of_more_ways_than_three_the_rest_are_counted() -> None:
    # 47.4 of 60: 0.6 points are 4 of 100 cases at 0.15.
    band, _ = boxes(small_card([((79, 100),) * 4], maxima=(15,) * 4), "a")

    assert len(band.items) == 3
    assert band.lines[1] == "Còn 01 cách khác, cần từ 04 trường hợp trở lên."


def test_a_mix_is_said_where_it_takes_fewer_cases_than_any_way_alone() -> None:
    # 39 of 60, 9 points short: 3 points for each of the 2 cases left in the first, 0.3 a case in the second.
    band, _ = boxes(small_card([((8, 10), (50, 100))], maxima=(30, 30)), "a")

    assert band.lines == (
        "Chỉ cần chỉ số 1 thêm 30 hồ sơ (từ 50 lên 80/100).",
        "Kết hợp thì ít nhất 12 trường hợp: Chỉ số 1 thêm 10; Chỉ số 0 thêm 02.",
        "Chỉ riêng Chỉ số 0 thì không đủ.",
    )


def test_of_a_mix_of_many_the_largest_parts_are_named() -> None:
    # 30 of 60, 18 points short at one a case: 5 + 5 + 5 + 3, and none alone.
    band, _ = boxes(small_card([((5, 10),) * 6], maxima=(10,) * 6), "a")

    assert band.lines == (
        "Không việc nào làm riêng là đủ. Kết hợp thì ít nhất 18 trường hợp: "
        "Chỉ số 0 thêm 05; Chỉ số 1 thêm 05; Chỉ số 2 thêm 05 và 01 việc khác.",
    )


def test_what_no_number_would_do_is_said_with_what_all_cases_give() -> None:
    # The first rank is out of reach: the other unit has every point.
    card = small_card([((10, 10), (10, 10), (0, 0)), ((10, 10), (9, 10), (0, 0))], no_cases="zero")
    _, unit = boxes(card, "b")

    assert unit.title == "Vượt A: tổng điểm còn kém 1,00"
    assert unit.lines == ("Không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ 40,00.",)


def test_what_counted_cases_cannot_do_alone_is_not_said_of_those_that_are_not_counted() -> None:
    band, unit = boxes(partly_counted(a=38, b=49), "a")

    assert band.lines == unit.lines
    assert band.lines == (
        "Chỉ riêng các trường hợp có số đếm thì không đủ (nhiều nhất 48,00 điểm); "
        "các nhóm chỉ có điểm thì không tính được.",
    )


def partly_counted(**given: float) -> Scorecard:
    """Units of which 5 of 10 cases are counted, for ten points, and beside them only points of 90."""
    counted = small_scheme((10,)).groups[0].model_dump()
    points = {"id": "p", "name": "P", "short_name": "P", "given": "points", "given_maximum": 90}
    names = ("over0", "under0", "points")
    scheme = small_scheme(groups=[counted, points], counts=dict.fromkeys(names, "số"))
    index = pd.MultiIndex.from_product([[MONTH], given], names=["month", "unit_code"])
    counts = pd.DataFrame([(5, 10, one) for one in given.values()], index, list(names), dtype=float)
    return score(counts, scheme, small_units(len(given)))


def test_equal_points_are_called_equal_and_what_decides_is_named() -> None:
    rows = [((5, 10), (6, 10)), ((6, 10), (5, 10))]
    card = small_card(rows, maxima=(10, 10), ties={"decided_by": ["g1"]})
    _, unit = boxes(card, "b")

    assert unit.title == "Vượt A: đang bằng điểm"
    assert unit.lines == (
        "Chỉ cần một trong các cách sau:",
        "Khi bằng điểm, đơn vị có điểm cao hơn ở nhóm 1 xếp trên.",
    )


def test_the_best_unit_is_told_so() -> None:
    card = small_card([((10, 10),) * 3, ((1, 10),) * 3])

    assert boxes(card, "a") == (
        Box("Xếp loại", ("Đã ở mức cao nhất (Tốt).",)),
        Box("Thứ hạng", ("Đang đứng đầu.",)),
    )


def test_a_shared_first_place_is_told_so() -> None:
    card = small_card([((10, 10),) * 3, ((10, 10),) * 3])

    assert boxes(card, "b")[1].lines == ("Đang đồng hạng nhất.",)


def test_a_unit_without_a_score_has_no_goal() -> None:
    card = small_card([((0, 0),) * 3, ((1, 10),) * 3], no_cases_unit="left_out")

    assert boxes(card, "a") == (Box("Mục tiêu", ("Không được chấm điểm trong kỳ nên không có mục tiêu.",)),)
    assert certainty(card, "a") == ("A không được chấm điểm trong kỳ.",)


def test_a_unit_without_cases_that_is_ranked_first_is_not_said_to_lead() -> None:
    card = small_card([((0, 0),) * 3, ((1, 10),) * 3])

    said = "Không phát sinh trường hợp nào trong kỳ nên không có mục tiêu."
    assert boxes(card, "a") == (Box("Mục tiêu", (said,)),)


def test_published_points_alone_give_no_number_of_cases() -> None:
    card = given_card([(10, 10, 10), (20, 10, 20)])

    assert all("Chưa có số liệu đếm được" in box.lines[0] for box in boxes(card, "a"))
    assert certainty(card, "a")[0].startswith("A: chưa có số liệu đếm được")


def test_a_gap_too_small_for_print_is_not_printed_as_nothing() -> None:
    card = small_card([((47_999, 48_000), (0, 1))], maxima=(48, 12))
    band, _ = boxes(card, "a")

    assert band.title == "Lên loại Tốt: tổng điểm còn thiếu chưa đến 0,01"


def test_how_sure_says_cases_weights_and_small_numbers() -> None:
    lines = certainty(small_card([((3, 4), (30, 40), (50, 80)), ((9, 10), (30, 40), (50, 80))]), "a")

    assert lines[0].startswith("A: ")
    assert any("trọng số" in line for line in lines[1:])
    assert any("Chỉ số 0 75% (3/4 hồ sơ)" in line for line in lines)


@pytest.mark.parametrize("code", ["a", "b", "c"])
def test_every_unit_has_a_box_for_its_band_and_one_for_its_rank(code: str) -> None:
    card = small_card([((9, 10),) * 3, ((5, 10),) * 3, ((1, 10),) * 3])

    assert len(boxes(card, code)) == 2
