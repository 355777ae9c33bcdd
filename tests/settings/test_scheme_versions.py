"""Which version of a scheme a month is scored by."""

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.scoring.series import load_series

from ..made import SCHEME, dossier_rows, with_value, write_xlsx


@pytest.fixture
def versions(place):
    """The tiny place with a scheme until November 2023 and one from December on."""
    for name, days, title in (
        ("bo-cu", "valid_to = 2023-11-30", "Bộ chỉ số thử"),
        ("bo-thu", "valid_from = 2023-12-01", "Bộ chỉ số mới"),
    ):
        text = SCHEME.replace('id = "bo-thu"', f'id = "{name}"').replace("Bộ chỉ số thử", title)
        (place.data / "schemes" / f"{name}.toml").write_text(text.replace("scale", f"{days}\nscale"), "utf-8")
    place.change("vi-du/publication.toml", 'scheme = "bo-thu"', 'scheme = ["bo-cu", "bo-thu"]')
    return place


def test_a_month_takes_the_version_that_holds_on_its_last_day(versions):
    assert versions.read().scheme.id == "bo-thu"
    versions.change("schemes/bo-cu.toml", "valid_to = 2023-11-30", "valid_to = 2023-12-31")
    versions.change("schemes/bo-thu.toml", "valid_from = 2023-12-01", "valid_from = 2024-01-01")
    assert versions.read().scheme.id == "bo-cu"


@pytest.mark.parametrize("days", ["valid_to = 2023-12-30", "valid_to = 2023-12-31"])
def test_none_or_two_that_hold_are_refused_by_name(versions, days):
    versions.change("schemes/bo-cu.toml", "valid_to = 2023-11-30", days)
    if "30" in days:
        versions.change("schemes/bo-thu.toml", "valid_from = 2023-12-01", "valid_from = 2024-01-01")
    with pytest.raises(DataRejected) as error:
        versions.read()
    assert "bo-cu (đến 3" in str(error.value)
    assert "bo-thu (từ" in str(error.value)


def test_a_scheme_used_outside_its_days_is_a_warning(versions):
    (versions.folder / "month.toml").write_text('scheme = "bo-cu"\n', "utf-8")
    read = versions.read()
    assert read.scheme.id == "bo-cu"
    assert [one.what for one in read.warnings if "hiệu lực" in one.what] == [
        "Bộ chỉ số bo-cu có hiệu lực đến 30/11/2023, không phải cuối tháng 12 năm 2023."
    ]


def test_a_scheme_that_ends_before_it_begins_is_refused(versions):
    versions.change("schemes/bo-thu.toml", "scale", "valid_to = 2023-01-01\nscale")
    with pytest.raises(DataRejected, match="valid_from sau valid_to"):
        versions.read()


def test_a_series_across_two_versions_says_which_months_were_scored_anew(versions):
    versions.copy_to("vi-du", "2023-11")
    versions.change("layouts/ho-so.toml", 'source = "', 'period = "none"\nsource = "')
    (versions.data / "vi-du" / "2023-11" / "month.toml").write_text("", "utf-8")
    rows = with_value(dossier_rows(), 2, "A", "")
    versions.dossiers(rows)
    write_xlsx(versions.data / "vi-du" / "2023-11" / "ho-so.xlsx", rows)
    notes = load_series(publication="vi-du", data=versions.data).notes
    assert [one for one in notes if "chấm lại" in one] == [
        "Tháng 11/2023 được chấm lại theo bộ chỉ số của tháng cuối (Bộ chỉ số mới), "
        "không theo bộ chỉ số có hiệu lực khi đó (Bộ chỉ số thử, đến 30/11/2023)."
    ]
