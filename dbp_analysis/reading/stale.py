"""Last month's file is not this month's: exports that say what an export of another month says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Sources, hash_now
from dbp_analysis.common.errors import Problem
from dbp_analysis.common.periods import period_text, preceding
from dbp_analysis.reading.exports import Reading
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.project import Project

FEW = 30
"""Figures that add up to less may come out the same in two months by chance."""


def stale_problems(
    settled: MonthSettings, readings: Sequence[Reading], earlier: Sequence[Reading]
) -> Iterator[Problem]:
    """A warning of the check of periods for each export that equals one of another month; ``earlier`` are the
    exports of the month before.

    Files are compared with those of every month, figures with those of the month before. Figures that run
    from the first of January may stand still: those exported anew are only told where nothing at all has
    moved. What equals an export is an input from then on and noted in the month's ``sources``; months that
    equal none leave no trace.
    """
    project, publication, month = settled.project, settled.publication.id, settled.month
    year_to_date = settled.settings.year_to_date is not None
    twins = _same_figures(readings, earlier, project.month_folder(publication, preceding(month)))
    if year_to_date and any(at not in twins for at, one in enumerate(readings) if _total(one)):
        twins = {}
    copies = _same_files(project, publication, month, settled.sources)
    yield from _problems(readings, copies, twins, year_to_date)


def _problems(
    readings: Sequence[Reading], copies: Mapping[str, Path], twins: Mapping[int, Path], year_to_date: bool
) -> Iterator[Problem]:
    remedy = "Tải lại tệp của đúng kỳ báo cáo; nếu tệp này đúng thì kiểm tra tệp của kỳ kia."
    if year_to_date:
        remedy = "Đối chiếu ngày xuất tệp: số lũy kế chỉ đứng yên khi từ kỳ đó không phát sinh thêm gì."
    for at, reading in enumerate(readings):
        copied = copies.get(reading.file) if _total(reading) else None
        if same := copied or twins.get(at):
            told = "Tệp giống hệt" if copied else "Mọi số liệu giống hệt"
            month = same.parent.name
            what = f"{told} tệp {month}/{same.name} của {period_text(month)}."
            yield replace(reading.problem("period", what, remedy), severity="warning")


def _same_files(project: Project, publication: str, month: str, sources: Sources) -> dict[str, Path]:
    """Each export that another month has byte for byte, and where: the latest of the months before comes
    first.
    """
    others = [one for one in project.months(publication) if one != month]
    earlier = [one for one in reversed(others) if one < month]
    by_size: dict[int, list[Path]] = {}
    for other in dict.fromkeys([*earlier, *others]):
        for path in project.exports(publication, other):
            by_size.setdefault(path.stat().st_size, []).append(path)
    found: dict[str, Path] = {}
    for own in project.exports(publication, month):
        seen = sources.digests.get(own)
        same = (path for path in by_size.get(own.stat().st_size, ()) if seen and hash_now(path) == seen)
        if seen and (copy := next(same, None)):
            sources.digests[copy] = seen
            found[own.name] = copy
    return found


def _same_figures(readings: Sequence[Reading], earlier: Sequence[Reading], folder: Path) -> dict[int, Path]:
    """The position of each reading whose figures all stand in one export of the month before, and that
    export, which lies in ``folder``.
    """
    figures = [(one.file, _figures(one)) for one in earlier]
    found: dict[int, Path] = {}
    for at, reading in enumerate(readings):
        own = _figures(reading)
        same = next((file for file, theirs in figures if own.equals(theirs)), None)
        if same and _total(reading) >= FEW:
            found[at] = folder / same
    return found


def _figures(reading: Reading) -> pd.DataFrame:
    """Counts by unit, however the rows and columns of the file are ordered."""
    table = reading.counts.set_axis(reading.units.to_numpy(), axis="index")
    return table.sort_index().sort_index(axis="columns")


def _total(reading: Reading) -> float:
    return float(reading.counts.sum().sum())
