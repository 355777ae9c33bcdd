import pytest

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import RefusalError


def test_cells_of_all_sheets_count_together() -> None:
    half = bounds.check_rectangle(2_000, 1_000)
    assert bounds.check_rectangle(2_000, 1_000, half) == bounds.CELLS
    with pytest.raises(RefusalError, match="4000000 ô"):
        bounds.check_rectangle(2_001, 1_000, half)


@pytest.mark.parametrize(("rows", "columns"), [(200_001, 1), (1, 1_001)])
def test_a_single_row_or_column_beyond_the_limit_is_refused(rows: int, columns: int) -> None:
    with pytest.raises(RefusalError, match="vượt giới hạn"):
        bounds.check_rectangle(rows, columns)
