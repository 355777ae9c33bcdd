"""The month before: found, read and compared where that is fair, passed over where it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dbp_analysis.change.split import Change, change_between
from dbp_analysis.change.text import change_table
from dbp_analysis.errors import DbpError
from dbp_analysis.html import table_html
from dbp_analysis.inputs import MonthInputs, read_month
from dbp_analysis.month_series import join_months
from dbp_analysis.numbers import two_digits
from dbp_analysis.periods import period_text, preceding_month
from dbp_analysis.provenance import files_before
from dbp_analysis.scorecard import Scorecard


@dataclass(frozen=True)
class SincePrevious:
    """What changed since ``month``, the month before.

    ``change`` is None where there is nothing to compare with; ``reason`` says why, and is empty where that
    month has no data at all: then nothing is to be said. ``files`` are all that went in for it. ``notes``
    are to stand wherever the comparison is shown, ``details`` where there is room.
    """

    month: str
    change: Change | None = None
    files: tuple[Path, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"SincePrevious({self.month}, {'compared' if self.change else 'not compared'})"

    def _repr_html_(self) -> str:
        if self.change is None:
            nothing = f"Không có số liệu {period_text(self.month)} nên không so sánh."
            return f"<p>{escape(self.reason or nothing)}</p>"
        title = f"So với kết quả {self.change.before.period}"
        table = table_html(change_table(self.change), words=("Đơn vị", "Do đâu"))
        notes = "".join(f"<p>{escape(note)}</p>" for note in (*self.notes, *self.details))
        return f"<b>{escape(title)}</b>{table}{notes}"


def since_previous(inputs: MonthInputs, card: Scorecard) -> SincePrevious:
    """Compare ``card``, scored from ``inputs``, with the month before of the same publication.

    Never raises for what is wrong with that month: its figures are only a comparison.
    """
    month = preceding_month(inputs.month)
    files: Sequence[Path] = files_before(inputs.project, inputs.publication.id, inputs.month)
    if not files:
        return SincePrevious(month)
    project = inputs.project
    try:
        previous = read_month(month, inputs.publication.id, project.data, project.output)
        reason = _unlike(previous, inputs)
        if not reason:
            return _compared(previous, inputs, card)
        files = previous.files
    except DbpError as error:
        reason = _unusable(month, str(error))
    except Exception as error:  # whatever it is, it is no mistake of this month
        reason = _unusable(month, f"lỗi {type(error).__name__}.")
    return SincePrevious(month, files=tuple(files), reason=reason)


def _unlike(previous: MonthInputs, inputs: MonthInputs) -> str:
    """Why the two months cannot be compared, as a sentence; empty where they can."""
    if previous.errors:
        return _unusable(previous.month, str(previous.errors[0]))
    if previous.scheme != inputs.scheme:
        return f"Không so sánh với {previous.period}: tháng đó chấm theo bộ chỉ số {previous.scheme.title}."
    days = [one.settings.year_to_date for one in (previous, inputs)]
    if (days[0] is None) != (days[1] is None) or (days[0] and days[1] and days[0].year != days[1].year):
        return f"Không so sánh số liệu {inputs.period} với số liệu {previous.period}."
    return ""


def _unusable(month: str, why: str) -> str:
    first_line = why.partition("\n")[0]
    return f"Không so sánh với {period_text(month)}, số liệu tháng đó chưa dùng được: {first_line}"


def _compared(previous: MonthInputs, inputs: MonthInputs, card: Scorecard) -> SincePrevious:
    series = join_months([previous, inputs])
    change = change_between(series.card.month(previous.month), card, series.carried)
    if change.compared.empty:
        reason = f"Không đơn vị nào có số liệu so sánh được với {previous.period}."
        return SincePrevious(previous.month, files=previous.files, reason=reason)
    notes = tuple(_notes(previous, inputs, change))
    lacking = tuple(str(one) for one in series.carried.incomplete)
    return SincePrevious(previous.month, change, previous.files, notes=notes, details=lacking)


def _notes(previous: MonthInputs, inputs: MonthInputs, change: Change) -> Iterator[str]:
    if previous.settings.note and previous.settings.note != inputs.settings.note:
        yield f"Số liệu {previous.period}: {previous.settings.note}"
    merged = change.units.index[change.units["status"] == "merged"]
    if len(merged):
        names = [str(name) for name in change.after.units.loc[merged, "unit_label"]]
        units = inputs.wording.all_or_first(names, inputs.wording.many_since)
        yield (
            f"Số liệu {previous.period} của {two_digits(len(merged))} đơn vị được cộng từ các đơn vị trước "
            f"khi sáp nhập ({units}); thứ hạng kỳ trước tính lại theo các đơn vị hiện nay."
        )
