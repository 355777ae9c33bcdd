import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from dbp_analysis.cli import progress
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.texts import visible
from dbp_analysis.running.tasks import Outcome, Task

TASK = Task("vi-du", "2023-12", "data", "outputs", False)


def log(file: Path, *outcomes: Outcome) -> list[str]:
    progress.begin(str(file), "--log")
    with progress.months(str(file)) as (_, starts, finished):
        starts(len(outcomes))
        for outcome in outcomes:
            finished(outcome)
    return file.read_text(encoding="utf-8").splitlines()


def test_the_log_has_a_line_a_month_with_the_reason_of_a_failure(tmp_path: Path) -> None:
    lines = log(tmp_path / "a.log", Outcome(TASK, "made"), Outcome(TASK, "failed", "hỏng\nCách xử lý: sửa"))

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+\S* vi-du 2023-12: đã chạy", lines[0])
    assert lines[1].endswith("vi-du 2023-12: lỗi: hỏng | Cách xử lý: sửa")


def test_the_log_goes_on_and_its_folder_is_made(tmp_path: Path) -> None:
    file = tmp_path / "outputs" / "a.log"
    log(file, Outcome(TASK, "made"))

    assert len(log(file, Outcome(TASK, "unchanged"))) == 2


def test_a_file_that_cannot_be_written_is_said_with_its_option(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="--notify"):
        progress.begin(str(tmp_path), "--notify")


def test_nothing_is_shown_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.cells("Tháng 2023-12") as advance:
        advance(1, 2)
    with progress.units("Phiếu") as advance:
        advance(1, 2)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("title", ["[/x]", "[bold]", ":warning:", "{task}", "a\x1b[2Jb\nc"])
def test_a_title_is_shown_as_it_was_typed(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = StringIO()
    terminal = Console(file=shown, force_terminal=True, width=200, markup=False, emoji=False)
    monkeypatch.setattr(progress, "_err", terminal)
    for bar in (progress.cells, progress.units):
        with bar(title) as advance:
            advance(1, 2)
    with progress.months() as (heard, _, _):
        heard(Task(title, "2023-12", "data", "outputs", False), 1, 2)

    assert "\x1b[2J" not in shown.getvalue()
    assert shown.getvalue().count(visible(title)) >= 3


def test_a_reason_in_the_log_is_harmless(tmp_path: Path) -> None:
    (line,) = log(tmp_path / "a.log", Outcome(TASK, "failed", "a\x1b[2Jb\rc"))
    assert line.endswith(r"lỗi: a\x1b[2Jb\rc")
