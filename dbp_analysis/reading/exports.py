"""Exports (tệp xuất) → counts by unit, each with the file, sheet, row and column it stands in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.reading.cells import cell_text
from dbp_analysis.reading.export_problems import not_recognised, torn, unknown_units
from dbp_analysis.reading.files import Sheet, column_letter, read_sheets
from dbp_analysis.reading.headers import Header, find_header, header_rows
from dbp_analysis.reading.subtotals import subtotal_rows
from dbp_analysis.reading.table_rows import find_rows, row_counts, row_rates, torn_rows
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.unit_names import UnitMatcher


@dataclass(frozen=True)
class Rate:
    """A percentage printed in the cell of ``count``, in a 1-based row: its share of ``of``."""

    row: int
    count: str
    of: str
    printed: Decimal


@dataclass(frozen=True, eq=False)
class Reading:
    """One table of one file, read by one layout.

    ``counts`` has one row a data row, index the 1-based row in the file, one column a count of the
    layout (whole numbers, NaN where a cell was not readable); ``units`` maps those rows to
    unit codes; ``totals`` are the table's own total rows, in the same form; ``rates`` the percentages that it
    prints beside its counts; ``heading`` is the text above it; ``hidden`` is whether its sheet is;
    ``reasons`` say of rows by people why their figure is what it is.
    """

    layout: Layout
    file: str
    sheet: str
    heading: str
    counts: pd.DataFrame
    units: pd.Series
    columns: dict[str, str]
    totals: pd.DataFrame
    rates: tuple[Rate, ...] = ()
    hidden: bool = False
    reasons: Mapping[int, str] = field(default_factory=dict)

    def problem(
        self, check: str, what: str, remedy: str, *, row: int | None = None, count: str = ""
    ) -> Problem:
        """A problem at a place of this reading: its row, and the column of a count."""
        column = self.columns.get(count, "")
        return Problem(check, what, remedy, self.file, self.sheet, row, column)

    def row_of(self, unit_code: str) -> int | None:
        """The 1-based row of a unit, or None where it does not stand in this table."""
        rows = self.units.index[self.units == unit_code]
        return int(rows[0]) if len(rows) else None


class CountedReading(Reading):
    """Counts that were counted from single dossiers: their rows stand in no file."""

    def problem(
        self, check: str, what: str, remedy: str, *, row: int | None = None, count: str = ""
    ) -> Problem:
        """A problem of a count, which has no place but its file."""
        return Problem(check, what, remedy, self.file, self.sheet)


Form = Callable[[str, Sequence[Sheet]], tuple[list[Reading], list[Problem]] | None]
"""Reads the sheets of a file that is no export but a form of its own; None where it is none."""


def read_exports(
    files: Sequence[Path],
    layouts: Sequence[Layout],
    matcher: UnitMatcher,
    noted: Noted = unnoted,
    form: Form | None = None,
) -> tuple[list[Reading], list[Problem]]:
    """Read every file by the layout whose header it bears; return what was read and what was wrong.

    Sheets that no layout fits are passed over as long as the file has one that does; a file without such is
    offered to ``form``.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    for file in files:
        try:
            sheets = read_sheets(file, noted)
        except DataRejected as error:
            problems += error.problems
            continue
        read, wrong = _read_file(file.name, sheets, layouts, matcher, form)
        readings += read
        problems += wrong
    return readings, problems


def merge_counts(readings: Sequence[Reading], month: str) -> pd.DataFrame:
    """All counts of a month by unit: index (``month``, ``unit_code``), one column a count.

    Each cell is taken from the first export that knows it; that all which do agree is a check.
    """
    tables = [reading.counts.set_axis(reading.units, axis="index") for reading in readings]
    merged = pd.concat(tables).groupby(level=0, sort=True).first()
    merged.index = pd.MultiIndex.from_product([[month], merged.index], names=["month", "unit_code"])
    return merged.astype(float)


def source(readings: Sequence[Reading], count: str, unit_code: str) -> Reading:
    """The reading that a merged count of a unit was taken from; where none knows it, any with the count."""
    having = [reading for reading in readings if count in reading.counts]
    known = (reading for reading in having if reading.counts[count][reading.units == unit_code].notna().any())
    return next(known, having[0])


def _read_file(
    file: str, sheets: Sequence[Sheet], layouts: Sequence[Layout], matcher: UnitMatcher, form: Form | None
) -> tuple[list[Reading], list[Problem]]:
    fits = [
        (sheet, layout, find_header(rows, layout))
        for sheet in sheets
        for rows in (header_rows(sheet),)
        for layout in layouts
    ]
    whole = [fit for fit in fits if fit[2].found]
    if not whole and form and (filled := form(file, sheets)):
        return filled
    if not whole:
        return [], [not_recognised(file, fits)]
    readings: list[Reading] = []
    problems: list[Problem] = []
    for sheet, layout, header in whole:
        reading, wrong = _read_table(file, sheet, layout, header, matcher)
        if unreadable := [one for one in wrong if one.check == "layout"]:
            problems += unreadable
            continue
        readings.append(reading)
        problems += wrong
        if sheet.open_ended:
            what = (
                "Dòng cuối của tệp không có dấu xuống dòng: tệp có thể bị cắt, thiếu dòng hoặc thiếu chữ số."
            )
            remedy = "Đối chiếu dòng cuối với hệ thống, hoặc tải lại tệp."
            row = len(sheet.rows)
            problems.append(Problem("file", what, remedy, file, sheet.name, row, severity="warning"))
    return readings, problems


def _read_table(
    file: str, sheet: Sheet, layout: Layout, header: Header, matcher: UnitMatcher
) -> tuple[Reading, list[Problem]]:
    totals, units = find_rows(sheet, layout, header, matcher)
    short = torn_rows(sheet, header, units)
    letters = {count: column_letter(column) for count, column in header.columns.items()}
    values: dict[int, dict[str, float | None]] = {}
    rates: list[Rate] = []
    problems = [torn(file, sheet, at, *widths) for at, widths in short.items()]
    for at in (*units, *totals):
        row = sheet.rows[at]
        values[at + 1], wrong = row_counts(row, layout.columns, header)
        printed, wrong_rates = row_rates(row, layout.columns, header)
        rated = (column for column in layout.columns if column.name in printed)
        rates += [Rate(at + 1, one.name, one.rate_of or "", printed[one.name]) for one in rated]
        # Nobody knows what a row of no unit should hold.
        if at not in short and (at in totals or units[at].unit_code):
            problems += [
                Problem("number", what, remedy, file, sheet.name, at + 1, letters[count])
                for count, what, remedy in (*wrong, *wrong_rates)
            ]
    table = pd.DataFrame.from_dict(values, orient="index", columns=list(header.columns)).astype(float)
    known = pd.Series({at + 1: match.unit_code for at, match in units.items()}, dtype=object).dropna()
    unnamed = {at: match for at, match in units.items() if not match.unit_code}
    subtotals: list[int] = []
    if unnamed:
        counts = table[[column.name for column in layout.columns if column.count]]
        subtotals = subtotal_rows(counts, known.index, [at + 1 for at in unnamed])
        unknown = {at: match for at, match in unnamed.items() if at + 1 not in subtotals}
        problems += unknown_units(file, sheet, layout, header, unknown, matcher)
    return (
        Reading(
            layout=layout,
            file=file,
            sheet=sheet.name,
            heading=_heading(sheet, header),
            counts=table.loc[known.index],
            units=known,
            columns=letters,
            totals=table.loc[sorted([*(at + 1 for at in totals), *subtotals])],
            rates=tuple(rates),
            hidden=sheet.hidden,
        ),
        problems,
    )


def _heading(sheet: Sheet, header: Header) -> str:
    rows = sheet.rows[: header.first_row]
    own = "\n".join(" ".join(filter(None, map(cell_text, row))) for row in rows)
    return own if stated_periods(own) else f"{sheet.above}\n{own}".strip()
