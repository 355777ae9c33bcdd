from datetime import date

import pytest

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.settings.month_file import Month, load_month
from dbp_analysis.settings.new_month import create_month
from dbp_analysis.settings.project import find_project

from ..made import Place


def test_a_new_month_is_a_folder_with_good_settings(place: Place) -> None:
    new = create_month("2024-01", data=place.data)
    assert new.folder == place.data / "vi-du" / "2024-01"
    assert new.created
    assert load_month(new.folder / "month.toml") == Month()


def test_an_editor_finds_the_schema_of_the_settings_by_their_first_line(place: Place) -> None:
    settings = create_month("2024-01", data=place.data).folder / "month.toml"
    first = settings.read_text(encoding="utf-8").splitlines()[0]
    schema = settings.parent / first.removeprefix("#:schema ")
    assert schema.resolve() == (place.data / "json-schemas" / "month.json").resolve()


def test_where_figures_run_from_the_first_of_january_the_last_day_is_there_to_be_corrected(
    place: Place,
) -> None:
    place.change("vi-du/publication.toml", "layouts = ", "year_to_date = true\nlayouts = ")
    settings = load_month(create_month("2024-02", data=place.data).folder / "month.toml")
    assert settings == Month(year_to_date=date(2024, 2, 29))


def test_exports_of_some_units_only_have_their_count_in_the_settings_to_be_filled_in(place: Place) -> None:
    place.change("layouts/thanh-toan.toml", 'period = "none"', 'period = "none"\ncovers = "some"')
    settings = create_month("2024-02", data=place.data).folder / "month.toml"
    assert load_month(settings) == Month()
    text = settings.read_text(encoding="utf-8")
    assert "# [units_covered]\n# thanh-toan = 0\n" in text
    settings.write_text(text.replace("# [", "[").replace("# thanh", "thanh"), encoding="utf-8")
    assert load_month(settings).units_covered == {"thanh-toan": 0}


def test_the_exports_that_belong_in_it_are_told(place: Place) -> None:
    layouts = create_month("2024-01", data=place.data).wanted.needed
    assert [layout.file_name for layout in layouts] == ["ho-so.xlsx", "thanh-toan.csv"]


def test_a_new_month_has_no_exports_yet(place: Place) -> None:
    create_month("2024-01", data=place.data)
    assert find_project(place.data).months("vi-du") == ["2023-12"]


def test_what_is_there_stays_untouched(place: Place) -> None:
    (place.folder / "month.toml").write_text("# của tôi\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in place.folder.iterdir()}
    new = create_month("2023-12", data=place.data)
    assert not new.created
    assert {path: path.read_bytes() for path in place.folder.iterdir()} == before


def test_a_folder_without_settings_gets_them(place: Place) -> None:
    new = create_month("2023-12", data=place.data)
    assert not new.created
    assert load_month(new.folder / "month.toml") == Month()


def test_of_several_publications_one_must_be_named(place: Place) -> None:
    place.copy_to("an-giang", "2023-12")
    with pytest.raises(WrongUse, match=r"an-giang, vi-du.\n.*dbp new 2024-01 --publication an-giang"):
        create_month("2024-01", data=place.data)
    assert create_month("2024-01", "an-giang", place.data).folder == place.data / "an-giang" / "2024-01"


def test_of_several_publications_the_one_named_like_that_is_the_example(place: Place) -> None:
    place.copy_to("an-giang", "2023-12")
    with pytest.raises(WrongUse, match=r"dbp new 2024-01 --publication vi-du$"):
        create_month("2024-01", "Ví dụ", place.data)


@pytest.mark.parametrize("publication", ["nowhere", "..", "schemes"])
def test_an_unknown_publication_is_refused_and_nothing_made(place: Place, publication: str) -> None:
    with pytest.raises(WrongUse, match="Các báo cáo hiện có: vi-du"):
        create_month("2024-01", publication, place.data)
    assert not list(place.data.rglob("2024-01"))


@pytest.mark.parametrize("month", ["2024-13", "01/24", "../2024-01", ""])
def test_what_is_no_month_is_refused(place: Place, month: str) -> None:
    with pytest.raises(WrongUse, match="không phải là tháng"):
        create_month(month, data=place.data)


def test_a_layout_that_does_not_exist_is_named_and_nothing_made(place: Place) -> None:
    (place.data / "layouts/thanh-toan.toml").unlink()
    with pytest.raises(DataRejected, match=r"Không có tệp thanh-toan\.toml"):
        create_month("2024-01", data=place.data)
    assert not list(place.data.rglob("2024-01"))


def by_people(place: Place) -> None:
    """A bonus by people in the scheme of the tiny place."""
    place.change("schemes/bo-thu.toml", "[counts]\n", '[counts]\nmodel_points = "Mô hình mới"\n')
    bonus = (
        '[[adjustments]]\nid = "model"\nkind = "bonus"\nname = "Thưởng"\nshort_name = "Thưởng"\n'
        'given = "model_points"\nat_most = 3\n\n[[findings]]'
    )
    place.change("schemes/bo-thu.toml", "[[findings]]", bonus)


def test_what_people_give_has_a_form_with_a_row_for_each_unit(place: Place) -> None:
    by_people(place)
    new = create_month("2024-01", data=place.data)
    lines = (new.folder / "cham-tay.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Đơn vị,Chỉ tiêu,Điểm,Lý do"
    assert lines[1:] == [
        f"UBND {unit},Mô hình mới,," for unit in ("phường Him Lam", "xã Thanh Minh", "xã Nà Tấu")
    ]
    assert "cham-tay.csv" in new.wanted.told()
    assert find_project(place.data).months("vi-du") == ["2023-12"]


def test_a_form_that_is_there_stays_as_it_is(place: Place) -> None:
    by_people(place)
    (place.folder / "Cham_Tay.csv").write_text("x", encoding="utf-8")
    create_month("2023-12", data=place.data)
    assert not (place.folder / "cham-tay.csv").exists()


def test_points_that_an_export_holds_need_no_form(place: Place) -> None:
    by_people(place)
    place.change(
        "layouts/thanh-toan.toml",
        "columns = [",
        'columns = [{ points = "model_points", header = ["Thưởng"] },',
    )
    assert not (create_month("2024-01", data=place.data).folder / "cham-tay.csv").exists()


def test_the_form_is_that_of_the_version_that_holds_at_the_end_of_the_period(place: Place) -> None:
    text = (place.data / "schemes/bo-thu.toml").read_text(encoding="utf-8")
    old = text.replace('id = "bo-thu"', 'id = "bo-cu"').replace("scale", "valid_to = 2024-03-31\nscale")
    (place.data / "schemes/bo-cu.toml").write_text(old, encoding="utf-8")
    by_people(place)
    days = 'valid_from = 2024-04-01\ngiven_over_months = "mean"\nscale'
    place.change("schemes/bo-thu.toml", "scale", days)
    place.change("vi-du/publication.toml", 'scheme = "bo-thu"', 'scheme = ["bo-thu", "bo-cu"]')
    made = {
        period: (create_month(period, data=place.data).folder / "cham-tay.csv").exists()
        for period in ("2024-03", "2024-04", "2024-Q1", "2024-Q2")
    }
    assert made == {"2024-03": False, "2024-04": True, "2024-Q1": False, "2024-Q2": False}
    place.change("schemes/bo-thu.toml", '"mean"', '"own"')
    assert (create_month("2024-Q3", data=place.data).folder / "cham-tay.csv").exists()
