import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dbp_analysis.running.audit import AuditRun

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_an_audit_that_finds_something_says_so_and_leaves_its_outputs(dbp: Run, tmp_path: Path) -> None:
    ended = dbp("audit", "dien-bien-phu/bao-cao-08-2023-12.txt", "--output", tmp_path)

    assert ended.returncode == 4
    assert "Kỳ báo cáo: tháng 12 năm 2023" in ended.stdout
    assert "Có 1 điều cần xem lại." in ended.stdout
    made = {path.name for path in (tmp_path / "soat" / "bao-cao-08-2023-12").iterdir()}
    sheets = {"soat-bao-cao-08-2023-12.docx", "soat-bao-cao-08-2023-12.html"}
    assert made == {"audit.ipynb", "findings.csv", "run.json", *sheets}


def test_an_audit_that_finds_nothing_ends_well(
    dbp: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sound = AuditRun(tmp_path, {}, (("Kỳ báo cáo", "tháng 12 năm 2023"),), (), ())
    monkeypatch.setattr("dbp_analysis.running.audit.run_audit", lambda *told, **more: sound)

    ended = dbp("audit", "bao-cao.docx")

    assert ended.returncode == 0
    assert "Không thấy điều gì cần xem lại." in ended.stdout


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(dbp: Run, tmp_path: Path) -> None:
    ended = dbp("audit", tmp_path / "thieu.docx", "--output", tmp_path / "out")

    assert ended.returncode == 3
    assert "thieu.docx" in ended.stderr
    assert not (tmp_path / "out" / "soat" / "thieu").exists()
