"""What lies where in a data folder and beside it: exports, settings, outputs, notebooks."""

from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.periods import (
    Kind,
    first_day,
    is_period,
    kind_of,
    months_within,
    period_of,
    preceding,
)
from dbp_analysis.settings.by_people import is_form
from dbp_analysis.settings.publication import Publication, load_publication

SETTINGS = ("month.toml", "corrections.toml")
CLOSED = "closed.toml"
"""In the folder of a month that is closed; no input, so closing changes no month that is compared with it."""
MONTHLY_NOTEBOOK = "monthly.ipynb"
TREND_NOTEBOOK = "trend.ipynb"
RECONCILE_NOTEBOOK = "reconcile.ipynb"
TODAY_NOTEBOOK = "today.ipynb"
AUDIT_NOTEBOOK = "audit.ipynb"
_LITTER = ("desktop.ini", "thumbs.db", "ehthumbs.db")
_MARK = "zone.identifier"


@dataclass(frozen=True)
class Folders:
    """A data folder, and where outputs and notebooks live beside it: what lies where, for which periods."""

    data: Path
    output: Path
    notebooks: Path

    def publications(self) -> list[str]:
        """The ids of all publications: folders with a ``publication.toml``."""
        return sorted(path.parent.name for path in self.data.glob("*/publication.toml"))

    def months(self, publication: str) -> list[str]:
        """The months of a publication for which there are exports, oldest first."""
        return self.periods(publication, "month")

    def own_periods(self, publication: str) -> list[str]:
        """The periods of every kind for which there are exports of their own; a form alone is none."""
        whole = self.data / publication.partition("/")[0]
        named = (path.name for path in whole.iterdir() if path.is_dir() and is_period(path.name))
        return sorted(name for name in named if not self._only_form(publication, name))

    def shown_periods(self, publication: str) -> list[str]:
        """The periods that a list shows: those with exports of their own, longer ones that have a folder, as
        with a form or closed, and all that have outputs.
        """
        folders = (self.data / publication, self.output_folder(publication, "-").parent)
        own, made = (
            [path.name for path in folder.iterdir() if path.is_dir() and is_period(path.name)]
            if folder.is_dir()
            else []
            for folder in folders
        )
        longer = [name for name in own if kind_of(name) not in ("month", "week")]
        return sorted({*self.own_periods(publication), *longer, *made})

    def periods(self, publication: str, kind: Kind) -> list[str]:
        """The periods of a kind that have exports of their own or of any of their months, oldest first."""
        own = self.own_periods(publication)
        months = [one for one in own if kind_of(one) == "month"] if kind not in ("month", "week") else []
        return sorted(
            {*(one for one in own if kind_of(one) == kind), *(period_of(kind, first_day(m)) for m in months)}
        )

    def parts(self, publication: str, period: str) -> list[str]:
        """The months with exports that a longer period can be summed of; none of a month, of a week."""
        if kind_of(period) == "month":
            return []
        within = months_within(period)
        return [month for month in within if not self._only_form(publication, month)]

    def month_folder(self, publication: str, month: str) -> Path:
        """Where the exports of a month lie."""
        return self.data / publication.partition("/")[0] / month

    def exports(self, publication: str, month: str) -> list[Path]:
        """The files of a month that are exports: not settings, and nothing of the system's or Office's. What
        is neither file nor folder is among them, for its reader to refuse, and the Parquet of folders within.
        """
        folder = self.month_folder(publication, month)
        files = (path for path in folder.iterdir() if not path.is_dir()) if folder.is_dir() else ()
        return sorted(
            path
            for path in (*files, *folder.glob("*/**/*.parquet"))
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

    def input_files(self, publication: str, period: str) -> list[Path]:
        """The exports and own settings of a period; where it has no exports, also those of its months. None
        where there are no exports at all.
        """
        own, parts = self.month_files(publication, period), self.parts(publication, period)
        if self.exports(publication, period):
            return own
        months = [path for month in parts for path in self.month_files(publication, month)]
        return [*own, *months] if months else []

    def files_before(self, publication: str, period: str) -> list[Path]:
        """The exports and own settings of the period before, which go into a run as well; none where that
        has no exports.
        """
        before = preceding(period)
        return self.input_files(publication, before) if is_period(before) else []

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

    def lists(self, publication: str) -> tuple[str, ...]:
        """What each list of a publication goes by, itself where it is one; what is wrong with its settings
        is told when they are used.
        """
        try:
            return (publication,) if "/" in publication else self.publication(publication).list_ids
        except DataRejected:
            return (publication,)

    def publication(self, name: str) -> Publication:
        """The settings of a publication; raise ``DataRejected`` where they cannot be read."""
        return load_publication(self.data / name / "publication.toml")

    def _only_form(self, publication: str, period: str) -> bool:
        """Whether no file of a period is an export, but at most a form of points by people."""
        return all(is_form(path.name) for path in self.exports(publication, period))


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
