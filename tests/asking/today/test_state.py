"""An open month as of a moment, against an oracle that walks over the rows of the register."""

import csv
import dataclasses
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

import pandas as pd
import pytest

from dbp_analysis.asking.today.state import STEPS, Today, read_today, today_of
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.moments import typed_moment
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs

from ...made import Place, copy_real
from ...registers_made import TABLE, dossier, with_registers, write_rows

NAME, MONTH = "dien-bien-phu", "2023-12"
FIRST = datetime(2023, 12, 1)
NOW, THEN = "2023-12-20 10:30", datetime(2023, 12, 20)
LEFT = ("7", "8")
OUTCOMES = ("resolved_early", "resolved_on_time", "resolved_late", "pending_in_time", "pending_overdue")


@dataclasses.dataclass
class Row:
    """A dossier of the register."""

    code: str
    unit: str
    received: datetime
    due: datetime
    finished: datetime | None
    status: str

    def outcome(self, end: datetime) -> str | None:
        """In which count of the right side of form II.06a it is before ``end``; None where in none."""
        ended = self.finished if self.finished and self.finished < end else None
        left = self.status in LEFT and (ended or self.finished is None)
        if self.received >= end or left or (ended and ended < FIRST):
            return None
        if ended:
            days = (ended.date() - self.due.date()).days
            return OUTCOMES[1 if days == 0 else 0 if days < 0 else 2]
        last = (end - timedelta(microseconds=1)).date()
        return "pending_in_time" if self.due.date() >= last else "pending_overdue"


@cache
def rows() -> list[Row]:
    """Every dossier once, by its first reception."""

    def moment(text: str) -> datetime | None:
        return datetime.strptime(text, "%H:%M %d/%m/%Y") if text else None

    found: dict[str, Row] = {}
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        for one in csv.DictReader(file):
            received, due = moment(one["NgayTiepNhan"]), moment(one["NgayHenTra"])
            finished = moment(one["NgayKetThucXuLy"])
            assert received is not None
            assert due is not None
            row = Row(one["MaHoSo"], one["MaDonVi"], received, due, finished, one["TrangThaiHoSo"])
            before = found.get(row.code)
            if before is None or (row.received, row.finished or datetime.max) < (
                before.received,
                before.finished or datetime.max,
            ):
                found[row.code] = row
    return list(found.values())


def outcomes(end: datetime) -> Counter[tuple[str, str]]:
    """How many dossiers of each unit are in each outcome."""
    told = ((row.unit, row.outcome(end)) for row in rows())
    return Counter((unit, outcome) for unit, outcome in told if outcome)


def counted(inputs: MonthInputs) -> Counter[tuple[str, str]]:
    """The same as the package counts them."""
    table = inputs.counts.droplevel("month")[list(OUTCOMES)].stack()
    return Counter({key: int(number) for key, number in table.items() if number})


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """December 2023 from a register, its forms of the whole month beside it."""
    return with_registers(copy_real(tmp_path_factory.mktemp("today")), TABLE, keep_forms=True)


@pytest.fixture(scope="module")
def read(month: Place) -> Callable[[str], MonthInputs]:
    """The month opened at a moment."""

    @cache
    def inputs(as_of: str) -> MonthInputs:
        return load_month_inputs(MONTH, NAME, month.data, as_of=typed_moment(as_of, "--as-of"))

    return inputs


@pytest.fixture(scope="module")
def today(read: Callable[[str], MonthInputs]) -> Today:
    """Its state on the morning of the 20th."""
    return today_of(read(NOW))


@pytest.mark.parametrize("as_of", [NOW, "2023-12-19", "2023-12-31"])
def test_the_state_is_that_of_what_happened_until_then(
    read: Callable[[str], MonthInputs], as_of: str
) -> None:
    assert counted(read(as_of)) == outcomes(typed_moment(as_of, "").end)


def test_at_the_months_end_it_is_the_closed_month_to_the_last_digit(
    month: Place, read: Callable[[str], MonthInputs]
) -> None:
    closed, open_ = load_month_inputs(MONTH, NAME, month.data), read("2023-12-31")
    pd.testing.assert_frame_equal(open_.counts, closed.counts[open_.counts.columns])
    pd.testing.assert_frame_equal(score_inputs(open_).results, score_inputs(closed).results)
    assert "tạm tính đến hết ngày 31/12/2023" in open_.period


def working_days_after(day: date, number: int) -> date:
    """December 2023 has no days off but weekends."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


@pytest.mark.parametrize("days", [0, 3, 7])
def test_what_is_due_soon_and_what_it_costs(read: Callable[[str], MonthInputs], days: int) -> None:
    state, end = today_of(read(NOW), days=days), typed_moment(NOW, "").end
    last = working_days_after(date(2023, 12, 20), days)
    soon = [row for row in rows() if row.outcome(end) == "pending_in_time" and row.due.date() <= last]
    assert state.horizon == last
    assert sorted(state.due_soon["code"]) == sorted(row.code for row in soon)
    handled = Counter(unit for unit, _ in outcomes(end).elements())
    number = Counter(row.unit for row in soon)
    # Thirty points times the share of dossiers that are not late: only late ones change it.
    expected = {unit: 30 * number[unit] / handled[unit] for unit in handled}
    assert state.units["at_stake"].to_dict() == pytest.approx(expected)
    assert state.units["due_soon"].to_dict() == {unit: number[unit] for unit in expected}


def test_what_is_overdue_and_what_an_apology_is_due_for(today: Today) -> None:
    end = typed_moment(NOW, "").end
    late = {row.code: row for row in rows() if row.outcome(end) in ("pending_overdue", "resolved_late")}
    assert set(today.apologies["code"]) == set(late)
    open_ = {code for code, row in late.items() if row.outcome(end) == "pending_overdue"}
    assert set(today.overdue["code"]) == open_
    days = {
        code: ((row.finished if code not in open_ and row.finished else end).date() - row.due.date()).days
        for code, row in late.items()
    }
    assert today.apologies.set_index("code")["days_late"].to_dict() == days
    assert today.overdue["finished"].isna().all()


def test_the_earlier_state_is_rebuilt_as_it_was(today: Today, read: Callable[[str], MonthInputs]) -> None:
    before = today_of(read("2023-12-19"))
    rebuilt = today.units["points"] - today.units["change"]
    sure = ~today.units.index.isin(today.unsure["unit_code"])
    assert sure.any()
    assert rebuilt[sure].to_dict() == pytest.approx(before.units.loc[sure, "points"].to_dict())


def test_the_steps_add_up_to_the_change_and_name_every_dossier_that_moved(today: Today) -> None:
    pd.testing.assert_series_equal(
        today.bridge.sum(axis="columns", skipna=False), today.units["change"], check_names=False
    )
    end, unsure = typed_moment(NOW, "").end, set(today.unsure["unit_code"])
    expected = {}
    for row in rows():
        before, now = row.outcome(THEN), row.outcome(end)
        if row.unit not in unsure and before != now:
            step = {"resolved_late": "resolved_late", "pending_overdue": "overdue", None: "left"}.get(now)
            in_time = "received" if now == "pending_in_time" else "resolved_in_time"
            expected[row.code] = (step or in_time, before is None)
    moved = today.moved.set_index("code")
    assert dict(zip(moved.index, zip(moved["step"], moved["new"], strict=True), strict=True)) == expected
    assert set(moved["step"]) <= set(STEPS)


def test_a_unit_whose_dossiers_left_at_an_unknown_time_is_not_rebuilt(today: Today) -> None:
    unknown = Counter(
        row.unit for row in rows() if row.status in LEFT and not row.finished and row.received < THEN
    )
    told = today.unsure[today.unsure["why"] == "left"].set_index("unit_code")["number"].to_dict()
    assert told == unknown
    assert today.units.loc[list(unknown), "change"].isna().all()
    assert not set(today.moved["unit_code"]) & set(unknown)


def test_the_best_that_can_be_had_is_never_less_than_what_is_had(today: Today) -> None:
    assert (today.units["best"] >= today.units["points"] - 1e-9).all()
    assert today.units["best_band"].notna().all()


def test_forms_give_only_what_the_register_does_not(read: Callable[[str], MonthInputs]) -> None:
    counted_, *forms = read(NOW).readings
    assert {"received_online", "payable", "results_digital"} <= set(counted_.counts)
    assert [one.layout.id for one in forms] == ["muc-do-hai-long"]
    assert not any(set(one.counts) & set(counted_.counts) for one in forms)


def small(place: Place, *rows: dict[str, object]) -> Place:
    """December 2023 from a register of these rows, and nothing else."""
    for path in place.folder.glob("*.xls*"):
        path.unlink()
    write_rows(place.folder / "so-ho-so.csv", *rows)
    return place


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A month of one unit, without any form, of whose dossiers two end after the 20th, and one comes in."""
    soon: dict[str, object] = {"due": "17:00 22/12/2023", "finished": "09:00 21/12/2023"}
    rows = (
        dossier("H18.21-231201-0001", **soon),
        dossier("H18.21-231201-0002", status="7", **soon),
        dossier("H18.21-231221-0003", received="08:00 21/12/2023", due="17:00 22/12/2023", finished=None),
        dossier("H18.21-231201-0004", received="08:00 12/12/2063", finished=None),
    )
    return small(copy_real(tmp_path_factory.mktemp("alone")), *rows)


def test_what_comes_later_is_not_seen_and_what_is_not_known_is_not_ranked(alone: Place) -> None:
    state = read_today(NAME, NOW, data=str(alone.data))
    assert state.due_soon["code"].tolist() == ["H18.21-231201-0001", "H18.21-231201-0002"]
    assert state.due_soon["finished"].isna().all()
    assert state.units.loc["03124", ["points", "open", "at_stake"]].tolist() == [65.0, 65.0, 30.0]
    assert state.units.loc["03127", ["points", "due_soon", "overdue", "at_stake"]].isna().all()
    assert state.card.results["rank"].isna().all()


def test_the_newest_moment_of_the_register_is_the_default(alone: Place) -> None:
    state = read_today(NAME, data=str(alone.data))
    assert state.moment.text == "09 giờ 00 ngày 21/12/2023"
    assert state.moved.set_index("code")["step"].to_dict() == {
        "H18.21-231201-0001": "resolved_in_time",
        "H18.21-231201-0002": "left",
        "H18.21-231221-0003": "received",
    }


def test_of_a_unit_that_only_a_form_names_no_change_is_known(real: Place) -> None:
    form = (real.folder / "muc-do-hai-long.xlsx").read_bytes()
    place = small(real, dossier(due="17:00 22/12/2023", finished=None, status="2"))
    (place.folder / "muc-do-hai-long.xlsx").write_bytes(form)
    state = read_today(NAME, "2023-12-20", data=str(place.data))
    assert state.units["points"].notna().all()
    assert state.units["change"].dropna().to_dict() == {"03124": 0.0}


@pytest.mark.parametrize(
    ("as_of", "said"),
    [("2023-11-20", "Chưa có số liệu tháng 2023-11"), ("hôm nay", "--as-of 'hôm nay' không phải một ngày")],
)
def test_a_moment_that_cannot_be_is_refused(month: Place, as_of: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        read_today(NAME, as_of, data=str(month.data))


@pytest.mark.parametrize("since", ["2023-12-21", "2023-11-21", "2023-11-30"])
def test_an_earlier_state_of_another_time_is_refused(read: Callable[[str], MonthInputs], since: str) -> None:
    with pytest.raises(WrongUse, match=f"--since '{since}' không ở trong kỳ"):
        today_of(read(NOW), since)


def test_a_month_without_a_register_is_refused(real: Place) -> None:
    with pytest.raises(WrongUse, match="chưa có sổ hồ sơ"):
        read_today(NAME, NOW, data=str(real.data))


def test_a_register_of_another_month_is_refused(real: Place) -> None:
    row = dossier(received="08:00 01/10/2023", due="17:00 08/10/2023", finished="08:00 05/10/2023")
    with pytest.raises(WrongUse, match="chỉ có đến 08 giờ 00 ngày 05/10/2023"):
        read_today(NAME, NOW, data=str(small(real, row).data))
