"""A scheme with differences, days, a curve and steps, from its file to what readers are told."""

import pytest

from dbp_analysis.asking.robustness.intervals import intervals
from dbp_analysis.asking.scenario.scenario import scenario_of
from dbp_analysis.charts import ratios_chart
from dbp_analysis.publishing.page_units import _counts
from dbp_analysis.scoring.lines import score_lines
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.profile.rows import best_units

from .made import Place, payment_rows, with_value

SCHEME = "schemes/bo-thu.toml"


@pytest.fixture
def curved(place: Place) -> Place:
    """On time by steps, submitted online by a curve with a jump, and the payments taken for summed days."""
    place.change(
        SCHEME,
        "maximum = 30\n",
        "maximum = 30\nsteps = [{ at_least = 0.95, points = 30 }, { above = 0.9, points = 10 }]\n",
    )
    place.change(
        SCHEME,
        'maximum = 10\nnumerator = ["received_online"]',
        'maximum = 10\ncurve = [[0.2, 0], [0.5, 4], [0.5, 6], [0.8, 10]]\nnumerator = ["received_online"]',
    )
    place.change(
        SCHEME,
        'name = "Tỷ lệ thanh toán trực tuyến"',
        'name = "Số ngày giải quyết bình quân"',
    )
    place.change(
        SCHEME,
        'maximum = 10\nnumerator = ["paid_online"]',
        'maximum = 10\ncurve = [[2, 10], [7, 0]]\nnumerator = ["paid_online"]',
    )
    return place


def test_days_a_curve_and_steps_are_scored_and_told(curved: Place) -> None:
    rows = with_value(payment_rows(), 2, "E", "Số lượng: 2.550")
    curved.payments(with_value(rows, 3, "E", "Số lượng: 160"))
    inputs = curved.read()
    assert inputs.errors == ()
    card = score_inputs(inputs)
    points = card.points.droplevel("month").T
    assert points["03127"].tolist() == pytest.approx([30, 10, 9])
    assert points["03145"].tolist() == pytest.approx([30, 6 + 4 * 25 / 30, 6])
    assert points["03316"].tolist() == pytest.approx([30, 4 * (56 / 150 - 0.2) / 0.3, 10])

    told = [_counts(line) for line in score_lines(card)]
    assert told[:3] == ["1.100/1.100 hồ sơ (100%)", "1.000/1.200 hồ sơ (83,3%)", "2.550/1.020 hồ sơ (2,5)"]
    assert best_units(card)["paid"].text == "2,5"  # fewer is better
    assert set(intervals(card).index.unique("indicator")) == {"on_time", "submitted"}
    chart = ratios_chart(card)
    assert chart.title == "Nộp trực tuyến thấp nhất: từ 37,3% đến 83,3%"
    assert "vạch đứt: đủ điểm từ 80%" in chart.description
    assert "Him Lam 2,5 (2.550/1.020); Thanh Minh 4 (160/40)" in chart.description


def test_a_numerator_of_days_may_exceed_its_denominator_but_not_stand_above_nothing(curved: Place) -> None:
    rows = with_value(payment_rows(), 3, "E", "Số lượng: 160")
    curved.payments(with_value(rows, 4, "E", "Số lượng: 5"))
    problem = curved.problem("ratios")
    assert problem.what == "Số ngày giải quyết bình quân: tử số 5 lớn hơn mẫu số 0."
    assert problem.row == 4


def test_another_maximum_in_a_scenario_changes_the_points_in_proportion(curved: Place) -> None:
    changed = scenario_of(curved.read()).with_maximum("submitted", 5)
    assert changed.rules.indicator("submitted").curve == ((0.2, 0), (0.5, 2), (0.5, 3), (0.8, 5))
    half = changed.card.points["submitted"] * 2
    assert half.tolist() == pytest.approx(score_inputs(curved.read()).points["submitted"].tolist())
    assert changed.with_maximum("submitted", 10).rules == changed.inputs.scheme
