import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_an_audit_that_finds_something_says_so_and_leaves_its_outputs(dbp: Run, tmp_path: Path) -> None:
    ended = dbp("audit", "dien-bien-phu/bao-cao-08-2023-12.txt", "--output", tmp_path)

    assert ended.returncode == 4
    assert "Kỳ báo cáo: tháng 12 năm 2023" in ended.stdout
    assert "Có 1 điều cần xem lại." in ended.stdout
    made = {path.name for path in (tmp_path / "soat" / "bao-cao-08-2023-12").iterdir()}
    sheets = {"soat-bao-cao-08-2023-12.docx", "soat-bao-cao-08-2023-12.html"}
    assert made == {"audit.ipynb", "findings.csv", "run.json", *sheets}


def test_an_audit_that_finds_nothing_ends_well(dbp: Run, tmp_path: Path) -> None:
    path = tmp_path / "Nhận định.md"
    path.write_text(
        "# Báo cáo tháng 12 năm 2023\n\n- 02 đơn vị xếp loại tốt: UBND xã A, UBND xã B.\n", encoding="utf-8"
    )

    ended = dbp("audit", path, "--output", tmp_path)

    assert ended.returncode == 0
    assert "Không thấy điều gì cần xem lại." in ended.stdout
    assert (tmp_path / "soat" / "nhan-dinh" / "findings.csv").is_file()


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(dbp: Run, tmp_path: Path) -> None:
    ended = dbp("audit", tmp_path / "thieu.docx", "--output", tmp_path / "out")

    assert ended.returncode == 3
    assert "thieu.docx" in ended.stderr
    assert not (tmp_path / "out" / "soat" / "thieu").exists()
