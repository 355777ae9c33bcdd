import json
from pathlib import Path

from dbp_analysis.running.notice import MOST_LINES, notice, write_notice
from dbp_analysis.running.tasks import Outcome, Task


def made(output: Path, month: str, *severities: str) -> Outcome:
    task = Task("vi-du", month, "", str(output))
    task.target.mkdir(parents=True)
    problems = [{"severity": severity} for severity in severities]
    record = {
        "outputs": {"scores.csv": "…", f"bao-cao-vi-du-{month}.docx": "…"},
        "checks": [{"title": "Kỳ báo cáo", "problems": problems}, {"title": "Dòng tổng", "problems": []}],
    }
    (task.target / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return Outcome(task, "made")


def left(month: str, status: str, message: str = "") -> Outcome:
    return Outcome(Task("vi-du", month, "", ""), status, message)


def test_what_failed_comes_first_then_what_is_to_be_read_and_signed(tmp_path: Path) -> None:
    outcomes = [
        made(tmp_path, "2024-01"),
        made(tmp_path, "2024-02", "warning", "warning"),
        left("2024-03", "failed", "Thiếu tệp.\n  Cách xử lý: tải lại."),
        left("2024-04", "closed"),
    ]
    assert notice(outcomes).splitlines() == [
        "dbp batch: 2 kỳ mới, 1 kỳ lỗi, 1 kỳ giữ nguyên.",
        "- LỖI vi-du 2024-03: Thiếu tệp.",
        "- vi-du 2024-01: không có cảnh báo; trình ký: bao-cao-vi-du-2024-01.docx",
        "- vi-du 2024-02: cần xem cảnh báo: Kỳ báo cáo (2); trình ký: bao-cao-vi-du-2024-02.docx",
    ]


def test_a_batch_that_left_everything_asks_for_nobody() -> None:
    assert notice([left("2024-01", "unchanged")]).splitlines()[1:] == ["Không có gì cần xem."]


def test_many_months_stay_a_short_text_and_reasons_are_harmless() -> None:
    failed = [left(f"{year}-01", "failed", "hỏng\x1b[2J") for year in range(2000, 2000 + MOST_LINES + 3)]
    lines = notice(failed).splitlines()
    assert len(lines) == MOST_LINES + 2
    assert lines[-1] == "… và 3 kỳ nữa, xem dbp list."
    assert "\x1b" not in lines[1]


def test_a_new_notice_takes_the_place_of_the_last(tmp_path: Path) -> None:
    file = tmp_path / "tin.txt"
    for status in ("failed", "unchanged"):
        write_notice(file, [left("2024-01", status)])
    assert file.read_text(encoding="utf-8").endswith("Không có gì cần xem.\n")
    assert list(tmp_path.iterdir()) == [file]
