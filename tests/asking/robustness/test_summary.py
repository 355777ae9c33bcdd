import numpy as np
import pandas as pd
import pytest

from dbp_analysis.asking.robustness.summary import Robustness, robustness, span
from dbp_analysis.asking.robustness.weights import weigh
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard

from ...made import real_card
from ...small_cards import given_card, small_card, small_scheme, small_units

THREE = [
    [(50, 50), (40, 50), (90, 100)],
    [(49, 50), (45, 50), (88, 100)],
    [(10, 50), (1, 50), (2, 7)],
]


@pytest.fixture(scope="module")
def december() -> Scorecard:
    return real_card()


@pytest.fixture(scope="module")
def sure(december: Scorecard) -> Robustness:
    return robustness(december, draws=500)


def test_one_sentence_on_each_question(sure):
    steady, fixed, without, pairs, few = sure.sentences
    assert steady.startswith(
        "Nếu điểm tối đa của mỗi chỉ số (trọng số) tăng giảm ngẫu nhiên trong khoảng ±25%, 12/12"
    )
    assert "90% số lần thử (500 lần); dao động nhiều nhất là Nam Thanh (hạng 3–5)." in steady
    assert fixed.startswith("5/12 đơn vị chắc chắn giữ nguyên hạng")
    assert "Pá Khoang (hạng 1)" in fixed
    assert "Nà Tấu (hạng 12)" in fixed
    assert "khi bỏ “Nộp trực tuyến”: bình quân 0,8 bậc, nhiều nhất 4 bậc (Thanh Trường)" in without
    assert without.endswith("đơn vị đứng đầu chỉ thay đổi khi bỏ “Thanh toán trực tuyến”.")
    assert pairs.startswith("28/66 cặp đơn vị")
    assert few.startswith("2/74 tỷ lệ tính được dựa trên dưới 30 trường hợp")
    assert "Nà Tấu (1/1 phản ánh, kiến nghị) và 01 tỷ lệ khác như vậy" in few
    assert "từ 20,7% đến 100% (khoảng tin cậy 95%)" in few


def test_counts_in_the_sentences_are_those_of_the_published_table(sure, december):
    """Twelve rows of ratios, compared two by two without the package."""
    points = december.points.droplevel("month").to_dict("index")
    better = sum(
        all(points[a][i] >= points[b][i] - 1e-9 for i in points[a])
        and any(points[a][i] > points[b][i] + 1e-9 for i in points[a])
        for a in points
        for b in points
    )
    assert (sure.any_weights.certain, sure.any_weights.pairs) == (better, 66)
    known = december.denominators.gt(0).to_numpy()
    assert (int(known.sum()), int((december.denominators.to_numpy()[known] < 30).sum())) == (74, 2)


def test_units_that_move_by_one_place_are_counted_draw_by_draw():
    card = small_card([[(20 + n, 40), (20 + 4 * n % 17, 40), (20 + 17 * n % 19, 40)] for n in range(12)])
    noise, draws, seed = 0.25, 200, 3
    sure = robustness(card, noise, draws, seed)
    units = weigh(card)
    factors = np.random.Generator(np.random.PCG64(seed)).uniform(1 - noise, 1 + noise, (draws, 3))
    near = dict.fromkeys(units.points.index, 0)
    for places in units.ranks(factors).tolist():
        for code, place in zip(near, places, strict=True):
            near[code] += abs(place - int(units.published[code])) <= 1
    steady = sum(10 * often >= 9 * draws for often in near.values())
    assert sure.steady == steady
    within = (sure.ranks["high"] - 1 <= sure.ranks["rank"]) & (sure.ranks["rank"] <= sure.ranks["low"] + 1)
    assert within.sum() < steady < 12  # the two ends of a range leave out up to 5 % each
    assert f", {steady}/12 đơn vị giữ nguyên hạng hoặc chỉ lên xuống 1 bậc" in sure.sentences[0]


def test_a_dense_rank_is_not_called_fixed_while_those_above_may_draw_level():
    rows = [[(10, 10), (8, 10)], [(8, 10), (10, 10)], [(5, 10), (5, 10)]]
    sure = robustness(small_card(rows, (10, 10), ties={"rule": "dense"}), draws=50)
    assert sure.ranks["share_same"]["c"] == 0
    assert not any("chắc chắn giữ nguyên hạng" in sentence for sentence in sure.sentences)
    shared = robustness(small_card(rows, (10, 10)), draws=50)
    assert shared.sentences[1].startswith("1/3 đơn vị chắc chắn giữ nguyên hạng")
    assert shared.sentences[1].endswith(": C (hạng 3).")


def test_a_unit_reads_its_rank_its_neighbours_and_its_small_numbers(sure):
    rank, pairs, few = sure.unit_sentences("03316")
    assert "hạng luôn là 12; xếp loại Trung bình giữ nguyên trong " in rank
    assert pairs == "Dù trọng số thay đổi thế nào, 08 đơn vị luôn đứng trên."
    assert "PAKN đúng hạn 100% (1/1 phản ánh, kiến nghị), mức thực chất có thể từ 20,7% đến 100%" in few
    moving = sure.unit_sentences("03139")[0]
    assert "hạng là 3–5 trong ít nhất 90% số lần, đúng hạng 4 trong " in moving
    assert sure.unit_sentences("03127")[1].endswith("01 đơn vị luôn đứng trên và 05 đơn vị luôn đứng dưới.")
    assert sure.unit_sentences("03127")[2] == "Mọi tỷ lệ tính được đều dựa trên từ 30 trường hợp trở lên."


def test_a_unit_that_mostly_keeps_its_rank_reads_that_once():
    """a is 3 points ahead in one part and 2 behind in another: they swap in 1 draw of 48."""
    card = small_card([[(1, 2), (32, 40), (20, 40)], [(1, 2), (20, 40), (24, 40)]])
    sure = robustness(card, noise=0.25, draws=2000)
    kept = sure.ranks.loc["a"]
    assert kept["low"] == kept["high"] == 1
    assert 0.95 < kept["share_same"] < 1
    share = f"{round(kept['share_same'] * 100, 1)}".replace(".", ",")
    assert f"hạng là 1 trong {share}% số lần; xếp loại" in sure.unit_sentences("a")[0]


def test_a_unit_that_is_not_ranked_is_unknown(sure):
    with pytest.raises(KeyError):
        sure.unit_sentences("99999")


def test_many_small_ratios_of_a_unit_are_cut_short():
    card = small_card([[(n, n + 1) for n in range(7)], [(50, 50)] * 7], (10,) * 7)
    few = robustness(card, draws=5).unit_sentences("a")[-1]
    assert few.startswith("Dựa trên dưới 30 trường hợp nên dễ lên xuống (khoảng tin cậy 95%): Chỉ số 0 0%")
    assert few.endswith("; và 02 tỷ lệ khác.")


def test_when_nothing_moves_it_says_so():
    said = robustness(small_card([[(9, 10)] * 3, [(5, 10)] * 3, [(1, 10)] * 3]), draws=5).sentences
    assert "3/3 đơn vị giữ nguyên hạng" in said[0]
    assert said[0].endswith("(5 lần).")
    assert said[2] == "Bỏ bất kỳ chỉ số nào, thứ hạng cũng không thay đổi."
    assert said[3].startswith("3/3 cặp đơn vị")


def test_given_points_make_groups_carry_the_weights():
    sure = robustness(given_card([[15, 5, 5], [10, 6, 9], [1, 1, 1]]), draws=5)
    assert len(sure.sentences) == 4  # no counts: nothing on small numbers
    assert "của mỗi nhóm (trọng số)" in sure.sentences[0]
    assert len(sure.unit_sentences("a")) == 2


def test_where_some_groups_have_counts_and_some_points_both_carry_the_weights():
    counted = small_scheme((30,)).model_dump()["groups"][0]
    points = {"id": "p", "name": "P", "short_name": "P", "given": "p", "given_maximum": 10}
    names = {name: name for name in ("over0", "under0", "p")}

    def noun(over):
        scheme = small_scheme(groups=[counted, points], counts=names)
        index = pd.MultiIndex.from_product([["2024-01"], ["a", "b"]], names=["month", "unit_code"])
        counts = pd.DataFrame([[over, 9, 5], [4, 9, 6]], index, list(scheme.inputs), dtype=float)
        return robustness(score(counts, scheme, small_units(2)), draws=5).noun

    assert noun(3) == "chỉ số hoặc nhóm"


def test_a_single_group_with_given_points_is_no_indicator():
    assert robustness(given_card([[5], [6]], (10,)), draws=5).noun == "nhóm"


def test_one_unit_has_no_order_and_none_has_nothing():
    assert len(robustness(small_card([[(9, 40)] * 3]), draws=5).sentences) == 1
    nobody = robustness(small_card([[(0, 0)] * 3], no_cases_unit="left_out"), draws=5)
    assert nobody.sentences == ()
    assert "<ul></ul>" in nobody._repr_html_()


def test_the_noise_that_was_asked_for_is_the_one_that_is_said():
    sure = robustness(small_card(THREE), noise=0.1, draws=20)
    assert all("±10%" in sentence for sentence in (sure.sentences[0], sure.unit_sentences("a")[0]))
    with pytest.raises(WrongUse):
        robustness(small_card(THREE), noise=1.5)


def test_several_months_must_be_chosen_from():
    card = small_card(THREE)
    two = pd.concat([card.results, card.results.rename({"2024-01": "2024-02"})])
    with pytest.raises(ValueError, match="choose one"):
        _ = robustness(Scorecard(**{**vars(card), "results": two})).sentences


def test_names_from_files_are_escaped_in_a_notebook():
    card = small_card(THREE)
    units = small_units(3).assign(unit_short=["<b>A</b>", "B", "C"])
    shown = robustness(Scorecard(**{**vars(card), "units": units}), draws=20)._repr_html_()
    assert "<b>A</b>" not in shown
    assert "&lt;b&gt;A&lt;/b&gt;" in shown
    assert "Khoảng hạng" in shown


def test_a_range_of_one_rank_is_that_rank():
    assert (span(3, 5), span(4, 4)) == ("3–5", "4")
