from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.config import load_named
from dbp_analysis.settings.layout import Layout

from ..made import PROJECT, Place

LAYOUT = "layouts/ho-so.toml"


def load_layout(path: Path) -> Layout:
    return load_named(path, Layout, path.stem)


@pytest.mark.parametrize(
    "path",
    [p for p in sorted((PROJECT / "data/layouts").glob("*.toml")) if "dossiers" not in p.read_text("utf-8")],
    ids=lambda path: path.stem,
)
def test_a_layout_of_the_project_is_good_and_bears_the_name_of_its_file(path) -> None:
    layout = load_layout(path)
    assert layout.id == path.stem
    assert layout.source
    assert layout.file_name


def test_the_header_is_as_deep_as_its_longest_path(place: Place) -> None:
    assert load_layout(place.data / LAYOUT).header_depth == 3
    assert load_layout(place.data / "layouts/thanh-toan.toml").header_depth == 1


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('unit_name = ["Đơn vị"]\n', "", "", "unit_name hoặc unit_code"),
        (
            'count = "received_online"',
            'count = "received"',
            "",
            "chỉ được khai báo ở một cột",
        ),
        ('count = "received_online"', 'count = "Trực tuyến"', "columns[2].count", "chữ thường không dấu"),
        ('["Tiếp nhận", "Tổng số"]', "[]", "columns[1].header", "ít nhất 1"),
        ('["Tiếp nhận", "Tổng số"]', '["Tiếp nhận", ""]', "columns[1].header[2]", "không được để trống"),
        (
            'header = ["Tiếp nhận", "Tổng số"]',
            'header = ["Tiếp nhận"], blank = "skip"',
            "columns[1].blank",
            "'error', 'zero'",
        ),
        ('source = "Hệ thống của tỉnh › Hồ sơ"\n', "", "source", "thiếu mục bắt buộc"),
        ("unit_name", 'period = "sheet"\nunit_name', "period", "'title', 'none'"),
        ("unit_name", "unit_names = []\nunit_name", "unit_names", "không có mục nào mang tên này"),
        ('left = ["received"]', "left = []", "identities[1].left", "ít nhất 1"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(place: Place, old: str, new: str, key: str, told: str) -> None:
    with pytest.raises(DataRejected) as caught:
        load_layout(place.change(LAYOUT, old, new))
    (problem,) = caught.value.problems
    assert (problem.file, problem.column) == ("ho-so.toml", key)
    assert told in problem.what


@pytest.mark.parametrize(
    "keys",
    ['rate_label = "Tỷ lệ"', 'rate_of = "a"', 'rate_label = "Tỷ lệ", rate_of = "khac"'],
)
def test_a_rate_needs_its_label_and_a_count_of_the_layout(tmp_path: Path, keys: str) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(
        'id = "mau"\ntitle = "Mẫu"\nfile_name = "mau.xlsx"\nsource = "Hệ thống"\nunit_name = ["Đơn vị"]\n'
        f'columns = [{{ count = "a", header = ["A"], label = "Số lượng", {keys} }}]\n',
        encoding="utf-8",
    )
    with pytest.raises(DataRejected, match="rate_of"):
        load_layout(path)
