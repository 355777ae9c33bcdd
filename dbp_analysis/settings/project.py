"""Where things are: the data folder, its publications and months, schemes, layouts, notebooks."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.near import nearest_ids
from dbp_analysis.common.periods import (
    MONTH_PATTERN,
    checked_months,
    month_among,
    month_told,
    preceding_month,
    range_text,
)
from dbp_analysis.settings.by_people import is_form
from dbp_analysis.settings.publication import Publication, load_publication
from dbp_analysis.settings.shipped import own_project, shipped
from dbp_analysis.settings.wanted import wanted_exports

SETTINGS = ("month.toml", "corrections.toml")
CLOSED = "closed.toml"
"""In the folder of a month that is closed; no input, so closing changes no month that is compared with it."""
MONTHLY_NOTEBOOK = "monthly.ipynb"
TREND_NOTEBOOK = "trend.ipynb"
_LITTER = ("desktop.ini", "thumbs.db", "ehthumbs.db")
_MARK = "zone.identifier"


@dataclass(frozen=True)
class Project:
    """A data folder, and where outputs and notebooks live beside it."""

    data: Path
    output: Path
    notebooks: Path

    def publications(self) -> list[str]:
        """The ids of all publications: folders with a ``publication.toml``."""
        return sorted(path.parent.name for path in self.data.glob("*/publication.toml"))

    def months(self, publication: str) -> list[str]:
        """The months of a publication for which there are exports, oldest first; a form alone is none."""
        folders = (self.data / publication.partition("/")[0]).iterdir()
        months = (folder for folder in folders if folder.is_dir() and MONTH_PATTERN.fullmatch(folder.name))
        return sorted(
            folder.name
            for folder in months
            if not all(is_form(path.name) for path in self.exports(publication, folder.name))
        )

    def month_folder(self, publication: str, month: str) -> Path:
        """Where the exports of a month lie."""
        return self.data / publication.partition("/")[0] / month

    def exports(self, publication: str, month: str) -> list[Path]:
        """The files of a month that are exports: not settings, and nothing of the system's or Office's. What
        is neither file nor folder is among them, for its reader to refuse.
        """
        files = (path for path in self.month_folder(publication, month).iterdir() if not path.is_dir())
        return sorted(
            path
            for path in files
            if path.name.lower() not in (*SETTINGS, CLOSED) and not is_litter(path.name)
        )

    def month_files(self, publication: str, month: str) -> list[Path]:
        """The exports of a month and its own settings."""
        folder = self.month_folder(publication, month)
        settings = (folder / name for name in SETTINGS if (folder / name).is_file())
        return [*self.exports(publication, month), *settings]

    def closing_mark(self, publication: str, month: str) -> Path:
        """The file that closes a month by being there."""
        return self.month_folder(publication, month) / CLOSED

    def is_closed(self, publication: str, month: str) -> bool:
        """Whether the report of a month is signed and its outputs are to stay."""
        return self.closing_mark(publication, month).is_file()

    def files_before(self, publication: str, month: str) -> list[Path]:
        """The exports and own settings of the month before, which go into a run as well; none where that
        month has no exports.
        """
        before = preceding_month(month)
        if not MONTH_PATTERN.fullmatch(before) or not self.month_folder(publication, before).is_dir():
            return []
        return self.month_files(publication, before) if self.exports(publication, before) else []

    def lists(self, publication: str) -> tuple[str, ...]:
        """What each list of a publication goes by, itself where it is one; what is wrong with its settings
        is told when they are used.
        """
        try:
            return (publication,) if "/" in publication else self.publication(publication).list_ids
        except DataRejected:
            return (publication,)

    def notebook(self, name: str) -> Path:
        """The notebook of this name; raise ``WrongUse`` where it is not there."""
        path = self.notebooks / name
        if not path.is_file():
            raise WrongUse(
                f"Không thấy notebook {name}.\n  Ở đâu: {self.notebooks}\n"
                "  Cách xử lý: chép lại thư mục notebooks của dự án, hoặc chỉ rõ: --notebooks THƯ_MỤC"
            )
        return path

    def output_folder(self, publication: str, month: str) -> Path:
        """Where the outputs of a month go, those of one of several lists (``lam-dong/xa``) within."""
        name, _, list_id = publication.partition("/")
        return self.output / name / month / list_id

    def publication(self, name: str) -> Publication:
        """The settings of a publication; raise ``DataRejected`` where they cannot be read."""
        return load_publication(self.data / name / "publication.toml")

    def choose(self, month: str, publication: str = "") -> tuple[str, str]:
        """The publication to run and its month, as ``YYYY-MM``: the publication named, or the only one that
        has the month, however that is written.

        Raise ``WrongUse`` for what is no month, an unknown publication, no data for the month (says
        which months there are), or several publications that have it (names them).
        """
        told = month_told(month)
        wanted = self._named(publication)
        among = ((one, month_among(month, self.months(one))) for one in wanted)
        having = [(one, found) for one, found in among if found]
        if len(having) == 1:
            return having[0]
        if having:
            named = ", ".join(one if found == told else f"{one} ({found})" for one, found in having)
            raise WrongUse(
                f"Tháng {told} có ở nhiều báo cáo: {named}.\n"
                f"  Chọn một báo cáo: {name_publication(having[0][0])}"
            )
        for one in wanted:
            if (folder := self.month_folder(one, told)).is_dir():
                raise WrongUse(
                    f"Thư mục tháng {told} chưa có tệp xuất nào.\n  Ở đâu: {folder}\n"
                    f"  Cách xử lý: chép tệp xuất vào thư mục này. {wanted_exports(self.data, one).told()}"
                )
        available = "\n".join(
            f"  {one}: {', '.join(self.months(one)) or 'chưa có'}" for one in self.publications()
        )
        where = f" ở báo cáo {publication}" if publication else ""
        new = told if "-" in told else f"NĂM-{told}"
        raise WrongUse(
            f"Chưa có số liệu tháng {told}{where}. Các tháng đã có số liệu:\n{available}\n"
            f"  Tháng mới: dbp new {new} --publication {publication or 'MÃ'}, rồi chép tệp xuất vào đó."
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
        asked = range_text(*checked_months(first, last))
        if having:
            raise WrongUse(
                f"Số liệu{asked} có ở nhiều báo cáo: {', '.join(having)}.\n"
                f"  Chọn một báo cáo: {name_publication(having[0])}"
            )
        raise WrongUse(f"Không có số liệu{asked}.\n  Xem các tháng đã có: dbp list")

    def months_within(self, first: str, last: str, publications: Sequence[str]) -> dict[str, list[str]]:
        """The months of each publication that has any from ``first`` to ``last``, however written; an empty
        end is no limit. Raise ``WrongUse`` for what is no month.
        """
        first, last = checked_months(first, last)
        among = {name: self.months(name) for name in publications}
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
    here = Path.cwd()
    around = (path for path in (here, *here.parents) if (path / "data" / "schemes").is_dir())
    return next(around, own_project())


def _holds_data(folder: Path) -> bool:
    holds = any((folder / name).exists() for name in ("units.csv", "schemes"))
    return holds or any(folder.glob("*/publication.toml"))


def is_litter(name: str) -> bool:
    """Whether a file, by its name below a folder, is hidden, a lock of Office or one of Windows' own, such as
    the mark of what was downloaded, which other systems show as a file of its own.
    """
    parts = name.split("/")
    name = parts[-1].lower()
    return (
        any(part.startswith((".", "~$")) for part in parts)
        or (name.startswith("~") and name.endswith(".tmp"))
        or name in _LITTER
        or name.endswith(_MARK)
    )
