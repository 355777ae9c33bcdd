"""``dbp reconcile``: run whole or not at all, with its own exit code where the sides differ."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from dbp_analysis.cli import dbp
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.publishing.record import read_record
from dbp_analysis.running.reconcile import run_reconcile
from dbp_analysis.running.tasks import ToldRun

from ..made import PROJECT, bytes_below

DATA = PROJECT / "data"
FORM = "vpcp-kstt-ii-06a"
OTHER = {"right_file": "../2025-11/bieu-II-06a.xlsx"}


@pytest.mark.slow
def test_a_run_makes_page_workbook_notebook_and_record_beside_the_month(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    runs = [run_reconcile("2025-12", FORM, FORM, "dien-bien-phu-thu", DATA, one, **OTHER) for one in folders]
    made = bytes_below(runs[0].folder)
    assert runs[0].folder.name == f"2025-12-doi-chieu-{FORM}-{FORM}"
    called = "doi-chieu-dien-bien-phu-thu-2025-12"
    assert {f"{called}.html", f"{called}.xlsx", "reconcile.ipynb", "run.json"} <= set(made)
    assert bytes_below(runs[1].folder) == made
    assert not any(str(PROJECT).encode() in content for content in made.values())
    record = read_record(runs[0].folder) or {}
    assert record["differences"] == {"other_period": runs[0].differences}
    assert {f"dien-bien-phu-thu/2025-{month}/bieu-II-06a.xlsx" for month in (11, 12)} <= set(record["inputs"])


@pytest.mark.slow
def test_a_side_that_is_not_there_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Không tệp nào của kỳ theo mẫu so-theo-doi"):
        run_reconcile("2023-12", FORM, "so-theo-doi", "dien-bien-phu", DATA, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("differences", "code"), [(0, 0), (3, 4)])
def test_the_exit_code_says_whether_the_sides_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, differences: int, code: int
) -> None:
    def noted(month: str, left: str, right: str, **more: object) -> ToldRun:
        assert (month, left, right, more["right_file"]) == ("2023-12", "a", "b", "c.csv")
        return ToldRun(tmp_path, {}, ("Khác kỳ: 3",), differences)

    monkeypatch.setattr("dbp_analysis.running.reconcile.run_reconcile", noted)
    asked = ["reconcile", "2023-12", "--left", "a", "--right", "b", "--right-file", "c.csv"]
    result = CliRunner().invoke(dbp, asked)
    assert (result.exit_code, result.output) == (code, f"Khác kỳ: 3\nKết quả: {tmp_path}\n")
