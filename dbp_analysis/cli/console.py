"""What the commands print: short tables, and where things are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import indent
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from dbp_analysis.common.errors import once_each, told
from dbp_analysis.common.periods import coded, counted, kind_of
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.common.texts import visible, visible_lines
from dbp_analysis.publishing.record import is_current, read_record, touched_by_hand

if TYPE_CHECKING:
    from pathlib import Path

    from dbp_analysis.demo import DemoPlace
    from dbp_analysis.reading.inputs import MonthInputs
    from dbp_analysis.running.audit import AuditRun
    from dbp_analysis.running.month import Run
    from dbp_analysis.running.tasks import Outcome, ProfilesRun, ToldRun
    from dbp_analysis.settings.new_month import NewMonth
    from dbp_analysis.settings.new_place import NewPlace
    from dbp_analysis.settings.project import Project

_NUMBERS = ("Hạng", "Tổng điểm", "Quy đổi", "Số liệu", "Giá trị", "Điểm", "Tối đa")
_MOST_ROWS = 30
"""A ranking longer than this is printed as its first and last rows."""

out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
_err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def say(text: str, to: Console = out) -> None:
    """Print a text, its line breaks as they are, whatever files and names it quotes."""
    to.print(visible_lines(text))


def show_run(run: Run) -> None:
    """Each ranking in short, warnings, and where the outputs are."""
    for title, ranking in run.rankings.items():
        if title:
            say(title)
        out.print(_ranking(ranking))
    for check in run.record.get("checks", ()):
        for problem in check["problems"]:
            say(f"Cảnh báo: {told(problem['what'], problem['where'], problem['remedy'])}")
    _show_unchecked((check["title"], check["unchecked"]) for check in run.record.get("checks", ()))
    for text in run.record["warnings"]:
        say(f"Lưu ý: {text}")
    if note := run.record["provenance"]["note"]:
        say(f"Ghi chú: {note}")
    say(f"Kết quả: {run.folder}")


def show_lines(run: ToldRun) -> None:
    """What a run says, sentence by sentence, and where the outputs are."""
    for line in run.lines:
        say(line)
    say(f"Kết quả: {run.folder}")


def show_audit(run: AuditRun) -> None:
    """What the file was taken for, the findings, what was read otherwise, and where the outputs are."""
    for label, text in run.facts:
        say(f"{label}: {text}")
    if run.rows:
        table = table_of("Nơi", "Báo cáo ghi", "Điều suy ra", "Mức chắc chắn")
        table.show_lines = True
        for row in run.rows[:_MOST_ROWS]:
            table.add_row(*map(visible, row))
        out.print(table)
    more = len(run.rows) - _MOST_ROWS
    if more > 0:
        say(f"… và {more} điều nữa, xem trong thư mục kết quả.")
    for text in run.repaired:
        say(f"Đọc lại theo phép tính: {text}")
    say(f"Có {len(run.rows)} điều cần xem lại." if run.rows else "Không thấy điều gì cần xem lại.")
    say(f"Kết quả: {run.folder}")


def show_profiles(run: ProfilesRun) -> None:
    """Warnings, the label of figures that are not official, and where the profiles are."""
    for problem in run.problems:
        say(f"Cảnh báo: {problem}")
    for text in run.warnings:
        say(f"Lưu ý: {text}")
    if run.note:
        say(f"Ghi chú: {run.note}")
    if len(run.folders) == 1:
        say(f"Kết quả: {next(iter(run.folders.values()))}")
    else:
        say(f"Kết quả: {len(run.folders)} phiếu trong {run.folder}")


def show_batch(outcomes: Sequence[Outcome]) -> None:
    """A line for each month that was left as it is, the count of those made, each failure with its reason."""
    left = {"unchanged": "Không thay đổi", "closed": "Đã chốt"}
    for outcome in outcomes:
        if outcome.status in left:
            say(f"{left[outcome.status]}: {outcome.task}")
    count = Counter(outcome.status for outcome in outcomes)
    one = outcomes[0].task.month if outcomes else "-"
    made, same, shut, wrong = (
        counted(count[status], one) for status in ("made", "unchanged", "closed", "failed")
    )
    closed = f"đã chốt {shut}, " if count["closed"] else ""
    say(f"Đã chạy {made}, không thay đổi {same}, {closed}lỗi {wrong}.")
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    for outcome in failed:
        say(f"Lỗi: {outcome.task}\n{indent(outcome.message, '  ')}", _err)


def show_demo(place: DemoPlace) -> None:
    """Where the synthetic place is, and what to do with it."""
    first, last = place.months[0], place.months[-1]
    say(f"Đã tạo số liệu thử (không có thật) {len(place.months)} tháng: {place.data}")
    say(f"Chạy: dbp batch --from {first} --to {last} --data {place.data}")


def show_checks(inputs: MonthInputs) -> None:
    """Every check with its scope and result, then the warnings and what could not be checked in full."""
    table = table_of("Kiểm tra", "Phạm vi", "Kết quả")
    for check in inputs.checks:
        table.add_row(*map(visible, (check.title, check.scope, check.brief)))
    if inputs.publication.own_list:
        say(inputs.publication.own_list.title)
    out.print(table)
    for warning in once_each(inputs.warnings):
        say(f"Cảnh báo: {warning}")
    _show_unchecked((check.title, check.unchecked) for check in inputs.checks)


def show_months(project: Project) -> None:
    """Publications and months, and what has been run."""
    table = table_of("Báo cáo", "Kỳ", "Tình trạng")
    for publication in project.publications():
        for month in project.shown_periods(publication) or ["–"]:
            table.add_row(visible(publication), month, visible(_state(project, publication, month)))
    out.print(table)


def show_new_project(folder: Path) -> None:
    """Where the project is, and what to do in it."""
    say(f"Đã tạo dự án: {folder}")
    say("Trong thư mục đó, chạy thử tháng mẫu: dbp run 2023-12")
    say('Thêm địa phương của mình: dbp new-place "TÊN TỈNH"')


def show_new_place(new: NewPlace, data: str) -> None:
    """What was added, what was there before, and what a person has to fill in."""
    place = new.province
    kept = f", giữ nguyên {new.kept} đơn vị đã có" if new.kept else ""
    say(f"{capitalised(place.full_name)}: thêm {new.added} xã, phường vào danh mục{kept}.")
    for path in new.written:
        say(f"Đã ghi: {path}")
    for path in new.untouched:
        say(f"Đã có sẵn, giữ nguyên: {path}")
    todo = {
        "publication.toml": "căn cứ pháp lý, nơi nhận, thẩm quyền ký, mẫu tệp, bộ chỉ số",
        f"{place.id}.toml": "điểm tối đa, mức xếp loại, cách tính theo quyết định của địa phương",
    }
    if fresh := [path for path in new.written if path.name in todo]:
        say("Cần xem và sửa cho đúng (chỉ dẫn ghi trong từng tệp):")
        for path in fresh:
            say(f"- {path.parent.name}/{path.name}: {todo[path.name]}")
    say(f"Sau đó, mỗi tháng: dbp new THÁNG --publication {place.id}{_with_data(data)}")


def show_new_month(new: NewMonth, data: str) -> None:
    """The folder of the month, the exports to copy into it, and what to do next."""
    say(f"{'Đã tạo' if new.created else 'Đã có sẵn'} thư mục: {new.folder}")
    if kind_of(new.folder.name) in ("month", "week"):
        say(f"Chép tệp xuất vào đó. {new.wanted.told()}")
    elif new.wanted.publication.year_to_date:
        say("Số liệu lũy kế từ đầu năm không cộng từ các tháng được: chép tệp xuất của kỳ vào đó.")
        say(new.wanted.told())
    else:
        say("Số liệu của kỳ được cộng từ các tháng; kỳ có tệp xuất riêng thì chép vào đó.")
        say(new.wanted.told())
    if partial := ", ".join(layout.id for layout in new.wanted.partial):
        say(
            f"Tệp chỉ gồm một số đơn vị ({partial}): ghi số đơn vị mà nguồn hiện ra vào month.toml, "
            "mục [units_covered]."
        )
    if new.wanted.by_people:
        say(
            "Biểu cham-tay.csv có sẵn một dòng cho mỗi đơn vị và chỉ tiêu: điền điểm, lý do; "
            "ô trống là chưa biết."
        )
    if new.wanted.publication.year_to_date and kind_of(new.folder.name) == "month":
        say("Số liệu lũy kế: kiểm tra ngày year_to_date trong month.toml.")
    publication = new.wanted.publication.id
    say(f"Sau đó: dbp check {new.folder.name} --publication {publication}{_with_data(data)}")


def _with_data(data: str) -> str:
    """The folder that a command was given, for the one that follows it."""
    return f' --data "{data}"' if data else ""


def show_closed(project: Project, publication: str, month: str) -> None:
    """What became of the month, and whether its outputs are those of today's data."""
    if not project.is_closed(publication, month):
        say(f"Đã mở lại {coded(month)} ({publication}).")
        return
    say(f"Đã chốt {coded(month)} ({publication}): dbp batch để nguyên, dbp run cần --force.")
    if not is_current(project, publication, month):
        say("Lưu ý: kết quả không phải từ số liệu, cấu hình và phiên bản chương trình hiện nay.")


def _show_unchecked(checks: Iterable[tuple[str, str]]) -> None:
    for title, unchecked in checks:
        if unchecked:
            say(f"Lưu ý: {title}: không kiểm tra được: {unchecked}.")


def _state(project: Project, publication: str, month: str) -> str:
    if month == "–":
        return "chưa có số liệu"
    folder = project.output_folder(publication, month)
    if project.is_closed(publication, month):
        return "đã chốt" if read_record(folder) else "đã chốt, không còn kết quả"
    if read_record(folder) is None:
        return "chưa chạy"
    edited = touched_by_hand(folder)
    return f"đã chạy, sửa tay hoặc thêm vào: {', '.join(edited)}" if edited else "đã chạy"


def _ranking(ranking: Sequence[tuple[str, ...]]) -> Table:
    head, *rows = ranking
    half = _MOST_ROWS // 2
    if len(rows) > _MOST_ROWS:
        more = ("…", f"({len(rows) - 2 * half} đơn vị nữa)", *[""] * (len(head) - 2))
        rows = [*rows[:half], more, *rows[-half:]]
    table = table_of(*head)
    for row in rows:
        table.add_row(*row)
    return table


def table_of(*columns: str) -> Table:
    """A plain table with these heads, numbers to the right."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in _NUMBERS else "left")
    return table
