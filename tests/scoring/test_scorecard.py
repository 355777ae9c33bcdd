import numpy as np
import pandas as pd
import pytest

from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import Scheme

from ..small_cards import small_card

INDICATOR = {
    "id": "online",
    "name": "Nộp trực tuyến",
    "short_name": "Trực tuyến",
    "label": "Chỉ số 1",
    "maximum": 10,
    "numerator": ["online"],
    "denominator": ["received"],
    "no_cases": "zero",
}
SCHEME = Scheme.model_validate(
    {
        "id": "two-groups",
        "title": "Bộ <chỉ số> thử",
        "legal_basis": ["QĐ"],
        "scale": 10,
        "bands": [{"name": "Đạt", "printed": "Đạt", "at_least": 0}],
        "counts": {"online": "Trực tuyến", "received": "Tiếp nhận", "openness_points": "Điểm công khai"},
        "no_cases_unit": "left_out",
        "groups": [
            {
                "id": "openness",
                "name": "Công khai",
                "short_name": "Công khai",
                "given": "openness_points",
                "given_maximum": 5,
            },
            {"id": "online", "name": "Trực tuyến", "short_name": "Trực tuyến", "indicators": [INDICATOR]},
        ],
    }
)


@pytest.fixture
def card():
    index = pd.MultiIndex.from_tuples(
        [("2024-01", "01"), ("2024-01", "02"), ("2024-01", "03"), ("2024-02", "01")],
        names=["month", "unit_code"],
    )
    counts = pd.DataFrame(
        {"online": [5, 10, 0, 1], "received": [10, 10, 0, 10], "openness_points": [4.5, 4.5, np.nan, 5.0]},
        index,
    )
    names = ["Xã A", "Xã <b>B</b>", "Xã C"]
    units = pd.DataFrame(
        {"unit_name": names, "unit_label": [f"UBND {n}" for n in names], "unit_short": names},
        index=pd.Index(["01", "02", "03"], name="unit_code"),
    )
    return score(counts, SCHEME, units)


def test_the_ranking_lists_units_best_first_and_those_left_out_last(card):
    ranking = card.month("2024-01").ranking

    assert ranking["unit_code"].tolist() == ["02", "01", "03"]
    assert ranking["rank"].fillna(0).tolist() == [1, 2, 0]


def test_the_ranking_holds_the_points_of_indicators_and_of_groups_given_as_points(card):
    ranking = card.month("2024-01").ranking

    assert list(ranking) == [
        "rank",
        "unit_code",
        "unit_name",
        "openness",
        "online",
        "total",
        "converted",
        "band",
    ]
    assert ranking.loc[0, ["openness", "online", "total"]].tolist() == [4.5, 10.0, 14.5]


def test_months_on_a_card_are_told_apart(card):
    assert card.months == ["2024-01", "2024-02"]
    assert card.month("2024-02").results["total"].tolist() == [6.0]
    with pytest.raises(KeyError, match="2023-12"):
        card.month("2023-12")


def test_a_ranking_needs_one_month(card):
    with pytest.raises(ValueError, match="2 months"):
        _ = card.ranking


def test_which_indicators_earned_all_their_points(card):
    assert card.month("2024-01").at_maximum["online"].tolist() == [False, True, False]


def test_a_card_shows_itself_with_names_as_text_and_no_cases_in_words(card):
    shown = card.month("2024-01")._repr_html_()

    assert "Bộ &lt;chỉ số&gt; thử" in shown
    assert "&lt;b&gt;B&lt;/b&gt;" in shown
    assert "chưa đủ số liệu" in shown, "points of a group that are not known are not want of cases"
    assert "14,50" in shown


def test_a_card_says_which_units_had_no_cases():
    card = small_card([((0, 0),) * 3, ((1, 2),) * 3], no_cases_unit="left_out")

    assert card.bands.tolist() == ["Khá", "không phát sinh"]
    assert card.left_out.tolist() == [True, False]


def test_a_card_of_many_months_shows_how_many_rows_it_holds(card):
    assert "4" in card._repr_html_()


def test_a_group_is_from_its_counts_where_all_of_them_are_known(card):
    assert card.from_counts["online"].all()
    assert not card.from_counts["openness"].any()
    unknown = card.counts["received"].where(card.counts["online"] != 5)
    partly = score(card.counts.assign(received=unknown), SCHEME, card.units).from_counts["online"]
    assert partly.tolist() == [False, True, True, True]
