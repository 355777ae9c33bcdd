"""A scheme (bộ chỉ số): the scoring method of a decision, as data validated when it is loaded."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.near import or_known
from dbp_analysis.common.numbers import settle
from dbp_analysis.common.sentences import check_placeholders
from dbp_analysis.settings.config import Config, Identifier, Name, Text, load_named
from dbp_analysis.settings.indicator import Indicator as Indicator
from dbp_analysis.settings.indicator import Points

Decimals = Annotated[int, Field(ge=0, le=6)]


class Group(Config):
    """Indicators that are reported together. ``given`` names the input that holds the group's points
    where only points are published; with indicators too, it serves the units without counts.
    """

    id: Identifier
    name: Name
    short_name: Name
    indicators: tuple[Indicator, ...] = ()
    given: Identifier | None = None
    given_maximum: Points | None = None

    @model_validator(mode="after")
    def _has_a_maximum(self) -> Self:
        if not self.indicators and (self.given is None or self.given_maximum is None):
            raise ValueError("nhóm không có chỉ số thì cần given và given_maximum")
        if self.indicators and self.given_maximum is not None:
            raise ValueError("given_maximum chỉ dùng cho nhóm không có chỉ số")
        return self

    @property
    def maximum(self) -> float:
        """The most points that the group can earn."""
        return self.given_maximum or float(sum(Decimal(str(i.maximum)) for i in self.indicators))


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


class Band(Config):
    """A band holds the converted scores from ``at_least`` up to the next band."""

    name: Name
    printed: Name
    at_least: Annotated[float, Field(ge=0)]


class Shortfall(NamedTuple):
    """What a unit lacks for the next better band: in points of its total, and in converted ones."""

    band: Band
    points: float
    converted: float


class Ties(Config):
    """``shared``: equal totals share the better rank (1, 1, 3); ``dense``: (1, 1, 2). Units that are
    equal in total are first told apart by the points of ``decided_by``, in that order.
    """

    rule: Literal["shared", "dense"] = "shared"
    decided_by: tuple[Identifier, ...] = ()


class FindingRule(Config):
    """A fact worth saying: the units whose measure lies within the bounds.

    The measure is the ratio of each of ``indicators``, the share of the maximum of each of ``groups``,
    or the sum of ``counts``. ``text`` says it (``{count}``, ``{units}``, ``{threshold}``), ``request``
    what is asked of those units. It is said under the group it is about; ``counts`` name theirs.

    Of a rule on ``groups``, ``request`` is asked only of units whose counts of the group are known, and
    ``requests`` say by indicator what is asked of those whose points in it lie within the bounds, too.
    """

    id: Identifier
    group: Identifier | None = None
    indicators: tuple[Identifier, ...] = ()
    groups: tuple[Identifier, ...] = ()
    counts: tuple[Identifier, ...] = ()
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    cases: Text = "hồ sơ"
    text: Text
    request: str = ""
    requests: dict[Identifier, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_measure_and_a_bound(self) -> Self:
        if sum(map(bool, (self.indicators, self.groups, self.counts))) != 1:
            raise ValueError("chọn đúng một trong indicators, groups, counts")
        if self.above is None and self.at_most is None and self.below is None:
            raise ValueError("cần ít nhất một giới hạn: above, at_most hoặc below")
        if bool(self.counts) != bool(self.group):
            raise ValueError("group chỉ dùng, và phải có, khi nhận định dựa trên counts")
        if self.requests and not self.groups:
            raise ValueError("requests chỉ dùng khi nhận định dựa trên groups; ở đây dùng request")
        check_placeholders(self.text, {"count", "units", "threshold"})
        return self


class Scheme(Config):
    """The whole method. ``scale`` is what the full maximum converts to (10: a ten-point scale);
    ``no_cases_unit`` says whether a unit without a single case is left out of the ranking or ranked;
    ``counts`` gives each count its Vietnamese name; ``inferred`` lists what no public text states.
    """

    id: Identifier
    title: Text
    legal_basis: tuple[Text, ...] = Field(min_length=1)
    inferred: tuple[Text, ...] = ()
    scale: Points
    rounding: Rounding = Rounding()
    printed: Printed = Printed()
    ties: Ties = Ties()
    no_cases_unit: Literal["ranked", "left_out"] = "left_out"
    bands: tuple[Band, ...] = Field(min_length=1)
    counts: dict[Identifier, Text] = Field(default_factory=dict)
    groups: tuple[Group, ...] = Field(min_length=1)
    findings: tuple[FindingRule, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every group, in the scheme's order."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)

    @property
    def maximum(self) -> float:
        """The most points that a unit can earn."""
        return float(sum(Decimal(str(group.maximum)) for group in self.groups))

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
        above = [band for band in self.bands if settle(band.at_least - converted) > 0]
        if not above:
            return None
        lacks = settle(above[-1].at_least - converted)
        return Shortfall(above[-1], settle(lacks * self.maximum / self.scale), lacks)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of every count and given value that scoring reads, each once."""
        names = [name for i in self.indicators for name in i.counts]
        names += [group.given for group in self.groups if group.given]
        return tuple(dict.fromkeys(names))

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

    @model_validator(mode="after")
    def _refers_only_to_what_it_defines(self) -> Self:
        indicator_ids = [i.id for i in self.indicators]
        group_ids = [g.id for g in self.groups]
        _unique("chỉ số", indicator_ids)
        _unique("nhóm", group_ids)
        _unique("chỉ số và nhóm có given", indicator_ids + [g.id for g in self.groups if g.given])
        _unique("nhận định", [rule.id for rule in self.findings])
        _known("số liệu", [*self.inputs, *(c for r in self.findings for c in r.counts)], self.counts)
        _known("chỉ số", [i for r in self.findings for i in r.indicators], indicator_ids)
        _known("nhóm", [g for r in self.findings for g in (*r.groups, *filter(None, [r.group]))], group_ids)
        for rule in self.findings:
            own = [i.id for name in rule.groups for i in self.group(name).indicators]
            _known("chỉ số", list(rule.requests), own)
        _known("chỉ số hoặc nhóm", self.printed.trim, [*indicator_ids, *group_ids])
        _known("nhóm", self.ties.decided_by, group_ids)
        limits = [band.at_least for band in self.bands]
        if limits[0] > self.scale:
            raise ValueError(f"bands: mức cao nhất {limits[0]:g} vượt thang điểm {self.scale:g}")
        if limits != sorted(set(limits), reverse=True) or limits[-1] != 0:
            raise ValueError("bands phải xếp từ cao xuống thấp, không trùng mức, mức cuối bằng 0")
        return self


def load_scheme(path: Path, noted: Noted = unnoted) -> Scheme:
    """Read a scheme file; raise ``DataRejected`` naming the file and each wrong key."""
    return load_named(path, Scheme, path.stem, noted)


def _unique(kind: str, names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"{kind} trùng mã: {', '.join(repeated)}")


def _known(kind: str, names: "tuple[str, ...] | list[str]", defined: "dict[str, str] | list[str]") -> None:
    unknown = sorted(set(names) - set(defined))
    if unknown:
        told = "; ".join(f"{name} ({or_known(name, defined, 'đã khai báo')})" for name in unknown)
        raise ValueError(f"{kind} chưa được khai báo: {told}")
