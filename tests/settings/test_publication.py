import datetime

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.month_file import Month, load_month
from dbp_analysis.settings.publication import Comparison, load_publication

from ..made import PROJECT, Place

PUBLICATION = "vi-du/publication.toml"


def test_the_publication_of_the_project_is_good() -> None:
    publication = load_publication(PROJECT / "data" / "dien-bien-phu" / "publication.toml")
    assert publication.id == "dien-bien-phu"
    assert publication.layouts == ("vpcp-kstt-ii-06a", "so-hoa-766", "thanh-toan-766", "muc-do-hai-long")


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('scheme = "bo-thu"\n', "", "scheme", "thiếu mục bắt buộc"),
        ('scheme = "bo-thu"', 'scheme = "../bo-thu"', "scheme[1]", "chữ thường không dấu"),
        ('layouts = ["ho-so", "thanh-toan"]', "layouts = []", "layouts", "ít nhất 1"),
        ("unit_noun =", "unit_nouns =", "unit_nouns", "không có mục nào mang tên này"),
        ("[issuer]", 'unit_label = "{kind} {name}"\n[issuer]', "", "chỗ điền lạ {kind}"),
        ("[issuer]", 'unit_label = "{name.__class__}"\n[issuer]', "", "chỗ điền lạ {name.__class__}"),
        ("[issuer]", 'unit_label = "{name"\n[issuer]', "", "ngoặc nhọn"),
        ("[issuer]", 'unit_label = "UBND"\n[issuer]', "", "cần có {name}"),
        ("đánh giá {period}", "đánh giá {month}", "report", "chỗ điền lạ {month}"),
        ("{PERIOD}", "{PERIOD.__class__}", "report", "chỗ điền lạ {PERIOD.__class__}"),
        ("kết quả {period} như sau", "kết quả {0} như sau", "report", "chỗ điền lạ {0}"),
        ("[issuer]", "[comparison]\nannex = 'mai'\n[issuer]", "comparison.annex", "sai kiểu dữ liệu"),
        ("[issuer]", "[comparison]\nchart = true\n[issuer]", "comparison.chart", "không có mục nào"),
        ('authority = ["CHỦ TỊCH"]', "", "report.signature.authority", "thiếu mục bắt buộc"),
        ('"Lưu: VT"', '""', "report.recipients[2]", "không được để trống"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(place: Place, old: str, new: str, key: str, told: str) -> None:
    with pytest.raises(DataRejected) as caught:
        load_publication(place.change(PUBLICATION, old, new))
    (problem,) = [p for p in caught.value.problems if p.column == key]
    assert problem.file == "publication.toml"
    assert told in problem.what


def test_what_is_printed_of_the_change_can_be_left_out(place: Place) -> None:
    assert load_publication(place.data / PUBLICATION).comparison == Comparison(text=True, annex=True)
    path = place.change(PUBLICATION, "[issuer]", "[comparison]\nannex = false\n[issuer]")
    assert load_publication(path).comparison == Comparison(text=True, annex=False)


def test_a_month_without_settings_is_official(place: Place) -> None:
    assert load_month(place.folder / "month.toml") == Month()
    assert Month().provenance == "official"


def test_the_settings_of_a_month_are_read(place: Place) -> None:
    path = place.folder / "month.toml"
    path.write_text('provenance = "synthetic"\nnote = "Thử."\nsigned_on = 2024-01-05\n', encoding="utf-8")
    month = load_month(path)
    assert (month.note, month.signed_on) == ("Thử.", datetime.date(2024, 1, 5))


@pytest.mark.parametrize(
    ("content", "key", "told"),
    [
        ('provenance = "reconstructed"', "", "cần note"),
        ('provenance = "guessed"', "provenance", "'official', 'reconstructed', 'synthetic'"),
        ('signed_on = "mai"', "signed_on", "sai kiểu dữ liệu"),
        ("day = 1", "day", "không có mục nào mang tên này"),
    ],
)
def test_a_mistake_in_the_settings_of_a_month_is_named(
    place: Place, content: str, key: str, told: str
) -> None:
    path = place.folder / "month.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataRejected) as caught:
        load_month(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.column) == ("month.toml", key)
    assert told in problem.what


def test_the_period_of_a_scenario_says_that_it_is_one() -> None:
    month = Month(provenance="scenario", note="Thử.")

    assert month.period("2023-12") == "tháng 12 năm 2023 (kịch bản giả định)"
    assert month.stated_period("2023-12") == "2023-12"
