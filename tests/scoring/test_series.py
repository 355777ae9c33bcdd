from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import short_period
from dbp_analysis.scoring.series import join_months, load_series
from dbp_analysis.settings.month_file import Month

from ..made import MONTH, PROJECT, Place, dossier_rows, with_value
from ..trend_made import HIM_LAM, NA_TAU, SUCCESSORS, THANH_MINH, month_of, rows, series_of


@pytest.fixture
def merging(place: Place) -> Place:
    """The tiny place with what its units became in July 2025."""
    with (place.data / "units.csv").open("a", encoding="utf-8") as register:
        register.write(SUCCESSORS)
    return place


def test_months_are_read_from_their_folders_oldest_first(place: Place) -> None:
    change_period(place, "2023-10", "Tháng 10 năm 2023")

    series = load_series("2023-01", "2023-12", data=place.data, output=place.output)

    assert series.months == ["2023-10", MONTH]
    assert series.calendar == ["2023-10", "2023-11", "2023-12"]
    assert len(series.card.results) == 2 * 3
    assert "Tháng 11/2023 không có số liệu." in series.notes


def test_a_month_that_is_rejected_is_left_out_and_says_why(place: Place) -> None:
    place.copy_to(place.publication, "2023-11")  # its exports say December

    series = load_series("2023-11", "2023-12", data=place.data)

    assert series.months == [MONTH]
    assert list(series.skipped) == ["2023-11"]
    (note,) = series.notes
    assert note.startswith("Tháng 11/2023 không dùng được: ")
    assert "\n" not in note


def test_a_month_outside_the_span_is_not_read(place: Place) -> None:
    place.copy_to(place.publication, "2024-01")

    assert load_series("2023-01", "2023-12", data=place.data).skipped == {}


@pytest.mark.parametrize(
    ("first", "last", "publication", "said"),
    [
        ("2023-13", "2023-12", "", "không phải là tháng"),
        ("2023-01", "thang-13", "", "không phải là tháng"),
        ("2023-01", "thang-12", "", "chưa rõ năm nào"),
        ("2023-12", "2023-01", "", "ở sau tháng cuối"),
        ("2022-01", "2022-12", "", "Không có số liệu từ 2022-01 đến 2022-12"),
        ("2023-01", "2023-12", "ha-noi", "Không có báo cáo 'ha-noi'"),
        ("2023-01", "2023-12", "../vi-du", "Không có báo cáo"),
    ],
)
def test_what_cannot_be_read_is_said(
    place: Place, first: str, last: str, publication: str, said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        load_series(first, last, publication, place.data)


def test_two_publications_with_these_months_need_a_choice(place: Place) -> None:
    place.copy_to("khac", MONTH)

    said = r'--publication khac \(trong Python: publication="khac"\)\.'
    with pytest.raises(WrongUse, match=said):
        load_series("2023-01", "2023-12", data=place.data)
    assert load_series("2023-01", "2023-12", "vi-du", place.data).months == [MONTH]


def test_no_usable_month_is_refused(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 7, "C", "nhiều"))

    with pytest.raises(WrongUse, match=r"tháng 12/2023: .*nhiều.*\n.*dbp check 2023-12"):
        load_series("2023-12", "2023-12", data=place.data)


def test_the_order_in_which_months_come_does_not_matter(place: Place) -> None:
    months = [month_of(place, m, rows(90, 80, 70)) for m in ("2024-02", "2023-12", "2024-01")]

    assert join_months(months).months == ["2023-12", "2024-01", "2024-02"]
    assert join_months(months).calendar == ["2023-12", "2024-01", "2024-02"]


def test_the_points_of_merged_units_follow_from_their_summed_counts(merging: Place) -> None:
    june = {
        HIM_LAM: (90, 100, 30, 100, 10, 100),
        THANH_MINH: (10, 11, 7, 9, 0, 0),
        NA_TAU: (1, 1, 1, 1, 1, 1),
    }
    july = {HIM_LAM: (9, 10, 3, 10, 1, 10), NA_TAU: (1, 1, 1, 1, 1, 1)}

    series = series_of(merging, {"2025-06": june, "2025-07": july})

    points = Fraction(30 * 100, 111) + Fraction(10 * 37, 109) + Fraction(10 * 10, 100)
    total = series.card.results.at[("2025-06", HIM_LAM), "total"]
    assert total == pytest.approx(float(points), abs=1e-12)
    assert series.carried.parts["2025-06", HIM_LAM] == ("Phường Him Lam", "Xã Thanh Minh")
    assert series.mergers == ["2025-07"]


def test_a_unit_that_only_took_another_name_was_not_merged(merging: Place) -> None:
    months = {"2025-06": {NA_TAU: (1, 1, 1, 1, 1, 1)}, "2025-07": {NA_TAU: (1, 1, 1, 1, 1, 1)}}

    assert series_of(merging, months).mergers == []


def test_the_first_month_after_a_merger_may_come_later(merging: Place) -> None:
    july = {HIM_LAM: (9, 10, 3, 10, 1, 10), NA_TAU: (1, 1, 1, 1, 1, 1)}

    series = series_of(merging, {"2025-05": rows(9, 8, 7), "2025-06": rows(9, 8, 7), "2025-09": july})

    assert series.mergers == ["2025-09"]


def test_units_that_are_merged_only_later_are_no_merger_yet(place: Place) -> None:
    assert series_of(place, {"2025-05": rows(9, 8, 7), "2025-06": rows(9, 8, 7)}).mergers == []


def test_a_note_is_said_once_and_a_sum_to_date_is_noted(place: Place) -> None:
    settings = Month(provenance="synthetic", note="Số liệu thử.", year_to_date=date(2023, 11, 30))
    months = {"2023-11": rows(9, 8, 7), "2023-12": rows(9, 8, 7)}

    series = series_of(
        place, months, m2023_11=settings, m2023_12=settings.model_copy(update={"year_to_date": None})
    )

    assert series.year_to_date == ["2023-11"]
    assert series.notes == (
        "Số liệu thử.",
        "Tháng 11/2023 là số lũy kế từ đầu năm, không so được với số của riêng một tháng.",
    )


def test_months_scored_by_another_scheme_are_scored_again_and_noted(place: Place) -> None:
    before = month_of(place, "2023-11", rows(90, 80, 70))
    older = replace(before, scheme=before.scheme.model_copy(update={"title": "Bộ cũ"}))

    series = join_months([older, month_of(place, "2023-12", rows(90, 80, 70))])

    assert series.card.scheme.title == "Bộ chỉ số thử"
    assert series.notes == ("Tháng 11/2023 được chấm lại theo bộ chỉ số của tháng cuối (Bộ chỉ số thử).",)


def test_the_sample_crosses_the_merger_and_says_what_the_months_before_lack() -> None:
    series = load_series("2025-06", "2025-07", data=PROJECT / "data")

    assert series.mergers == ["2025-07"]
    assert len(series.card.units) == 4
    assert "không có thật" in series.notes[0]
    assert any("xã Mường Đăng, xã Ngối Cáy" in note for note in series.notes)
    assert series.title.endswith("(số liệu thử), từ tháng 6/2025 đến tháng 7/2025")


def test_it_shows_itself_without_markup_from_the_data(place: Place) -> None:
    settings = Month(provenance="synthetic", note="<b>thử</b>")

    series = series_of(place, {"2023-12": rows(9, 8, 7)}, m2023_12=settings)

    assert "&lt;b&gt;thử&lt;/b&gt;" in series._repr_html_()
    assert repr(series) == "Series(vi-du, 2023-12)"


def test_a_month_is_written_as_in_official_texts() -> None:
    assert [short_period(month) for month in ("2025-01", "2025-03", "2025-12")] == [
        "01/2025",
        "3/2025",
        "12/2025",
    ]


def change_period(place: Place, month: str, heading: str) -> None:
    """The same exports as another month's, which they name."""
    place.copy_to(place.publication, month)
    other = replace(place, month=month)
    other.dossiers(with_value(dossier_rows(), 2, "A", f"Kỳ báo cáo: {heading}"))
