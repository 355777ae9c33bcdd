"""A scenario (kịch bản giả định) laid over what the exports of a month say, and labelled as one."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.derived import with_figure
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.known import groups_counted
from dbp_analysis.reading.overlay_files import CountChange
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.scheme import Scheme

_MOST_LISTED = 6
"""More changed cells than this are counted rather than listed in one line."""


def apply_count_changes(
    readings: Sequence[Reading], changes: Sequence[CountChange], file: str
) -> tuple[list[Reading], CheckResult]:
    """The readings with every change made, their total rows moved along, and the check of that.

    A change is refused when an export does not say what it starts from, or when none has that count.
    """
    applied, problems = list(readings), []
    for change in changes:
        said = {value for reading in applied if (value := _value(reading, change)) is not None}
        if said == {change.before}:
            applied = [_changed(reading, change) for reading in applied]
        else:
            problems.append(_refusal(change, said, file))
    listed = [str(change) for change in changes[:_MOST_LISTED]]
    more = [f"và {len(changes) - _MOST_LISTED} ô khác"] * (len(changes) > _MOST_LISTED)
    scope = f"tệp {file}: {'; '.join([*listed, *more]) or 'không có ô nào'}"
    title = "Kịch bản giả định thay đúng số liệu của tệp xuất"
    return applied, CheckResult("scenario", title, scope, tuple(problems))


def without_published(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """``counts`` without the points that their source computed, which those of a scenario need not equal.

    Points given for a group are kept for the units whose counts of that group are not all known.
    """
    kept = counts[[name for name in counts if not str(name).startswith(PUBLISHED)]].copy()
    for group in scheme.groups:
        if group.given in kept:
            kept[group.given] = kept[group.given].mask(groups_counted(kept, scheme)[group.id])
    return kept


def hypothetical(settings: Month, scheme: Scheme, counts: Iterable[str], *, rules: bool) -> Month:
    """The settings of a month, marked as a scenario in front of their own note.

    ``scheme`` is what the month is scored by, ``rules`` whether that is another than its own; ``counts`` are
    the ids of the changed counts, one a change. Those that the scheme has a name for are numbered.
    """
    changed = sum(count in scheme.counts for count in counts)
    scored = f"cách chấm thay đổi (bộ chỉ số {scheme.id})" if rules else "cách chấm giữ nguyên"
    said = f"{vietnamese(changed)} số liệu thay đổi, {scored}" if changed else f"{scored}, số liệu giữ nguyên"
    if not (rules or changed):
        said = "chưa thay đổi gì"
    note = f"Kịch bản giả định: {said}. {settings.note}".strip()
    return settings.model_copy(update={"provenance": "scenario", "note": note})


def _value(reading: Reading, change: CountChange) -> float | None:
    """What a reading says in the cell of a change; None where it has no such cell, or nothing in it."""
    row = reading.row_of(change.unit_code)
    if row is None or change.count not in reading.counts:
        return None
    value = float(reading.counts[change.count][row])
    return None if pd.isna(value) else value


def _changed(reading: Reading, change: CountChange) -> Reading:
    row = reading.row_of(change.unit_code)
    if row is None or _value(reading, change) is None:
        return reading
    return with_figure(reading, row, change.count, change.after)


def _refusal(change: CountChange, said: set[float], file: str) -> Problem:
    what = f"Không tệp xuất nào có số liệu {change.count} của {change.unit_name}."
    remedy = "Ghi đúng mã số liệu như trong mẫu tệp."
    if said:
        found = " và ".join(vietnamese(value) for value in sorted(said))
        what = (
            f"Kịch bản đổi {change.count} của {change.unit_name} từ {vietnamese(change.before)}, "
            f"nhưng tệp xuất ghi {found}."
        )
        remedy = "Lập lại kịch bản từ số liệu hiện nay."
    return Problem("scenario", what, remedy, file, row=change.row)
