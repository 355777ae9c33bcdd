import sys

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.provinces import Commune, find_province


@pytest.mark.parametrize(
    "written", ["Lâm Đồng", "tỉnh Lâm Đồng", "lam-dong", "LAM DONG", "lam_dong", "Tinh Lam Dong"]
)
def test_a_province_is_found_however_it_is_written(written: str) -> None:
    province = find_province(written)
    assert (province.id, province.full_name, len(province.communes)) == ("lam-dong", "tỉnh Lâm Đồng", 124)


@pytest.mark.parametrize("written", ["Huế", "thành phố Huế", "TP. Huế", "tp hue"])
def test_a_city_of_central_rank_is_found_with_its_kind_or_without(written: str) -> None:
    assert find_province(written).full_name == "thành phố Huế"


def test_communes_have_their_code_of_five_digits_their_kind_and_their_name() -> None:
    communes = find_province("Hà Nội").communes
    assert Commune("00004", "Phường", "Ba Đình") in communes
    assert [one.code for one in communes] == sorted({one.code for one in communes})


def test_all_provinces_and_communes_are_there() -> None:
    with pytest.raises(WrongUse, match=r"Chọn một trong: An Giang, Bắc Ninh, .*Vĩnh Long\.") as told:
        find_province("xyz")
    every = str(told.value).split("Chọn một trong: ")[1].rstrip(".").split(", ")
    provinces = [find_province(name) for name in every]
    assert len(provinces) == 34
    assert sum(len(province.communes) for province in provinces) == 3321
    assert {one.kind for province in provinces for one in province.communes} == {"Xã", "Phường", "Đặc khu"}


def test_a_name_that_is_nearly_one_is_asked_after() -> None:
    with pytest.raises(WrongUse, match=r"có phải: Lâm Đồng\?"):
        find_province("lam dongg")


def test_without_the_package_one_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vietnam_provinces", None)
    with pytest.raises(WrongUse, match=r"pip install vietnam-provinces=="):
        find_province("Huế")
