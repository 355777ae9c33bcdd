"""Months side by side: read each, carry its counts to the units of the last, score all by one scheme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import together
from dbp_analysis.common.errors import DbpError, WrongUse
from dbp_analysis.common.once import once
from dbp_analysis.common.periods import following, kind_noun, named_period, span_text
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.common.typed_periods import checked_periods, range_text
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.known import none_where_unlisted
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.successors import CarriedCounts, carry_counts


@dataclass(frozen=True, eq=False)
class Series:
    """Several months of one publication, oldest first, as if the units of the last had always been there.

    ``card`` holds all the months, by the units and the scheme of the last; ``carried`` which units of
    their day were summed, and what the sums lack; ``skipped`` the months that have data which could not be
    used, each with the reason; ``absent`` the months between that were asked for and have no data.
    """

    inputs: tuple[MonthInputs, ...]
    card: Scorecard
    carried: CarriedCounts
    skipped: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def months(self) -> list[str]:
        """The months that could be used, oldest first."""
        return [inputs.month for inputs in self.inputs]

    @property
    def digests(self) -> dict[Path, str]:
        """All files that went in, by the SHA-256 of what was read; raise ``RunFailed`` where one was read
        twice and had changed.
        """
        return together(one.sources.digests for one in self.inputs)

    @property
    def calendar(self) -> list[str]:
        """Every month from the first to the last, those without data too."""
        months = self.months[:1]
        while months[-1] < self.months[-1]:
            months.append(following(months[-1]))
        return months

    @property
    def year_to_date(self) -> list[str]:
        """The months whose figures run from the first of January, not comparable with those of one month."""
        return [inputs.month for inputs in self.inputs if inputs.settings.year_to_date]

    @property
    def mergers(self) -> list[str]:
        """The months that are the first after units were merged; what lies before was summed."""
        parts = self.carried.parts.unstack("month")
        summed = parts.map(lambda names: isinstance(names, tuple) and len(names) > 1)
        after = parts.shift(-1, axis="columns")
        merged = (summed & after.notna() & parts.ne(after)).any()
        return [month for month, ended in zip(parts.columns[1:], merged, strict=False) if ended]

    @property
    def span(self) -> str:
        """From when to when, in words."""
        return span_text(self.months[0], self.months[-1])

    @property
    def title(self) -> str:
        """What the months are of, and from when to when."""
        return f"{self.inputs[-1].publication.title}, {self.span}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the series must know: where figures come from, what they lack, each once."""
        return tuple(dict.fromkeys(self._notes()))

    def _notes(self) -> Iterator[str]:
        yield from (inputs.settings.note for inputs in self.inputs if inputs.settings.note)
        yield from map(str, self.carried.incomplete)
        scheme, noun = self.card.scheme, kind_noun(self.months[-1])
        if rescored := [inputs for inputs in self.inputs if inputs.scheme != scheme]:
            own = dict.fromkeys(f"{one.scheme.title}, {one.scheme.validity}" for one in rescored)
            months = _months([inputs.month for inputs in rescored])
            said = f"{months} được chấm lại theo bộ chỉ số của {noun} cuối ({scheme.title}"
            dated = all(inputs.scheme.validity for inputs in rescored)
            then = f", không theo bộ chỉ số có hiệu lực khi đó ({'; '.join(own)})" * dated
            yield f"{said}){then}."
        if self.year_to_date:
            months = _months(self.year_to_date)
            yield f"{months} là số lũy kế từ đầu năm, không so được với số của riêng một tháng."
        yield from (f"{_months([month])} không dùng được: {why}" for month, why in self.skipped.items())
        if self.absent:
            yield f"{_months(self.absent)} không có số liệu."

    def __repr__(self) -> str:
        return f"Series({self.inputs[-1].publication.id}, {', '.join(self.months)})"

    def _repr_html_(self) -> str:
        noun = kind_noun(self.months[-1])
        facts = [
            ("Báo cáo", self.title),
            (f"Số {noun} có số liệu", str(len(self.months))),
            (f"Đơn vị của {noun} cuối", str(len(self.card.units))),
            ("Bộ chỉ số", self.card.scheme.title),
            *(("Ghi chú", note) for note in self.notes),
        ]
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in facts)
        return f"<table>{rows}</table>"


def join_months(inputs: Sequence[MonthInputs], skipped: Mapping[str, str] | None = None) -> Series:
    """Months of one publication as a series; the last of ``inputs`` says which units and which scheme.

    Raise ``DataRejected`` where a unit ended without a successor (see
    :func:`~dbp_analysis.settings.successors.carry_counts`).
    """
    ordered = sorted(inputs, key=lambda one: one.month)
    last = ordered[-1]
    counts = none_where_unlisted(pd.concat([one.counts for one in ordered]), last.scheme)
    stated = [name for one in ordered for name in one.scheme.stated]
    points = [*stated, *(name for name in map(str, counts) if name.startswith(PUBLISHED))]
    carried = carry_counts(counts, last.register, last.publication.place, last.month, points)
    periods = {one.month: one.period for one in ordered}
    card = score(carried.counts, last.scheme, last.units, periods)
    card = replace(card, identities=last.identities)
    return Series(tuple(ordered), card, carried, skipped or {})


@once
def load_series(
    first: str = "", last: str = "", publication: str = "", data: str | Path = "", output: str | Path = ""
) -> Series:
    """Every month from ``first`` to ``last`` that has data, an empty end being no limit; a month that is
    rejected, a longer period that is not whole, is skipped and noted.

    ``publication`` may stay empty when only one has any of these months. Raise ``WrongUse`` when a month is
    malformed, no month has data, or none could be used.
    """
    name, months = find_project(data, output).choose_months(first, last, publication)
    usable: list[MonthInputs] = []
    skipped: dict[str, str] = {}
    for month in months:
        try:
            inputs = load_month_inputs(month, name, data, output, others=False)
        except DbpError as error:
            skipped[month] = str(error).split("\n")[0]
            continue
        if inputs.covered:
            skipped[month] = f"{inputs.covered}."
        else:
            usable.append(inputs)
    if not usable:
        month, why = next(iter(skipped.items()))
        asked = range_text(*checked_periods(first, last))
        raise WrongUse(
            f"Không {kind_noun(month)} nào{asked} dùng được; {named_period(month)}: {why}\n"
            f"  Xem đầy đủ: dbp check {month} --publication {name}"
        )
    joined = join_months(usable, skipped)
    return replace(joined, absent=tuple(month for month in joined.calendar if month not in months))


def _months(months: Sequence[str]) -> str:
    """Months as the beginning of a sentence."""
    return capitalised(f"{'các ' * (len(months) > 1)}{named_period(*months)}")
