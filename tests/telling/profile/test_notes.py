from dataclasses import replace
from datetime import date

from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.reading.corrections import Correction
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.month_file import Month
from dbp_analysis.telling.profile.notes import profile_notes
from dbp_analysis.telling.profile.rows import unit_rows

from ...made import Place
from ...trend_made import HIM_LAM, NA_TAU, THANH_MINH, rows, series_of


def notes(series: Series, code: str) -> dict[str, str]:
    card = series.card.month(series.months[-1])
    found = profile_notes(series, targets(card, code), unit_rows(card)[code])
    return {note.label: note.text for note in found}


def one_month(place: Place) -> Series:
    return series_of(place, {"2023-12": rows(90, 80, 40)})


def test_sources_and_method_are_named(place: Place) -> None:
    said = notes(one_month(place), NA_TAU)

    assert said["Nguồn số liệu"] == (
        "Tình hình giải quyết hồ sơ (ho-so.xlsx), Thanh toán trực tuyến (thanh-toan.csv)."
    )
    assert said["Bộ chỉ số"] == "Bộ chỉ số thử. Căn cứ: Quyết định số 1/QĐ-UBND ngày 01/01/2023."
    assert "Phần suy luận" not in said


def test_what_is_inferred_about_the_method_is_told(place: Place) -> None:
    place.change("schemes/bo-thu.toml", "scale = 10\n", 'scale = 10\ninferred = ["Tử số do suy luận."]\n')

    assert "suy luận" not in notes(one_month(place), NA_TAU)["Bộ chỉ số"]
    said = notes(one_month(place), NA_TAU)["Phần suy luận"]
    assert "không có văn bản công bố" in said
    assert said.endswith(f"hỏi {place.read().publication.issuer.short_name}.")


def test_assumptions_stand_only_where_something_was_counted_on_them(place: Place) -> None:
    series = one_month(place)

    assert "không đổi" in notes(series, NA_TAU)["Giả định khi tính số cần thêm"]
    assert "Giả định khi tính số cần thêm" not in notes(series, HIM_LAM)  # the best in every way


def test_hand_fixes_are_told_to_the_unit_that_they_are_about(place: Place) -> None:
    series = one_month(place)
    made = Correction.model_validate(
        {"unit": "UBND xã Nà Tấu", "count": "received", "from": 151, "to": 150, "reason": "Nhập nhầm",
         "reported_by": "UBND xã Nà Tấu", "date": date(2024, 1, 3)}
    )  # fmt: skip
    fixed = replace(series, inputs=(replace(series.inputs[0], corrections=(made,)),))

    assert notes(fixed, NA_TAU)["Hiệu chỉnh"] == "Tiếp nhận: 151 → 150 (Nhập nhầm)."
    assert "Hiệu chỉnh" not in notes(fixed, HIM_LAM)


def test_earlier_months_bring_their_own_labels(place: Place) -> None:
    months = {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")}
    invented = Month(provenance="synthetic", note="Tháng 11 là số liệu thử.")

    assert "Các kỳ trước" not in notes(one_month(place), NA_TAU)
    assert "Các kỳ trước" not in notes(series_of(place, months), NA_TAU)
    told = notes(series_of(place, months, m2023_11=invented), NA_TAU)
    assert told["Các kỳ trước"] == "Tháng 11 là số liệu thử."


def test_the_label_of_the_month_itself_is_not_repeated(place: Place) -> None:
    months = {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")}
    label = Month(provenance="synthetic", note="Số liệu thử.")

    assert "Các kỳ trước" not in notes(series_of(place, months, m2023_11=label, m2023_12=label), NA_TAU)


def test_labels_that_differ_only_by_their_month_are_told_once_with_every_month(place: Place) -> None:
    months = {month: rows(90, 80, 40) for month in ("2023-10", "2023-11", "2023-12")}
    made = {
        f"m2023_{n}": Month(provenance="reconstructed", note=f"Số liệu tháng {n}/2023 là số dựng lại.")
        for n in (10, 11)
    }

    told = notes(series_of(place, months, **made), NA_TAU)
    assert told["Các kỳ trước"] == "Số liệu tháng 10/2023, 11/2023 là số dựng lại."


def test_remarks_on_official_months_are_left_to_their_own_profiles(place: Place) -> None:
    months = {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")}
    remark = Month(note="Lấy ngày 10/12/2023.")

    assert "Các kỳ trước" not in notes(series_of(place, months, m2023_11=remark), NA_TAU)


def test_an_abbreviation_is_explained_where_a_short_name_has_it(place: Place) -> None:
    assert "PAKN" not in notes(one_month(place), NA_TAU)["Cách đọc bảng"]

    table = unit_rows(one_month(place).card.month("2023-12"))[NA_TAU]
    abbreviated = [replace(row, short_name=f"PAKN {row.short_name}") for row in table]
    series = one_month(place)
    first, *_ = profile_notes(series, targets(series.card.month("2023-12"), NA_TAU), abbreviated)
    assert first.text.endswith("PAKN là phản ánh, kiến nghị.")


def test_that_an_indicator_was_left_out_is_told_where_it_was(place: Place) -> None:
    place.change("schemes/bo-thu.toml", 'no_cases = "full"', 'no_cases = "leave_out"')
    some = {**rows(90, 80, 40), NA_TAU: (40.0, 100.0, 40.0, 100.0, 0.0, 0.0)}
    series = series_of(place, {"2023-12": some})

    assert "được bỏ ra" in notes(series, NA_TAU)["Cách đọc bảng"]
    assert "được bỏ ra" not in notes(series, THANH_MINH)["Cách đọc bảng"]
