from dataclasses import replace
from datetime import date

from dbp_analysis.corrections import Correction
from dbp_analysis.month_series import Series
from dbp_analysis.profile.notes import profile_notes
from dbp_analysis.profile.rows import unit_rows
from dbp_analysis.publication import Month
from dbp_analysis.targets.unit_targets import targets

from ..made import Place
from ..trend_made import HIM_LAM, NA_TAU, SUCCESSORS, THANH_MINH, rows, series_of


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
    assert "không có văn bản công bố" in notes(one_month(place), NA_TAU)["Phần suy luận"]


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

    assert "Các tháng trước" not in notes(one_month(place), NA_TAU)
    assert "Các tháng trước" not in notes(series_of(place, months), NA_TAU)
    told = notes(series_of(place, months, m2023_11=invented), NA_TAU)
    assert told["Các tháng trước"] == "Tháng 11 là số liệu thử."


def test_the_label_of_the_month_itself_is_not_repeated(place: Place) -> None:
    months = {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")}
    label = Month(provenance="synthetic", note="Số liệu thử.")

    assert "Các tháng trước" not in notes(series_of(place, months, m2023_11=label, m2023_12=label), NA_TAU)


def test_what_a_merged_unit_s_history_lacks_is_told_to_that_unit_alone(place: Place) -> None:
    units = place.data / "units.csv"
    elsewhere = "noi-khac,,Xã,Thanh Nưa,,2025-06-30,03316\n"
    units.write_text(units.read_text(encoding="utf-8") + SUCCESSORS + elsewhere, encoding="utf-8")
    after = {code: counts for code, counts in rows(90, 80, 40).items() if code != THANH_MINH}
    series = series_of(place, {"2025-06": rows(90, 80, 40), "2025-07": after})

    assert "Thanh Nưa" in notes(series, NA_TAU)["Các tháng trước"]
    assert "Các tháng trước" not in notes(series, HIM_LAM)


def test_that_an_indicator_was_left_out_is_told_where_it_was(place: Place) -> None:
    place.change("schemes/bo-thu.toml", 'no_cases = "full"', 'no_cases = "leave_out"')
    some = {**rows(90, 80, 40), NA_TAU: (40.0, 100.0, 40.0, 100.0, 0.0, 0.0)}
    series = series_of(place, {"2023-12": some})

    assert "được bỏ ra" in notes(series, NA_TAU)["Cách đọc bảng"]
    assert "được bỏ ra" not in notes(series, THANH_MINH)["Cách đọc bảng"]
