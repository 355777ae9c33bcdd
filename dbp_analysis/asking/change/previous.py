"""The month before: found, read and compared where that is fair, passed over where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from dbp_analysis.asking.change.split import Change, change_between
from dbp_analysis.asking.change.text import change_table
from dbp_analysis.asking.comparable import not_compared, unlike
from dbp_analysis.common.digests import Sources, hash_now
from dbp_analysis.common.errors import DbpError
from dbp_analysis.common.html import table_html
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.periods import period_text, preceding
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.scoring.series import join_months
from dbp_analysis.settings.sentences import Sentences

say = Sentences("change")


@dataclass(frozen=True, eq=False)
class SincePrevious:
    """What changed since ``month``, the month before.

    ``change`` is None where there is nothing to compare with; ``reason`` says why, and is empty where that
    month has no data at all: then nothing is to be said. ``sources`` are all files that went in for it.
    ``notes`` are to stand wherever the comparison is shown, ``details`` where there is room.
    """

    month: str
    change: Change | None = None
    sources: Sources = field(default_factory=Sources)
    reason: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that went in for the month before."""
        return tuple(self.sources.digests)

    def __repr__(self) -> str:
        return f"SincePrevious({self.month}, {'compared' if self.change else 'not compared'})"

    def _repr_html_(self) -> str:
        if self.change is None:
            nothing = say("previous.none", period=period_text(self.month))
            return f"<p>{escape(self.reason or nothing)}</p>"
        title = say("previous.title", period=self.change.before.period)
        table = table_html(change_table(self.change), words=("Đơn vị", "Do đâu"))
        notes = "".join(f"<p>{escape(note)}</p>" for note in (*self.notes, *self.details))
        return f"<b>{escape(title)}</b>{table}{notes}"


def since_previous(inputs: MonthInputs, card: Scorecard) -> SincePrevious:
    """Compare ``card``, scored from ``inputs``, with the month before of the same publication.

    What the data of that month can be rejected for is a reason not to compare, for its figures are only a
    comparison; anything else that goes wrong is no fault of the data, and propagates.
    """
    month = preceding(inputs.month)
    files = inputs.project.files_before(inputs.publication.id, inputs.month)
    if not files:
        return SincePrevious(month)
    project = inputs.project
    sources = Sources({path: hash_now(path) for path in files})  # some may not come to be read
    try:
        previous = read_month(month, inputs.publication.id, project.data, project.output, others=False)
        reason = _unfit(previous, inputs)
        if not reason:
            return since_month(previous, inputs, card)
        sources.digests.update(previous.sources.digests)
    except DbpError as error:
        reason = _unusable(month, str(error))
    return SincePrevious(month, sources=sources, reason=reason)


def since_month(earlier: MonthInputs, inputs: MonthInputs, card: Scorecard) -> SincePrevious:
    """Compare ``card``, scored from ``inputs``, with any earlier month of the same publication that passed
    its checks, by the units and the scheme of the later.

    Raise ``DataRejected`` as :func:`~dbp_analysis.scoring.series.join_months` does.
    """
    if reason := unlike(earlier, inputs):
        return SincePrevious(earlier.month, sources=earlier.sources, reason=reason)
    series = join_months([earlier, inputs])
    if reason := not_compared(series).get(inputs.month, ""):
        return SincePrevious(earlier.month, sources=earlier.sources, reason=reason)
    change = change_between(series.card.month(earlier.month), card, series.carried)
    if change.compared.empty:
        reason = say("previous.nothing_alike", period=earlier.period)
        return SincePrevious(earlier.month, sources=earlier.sources, reason=reason)
    notes = tuple(_notes(earlier, inputs, change))
    lacking = tuple(str(one) for one in series.carried.incomplete)
    return SincePrevious(earlier.month, change, earlier.sources, notes=notes, details=lacking)


def _unfit(previous: MonthInputs, inputs: MonthInputs) -> str:
    """Why a report is not to compare with the month before, as a sentence; empty where it is."""
    if previous.errors:
        return _unusable(previous.month, str(previous.errors[0]))
    if previous.scheme != inputs.scheme:
        return say("previous.other_scheme", period=previous.period, scheme=previous.scheme.title)
    return ""


def _unusable(month: str, why: str) -> str:
    return say("previous.unusable", period=period_text(month), why=why.partition("\n")[0])


def _notes(previous: MonthInputs, inputs: MonthInputs, change: Change) -> Iterator[str]:
    if previous.settings.note and previous.settings.note != inputs.settings.note:
        yield say("note.earlier", period=previous.period, note=previous.settings.note)
    if previous.scheme != inputs.scheme:
        yield say("note.scored_anew", period=previous.period, scheme=inputs.scheme.title)
    if previous.settings.year_to_date:
        yield say("note.to_date")
    ranked = bool(change.compared["rank_change"].notna().all())
    merged = change.units.index[change.units["status"] == "merged"]
    if len(merged):
        names = [str(name) for name in change.after.units.loc[merged, "unit_label"]]
        units = inputs.wording.all_or_first(names, inputs.wording.many_since)
        said = {"period": previous.period, "count": two_digits(len(merged)), "units": units}
        yield say("note.merged_ranked" if ranked else "note.merged", **said)
    if not ranked:
        yield say("note.unranked")
