"""What decides a ranking, against fractions and against what was published."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.drivers import drivers, total_parts, variance_shares
from dbp_analysis.asking.robustness.weights import weigh
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score, score_inputs

from ..lists_made import MONTH, make_lists
from ..made import PROJECT
from ..scoring.test_generated_schemes import drawn
from ..slow_score import OnPaper
from ..small_cards import given_card, small_card, small_scheme

pairs_of = st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
rows_of = st.lists(st.lists(pairs_of, min_size=3, max_size=3), min_size=2, max_size=6)


@pytest.fixture(scope="module")
def communes():
    """The 135 communes and wards as the national portal published them on 10 October 2026."""
    return drivers(score_inputs(load_month_inputs("2026-10", "gia-lai", PROJECT / "data")))


def on_paper(seed):
    """A card of any scheme, and what its ranked units' totals are the sum of in fractions: by part, a group
    or an adjustment, a list.
    """
    written, units, card = drawn(seed)
    scheme = card.scheme
    ranked = set(card.of_units(card.results)["total"].dropna().index)
    parts = {}
    for paper in (OnPaper(written, counts) for at, counts in enumerate(units) if f"u{at}" in ranked):
        room = sum(open_to for _, open_to in paper.groups.values())
        own = {name: points * paper.maximum / room for name, (points, _) in paper.groups.items()}
        own |= {one.id: points for one, points in zip(scheme.adjustments, paper.adjusted, strict=True)}
        own["limit"] = paper.total - sum(own.values())
        for name, points in own.items():
            parts.setdefault(name, []).append(points)
    return card, parts


@pytest.mark.parametrize("seed", range(40))
def test_shares_are_those_of_fractions_in_schemes_of_every_kind(seed):
    card, parts = on_paper(seed)
    totals = [sum(points) for points in zip(*parts.values(), strict=True)]
    mean = sum(totals, Fraction(0)) / max(len(totals), 1)
    variance = sum((total - mean) ** 2 for total in totals)
    added, table = total_parts(weigh(card)), drivers(card).table
    by_group = {group.id: group.id for group in card.scheme.groups}
    by_group |= {one.id: group.id for group in card.scheme.groups for one in group.indicators}

    expected = card.of_units(card.results)["total"].dropna()
    pd.testing.assert_series_equal(added.sum(axis="columns"), expected, check_names=False)
    if not variance:
        assert table["share"].isna().all()
        return
    found = (
        table["share"].groupby([by_group.get(subject, subject) for subject in table.index]).sum().to_dict()
    )
    for name, points in parts.items():
        exact = sum(own * (total - mean) for own, total in zip(points, totals, strict=True)) / variance
        assert found.get(name, 0) == pytest.approx(float(exact), abs=1e-8)
    assert table["share"].sum() == pytest.approx(1)


def test_of_the_135_communes_satisfaction_decides_four_fifths_and_openness_nothing(communes):
    by_group = communes.table.groupby("group")["share"].sum().round(4)
    assert by_group.to_dict() == {
        "Công khai, minh bạch": 0.0,
        "Tiến độ": 0.0579,
        "DVC trực tuyến": 0.0006,
        "Thanh toán": 0.0359,
        "Số hóa": 0.0953,
        "Hài lòng": 0.8103,
    }


def test_of_the_135_communes_thirty_points_of_a_hundred_rank_nobody(communes):
    spread, idle, room, *_ = communes.sentences
    assert spread == "Chênh lệch tổng điểm giữa các đơn vị chủ yếu do “Hài lòng” (81%)."
    assert idle == (
        "30/100 điểm tối đa hầu như không phân hạng đơn vị nào, từng nội dung tạo ra dưới 1% chênh lệch: "
        "“Công khai, minh bạch”, “DVC trực tuyến”."
    )
    assert "nhiều nhất có thể đạt 93,79 điểm" in room  # 6 − 0.13 and 4 − 3.66 are the province's
    assert communes.sentences[-1] == (
        "Không biết sai số của Dịch vụ công trực tuyến, Thanh toán trực tuyến nên coi là chính xác; các "
        "khoảng hạng thực tế có thể rộng hơn."
    )


@given(rows_of)
@settings(max_examples=8)
def test_shares_add_up_to_one_whatever_the_order_of_units_and_the_scale(rows):
    card = small_card(rows)
    shares = drivers(card).table["share"]
    turned = score(card.counts.iloc[::-1], card.scheme, card.units)
    doubled = small_card(rows, (60, 20, 40))
    differs = card.results["total"].round(9).nunique() > 1
    assert shares.notna().all() == differs
    if differs:
        assert shares.sum() == pytest.approx(1)
        for other in (turned, doubled):
            assert drivers(other).table["share"].to_numpy() == pytest.approx(shares.to_numpy(), abs=1e-9)


def test_any_columns_that_add_up_to_the_total_have_their_shares():
    """A deduction is one more column, with its sign."""
    parts = pd.DataFrame({"a": [1.0, 2, 3], "deduction": [0.0, 0, -1]})
    assert variance_shares(parts).tolist() == pytest.approx([1.5, -0.5])


def test_a_deduction_decides_as_far_as_it_differs():
    deduction = {"id": "late", "kind": "deduction", "name": "Quá hạn", "short_name": "Quá hạn"}
    late = {**deduction, "counts": ["over0"], "points_each": 1}
    card = small_card([[(0, 10)], [(4, 10)], [(8, 10)]], (30,), adjustments=[late])
    found = drivers(card)
    assert found.table["share"].tolist() == pytest.approx([1.5, -0.5, 0])
    assert found.table.loc["late", ["least", "most"]].tolist() == [-8, 0]
    assert found.shown["Đơn vị nào cũng được"].tolist()[1] == "−8,00"
    assert list(found.shown["Nội dung"]) == ["Nhóm 0: Chỉ số 0", "Quá hạn", "Giới hạn của thang điểm"]
    assert found.sentences[1].startswith("Có tỷ lệ trên 100% vì “Quá hạn” kéo")
    assert "Không biết sai số của Quá hạn nên coi là chính xác" in found.sentences[-1]


def test_points_by_people_have_no_known_error_and_nothing_that_is_known_to_be_left():
    groups = small_scheme((30, 10)).model_dump(mode="json")["groups"]
    named = dict.fromkeys(("id", "name", "short_name", "label"), "Sáng kiến")
    groups[1]["indicators"] = [{**named, "id": "idea", "maximum": 10, "given": "over1"}]
    card = small_card([[(3, 10), (2,)], [(6, 10), (9.5,)]], (30, 10), groups=groups)
    found = drivers(card)
    assert np.isnan(found.table.loc["idea", "left"])
    assert found.ranks.exact == ("Sáng kiến",)
    assert found.ranks.errors.gt(0).all()


def test_points_that_all_have_that_any_has_and_that_are_left():
    table = drivers(small_card([[(3, 10), (10, 10)], [(6, 10), (10, 10)]], (30, 10))).table
    assert table[["least", "most", "reachable", "left"]].to_numpy().tolist() == [
        [9, 18, 30, 16.5],
        [10, 10, 10, 0],
    ]
    assert table["share"].tolist() == [1, 0]


def test_nobody_moves_a_constant_or_a_figure_of_the_whole_place():
    scheme = small_scheme((30, 10)).model_dump(mode="json")
    groups = scheme["groups"]
    groups[0]["indicators"][0]["shared"] = True
    named = dict.fromkeys(("id", "name", "short_name", "label"), "fixed")
    groups[1]["indicators"].append({**named, "maximum": 4, "constant": 3})
    card = small_card([[(1, 2), (5, 10)], [(1, 2), (8, 10)]], (30, 10), groups=groups)
    table = drivers(card).table
    assert table["reachable"].tolist() == [15, 10, 3]
    assert table["left"].tolist() == [0, 3.5, 0]


def test_of_given_points_it_is_not_known_what_is_left():
    found = drivers(given_card([(20, 5, 7), (12, 5, 7)]))
    assert found.table["reachable"].tolist() == [30, 10, 20]
    assert found.table["left"].isna().all()
    assert found.shown["Bình quân còn tăng được"].tolist() == ["–"] * 3
    assert not any("tự tăng" in sentence for sentence in found.sentences)


def test_what_is_left_out_is_nobodys_least():
    table = drivers(small_card([[(0, 0), (5, 10)], [(3, 10), (10, 10)]], (30, 10), "leave_out")).table
    assert table["least"].tolist() == [9, 5]
    assert table["left"].tolist() == [21, 2.5]


def test_without_a_difference_it_is_said_and_nothing_is_divided_by_it():
    alone = drivers(small_card([[(1, 2)]], (10,)))
    equal = drivers(small_card([[(1, 2)], [(2, 4)]], (10,)))
    nobody = drivers(small_card([[(0, 0)]], (10,), no_cases_unit="left_out"))
    assert alone.sentences == ("Có 1 đơn vị được chấm điểm, không có chênh lệch để phân tích.",)
    assert (
        equal.sentences[0]
        == "2 đơn vị được chấm điểm có tổng điểm bằng nhau, không có chênh lệch để phân tích."
    )
    assert nobody.sentences == ("Có 0 đơn vị được chấm điểm, không có chênh lệch để phân tích.",)
    for found in (alone, equal, nobody):
        assert np.isnan(found.table["share"]).all()
        assert found.shown["Tạo ra chênh lệch"].tolist() == ["–"]
        assert "<table>" in found._repr_html_()


def test_a_scheme_of_one_group_is_told_by_indicator():
    one = small_scheme((30, 10)).model_dump(mode="json")["groups"]
    one[0]["indicators"] += one.pop()["indicators"]
    found = drivers(small_card([[(1, 10), (5, 10)], [(9, 10), (5, 10)]], (30, 10), groups=one))
    assert found.sentences[0] == "Chênh lệch tổng điểm giữa các đơn vị chủ yếu do “Chỉ số 0” (100%)."


def test_names_in_the_notebook_are_text():
    card = small_card([[(1, 10)], [(9, 10)]], (10,))
    card.units["unit_short"] = "<b>&"
    assert "&lt;b&gt;&amp;" in drivers(card)._repr_html_()


def test_what_the_ends_of_the_scale_cut_off_is_told_with_what_they_cut():
    """A deduction of 200 points that leaves none would have several times the whole variance."""
    named = {"id": "d", "name": "Trừ", "short_name": "Trừ", "kind": "deduction", "points_each": 2}
    deduction = named | {"counts": ["over1"]}
    rows = [[(1, 2), (100, 100)], [(3, 4), (0, 0)], [(2, 2), (1, 1)]]
    card = small_card(rows, (10, 10), adjustments=[deduction])
    assert abs(drivers(card).table["share"]["d"]) > 5
    assert drivers(card).sentences[0] == (
        "Chênh lệch tổng điểm giữa các đơn vị chủ yếu do “Điểm thưởng, điểm trừ” (78,6%), “Nhóm 0” (21,4%)."
    )


def test_each_list_of_a_report_has_its_own_drivers(tmp_path):
    place = make_lists(tmp_path)
    for name, start in (("xa", "X"), ("so", "S")):
        found = drivers(score_inputs(load_month_inputs(MONTH, f"song-xanh/{name}", place.data)))
        assert {code[0] for code in found.ranks.errors.index} == {start}
        assert found.table["share"].sum() == pytest.approx(1)
        assert found.table.index.isin([i.id for i in found.card.scheme.indicators]).all()
