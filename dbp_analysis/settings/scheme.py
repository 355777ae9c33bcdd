"""A scheme (bộ chỉ số): the scoring method of a decision, as data validated when it is loaded."""

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.numbers import settle
from dbp_analysis.settings.adjustment import LIMIT, Adjustment
from dbp_analysis.settings.bands import Band as Band
from dbp_analysis.settings.bands import Shortfall, check_bands
from dbp_analysis.settings.config import Config, Identifier, Name, Text, load_named
from dbp_analysis.settings.indicator import Indicator as Indicator
from dbp_analysis.settings.indicator import Points
from dbp_analysis.settings.rules import FindingRule as FindingRule
from dbp_analysis.settings.scheme_names import check_apart, check_kinds, check_known, check_unique

Decimals = Annotated[int, Field(ge=0, le=6)]


class Group(Config):
    """Indicators that are reported together. ``given`` names the input that holds the group's points
    where only points are published; with indicators too, it serves the units without counts. ``weight`` is
    the group's share of 100, whatever the maxima of its indicators add up to: their points are scaled to it.
    """

    id: Identifier
    name: Name
    short_name: Name
    indicators: tuple[Indicator, ...] = ()
    given: Identifier | None = None
    given_maximum: Points | None = None
    weight: Annotated[float, Field(gt=0, le=100)] | None = None

    @model_validator(mode="after")
    def _has_a_maximum(self) -> Self:
        if not self.indicators and not (self.given and (self.given_maximum or self.weight)):
            raise ValueError("nhóm không có chỉ số thì cần given và given_maximum")
        if self.indicators and self.given_maximum is not None:
            raise ValueError("given_maximum chỉ dùng cho nhóm không có chỉ số")
        if self.weight and self.given and self.given_maximum not in (None, self.weight):
            raise ValueError(
                f"điểm cho sẵn của nhóm phải theo thang của trọng số: given_maximum = {self.weight:g}"
            )
        return self

    @model_validator(mode="after")
    def _weighted(self) -> Self:
        if self.weight and self.indicators:
            own = sum(Fraction(str(i.maximum)) for i in self.indicators)
            factor = Fraction(str(self.weight)) / own
            if settle(float(own) - self.weight) == 0:
                return self
            scaled = tuple(i.with_maximum(float(Fraction(str(i.maximum)) * factor)) for i in self.indicators)
            object.__setattr__(self, "indicators", scaled)  # before anybody sees the frozen model
        return self

    @property
    def maximum(self) -> float:
        """The most points that the group can earn."""
        return (
            self.weight or self.given_maximum or float(sum(Decimal(str(i.maximum)) for i in self.indicators))
        )


class Rounding(Config):
    """Decimals to which points are rounded half up *before* they are added; None: never."""

    indicator: Decimals | None = None


class Printed(Config):
    """Decimals of the printed annex; ``trim`` prints whole points without decimals (``30``, ``4.9``)."""

    points: Decimals = 1
    total: Decimals = 2
    converted: Decimals = 2
    trim: tuple[Identifier, ...] = ()
    columns: Literal["indicators", "groups"] = "indicators"


class Ties(Config):
    """``shared``: equal totals share the better rank (1, 1, 3); ``dense``: (1, 1, 2). Units that are
    equal in total are first told apart by the points of ``decided_by``, in that order.
    """

    rule: Literal["shared", "dense"] = "shared"
    decided_by: tuple[Identifier, ...] = ()


class Scheme(Config):
    """The whole method. ``scale`` is what the full maximum converts to (10: a ten-point scale);
    ``no_cases_unit`` says whether a unit without a single case is left out of the ranking or ranked;
    ``missing_figures`` whether an indicator whose figures are not known leaves its unit without a total or
    earns nothing; ``above_maximum`` and ``below_zero`` whether adjustments may lift a total above the maximum
    or press it below zero, or are cut there;
    ``given_over_months`` whether given points of a quarter or year are its own form's or its months' mean;
    ``counts`` gives each count its Vietnamese name; ``inferred`` lists what no public text states;
    ``valid_from`` and ``valid_to`` are the first and the last day on which it holds, where that is limited.
    """

    id: Identifier
    title: Text
    legal_basis: tuple[Text, ...] = Field(min_length=1)
    inferred: tuple[Text, ...] = ()
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    scale: Points
    rounding: Rounding = Rounding()
    printed: Printed = Printed()
    ties: Ties = Ties()
    no_cases_unit: Literal["ranked", "left_out"] = "left_out"
    missing_figures: Literal["no_total", "no_points"] = "no_total"
    above_maximum: bool = False
    below_zero: bool = False
    given_over_months: Literal["own", "mean"] = "own"
    bands: tuple[Band, ...] = Field(min_length=1)
    counts: dict[Identifier, Text] = Field(default_factory=dict)
    groups: tuple[Group, ...] = Field(min_length=1)
    adjustments: tuple[Adjustment, ...] = ()
    findings: tuple[FindingRule, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every group, in the scheme's order."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)

    @property
    def maximum(self) -> float:
        """The most points that a unit can earn."""
        return float(sum(Decimal(str(group.maximum)) for group in self.groups))

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the scheme is in force on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @property
    def validity(self) -> str:
        """The days of its being in force ("từ 01/07/2025 đến 31/12/2025"); empty without limits."""
        ends = (("từ", self.valid_from), ("đến", self.valid_to))
        return " ".join(f"{word} {day:%d/%m/%Y}" for word, day in ends if day)

    @property
    def with_converted(self) -> bool:
        """Whether converted scores differ from totals; where they do not, only the total is spoken of."""
        return self.scale != self.maximum

    @property
    def score_name(self) -> str:
        """What the score that decides the band is called: "Điểm quy đổi", or "Tổng điểm" where that is it."""
        return "Điểm quy đổi" if self.with_converted else "Tổng điểm"

    @property
    def score_unit(self) -> str:
        """What it is counted in, so that no reader takes its points for those of the total."""
        return "điểm quy đổi" if self.with_converted else "điểm"

    def shortfall(self, converted: float) -> Shortfall | None:
        """What a unit of that converted score lacks for the next better band; None in the best one."""
        above = [band for band in self.bands[:-1] if not band.reached(converted)]
        if not above:
            return None
        lacks = settle(above[-1].limit - converted)
        return Shortfall(above[-1], settle(lacks * self.maximum / self.scale), lacks)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of every count and given value that scoring reads, each once."""
        names = [name for i in self.indicators for name in i.counts]
        names += [group.given for group in self.groups if group.given]
        names += [name for one in self.adjustments for name in one.inputs]
        return tuple(dict.fromkeys(names))

    @property
    def stated(self) -> tuple[str, ...]:
        """The ids of all inputs that are no counts, so that they cannot be added up: points, values."""
        given = [group.given for group in self.groups] + [one.given for one in self.adjustments]
        own = [name for i in self.indicators for name in (i.given, i.value)]
        return tuple(dict.fromkeys(name for name in (*given, *own) if name))

    @property
    def unlisted(self) -> frozenset[str]:
        """The ids of the inputs of which a unit that is not listed has none, wherever they serve."""
        none = {name for one in self.adjustments if one.unlisted == "none" for name in one.inputs}
        known = [one.inputs for one in self.adjustments if one.unlisted != "none"]
        known += [i.counts for i in self.indicators]
        return frozenset(none.difference(*known))

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of that id; raise ``KeyError`` when there is none."""
        return {i.id: i for i in self.indicators}[indicator_id]

    def group_of(self, subject: str) -> Group:
        """The group of that id, or the one that holds the indicator of that id."""
        groups = {i.id: group for group in self.groups for i in group.indicators}
        return groups.get(subject) or self.group(subject)

    def group(self, group_id: str) -> Group:
        """The group of that id; raise ``KeyError`` when there is none."""
        return {g.id: g for g in self.groups}[group_id]

    def adjustment(self, column: str) -> Adjustment | None:
        """The adjustment of a column of a scorecard; None for the ends of the scale."""
        return next((one for one in self.adjustments if one.id == column), None)

    def adjustment_name(self, column: str) -> str:
        """What a column of a scorecard's adjustments is called."""
        names = {one.id: one.short_name for one in self.adjustments}
        return (names | {LIMIT: "Giới hạn của thang điểm"})[column]

    @model_validator(mode="after")
    def _refers_only_to_what_it_defines(self) -> Self:
        indicator_ids = [i.id for i in self.indicators]
        group_ids = [g.id for g in self.groups]
        check_unique("chỉ số", indicator_ids)
        check_unique("nhóm", group_ids)
        check_unique("chỉ số và nhóm có given", indicator_ids + [g.id for g in self.groups if g.given])
        for one in self.adjustments:
            check_unique("điểm thưởng, điểm trừ", [one.id, *{*indicator_ids, *group_ids}])
        check_unique("điểm thưởng, điểm trừ", [one.id for one in self.adjustments])
        check_unique("nhận định", [rule.id for rule in self.findings])
        asked = [*self.findings, *(required for band in self.bands for required in band.requires)]
        check_apart([*indicator_ids, *group_ids, *(one.id for one in self.adjustments)])
        check_kinds(self.indicators, self.adjustments, [(g.given, g.maximum) for g in self.groups if g.given])
        check_known("số liệu", [*self.inputs, *(c for r in asked for c in r.counts)], self.counts)
        check_known("chỉ số", [i for r in asked for i in r.indicators], indicator_ids)
        check_known("nhóm", [g for r in asked for g in r.groups], group_ids)
        for required in asked:
            required.check_values({i.id: i for i in self.indicators})
        check_known("nhóm", [rule.group for rule in self.findings if rule.group], group_ids)
        for rule in self.findings:
            own = [i.id for name in rule.groups for i in self.group(name).indicators]
            check_known("chỉ số", list(rule.requests), own)
        check_known("chỉ số hoặc nhóm", self.printed.trim, [*indicator_ids, *group_ids])
        check_known("nhóm", self.ties.decided_by, group_ids)
        check_bands(self.bands, self.scale)
        weights = [Decimal(str(group.weight)) for group in self.groups if group.weight]
        if weights and (len(weights) < len(self.groups) or sum(weights) != 100):
            raise ValueError(
                f"weight: mọi nhóm phải có trọng số và cộng lại bằng 100 (đang là {sum(weights)})"
            )
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_from sau valid_to: bộ chỉ số không có hiệu lực ngày nào")
        return self


def load_scheme(path: Path, noted: Noted = unnoted) -> Scheme:
    """Read a scheme file; raise ``DataRejected`` naming the file and each wrong key."""
    return load_named(path, Scheme, path.stem, noted)
