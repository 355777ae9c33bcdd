"""What two systems say of a month, and what each would say of another period, by another rule, or earlier."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import pandas as pd

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.common.periods import following, kind_of, period_name, preceding
from dbp_analysis.common.sentences import listed
from dbp_analysis.common.stated_periods import stated_periods
from dbp_analysis.reading.causes import rejected
from dbp_analysis.reading.counted import (
    counted_by,
    counted_reading,
    opened_tally,
    period_span,
    register_problems,
    unit_codes,
)
from dbp_analysis.reading.exports import Reading, merge_counts, read_exports
from dbp_analysis.reading.month import read_month
from dbp_analysis.reading.one_export import layout_of, read_export, read_registers
from dbp_analysis.reading.registers import Registers
from dbp_analysis.settings.layout import Identity, Layout
from dbp_analysis.settings.month_settings import MonthSettings
from dbp_analysis.settings.register_layout import RegisterLayout
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.unit_names import UnitMatcher

if TYPE_CHECKING:
    from dbp_analysis.counting.tally import Tally

Which = Literal["left", "right"]
Kind = Literal["other_period", "other_rule", "late"]
LATE_DAYS = 7
"""So many last days of the period may not have reached the other system when it was asked."""

say = Sentences("reconcile")


@dataclass(frozen=True, eq=False)
class Side:
    """One system: its ``figures`` by ``unit_code``, one column a count (NaN where not known), as its file
    states them or as its registers count them; ``stated`` is the period that the file's heading names where
    it is another.
    """

    layout: Layout
    file: str
    figures: pd.DataFrame
    stated: str = ""
    registers: Registers | None = None
    tally: "Tally | None" = None
    codes: Mapping[str, str | None] | None = None

    @property
    def title(self) -> str:
        """What it is and where it was read."""
        return say("side.register" if self.tally else "side.file", title=self.layout.title, file=self.file)


@dataclass(frozen=True, eq=False)
class Alternative:
    """What the figures of the ``side`` may be instead of those asked for: ``figures`` as of a ``Side``,
    ``said`` in words; ``tally`` counted them where they are of registers.
    """

    kind: Kind
    side: Which
    said: str
    figures: pd.DataFrame
    tally: "Tally | None" = None


@dataclass(frozen=True, eq=False)
class Sides:
    """Two sides of a month; ``others`` are the month's own figures, of which neither side may say anything,
    with the index ``unit_code``.
    """

    settled: MonthSettings
    left: Side
    right: Side
    others: pd.DataFrame
    alternatives: tuple[Alternative, ...]

    def __getitem__(self, which: Which) -> Side:
        return self.left if which == "left" else self.right


@contextmanager
def opened_sides(
    settled: MonthSettings, names: tuple[str, str], files: tuple[str, str] = ("", "")
) -> Iterator[Sides]:
    """Both sides by the ids of their layouts, registers open within the block. Raise as
    :func:`~dbp_analysis.reading.one_export.read_export` does.
    """
    layouts = [layout_of(settled, name) for name in names]
    exports = [one for one in layouts if isinstance(one, Layout)]
    identities = [one for layout in (*settled.layouts, *exports) for one in layout.identities]
    with ExitStack() as stack:
        sides = [
            _registers_side(settled, layout, file, f"--{which}-file", stack)
            if isinstance(layout, RegisterLayout)
            else _file_side(settled, layout, file, f"--{which}-file")
            for which, layout, file in zip(("left", "right"), layouts, files, strict=True)
        ]
        left, right = (
            replace(one, figures=_with_sums(one.figures, identities, beside=other.figures))
            for one, other in (sides, sides[::-1])
        )
        others = pd.DataFrame(index=settled.units.index)
        with suppress(DataRejected):
            own = read_month(settled.month, settled.publication.id, settled.project.data, others=False)
            others = own.counts.droplevel("month")
        alternatives = [*_of_other_periods(settled, exports, identities)]
        alternatives += _of_registers(settled, left, "right")
        alternatives += _of_registers(settled, right, "left")
        yield Sides(settled, left, right, others, tuple(alternatives))


def _file_side(settled: MonthSettings, layout: Layout, file: str, option: str) -> Side:
    read = read_export(settled, layout, file, option)
    period = settled.settings.stated_period(settled.month)
    stated = {one for reading in read for one in stated_periods(reading.heading, period)}
    other = "" if period in stated else listed(list(map(period_name, sorted(stated))))
    return Side(layout, read[0].file, merge_counts(read, settled.month).droplevel("month"), other)


def _registers_side(
    settled: MonthSettings, layout: RegisterLayout, file: str, option: str, stack: ExitStack
) -> Side:
    registers = read_registers(settled, layout, file, option)
    tally = stack.enter_context(opened_tally(settled, registers, settled.publication.counting_rule))
    codes = unit_codes(tally.counts.index, UnitMatcher(settled.everyone))
    problems = register_problems(settled, registers, tally, codes)
    if errors := [one for one in problems if one.severity == "error"]:
        raise rejected(errors)
    reading = counted_reading(registers.found, tally, codes)
    figures = _by_unit(reading, settled)
    return Side(reading.layout, reading.file, figures, registers=registers, tally=tally, codes=codes)


def _by_unit(reading: Reading, settled: MonthSettings) -> pd.DataFrame:
    figures = reading.counts.set_axis(pd.Index(reading.units, name="unit_code"), axis="index")
    return figures[figures.index.isin(settled.units.index)]


def _with_sums(
    figures: pd.DataFrame, identities: Sequence[Identity], beside: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The figures, and each sum that the forms' identities make of them; with others ``beside`` only what
    these state as a sum alone.
    """
    sums = {}
    for one in identities:
        for whole, parts in ((one.left, one.right), (one.right, one.left)):
            own = len(whole) == 1 and whole[0] not in figures and set(parts) <= set(figures)
            if own and (beside is None or (whole[0] in beside and not set(parts) <= set(beside))):
                sums[whole[0]] = figures[list(parts)].sum(axis="columns", skipna=False)
    return figures.assign(**sums)


def _of_other_periods(
    settled: MonthSettings, layouts: Sequence[Layout], identities: Sequence[Identity]
) -> Iterator[Alternative]:
    """What exports by both layouts say of the periods before and after: either side may say it of this."""
    project, own = settled.project, settled.publication.id
    for period in (preceding(settled.month), following(settled.month)):
        files = project.exports(own, period)
        for layout in dict.fromkeys(layouts) if files else ():
            read, _ = read_exports(files, [layout], UnitMatcher(settled.everyone), settled.sources.note)
            if read:
                figures = _with_sums(merge_counts(read, period).droplevel("month"), identities)
                said = say("evidence.other_period", period=period_name(period), title=layout.title)
                yield Alternative("other_period", "left", said, figures)
                yield Alternative("other_period", "right", said, figures)


def _of_registers(settled: MonthSettings, side: Side, other: Which) -> Iterator[Alternative]:
    """What the registers of a side count otherwise, which the ``other`` side may state: for the periods
    before and after, by every other rule, and until some days before the end.
    """
    if side.registers is None or side.tally is None or side.codes is None:
        return
    registers, own, codes = side.registers, side.tally, side.codes

    def counted(kind: Kind, said: str, tally: "Tally") -> Alternative:
        reading = counted_reading(registers.found, tally, codes)
        return Alternative(kind, other, said, _by_unit(reading, settled), tally)

    for period in (preceding(settled.month), following(settled.month)):
        if not settled.settings.year_to_date and kind_of(period) == "month":
            span = period_span(replace(settled, month=period))
            said = say("evidence.other_period", period=period_name(period), title=side.layout.title)
            yield counted("other_period", said, own.within(span))
    for path in sorted((settled.project.data / "rules").glob("*.toml")):
        if path.stem != own.rule.id:
            again = counted_by(settled, registers, own, path.stem)
            yield counted("other_rule", say("evidence.other_rule", rule=again.rule.title), again)
    for days in range(1, LATE_DAYS + 1):
        end = own.span.end - timedelta(days=days)
        said = say("evidence.late", day=f"{end - timedelta(days=1):%d/%m/%Y}")
        yield counted("late", said, own.within(replace(own.span, end=end)))
