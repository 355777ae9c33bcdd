"""``data/wording.toml``: the sentences that all reports share, checked when they are loaded."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from dbp_analysis.common.numbers import settle, two_digits
from dbp_analysis.common.sentences import check_placeholders, fill, listed
from dbp_analysis.settings.config import Config, Text


class Notable(Config):
    """From where on a change since the month before is worth a sentence.

    ``points``: of a unit's total, as a share of the scheme's maximum; ``ratio``: of an indicator over all
    units, 0–1, and ``cases``: the denominator that it must have in both months.
    """

    points: Annotated[float, Field(gt=0, le=1)]
    ratio: Annotated[float, Field(gt=0, le=1)]
    cases: Annotated[int, Field(ge=1)]


class Wording(Config):
    """``data/wording.toml``: the sentences that every place and scheme shares."""

    heading_results: Text
    heading_general: Text
    heading_shortcomings: Text
    heading_requests: Text
    scored: Text
    band: Text
    left_out: Text
    incomplete: Text
    annex_reference: Text
    leader: Text
    leader_by_points: Text
    leader_alone: Text
    leaders_all: Text
    leaders_tied: Text
    leader_with_cases: Text
    no_cases: Text
    no_cases_partial: Text
    without_cases: Text
    without_cases_or_points: Text
    rescaled: Text
    no_shortcomings: Text
    no_shortcomings_known: Text
    lowest: Text
    lowest_band: Text
    lowest_parts: Text
    lowest_part: Text
    only_points: Text
    only_points_all: Text
    request_intro: Text
    request: Text
    all_units: Text
    many_requested: Text
    request_given: Text
    no_requests: Text
    figure_count: Text
    figure_ratio: Text
    figure_none: Text
    figure_share: Text
    most_named: Annotated[int, Field(ge=1)]
    few_named: Annotated[int, Field(ge=1)]
    many_units: Text
    many_in_band: Text
    many_alike: Text
    many_in_annex: Text
    since: Text
    since_rose: Text
    since_fell: Text
    since_kept: Text
    since_band_up: Text
    since_band_down: Text
    since_most_up: Text
    since_most_down: Text
    since_most_up_shared: Text
    since_most_down_shared: Text
    since_up_units: Text
    since_down_units: Text
    since_up_others: Text
    since_down_others: Text
    since_first: Text
    since_up_unit: Text
    since_down_unit: Text
    since_kept_units: Text
    since_place_up: Text
    since_place_down: Text
    since_apart: Text
    many_since: Text
    since_note: Text
    figure_band_up: Text
    figure_band_down: Text
    rank_up: Text
    rank_down: Text
    rank_kept: Text
    rank_now: Text
    more_parts: Text
    cause_up: Text
    cause_down: Text
    cause_cases: Text
    cause_left_out: Text
    cause_counted: Text
    given_points: Text
    ratio_counts: Text
    no_cases_points: Text
    notable: Notable

    PLACEHOLDERS: ClassVar[Mapping[str, frozenset[str]]] = {
        "scored": frozenset({"scored", "all", "unit_noun"}),
        "band": frozenset({"count", "band", "units"}),
        "left_out": frozenset({"count", "units"}),
        "incomplete": frozenset({"count", "groups", "units"}),
        "leader": frozenset({"units", "at_maximum", "indicators", "band"}),
        "leader_by_points": frozenset({"units", "total", "maximum", "band"}),
        "leader_alone": frozenset({"units", "total", "maximum", "band"}),
        "leaders_all": frozenset({"count", "total", "maximum", "band"}),
        "leaders_tied": frozenset({"count", "units"}),
        "no_shortcomings_known": frozenset({"known", "others"}),
        "lowest_band": frozenset({"count", "band", "units"}),
        "lowest_parts": frozenset({"parts"}),
        "lowest_part": frozenset({"name", "points", "maximum"}),
        "only_points": frozenset({"given"}),
        "leader_with_cases": frozenset({"units"}),
        "no_cases": frozenset({"indicator", "count", "cases", "earned"}),
        "no_cases_partial": frozenset({"indicator", "count", "known", "cases", "earned"}),
        "without_cases": frozenset({"count", "units", "total", "parts"}),
        "without_cases_or_points": frozenset({"count", "units", "total"}),
        "rescaled": frozenset({"parts"}),
        "request": frozenset({"units", "request"}),
        "all_units": frozenset({"unit_noun"}),
        "many_requested": frozenset({"count"}),
        "request_given": frozenset({"group"}),
        "no_requests": frozenset({"unit_noun"}),
        "figure_count": frozenset({"unit", "value", "cases"}),
        "figure_ratio": frozenset({"unit", "numerator", "denominator", "cases", "percent"}),
        "figure_none": frozenset({"unit", "denominator", "cases"}),
        "figure_share": frozenset({"unit", "points", "maximum"}),
        "many_units": frozenset({"units"}),
        "many_in_band": frozenset({"units"}),
        "many_alike": frozenset({"units"}),
        "many_in_annex": frozenset({"units"}),
        "since": frozenset({"previous", "counts"}),
        **dict.fromkeys(("since_rose", "since_fell", "since_kept"), frozenset({"count"})),
        **dict.fromkeys(("since_band_up", "since_band_down"), frozenset({"count", "units"})),
        "since_apart": frozenset({"count", "reason", "units"}),
        **dict.fromkeys(
            ("since_most_up", "since_most_down", "since_up_unit", "since_down_unit"),
            frozenset({"unit", "points", "ranks", "cause"}),
        ),
        **dict.fromkeys(("since_most_up_shared", "since_most_down_shared"), frozenset({"count", "points"})),
        **dict.fromkeys(
            ("since_up_units", "since_down_units", "since_up_others", "since_down_others", "since_first"),
            frozenset({"count"}),
        ),
        "since_kept_units": frozenset({"units"}),
        "more_parts": frozenset({"parts", "count"}),
        **dict.fromkeys(
            ("since_place_up", "since_place_down"), frozenset({"count", "indicator", "before", "after"})
        ),
        "many_since": frozenset({"units"}),
        "since_note": frozenset({"note"}),
        **dict.fromkeys(("figure_band_up", "figure_band_down"), frozenset({"unit", "before", "after"})),
        **dict.fromkeys(("rank_up", "rank_down"), frozenset({"before", "after"})),
        **dict.fromkeys(("rank_kept", "rank_now"), frozenset({"after"})),
        **dict.fromkeys(("cause_up", "cause_down", "cause_cases"), frozenset({"subject", "before", "after"})),
        **dict.fromkeys(("cause_left_out", "cause_counted"), frozenset({"subject", "figure"})),
        "given_points": frozenset({"group"}),
        "no_cases_points": frozenset({"points"}),
        "ratio_counts": frozenset({"numerator", "denominator", "cases", "percent"}),
    }

    def all_or_first(self, names: Sequence[str], many: str, values: Sequence[float] = ()) -> str:
        """The names as a list, or the first few in the sentence ``many``, which says where the rest stand.

        Where ``many`` says that the first are more than the rest, ``values`` tell whether that is so.
        """
        if len(names) <= self.most_named:
            return listed(names)
        cut = self.few_named
        alike = bool(values) and settle(values[cut - 1]) == settle(values[cut])
        return fill(self.many_alike if alike else many, units=listed(names[:cut]))

    def first_and_more(self, parts: Sequence[str]) -> str:
        """Parts of a sentence: all, or the first few and how many more."""
        said, more = "; ".join(parts[: self.few_named]), len(parts) - self.few_named
        return fill(self.more_parts, parts=said, count=two_digits(more)) if more > 0 else said

    @model_validator(mode="after")
    def _fillable(self) -> Self:
        for name, value in self:
            if isinstance(value, str):
                check_placeholders(value, self.PLACEHOLDERS.get(name, frozenset()))
        return self
