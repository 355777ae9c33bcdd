"""Months side by side: read each, carry its counts to the units of the last, score all by one scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dbp_analysis.errors import DbpError, WrongUse
from dbp_analysis.inputs import MonthInputs, load_month_inputs
from dbp_analysis.layout import PUBLISHED
from dbp_analysis.periods import checked_month
from dbp_analysis.project import find_project
from dbp_analysis.scorecard import Scorecard
from dbp_analysis.scoring import score
from dbp_analysis.successors import CarriedCounts, carry_counts
from dbp_analysis.units import read_register


@dataclass(frozen=True)
class Series:
    """Several months of one publication, oldest first, as if the units of the last had always been there.

    ``card`` holds all the months, by the units and the scheme of the last; ``carried`` which units of
    their day were summed, and what the sums lack; ``skipped`` the months that have data which could not be
    used, each with the reason.
    """

    inputs: tuple[MonthInputs, ...]
    card: Scorecard
    carried: CarriedCounts
    skipped: Mapping[str, str] = field(default_factory=dict)

    @property
    def months(self) -> list[str]:
        """The months that could be used, oldest first."""
        return [inputs.month for inputs in self.inputs]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the series must know: where figures come from, what they lack, each once."""
        provenance = [inputs.settings.note for inputs in self.inputs if inputs.settings.note]
        scheme = self.card.scheme
        rescored = [inputs.month for inputs in self.inputs if inputs.scheme != scheme]
        by_scheme = (
            f"Các tháng {', '.join(rescored)} được chấm lại theo bộ chỉ số của tháng cuối ({scheme.title})."
        )
        left = [f"Tháng {month} không dùng được: {reason}" for month, reason in self.skipped.items()]
        incomplete = [str(one) for one in self.carried.incomplete]
        return tuple(dict.fromkeys([*provenance, *incomplete, *[by_scheme] * bool(rescored), *left]))


def join_months(inputs: Sequence[MonthInputs], skipped: Mapping[str, str] | None = None) -> Series:
    """Months of one publication as a series; the last of ``inputs`` says which units and which scheme.

    Raise ``DataRejected`` where a unit ended without a successor (see
    :func:`~dbp_analysis.successors.carry_counts`).
    """
    ordered = sorted(inputs, key=lambda one: one.month)
    last = ordered[-1]
    counts = pd.concat([one.counts for one in ordered])
    given = [group.given for group in last.scheme.groups if group.given]
    points = [*given, *(name for name in map(str, counts) if name.startswith(PUBLISHED))]
    register = read_register(last.project.data / "units.csv")
    carried = carry_counts(counts, register, last.publication.place, last.month, points)
    periods = {one.month: one.period for one in ordered}
    card = score(carried.counts, last.scheme, last.units, periods)
    return Series(tuple(ordered), card, carried, skipped or {})


def load_series(first: str, last: str, publication: str = "", data: str = "", output: str = "") -> Series:
    """Every month from ``first`` to ``last`` that has data; a month that is rejected is skipped and noted.

    Raise ``WrongUse`` when a month is malformed, no month has data, or none could be used.
    """
    checked_month(first)
    project = find_project(data, output)
    checked_month(last)
    wanted = [publication] if publication else project.publications()
    within = {name: [m for m in project.months(name) if first <= m <= last] for name in wanted}
    having = {name: months for name, months in within.items() if months}
    if len(having) != 1:
        raise WrongUse(_choose(first, last, list(having)))
    ((name, months),) = having.items()
    usable: list[MonthInputs] = []
    skipped: dict[str, str] = {}
    for month in months:
        try:
            usable.append(load_month_inputs(month, name, data, output))
        except DbpError as error:
            skipped[month] = str(error).split("\n")[0]
    if not usable:
        raise WrongUse(f"Không tháng nào từ {first} đến {last} dùng được.\n  Xem từng tháng: dbp check THÁNG")
    return join_months(usable, skipped)


def _choose(first: str, last: str, having: Sequence[str]) -> str:
    if having:
        return (
            f"Số liệu từ {first} đến {last} có ở nhiều báo cáo: {', '.join(having)}.\n"
            f"  Chọn một báo cáo: --publication {having[0]}"
        )
    return f"Không có số liệu từ {first} đến {last}.\n  Xem các tháng đã có: dbp list"
