"""A new month: its folder, and the exports that belong in it."""

from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import checked_month, last_day
from dbp_analysis.settings.layout import Layout, load_layout
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.publication import load_publication

_SETTINGS = """\
# Số liệu chính thức thì không cần sửa gì ở đây.
# Số liệu dựng lại hoặc thử nghiệm: provenance = "reconstructed" hoặc "synthetic", kèm note nói rõ.
provenance = "official"
# Ngày ký, nếu đã biết (để trống thì báo cáo chừa chỗ ghi ngày):
# signed_on = 2024-01-05
"""
_YEAR_TO_DATE = """\
# Số liệu lũy kế từ đầu năm đến hết ngày này; tệp xuất tính đến ngày khác thì sửa lại cho đúng.
year_to_date = {day}
"""


@dataclass(frozen=True)
class NewMonth:
    """The folder of a month, whether it was made just now, and the layouts of its exports."""

    folder: Path
    created: bool
    layouts: tuple[Layout, ...]


def create_month(month: str, publication: str = "", data: str | Path = "") -> NewMonth:
    """Make ``data/<publication>/<month>/`` with its ``month.toml``; leave what is there untouched.

    Raise ``WrongUse`` for a malformed month, or when it is not certain which publication is meant.
    """
    checked_month(month)
    project = find_project(data)
    known = project.publications()
    chosen = publication or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        unknown = f"Không có báo cáo {publication!r}. " if publication else ""
        raise WrongUse(
            f"{unknown}Chưa rõ tháng mới của báo cáo nào. "
            f"Các báo cáo hiện có: {', '.join(known) or 'chưa có'}.\n"
            f"  Chọn một báo cáo, ví dụ: dbp new {month} --publication {known[0] if known else 'MÃ'}"
        )
    settings = load_publication(project.data / chosen / "publication.toml")
    layouts = tuple(load_layout(project.data / "layouts" / f"{name}.toml") for name in settings.layouts)
    folder = project.month_folder(chosen, month)
    created = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "month.toml").exists():
        text = _SETTINGS + _YEAR_TO_DATE.format(day=last_day(month)) * settings.year_to_date
        (folder / "month.toml").write_text(text, encoding="utf-8", newline="\n")
    return NewMonth(folder, created, layouts)
