"""Figures that a table derives from its own, totals and percentages: checked, and moved along with a fix."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd

from dbp_analysis.common.errors import Mend, Problem
from dbp_analysis.common.numbers import half_up, in_full, settle
from dbp_analysis.reading.exports import Rate, Reading


def summed_rows(reading: Reading) -> pd.DataFrame:
    """Which unit rows each total row sums: index the total rows, columns the unit rows.

    A total may sum what stands since the total before it or until the next one, all above or below it, or
    everything; of these it is taken to sum what it agrees with in the most columns.
    """
    rows, totals = reading.counts.index.to_numpy(), reading.totals.index.to_numpy()
    masks = np.zeros((len(totals), len(rows)), dtype=bool)
    for at, total in enumerate(totals):
        since, until = max([0, *totals[totals < total]]), min([np.inf, *totals[totals > total]])
        above, below, everything = rows < total, rows > total, rows > 0
        parts = [above & (rows > since), above, below & (rows < until), below]
        parts = [everything, *parts] if until == np.inf else [*parts, everything]
        fits = [
            np.equal(settle(reading.counts[part].sum(skipna=False)), settle(reading.totals.loc[total])).sum()
            if part.any()
            else -1
            for part in parts
        ]
        masks[at] = parts[int(np.argmax(fits))]
    return pd.DataFrame(masks, index=reading.totals.index, columns=reading.counts.index)


def total_problems(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Total rows that are not what they sum, and those that a layout requires and that are not there."""
    for reading in readings:
        summed = summed_rows(reading)
        wrong = [
            problem for row in summed.index for problem in _wrong_total(reading, int(row), summed.T[row])
        ]
        yield from wrong
        unsummed = summed.columns[~summed.any(axis="index")]
        if reading.layout.total_row == "required" and not wrong and not (len(summed) and unsummed.empty):
            what = "Bảng không có dòng tổng, mẫu này luôn có."
            if len(summed):
                what = f"Không dòng tổng nào cộng các đơn vị từ dòng {unsummed[0]} đến dòng {unsummed[-1]}."
            remedy = "Xuất lại tệp đủ đến dòng tổng; nếu dòng đó mang tên khác thì ghi tên vào total_labels."
            yield reading.problem("totals", what, remedy)


def rate_problems(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Percentages that are not those of the counts they stand beside, and counts that should have one."""
    for reading in readings:
        for rate in reading.rates:
            share = _share(reading, rate)
            if share is not None and share != rate.printed:
                part, whole = (in_full(_figure(reading, rate.row, name)) for name in (rate.count, rate.of))
                what = (
                    f"Ô ghi tỷ lệ {_percent(rate.printed)}, nhưng {part} trên {whole} là {_percent(share)}."
                )
                remedy = "Đối chiếu các số này với hệ thống và xuất lại tệp."
                problem = reading.problem("rates", what, remedy, row=rate.row, count=rate.count)
                yield replace(problem, mends=tuple(_rated(reading, rate)))
        yield from _unrated(reading)


def with_figure(reading: Reading, row: int, count: str, value: float) -> Reading:
    """The same table with another figure in the cell of a unit.

    A total row that added up with the old figure, and a percentage that fitted it, were made from it and move
    with it; others stay, and are found wrong.
    """
    counts, totals = reading.counts.copy(), reading.totals.copy()
    counts.loc[row, count] = value
    summed = summed_rows(reading)
    column = reading.counts[count].fillna(0)
    sums = pd.Series(summed.to_numpy() @ column.to_numpy(), index=summed.index)
    made = summed[row] & (settle(sums) == settle(totals[count]))
    totals.loc[made, count] += value - column[row]
    changed = replace(reading, counts=counts, totals=totals)
    fitting = ((rate, _share(reading, rate) == rate.printed, _share(changed, rate)) for rate in reading.rates)
    rates = (
        replace(rate, printed=share) if fitted and share is not None else rate
        for rate, fitted, share in fitting
    )
    return replace(changed, rates=tuple(rates))


def mend_cell(reading: Reading, row: int | None, count: str, least: float, most: float) -> Iterator[Mend]:
    """The cell of a unit that a contradiction may lie in, where it could hold a figure between these."""
    unit = None if row is None else reading.units.get(row)
    if row is None or unit is None or most < 0 or reading.counts[count].isna()[row]:
        return
    said, column = float(reading.counts[count][row]), reading.columns[count]
    between = float(settle(max(least, 0))), float(settle(most))
    yield Mend(reading.file, reading.sheet, row, column, str(unit), count, said, *between)


def _rated(reading: Reading, rate: Rate) -> Iterator[Mend]:
    """The cells of a percentage, with the figures that it would be right for."""
    part, whole = (_figure(reading, rate.row, name) for name in (rate.count, rate.of))
    half = Decimal(5).scaleb(int(rate.printed.as_tuple().exponent) - 1)
    least, most = float(rate.printed - half) / 100, float(rate.printed + half) / 100
    yield from mend_cell(reading, rate.row, rate.count, least * whole, most * whole)
    yield from mend_cell(reading, rate.row, rate.of, part / most, part / least if least > 0 else np.inf)


def _wrong_total(reading: Reading, row: int, summed: "pd.Series[bool]") -> Iterator[Problem]:
    stated, table = reading.totals.T[row], reading.counts.loc[summed.to_numpy(dtype=bool)]
    sums, rows = table.sum(skipna=False), table.index
    which = "các đơn vị" if summed.all() else f"các đơn vị từ dòng {rows[0]} đến dòng {rows[-1]}"
    for count in sums.index[(settle(sums) != settle(stated)) & sums.notna() & stated.notna()]:
        what = f"Dòng tổng ghi {in_full(stated[count])}, {which} cộng lại {in_full(sums[count])}."
        remedy = "Xuất lại tệp; nếu vẫn lệch, báo đơn vị quản lý hệ thống."
        off = float(sums[count] - stated[count])
        mends = [
            mend
            for at, value in table[count].items()
            for mend in mend_cell(reading, int(at), str(count), value - off, value - off)
        ]
        yield replace(reading.problem("totals", what, remedy, row=row, count=str(count)), mends=tuple(mends))


def _unrated(reading: Reading) -> Iterator[Problem]:
    """One warning for each column whose cells lost their percentages."""
    for column in reading.layout.columns:
        if not column.rate_of:
            continue
        rated = [rate.row for rate in reading.rates if rate.count == column.name]
        counts = reading.counts
        cased = counts[column.name].notna() & (counts[column.rate_of] > 0)
        if len(bare := counts.index[cased].difference(rated)):
            what = f"{len(bare)} ô không ghi {column.rate_label} để đối chiếu, ô đầu ở dòng {bare[0]}."
            remedy = "Xuất lại tệp nguyên vẹn từ hệ thống, hoặc đối chiếu từng số."
            problem = reading.problem("rates", what, remedy, row=int(bare[0]), count=column.name)
            yield replace(problem, severity="warning")


def _share(reading: Reading, rate: Rate) -> Decimal | None:
    """The percentage as it must be printed; None where a count is not known or there are no cases."""
    part, whole = (_figure(reading, rate.row, name) for name in (rate.count, rate.of))
    if np.isnan(part) or np.isnan(whole) or not whole:
        return None
    decimals = -int(rate.printed.as_tuple().exponent)
    return Decimal(f"{half_up(100 * part / whole, decimals):.{decimals}f}")


def _figure(reading: Reading, row: int, count: str) -> float:
    table = reading.counts if row in reading.counts.index else reading.totals
    return float(table[count].get(row, np.nan))


def _percent(rate: Decimal) -> str:
    return f"{rate}%".replace(".", ",")
