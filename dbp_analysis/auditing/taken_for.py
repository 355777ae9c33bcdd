"""What a report was taken for: its publication, its period, its units, and the schemes it may follow."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.phrases import plain
from dbp_analysis.auditing.place_checks import stated_period, stated_places
from dbp_analysis.auditing.running_text import blocks
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.periods import is_period
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.common.typed_periods import period_told
from dbp_analysis.settings.project import Project, path_given
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.scheme_file import scheme_file
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.units import read_register

_FEWEST_NAMED = 0.6
"""A publication of whose units fewer are named is not the one of a report."""


@dataclass(frozen=True, eq=False)
class TakenFor:
    """``publication`` and ``units`` (as from ``units_in_month``) None where the report is of no place that is
    set up; ``period`` empty where it states none; ``schemes`` those it may follow.
    """

    publication: Publication | None
    units: pd.DataFrame | None
    period: str
    schemes: tuple[Scheme, ...]

    @property
    def month(self) -> str:
        """The period by which counts are kept: that of days from the first of January is the last month."""
        return _kept_by(self.period)


def find_report(file: str | Path, project: Project) -> Path:
    """The file of a report, or where it is not there the one of the data folder."""
    given = path_given(file, "file")
    own = project.data / given
    return own if given and not os.path.lexists(given) and own.is_file() else Path(os.path.realpath(given))


def take_for(document: Document, project: Project, publication: str, scheme: str, month: str) -> TakenFor:
    """What is told comes before what is found: the period that the text states, the publication most of whose
    units it names, and its scheme or every one of the project.

    Raise ``WrongUse`` for what is told and is not there, ``DataRejected`` for settings that cannot be read.
    """
    period = period_told(month) if month else _stated(document)
    if publication:
        chosen: Publication | None = _named(project, publication)
        units = _units(project, chosen, period) if chosen else None
    else:
        chosen, units = _found(document, project, period)
    files = [scheme_file(scheme, project.data)] if scheme else _schemes(project, chosen)
    return TakenFor(chosen, units, period, tuple(load_scheme(Path(file)) for file in files))


def _stated(document: Document) -> str:
    text = blocks(document)
    found = stated_period(stated_places(text, document.damaged), document.damaged)
    titles = [cell for table in document.tables for row in table.rows[:4] for cell in row if cell]
    return found or min((one for text in titles for one in stated_periods(text)), default="")


def _named(project: Project, publication: str) -> Publication:
    known = {one.id: one for name in project.publications() for one in project.publication(name).by_list}
    if publication not in known:
        raise WrongUse(
            f"Không có báo cáo {publication!r}.\n  Các báo cáo hiện có: {', '.join(known) or 'chưa có'}."
        )
    return known[publication]


def _found(
    document: Document, project: Project, period: str
) -> tuple[Publication | None, pd.DataFrame | None]:
    """The publication most of whose units are named; of several with the same one that has the period."""
    said = plain(" ".join([one.text for one in document.paragraphs] + [*_cells(document)]))
    best: tuple[float, bool, Publication | None, pd.DataFrame | None] = (_FEWEST_NAMED, False, None, None)
    for name in project.publications():
        for one in project.publication(name).by_list:
            units = _units(project, one, period)
            if units is None or units.empty:
                continue
            share = sum(plain(short) in said for short in units["unit_short"]) / len(units)
            has = _kept_by(period) in project.months(one.id)
            if (share, has) > best[:2]:
                best = (share, has, one, units)
    return best[2], best[3]


def _cells(document: Document) -> Iterator[str]:
    return (cell for table in document.tables for row in table.rows for cell in row)


def _units(project: Project, publication: Publication, period: str) -> pd.DataFrame | None:
    """The units of a period, or of the last month that there is; None where the register has none then."""
    month = _kept_by(period) or max(project.months(publication.id), default="")
    if not month:
        return None
    try:
        return units_of(read_register(project.data / "units.csv"), publication, month)[1]
    except DataRejected:
        return None


def _kept_by(period: str) -> str:
    """The period itself, or the month that a range of days in words ends in."""
    if is_period(period):
        return period
    day = period.rpartition(" ")[2].split("/")
    return f"{day[2]}-{day[1]}" if len(day) == 3 else ""


def _schemes(project: Project, publication: Publication | None) -> Sequence[Path]:
    folder = project.data / "schemes"
    if publication:
        return [folder / f"{name}.toml" for name in publication.scheme]
    return sorted(folder.glob("*.toml"))
