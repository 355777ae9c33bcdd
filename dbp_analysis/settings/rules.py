"""What a scheme says of measures: findings worth saying, and conditions that a band requires."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from dbp_analysis.common.sentences import check_placeholders
from dbp_analysis.settings.bounds import Bounds
from dbp_analysis.settings.config import Identifier, Text
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.sums import check_once


class Measured(Bounds):
    """Bounds on the ratio of each of ``indicators``, on the share of the maximum of each of ``groups``, or on
    the sum of ``counts``.
    """

    indicators: tuple[Identifier, ...] = ()
    groups: tuple[Identifier, ...] = ()
    counts: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if sum(map(bool, (self.indicators, self.groups, self.counts))) != 1:
            raise ValueError("chọn đúng một trong indicators, groups, counts")
        check_once((*self.indicators, *self.groups, *self.counts))
        return self

    def check_values(self, indicators: Mapping[str, Indicator]) -> None:
        """Raise ``ValueError`` where it asks for a value that an indicator never has: none at all, or a share
        above 1, so that no unit or every one would keep the bound.
        """
        own = [indicators[name] for name in self.indicators]
        if without := [one.id for one in own if not (one.is_counted or one.value)]:
            raise ValueError(
                f"chỉ số {', '.join(without)} có điểm do người chấm hoặc cố định, không có tỷ lệ để xét; "
                "xét điểm chấm thì dùng counts với tên của điểm đó (given)"
            )
        shares = bool(self.groups) or any(one.is_share for one in own)
        if shares and (high := [f"{word} = {bound:g}" for word, bound in self.bounds if not 0 <= bound <= 1]):
            raise ValueError(f"tỷ lệ viết từ 0 đến 1, đang là {high[0]}; 90% viết là 0.9")


class Requirement(Measured):
    """A condition of a band: every one of its measures lies within the bounds. ``missed`` says of a unit what
    it lacks ("còn hồ sơ quá hạn"). What did not arise (0/0) is no obstacle; what is not known is one. Of
    groups it has a lower bound only: more points never cost a band.
    """

    missed: Text

    @model_validator(mode="after")
    def _more_points_are_no_obstacle(self) -> Self:
        if self.groups and not {word for word, _ in self.bounds} <= {"at_least", "above"}:
            raise ValueError("điều kiện về điểm của nhóm chỉ có giới hạn dưới (at_least, above)")
        return self


class FindingRule(Measured):
    """A fact worth saying: the units whose measure lies within the bounds.

    ``text`` says it (``{count}``, ``{units}``, ``{threshold}``), ``request`` what is asked of those units,
    ``lead`` its gist in the sentence that the shortcomings begin with. It is said under the group it is
    about; ``counts`` name theirs.

    Of a rule on ``groups``, ``request`` is asked only of units whose counts of the group are known, and
    ``requests`` say by indicator what is asked of those whose points in it lie within the bounds, too.
    """

    id: Identifier
    group: Identifier | None = None
    cases: Text = "hồ sơ"
    text: Text
    request: str = ""
    lead: str = ""
    requests: dict[Identifier, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_it(self) -> Self:
        if bool(self.counts) != bool(self.group):
            raise ValueError("group chỉ dùng, và phải có, khi nhận định dựa trên counts")
        if self.requests and not self.groups:
            raise ValueError("requests chỉ dùng khi nhận định dựa trên groups; ở đây dùng request")
        check_placeholders(self.text, {"count", "units", "threshold"})
        return self
