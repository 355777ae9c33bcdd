import pandas as pd

from dbp_analysis.scoring.score import score
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.publication import load_publication
from dbp_analysis.settings.scheme import FindingRule, load_scheme
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.asked import requests
from dbp_analysis.telling.commentary import write
from dbp_analysis.telling.findings import find

from ..made import PROJECT

NATIONAL = load_scheme(PROJECT / "data" / "schemes" / "qd766-2026.toml")
OPENNESS = FindingRule(
    id="openness-low", groups=("openness",), below=0.5, text="{units}", request="công khai đầy đủ"
)
SATISFACTION = FindingRule(
    id="satisfaction-low",
    groups=("satisfaction",),
    below=0.5,
    text="{count} đơn vị đạt dưới {threshold} số điểm tối đa: {units}",
    requests={
        "dossiers_satisfied_share": "nâng mức độ hài lòng với việc giải quyết hồ sơ",
        "petitions_on_time_share": "xử lý phản ánh, kiến nghị đúng hạn",
        "petitions_satisfied_share": "nâng mức độ hài lòng với kết quả xử lý phản ánh, kiến nghị",
    },
)
SCHEME = NATIONAL.model_copy(update={"findings": (OPENNESS, SATISFACTION)})
WORDING = load_toml(PROJECT / "data" / "wording.toml", Wording)
GIVEN = {group.given: group.maximum for group in SCHEME.groups}
COUNTS = {"dossiers_rated": 100, "dossiers_satisfied": 100, "petitions": 10, "petitions_on_time": 10}
COUNTS |= {"petitions_handled": 10, "petitions_satisfied": 10}
ONLY_POINTS = "rà soát nguyên nhân mất điểm về mức độ hài lòng (chỉ có điểm công bố)"


def scored(scheme=SCHEME, **units):
    """The card of units with all points, each with some figures changed."""
    index = pd.MultiIndex.from_product([["2026-10"], list(units)], names=["month", "unit_code"])
    names = pd.DataFrame(
        {name: list(units) for name in ("unit_name", "unit_label", "unit_short")},
        pd.Index(list(units), name="unit_code"),
    )
    counts = pd.DataFrame([GIVEN | changed for changed in units.values()], index, dtype=float)
    return score(counts, scheme, names)


def asked(scheme=SCHEME, **units):
    """What is asked of them."""
    card = scored(scheme, **units)
    return {text: set(codes) for text, codes in requests(card, find(card), WORDING).items()}


def test_of_units_with_only_points_no_more_is_asked_than_their_points_show():
    assert asked(a={"satisfaction_points": 6}, b={}) == {ONLY_POINTS: {"a"}}


def test_an_indicator_is_asked_for_only_where_its_known_cases_fall_short():
    petitions = COUNTS | {"petitions_on_time": 1, "petitions_satisfied": 1}
    ratings = COUNTS | {"dossiers_satisfied": 0, "petitions": 0, "petitions_on_time": 0}
    ratings |= {"petitions_satisfied": 0}

    assert asked(a=petitions | {"dossiers_satisfied": 80}, b=ratings, c=COUNTS, d={}) == {
        "xử lý phản ánh, kiến nghị đúng hạn": {"a"},
        "nâng mức độ hài lòng với kết quả xử lý phản ánh, kiến nghị": {"a", "b"},
        "nâng mức độ hài lòng với việc giải quyết hồ sơ": {"b"},
    }


def test_a_group_of_which_only_points_are_ever_published_is_asked_about_in_general():
    assert asked(a={"openness_points": 2}) == {
        "rà soát nguyên nhân mất điểm về công khai, minh bạch (chỉ có điểm công bố)": {"a"}
    }


def test_of_a_unit_nothing_is_asked_about_a_group_in_which_no_case_arose():
    whole = SATISFACTION.model_copy(update={"requests": {}, "request": "nâng mức độ hài lòng"})
    scheme = SCHEME.model_copy(update={"findings": (whole,)})
    low = COUNTS | {"dossiers_satisfied": 0, "petitions_on_time": 0}
    none = dict.fromkeys(COUNTS, 0)
    zero = [
        group
        if group.id != "satisfaction"
        else group.model_copy(
            update={
                "indicators": tuple(one.model_copy(update={"no_cases": "zero"}) for one in group.indicators)
            }
        )
        for group in SCHEME.groups
    ]
    scheme = scheme.model_copy(update={"groups": tuple(zero)})

    assert asked(scheme=scheme, a=low, b=none) == {"nâng mức độ hài lòng": {"a"}}


def test_of_units_that_all_have_points_only_no_part_is_counted():
    publication = load_publication(PROJECT / "data" / "gia-lai" / "publication.toml")
    few = {"satisfaction_points": 6}

    def said(**units):
        card = scored(**units)
        return "\n".join(p.text for p in write(card, find(card), publication, WORDING))

    assert "; các đơn vị này chỉ có điểm công bố" in said(a=few, b=few, c={})
    counted = COUNTS | {"dossiers_satisfied": 0, "petitions_on_time": 1, "petitions_satisfied": 1}
    assert "; trong đó 02 đơn vị chỉ có điểm công bố" in said(a=few, b=few, c=counted)
