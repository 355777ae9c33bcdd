"""A wheel built from the tree does the main job in an empty folder, without the repository."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from dbp_analysis.running.month import run_month

from .made import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``dbp`` of an environment that has the wheel and sees the other packages of this one."""
    root = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", root], cwd=PROJECT, check=True
    )
    (wheel,) = root.glob("*.whl")
    venv.create(root / "env", with_pip=False)
    scripts = root / "env" / ("Scripts" if os.name == "nt" else "bin")
    (site,) = (root / "env").rglob("site-packages")
    others = (path for path in sys.path if path.endswith("site-packages"))
    (site / "others.pth").write_text("\n".join(others), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", scripts / "python"]
    subprocess.run([*pip, "install", "-q", "--no-index", "--no-deps", wheel], check=True)
    return scripts / "dbp"


def ran(command: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Each file; what run.json says of this package's version is that of the day of its installation."""
    return {
        path.relative_to(folder).as_posix(): re.sub(rb'"dbp-analysis": "[^"]+"', b"", path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and ".locks" not in path.parts
    }


def test_a_project_made_by_the_wheel_gives_the_same_bytes_as_the_tree(
    installed: Path, tmp_path: Path
) -> None:
    assert ran(installed, "init", "x", cwd=tmp_path).returncode == 0
    made = ran(installed, "run", "2023-12", cwd=tmp_path / "x")
    assert made.returncode == 0, made.stderr

    run_month("2023-12", output=tmp_path / "outputs")

    assert contents(tmp_path / "x" / "outputs") == contents(tmp_path / "outputs")


def test_outside_of_a_project_one_is_told_how_to_begin_and_nothing_is_written(
    installed: Path, tmp_path: Path
) -> None:
    told = ran(installed, "run", "2023-12", cwd=tmp_path)

    assert told.returncode == 2
    assert "dbp init" in told.stderr
    assert not list(tmp_path.iterdir())
    assert ran(installed, "demo", "thu", "--months", "1", cwd=tmp_path).returncode == 0
    checked = ran(installed, "check", "2023-01", "--data", "thu/data", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
