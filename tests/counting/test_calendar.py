"""Working days of 2023 to 2026, against due days by the announcements."""

import csv
import datetime
from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.counting.calendar import load_calendar

from ..made import PROJECT
from ..registers_made import DATA

CASES = list(csv.DictReader((PROJECT / "tests/data/calendar-cases.csv").read_text("utf-8").splitlines()))
DAYS = load_calendar(DATA, range(2022, 2028))


@pytest.mark.parametrize("case", [c for c in CASES if c["sure"] == "yes"], ids=lambda case: case["case"])
def test_every_sure_due_day_is_right(case: dict[str, str]) -> None:
    received = datetime.datetime.fromisoformat(case["start"])
    assert str(DAYS.due(received, int(case["working_days"]))) == case["due"]


def test_the_table_numbers_the_working_days() -> None:
    table = DAYS.table.set_index("day")
    week = table.loc["2024-04-26":"2024-05-06"]
    assert list(week.index[week["worked"]].strftime("%d/%m")) == ["26/04", "02/05", "03/05", "04/05", "06/05"]
    assert week["number"].iloc[-1] - week["number"].iloc[0] == 4


def test_every_decided_day_says_who_decided_it() -> None:
    text = (DATA / "calendar.toml").read_text(encoding="utf-8")
    assert text.count("day = ") == text.count("decision = ")


def test_a_day_cannot_be_decided_twice(tmp_path: Path) -> None:
    line = '{ day = 2026-01-02, work = false, decision = "Thử" }'
    (tmp_path / "calendar.toml").write_text(f"days = [{line}, {line}]\n", encoding="utf-8")
    with pytest.raises(DataRejected, match="mỗi ngày chỉ ghi một lần"):
        load_calendar(tmp_path, [2026])


def test_without_decisions_the_holidays_stand(tmp_path: Path) -> None:
    first = load_calendar(tmp_path, [2023])
    assert not first.worked[0]
    assert first.after(datetime.date(2023, 9, 1), 1) == datetime.date(2023, 9, 5)
