"""A scenario (kịch bản giả định): a month with other counts, weights, bands or rounding, scored again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from dbp_analysis.asking.scenario import refusals
from dbp_analysis.asking.scenario.changes import changed_counts, count_lines, marked, rule_lines
from dbp_analysis.asking.scenario.consistency import counterpart, followed, impossible, room
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.numbers import is_whole
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.overlay import hypothetical, without_published
from dbp_analysis.reading.overlay_files import counts_csv, scheme_toml, write_new
from dbp_analysis.scoring.score import score, score_inputs
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.project import path_given
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("scenario")


@dataclass(frozen=True, repr=False, eq=False)
class Scenario:
    """What a month would be. Every ``with_…`` gives another scenario and leaves this one as it is.

    ``inputs`` and ``base`` are the real month; ``rules`` its scheme with what is changed, still under its own
    id; ``counts`` as in ``inputs``, without what the source published; ``id`` names the scenario's scheme
    and files. Units are written as people do, or by code; counts and indicators by id.

    What cannot be raises ``WrongUse``: a count that is not a whole number from zero, more cases than their
    denominator, an identity of the forms broken, a scheme that contradicts itself.
    """

    inputs: MonthInputs
    base: Scorecard
    rules: Scheme
    counts: pd.DataFrame
    id: str

    def with_counts(self, unit: str, values: Mapping[str, float]) -> "Scenario":
        """Counts of a unit changed, several at once where one alone would be impossible; totals of the forms,
        and counts that nothing scores, follow.
        """
        if not isinstance(values, Mapping):
            raise WrongUse(
                'Nhiều số liệu phải được ghi dạng {"mã số liệu": số}.\n'
                "  Cách xử lý: lấy mã số liệu từ dbp.scenario.movable_counts(kịch_bản, đơn_vị)."
            )
        code = self.unit_code(unit)
        before = self.counts_of(code)
        for count, value in values.items():
            self._check_count(before, count, value)
        new = followed(before, values, self.rules, self.inputs.identities)
        reasons = "; ".join(impossible(new, self.rules, self.inputs.identities))
        if reasons:
            name = self.inputs.units["unit_short"][code]
            raise WrongUse(say("impossible.counts", unit=name, reasons=reasons))
        counts = self.counts.copy()
        counts.loc[(self.inputs.month, code), list(new)] = list(new.values())
        return replace(self, counts=counts)

    def with_shift(self, unit: str, count: str, value: float) -> "Scenario":
        """One count changed by cases that come from its counterpart or go there, denominators as they are:
        filed online instead of at the counter. A count without a counterpart changes alone.
        """
        counts = self.counts_of(unit)
        self._check_count(counts, count, value)
        by = value - counts[count]
        return self.with_counts(
            unit, {one: counts[one] + by * s for one, s in self._step(counts, count).items()}
        )

    def shift_range(self, unit: str, count: str) -> tuple[int, int | None]:
        """The least and the most that :meth:`with_shift` can make of a count; None: nothing limits it."""
        counts = self.counts_of(unit)
        self._check_count(counts, count, 0)
        back, forth = room(counts, self._step(counts, count), self.rules, self.inputs.identities)
        now = int(counts[count])
        return now - back, None if forth is None else now + forth

    def with_maximum(self, indicator: str, maximum: float) -> "Scenario":
        """Another maximum for an indicator; its group and the scheme add up anew, and the points of a curve
        or of steps change in proportion.

        Refused where some units have only given points for the group: what they would be is not known.
        """
        self._check_known("chỉ số", indicator, [i.id for i in self.rules.indicators])
        group = self.rules.group_of(indicator)
        if locked := self.locked(group.id):
            raise WrongUse(f"{locked}\n  Cách xử lý: chọn chỉ số của nhóm khác.")
        rule = self.rules.indicator(indicator)
        refusals.check_maximum(rule, maximum)
        content = self.rules.model_dump()
        for group in content["groups"]:  # the maxima hold the weights
            weight = group.pop("weight")
            group["given_maximum"] = group["given_maximum"] or (None if group["indicators"] else weight)
        for one in (i for g in content["groups"] for i in g["indicators"] if i["id"] == indicator):
            one |= rule.with_maximum(maximum).model_dump() | {"constant": rule.constant}
        return self._with_rules(content)

    def with_band(self, band: str, at_least: float) -> "Scenario":
        """Another lower limit for a band; it must stay between its neighbours, and the last at 0."""
        self._check_known("mức xếp loại", band, [one.name for one in self.rules.bands])
        refusals.check_band(self.rules, band, at_least)
        bands = [one.with_limit(at_least) if one.name == band else one for one in self.rules.bands]
        return self._with_rules(self.rules.model_dump() | {"bands": [one.model_dump() for one in bands]})

    def with_rounding(self, decimals: int | None) -> "Scenario":
        """Points of indicators rounded half up to so many decimals before they are added; None: never."""
        return self._with_rules(self.rules.model_dump() | {"rounding": {"indicator": decimals}})

    def with_id(self, name: str) -> "Scenario":
        """The same under another id, which must not be that of a real scheme of the project."""
        real = {path.stem for path in (self.inputs.project.data / "schemes").glob("*.toml")}
        return replace(self, id=refusals.checked_id(name, real))

    @property
    def rules_changed(self) -> bool:
        """Whether a maximum, a band or the rounding is another than that of the real scheme."""
        return self.rules != self.inputs.scheme

    @cached_property
    def scheme(self) -> Scheme:
        """What the scenario is scored by: the real scheme while its rules are not changed, otherwise one
        under the scenario's id and marked as hypothetical.
        """
        if not self.rules_changed:
            return self.inputs.scheme
        return refusals.validated(marked(self.rules, self.inputs.scheme, self.id))

    @cached_property
    def card(self) -> Scorecard:
        """The month scored anew."""
        month = self.inputs.month
        card = score(self.counts, self.scheme, self.inputs.units, {month: self._settings.period(month)})
        return replace(card, identities=self.inputs.identities)

    @cached_property
    def changed_counts(self) -> pd.DataFrame:
        """Every changed count: ``unit_code``, ``unit_name``, ``count``, ``from``, ``to``."""
        return changed_counts(self.inputs.counts, self.counts, self.inputs.units)

    @property
    def changes(self) -> tuple[str, ...]:
        """What is changed, in words; of the counts those that the scheme names."""
        rules = rule_lines(self.inputs.scheme, self.rules)
        return (*rules, *count_lines(self.changed_counts, self.inputs.scheme))

    @property
    def note(self) -> str:
        """What stands wherever the scenario is shown, before the month's own note."""
        return self._settings.note

    def write(self, folder: str | Path = "") -> tuple[Path, ...]:
        """Write what ``dbp run`` needs, the scheme where rules are changed, the counts where some are, into
        ``folder`` or ``scenarios`` in the project's output folder; return the files. Raise ``WrongUse`` where
        nothing is changed or another scenario has the id, ``RunFailed`` where nothing can be written.
        """
        contents: dict[str, bytes] = {}
        if self.rules_changed:
            contents[".toml"] = scheme_toml(self.scheme).encode()
        if not self.changed_counts.empty:
            # With the mark by which Excel knows the text as UTF-8.
            contents[".csv"] = counts_csv(self.changed_counts).encode("utf-8-sig")
        if not contents:
            raise WrongUse(say("refused.nothing"))
        target = path_given(folder, "folder") or self.inputs.project.output / "scenarios"
        return write_new(Path(target), self.id, contents)

    def unit_code(self, unit: str) -> str:
        """The code of a unit however it is written; raise ``WrongUse`` naming similar ones."""
        return self.inputs.unit_code(unit)

    def counts_of(self, unit: str) -> dict[str, float]:
        """The counts of a unit by id, NaN where not known; given points and values are none."""
        given = set(self.rules.stated)
        row = self.counts.index.get_loc((self.inputs.month, self.unit_code(unit)))
        values = self.counts.to_numpy()[row].tolist()
        return {str(n): value for n, value in zip(self.counts, values, strict=True) if n not in given}

    def locked(self, group: str) -> str:
        """Why no maximum in a group can change, empty where it can: units have only its given points."""
        return refusals.group_locked(self.rules.group(group), self.base)

    def __repr__(self) -> str:
        return f"Scenario({self.id}, {self.inputs.month}, {len(self.changes)} changes)"

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.changes or [say("nothing_changed")])
        title = escape(say("title", title=self.inputs.scheme.title))
        return f"<b>{title}</b><ul>{lines}</ul><p>{escape(self.note)}</p>"

    @property
    def _settings(self) -> Month:
        counts = self.changed_counts["count"]
        return hypothetical(self.inputs.settings, self.scheme, counts, rules=self.rules_changed)

    def _step(self, counts: Mapping[str, float], count: str) -> dict[str, float]:
        """What one case more in ``count`` adds to which counts: it leaves its counterpart, if known."""
        other = counterpart(self.rules, count)
        return {count: 1.0} | ({} if other is None or pd.isna(counts.get(other)) else {other: -1.0})

    def _check_count(self, counts: Mapping[str, float], count: str, value: float) -> None:
        self._check_known("số liệu", count, [name for name in self.rules.inputs if name in counts])
        if pd.isna(counts[count]):
            raise WrongUse(say("impossible.unknown", count=count))
        if not (is_whole(value) and value >= 0):
            shown = f"{value:g}" if isinstance(value, float) else repr(value)
            raise WrongUse(say("impossible.not_whole", count=self.rules.counts[count], value=shown))

    def _check_known(self, kind: str, name: str, known: list[str]) -> None:
        if name not in known:
            raise WrongUse(
                f"Không đổi được {kind} {name!r}.\n  Cách xử lý: chọn một trong {', '.join(known)}."
            )

    def _with_rules(self, content: dict[str, Any]) -> "Scenario":
        return replace(self, rules=refusals.validated(content))


def scenario_of(inputs: MonthInputs) -> Scenario:
    """A scenario that changes nothing yet. Raise ``DataRejected`` for a month with errors, ``WrongUse`` for
    one that is a scenario itself.
    """
    if inputs.errors:
        raise inputs.rejection
    if inputs.scenario:
        raise WrongUse("Kỳ này đã là kịch bản giả định.\n  Cách xử lý: bắt đầu từ số liệu thật của kỳ.")
    counts = without_published(inputs.counts, inputs.scheme)
    return Scenario(inputs, score_inputs(inputs), inputs.scheme, counts, f"{inputs.scheme.id}-gia-dinh")
