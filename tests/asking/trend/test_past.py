from dbp_analysis.asking.trend.past import past_results

from ...made import Place
from ...trend_made import NA_TAU, rows, series_of


def test_months_in_which_the_unit_was_not_ranked_are_left_out(place: Place) -> None:
    unknown = {**rows(90, 80, 40), NA_TAU: (float("nan"),) * 6}
    months = {"2023-10": rows(90, 80, 40), "2023-11": unknown, "2023-12": rows(90, 80, 50)}

    past = past_results(series_of(place, months), NA_TAU)
    assert [one.month for one in past] == ["2023-10", "2023-12"]


def test_scores_are_those_of_the_card(place: Place) -> None:
    series = series_of(place, {"2023-08": rows(90, 80, 40), "2023-10": rows(90, 70, 60)})
    results = series.card.results.xs(NA_TAU, level="unit_code")

    past = past_results(series, NA_TAU)
    assert [one.total for one in past] == results["total"].tolist()
    assert [one.rank for one in past] == results["rank"].tolist()
