"""The same counts on a real Spark of this machine."""

import shutil

import pandas as pd
import pytest

from ..registers_made import BOOK, LATENESS, TABLE, counted, registers, rule

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("java"), reason="no Java")]


@pytest.mark.filterwarnings("ignore")
def test_spark_counts_to_the_last_digit_what_duckdb_does() -> None:
    found, by = registers(BOOK, TABLE, LATENESS), rule(late_by="time")
    with counted(*found, by=by) as ours:
        wanted = ours.counts
    with counted(*found, by=by, address="local[2]") as theirs:
        pd.testing.assert_frame_equal(theirs.counts, wanted)
        assert (theirs.again, theirs.left_out) == (ours.again, ours.left_out)
