"""Quarters, half-years, years and weeks in a row: called what they are, compared where that is fair."""

from dataclasses import replace

import pytest

from dbp_analysis.asking.change.previous import since_month
from dbp_analysis.asking.comparable import not_compared
from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.asking.trend.past import past_results
from dbp_analysis.asking.trend.tables import limits_table, totals_table
from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.charts import trend_charts
from dbp_analysis.charts.history import history_chart
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.series import join_months, load_series

from ...made import Place, dossier_rows, with_value
from ...trend_made import HIM_LAM, JOINED, NA_TAU, SUCCESSORS, Rows, rows, series_of


def quarters(place: Place, *shares: float, first: int = 2021) -> dict[str, Rows]:
    """A quarter for each share, from the first of the year on."""
    names = (f"{first + at // 4}-Q{at % 4 + 1}" for at in range(len(shares)))
    return {name: rows(share, 50, 40) for name, share in zip(names, shares, strict=True)}


def said(trend: Trend) -> str:
    charts = " ".join(f"{one.title} {one.subtitle} {one.description}" for one in trend_charts(trend))
    return f"{describe_trend(trend).text} {charts}"


def across_a_merger(place: Place) -> Trend:
    """Nà Tấu took in a unit without figures, and Him Lam one with, between the two quarters."""
    with (place.data / "units.csv").open("a", encoding="utf-8") as register:
        register.write(SUCCESSORS + JOINED)
    merged = {HIM_LAM: (80, 200) * 3, NA_TAU: (80, 200) * 3}
    whole = {"2025-Q2": rows(40, 40, 40), "2025-Q3": merged, "2025-Q4": merged}
    return read_trend(series_of(place, whole))


@pytest.mark.parametrize(
    ("first", "last", "called"),
    [
        ("2024-Q1", "2024-Q2", "từ quý I/2024 đến quý II/2024"),
        ("2024-H1", "2024-H2", "từ 6 tháng đầu năm 2024 đến 6 tháng cuối năm 2024"),
        ("2022", "2023", "từ năm 2022 đến năm 2023"),
        ("2024-W09", "2024-W10", "từ tuần 9/2024 đến tuần 10/2024"),
    ],
)
def test_every_kind_is_called_what_it_is(place: Place, first: str, last: str, called: str) -> None:
    trend = read_trend(series_of(place, {first: rows(50, 60, 70), last: rows(80, 60, 40)}))

    assert trend.series.title.endswith(called)
    told = said(trend)
    assert called in told
    assert "tháng" not in told.replace("6 tháng", "")


def test_a_run_and_limits_are_counted_in_quarters(place: Place) -> None:
    trend = read_trend(series_of(place, quarters(place, *range(30, 42))))
    told = said(trend)

    assert "Tăng hoặc giảm liên tiếp 3 quý trở lên" in told
    assert "(11 quý, từ " in told
    assert "hai quý liền nhau" in told
    assert "tháng" not in told
    assert next(iter(limits_table(trend).frame)) == "Quý"
    assert next(iter(totals_table(trend).frame)) == "Quý I/2021"


def test_across_a_merger_quarters_are_shown_but_compared_only_from_then_on(place: Place) -> None:
    trend = across_a_merger(place)
    why = (
        "Không so sánh số liệu quý III năm 2025 với số liệu quý II năm 2025: giữa hai kỳ có sáp nhập đơn vị."
    )

    assert trend.breaks == {"2025-Q3": why}
    assert trend.since == "2025-Q3"
    assert why in describe_trend(trend).topics[0].sentences
    earlier, later, _ = trend.series.inputs
    assert since_month(earlier, later, score_inputs(later)).reason == why


def test_a_history_of_quarters_breaks_where_they_are_not_compared(place: Place) -> None:
    series = across_a_merger(place).series
    past = past_results(series, HIM_LAM)

    assert [one.basis == past[-1].basis for one in past] == [False, True, True]
    assert [one.period for one in past] == ["quý II/2025", "quý III/2025", "quý IV/2025"]
    chart = history_chart(series, HIM_LAM)
    assert "so với quý III/2025" in chart.title
    assert "tháng" not in f"{chart.title} {chart.subtitle} {chart.description}"


def test_another_scheme_separates_quarters_and_not_months(place: Place) -> None:
    for first, last, found in (("2024-Q1", "2024-Q2", 1), ("2024-01", "2024-02", 0)):
        earlier, later = series_of(place, {first: rows(1, 2, 3), last: rows(1, 2, 3)}).inputs
        other = replace(earlier, scheme=earlier.scheme.model_copy(update={"id": "cu", "title": "Bộ cũ"}))
        breaks = not_compared(join_months([other, later]))
        assert len(breaks) == found
        assert all("bộ chỉ số khác (Bộ cũ)" in why for why in breaks.values())


def test_a_quarter_that_is_not_whole_is_left_out_with_its_reason(place: Place) -> None:
    place.copy_to(place.publication, "2023-Q3")
    own = replace(place, month="2023-Q3")
    own.dossiers(with_value(dossier_rows(), 2, "A", "Kỳ báo cáo: Quý III năm 2023"))

    series = load_series("2023-Q3", "2023-Q4", place.publication, place.data)

    assert series.months == ["2023-Q3"]
    assert series.notes == ("Quý IV/2023 không dùng được: mới có 01/03 tháng.",)
