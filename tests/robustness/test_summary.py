import pandas as pd
import pytest

from dbp_analysis.errors import WrongUse
from dbp_analysis.report import score_inputs
from dbp_analysis.robustness.summary import Robustness, robustness, span
from dbp_analysis.scorecard import Scorecard

from ..made import PROJECT, read_month
from ..small_cards import given_card, small_card, small_units

THREE = [
    [(50, 50), (40, 50), (90, 100)],
    [(49, 50), (45, 50), (88, 100)],
    [(10, 50), (1, 50), (2, 7)],
]


@pytest.fixture(scope="module")
def december() -> Scorecard:
    return score_inputs(read_month("2023-12", "dien-bien-phu", str(PROJECT / "data")))


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
    assert "Nà Tấu (1/1 phản ánh, kiến nghị) và 1 tỷ lệ khác như vậy" in few
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


def test_a_unit_reads_its_rank_its_neighbours_and_its_small_numbers(sure):
    rank, pairs, few = sure.unit_sentences("03316")
    assert "hạng luôn là 12; xếp loại Trung bình giữ nguyên trong " in rank
    assert pairs == "Dù trọng số thay đổi thế nào, 8 đơn vị luôn đứng trên."
    assert "PAKN đúng hạn 100% (1/1 phản ánh, kiến nghị), mức thực chất có thể từ 20,7% đến 100%" in few
    moving = sure.unit_sentences("03139")[0]
    assert "hạng là 3–5 trong ít nhất 90% số lần, đúng hạng 4 trong " in moving
    assert sure.unit_sentences("03127")[1].endswith("1 đơn vị luôn đứng trên và 5 đơn vị luôn đứng dưới.")
    assert sure.unit_sentences("03127")[2] == "Mọi tỷ lệ tính được đều dựa trên từ 30 trường hợp trở lên."


def test_a_unit_that_is_not_ranked_is_unknown(sure):
    with pytest.raises(KeyError):
        sure.unit_sentences("99999")


def test_many_small_ratios_of_a_unit_are_cut_short():
    card = small_card([[(n, n + 1) for n in range(7)], [(50, 50)] * 7], (10,) * 7)
    few = robustness(card, draws=5).unit_sentences("a")[-1]
    assert few.startswith("Dựa trên dưới 30 trường hợp nên dễ lên xuống: Chỉ số 0 0% (0/1 hồ sơ), ")
    assert few.endswith("; và 2 tỷ lệ khác.")


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
        robustness(Scorecard(**{**vars(card), "results": two}))


def test_names_from_files_are_escaped_in_a_notebook():
    card = small_card(THREE)
    units = small_units(3).assign(unit_short=["<b>A</b>", "B", "C"])
    shown = robustness(Scorecard(**{**vars(card), "units": units}), draws=20)._repr_html_()
    assert "<b>A</b>" not in shown
    assert "&lt;b&gt;A&lt;/b&gt;" in shown
    assert "Khoảng hạng" in shown


def test_a_range_of_one_rank_is_that_rank():
    assert (span(3, 5), span(4, 4)) == ("3–5", "4")
