from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected, RunFailed, WrongUse
from dbp_analysis.settings.new_month import create_month
from dbp_analysis.settings.new_place import create_place
from dbp_analysis.settings.new_project import create_project
from dbp_analysis.settings.publication import load_publication
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.settings.units import read_register, units_in_month

from ..made import PROJECT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of a new project."""
    return create_project(tmp_path / "x") / "data"


def contents(data: Path) -> dict[str, bytes]:
    return {
        path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()
    }


def test_a_province_has_its_communes_a_publication_and_a_scheme_that_fit_together(data: Path) -> None:
    new = create_place("huế", data)

    assert (new.added, new.kept, new.untouched) == (40, 0, ())
    publication = load_publication(data / "hue" / "publication.toml")
    assert publication.issuer.name == ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ")
    assert load_scheme(data / "schemes" / f"{publication.scheme[0]}.toml").id == "hue"
    units = units_in_month(read_register(data / "units.csv"), "hue", "2026-10", publication.unit_label)
    assert len(units) == 40
    assert units.at["19768", "unit_label"] == "UBND phường Phú Xuân"


def test_an_editor_finds_the_schema_of_each_file_by_its_first_line(data: Path) -> None:
    for settings in create_place("huế", data).written[:2]:
        first = settings.read_text(encoding="utf-8").splitlines()[0]
        assert (settings.parent / first.removeprefix("#:schema ")).is_file()


def test_its_exports_are_those_of_the_national_portal_as_gia_lai_has_them(data: Path) -> None:
    create_place("huế", data)
    own, known = (
        load_publication(path / "publication.toml") for path in (data / "hue", PROJECT / "data/gia-lai")
    )
    assert (own.layouts, own.optional_layouts) == (known.layouts, known.optional_layouts)


def test_the_month_that_follows_needs_no_name(data: Path) -> None:
    create_place("huế", data)
    new = create_month("10/2026", data=data)

    assert new.folder == data / "hue" / "2026-10"
    assert new.wanted.needed


def test_units_before_july_2025_are_not_known(data: Path) -> None:
    create_place("huế", data)
    assert units_in_month(read_register(data / "units.csv"), "hue", "2025-06", "{name}").empty


def test_what_is_there_is_kept_and_a_second_time_adds_nothing(data: Path) -> None:
    before = contents(data)
    create_place("huế", data)
    once = contents(data)
    again = create_place("Hue", data)

    assert once["units.csv"].startswith(before["units.csv"])
    assert {name: once[name] for name in before if name != "units.csv"} == {
        name: before[name] for name in before if name != "units.csv"
    }
    assert (again.added, again.kept, again.written) == (0, 40, ())
    assert contents(data) == once


def test_units_that_the_register_has_under_other_codes_or_spellings_are_not_added_again(data: Path) -> None:
    new = create_place("gia lai", data)
    assert (new.added, new.kept) == (0, 135)


def test_a_publication_that_is_there_keeps_the_scheme_it_has(data: Path) -> None:
    create_place("huế", data)
    (data / "schemes" / "hue.toml").unlink()
    again = create_place("huế", data)

    assert again.written == ()
    assert again.untouched == (data / "hue" / "publication.toml", data / "units.csv")


def test_rows_are_written_as_excel_saved_the_register(data: Path) -> None:
    register = data / "units.csv"
    register.write_text(
        "\ufeffghi chú,successor,type,name,place,code,valid_from,valid_to\r\n", encoding="utf-8", newline=""
    )
    create_place("huế", data)

    text = register.read_bytes().decode()
    assert text.split("\r\n")[1] == ",,Phường,Phú Xuân,hue,19768,2025-07-01,"
    assert text.count("\n") == text.count("\r\n") == 41
    assert len(read_register(register)) == 40


def test_without_a_register_one_is_made(data: Path) -> None:
    (data / "units.csv").unlink()
    assert create_place("huế", data).added == 40
    assert len(read_register(data / "units.csv")) == 40


def test_where_the_register_cannot_be_written_nothing_is(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(data)
    replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.name == "units.csv":
            raise PermissionError(13, "tệp đang mở", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(RunFailed, match="đóng tệp đang mở trong Excel"):
        create_place("huế", data)
    assert contents(data) == before
    assert not (data / "hue").exists()


def test_a_register_that_cannot_be_read_or_a_province_that_is_none_changes_nothing(data: Path) -> None:
    (data / "units.csv").write_text("place,code\n", encoding="utf-8")
    before = contents(data)
    with pytest.raises(DataRejected):
        create_place("huế", data)
    with pytest.raises(WrongUse):
        create_place("Bình Định", data)
    assert contents(data) == before
