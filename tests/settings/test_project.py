import os
from pathlib import Path

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.project import Project, find_project

from ..made import PROJECT, Place


@pytest.fixture
def project(place: Place) -> Project:
    return find_project(place.data, place.output)


@pytest.mark.parametrize("folder", [".", "data", "data/vi-du", "data/vi-du/2023-12"])
def test_the_project_is_found_from_any_folder_inside_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    root = place.data.parent
    monkeypatch.chdir(root / folder)
    assert find_project() == Project(root / "data", root / "outputs", root / "notebooks")


def test_outside_of_any_project_it_is_the_one_the_package_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_project().data == PROJECT / "data"


def test_other_folders_can_be_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.data.parent)
    project = find_project("data", "elsewhere")
    assert project.data == place.data
    assert project.output == place.data.parent / "elsewhere"
    assert project.output_folder("vi-du", "2023-12") == place.data.parent / "elsewhere/vi-du/2023-12"


def test_links_that_lead_in_a_circle_are_no_crash(place: Place, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")

    assert find_project(place.data, tmp_path / "circle").output == tmp_path / "circle"
    with pytest.raises(WrongUse, match="circle"):
        find_project(tmp_path / "circle")


def test_a_data_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"Không thấy thư mục số liệu .*nowhere"):
        find_project(tmp_path / "nowhere")


def test_publications_are_the_folders_with_their_settings(place: Place, project: Project) -> None:
    place.copy_to("an-giang", "2023-12")
    (place.data / "nhap").mkdir()
    assert project.publications() == ["an-giang", "vi-du"]


def test_months_are_the_folders_with_exports_in_order_of_time(place: Place, project: Project) -> None:
    for month in ("2024-01", "2022-11"):
        place.copy_to("vi-du", month)
    for name in ("2024-13", "2024-1", "cu", "2024-02"):
        (place.data / "vi-du" / name).mkdir()
    assert project.months("vi-du") == ["2022-11", "2023-12", "2024-01"]


def test_a_month_with_settings_only_is_no_month(place: Place, project: Project) -> None:
    folder = place.data / "vi-du" / "2024-02"
    folder.mkdir()
    for name in ("month.toml", "corrections.toml", "~$ho-so.xlsx", ".hidden"):
        (folder / name).touch()
    assert project.months("vi-du") == ["2023-12"]


def test_lock_files_hidden_files_folders_and_settings_are_no_exports(place: Place, project: Project) -> None:
    for name in ("~$ho-so.xlsx", ".~lock.ho-so.xlsx#", ".hidden", "month.toml", "corrections.toml"):
        (place.folder / name).touch()
    (place.folder / "ho-so.xlsx.Zone.Identifier").touch()
    (place.folder / "cu").mkdir()
    assert project.exports("vi-du", "2023-12") == [
        place.folder / "ho-so.xlsx",
        place.folder / "thanh-toan.csv",
    ]


def test_the_only_publication_that_has_the_month_is_chosen(place: Place, project: Project) -> None:
    place.copy_to("an-giang", "2024-01")
    assert project.choose("2023-12") == ("vi-du", "2023-12")
    assert project.choose("2024-01") == ("an-giang", "2024-01")


def test_a_publication_can_be_named(place: Place, project: Project) -> None:
    place.copy_to("an-giang", "2023-12")
    assert project.choose("2023-12", "vi-du") == ("vi-du", "2023-12")


def test_several_publications_with_the_month_are_named(place: Place, project: Project) -> None:
    place.copy_to("an-giang", "2023-12")
    said = r"nhiều báo cáo: an-giang, vi-du.\n.*--publication an-giang \(trong Python: publication="
    with pytest.raises(WrongUse, match=said):
        project.choose("2023-12")


@pytest.mark.parametrize("publication", ["", "vi-du"])
def test_without_data_for_the_month_the_months_that_have_some_are_named(
    project: Project, publication: str
) -> None:
    with pytest.raises(
        WrongUse, match=r"(?s)Chưa có số liệu tháng 2024-02.*vi-du: 2023-12\n.*dbp new 2024-02"
    ):
        project.choose("2024-02", publication)


@pytest.mark.parametrize("publication", ["an-giang", "..", "schemes"])
def test_an_unknown_publication_is_told_which_there_are(project: Project, publication: str) -> None:
    with pytest.raises(WrongUse, match=r"Các báo cáo hiện có: vi-du"):
        project.choose("2023-12", publication)


def test_a_publication_that_goes_by_its_name_is_told_its_id(project: Project) -> None:
    with pytest.raises(WrongUse, match=r"Không có báo cáo 'Ví Dụ' \(có phải vi-du\?\)"):
        project.choose("2023-12", "Ví Dụ")


def test_what_is_no_month_is_refused(project: Project) -> None:
    with pytest.raises(WrongUse, match="không phải là tháng"):
        project.choose("12/23")


def test_notebooks_are_the_projects_own_or_named_never_those_beside_other_data(place: Place) -> None:
    beside = place.data.parent / "notebooks"
    beside.mkdir()

    assert find_project(place.data).notebooks == PROJECT / "notebooks"
    assert find_project(place.data, notebooks=beside).notebooks == beside


def test_a_notebook_that_is_not_there_is_named(place: Place) -> None:
    with pytest.raises(WrongUse, match=r"(?s)monthly\.ipynb.*--notebooks"):
        find_project(place.data, notebooks=place.data).notebook("monthly.ipynb")


def test_outputs_of_other_data_lie_beside_that_data(tmp_path):
    (tmp_path / "data" / "schemes").mkdir(parents=True)

    assert find_project(tmp_path / "data").output == tmp_path / "outputs"


def test_a_file_named_like_a_month_is_no_month(place):
    (place.data / "vi-du" / "2024-03").touch()

    assert find_project(place.data).months("vi-du") == ["2023-12"]


def test_what_is_neither_file_nor_folder_among_the_exports_is_refused_and_not_waited_for(
    place: Place,
) -> None:
    os.mkfifo(place.folder / "bieu.xlsx")
    (place.folder / "cũ").mkdir()
    (problem,) = place.read().errors
    assert (problem.file, "tệp đặc biệt" in problem.what) == ("bieu.xlsx", True)


@pytest.mark.parametrize("month", ["12/2023", "tháng 12 năm 2023", "2023-12", "thang12"])
def test_a_month_is_found_however_it_is_written(place: Place, project: Project, month: str) -> None:
    place.copy_to("vi-du", "2022-12")
    assert project.choose(month) == ("vi-du", "2023-12")


def test_a_month_without_its_year_that_several_publications_have_is_told_with_the_year_of_each(
    place: Place, project: Project
) -> None:
    place.copy_to("an-giang", "2022-12")
    with pytest.raises(
        WrongUse, match=r"Tháng 12 có ở nhiều báo cáo: an-giang \(2022-12\), vi-du \(2023-12\)"
    ):
        project.choose("thang12")


def test_a_month_without_its_year_that_no_publication_has_is_told_so(project: Project) -> None:
    with pytest.raises(WrongUse, match=r"(?s)Chưa có số liệu tháng 05\. .*dbp new NĂM-05"):
        project.choose("tháng 5")


def test_a_month_folder_without_exports_is_told_which_are_missing_and_where_to_get_them(
    place: Place, project: Project
) -> None:
    (place.data / "vi-du" / "2024-01").mkdir()
    said = (
        r"(?s)Thư mục tháng 2024-01 chưa có tệp xuất nào.*2024-01\n.*Thanh toán trực tuyến\n +lấy ở: Hệ thống"
    )
    with pytest.raises(WrongUse, match=said):
        project.choose("1/2024")


def test_an_open_range_is_all_there_is_of_the_only_publication_with_several_months(
    place: Place, project: Project
) -> None:
    place.copy_to("an-giang", "2024-01")
    with pytest.raises(WrongUse, match=r"Số liệu có ở nhiều báo cáo: an-giang, vi-du"):
        project.choose_months()
    place.copy_to("vi-du", "2024-01")
    assert project.choose_months() == ("vi-du", ["2023-12", "2024-01"])
    assert project.choose_months(last="12/2023") == ("vi-du", ["2023-12"])
    with pytest.raises(WrongUse, match=r"Không có số liệu từ 2024-02\."):
        project.choose_months("2/2024")


def test_a_folder_that_is_no_data_folder_is_said_to_be_none(place: Place, tmp_path: Path) -> None:
    (tmp_path / "ảnh").mkdir()
    with pytest.raises(WrongUse, match=r"ảnh không phải thư mục số liệu"):
        find_project(tmp_path / "ảnh")
    with pytest.raises(WrongUse, match=r"có phải --data .*data\?"):
        find_project(place.data.parent)


def test_a_wheel_outside_of_any_project_says_how_to_begin_one(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dbp_analysis.settings.shipped.IN_WHEEL", tmp_path)
    monkeypatch.chdir("/")
    with pytest.raises(WrongUse, match="dbp init THƯ_MỤC"):
        find_project()
    assert find_project(place.data).notebooks == tmp_path / "notebooks"
