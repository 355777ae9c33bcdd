"""Exports that say what an export of another month says."""

import shutil

import pytest

from ..made import Place, payment_rows, with_value
from ..small_notebooks import add_month
from ..two_months import add_november, november_rows

LONG_BEFORE = "2023-05"


def payments(*numbers: int) -> list[list[object]]:
    """``thanh-toan.csv`` with these dossiers to be paid for, all of them paid."""
    rows = payment_rows()
    for row, number in enumerate(numbers, 2):
        received = f"Số lượng: {number}"
        rows = with_value(with_value(rows, row, "D", received), row, "E", received)
        rows = with_value(rows, row, "C", number)
    return rows


@pytest.fixture
def before(place: Place) -> Place:
    """November, with other figures in both exports."""
    other = add_november(place)
    other.payments(payments(900, 70, 100))
    return other


def told(place: Place) -> list[str]:
    problems = [one for one in place.check("period").problems if "giống hệt" in one.what]
    assert {problem.severity for problem in problems} <= {"warning"}
    return [f"{problem.file}: {problem.what}" for problem in problems]


def test_figures_of_their_own_pass(place: Place, before: Place) -> None:
    assert told(place) == told(before) == []


def test_months_that_say_something_else_leave_no_trace(place: Place) -> None:
    alone = place.read()
    add_month(place, LONG_BEFORE).payments(payments(900, 70, 100))
    beside = place.read()

    assert (beside.checks, beside.sources) == (alone.checks, alone.sources)


def test_the_file_of_the_month_before_is_told_with_its_name_and_month(place: Place, before: Place) -> None:
    (before.folder / "thanh-toan.csv").rename(before.folder / "thanh-toan-11.csv")
    shutil.copy(before.folder / "thanh-toan-11.csv", place.folder / "thanh-toan.csv")

    same = "Tệp giống hệt tệp 2023-11/thanh-toan-11.csv của tháng 11 năm 2023."
    assert told(place) == [f"thanh-toan.csv: {same}"]
    assert before.folder / "thanh-toan-11.csv" in place.read().files


def test_the_file_of_any_other_month_is_told(place: Place, before: Place) -> None:
    add_month(place, LONG_BEFORE).payments(payment_rows())
    same = f"Tệp giống hệt tệp {LONG_BEFORE}/thanh-toan.csv của tháng 5 năm 2023."

    assert f"thanh-toan.csv: {same}" in told(place)
    assert place.folder.parent / LONG_BEFORE / "thanh-toan.csv" in place.read().files


def test_the_same_figures_in_another_file_are_told(place: Place, before: Place) -> None:
    rows = payments(900, 70, 100)
    place.payments([rows[0], *reversed(rows[1:])])
    same = "Mọi số liệu giống hệt tệp 2023-11/thanh-toan.csv của tháng 11 năm 2023."

    assert told(place) == [f"thanh-toan.csv: {same}"]


@pytest.mark.parametrize("numbers", [(0, 0, 0), (2, 1, 3)])
def test_few_figures_may_come_out_the_same(place: Place, before: Place, numbers) -> None:
    rows = payments(*numbers)
    before.payments(rows)
    place.payments([rows[0], *reversed(rows[1:])])

    assert told(place) == []


def test_files_without_a_single_case_are_the_same_every_month(place: Place, before: Place) -> None:
    for one in (place, before):
        one.payments(payments(0, 0, 0))

    assert told(place) == []


def test_figures_of_the_year_to_date_may_stand_still_but_not_all_of_them(place: Place, before: Place) -> None:
    (place.folder / "month.toml").write_text("year_to_date = 2023-12-31\n", encoding="utf-8")
    rows = payment_rows()
    before.payments(rows)
    place.payments([rows[0], *reversed(rows[1:])])
    assert told(place) == []

    before.dossiers(november_rows())
    assert [line.split(":")[0] for line in told(place)] == ["ho-so.xlsx", "thanh-toan.csv"]
    remedies = [one.remedy for one in place.check("period").problems if "giống hệt" in one.what]
    assert all("lũy kế" in remedy for remedy in remedies)


def test_a_month_before_that_cannot_be_read_is_no_matter_of_this_one(place: Place, before: Place) -> None:
    (before.folder / "thanh-toan.csv").write_bytes(b"rubbish")

    assert told(place) == []


def test_a_month_that_is_only_compared_with_reads_no_other(place: Place, before: Place) -> None:
    from dbp_analysis.reading.month import read_month

    read = read_month(place.month, place.publication, place.data, others=False)
    assert not [path for path in read.files if path.parent == before.folder]
