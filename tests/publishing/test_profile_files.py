import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.publishing.profile_files import LONGEST_NAME, folder_names, profile_files
from dbp_analysis.telling.profile.profile import unit_profiles

from ..made import Place
from ..trend_made import NA_TAU, rows, series_of

NAME = "phieu-03316-xa-na-tau-2023-12"


def units(names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({"unit_name": names})


def test_a_folder_is_named_by_code_and_name() -> None:
    assert folder_names(units({"03316": "Xã Nà Tấu", "H21.227": "Xã Đăk Song"})) == {
        "03316": "03316-xa-na-tau",
        "H21.227": "h21-227-xa-dak-song",
    }


def test_codes_that_differ_only_in_signs_have_folders_of_their_own() -> None:
    names = folder_names(units({"A.1": "Xã A", "A-1": "Xã A", "a/1": "Xã A"}))

    assert sorted(names.values()) == ["a-1-xa-a", "a-1-xa-a--2", "a-1-xa-a--3"]


@settings(max_examples=40)
@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1, max_size=8))
def test_no_code_and_no_name_leads_out_of_the_folder(register: dict[str, str]) -> None:
    names = folder_names(units(register))

    assert list(names) == sorted(register)
    assert all(re.fullmatch(r"[0-9a-z]+(--?[0-9a-z]+)*", name) for name in names.values())
    assert all(len(name) <= LONGEST_NAME + 4 for name in names.values())
    assert len(set(names.values())) == len(register)


def test_a_month_alone_has_no_history(place: Place) -> None:
    series = series_of(place, {"2023-12": rows(90, 80, 40)})
    (profile,) = unit_profiles(series, [NA_TAU])
    made = profile_files(profile, series, "03316-xa-na-tau")

    assert list(made.files) == [f"{NAME}.{ending}" for ending in ("docx", "pdf", "html")]
    assert b'class="history"' not in made.files[f"{NAME}.html"]


def test_two_months_make_a_history(place: Place) -> None:
    series = series_of(place, {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")})
    (profile,) = unit_profiles(series, [NA_TAU])
    made = profile_files(profile, series, "03316-xa-na-tau")

    assert "Tổng điểm không đổi so với tháng 11/2023, vẫn hạng 3" in made.files[f"{NAME}.html"].decode()
    assert made.fonts
