from dbp_analysis.scoring.score import score_inputs

from ..made import Place, payment_rows, without_row


def test_a_unit_that_can_be_scored_in_no_way_is_named(place: Place) -> None:
    place.change("layouts/thanh-toan.toml", 'id = "thanh-toan"', 'id = "thanh-toan"\ncovers = "some"')
    place.payments(without_row(payment_rows(), 2))
    problem = place.problem("scorable")
    assert "thiếu số liệu của" in problem.what
    assert "Bổ sung tệp xuất" in problem.remedy
    assert problem.severity == "warning", "the others can be scored"
    month = place.read()
    card = score_inputs(month)
    assert len(card.results) == len(month.units)
    assert card.results["total"].isna().sum() == card.unknown.any(axis="columns").sum() == 1
