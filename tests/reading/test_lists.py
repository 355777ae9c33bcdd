"""A month of a report that ranks several lists, read as that of one of them."""

import pytest

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs

from ..lists_made import make_lists
from ..made import Place

EMPTY_LIST = '[[lists]]\nid = "trong"\ntitle = "T"\ntypes = ["huyện"]\n'


@pytest.fixture
def province(tmp_path):
    return make_lists(tmp_path)


def read(place: Place, name: str):
    return read_month(place.month, name, place.data, place.output)


def test_each_list_has_its_own_units_scheme_and_scale(province):
    communes, departments = read(province, "song-xanh/xa"), read(province, "so")
    assert (communes.errors, departments.errors) == ((), ())
    assert list(communes.units.index) == ["X1", "X2", "X3", "X4", "X5"]
    assert list(departments.units.index) == ["S1", "S2", "S3"]
    assert (communes.scheme.id, departments.scheme.id) == ("bo-thu", "bo-so")
    assert departments.units["unit_label"]["S2"] == "Sở Y tế"
    assert communes.units["unit_short"]["X5"] == "Nội Vụ"
    best = score_inputs(departments).results["converted"].max()
    assert best == 100


def test_rows_of_the_other_list_are_no_unknown_units_and_still_part_of_the_total(province):
    assert [one.what for one in read(province, "xa").warnings + read(province, "so").warnings] == []
    province.change(f"song-xanh/{province.month}/bang-ke.csv", "Tổng số;1330", "Tổng số;1331")
    for name in ("xa", "so"):
        (problem,) = read(province, name).errors
        assert problem.what == "Dòng tổng ghi 1.331, các đơn vị cộng lại 1.330."


def test_a_unit_that_is_in_no_list_is_unknown_nowhere_else(province):
    province.change(f"song-xanh/{province.month}/bang-ke.csv", "Xã Sông Đông", "Xã Lạ")
    assert any("Xã Lạ" in str(problem) for problem in read(province, "so").errors)


def test_an_export_a_list_serves_each_its_own(province):
    export = province.folder / "bang-ke.csv"
    lines = export.read_text("utf-8").splitlines()
    for name, rows, total in (
        ("so.csv", lines[2:5], "Tổng số;850;600;690;630"),
        ("xa.csv", lines[5:10], "Tổng số;480;370;410;380"),
    ):
        (province.folder / name).write_text("\n".join([*lines[:2], *rows, total]) + "\n", "utf-8")
    export.unlink()
    for name in ("xa", "so"):
        found = read(province, name)
        assert found.errors == ()
        assert {one.file for one in found.readings if one.layout.id == "bang-ke"} == {f"{name}.csv"}


def test_one_of_several_lists_must_be_named(province):
    with pytest.raises(WrongUse, match=r"xa \(Khối xã, phường\); so \(Khối sở, ngành\)"):
        read(province, "")
    with pytest.raises(WrongUse, match=r"không có danh sách '\.\./\.\./x'"):
        read(province, "song-xanh/../../x")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('types = ["Sở"]\n', "", "Sở Nội vụ (mã S1) thuộc không danh sách nào"),
        ('types = ["Sở"]', 'types = ["Sở", "Xã"]', "Xã Sông Đông (mã X1) thuộc xa, so"),
        ('types = ["xã", "Phường"]', 'types = ["huyện"]', "thuộc không danh sách nào"),
        ("[[lists]]\nid = \"so\"", EMPTY_LIST + "[[lists]]\nid = \"so\"", "trong không có đơn vị nào"),
        ('id = "so"\n', 'id = "../so"\n', "lists[2].id"),
        ('id = "so"\n', 'id = "xa"\n', "mỗi danh sách một mã"),
        ('categories = ["so"]\n', "", "Ban Quản lý Khu kinh tế (mã S3) thuộc không danh sách nào"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_lists_is_named(province, old, new, said):
    province.change("song-xanh/publication.toml", old, new)
    with pytest.raises(DataRejected) as error:
        read(province, "song-xanh/xa")
    assert said in str(error.value)


def test_a_correction_of_the_other_list_moves_the_total_and_is_not_listed(province):
    (province.folder / "corrections.toml").write_text(
        '[[corrections]]\nunit = "S2"\ncount = "received"\nfrom = 300\nto = 310\nreason = "Nhầm"\n'
        'reported_by = "Sở Y tế"\ndate = 2026-11-02\n',
        "utf-8",
    )
    communes, departments = read(province, "xa"), read(province, "so")
    assert (communes.errors, departments.errors) == ((), ())
    assert (len(communes.corrections), len(departments.corrections)) == (0, 1)
    assert departments.counts["received"].loc[province.month, "S2"] == 310


def test_sheets_of_one_file_that_hold_a_list_each_are_no_contradiction(province):
    from ..made import write_xlsx

    lines = [line.split(";") for line in (province.folder / "bang-ke.csv").read_text("utf-8").splitlines()]
    rows = [[int(cell) if cell.isdigit() else cell for cell in line] for line in lines]
    so = [*rows[:5], ["Tổng số", 850, 600, 690, 630]]
    xa = [*rows[:2], *rows[5:10], ["Tổng số", 480, 370, 410, 380]]
    write_xlsx(province.folder / "bang-ke.xlsx", so, extra_sheet=xa)
    (province.folder / "bang-ke.csv").unlink()
    assert read(province, "xa").errors == ()
    assert read(province, "so").errors == ()


def test_one_scheme_of_the_month_cannot_be_that_of_all_lists(province):
    (province.folder / "month.toml").write_text('scheme = "bo-so"\n', "utf-8")
    with pytest.raises(DataRejected, match="mọi danh sách"):
        read(province, "xa")
