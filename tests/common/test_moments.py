import datetime

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.moments import moment_at, typed_moment


@pytest.mark.parametrize(
    ("typed", "said", "named"),
    [
        ("2026-11-28", "hết ngày 28/11/2026", "2026-11-28"),
        ("28/11/2026", "hết ngày 28/11/2026", "2026-11-28"),
        ("2026-11-28 10:30", "10 giờ 30 ngày 28/11/2026", "2026-11-28-10h30"),
        ("10:30 28/11/2026", "10 giờ 30 ngày 28/11/2026", "2026-11-28-10h30"),
        ("2026-11-30", "hết ngày 30/11/2026", "2026-11-30"),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, said: str, named: str) -> None:
    moment = typed_moment(typed, "--as-of")
    assert (moment.text, moment.id, moment.month) == (said, named, "2026-11")


def test_a_moment_itself_is_seen_and_the_next_second_is_not() -> None:
    assert moment_at(datetime.datetime(2026, 11, 28, 10, 30)).end == datetime.datetime(
        2026, 11, 28, 10, 30, 1
    )
    assert typed_moment("2026-11-28", "").end == datetime.datetime(2026, 11, 29)


@pytest.mark.parametrize("typed", ["", "mai", "2026-11", "2026-02-30", "2026-11-28 25:00", "9999-12-31"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse, match="--as-of"):
        typed_moment(typed, "--as-of")


def test_the_month_of_a_slip_in_the_year_is_named_as_months_are() -> None:
    assert typed_moment("0202-11-28", "").month == "0202-11"
