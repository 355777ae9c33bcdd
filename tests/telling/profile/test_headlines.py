from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.telling.profile.headlines import headlines, losses_text
from dbp_analysis.telling.profile.rows import unit_rows

from ...small_cards import given_card, small_card

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
    assert score.details == ("tổng điểm 30,00/60", "nửa số đơn vị đạt từ 5,00 điểm quy đổi trở lên")
    assert (rank.label, rank.value, rank.of) == ("Thứ hạng", "2", "/3")
    assert rank.details == ("ngay sau A (tổng điểm 60,00)", "ngay trước C (tổng điểm 0,00)")
    assert (band.label, band.value) == ("Xếp loại", "Khá")
    assert band.details == ("từ 5 đến dưới 8 điểm quy đổi", "tức tổng điểm từ 30 đến dưới 48")


def test_a_total_on_the_scheme_s_own_scale_is_not_converted() -> None:
    score, _, band = of(small_card([FULL, HALF], scale=60), "b")

    assert (score.label, score.value, score.of) == ("Tổng điểm", "30,00", "/60")
    assert score.details == ("nửa số đơn vị đạt từ 45,00 điểm trở lên",)
    assert len(band.details) == 1
    assert band.details[0].startswith("tổng điểm từ")


def test_equal_units_are_named_as_such() -> None:
    _, rank, _ = of(small_card([HALF, HALF, HALF, NONE, FULL]), "b")

    assert rank.value == "2"
    assert rank.details == (
        "đồng hạng với A và C (tổng điểm 30,00)",
        "ngay sau E (tổng điểm 60,00)",
        "ngay trước D (tổng điểm 0,00)",
    )


def test_a_neighbour_that_is_ranked_without_cases_is_marked() -> None:
    _, rank, _ = of(small_card([((0, 0),) * 3, HALF]), "b")

    assert rank.details == ("ngay sau A (không phát sinh) (tổng điểm 60,00)",)


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


def test_indicators_beyond_the_third_are_counted_as_such() -> None:
    card = small_card([((9, 10),) * 8], maxima=(10,) * 8)

    assert losses(card, "a") == (
        "Mất 8,00 trên 80 điểm, đều ở Chỉ số 0 (1,00), Chỉ số 1 (1,00), Chỉ số 2 (1,00) và 05 chỉ số khác."
    )


def test_groups_beyond_the_third_are_counted_as_such() -> None:
    card = given_card([(29, 9, 19, 9)], maxima=(30, 10, 20, 10))

    assert losses(card, "a").endswith("(1,00) và 01 nhóm khác.")


def test_losses_that_do_not_add_up_are_said_to_be_rounded() -> None:
    thirds = small_card([((1, 3), (1, 3), (1, 3))], maxima=(10, 10, 10))  # 6,67 three times, 20 in all
    whole = small_card([((1, 2), (1, 2), (1, 2))], maxima=(10, 10, 10))
    half = small_card([((1, 8),) * 3], maxima=(5, 5, 5))  # 0.625 is printed as 0,63, so 4,37 are lost

    assert losses(thirds, "a").startswith("Mất 20,00 trên 30 điểm (các số đã làm tròn), đều ở")
    assert "làm tròn" not in losses(whole, "a")
    assert losses(half, "a").startswith("Mất 13,12 trên 15 điểm (các số đã làm tròn)")
