from pathlib import Path

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.reading.month import read_month
from dbp_analysis.settings.new_project import SAMPLE, SAMPLE_MONTH, create_project
from dbp_analysis.settings.project import Project, find_project

from ..made import PROJECT


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return create_project(tmp_path / "x")


def test_a_new_project_is_one_and_has_the_published_month_alone(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    project = find_project()

    assert project == Project(made / "data", made / "outputs", made / "notebooks")
    assert {name: project.months(name) for name in project.publications()} == {SAMPLE: [SAMPLE_MONTH]}
    assert list((made / "outputs").iterdir()) == []


def test_its_sample_passes_the_checks_and_says_that_it_is_reconstructed(made: Path) -> None:
    inputs = read_month(SAMPLE_MONTH, data=made / "data")

    assert not inputs.errors
    assert "dựng lại" in inputs.settings.note


def test_its_files_are_those_that_come_with_the_package(made: Path) -> None:
    files = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
    own = {Path("README.md"), Path(".gitignore")}

    assert own <= set(files)
    assert all(
        (made / file).read_bytes() == (PROJECT / file).read_bytes() for file in files if file not in own
    )


def test_git_ignores_registers_from_the_start(made: Path) -> None:
    lines = (made / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"so-ho-so*", "dong-bo*", "/outputs/"} <= set(lines)


def test_a_mark_that_the_sample_is_closed_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = create_project(tmp_path / "wheel")
    (source / "data" / SAMPLE / SAMPLE_MONTH / "closed.toml").touch()
    monkeypatch.setattr("dbp_analysis.settings.shipped.IN_WHEEL", source)

    assert not list(create_project(tmp_path / "x").rglob("closed.toml"))


def test_a_folder_that_holds_anything_is_refused(made: Path) -> None:
    with pytest.raises(WrongUse, match="dự án mới cần một thư mục trống"):
        create_project(made)
