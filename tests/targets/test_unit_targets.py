import dataclasses
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pytest

from dbp_analysis.inputs import load_month_inputs
from dbp_analysis.report import score_inputs
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.scoring import score
from dbp_analysis.targets.unit_targets import targets

from ..exact import exact_unit, made_card, random_card
from ..test_scoring import BANDS, constant, indicator, scheme

DATA = Path(__file__).parents[2] / "data"
PUBLISHED_UNITS = "03124 03127 03130 03133 03136 03139 03142 03145 03316 03317 03325 03326".split()
NATIONAL_UNITS = ("H21.121", "H21.180", "H21.186", "H21.227")
RANDOM_MONTHS = 60  # of four units each


@pytest.fixture(scope="module")
def published() -> Scorecard:
    return score_inputs(load_month_inputs("2023-12", "dien-bien-phu", DATA))


@pytest.fixture(scope="module")
def national() -> Scorecard:
    return score_inputs(load_month_inputs("2026-10", "gia-lai", DATA))


def meets(goal, card, unit, code):
    """Whether a total on paper meets the goal."""
    if goal.kind == "band":
        names = [band.name for band in card.scheme.bands]
        assert names.index(goal.name) == unit.band(unit.total(unit.numerators)) - 1
        return lambda total: unit.band(total) <= names.index(goal.name)
    ranks = card.of_units(card.results)["rank"]
    place = ranks[ranks < ranks[code]].max()
    rival = exact_unit(card, str(ranks[ranks == place].index[0]))
    return lambda total: total > rival.total(rival.numerators)


def assert_promises_kept(card, takes_from=MappingProxyType({}), codes=None):
    """Put every mix into the counts, score again, and see that each goal is reached.

    A count that a case is taken from (by indicator) goes down by as much.
    """
    codes = card.of_units(card.results).index if codes is None else codes
    promised = [(code, goal) for code in codes for goal in targets(card, code).goals if goal.mix]
    changed = [with_mix(card, code, goal.mix, takes_from) for code, goal in promised]
    counts = pd.concat(changed, keys=[f"{at:03}" for at in range(len(changed))], names=["month"])
    after = score(counts, card.scheme, card.units).results  # a month for each promise
    bands = [band.name for band in card.scheme.bands]
    for at, (code, goal) in enumerate(promised):
        results = after.loc[f"{at:03}"]
        if goal.kind == "band":
            assert bands.index(results["band"][code]) <= bands.index(goal.name)
        else:
            passed = [c for c in results.index if card.units.at[c, "unit_short"] in goal.name.split(", ")]
            assert passed
            assert all(results["rank"][code] < results["rank"][c] for c in passed)


def with_mix(card, code, mix, takes_from):
    counts = card.counts.reset_index("month", drop=True)
    for step in mix:
        # Of several counts that add up to the numerator the last one, which no denominator holds.
        counts.loc[code, card.scheme.indicator(step.indicator_id).numerator[-1]] += step.extra
        if step.indicator_id in takes_from:
            counts.loc[code, takes_from[step.indicator_id]] -= step.extra
    return counts


@pytest.mark.parametrize("code", PUBLISHED_UNITS)
def test_published_targets_are_the_fewest_cases_that_any_split_allows(published, code):
    unit = exact_unit(published, code)

    for goal in targets(published, code).goals:
        enough = meets(goal, published, unit, code)
        assert goal.extra is not None
        assert enough(unit.extreme(goal.extra, up=True))
        assert not enough(unit.extreme(goal.extra - 1, up=True))
        assert enough(unit.total(unit.numerators | {s.indicator_id: s.numerator + s.extra for s in goal.mix}))


def test_published_targets_keep_their_promise_when_the_month_is_scored_again(published):
    assert_promises_kept(published, {"submitted_online": "received_counter"})


@pytest.mark.parametrize("code", PUBLISHED_UNITS)
def test_an_indicator_alone_takes_the_first_number_that_is_enough_on_paper(published, code):
    unit = exact_unit(published, code)

    for goal in targets(published, code).goals:
        enough = meets(goal, published, unit, code)
        for option in goal.options:
            totals = [
                unit.total(unit.numerators | {option.indicator_id: n})
                for n in range(option.numerator, option.denominator + 1)
            ]
            first = next((k for k, total in enumerate(totals) if enough(total)), None)
            assert option.extra == first
            assert option.reached == pytest.approx(float(totals[-1 if first is None else first]), abs=1e-9)


@pytest.mark.parametrize("seed", range(RANDOM_MONTHS))
def test_random_targets_are_the_fewest_of_all_choices_there_are_and_keep_their_promise(seed):
    card = random_card(seed)

    for code in card.of_units(card.results)["total"].dropna().index:
        unit = exact_unit(card, code)
        ways = list(unit.ways(up=True))
        for goal in targets(card, code).goals:
            enough = meets(goal, card, unit, code)
            fewest = min((cases for cases, total in ways if enough(total)), default=None)
            assert goal.extra == fewest
    assert_promises_kept(card)


def test_the_random_months_hold_goals_of_every_kind():
    goals = [
        (goal.kind, goal.mix is None, card.scheme.rounding.indicator is None)
        for card in map(random_card, range(RANDOM_MONTHS // 2))
        for code in card.of_units(card.results).index
        for goal in targets(card, code).goals
    ]

    for kind in ("band", "unit"):
        for hopeless in (True, False):
            for unrounded in (True, False):
                assert goals.count((kind, hopeless, unrounded)) >= 3


@pytest.mark.parametrize("code", NATIONAL_UNITS)
def test_national_targets_with_thousands_of_cases_are_the_fewest_that_any_split_allows(national, code):
    unit = exact_unit(national, code)

    for goal in targets(national, code).goals:
        enough = meets(goal, national, unit, code)
        assert enough(unit.extreme(goal.extra, up=True))
        assert not enough(unit.extreme(goal.extra - 1, up=True))


def test_national_targets_keep_their_promise_when_the_month_is_scored_again(national):
    assert_promises_kept(national, codes=NATIONAL_UNITS)


def month(by, **columns):
    return made_card(by, pd.DataFrame(columns))


def two(**more):
    return scheme((indicator("a", 10), indicator("b", 10, cases="lượt")), **more)


def three(numerators, limit):
    """Units of three indicators of one point each, of ten cases; the band "Tốt" starts at ``limit``."""
    bands = [{**BANDS[0], "at_least": limit}, BANDS[2]]
    by = scheme(tuple(indicator(name, 1) for name in "abc"), bands=bands)
    done = {f"{name}_done": column for name, column in zip("abc", zip(*numerators, strict=True), strict=True)}
    return month(by, **done, **{f"{name}_all": [10] * len(numerators) for name in "abc"})


def test_a_total_that_is_the_limit_on_paper_reaches_the_band():
    card = three([(1, 7, 3)], limit=4)  # one case more: 1.2 of 3 points, in binary a little less

    assert [option.extra for option in targets(card, "u0").goals[0].options] == [1, 1, 1]
    assert targets(card, "u0").goals[0].extra == 1


@pytest.mark.parametrize("own", [(1, 7, 3), (6, 1, 4), (1, 8, 2), (3, 3, 5), (8, 1, 2)])
def test_a_total_that_is_equal_on_paper_does_not_pass(own):
    goal = targets(three([(4, 4, 4), own], limit=9), "u1").goals[-1]

    assert (goal.name, goal.extra) == ("U0", 2)
    assert [option.extra for option in goal.options] == [2, 2, 2]


def test_the_first_unit_of_the_best_band_has_no_goal():
    card = month(two(), a_done=[9, 5], a_all=[10, 10], b_done=[9, 5], b_all=[10, 10])

    assert targets(card, "u0").goals == ()
    assert targets(card, "u0").sentences == (
        "U0 có 18,00/20 điểm, xếp loại Tốt, hạng 1/2.",
        "U0 đã ở mức xếp loại cao nhất (Tốt).",
        "U0 đang đứng đầu.",
    )
    assert "<table" not in targets(card, "u0")._repr_html_()


def test_units_that_share_the_first_rank_have_no_unit_to_pass():
    card = month(two(), a_done=[5, 5], a_all=[10, 10], b_done=[5, 5], b_all=[10, 10])

    found = targets(card, "u1")

    assert [goal.kind for goal in found.goals] == ["band"]
    assert "U1 đang đồng hạng nhất." in found.sentences


def test_units_that_share_the_rank_above_are_passed_together():
    card = month(two(), a_done=[5, 5, 1], a_all=[10, 10, 10], b_done=[5, 5, 1], b_all=[10, 10, 10])

    goal = targets(card, "u2").goals[-1]

    assert (goal.kind, goal.name, goal.gap, goal.extra) == ("unit", "U0, U1", 8.0, 9)


def test_a_unit_that_is_left_out_has_no_goal():
    by = two(no_cases_unit="left_out")
    card = month(by, a_done=[0, 1], a_all=[0, 2], b_done=[0, 1], b_all=[0, 2])

    assert targets(card, "u0").goals == ()
    assert targets(card, "u0").sentences == ("U0 không được chấm điểm trong kỳ nên không có mục tiêu.",)


def test_no_case_arose_and_full_from_80_percent_leave_nothing_to_gain():
    by = scheme((indicator("a", 10, full_at=0.8), indicator("b", 10, no_cases="zero"), constant("c", 2, 1)))
    card = month(by, a_done=[8, 8], a_all=[10, 10], b_done=[0, 3], b_all=[0, 4])

    found = targets(card, "u0")

    assert [(goal.options, goal.mix) for goal in found.goals] == [((), None), ((), None)]
    assert found.most == 11


def test_a_group_whose_points_were_given_is_fixed_even_where_some_of_its_counts_are_known():
    group = {**dict.fromkeys(("id", "name", "short_name"), "Nhóm B"), "given": "b_points"}
    group |= {"id": "gb", "indicators": [indicator("b", 10), indicator("c", 10)]}
    by = scheme((indicator("a", 10),), group)
    nan = float("nan")
    card = month(
        by, a_done=[4], a_all=[10], b_done=[1], b_all=[9], c_done=[nan], c_all=[nan], b_points=[12.5]
    )

    found = targets(card, "u0")

    assert [option.indicator_id for option in found.goals[0].options] == ["a"]
    assert found.most == 22.5
    assert "Chỉ có điểm, không có số lượng nên giữ nguyên: nhóm B." in found.sentences


def test_a_unit_of_which_only_points_are_known_is_told_so():
    by = scheme({"id": "g", "name": "g", "short_name": "G", "given": "points", "given_maximum": 10})

    sentences = targets(month(by, points=[6.0]), "u0").sentences

    assert sentences[2] == (
        "Để đạt loại Tốt (từ 8 điểm) còn thiếu 2,00 điểm; "
        "không tính được cần thêm bao nhiêu vì không có số lượng nào."
    )


def test_the_sentences_for_na_tau(published):
    assert targets(published, "03316").sentences == (
        "Nà Tấu có 53,21/80 điểm, xếp loại Trung bình, hạng 12/12.",
        "Để đạt loại Khá (từ 56 điểm) còn thiếu 2,79 điểm: "
        "ít nhất là thanh toán trực tuyến thêm 24 hồ sơ (từ 0 lên 24/84).",
        "Nếu chỉ làm một việc khác: nộp trực tuyến thêm 40 hồ sơ (từ 56 lên 96/143); "
        "số hóa khi tiếp nhận thêm 40 hồ sơ (từ 56 lên 96/143); "
        "số hóa kết quả thêm 83 hồ sơ (từ 11 lên 94/147).",
        "Để vượt Mường Phăng (57,90 điểm) còn kém 4,70 điểm: "
        "ít nhất là thanh toán trực tuyến thêm 40 hồ sơ (từ 0 lên 40/84).",
        "Nếu chỉ làm một việc khác: nộp trực tuyến thêm 68 hồ sơ (từ 56 lên 124/143); "
        "số hóa khi tiếp nhận thêm 68 hồ sơ (từ 56 lên 124/143).",
        "Chỉ bằng số hóa kết quả thì không đủ: dù cả 147/147 hồ sơ vẫn thiếu 0,07 điểm.",
        "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
    )


def test_a_mix_is_told_with_its_steps_and_with_what_one_alone_would_lack():
    card = month(two(), a_done=[2], a_all=[3], b_done=[4], b_all=[8])

    assert targets(card, "u0").sentences[2:] == (
        "Để đạt loại Tốt (từ 16 điểm) còn thiếu 4,33 điểm: ít nhất 2 trường hợp, "
        "gồm a thêm 1 hồ sơ (từ 2 lên 3/3); b thêm 1 lượt (từ 4 lên 5/8).",
        "Nếu chỉ làm một việc: b thêm 4 lượt (từ 4 lên 8/8).",
        "Chỉ bằng a thì không đủ: dù cả 3/3 hồ sơ vẫn thiếu 1,00 điểm.",
        "Một hồ sơ có thể tính cho nhiều chỉ số, nên số hồ sơ thực tế có thể ít hơn.",
        "Giả định: số phát sinh của đơn vị và điểm của các đơn vị khác không đổi.",
    )


def test_a_goal_out_of_reach_says_how_far_everything_goes():
    by = scheme((indicator("a", 10), indicator("b", 4, no_cases="zero")))
    card = month(by, a_done=[9], a_all=[10], b_done=[0], b_all=[0])

    assert targets(card, "u0").sentences[2] == (
        "Để đạt loại Tốt (từ 11,2 điểm) còn thiếu 2,20 điểm, "
        "nhưng không số nào đủ: dù mọi trường hợp đều đạt, tổng điểm cũng chỉ 10,00."
    )


def six(done):
    """A unit of six equal indicators with these numerators of 50 each."""
    counts = {f"{name}_done": [n] for name, n in zip("abcdef", done, strict=True)}
    by = scheme(tuple(indicator(name, 10) for name in "abcdef"))
    return month(by, **counts, **{f"{name}_all": [50] for name in "abcdef"})


def test_of_many_ways_that_are_enough_the_shortest_are_named_and_the_rest_counted():
    sentences = targets(six([36, 37, 38, 39, 40, 40]), "u0").sentences  # 46 of 48 points

    assert sentences[2].endswith("ít nhất là a thêm 10 hồ sơ (từ 36 lên 46/50).")
    assert sentences[3] == (
        "Nếu chỉ làm một việc khác: b thêm 10 hồ sơ (từ 37 lên 47/50); c thêm 10 hồ sơ (từ 38 lên 48/50); "
        "d thêm 10 hồ sơ (từ 39 lên 49/50); e thêm 10 hồ sơ (từ 40 lên 50/50); còn 1 cách khác."
    )


def test_of_many_ways_that_are_too_little_the_closest_is_named():
    assert targets(six([12, 10, 10, 10, 10, 10]), "u0").sentences[3] == (
        "6 việc nếu chỉ làm một thì không đủ; gần đủ nhất là b (dù cả 50/50 hồ sơ vẫn thiếu 9,60 điểm)."
    )


def test_a_gap_too_small_to_print_is_not_printed_as_nothing():
    card = month(two(), a_done=[79999], a_all=[100000], b_done=[8], b_all=[10])

    assert "còn thiếu chưa đến 0,01 điểm" in targets(card, "u0").sentences[2]


def test_equal_totals_told_apart_by_a_group_are_passed_by_more_points_only():
    by = scheme((indicator("a", 10),), (indicator("b", 10),), ties={"decided_by": ["g1"]})
    card = month(by, a_done=[5, 6], a_all=[10, 10], b_done=[6, 5], b_all=[10, 10])

    goal = targets(card, "u1").goals[-1]

    assert (goal.kind, goal.name, goal.gap, goal.extra) == ("unit", "U0", 0.0, 1)


def test_markup_in_names_is_text(published):
    units = published.units.assign(unit_short="<b>X</b>")
    card = dataclasses.replace(published, units=units)

    shown = targets(card, "03316")._repr_html_()

    assert "<b>" not in shown
    assert "&lt;b&gt;X&lt;/b&gt;" in shown


def test_the_table_has_a_row_a_goal_and_indicator_that_can_gain(published):
    table = targets(published, "03316").table

    assert list(table)[3:] == [
        *("indicator_id", "indicator", "numerator", "denominator"),
        *("extra_alone", "total_alone", "extra_in_mix"),
    ]
    assert table.groupby("kind", sort=False)["extra_in_mix"].sum().to_dict() == {"band": 24, "unit": 40}
    assert table["extra_alone"].isna().sum() == 1


def test_a_unit_or_a_month_that_is_not_there_is_refused(published):
    with pytest.raises(KeyError):
        targets(published, "99999")
    several = dataclasses.replace(published, results=pd.concat([published.results] * 2, keys=["a", "b"]))
    with pytest.raises((ValueError, KeyError)):
        targets(several, "03316")
