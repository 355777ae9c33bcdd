import pytest

from dbp_analysis.scoring.rule_text import rule_text
from dbp_analysis.settings.indicator import Indicator

from .test_score import indicator


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, ""),
        (
            {"curve": [[0.5, 0], [0.8, 6]]},
            "điểm theo đường thẳng nối các mốc: 50% được 0 điểm; 80% được 6 điểm; trước mốc đầu và sau"
            " mốc cuối giữ nguyên điểm",
        ),
        (
            {"curve": [[2, 6], [2, 2.5], [7.5, 0]]},
            "điểm theo đường thẳng nối các mốc: 2 được 6 điểm; 2 được 2,5 điểm; 7,5 được 0 điểm; trước"
            " mốc đầu và sau mốc cuối giữ nguyên điểm; đúng mốc có hai mức điểm thì được mức cao hơn",
        ),
        (
            {"steps": [{"at_least": 0.95, "points": 6}, {"above": 0.9, "below": 0.94, "points": 3}]},
            "từ 95% được 6 điểm; trên 90% dưới 94% được 3 điểm; còn lại 0 điểm; phù hợp nhiều bậc thì lấy bậc"
            " nêu trước",
        ),
        (
            {"steps": [{"at_most": 3, "points": 6}, {"above": 3, "points": 1}]},
            "đến 3 được 6 điểm; trên 3 được 1 điểm; phù hợp nhiều bậc thì lấy bậc nêu trước",
        ),
    ],
)
def test_a_rule_in_words(rule, said):
    assert rule_text(Indicator.model_validate(indicator("a", 6, **rule))) == said


def test_values_that_are_stated_are_in_their_unit():
    named = dict.fromkeys(("id", "name", "short_name", "label"), "days")
    rule = {"steps": [{"at_most": 3, "points": 6}], "value": "days", "cases": "ngày", "maximum": 6}
    days = Indicator.model_validate(named | rule)
    assert rule_text(days) == "đến 3 ngày được 6 điểm; còn lại 0 điểm"
    assert days.value_text(9.2) == "9,2 ngày"
