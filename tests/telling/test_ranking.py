from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.ranking import printed_ranking

from ..made import Place


def test_every_unit_stands_as_it_is_printed_by_rank(place: Place) -> None:
    card = score_inputs(place.read())
    head, *rows = printed_ranking(card)

    assert head[:3] == ("Hạng", "Đơn vị", "Tổng điểm")
    assert len(rows) == len(card.units)
    assert all(isinstance(value, str) for row in rows for value in row)
    assert [row[0].rstrip("=") for row in rows] == sorted(row[0].rstrip("=") for row in rows)
