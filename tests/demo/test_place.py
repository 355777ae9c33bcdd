import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.demo import LABEL, DemoPlace, write_demo
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.publication import load_publication

from ..made import PROJECT, bytes_below


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoPlace:
    return write_demo(tmp_path_factory.mktemp("demo"), units=12, months=4)


def read_without_remarks(place: DemoPlace) -> None:
    for month in place.months:
        inputs = read_month(month, data=place.data)
        assert inputs.errors == ()
        assert inputs.warnings == ()
        assert len(inputs.counts) == len(inputs.units)


@pytest.mark.parametrize(
    ("units", "months", "seed", "first_month"),
    [(1, 3, 0, "2023-01"), (12, 12, 0, "2023-01"), (120, 2, 5, "2024-02"), (1200, 1, 9, "2199-12")],
)
def test_every_month_passes_every_check(
    tmp_path: Path, units: int, months: int, seed: int, first_month: str
) -> None:
    place = write_demo(tmp_path / "demo", units, months, seed, first_month)
    assert len(place.months) == months
    assert place.months[0] == first_month
    read_without_remarks(place)


@settings(max_examples=8)
@given(units=st.integers(1, 15), months=st.integers(1, 3), seed=st.integers(0, 2**64))
def test_every_small_place_passes_every_check(
    tmp_path_factory: pytest.TempPathFactory, units: int, months: int, seed: int
) -> None:
    read_without_remarks(write_demo(tmp_path_factory.mktemp("demo"), units, months, seed, "2023-11"))


def test_it_is_a_project_of_one_publication(demo: DemoPlace) -> None:
    project = find_project(demo.data)
    assert project.publications() == [demo.publication] == ["demo"]
    assert project.months("demo") == list(demo.months) == ["2023-01", "2023-02", "2023-03", "2023-04"]


def test_a_month_can_be_scored(demo: DemoPlace) -> None:
    card = score_inputs(read_month("2023-04", data=demo.data))
    assert len(card.results) == 12
    assert card.results["band"].nunique() > 1


def test_units_are_unique_and_evidently_invented(demo: DemoPlace) -> None:
    units = read_month("2023-01", data=demo.data).units
    assert units.index.is_unique
    assert units["unit_short"].is_unique
    assert units["unit_short"].str.startswith("Mẫu ").all()
    assert list(units["unit_name"].iloc[[0, -1]]) == ["Phường Mẫu 001", "Xã Mẫu 012"]


def test_scheme_layouts_and_wording_are_the_projects_own(demo: DemoPlace) -> None:
    publication = load_publication(demo.data / "demo/publication.toml")
    names = [f"layouts/{layout}.toml" for layout in publication.layouts]
    for name in (*names, f"schemes/{publication.scheme[0]}.toml", "wording.toml"):
        assert (demo.data / name).read_bytes() == (PROJECT / "data" / name).read_bytes()


def test_every_settings_file_names_the_schema_that_editors_check_it_by(demo: DemoPlace) -> None:
    for data in (demo.data, PROJECT / "data"):
        for path in data.rglob("*.toml"):
            first, _, _ = path.read_text(encoding="utf-8").partition("\n")
            name = str(path.relative_to(data))
            if "wording" not in name and name != "phrases.toml":  # words, which are explained in the file
                assert (path.parent / first.removeprefix("#:schema ")).is_file(), path


def test_publication_and_months_say_that_they_are_synthetic(demo: DemoPlace) -> None:
    publication = load_publication(demo.data / "demo/publication.toml")
    texts = [publication.title, publication.report.opening, publication.report.closing]
    texts += [" ".join(publication.report.subject), " ".join(publication.report.annex_title).lower()]
    assert all(LABEL in text for text in texts)
    for month in demo.months:
        settings = tomllib.loads((demo.data / "demo" / month / "month.toml").read_text(encoding="utf-8"))
        assert settings["provenance"] == "synthetic"
        assert "không có thật" in settings["note"]


def test_every_export_says_that_it_is_synthetic(demo: DemoPlace) -> None:
    readings = read_month("2023-02", data=demo.data).readings
    assert len(readings) == 4
    for reading in readings:
        assert LABEL in reading.heading.lower()


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    places = [write_demo(tmp_path / name, 5, 2, seed) for name, seed in (("a", 7), ("b", 7), ("c", 8))]
    first, again, other = (bytes_below(place.data) for place in places)
    assert first == again
    exports = [name for name in first if name.endswith((".xlsx", ".xls"))]
    assert len(exports) == 8
    assert all(first[name] != other[name] for name in exports if "hai-long" not in name)


def test_a_month_has_the_same_bytes_however_many_follow(tmp_path: Path) -> None:
    short, long = (bytes_below(write_demo(tmp_path / str(months), 5, months).data) for months in (2, 4))
    assert set(short) < set(long)
    assert short == {name: long[name] for name in short}


def test_an_empty_folder_is_taken_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    place = write_demo(tmp_path / "demo", 1, 1)
    assert place.data == tmp_path / "demo" / "data"
    assert list(tmp_path.iterdir()) == [tmp_path / "demo"]
    assert list((tmp_path / "demo").iterdir()) == [place.data]


def test_a_folder_in_folders_that_do_not_exist_yet(tmp_path: Path) -> None:
    assert write_demo(tmp_path / "a/b/demo", 1, 1).data.is_dir()


@pytest.mark.parametrize("name", ["something.txt", ".hidden"])
def test_a_folder_that_holds_anything_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / name).write_text("x")
    with pytest.raises(WrongUse, match="đã có tệp") as refused:
        write_demo(folder, 1, 1)
    assert str(folder) in str(refused.value)
    assert bytes_below(tmp_path) == {f"demo/{name}": b"x"}


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x")
    with pytest.raises(WrongUse, match="là một tệp"):
        write_demo(tmp_path / "demo", 1, 1)


def test_a_stop_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo(tmp_path / "demo", 2, 2, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunFailed, match="Không ghi được vào") as failed:
        write_demo(tmp_path / "file" / "demo", 1, 1)
    assert str(tmp_path / "file" / "demo") in str(failed.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"units": 0}, "Số đơn vị 0"),
        ({"units": 10_001}, "từ 1 đến 10000"),
        ({"months": 0}, "Số tháng 0"),
        ({"months": 121}, "từ 1 đến 120"),
        ({"seed": -1}, "Hạt giống -1"),
        ({"first_month": "2023-13"}, "không phải là tháng"),
        ({"first_month": "1999-12"}, "từ năm 2000"),
    ],
)
def test_sizes_out_of_bounds_are_refused(tmp_path: Path, arguments: dict[str, int], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        write_demo(tmp_path / "demo", **arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_the_scheme_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "schemes").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse, match=r"dien-bien-2023\.toml"):
        write_demo(tmp_path / "demo", 1, 1)
    assert not (tmp_path / "demo").exists()


def test_progress_is_told_of_each_month(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_demo(tmp_path / "demo", 1, 3, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
