"""Closing a month whose report is signed: batches leave it as it is, and running it again must be forced."""

from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import coded
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.record import read_record
from dbp_analysis.settings.project import Project, find_project

_TEXT = """\
# Kỳ này đã chốt: dbp batch để nguyên kết quả, dbp run chỉ chạy lại khi có --force.
# Mở lại: dbp close {month} --publication {publication} --reopen
"""


def close_month(
    month: str, publication: str = "", data: str | Path = "", output: str | Path = "", *, reopen: bool = False
) -> tuple[Project, str, str]:
    """Close a month that has been run, or ``reopen`` it; return its project, publication and month.

    Raise ``WrongUse`` as ``Project.choose`` does, and for a month without results.
    """
    project = find_project(data, output)
    chosen, month = project.choose(month, publication)
    chosen = chosen.partition("/")[0]  # a report is signed whole, whichever of its lists is named
    mark = project.closing_mark(chosen, month)
    if reopen:
        mark.unlink(missing_ok=True)
        return project, chosen, month
    if read_record(project.output_folder(chosen, month)) is None:
        raise WrongUse(
            f"{capitalised(coded(month))} ({chosen}) chưa có kết quả nên chưa có gì để chốt.\n"
            f"  Cách xử lý: dbp run {month} --publication {chosen}"
        )
    mark.write_text(_TEXT.format(month=month, publication=chosen), encoding="utf-8", newline="\n")
    return project, chosen, month


def refuse_closed(project: Project, publication: str, month: str) -> None:
    """Raise ``WrongUse`` where a month is closed."""
    if project.is_closed(publication, month):
        raise WrongUse(
            f"{capitalised(coded(month))} ({publication}) đã chốt, không chạy lại.\n"
            f"  Cách xử lý: mở lại bằng dbp close {month} --publication {publication} --reopen, "
            "hoặc chạy lại với --force."
        )
