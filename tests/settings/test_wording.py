import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.wording import Wording, load_wording

from ..made import PROJECT, Place


def test_the_wording_of_the_project_is_good() -> None:
    assert load_toml(PROJECT / "data" / "wording.toml", Wording).few_named >= 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{count} đơn vị xếp loại {band}", "{count} đơn vị hạng {rank}", "{rank}"),
        ("tất cả các {unit_noun}", "tất cả {unit_noun.__class__}", "{unit_noun.__class__}"),
        ("So với kết quả {previous}", "So với kết quả {previous.__class__}", "{previous.__class__}"),
        ('heading_general = "Đánh giá chung"', 'heading_general = "Đánh giá {period}"', "{period}"),
    ],
)
def test_a_sentence_with_an_unknown_place_to_fill_is_refused(
    place: Place, old: str, new: str, told: str
) -> None:
    with pytest.raises(DataRejected) as caught:
        load_toml(place.change("wording.toml", old, new), Wording)
    (problem,) = caught.value.problems
    assert problem.file == "wording.toml"
    assert f"chỗ điền lạ {told}" in problem.what


def test_a_sentence_that_an_older_project_lacks_is_the_packages(place: Place) -> None:
    path = place.change("wording.toml", "no_cases =", "# no_cases =")
    assert load_wording(path).no_cases == load_wording(PROJECT / "data" / "wording.toml").no_cases


def test_a_misspelt_sentence_is_named(place: Place) -> None:
    with pytest.raises(DataRejected, match="no_case"):
        load_wording(place.change("wording.toml", "no_cases =", "no_case ="))


@pytest.mark.parametrize(
    ("old", "new", "key"), [("points = 0.01", "points = 0", "points"), ("cases = 30", "", "cases")]
)
def test_a_threshold_that_makes_no_sense_is_refused(place: Place, old: str, new: str, key: str) -> None:
    with pytest.raises(DataRejected, match=f"notable.{key}"):
        load_toml(place.change("wording.toml", old, new), Wording)


def test_a_list_too_long_names_the_first_few_and_says_where_the_rest_stand(place: Place) -> None:
    wording = load_toml(place.data / "wording.toml", Wording)
    few = wording.model_copy(update={"most_named": 3, "few_named": 2})

    assert few.all_or_first(["A", "B", "C"], "như {units}") == "A, B, C"
    assert few.all_or_first(["A", "B", "C", "D"], "như {units}") == "như A, B"
