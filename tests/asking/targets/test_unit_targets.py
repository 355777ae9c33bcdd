import dataclasses
from types import MappingProxyType

import pandas as pd
import pytest

from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.scoring.score import score

from ...exact import random_card, random_close_card

NATIONAL_UNITS = ("H21.121", "H21.180", "H21.186", "H21.227")
RANDOM_MONTHS = 15


def assert_promises_kept(card, takes_from=MappingProxyType({}), codes=None):
    """Put every mix into the counts, score again, and see that each goal is reached.

    A count that a case is taken from (by indicator) goes down by as much.
    """
    codes = card.of_units(card.results).index if codes is None else codes
    promised = [(code, goal) for code in codes for goal in targets(card, code).goals if goal.mix]
    changed = [with_mix(card, code, goal.mix, takes_from) for code, goal in promised]
    counts = pd.concat(changed, keys=[f"{at:03}" for at in range(len(changed))], names=["month"])
    after = score(counts, card.scheme, card.units).results  # a month for each promise
    bands = [band.name for band in card.scheme.bands]
    for at, (code, goal) in enumerate(promised):
        results = after.loc[f"{at:03}"]
        if goal.kind == "band":
            assert bands.index(results["band"][code]) <= bands.index(goal.name)
        else:
            passed = [c for c in results.index if card.units.at[c, "unit_short"] in goal.name.split(", ")]
            assert passed
            assert all(results["rank"][code] < results["rank"][c] for c in passed)


def with_mix(card, code, mix, takes_from):
    counts = card.counts.reset_index("month", drop=True)
    for step in mix:
        # Of several counts that add up to the numerator the last one, which no denominator holds.
        counts.loc[code, card.scheme.indicator(step.indicator_id).numerator[-1]] += step.extra
        if step.indicator_id in takes_from:
            counts.loc[code, takes_from[step.indicator_id]] -= step.extra
    return counts


def test_published_targets_keep_their_promise_when_the_month_is_scored_again(published):
    assert_promises_kept(published, {"submitted_online": "received_counter"})


def test_national_targets_keep_their_promise_when_the_month_is_scored_again(national):
    assert_promises_kept(national, codes=NATIONAL_UNITS)


@pytest.mark.parametrize("make", [random_card, random_close_card])
@pytest.mark.parametrize("seed", range(RANDOM_MONTHS))
def test_random_targets_keep_their_promise_when_the_month_is_scored_again(make, seed):
    assert_promises_kept(make(seed))


def test_markup_in_names_is_text(published):
    units = published.units.assign(unit_short="<b>X</b>")
    card = dataclasses.replace(published, units=units)

    shown = targets(card, "03316")._repr_html_()

    assert "<b>" not in shown
    assert "&lt;b&gt;X&lt;/b&gt;" in shown


def test_a_unit_that_no_goal_is_left_for_is_shown_without_a_table(published):
    best = published.of_units(published.results).index[0]

    assert "<table" not in targets(published, best)._repr_html_()


def test_the_table_has_a_row_a_goal_and_indicator_that_can_gain(published):
    table = targets(published, "03316").table

    assert list(table)[3:] == [
        *("indicator_id", "indicator", "numerator", "denominator"),
        *("extra_alone", "total_alone", "extra_in_mix"),
    ]
    assert table.groupby("kind", sort=False)["extra_in_mix"].sum().to_dict() == {"band": 24, "unit": 40}
    assert table["extra_alone"].isna().sum() == 1


def test_a_unit_or_a_month_that_is_not_there_is_refused(published):
    with pytest.raises(KeyError):
        targets(published, "99999")
    several = dataclasses.replace(published, results=pd.concat([published.results] * 2, keys=["a", "b"]))
    with pytest.raises((ValueError, KeyError)):
        targets(several, "03316")
