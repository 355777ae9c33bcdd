from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.inputs import load_month_inputs
from dbp_analysis.report import score_inputs
from dbp_analysis.robustness.fragility import MOVES, fragility, fragility_sentences
from dbp_analysis.scorecard import Scorecard

from ..exact import exact_unit, made_card, random_card
from ..test_scoring import indicator, scheme

DATA = Path(__file__).parents[2] / "data"
RANDOM_MONTHS = 50  # of four units each


@pytest.fixture(scope="module")
def published() -> Scorecard:
    return score_inputs(load_month_inputs("2023-12", "dien-bien-phu", DATA))


def place(total, others, rule):
    """The rank number of a total among those of the other units."""
    better = [other for other in others if other > total]
    return 1 + len(set(better) if rule == "dense" else better)


def changed(unit, others):
    """Whether a total brings each of the moves."""
    rule, total = unit.scheme.ties.rule, unit.total(unit.numerators)
    band, rank = unit.band(total), place(total, others, rule)
    return {
        "band_up": lambda other: unit.band(other) < band,
        "band_down": lambda other: unit.band(other) > band,
        "rank_up": lambda other: place(other, others, rule) < rank,
        "rank_down": lambda other: place(other, others, rule) > rank,
    }


def found(table, code):
    return {
        move: None if pd.isna(count) else int(count) for move, count in table.loc[code, list(MOVES)].items()
    }


@pytest.mark.parametrize("seed", range(RANDOM_MONTHS))
def test_no_other_choice_of_cases_changes_a_random_unit_sooner(seed):
    card = random_card(seed)
    scored = list(card.of_units(card.results)["total"].dropna().index)
    units = {code: exact_unit(card, code) for code in scored}
    totals = {code: unit.total(unit.numerators) for code, unit in units.items()}
    table = fragility(card)

    for code, unit in units.items():
        others = [total for other, total in totals.items() if other != code]
        ways = {up: list(unit.ways(up)) for up in (True, False)}
        assert found(table, code) == {
            move: min((cases for cases, total in ways[move.endswith("up")] if moved(total)), default=None)
            for move, moved in changed(unit, others).items()
        }


def test_published_moves_take_exactly_that_many_cases(published):
    table = fragility(published)
    units = {code: exact_unit(published, code) for code in table.index}
    totals = {code: unit.total(unit.numerators) for code, unit in units.items()}

    for code, unit in units.items():
        others = [total for other, total in totals.items() if other != code]
        for move, moved in changed(unit, others).items():
            up, cases = move.endswith("up"), found(table, code)[move]
            if cases is None:
                everything = sum(unit.numerators.values()) + sum(map(len, unit.levels.values()))
                assert not moved(unit.extreme(everything, up))
            else:
                assert moved(unit.extreme(cases, up))
                assert not moved(unit.extreme(cases - 1, up))


def test_the_first_and_the_last_unit_can_move_one_way_only(published):
    table = fragility(published)

    assert list(table.index) == list(published.of_units(published.results).index)
    assert table.isna().sum().to_dict() == {
        "band_up": 1,
        "band_down": 0,
        "rank_up": 1,
        "rank_down": 1,
        "fewest": 0,
        "what": 0,
    }
    assert pd.isna(table["rank_up"].iloc[0])
    assert pd.isna(table["rank_down"].iloc[-1])


def month(by, **columns):
    return made_card(by, pd.DataFrame(columns))


def one(**more):
    return scheme((indicator("a", 10),), **more)


def test_losing_one_of_equals_worsens_the_rank_and_drawing_level_betters_it():
    table = fragility(month(one(), a_done=[7, 6, 6], a_all=[10, 10, 10]))

    assert table["rank_up"].tolist() == [pd.NA, 1, 1]
    assert table["rank_down"].tolist() == [2, 1, 1]


def test_where_groups_decide_between_equal_totals_only_passing_betters_the_rank():
    by = scheme((indicator("a", 10),), (indicator("b", 10),), ties={"decided_by": ["g1"]})
    card = month(by, a_done=[5, 4], a_all=[10, 10], b_done=[5, 5], b_all=[10, 10])

    assert fragility(card)["rank_up"].tolist() == [pd.NA, 2]


def test_cases_beyond_what_is_full_are_lost_before_points_are():
    card = month(one(), a_done=[10], a_all=[10])
    lenient = month(scheme((indicator("a", 10, full_at=0.8),)), a_done=[10], a_all=[10])

    assert fragility(card)["band_down"].tolist() == [3]
    assert fragility(lenient)["band_down"].tolist() == [4]


def test_what_is_the_move_that_takes_fewest_cases_a_band_before_a_rank():
    card = month(one(), a_done=[8, 7, 2], a_all=[10, 10, 10])

    table = fragility(card)

    assert table["what"].tolist() == ["band_down", "band_up", "band_up"]
    assert table["fewest"].tolist() == [1, 1, 3]


def test_a_unit_without_a_score_or_without_counts_has_no_moves():
    by = scheme({"id": "g", "name": "g", "short_name": "g", "given": "points", "given_maximum": 10})
    given = month(by, points=[6.0, 3.0])
    left_out = month(one(no_cases_unit="left_out"), a_done=[0, 4], a_all=[0, 10])

    assert fragility(given).isna().all(axis=None)
    assert fragility_sentences(given, fragility(given)).iloc[0] == (
        "U0: trong số liệu hiện có, không số trường hợp nào làm đổi xếp loại hay thứ hạng."
    )
    assert found(fragility(left_out), "u0") == dict.fromkeys(MOVES)
    assert fragility_sentences(left_out, fragility(left_out))["u0"] == "U0 không được chấm điểm trong kỳ."


def test_the_sentence_names_the_soonest_change_first(published):
    said = fragility_sentences(published, fragility(published))

    assert said["03316"] == (
        "Nà Tấu: bớt 19 trường hợp đạt là xuống loại, thêm 24 là lên loại, thêm 40 là lên hạng."
    )
    assert said["03133"] == (
        "Tân Thanh: thêm 1 trường hợp đạt là lên loại, bớt 12 là xuống hạng, bớt 47 là xuống loại, "
        "thêm 47 là lên hạng."
    )
