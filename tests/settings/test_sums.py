import pytest

from dbp_analysis.settings.sums import added, check_parts, count_of, summed, written

PARTS = ("-void", "all", "-exempt", "late")


def test_a_sum_adds_what_has_no_minus_and_takes_the_rest_away() -> None:
    counts = {"all": 9, "late": 2, "void": 3, "exempt": 4}
    assert summed(PARTS, counts.__getitem__) == 4
    assert added(PARTS) == ("all", "late")
    assert count_of("-void") == count_of("void") == "void"


def test_a_sum_is_written_with_what_is_taken_away_last() -> None:
    assert written(PARTS, str.upper) == "ALL + LATE − VOID − EXEMPT"


def test_a_sum_that_adds_nothing_or_takes_its_own_away_is_refused() -> None:
    check_parts(())
    check_parts(PARTS)
    with pytest.raises(ValueError, match="toàn số liệu bị trừ"):
        check_parts(("-void",))
    with pytest.raises(ValueError, match="vừa cộng vừa trừ: all"):
        check_parts(("all", "-all"))
