"""A new month: its folder, and the exports that belong in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.near import nearest_ids
from dbp_analysis.common.periods import kind_of, last_day
from dbp_analysis.common.typed_periods import checked_period
from dbp_analysis.settings.by_people import FORM_NAME, form_csv, is_form
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.units import read_register
from dbp_analysis.settings.wanted import WantedExports, wanted_exports

_SETTINGS = """\
#:schema ../../json-schemas/month.json
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
_COVERED = """\
# Tệp chỉ gồm một số đơn vị: bỏ dấu # và ghi số đơn vị mà nguồn hiện ra, để biết tệp có bị cắt hay không.
# [units_covered]
"""


@dataclass(frozen=True)
class NewMonth:
    """The folder of a month, whether it was made just now, and the exports that it wants."""

    folder: Path
    created: bool
    wanted: WantedExports


def create_month(month: str, publication: str = "", data: str | Path = "") -> NewMonth:
    """Make ``data/<publication>/<month>/`` with its ``month.toml``, and the form of points by people
    where there are such; leave what is there untouched.

    Of several publications, the only one that has no month yet is meant: it has just been begun. Raise
    ``WrongUse`` for what is no month, or when it is not certain which publication is meant.
    """
    month = checked_period(month)
    project = find_project(data)
    known = project.publications()
    begun = [one for one in known if not project.months(one)] if len(known) > 1 else known
    chosen = publication or (begun[0] if len(begun) == 1 else "")
    if chosen not in known:
        unknown = f"Không có báo cáo {publication!r}. " if publication else ""
        example = (*nearest_ids(publication, known), *known, "MÃ")[0]
        raise WrongUse(
            f"{unknown}Chưa rõ kỳ mới của báo cáo nào. "
            f"Các báo cáo hiện có: {', '.join(known) or 'chưa có'}.\n"
            f"  Chọn một báo cáo, ví dụ: dbp new {month} --publication {example}"
        )
    wanted = wanted_exports(project.data, chosen, month)
    folder = project.month_folder(chosen, month)
    created = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "month.toml").exists():
        text = _SETTINGS + _YEAR_TO_DATE.format(day=last_day(month)) * (
            wanted.publication.year_to_date and kind_of(month) == "month"
        )
        text += _units_covered(wanted.partial)
        (folder / "month.toml").write_text(text, encoding="utf-8", newline="\n")
    if wanted.by_people and not any(is_form(path.name) for path in folder.iterdir()):
        register = read_register(project.data / "units.csv")
        lists = wanted.publication.by_list
        text = form_csv((units_of(register, one, month)[1], wanted.forms[one.id]) for one in lists)
        (folder / FORM_NAME).write_text(text, encoding="utf-8-sig", newline="\n")
    return NewMonth(folder, created, wanted)


def _units_covered(partial: Sequence[Layout]) -> str:
    """The lines for how many units the source shows, left for the analyst to open; none where every export
    holds them all.
    """
    if not partial:
        return ""
    return _COVERED + "".join(f"# {layout.id} = 0\n" for layout in partial)
