"""What a person must look at after a batch: a short text for a mail or a chat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dbp_analysis.common.texts import visible
from dbp_analysis.publishing.record import read_record
from dbp_analysis.running.tasks import Outcome

MOST_LINES = 12
"""So many months are named, those that failed first; the rest is counted."""


def notice(outcomes: Sequence[Outcome]) -> str:
    """Counts, then a line for each month that failed or was made: its reason, or its warnings and the report
    to sign. Months that were left as they are need nobody.
    """
    count = Counter(outcome.status for outcome in outcomes)
    kept = count["unchanged"] + count["closed"]
    head = f"dbp batch: {count['made']} kỳ mới, {count['failed']} kỳ lỗi, {kept} kỳ giữ nguyên."
    failed = [_failed(outcome) for outcome in outcomes if outcome.status == "failed"]
    lines = [*failed, *(_made(outcome) for outcome in outcomes if outcome.status == "made")]
    more = [f"… và {len(lines) - MOST_LINES} kỳ nữa, xem dbp list."] * (len(lines) > MOST_LINES)
    shown = lines[:MOST_LINES] or ["Không có gì cần xem."]
    return "\n".join(map(visible, (head, *shown, *more))) + "\n"


def write_notice(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Put the notice of a batch in the place of the last one, whole."""
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(notice(outcomes), encoding="utf-8", newline="\n")
    aside.replace(path)


def _failed(outcome: Outcome) -> str:
    reason = next((line for line in outcome.message.splitlines() if line.strip()), "không rõ lý do")
    return f"- LỖI {outcome.task}: {reason}"


def _made(outcome: Outcome) -> str:
    record = read_record(outcome.task.target) or {}
    warned = [f"{check['title']} ({count})" for check, count in _warnings(record)]
    report = next((name for name in record.get("outputs", {}) if Path(name).suffix == ".docx"), "")
    to_sign = f"; trình ký: {report}" if report else ""
    look = f"cần xem cảnh báo: {', '.join(warned)}" if warned else "không có cảnh báo"
    return f"- {outcome.task}: {look}{to_sign}"


def _warnings(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    for check in record.get("checks", ()):
        if count := sum(problem["severity"] == "warning" for problem in check["problems"]):
            yield check, count
