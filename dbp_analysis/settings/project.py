"""A project: its folders, and which publication and period of it are meant."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.near import nearest_ids
from dbp_analysis.common.periods import coded, kind_of, months_within
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.common.typed_periods import (
    asked_kind,
    checked_periods,
    period_among,
    period_told,
    range_text,
)
from dbp_analysis.settings.folders import AUDIT_NOTEBOOK as AUDIT_NOTEBOOK
from dbp_analysis.settings.folders import MONTHLY_NOTEBOOK as MONTHLY_NOTEBOOK
from dbp_analysis.settings.folders import RECONCILE_NOTEBOOK as RECONCILE_NOTEBOOK
from dbp_analysis.settings.folders import TODAY_NOTEBOOK as TODAY_NOTEBOOK
from dbp_analysis.settings.folders import TREND_NOTEBOOK as TREND_NOTEBOOK
from dbp_analysis.settings.folders import Folders
from dbp_analysis.settings.folders import is_litter as is_litter
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.shipped import own_project, shipped
from dbp_analysis.settings.wanted import wanted_exports


@dataclass(frozen=True)
class Project(Folders):
    """The folders of a project, from which publications and periods are chosen."""

    def choose(self, month: str, publication: str = "") -> tuple[str, str]:
        """The publication to run and its period: the publication named, or the only one that has data for
        the period, however that is written.

        Raise ``WrongUse`` for what is no period, an unknown publication, no data for the month (says
        which months there are), or several publications that have it (names them).
        """
        told, wanted = period_told(month), self._named(publication)
        among = ((one, period_among(month, self.periods(one, kind_of(told)))) for one in wanted)
        having = [(one, found) for one, found in among if found]
        if len(having) == 1:
            return having[0]
        said = coded(told)
        if having:
            named = ", ".join(one if found == told else f"{one} ({found})" for one, found in having)
            raise WrongUse(
                f"{capitalised(said)} có ở nhiều báo cáo: {named}.\n"
                f"  Chọn một báo cáo: {name_publication(having[0][0])}"
            )
        for one in wanted:
            if (folder := self.month_folder(one, told)).is_dir():
                exports = wanted_exports(self.data, one, told).told()
                raise WrongUse(
                    f"Thư mục {said} chưa có tệp xuất nào.\n  Ở đâu: {folder}\n"
                    f"  Cách xử lý: chép tệp xuất vào thư mục này. {exports}"
                )
        available = "\n".join(
            f"  {one}: {', '.join(self.months(one)) or 'chưa có'}" for one in self.publications()
        )
        where = f" ở báo cáo {publication}" if publication else ""
        exports = ""
        if kind_of(told) != "month" and len(wanted) == 1:
            exports = f" {wanted_exports(self.data, wanted[0], told).told()}"
        raise WrongUse(
            f"Chưa có số liệu {said}{where}. Số liệu đã có:\n{available}\n"
            f"  {_how_to_begin(told, publication or 'MÃ')}{exports}"
        )

    def choose_months(self, first: str = "", last: str = "", publication: str = "") -> tuple[str, list[str]]:
        """The publication named, or the only one that has any month from ``first`` to ``last``, and those
        months; an empty end is no limit. Of several publications, the only one with more than a single month
        is meant. Raise ``WrongUse`` as :meth:`choose` does, and where one of several lists must be named.
        """
        within = self.months_within(first, last, self._named(publication))
        several = [name for name, months in within.items() if len(months) > 1]
        having = several if len(several) == 1 else list(within)
        if len(having) == 1:
            if len(self.lists(having[0])) > 1:
                raise name_a_list(self.publication(having[0]))
            return having[0], within[having[0]]
        asked = range_text(*checked_periods(first, last))
        if having:
            raise WrongUse(
                f"Số liệu{asked} có ở nhiều báo cáo: {', '.join(having)}.\n"
                f"  Chọn một báo cáo: {name_publication(having[0])}"
            )
        raise WrongUse(f"Không có số liệu{asked}.\n  Xem số liệu đã có: dbp list")

    def months_within(self, first: str, last: str, publications: Sequence[str]) -> dict[str, list[str]]:
        """The months of each publication that has any from ``first`` to ``last``, however written, or the
        periods of the kind that these are; an empty end is no limit. Raise ``WrongUse`` for what is none.
        """
        first, last = checked_periods(first, last)
        among = {name: self.periods(name, asked_kind(first, last)) for name in publications}
        within = {
            name: [month for month in months if first <= month and (not last or month <= last)]
            for name, months in among.items()
        }
        return {name: months for name, months in within.items() if months}

    def _named(self, publication: str) -> list[str]:
        """The publication of this name, all without one; raise ``WrongUse`` where there is no such. A list
        goes by ``PUBLICATION/LIST``, or by its own id where only one publication has it.
        """
        known = self.publications()
        name, _, list_id = publication.partition("/")
        if list_id and name in known:
            if publication not in (whole := self.publication(name)).list_ids:
                raise name_a_list(whole, list_id)
            return [publication]
        if publication and not list_id and publication not in known:
            having = [
                found for one in known for found in self.lists(one) if found.endswith(f"/{publication}")
            ]
            if len(having) == 1:
                return having
        if publication and publication not in known:
            meant = " hoặc ".join(nearest_ids(publication, known))
            raise WrongUse(
                f"Không có báo cáo {publication!r}{f' (có phải {meant}?)' if meant else ''}.\n"
                f"  Các báo cáo hiện có: {', '.join(known) or 'chưa có'}."
            )
        return [publication] if publication else known


def name_a_list(publication: Publication, unknown: str = "") -> WrongUse:
    """What to say where one list of a publication is meant and none is named, or an ``unknown`` one."""
    known = "; ".join(f"{one.id} ({one.title})" for one in publication.lists) or "không có danh sách riêng"
    why = f"không có danh sách {unknown!r}" if unknown else "xếp hạng nhiều danh sách, cần chọn một"
    return WrongUse(
        f"Báo cáo {publication.id} {why}.\n  Các danh sách: {known}.\n"
        f"  Chọn một: {name_publication(publication.list_ids[0])}"
    )


def find_project(data: str | Path = "", output: str | Path = "", notebooks: str | Path = "") -> Project:
    """The project around the current folder, or the one this package is installed from.

    ``data``, ``output`` and ``notebooks``, when given, replace its folders. Outputs of other data lie beside
    that data, so that trying something out leaves the project's own alone; notebooks, which are code, are
    never taken from there unasked. Raise ``WrongUse`` when no data folder is found, or what is given is none.
    """
    root, data, output = project_root(), path_given(data, "data"), path_given(output, "output")
    if not data and root is None:
        raise WrongUse(
            f"Ở đây chưa có dự án nào.\n  Ở đâu: {Path.cwd()}\n"
            "  Cách xử lý: tạo dự án bằng dbp init THƯ_MỤC rồi chạy lệnh trong thư mục đó, "
            'hoặc chỉ rõ: --data THƯ_MỤC (trong Python: data="THƯ_MỤC").'
        )
    # realpath, unlike Path.resolve of Python 3.11, leaves links that lead in a circle to whoever opens them.
    data_folder = Path(os.path.realpath(data)) if data else Path(root or "", "data")
    if not data_folder.is_dir():
        raise WrongUse(
            f"Không thấy thư mục số liệu {data_folder}.\n"
            "  Chạy lệnh trong thư mục dự án, hoặc chỉ rõ: --data THƯ_MỤC "
            '(trong Python: data="THƯ_MỤC").'
        )
    if not _holds_data(data_folder):
        inner = data_folder / "data"
        meant = f"có phải --data {inner}?" if _holds_data(inner) else "chỉ đúng thư mục: --data THƯ_MỤC."
        raise WrongUse(
            f"{data_folder} không phải thư mục số liệu: không có units.csv, schemes, báo cáo nào.\n"
            f"  Cách xử lý: {meant} Dự án mới: dbp init THƯ_MỤC."
        )
    own_notebooks = root / "notebooks" if root else shipped("notebooks")
    notebook_folder = Path(os.path.realpath(notebooks)) if notebooks else own_notebooks
    output_folder = Path(os.path.realpath(output)) if output else data_folder.parent / "outputs"
    return Project(data_folder, output_folder, notebook_folder)


def path_given(value: str | Path, what: str) -> str:
    """A path as a text, empty where none is given; raise ``WrongUse`` for what cannot be a path."""
    if isinstance(value, str | os.PathLike):
        return os.fspath(value)
    if value is None:
        return ""
    raise WrongUse(
        f"{what} phải là đường dẫn, không phải {type(value).__name__}.\n"
        f'  Cách xử lý: ghi {what}="ĐƯỜNG_DẪN", hoặc bỏ trống.'
    )


def name_publication(publication: str) -> str:
    """How a publication is named to a command and to a function, for the remedy of a message."""
    return f'--publication {publication} (trong Python: publication="{publication}").'


def project_root() -> Path | None:
    """The folder of the project around the current folder, or of the one this package is installed from;
    None where there is neither.
    """
    return project_around() or own_project()


def project_around() -> Path | None:
    """The folder of the project around the current folder; None outside of any."""
    here = Path.cwd()
    return next((path for path in (here, *here.parents) if (path / "data" / "schemes").is_dir()), None)


def _how_to_begin(told: str, publication: str) -> str:
    """How to come by data for a period, the missing exports of its months first."""
    if kind_of(told) == "month":
        new = told if told[0] != "-" else f"NĂM{told}"
        return f"Tháng mới: dbp new {new} --publication {publication}, rồi chép tệp xuất vào đó."
    own = f"dbp new {told if told[0] != '-' else f'NĂM{told}'} --publication {publication}"
    if told[0] == "-" or not (months := months_within(told)):
        return f"Kỳ này cần tệp xuất riêng: {own}, rồi chép tệp xuất vào đó."
    return (
        f"Thiếu tệp xuất của các tháng {', '.join(months)} (mỗi tháng: dbp new THÁNG --publication "
        f"{publication}), hoặc tệp xuất riêng của kỳ: {own}."
    )


def _holds_data(folder: Path) -> bool:
    holds = any((folder / name).exists() for name in ("units.csv", "schemes"))
    return holds or any(folder.glob("*/publication.toml"))
