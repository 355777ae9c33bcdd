import numpy as np
import pandas as pd

from dbp_analysis.reading.known import figures_known, groups_counted

from ..scoring.test_score import constant, indicator, scheme

GIVEN = {"id": "g", "name": "g", "short_name": "g", "given": "g_points", "given_maximum": 18}
BY = scheme((indicator("a", 10), constant("c", 2, 1)), (constant("d", 2, 1),), GIVEN)


def test_a_group_is_counted_where_every_count_it_is_made_of_is_known():
    counts = pd.DataFrame({"a_done": [0, np.nan, 1, np.nan], "a_all": [0, 2, np.nan, np.nan], "g_points": 9})

    counted = groups_counted(counts, BY)

    assert counted["g0"].tolist() == [True, False, False, False]
    assert counted["g1"].all(), "fixed points need no counts"
    assert not counted["g"].any(), "there is nothing to count"


def test_counts_that_no_export_has_are_not_known():
    assert not figures_known(pd.DataFrame({"a_done": [1.0, 2.0]}), BY)["a"].any()
