"""What a report was taken for: its publication, its period, its units, and the schemes it may follow."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.phrases import plain
from dbp_analysis.auditing.place_checks import stated_period, stated_places, undated_periods
from dbp_analysis.auditing.running_text import blocks
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.periods import is_period
from dbp_analysis.common.typed_periods import period_told
from dbp_analysis.settings.project import Project, path_given
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.scheme_file import scheme_file
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.units import read_register

_FEWEST_NAMED = 0.6
"""A publication of whose units fewer are named is not the one of a report."""


Listed = tuple[Publication, pd.DataFrame]
"""A list that a report ranks, and its units (as from ``units_in_month``)."""


@dataclass(frozen=True, eq=False)
class TakenFor:
    """``lists``: those that the report ranks, mostly one; none where it is of no place that is set up.
    ``period`` is empty where it states none; ``schemes`` are those it may follow; ``stated`` is the period
    that it states, where another was told.
    """

    lists: tuple[Listed, ...]
    period: str
    schemes: tuple[Scheme, ...]
    stated: str = ""

    @property
    def publication(self) -> Publication | None:
        """The publication, as that of its first list."""
        return self.lists[0][0] if self.lists else None

    @property
    def units(self) -> pd.DataFrame | None:
        """The units of all lists."""
        return pd.concat([units for _, units in self.lists]) if self.lists else None

    def units_among(self, codes: Collection[object]) -> pd.DataFrame | None:
        """Those of the list that holds most of some codes."""
        return max(
            (units for _, units in self.lists),
            key=lambda one: one.index.isin(list(codes)).sum(),
            default=None,
        )

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
    own = _stated(document)
    period = period_told(month) if month else own
    if publication:
        found: tuple[Listed, ...] = tuple(_listed(project, _named(project, publication), period))
    else:
        found = _found(document, project, period)
    names = dict.fromkeys(name for one, _ in found for name in one.scheme)
    folder = project.data / "schemes"
    files = [folder / f"{name}.toml" for name in names] or sorted(folder.glob("*.toml"))
    files = [Path(scheme_file(scheme, project.data))] if scheme else files
    other = own if _kept_by(own) != _kept_by(period) else ""
    return TakenFor(found, period, tuple(map(load_scheme, files)), other)


def _stated(document: Document) -> str:
    text = blocks(document)
    found = stated_period(stated_places(text, document.damaged), document.damaged)
    titles = [cell for table in document.tables for row in table.rows[:4] for cell in row if cell]
    return found or min((one for text in titles for one in undated_periods(text)), default="")


def _named(project: Project, publication: str) -> Sequence[Publication]:
    whole = {name: project.publication(name).by_list for name in project.publications()}
    known = whole | {one.id: (one,) for lists in whole.values() for one in lists}
    if publication not in known:
        raise WrongUse(
            f"Không có báo cáo {publication!r}.\n  Các báo cáo hiện có: {', '.join(known) or 'chưa có'}."
        )
    return known[publication]


def _found(document: Document, project: Project, period: str) -> tuple[Listed, ...]:
    """The lists of the publication, or the one of them, most of whose units are named; of several with the
    same one that has the period.
    """
    said = plain(" ".join([one.text for one in document.paragraphs] + [*_cells(document)]))
    best: tuple[float, bool, tuple[Listed, ...]] = (_FEWEST_NAMED, False, ())
    for name in project.publications():
        lists = tuple(_listed(project, project.publication(name).by_list, period))
        for chosen in (lists, *((one,) for one in lists if len(lists) > 1)):
            names = [short for _, units in chosen for short in units["unit_short"]]
            share = sum(plain(short) in said for short in names) / max(len(names), 1)
            has = _kept_by(period) in project.months(name)
            if (share, has) > best[:2]:
                best = (share, has, chosen)
    return best[2]


def _listed(project: Project, lists: Sequence[Publication], period: str) -> Iterator[Listed]:
    """Each list that has units in a period."""
    for one in lists:
        units = _units(project, one, period)
        if units is not None and len(units):
            yield one, units


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
