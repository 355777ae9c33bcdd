import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dbp_analysis.cli import dbp
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.running.tasks import ToldRun
from dbp_analysis.running.today import run_today

from ..made import PROJECT

DATA, NAME = PROJECT / "data", "dien-bien-phu"


def test_a_state_goes_beside_the_month_and_replaces_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dbp_analysis.running.today.in_child", lambda job, progress: job)
    asked = run_today(NAME, "2023-12-20 10:30", data=DATA, output=tmp_path)
    assert asked.target == tmp_path / NAME / "2023-12-hom-nay"
    assert run_today(NAME, data=DATA, output=tmp_path).target.name == "2023-12-hom-nay"


def test_a_month_without_a_register_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="chưa có sổ hồ sơ"):
        run_today(NAME, "2023-12-20", data=DATA, output=tmp_path)
    assert not list(tmp_path.rglob("*.html"))


def test_the_command_says_the_message_and_where_the_outputs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noted(publication: str, as_of: str, since: str, days: int, *more: str, **options: object) -> ToldRun:
        assert (publication, as_of, since, days) == (NAME, "2026-11-28", "", 5)
        return ToldRun(tmp_path / "hom-nay", {}, ("TẠM TÍNH", "Đang quá hạn: 1 hồ sơ."))

    monkeypatch.setattr("dbp_analysis.running.today.run_today", noted)
    asked = ["today", "--publication", NAME, "--as-of", "2026-11-28", "--days", "5"]
    result = CliRunner().invoke(dbp, asked)
    assert result.output == f"TẠM TÍNH\nĐang quá hạn: 1 hồ sơ.\nKết quả: {tmp_path / 'hom-nay'}\n"


def test_the_notebook_has_the_parameters_that_a_run_gives() -> None:
    cells = json.loads((PROJECT / "notebooks" / "today.ipynb").read_text(encoding="utf-8"))["cells"]
    (given,) = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    names = [line.split(" = ")[0] for line in given.splitlines()]
    assert names == ["publication", "as_of", "since", "days", "data", "output"]
