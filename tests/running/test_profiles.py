"""Profiles as files: which units, whole or not at all, never over hand-made changes, the same bytes."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dbp_analysis.cli import dbp
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.publishing.record import file_hash
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.running import profile_folders
from dbp_analysis.running.profile_folders import make_profiles, with_history
from dbp_analysis.running.profiles import run_profiles
from dbp_analysis.running.tasks import ProfilesRun

from ..made import MONTH, Place, bytes_below, dossier_rows, make_place, with_value
from ..two_months import BEFORE, add_november

NAME = "phieu-03316-xa-na-tau-2023-12"
FILES = [f"{NAME}.docx", f"{NAME}.html", f"{NAME}.pdf", "run.json"]


def run(place: Place, *units: str, **more) -> ProfilesRun:
    """As in the child."""
    return make_profiles(place.month, place.publication, units, place.data, place.output, **more)


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The tiny place with a profile of every unit."""
    place = make_place(tmp_path_factory.mktemp("everyone"))
    heard: list[tuple[int, int]] = []
    made = run(place, progress=lambda done, of: heard.append((done, of)))

    assert [folder.name for folder in made.folders.values()] == [
        "03127-phuong-him-lam",
        "03145-xa-thanh-minh",
        "03316-xa-na-tau",
    ]
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    return place


def test_a_unit_that_is_not_certain_is_asked_back(place: Place) -> None:
    with pytest.raises(WrongUse, match="có phải: UBND xã Nà Tấu"):
        run(place, "Nà Tâu")
    with pytest.raises(WrongUse, match=r"units\.csv"):
        run(place, "99999")
    assert not place.output.exists()


def test_a_child_makes_each_unit_once_and_tells_how_far_it_is(place: Place) -> None:
    heard: list[tuple[int, int]] = []
    made = run_profiles(
        MONTH, "", ["Nà Tấu", "03316"], place.data, place.output, progress=lambda *at: heard.append(at)
    )

    assert made.folders == {"03316": place.output / "vi-du" / f"{MONTH}-profiles" / "03316-xa-na-tau"}
    assert heard == [(0, 1), (1, 1)]
    with pytest.raises(WrongUse, match="có phải: UBND xã Nà Tấu"):
        run_profiles(MONTH, "", ["Nà Tâu"], place.data, place.output)


def test_the_same_inputs_give_the_same_bytes(place: Place, everyone: Place) -> None:
    shutil.copytree(everyone.data, place.data, dirs_exist_ok=True)
    run(place)

    assert bytes_below(place.output) == bytes_below(everyone.output)
    assert len(bytes_below(place.output)) == 12
    assert not any(
        str(place.data.parent).encode() in content for content in bytes_below(place.output).values()
    )


def test_the_record_says_what_went_in_and_came_out(place: Place) -> None:
    add_november(place)
    (folder,) = run(place, "Nà Tấu").folders.values()
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))

    assert record["parameters"] == {"publication": "vi-du", "month": MONTH, "unit": "03316"}
    assert record["outputs"] == {name: file_hash(folder / name) for name in FILES if name != "run.json"}
    assert {f"vi-du/{month}/ho-so.xlsx" for month in (BEFORE, MONTH)} < set(record["inputs"])
    assert record["inputs"]["units.csv"] == file_hash(place.data / "units.csv")
    assert record["fonts"]["pdf"]
    assert list(record)[:3] == ["parameters", "provenance", "scheme"]


def test_earlier_months_become_the_history(place: Place) -> None:
    add_november(place)
    (folder,) = run(place, "Nà Tấu").folders.values()

    assert "so với tháng 11/2023" in (folder / f"{NAME}.html").read_text(encoding="utf-8")


def test_later_months_do_not_count(place: Place) -> None:
    add_november(place)

    assert with_history(load_month_inputs(BEFORE, "vi-du", place.data)).months == [BEFORE]


def test_an_earlier_month_that_cannot_be_used_is_told(place: Place) -> None:
    other = add_november(place)
    other.dossiers(with_value(dossier_rows(), 2, "A", "Kỳ báo cáo: Tháng 10 năm 2023"))

    series = with_history(load_month_inputs(MONTH, "vi-du", place.data))
    assert series.months == [MONTH]
    assert list(series.skipped) == [BEFORE]


def test_units_that_cannot_be_followed_back_have_no_history(place: Place) -> None:
    add_november(place)
    units = place.data / "units.csv"
    gone = "vi-du,03999,Xã,Đã Hết,,2023-11-30,\n"  # ended before December without a successor
    units.write_text(units.read_text(encoding="utf-8") + gone, encoding="utf-8")

    series = with_history(load_month_inputs(MONTH, "vi-du", place.data))
    assert series.months == [MONTH]
    assert list(series.skipped) == [BEFORE]
    assert run(place, "Nà Tấu").folders


def test_a_month_that_is_rejected_writes_nothing(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 9, "C", 151))

    with pytest.raises(DataRejected):
        run(place)
    assert bytes_below(place.output) == {}


def test_a_profile_that_was_edited_is_not_lost(place: Place, everyone: Place) -> None:
    shutil.copytree(everyone.output, place.output)
    folder = place.output / "vi-du" / f"{MONTH}-profiles" / "03145-xa-thanh-minh"
    edited = folder / f"phieu-03145-xa-thanh-minh-{MONTH}.docx"
    edited.write_bytes(b"mine")
    before = bytes_below(place.output)

    with pytest.raises(WrongUse, match="03145-xa-thanh-minh"):
        run(place)
    assert bytes_below(place.output) == before
    run(place, "Nà Tấu")  # not about the edited one
    assert edited.read_bytes() == b"mine"
    run(place, "Thanh Minh", force=True)
    assert edited.read_bytes() != b"mine"


def test_a_unit_is_written_whole_or_not_at_all(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = profile_folders.profile_files

    def fails_for_na_tau(profile, series, name):
        if profile.unit_code == "03316":
            raise RuntimeError("hết giấy")
        return made(profile, series, name)

    monkeypatch.setattr(profile_folders, "profile_files", fails_for_na_tau)
    with pytest.raises(RuntimeError):
        run(place)
    folders: dict[str, set[str]] = {}
    for name in bytes_below(place.output):
        folders.setdefault(Path(name).parent.name, set()).add(Path(name).suffix)
    assert "03316-xa-na-tau" not in folders
    assert folders
    assert all(endings == {".docx", ".html", ".json", ".pdf"} for endings in folders.values())


def test_the_command_says_where_the_profiles_are(place: Place) -> None:
    place.folder.joinpath("month.toml").write_text(
        'provenance = "synthetic"\nnote = "Số liệu thử."\n', encoding="utf-8"
    )
    folders = ["--data", str(place.data), "--output", str(place.output)]

    one = CliRunner().invoke(dbp, ["profile", MONTH, "--unit", "Nà Tấu", *folders])
    assert one.exit_code == 0, one.output
    assert "Ghi chú: Số liệu thử." in one.stdout
    assert "03316-xa-na-tau" in one.stdout
    everyone = CliRunner().invoke(dbp, ["profile", MONTH, "--all", *folders])
    assert "3 phiếu trong" in everyone.stdout


def test_what_the_check_finds_beside_the_month_before_is_said_here_too(place: Place) -> None:
    add_november(place)  # its payment export lies in December as well
    folders = ["--data", str(place.data), "--output", str(place.output)]

    said = CliRunner().invoke(dbp, ["profile", MONTH, "--unit", "Nà Tấu", *folders])
    assert "Cảnh báo: Tệp giống hệt" in said.output


@pytest.mark.parametrize("choice", [[], ["--all", "--unit", "03316"]])
def test_the_command_wants_some_units_or_all(place: Place, choice: list[str]) -> None:
    refused = CliRunner().invoke(dbp, ["profile", MONTH, *choice, "--data", str(place.data)])

    assert isinstance(refused.exception, WrongUse)
    assert "--all" in str(refused.exception)
