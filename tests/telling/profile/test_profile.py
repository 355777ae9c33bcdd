"""Whole profiles: of the twelve published units, and of a place with earlier months."""

from pathlib import Path

import pytest

from dbp_analysis.scoring.series import Series, load_series
from dbp_analysis.settings.month_file import Month
from dbp_analysis.telling.profile.profile import UnitProfile, unit_profiles

from ...made import Place
from ...trend_made import HIM_LAM, NA_TAU, rows, series_of

DATA = Path(__file__).parents[3] / "data"


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


@pytest.fixture(scope="module")
def series() -> Series:
    return load_series("2023-12", "2023-12", "dien-bien-phu", DATA)


@pytest.fixture(scope="module")
def published(series: Series) -> dict[str, UnitProfile]:
    return {profile.unit_code: profile for profile in unit_profiles(series)}


def test_na_tau_reads_as_the_published_annex(published: dict[str, UnitProfile]) -> None:
    profile = published["03316"]

    assert (profile.unit, profile.title) == ("UBND xã Nà Tấu", "Phiếu kết quả tháng 12 năm 2023")
    assert [one.value for one in profile.headlines] == ["6,65", "12", "Trung bình"]
    annex = [30, 3.9, 0, 0.4, 3.9, 5, 5, 5]
    assert [number(row.points) for row in profile.rows] == pytest.approx(annex, abs=0.05)
    assert "dựng lại" in profile.provenance
    assert [box.title for box in profile.goals] == [
        "Lên loại Khá: tổng điểm còn thiếu 2,79",
        "Vượt Mường Phăng: tổng điểm còn kém 4,70",
    ]


def test_best_units_come_first(published: dict[str, UnitProfile]) -> None:
    ranks = [int(profile.headlines[1].value) for profile in published.values()]

    assert ranks == sorted(ranks) == list(range(1, 13))


def test_points_and_losses_add_up_to_the_maximum_in_every_row(published: dict[str, UnitProfile]) -> None:
    rows = [row for profile in published.values() for row in profile.rows if row.lost != "dưới 0,01"]

    assert len(rows) > 90
    for row in rows:
        assert number(row.points) + number(row.lost) == pytest.approx(number(row.maximum), abs=1e-9)


def test_the_rows_of_a_unit_add_up_to_its_total(published: dict[str, UnitProfile]) -> None:
    for profile in published.values():
        total = number(profile.headlines[0].details[0].removeprefix("tổng điểm ").removesuffix("/80"))
        assert sum(number(row.points) for row in profile.rows) == pytest.approx(total, abs=0.04)


def test_every_unit_has_every_part(published: dict[str, UnitProfile]) -> None:
    for profile in published.values():
        assert len(profile.rows) == 8
        assert len(profile.goals) == 2
        assert len(profile.certainty) >= 3
        assert {note.label for note in profile.notes} >= {"Nguồn số liệu", "Bộ chỉ số", "Phần suy luận"}


def test_chosen_units_are_as_among_all(series: Series, published: dict[str, UnitProfile]) -> None:
    assert list(unit_profiles(series, ["03316", "03326"])) == [published["03316"], published["03326"]]


def test_an_unknown_code_is_an_error(series: Series) -> None:
    with pytest.raises(KeyError):
        list(unit_profiles(series, ["99999"]))


def test_only_the_last_month_is_profiled(place: Place) -> None:
    label = Month(provenance="synthetic", note="Số liệu thử.")
    months = {"2023-11": rows(10, 20, 90), "2023-12": rows(90, 80, 40)}
    first, *_ = unit_profiles(series_of(place, months, m2023_12=label))

    assert first.unit_code == HIM_LAM
    assert (first.title, first.provenance) == ("Phiếu kết quả tháng 12 năm 2023", "Số liệu thử.")
    assert first.rows[0].cases == "90/100"


def test_official_figures_bear_no_label(place: Place) -> None:
    profiles = list(unit_profiles(series_of(place, {"2023-12": rows(90, 80, 40)}), [NA_TAU]))

    assert [profile.provenance for profile in profiles] == [""]


def test_a_unit_that_is_ranked_without_cases_is_marked(place: Place) -> None:
    place.change("schemes/bo-thu.toml", "scale = 10", 'scale = 10\nno_cases_unit = "ranked"')
    empty = {**rows(90, 80, 40), NA_TAU: (0.0,) * 6}
    (profile,) = unit_profiles(series_of(place, {"2023-12": empty}), [NA_TAU])

    assert profile.unit == "UBND xã Nà Tấu (không phát sinh)"
    assert "được tính theo quy định" in profile.losses
