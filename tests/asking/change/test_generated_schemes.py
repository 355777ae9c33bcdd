"""What moved a total, under every feature of the language, adds up to the change."""

import random

import pandas as pd

from dbp_analysis.asking.change.split import change_between
from dbp_analysis.asking.change.text import change_table, unit_texts
from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.scheme import Scheme
from tests.exact import made_card
from tests.slow_score import OnPaper, written_counts, written_scheme


def test_the_parts_add_up_to_the_change_on_paper_and_are_told() -> None:
    for seed in range(12):
        rng = random.Random(seed)
        written = written_scheme(rng)
        scheme = Scheme.model_validate(written)
        months = [[written_counts(rng, written) for _ in range(5)] for _ in range(2)]
        change = change_between(*(made_card(scheme, pd.DataFrame(one).astype(float)) for one in months))
        added = change.parts["change"].groupby(level="unit_code").sum()
        for code in change.compared.index:
            before, after = (OnPaper(written, one[int(code[1:])]).total for one in months)
            assert settle(float(added[code])) == settle(float(after - before)), (seed, code)
        of_three = change.parts[["by_numerator", "by_denominator", "by_other"]].sum(axis="columns")
        assert settle(of_three - change.parts["change"]).eq(0).all(), seed
        assert len(change_table(change)) == len(change.units) == 5
        assert set(unit_texts(change)) == set(change.units.index)
