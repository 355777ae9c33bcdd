from dbp_analysis.profile.headlines import headlines, losses_text
from dbp_analysis.profile.rows import unit_rows
from dbp_analysis.scorecard import Scorecard

from ..small_cards import given_card, small_card

FULL, HALF, NONE = ((10, 10),) * 3, ((5, 10),) * 3, ((0, 10),) * 3


def results(card: Scorecard):
    return {str(code): row for code, row in card.of_units(card.results).to_dict("index").items()}


def of(card: Scorecard, code: str):
    return headlines(card, results(card), code)


def losses(card: Scorecard, code: str) -> str:
    return losses_text(card.scheme, results(card)[code], unit_rows(card)[code])


def test_score_rank_and_band_with_what_to_compare_them_with() -> None:
    score, rank, band = of(small_card([FULL, HALF, NONE]), "b")

    assert (score.label, score.value, score.of) == ("Điểm quy đổi", "5,00", "/10")
    assert score.details == ("tổng điểm 30,00/60", "một nửa số đơn vị đạt từ 5,00 trở lên")
    assert (rank.label, rank.value, rank.of) == ("Thứ hạng", "2", "/3")
    assert rank.details == ("ngay sau A (10,00)", "ngay trước C (0,00)")
    assert (band.label, band.value, band.details) == ("Xếp loại", "Khá", ("từ 5 đến dưới 8 điểm",))


def test_a_total_on_the_scheme_s_own_scale_is_not_converted() -> None:
    score, *_ = of(small_card([FULL, HALF], scale=60), "b")

    assert (score.label, score.value, score.of) == ("Tổng điểm", "30,00", "/60")
    assert score.details == ("một nửa số đơn vị đạt từ 45,00 trở lên",)


def test_equal_units_are_named_as_such() -> None:
    _, rank, _ = of(small_card([HALF, HALF, HALF, NONE, FULL]), "b")

    assert rank.value == "2"
    assert rank.details == ("đồng hạng với A và C (5,00)", "ngay sau E (10,00)", "ngay trước D (0,00)")


def test_a_neighbour_that_is_ranked_without_cases_is_marked() -> None:
    _, rank, _ = of(small_card([((0, 0),) * 3, HALF]), "b")

    assert rank.details == ("ngay sau A (không phát sinh) (10,00)",)


def test_a_unit_alone_is_compared_with_none() -> None:
    score, rank, _ = of(small_card([HALF]), "a")

    assert score.details == ("tổng điểm 30,00/60",)
    assert (rank.value, rank.of, rank.details) == ("1", "/1", ())


def test_a_unit_without_cases_that_is_left_out_has_no_figure() -> None:
    card = small_card([((0, 0),) * 3, HALF], no_cases_unit="left_out")

    assert [one.value for one in of(card, "a")] == ["–", "–", "–"]
    assert {one.details[0] for one in of(card, "a")} == {"không phát sinh"}
    assert of(card, "b")[1].of == "/1"
    assert losses(card, "a") == "Không chấm điểm trong kỳ này."


def test_a_unit_whose_figures_are_missing_says_so() -> None:
    card = given_card([(float("nan"), 1, 1), (1, 1, 1)])

    assert of(card, "a")[0].details == ("chưa đủ số liệu", "không chấm điểm")


def test_a_unit_without_cases_that_is_ranked_is_explained() -> None:
    card = small_card([((0, 0),) * 3, HALF])

    assert losses(card, "a") == (
        "Đơn vị không phát sinh trường hợp nào trong kỳ; điểm được tính theo quy định của bộ chỉ số. "
        "Đạt điểm tối đa ở mọi chỉ số."
    )


def test_losses_name_where_most_was_lost() -> None:
    card = small_card([((8, 10), (9, 10), (5, 10))])  # 6 of 30, 1 of 10, 10 of 20

    assert losses(card, "a") == "Mất 17,00 trên 60 điểm, nhiều nhất ở Chỉ số 2 (10,00)."


def test_losses_in_few_places_are_all_named() -> None:
    card = small_card([((10, 10), (10, 10), (5, 10))])

    assert losses(card, "a") == "Mất 10,00 trên 60 điểm, đều ở Chỉ số 2 (10,00)."


def test_the_loss_is_what_the_printed_total_lacks() -> None:
    card = small_card([((1, 3), (1, 3), (1, 3))])  # 20 exactly, from thirds

    assert losses(card, "a").startswith("Mất 40,00 trên 60 điểm")
