"""``data/wording.toml``: the sentences that all reports share, checked when they are loaded."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.numbers import settle, two_digits
from dbp_analysis.common.sentences import check_placeholders, fill, listed
from dbp_analysis.settings.config import Config, Text, read_toml, validate
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.shipped import shipped

say = Sentences("lists")


class Notable(Config):
    """From where on a change since the month before is worth a sentence.

    ``points``: of a unit's total, as a share of the scheme's maximum; ``ratio``: of an indicator over all
    units, 0–1, and ``cases``: the denominator that it must have in both months.
    """

    points: Annotated[float, Field(gt=0, le=1)]
    ratio: Annotated[float, Field(gt=0, le=1)]
    cases: Annotated[int, Field(ge=1)]


def filled(*places: str) -> AfterValidator:
    """The check that a sentence has no other places to fill than these."""

    def checked(sentence: str) -> str:
        check_placeholders(sentence, frozenset(places))
        return sentence

    return AfterValidator(checked)


Plain = Annotated[Text, filled()]


class Wording(Config):
    """``data/wording.toml``: the sentences that every place and scheme shares, with what is filled in."""

    heading_results: Plain
    heading_general: Plain
    heading_shortcomings: Plain
    heading_requests: Plain
    scored: Annotated[Text, filled("scored", "all", "unit_noun")]
    band: Annotated[Text, filled("count", "band", "units")]
    left_out: Annotated[Text, filled("count", "units")]
    incomplete: Annotated[Text, filled("count", "groups", "units")]
    annex_reference: Plain
    leader: Annotated[Text, filled("units", "at_maximum", "indicators", "band")]
    leader_by_points: Annotated[Text, filled("units", "total", "maximum", "band")]
    leader_alone: Annotated[Text, filled("units", "total", "maximum", "band")]
    leaders_all: Annotated[Text, filled("count", "total", "maximum", "band")]
    leaders_tied: Annotated[Text, filled("count", "units")]
    leader_with_cases: Annotated[Text, filled("units")]
    no_cases: Annotated[Text, filled("indicator", "count", "cases", "earned")]
    no_cases_partial: Annotated[Text, filled("indicator", "known", "count", "cases", "earned")]
    without_cases: Annotated[Text, filled("count", "units", "total", "parts")]
    without_cases_or_points: Annotated[Text, filled("count", "total", "units")]
    rescaled: Annotated[Text, filled("parts")]
    no_shortcomings: Plain
    no_shortcomings_known: Annotated[Text, filled("known", "others")]
    lowest: Plain
    lowest_band: Annotated[Text, filled("count", "band", "units")]
    lowest_parts: Annotated[Text, filled("parts")]
    lowest_part: Annotated[Text, filled("name", "points", "maximum")]
    only_points: Annotated[Text, filled("given")]
    only_points_all: Plain
    request_intro: Plain
    request: Annotated[Text, filled("units", "request")]
    all_units: Annotated[Text, filled("unit_noun")]
    many_requested: Annotated[Text, filled("count", "where")]
    request_given: Annotated[Text, filled("group")]
    no_requests: Annotated[Text, filled("unit_noun")]
    figure_count: Annotated[Text, filled("unit", "value", "cases")]
    figure_value: Annotated[Text, filled("unit", "value")]
    figure_ratio: Annotated[Text, filled("unit", "numerator", "denominator", "cases", "percent")]
    figure_none: Annotated[Text, filled("unit", "denominator", "cases")]
    figure_share: Annotated[Text, filled("unit", "points", "maximum")]
    most_named: Annotated[int, Field(ge=1)]
    few_named: Annotated[int, Field(ge=1)]
    many_units: Annotated[Text, filled("units")]
    many_in_band: Annotated[Text, filled("units")]
    many_alike: Annotated[Text, filled("units")]
    many_named: Annotated[Text, filled("where")]
    many_in_annex: Annotated[Text, filled("units")]
    since: Annotated[Text, filled("previous", "counts")]
    since_rose: Annotated[Text, filled("count")]
    since_fell: Annotated[Text, filled("count")]
    since_kept: Annotated[Text, filled("count")]
    since_band_up: Annotated[Text, filled("count", "units")]
    since_band_down: Annotated[Text, filled("count", "units")]
    since_most_up: Annotated[Text, filled("unit", "points", "ranks", "cause")]
    since_most_down: Annotated[Text, filled("unit", "points", "ranks", "cause")]
    since_most_up_shared: Annotated[Text, filled("count", "points")]
    since_most_down_shared: Annotated[Text, filled("count", "points")]
    since_up_units: Annotated[Text, filled("count")]
    since_down_units: Annotated[Text, filled("count")]
    since_up_others: Annotated[Text, filled("count")]
    since_down_others: Annotated[Text, filled("count")]
    since_first: Annotated[Text, filled("count")]
    since_up_unit: Annotated[Text, filled("unit", "points", "ranks", "cause")]
    since_down_unit: Annotated[Text, filled("unit", "points", "ranks", "cause")]
    since_kept_units: Annotated[Text, filled("units")]
    since_place_up: Annotated[Text, filled("count", "indicator", "before", "after")]
    since_place_down: Annotated[Text, filled("count", "indicator", "before", "after")]
    since_apart: Annotated[Text, filled("count", "reason", "units")]
    many_since: Annotated[Text, filled("units")]
    since_note: Annotated[Text, filled("note")]
    figure_band_up: Annotated[Text, filled("unit", "before", "after")]
    figure_band_down: Annotated[Text, filled("unit", "before", "after")]
    rank_up: Annotated[Text, filled("before", "after")]
    rank_down: Annotated[Text, filled("before", "after")]
    rank_kept: Annotated[Text, filled("after")]
    rank_now: Annotated[Text, filled("after")]
    more_parts: Annotated[Text, filled("parts", "count")]
    cause_up: Annotated[Text, filled("subject", "before", "after")]
    cause_down: Annotated[Text, filled("subject", "before", "after")]
    cause_cases: Annotated[Text, filled("subject", "before", "after")]
    cause_left_out: Annotated[Text, filled("subject", "figure")]
    cause_counted: Annotated[Text, filled("subject", "figure")]
    given_points: Annotated[Text, filled("group")]
    ratio_counts: Annotated[Text, filled("numerator", "denominator", "cases", "percent")]
    no_cases_points: Annotated[Text, filled("points")]
    notable: Notable

    def of_list(self, annex: str) -> "Wording":
        """The sentences of one of several lists, whose annex is called "Phụ lục II"; what is asked of all
        stands elsewhere.
        """
        named = ("annex_reference", "many_in_annex", "many_in_band")
        said = {name: getattr(self, name).replace("Phụ lục", annex) for name in named}
        return self.model_copy(update=said | {"request_intro": say("request_intro")})

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


def load_wording(path: Path, noted: Noted = unnoted) -> Wording:
    """The sentences of a project; one that it lacks, as it was begun with an earlier version, is the
    package's. Raise ``DataRejected`` with one problem for each wrong key.
    """
    return validate(_packages() | read_toml(path, noted), Wording, path.name)


@cache
def _packages() -> dict[str, Any]:
    return read_toml(shipped("data", "wording.toml"))
