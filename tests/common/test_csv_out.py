import csv
from io import StringIO

import pandas as pd
import pytest

from dbp_analysis.common.csv_out import csv_text


@pytest.mark.parametrize("kind", [object, "string", "category"])
def test_no_text_is_taken_for_a_formula_and_numbers_stay_numbers(kind: str) -> None:
    names = pd.Series(["=1+2", "+a", "-b", "@c", "\td", "Nà Tấu", "a=b"], dtype=kind)
    table = pd.DataFrame({"name": names, "change": [-1.5, 0.1, -2, 3, 4, 5, None], "rank": 1})
    _, *rows = csv.reader(StringIO(csv_text(table)))
    assert [row[0] for row in rows] == ["'=1+2", "'+a", "'-b", "'@c", "'\td", "Nà Tấu", "a=b"]
    assert [row[1] for row in rows] == ["-1.5", "0.1", "-2.0", "3.0", "4.0", "5.0", ""]


def test_what_is_not_known_stays_empty_and_whole_numbers_whole() -> None:
    table = pd.DataFrame({"band": ["Tốt", None], "count": pd.Series([3, None], dtype="Int64"), "tied": True})
    assert csv_text(table) == "band,count,tied\nTốt,3,True\n,,True\n"
