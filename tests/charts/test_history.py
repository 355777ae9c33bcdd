import re
from collections.abc import Callable

import pytest

from dbp_analysis.charts.history import MOST_MONTHS, PLOT, history_chart, past_results
from dbp_analysis.month_series import Series

from ..made import Place
from ..trend_made import HIM_LAM, NA_TAU, SUCCESSORS, THANH_MINH, demo_trend, rows, series_of

Texts = Callable[..., list[str]]
FIGURE = re.compile(r"\d,\d\d")


@pytest.fixture
def series(place: Place) -> Series:
    """Nà Tấu rises from last to second; September has no data."""
    months = {"2023-08": rows(90, 80, 40), "2023-10": rows(90, 70, 60), "2023-11": rows(90, 60, 80)}
    return series_of(place, months)


def test_the_title_says_the_change_of_score_and_rank(series: Series) -> None:
    assert history_chart(series, NA_TAU).title == "Tăng 2,00 điểm so với tháng 10/2023, từ hạng 3 lên 2"
    assert history_chart(series, THANH_MINH).title == "Giảm 1,00 điểm so với tháng 10/2023, từ hạng 2 xuống 3"
    assert history_chart(series, HIM_LAM).title == "Không đổi điểm so với tháng 10/2023, vẫn hạng 1"


def test_every_month_has_its_score_and_rank(series: Series, texts: Texts, assert_tidy: Callable) -> None:
    chart = history_chart(series, NA_TAU, "Số liệu thử.")
    shown = texts(chart)

    assert [text for text in shown if text in ("4,00", "6,00", "8,00")] == ["4,00", "6,00", "8,00"]
    assert shown.count("3") == 2  # its rank in August and October
    assert "Số liệu thử." in shown
    assert "tháng 8/2023 4,00 điểm, hạng 3" in chart.description
    assert_tidy(chart)


def test_a_unit_needs_two_months(place: Place) -> None:
    with pytest.raises(ValueError, match="needs two"):
        history_chart(series_of(place, {"2023-12": rows(90, 80, 40)}), NA_TAU)


def test_months_in_which_the_unit_was_not_ranked_are_left_out(place: Place) -> None:
    unknown = {**rows(90, 80, 40), NA_TAU: (float("nan"),) * 6}
    months = {"2023-10": rows(90, 80, 40), "2023-11": unknown, "2023-12": rows(90, 80, 50)}

    past = past_results(series_of(place, months), NA_TAU)
    assert [one.month for one in past] == ["2023-10", "2023-12"]


def test_no_more_than_thirteen_months_are_shown(assert_tidy: Callable) -> None:
    series = demo_trend(units=40, months=24).series
    code = str(series.card.units.index[0])

    past = past_results(series, code)
    assert len(past) == MOST_MONTHS
    assert (past[0].month, past[-1].month) == ("2023-12", "2024-12")
    assert_tidy(history_chart(series, code, "Ghi chú"))


def test_scores_are_those_of_the_card(series: Series) -> None:
    results = series.card.results.xs(NA_TAU, level="unit_code")

    past = past_results(series, NA_TAU)
    assert [one.converted for one in past] == results["converted"].tolist()
    assert [one.rank for one in past] == results["rank"].tolist()


def test_months_before_a_merger_are_marked_as_sums(place: Place, texts: Texts) -> None:
    units = place.data / "units.csv"
    units.write_text(units.read_text(encoding="utf-8") + SUCCESSORS, encoding="utf-8")
    after = {code: counts for code, counts in rows(90, 80, 40).items() if code != THANH_MINH}
    series = series_of(place, {"2025-06": rows(90, 80, 40), "2025-07": after})

    assert [one.merged for one in past_results(series, HIM_LAM)] == [True, False]
    assert [one.merged for one in past_results(series, NA_TAU)] == [False, False]
    assert any("sáp nhập" in text for text in texts(history_chart(series, HIM_LAM)))


def test_a_small_move_is_not_drawn_large(place: Place) -> None:
    small = series_of(place, {"2023-11": rows(90, 80, 80), "2023-12": rows(90, 80, 81)})
    large = series_of(place, {"2023-11": rows(90, 80, 40), "2023-12": rows(90, 80, 81)})

    def climb(series: Series) -> float:
        """How far apart the figures of the two months stand, of the field's height."""
        figures = [t for t in history_chart(series, NA_TAU).figure.texts if FIGURE.fullmatch(t.get_text())]
        low, high = sorted(text.get_position()[1] for text in figures)
        return (high - low) / PLOT

    assert climb(small) < 0.5 < climb(large)
