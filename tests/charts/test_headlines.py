"""No headline says more than its figures: units not known, equal ones, one alone, none with a case."""

from collections.abc import Callable

import pytest

from dbp_analysis.asking.robustness.intervals import intervals
from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.asking.trend.trends import read_trend
from dbp_analysis.charts import (
    Chart,
    change_chart,
    group_chart,
    heatmap_chart,
    losses_chart,
    ranking_chart,
    ratios_chart,
)
from dbp_analysis.charts.bands_over_time import bands_over_time_chart
from dbp_analysis.charts.bump import bump_chart
from dbp_analysis.charts.intervals import interval_chart
from dbp_analysis.charts.items import group_items
from dbp_analysis.charts.robustness import rank_range_chart
from dbp_analysis.scoring.scorecard import Scorecard

from ..made import Place
from ..small_cards import small_card, small_scheme
from ..small_changes import small_change
from ..trend_made import NA_TAU, rows, series_of

NAN = float("nan")
UNKNOWN = ((NAN, NAN),) * 3
FULL = ((1, 1),) * 3
Cards = Callable[..., Scorecard]
Texts = Callable[[Chart], list[str]]


def many(make_card: Cards, **first: object) -> Scorecard:
    """Forty units: those given, the others without figures."""
    return make_card({**first, **{f"Xã {n}": UNKNOWN for n in range(40 - len(first))}})


def test_units_without_figures_are_not_spoken_of(make_card: Cards) -> None:
    card = make_card(
        {"A": FULL, "B": ((1, 2), (3, 4), (1, 1)), "C": ((1, 4), (1, 2), (1, 1)), "D": UNKNOWN, "E": UNKNOWN}
    )

    assert (
        ranking_chart(card).title
        == "A cao nhất (Xuất sắc), C thấp nhất (Trung bình); 3/5 đơn vị được xếp hạng"
    )
    assert group_chart(card).title == "C thấp nhất vì phục vụ và tiến độ; 3/5 đơn vị được xếp hạng"
    assert heatmap_chart(card).title == (
        "Giải quyết đúng hạn: 1/3 đơn vị được chấm điểm đạt dưới một nửa số điểm tối đa"
    )
    assert losses_chart(card).title.endswith(" chiếm 54,5% số điểm chưa đạt; 3/5 đơn vị được xếp hạng")
    assert "cộng cả 3 đơn vị được xếp hạng" in losses_chart(card).subtitle
    assert ratios_chart(card).title == (
        "Giải quyết đúng hạn thấp nhất: từ 25% đến 100% (3/5 đơn vị có số liệu)"
    )
    assert "có số liệu của nhiều nhất 3/5 đơn vị" in ratios_chart(card).subtitle
    assert " – 3/5 đơn vị có số liệu" in interval_chart(card, intervals(card)).title
    assert "được xếp hạng" in rank_range_chart(robustness(card)).title


@pytest.mark.parametrize("more", [{"D": UNKNOWN}, {"D": ((0, 0),) * 3}])
def test_all_equal_are_not_all_units_where_some_have_no_score(make_card: Cards, more: dict) -> None:
    card = make_card({"A": FULL, "B": FULL, **more}, no_cases_unit="left_out")

    assert ranking_chart(card).title == "Cả 2 đơn vị được xếp hạng bằng điểm nhau, xếp loại Xuất sắc"
    assert group_chart(card).title == "Cả 2 đơn vị được xếp hạng đạt điểm tối đa ở mọi nhóm"
    assert heatmap_chart(card).title == "Cả 2 đơn vị được xếp hạng đạt điểm tối đa ở mọi chỉ số"
    assert losses_chart(card).title == "Cả 2 đơn vị được xếp hạng đạt điểm tối đa ở mọi chỉ số"


def test_the_only_unit_with_figures_is_not_all(make_card: Cards) -> None:
    card = make_card({"A": ((1, 2), (1, 1), (1, 1)), "B": UNKNOWN})

    assert ranking_chart(card).title == "A xếp loại Tốt; 1/2 đơn vị được xếp hạng"
    assert group_chart(card).title == "A: chưa đạt nhiều nhất ở tiến độ; 1/2 đơn vị được xếp hạng"


def test_units_without_a_case_that_the_scheme_ranks_are_not_praised(make_card: Cards) -> None:
    card = make_card({"A": ((0, 0),) * 3, "B": ((0, 0),) * 3}, no_cases_unit="ranked")

    for drawn in (ranking_chart, group_chart, heatmap_chart, losses_chart):
        assert drawn(card).title == "Cả 2 đơn vị không phát sinh trường hợp nào"


def test_more_than_three_at_an_end_are_counted(make_card: Cards) -> None:
    low = ((0, 1), (1, 1), (1, 1))
    card = make_card({**dict.fromkeys("ABCD", FULL), "E": low, "F": low})

    assert ranking_chart(card).title == "4 đơn vị cùng cao nhất (Xuất sắc), E và F cùng thấp nhất (Khá)"


def test_an_end_that_an_order_of_groups_decided_is_not_called_highest(make_card: Cards) -> None:
    rows = {"A": ((1, 1), (1, 1), (0, 1)), "B": ((0, 1), (1, 1), (1, 1))}
    ties = {"ties": {"rule": "shared", "decided_by": ["pace"]}}

    assert ranking_chart(make_card(rows, **ties)).title == "A đứng đầu (Khá), B đứng cuối (Khá)"


def test_all_of_the_largest_bands_are_named(make_card: Cards) -> None:
    rows = {f"Xã {n}": ((1, 1), (100 - n // 20 * 40, 100), (1, 1)) for n in range(40)}
    card = make_card(rows)

    assert ranking_chart(card).title == (
        "Xuất sắc và Tốt mỗi loại 20/40 đơn vị; 20 đơn vị cùng cao nhất với 10,00 điểm quy đổi"
    )


def test_of_many_units_none_stands_at_both_ends(make_card: Cards, texts: Texts) -> None:
    card = many(make_card, A=FULL, B=((1, 2), *FULL[1:]), C=((0, 1), *FULL[1:]))
    chart = ranking_chart(card)

    assert chart.title.startswith(
        "Xuất sắc, Tốt và Khá mỗi loại 1/3 đơn vị; A cao nhất với 10,00 điểm quy đổi; 3/40 "
    )
    shown = texts(chart)
    assert {"2 đơn vị cao nhất", "1 đơn vị thấp nhất"} <= set(shown)
    assert [shown.count(name) for name in "ABC"] == [1, 1, 1]


def test_of_many_units_groups_speak_of_those_that_are_ranked(make_card: Cards, texts: Texts) -> None:
    chart = group_chart(many(make_card, A=((1, 2), *FULL[1:]), B=((3, 4), *FULL[1:])))

    assert chart.title == (
        "Tiến độ thấp nhất: một nửa 2 đơn vị được xếp hạng đạt không quá 62,5% điểm tối đa"
    )
    assert "Không xếp hạng – chưa đủ số liệu: 38 đơn vị." in texts(chart)


def test_equally_low_groups_and_ratios_are_named_together(make_card: Cards) -> None:
    half = dict.fromkeys([f"Xã {n}" for n in range(40)], ((1, 2), (1, 2), (1, 2)))

    assert group_chart(make_card(half)).title.startswith(
        "Tiến độ và Phục vụ cùng thấp nhất: một nửa số đơn vị"
    )
    assert ratios_chart(make_card({"A": ((1, 2), (1, 2), (1, 1))})).title == (
        "Giải quyết đúng hạn và Nộp trực tuyến cùng thấp nhất: 50%"
    )


def test_equal_losses_are_named_together(make_card: Cards) -> None:
    card = make_card({"A": ((3, 10), (7, 10), (4, 10)), "B": FULL})

    assert losses_chart(card).title == (
        "Giải quyết đúng hạn, Nộp trực tuyến và Đánh giá chiếm 100% số điểm chưa đạt"
    )


def test_equally_wide_intervals_are_named_together(make_card: Cards) -> None:
    card = make_card({"A": ((1, 5), (1, 1), (1, 1)), "B": ((4, 5), (1, 1), (1, 1))})

    title = interval_chart(card, intervals(card), indicator="in_time").title
    assert title == ("Giải quyết đúng hạn: kém chắc chắn nhất là B và A, khoảng rộng 58,8 điểm phần trăm")


def test_what_was_left_out_is_not_lost() -> None:
    """Of a group of which no indicator counted nothing was missed; of one that counted in part, that part."""
    first, second, third = small_scheme(no_cases="leave_out").groups
    both = first.model_copy(update={"indicators": (*first.indicators, *second.indicators)})
    groups = [group.model_dump() for group in (both, third)]
    card = small_card([((0, 0), (1, 2), (0, 0)), ((1, 1), (1, 1), (1, 1))], groups=groups)

    whole, left_out = group_items(card)
    assert (whole.lost, whole.open_to("a")) == ({"a": 5.0, "b": 0.0}, 10.0)
    assert left_out.points["a"] is None
    assert losses_chart(card).subtitle.endswith("5 trên 70 điểm")
    assert group_chart(card).title == "A thấp nhất vì nhóm 0"


def test_ratios_of_which_a_numerator_is_unknown_are_not_drawn(make_card: Cards, texts: Texts) -> None:
    card = make_card({"A": ((NAN, 5), (1, 2), (1, 1)), "B": ((1, 4), (1, 1), (1, 1))})
    chart = ratios_chart(card)

    assert chart.title == "Giải quyết đúng hạn thấp nhất: 25% (1/2 đơn vị có số liệu)"
    assert "chưa có số liệu: 1 đơn vị" in texts(chart)


def test_units_that_cannot_be_compared_are_not_said_to_have_kept_their_points() -> None:
    row = ((1, 2), (1, 2), (1, 2))
    chart = change_chart(small_change({"A": row, "B": None}, {"A": row, "B": row}))

    assert chart.title == "Không đơn vị nào trong 1 đơn vị so được tăng, giảm điểm"
    assert chart.subtitle.startswith("Tổng điểm tăng, giảm của 1/2 đơn vị so được")


def test_a_change_too_small_to_print_is_not_nothing() -> None:
    before, after = (((over, 100_000), (1, 2), (1, 2)) for over in (50_000, 50_001))

    assert change_chart(small_change({"A": before}, {"A": after})).title == "A tăng chưa đến 0,01 điểm"


def test_units_without_a_rank_in_both_months_are_not_said_to_have_kept_it(place: Place) -> None:
    nothing = (NAN,) * 6
    both = rows(80, 75, 60)
    trend = read_trend(series_of(place, {"2023-11": {**both, NA_TAU: nothing}, "2023-12": both}))

    assert bump_chart(trend).title == (
        "Không đơn vị nào trong 2 đơn vị có hạng ở cả hai tháng đổi hạng so với tháng 11/2023"
    )
    assert bands_over_time_chart(trend).title == (
        "Không đơn vị nào trong 2 đơn vị so được đổi xếp loại so với tháng 11/2023"
    )
    said = describe_trend(trend).topics[0].sentences
    assert "Không đơn vị nào trong 2 đơn vị so được đổi hạng so với tháng 11/2023." in said
    assert "Không đơn vị nào trong 2 đơn vị so được đổi xếp loại so với tháng 11/2023." in said

    apart = {"2023-11": dict.fromkeys(both, nothing), "2023-12": both}
    trend = read_trend(series_of(place, apart))
    assert bump_chart(trend).title == "Chưa có đơn vị nào có hạng ở cả tháng 11/2023 và tháng 12/2023"
    assert not any("Không đơn vị nào" in text for text in describe_trend(trend).topics[0].sentences)
