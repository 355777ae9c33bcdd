import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.settings.unit_names import UnitMatcher, name_key
from dbp_analysis.settings.units import read_register, units_in_month

from ..made import PROJECT

LABEL = "UBND {type} {name}"
HEADER = "place,code,type,name,valid_from,valid_to,successor\n"
LETTERS = "aăâeêioôơuưyàáảãạằấềếoòóỏõọùúủũụỳýỷỹỵ bcdđghklmnpqrstvxABCĐUỦỶÒÀ.,:;-\u00a0\u0300\u0301"


def register(folder: Path, rows: str) -> pd.DataFrame:
    path = folder / "units.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_register(path)


def matcher(folder: Path, rows: str) -> UnitMatcher:
    return UnitMatcher(units_in_month(register(folder, rows), "a", "2023-12", LABEL))


@pytest.fixture(scope="module")
def city() -> UnitMatcher:
    units = read_register(PROJECT / "data" / "units.csv")
    return UnitMatcher(units_in_month(units, "dien-bien-phu", "2023-12", LABEL))


@pytest.mark.parametrize(
    "written",
    [
        "UBND phường Him Lam",
        "Phường Him Lam",
        "Him Lam",
        "HIM LAM",
        "UBND PHƯỜNG HIM LAM",
        "Ủy ban nhân dân phường Him Lam",
        "Uỷ ban nhân dân phường Him Lam",
        "ỦY BAN NHÂN DÂN PHƯỜNG HIM LAM",
        "UỶ BAN NHÂN DÂN PHƯỜNG HIM LAM",
        "P.Him Lam",
        "P. Him Lam",
        "P Him Lam",
        "UBND P.Him Lam",
        "UBND: phường Him Lam",
        "- UBND phường Him Lam",
        "UBND\u00a0phường\u00a0Him\u00a0Lam",
        "  UBND  phường\tHim   Lam ",
        "UBND phường Him Lam.",
        unicodedata.normalize("NFD", "Ủy ban nhân dân phường Him Lam"),
        unicodedata.normalize("NFD", "Uỷ ban nhân dân phường Him Lam"),
        "ＵＢＮＤ phường Him Lam",
    ],
)
def test_a_unit_is_found_with_or_without_its_type_and_office(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code == "03127"


@pytest.mark.parametrize("written", ["X. Nà Tấu", "x.nà tấu", "UBND X.Nà Tấu", "XÃ NÀ TẤU", "Nà Tấu"])
def test_a_commune_is_found_by_its_abbreviation_too(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code == "03316"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unit_is_found_in_every_unicode_form(city: UnitMatcher, form: str) -> None:
    for code, unit in city.units.iterrows():
        for name in (unit["unit_name"], unit["unit_label"], unit["unit_short"]):
            assert city.match(unicodedata.normalize(form, name)).unit_code == code
            assert city.match(unicodedata.normalize(form, name.upper())).unit_code == code


@pytest.mark.parametrize(
    ("registered", "written"),
    [("Hòa Bình", "xã Hoà Bình"), ("Hoà Bình", "xã Hòa Bình"), ("Thụy Sơn", "UBND xã Thuỵ Sơn")],
)
def test_both_placements_of_the_tone_mark_are_the_same_name(
    tmp_path: Path, registered: str, written: str
) -> None:
    assert matcher(tmp_path, f"a,1,Xã,{registered},,,\n").match(written).unit_code == "1"


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("Xã,Cư M'gar", "UBND xã Cư M’gar"),
        ("Xã,Cư M’gar", "Cư M´gar"),
        ("Phường,Văn Miếu - Quốc Tử Giám", "Văn Miếu – Quốc Tử Giám"),
        ("Phường,1", "UBND phường 01"),
        ("Phường,01", "P. 1"),
        ("Xã,Đăk Đoa", "Xã Ðǎk Ɖoa"),
        ("Xã,Đăk Đoa", "\u200bXã Đăk\u2060 Đo\u00ada\u200b"),
    ],
)
def test_names_that_only_look_different_are_the_same(tmp_path: Path, registered: str, written: str) -> None:
    assert matcher(tmp_path, f"a,1,{registered},,,\n").match(written).unit_code == "1"


def test_two_wards_whose_numbers_differ_only_in_zeros_are_not_confused(tmp_path: Path) -> None:
    found = matcher(tmp_path, "a,1,Phường,1,,,\na,2,Phường,01,,,\n")
    assert found.match("Phường 1").unit_code is None
    assert found.match("Phường 01").unit_code is None


@pytest.mark.parametrize(
    "written",
    [
        "Trung tâm Phục vụ hành chính công xã Nà Tấu",
        "Bộ phận Một cửa UBND xã Nà Tấu",
        "Bộ phận Tiếp nhận và Trả kết quả - X. Nà Tấu",
        "1. UBND xã Nà Tấu",
        "12) Xã Nà Tấu",
        "000.00.12.H18 - UBND xã Nà Tấu",
        "H18.12 - Xã Nà Tấu",
        "Xã Nà Tấu (TP Điện Biên Phủ)",
        "UBND xã Nà Tấu - Tỉnh Điện Biên",
        "UBND xã Nà Tấu thành phố Điện Biên Phủ",
        "Xã Nà Tấu thuộc tỉnh Điện Biên",
        "Xã Nà Tấu TP. Điện Biên Phủ",
        "+ UBND xã Nà Tấu",
        "• Nà Tấu",
        "UBND xã Nà Tấu (*)",
        "UBND xã Nà Tấu **",
        '"UBND xã Nà Tấu"',
        "U.B.N.D xã Nà Tấu",
        "1.2. UBND xã Nà Tấu",
        "I.1. UBND xã Nà Tấu",
        "IX. UBND xã Nà Tấu",
        "X. UBND xã Nà Tấu",
        "1 - UBND xã Nà Tấu",
        "1/ Xã Nà Tấu",
        "a) Xã Nà Tấu",
        "[H18.12] UBND xã Nà Tấu",
        "Trung tâm phục vụ HCC xã Nà Tấu",
        "TTPVHCC xã Nà Tấu",
        "TT HCC xã Nà Tấu",
        "BP một cửa xã Nà Tấu",
        "Bộ phận TN&TKQ xã Nà Tấu",
        "Bộ phận Tiếp nhận & Trả kết quả xã Nà Tấu",
        "UBND Xa Nà Tấu",
    ],
)
def test_a_unit_is_found_with_words_around_its_name(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code == "03316"


@pytest.mark.parametrize(
    "written",
    [
        "Trung tâm Phục vụ hành chính công Nà Tấu",
        "Trung tâm Phục vụ hành chính công phường Nà Tấu",
        "Trung tâm Phục vụ hành chính công",
        "Trung tâm văn hóa xã Nà Tấu",
        "1. 2. Xã Nà Tấu",
        "Xã Nà Tấu (huyện Điện Biên)",
        "Thành phố Điện Biên Phủ",
        "UBND thành phố Điện Biên Phủ",
        "TT Nà Tấu",
    ],
)
def test_words_around_a_name_that_may_mean_another_body_are_no_match(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code is None


def test_a_register_typed_on_a_mac_is_as_good(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "a,1,Phường,Thanh Trường,,,\n")
    found = matcher(tmp_path, decomposed)
    assert found.match("Thanh Trường").unit_code == "1"
    assert found.match("UBND phường Thanh Trường").unit_code == "1"


@pytest.mark.parametrize(
    "written", ["Xã Him Lam", "X. Him Lam", "Thị trấn Him Lam", "TT. Him Lam", "P. Nà Tấu", "Đặc khu Nà Tấu"]
)
def test_a_name_with_the_wrong_type_is_no_match(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UBND xã Na Tau", "UBND xã Nà Tấu"),
        ("Nà Tẩu", "UBND xã Nà Tấu"),
        ("Xã Him Lam", "UBND phường Him Lam"),
        ("phường Him Lan", "UBND phường Him Lam"),
    ],
)
def test_what_is_only_similar_is_suggested_and_never_taken(
    city: UnitMatcher, written: str, meant: str
) -> None:
    match = city.match(written)
    assert match.unit_code is None
    assert meant in match.suggestions
    assert len(match.suggestions) <= 3


@pytest.mark.parametrize("written", ["Sở Tài chính", "12345", "?", "UBND", "phường", "Thanh"])
def test_what_names_no_unit_is_no_match(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code is None


def test_a_name_with_nothing_like_it_has_no_suggestion(city: UnitMatcher) -> None:
    assert city.match("Qwxzqwxz").suggestions == ()


def test_nothing_at_all_is_no_match(city: UnitMatcher) -> None:
    assert city.match().unit_code is None


@given(st.text(alphabet=LETTERS + "himlanàtấu"))
def test_a_match_always_bears_the_name_that_was_written(city: UnitMatcher, written: str) -> None:
    code = city.match(written).unit_code
    if code is not None:
        assert name_key(str(city.units.at[code, "unit_short"])) in name_key(written)


@pytest.mark.parametrize("code", ["03127", "3127"])
def test_a_code_is_found_even_if_a_spreadsheet_took_its_zero(city: UnitMatcher, code: str) -> None:
    assert city.match(code=code).unit_code == "03127"
    assert city.match("Phường Him Lam", code).unit_code == "03127"


@pytest.mark.parametrize("code", ["312", "31270", "", "0", "99999"])
def test_an_unknown_code_is_no_match(city: UnitMatcher, code: str) -> None:
    assert city.match(code=code).unit_code is None


def test_a_code_of_another_system_than_the_registers_leaves_it_to_the_name(city: UnitMatcher) -> None:
    assert city.match("Phường Him Lam", "H21.227").unit_code == "03127"
    assert city.match("Phường Him", "H21.227").unit_code is None
    assert city.match(code="H21.227").unit_code is None


def test_an_unknown_code_of_the_registers_own_kind_is_not_outweighed_by_a_name(city: UnitMatcher) -> None:
    assert city.match("Phường Him Lam", "09999").unit_code is None


def test_codes_that_differ_only_in_zeros_are_not_confused(tmp_path: Path) -> None:
    found = matcher(tmp_path, "a,0127,Xã,B,,,\na,127,Xã,C,,,\n")
    assert found.match(code="0127").unit_code == "0127"
    assert found.match(code="127").unit_code == "127"
    assert found.match(code="00127").unit_code is None


def test_a_code_and_a_name_that_disagree_are_no_match_and_both_are_suggested(city: UnitMatcher) -> None:
    match = city.match("Him Lam", "03316")
    assert match.unit_code is None
    assert set(match.suggestions) == {"UBND phường Him Lam", "UBND xã Nà Tấu"}


def test_a_place_behind_the_name_is_left_out_where_the_code_says_the_same(city: UnitMatcher) -> None:
    assert city.match("Him Lam - Điện Biên", "03127").unit_code == "03127"
    assert city.match("Him Lam - Điện Biên").unit_code is None
    assert city.match("Him Lam - Nà Tấu", "03316").unit_code is None


@pytest.mark.parametrize(("name", "code"), [("Him Lam", "99999"), ("Him Lan", "03127")])
def test_a_good_name_or_code_does_not_outvote_a_bad_one(city: UnitMatcher, name: str, code: str) -> None:
    match = city.match(name, code)
    assert match.unit_code is None
    assert match.suggestions == ("UBND phường Him Lam",)


def test_two_units_of_one_name_need_their_type(tmp_path: Path) -> None:
    found = matcher(tmp_path, "a,1,Phường,Mường Thanh,,,\na,2,Xã,Mường Thanh,,,\n")
    assert found.match("Mường Thanh").unit_code is None
    assert set(found.match("Mường Thanh").suggestions) == {"UBND phường Mường Thanh", "UBND xã Mường Thanh"}
    assert found.match("P.Mường Thanh").unit_code == "1"
    assert found.match("UBND xã Mường Thanh").unit_code == "2"
    assert found.match("Mường Thanh", "2").unit_code is None
    assert list(found.units["unit_short"]) == ["Phường Mường Thanh", "Xã Mường Thanh"]


def test_a_name_that_begins_like_a_type_is_a_name(tmp_path: Path) -> None:
    found = matcher(tmp_path, "a,1,Xã,P Lu,,,\na,2,Xã,Xã Lu,,,\n")
    assert found.match("P Lu").unit_code == "1"
    assert found.match("Xã P Lu").unit_code == "1"
    assert found.match("Xã Xã Lu").unit_code == "2"


@given(st.text(alphabet=LETTERS) | st.text(alphabet="ubndUBND .:-ủyỷ"))
def test_the_key_of_a_name_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text(alphabet=LETTERS), st.sampled_from(["NFC", "NFD"]))
def test_the_key_of_a_name_does_not_depend_on_its_unicode_form(text: str, form: str) -> None:
    assert name_key(unicodedata.normalize(form, text)) == name_key(text)


@pytest.mark.parametrize(
    "written",
    [
        "na tau",
        "Na Tau",
        "xa na tau",
        "UBND XA NA TAU",
        "X. Na Tau",
        "X.NA TAU",
        "Uy ban nhan dan xa Na Tau",
        "Trung tam Phuc vu hanh chinh cong xa Na Tau",
    ],
)
def test_a_name_typed_without_diacritics_is_the_one_unit_it_fits(city: UnitMatcher, written: str) -> None:
    assert city.match(written).unit_code == "03316"


def test_a_name_typed_without_diacritics_that_fits_two_units_is_no_match(tmp_path: Path) -> None:
    found = matcher(
        tmp_path, "a,1,Xã,Bình An,,,\na,2,Xã,Bình Ân,,,\na,3,Phường,Tân An,,,\na,4,Xã,Tân An,,,\n"
    )
    assert found.match("Binh An").unit_code is None
    assert set(found.match("xa binh an").suggestions) == {"UBND xã Bình An", "UBND xã Bình Ân"}
    assert found.match("tan an").unit_code is None
    assert found.match("phuong tan an").unit_code == "3"
    assert found.match("Bình An").unit_code == "1"


def aliased(folder: Path, rows: str) -> UnitMatcher:
    path = folder / "units.csv"
    path.write_text(HEADER.strip() + ",aliases\n" + rows, encoding="utf-8")
    return UnitMatcher(units_in_month(read_register(path), "a", "2023-12", LABEL))


def test_an_alias_is_as_good_as_the_name_or_the_code(tmp_path: Path) -> None:
    found = aliased(tmp_path, "a,03316,Xã,Nà Tấu,,,,H18.12 | Cụm Nà Tấu\na,2,Xã,B,,,,\n")
    for written in ("Cụm Nà Tấu", "UBND xã cụm Nà Tấu", "cum na tau", "xã Nà Tấu"):
        assert found.match(written).unit_code == "03316"
    assert found.match(code="H18.12").unit_code == "03316"
    assert found.match("Nà Tấu", "H18.12").unit_code == "03316"
    assert found.match("B", "H18.12").unit_code is None


def test_an_alias_of_two_units_is_no_match(tmp_path: Path) -> None:
    found = aliased(tmp_path, "a,1,Xã,Nà Tấu,,,,Cụm|B\na,2,Xã,B,,,,Cụm\n")
    assert found.match("Cụm").unit_code is None
    assert found.match("xã B").unit_code is None
    assert found.match("Nà Tấu").unit_code == "1"
