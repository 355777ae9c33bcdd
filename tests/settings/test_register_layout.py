"""Layouts of registers as data: what is checked when one is loaded."""

from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.register_layout import load_layouts

from ..registers_made import DATA, LAYOUTS

LAYOUT = (DATA / "layouts/dong-bo-ho-so.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_column_about_people_is_mapped(name: str) -> None:
    heads = " ".join(part for path in LAYOUTS[name].headers.values() for part in path).lower()
    assert not any(word in heads for word in ("nguoinop", "dinhdanh", "tổ chức", "địa chỉ", "điện thoại"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('unit_code = ["MaDonVi"]\n', "", "unit_name, unit_code"),
        ('moments = "%H:%M %d/%m/%Y"', 'moments = "%H:%M %d/%b"', "moments viết bằng"),
        ('online = ["2"]', 'web = ["2"]', "channel: values có web"),
        ("[status.values]", '[status.values]\nlost = ["11"]', "status: values có lost"),
        (', values = { yes = ["1"], no = ["0"] } }\npaid', " }\npaid", "đúng một trong values, above"),
        ('code = ["MaHoSo"]', 'code = ["MaHoSo"]\ncode_pattern = "H.*"', "code_pattern"),
        ('code = ["MaHoSo"]', 'code = ["MaHoSo"]\nname = ["NguoiNop"]', "name"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "layouts").mkdir()
    assert old in LAYOUT
    (tmp_path / "layouts/dong-bo-ho-so.toml").write_text(LAYOUT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataRejected) as caught:
        load_layouts(tmp_path, ("dong-bo-ho-so",))
    assert told in str(caught.value)
