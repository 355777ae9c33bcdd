"""How many units the partial exports hold, beside what ``month.toml`` says and what the month before had."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.exports import Reading
from dbp_analysis.settings.layout import Layout

_MOST_NAMED = 5


@dataclass(frozen=True, eq=False)
class Coverage:
    """The units that have figures of ``layout``, an export that need not hold all: those of now, those of the
    month before that are still units (None: nothing is known of it), how many ``month.toml`` states.

    Figures that another layout has too count whichever file they stand in.
    """

    layout: Layout
    now: "pd.Index[str]"
    before: "pd.Index[str] | None"
    stated: int | None

    @property
    def expected(self) -> int | None:
        """How many units there should at least be: as stated, else as many as the month before."""
        before = 0 if self.before is None else len(self.before)
        return before or None if self.stated is None else self.stated


def coverages(
    readings: Sequence[Reading],
    layouts: Sequence[Layout],
    table: pd.DataFrame,
    units: pd.DataFrame,
    stated: Mapping[str, int],
    before: pd.DataFrame | None,
) -> list[Coverage]:
    """The coverage of each partial layout that was read, or should have been; ``table`` and ``before`` hold
    counts by unit code.
    """
    read = {reading.layout.id for reading in readings}
    partial = [layout for layout in layouts if layout.covers == "some"]
    found: list[Coverage] = []
    for layout in sorted(partial, key=lambda one: one.id not in read):
        if layout.id not in read and any(_shares(layout, one.layout) for one in found):
            continue
        said = [stated[one.id] for one in partial if one.id in stated and _shares(layout, one)]
        then = None if before is None else _held(before, layout, units)
        one = Coverage(layout, _held(table, layout, units), then, max(said, default=None))
        if layout.id in read or one.expected:
            found.append(one)
    return found


def coverage_problems(
    found: Sequence[Coverage], readings: Sequence[Reading], units: pd.DataFrame
) -> Iterator[Problem]:
    """A warning for each export with fewer units than expected, or of which nothing says how many it has."""
    for one in found:
        count, expected = f"Có số liệu của {len(one.now)} trong {len(units)} đơn vị", one.expected
        if len(one.now) == len(units) or (expected is not None and len(one.now) >= expected):
            continue
        key = f"[units_covered] {one.layout.id} = …"
        remedy = f"Tải lại tệp; nếu trang nguồn đúng là chỉ có vậy thì ghi số đếm được vào month.toml: {key}"
        if expected is None:
            what = f"{count}, không có kỳ trước để biết tệp đã đủ hay bị cắt."
            remedy = f"Đếm số đơn vị trên trang nguồn rồi ghi vào month.toml: {key}"
        elif one.stated is not None:
            what = f"{count}, month.toml ghi {expected}."
        else:
            what = f"{count}, kỳ trước {expected}. {_gone(one, units)}"
        files = [reading.file for reading in readings if reading.layout.id == one.layout.id]
        file = ", ".join(dict.fromkeys(files)) or one.layout.file_name
        yield Problem("coverage", what, remedy, file, severity="warning")


def misstated(layouts: Sequence[Layout], stated: Mapping[str, int]) -> Iterator[Problem]:
    """Layouts that ``month.toml`` states a number of units for, and that are no partial export."""
    for name in stated.keys() - {layout.id for layout in layouts if layout.covers == "some"}:
        what = f"units_covered nêu mẫu tệp {name!r}, không phải mẫu chỉ gồm một số đơn vị của báo cáo này."
        yield Problem("coverage", what, "Sửa hoặc xóa mục này.", "month.toml", column=f"units_covered.{name}")


def coverage_scope(found: Sequence[Coverage], units: pd.DataFrame) -> str:
    """``tien-do.csv 13 (kỳ trước 14), so-hoa.csv 6 trong 135 đơn vị``; empty without partial exports."""
    said = [
        f"{one.layout.file_name} {len(one.now)}"
        + (f" (kỳ trước {len(one.before)})" if one.before is not None else "")
        for one in found
    ]
    return f"{', '.join(said)} trong {len(units)} đơn vị" if said else ""


def _shares(layout: Layout, other: Layout) -> bool:
    return not {c.count for c in layout.columns if c.count}.isdisjoint(c.count for c in other.columns)


def _held(table: pd.DataFrame, layout: Layout, units: pd.DataFrame) -> "pd.Index[str]":
    """The units of which all is known that the layout states, what the source only computed apart."""
    stated = [column.name for column in layout.columns if not column.published]
    names = stated or [column.name for column in layout.columns]
    known = table.reindex(index=units.index, columns=names).notna().all(axis="columns")
    return known.index[known]


def _gone(one: Coverage, units: pd.DataFrame) -> str:
    gone = [] if one.before is None else list(units["unit_label"][one.before.difference(one.now)])
    more = f" và {len(gone) - _MOST_NAMED} đơn vị khác" if len(gone) > _MOST_NAMED else ""
    return f"Không còn: {', '.join(gone[:_MOST_NAMED])}{more}."
