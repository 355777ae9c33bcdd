import pandas as pd
import pytest

from dbp_analysis.asking.robustness.fragility import MOVES, fragility, fragility_sentences
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Ties

from ...exact import exact_unit, random_card, random_close_card, random_ruled_card
from ...exact import made_month as month
from ...made import real_card
from ...scoring.test_score import indicator, scheme

RANDOM_MONTHS = 12


@pytest.fixture(scope="module")
def published() -> Scorecard:
    return real_card()


def rank_of(place, others, rule):
    """The rank number of a place among those of the other units."""
    better = [other for other in others if other > place]
    return 1 + len(set(better) if rule == "dense" else better)


def changed(unit, others):
    """Whether a place (total and deciding points) brings each of the moves."""
    rule, (total, *_) = unit.scheme.ties.rule, unit.place()
    band, rank = unit.band(total), rank_of(unit.place(), others, rule)
    return {
        "band_up": lambda place: unit.band(place[0]) < band,
        "band_down": lambda place: unit.band(place[0]) > band,
        "rank_up": lambda place: rank_of(place, others, rule) < rank,
        "rank_down": lambda place: rank_of(place, others, rule) > rank,
    }


def found(table, code):
    return {
        move: None if pd.isna(count) else int(count) for move, count in table.loc[code, list(MOVES)].items()
    }


@pytest.mark.parametrize("make", [random_card, random_close_card, random_ruled_card])
@pytest.mark.parametrize("seed", range(RANDOM_MONTHS))
def test_no_other_choice_of_cases_changes_a_random_unit_sooner(make, seed):
    card = make(seed)
    scored = list(card.of_units(card.results)["total"].dropna().index)
    units = {code: exact_unit(card, code) for code in scored}
    table = fragility(card)

    for code, unit in units.items():
        others = [one.place() for other, one in units.items() if other != code]
        ways = {up: list(unit.ways(up)) for up in (True, False)}
        assert found(table, code) == {
            move: min((cases for cases, place in ways[move.endswith("up")] if moved(place)), default=None)
            for move, moved in changed(unit, others).items()
        }
        better = [other for other in others if other > unit.place()]
        if found(table, code)["rank_up"] is not None:
            passing = (cases for cases, place in ways[True] if place > min(better))
            assert table.at[code, "level"] == (table.at[code, "rank_up"] != min(passing, default=None))


def test_the_random_months_hold_ranks_that_only_a_deciding_group_changes_so_soon():
    decided = 0
    for card in map(random_close_card, range(15)):
        by_total = card.scheme.model_copy(update={"ties": Ties(rule=card.scheme.ties.rule)})
        moves = fragility(card)[["rank_up", "rank_down"]]
        plain = fragility(score(card.counts, by_total, card.units)).loc[moves.index, list(moves)]
        decided += int(moves.fillna(-1).ne(plain.fillna(-1)).to_numpy().sum())

    assert decided >= 20


def test_published_moves_take_exactly_that_many_cases(published):
    table = fragility(published)
    units = {code: exact_unit(published, code) for code in table.index}

    for code, unit in units.items():
        others = [one.place() for other, one in units.items() if other != code]
        for move, moved in changed(unit, others).items():
            up, cases = move.endswith("up"), found(table, code)[move]
            if cases is None:
                everything = sum(unit.numerators.values()) + sum(map(len, unit.levels.values()))
                assert not moved((unit.extreme(everything, up),))
            else:
                assert moved((unit.extreme(cases, up),))
                assert not moved((unit.extreme(cases - 1, up),))


def test_the_first_and_the_last_unit_can_move_one_way_only(published):
    table = fragility(published)

    assert list(table.index) == list(published.of_units(published.results).index)
    missing = {"band_up": 1, "band_down": 0, "rank_up": 1, "rank_down": 1, "fewest": 0, "what": 0}
    assert table.isna().sum().to_dict() == {**missing, "level": 0, "counted": 0}
    assert pd.isna(table["rank_up"].iloc[0])
    assert pd.isna(table["rank_down"].iloc[-1])


def one(**more):
    return scheme((indicator("a", 10),), **more)


def test_losing_one_of_equals_worsens_the_rank_and_drawing_level_betters_it():
    table = fragility(month(one(), a_done=[7, 6, 6], a_all=[10, 10, 10]))

    assert table["rank_up"].tolist() == [pd.NA, 1, 1]
    assert table["level"].tolist() == [False, True, True]
    assert table["rank_down"].tolist() == [2, 1, 1]


def decided(a_done, b_done):
    """Two units of two groups, of ten cases each; the second decides between equal totals."""
    by = scheme((indicator("a", 10),), (indicator("b", 10),), ties={"decided_by": ["g1"]})
    return month(by, a_done=a_done, a_all=[10, 10], b_done=b_done, b_all=[10, 10])


@pytest.mark.parametrize(
    ("a_done", "b_done", "up", "down"),
    [
        ([5, 4], [5, 5], 1, 1),  # one case more or fewer in b: equal totals, but not equal in b
        ([5, 2], [5, 7], 1, 1),  # equal totals after one case in a, or one fewer
        ([6, 2], [1, 4], 1, 1),
        ([5, 5], [5, 4], 1, 2),  # one case in b and they are equal in both; one fewer is not behind
        ([1, 5], [7, 2], 2, 2),  # one case more leaves the totals equal, and b behind
    ],
)
def test_where_a_group_decides_between_equal_totals_points_in_it_change_the_rank(a_done, b_done, up, down):
    table = fragility(decided(a_done, b_done))

    assert table["rank_up"].tolist() == [pd.NA, up]
    assert table["rank_down"].tolist() == [down, pd.NA]
    for move, unit, sign in (("rank_up", 1, 1), ("rank_down", 0, -1)):
        cases = table[move].iloc[unit]
        soonest = next(k for k in range(1, 20) if any(moved(a_done, b_done, unit, sign, k)))
        assert cases == soonest


def moved(a_done, b_done, unit, sign, cases):
    """For every split of so many cases, whether the rank of the unit is another when scored again."""
    for in_a in range(cases + 1):
        a, b = list(a_done), list(b_done)
        a[unit] += sign * in_a
        b[unit] += sign * (cases - in_a)
        if all(0 <= n <= 10 for n in (a[unit], b[unit])):
            yield (
                decided(a, b).results["rank"].iloc[unit] != decided(a_done, b_done).results["rank"].iloc[unit]
            )


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

    assert fragility(given)[[*MOVES, "fewest", "what"]].isna().all(axis=None)
    assert fragility(given)["counted"].tolist() == [False, False]
    assert fragility_sentences(given, fragility(given)).iloc[0] == (
        "U0: chưa có số liệu đếm được, nên không tính được bao nhiêu trường hợp làm đổi kết quả."
    )
    assert fragility(left_out)["counted"].tolist() == [True, True]
    assert found(fragility(left_out), "u0") == dict.fromkeys(MOVES)
    assert fragility_sentences(left_out, fragility(left_out))["u0"] == "U0 không được chấm điểm trong kỳ."


def test_that_no_counted_case_changes_anything_is_not_said_of_cases_that_are_not_counted():
    given = {"id": "g", "name": "g", "short_name": "g", "given": "points", "given_maximum": 90}
    card = month(scheme((indicator("a", 10),), given), a_done=[9], a_all=[10], points=[60])

    assert fragility(card)["counted"].tolist() == [True]
    assert fragility_sentences(card, fragility(card))["u0"] == (
        "U0: trong các trường hợp có số đếm, không số nào làm đổi xếp loại hay thứ hạng."
    )


def test_drawing_level_is_not_called_passing():
    card = month(one(), a_done=[7, 6, 3], a_all=[10, 10, 7])

    said = fragility_sentences(card, fragility(card))

    assert "thêm 01 trường hợp đạt thì đồng hạng với đơn vị trên" in said["u1"]
    assert "thêm 02 thì tăng hạng" in said["u2"]


def test_the_sentence_names_the_soonest_change_first(published):
    said = fragility_sentences(published, fragility(published))

    assert said["03316"] == (
        "Nà Tấu: bớt 19 trường hợp đạt thì giảm mức xếp loại, thêm 24 thì tăng mức xếp loại, "
        "thêm 40 thì tăng hạng."
    )
    assert said["03133"] == (
        "Tân Thanh: thêm 01 trường hợp đạt thì tăng mức xếp loại, bớt 12 thì giảm hạng, "
        "bớt 47 thì giảm mức xếp loại, thêm 47 thì tăng hạng."
    )
