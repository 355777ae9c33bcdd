"""A month whose report is signed stays as it is."""

import pytest

from dbp_analysis.cli import console
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.publishing.record import write_record
from dbp_analysis.running.batch import plan_batch, run_batch
from dbp_analysis.running.closing import close_month
from dbp_analysis.running.month import run_month
from dbp_analysis.settings.project import find_project

from ..made import Place
from ..small_notebooks import Made, folder_of


@pytest.fixture
def signed(place: Place) -> Place:
    """The tiny place whose month has been run, its report filled in by hand, and closed."""
    folder = folder_of(place, place.month)
    folder.mkdir(parents=True)
    write_record(folder, {"outputs": {"report.docx": "0"}})
    (folder / "report.docx").write_bytes(b"signed")
    close(place)
    return place


def close(place: Place, **options) -> None:
    close_month(place.month, place.publication, place.data, place.output, **options)


def batch(place: Place, *, force: bool = False) -> list[str]:
    project = find_project(place.data, place.output)
    tasks = plan_batch(project, "2023-01", "2023-12", force=force)
    return [outcome.status for outcome in run_batch(project, tasks, Made())]


def shown(place: Place, capsys) -> str:
    console.show_months(find_project(place.data, place.output))
    return capsys.readouterr().out


def test_a_batch_leaves_a_closed_month_alone_even_by_force(signed: Place) -> None:
    assert batch(signed) == batch(signed, force=True) == ["closed"]


def test_a_closed_month_is_run_by_force_alone(signed: Place) -> None:
    with pytest.raises(
        WrongUse, match=r"đã chốt.*\n.*dbp close 2023-12 --publication vi-du --reopen.*--force"
    ):
        run_month(signed.month, signed.publication, signed.data, signed.output)


def test_a_month_that_is_opened_again_runs_again(signed: Place) -> None:
    close(signed, reopen=True)
    close(signed, reopen=True)

    assert batch(signed) == ["made"]


def test_what_is_listed_says_that_a_month_is_closed(signed: Place, capsys) -> None:
    assert "đã chốt" in shown(signed, capsys)
    close(signed, reopen=True)
    assert "sửa tay" in shown(signed, capsys)


def test_closing_is_no_export_and_changes_nothing_that_is_read(signed: Place) -> None:
    files = set(signed.read().files)
    close(signed, reopen=True)

    assert set(signed.read().files) == files


def test_a_month_that_was_never_run_has_nothing_to_close(place: Place) -> None:
    with pytest.raises(WrongUse, match=r"chưa có kết quả.*\n.*dbp run 2023-12"):
        close(place)


def test_it_is_said_what_was_closed_and_what_of_it_is_not_of_today(signed: Place, capsys) -> None:
    project = find_project(signed.data, signed.output)
    console.show_closed(project, "vi-du", "2023-12")
    close(signed, reopen=True)
    console.show_closed(project, "vi-du", "2023-12")
    said = capsys.readouterr().out

    assert "Đã chốt tháng 2023-12 (vi-du)" in said
    assert "không phải từ số liệu, cấu hình" in said
    assert "Đã mở lại tháng 2023-12 (vi-du)" in said
